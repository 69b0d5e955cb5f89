"""
Findings that people judged, as data: docs/field-report/*.toml, and the table that docs/field-report.md makes of them.

A file is one sample:

    sample = "150 cards that nobody had seen"      # what was drawn
    drawn = "random.Random(7), all findings of each card"
    date = 2026-11-27
    judge = "nobody who wrote a rule"
    before_mending = true                          # optional: told, not counted; the rules are others since

    [[judged]]
    rule = "missing-license"
    severity = "warning"
    right = 20
    wrong = 0
    doubtful = 0
    note = "..."        # optional

    [[share]]           # optional: how many cards have a warning or an error
    when = "before"
    cards = 9463
    warned = 4983

`right` is what the model's maintainer would agree with; what is doubtful is not right.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "field-report"
AIMS = {"error": 0.95, "warning": 0.95, "info": 0.85}
"""The share of right findings below which a rule says less, or goes."""
_OF_SAMPLE = {"sample": str, "drawn": str, "judge": str}
_COUNTS = ("right", "wrong", "doubtful")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One file: what was drawn, by whom it was judged, and the counts."""

    about: dict[str, Any]
    judged: list[dict[str, Any]] = field(default_factory=list)
    shares: list[dict[str, Any]] = field(default_factory=list)


def samples(folder: Path = FOLDER) -> list[Sample]:
    """Every sample, the oldest first; ValueError that names the file for what is no sample."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        for complaint in complaints(values):
            raise ValueError(f"{path.name}: {complaint}")
        found.append(Sample(about=values, judged=values.get("judged", []), shares=values.get("share", [])))
    return sorted(found, key=lambda one: str(one.about["date"]))


def complaints(values: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one file: missing or unknown keys, unknown rules, counts that are none, a rule told twice."""
    for key, kind in _OF_SAMPLE.items():
        if not isinstance(values.get(key), kind):
            yield f"`{key}` is missing"
    if "date" not in values:
        yield "`date` is missing"
    for key in values.keys() - {*_OF_SAMPLE, "date", "judged", "share", "before_mending"}:
        yield f"`{key}` is no key"
    yield from _of_the_judged(values)
    for one in values.get("share", []):
        if not isinstance(one.get("when"), str) or any(not isinstance(one.get(k), int) for k in ("cards", "warned")):
            yield "a `share` has `when`, `cards` and `warned`"


def _of_the_judged(values: dict[str, Any]) -> Iterator[str]:
    from openness import rules

    known = {rule.id for rule in rules.ALL_RULES}
    seen: set[tuple[str, str]] = set()
    for one in values.get("judged", []):
        which = (str(one.get("rule")), str(one.get("severity")))
        if which[0] not in known:
            yield f"`{which[0]}` is no rule"
        if which[1] not in AIMS:
            yield f"`{which[1]}` of {which[0]} is no severity"
        if which in seen:
            yield f"{which[0]} ({which[1]}) is told twice"
        seen.add(which)
        if any(not isinstance(one.get(key), int) or one[key] < 0 for key in _COUNTS):
            yield f"{which[0]} lacks a count of right, wrong or doubtful"
        for key in one.keys() - {"rule", "severity", "note", *_COUNTS}:
            yield f"`{key}` of {which[0]} is no key"


def lines(found: list[Sample]) -> list[str]:
    """The section of the page; empty where nothing was judged."""
    if not found:
        return []
    counts: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(_COUNTS, 0))
    for sample in found:
        for one in [] if sample.about.get("before_mending") else sample.judged:
            for key in _COUNTS:
                counts[one["rule"], one["severity"]][key] += one[key]
    aims = (
        "Right is what the model's maintainer would agree with; what is doubtful is not right. The aim is "
        f"{AIMS['error']:.2f} for errors and warnings, {AIMS['info']:.2f} for infos."
    )
    aims += " Rules with a handful of findings are no more than hinted at."
    page = ["## How many are right", ""]
    page += [f"- {_sentence(sample)}" for sample in found]
    page += [
        "",
        aims,
        "",
        "| rule | severity | right | wrong | doubtful | share right | aim met |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    order = list(AIMS)
    for (rule, severity), count in sorted(counts.items(), key=lambda one: (order.index(one[0][1]), one[0][0])):
        share = count["right"] / max(sum(count.values()), 1)
        page.append(
            f"| [{rule}](rules/{rule}.md) | {severity} | {count['right']} | {count['wrong']} | {count['doubtful']} | "
            f"{share:.2f} | {'yes' if share >= AIMS[severity] else 'no'} |"
        )
    for severity in order:
        of_one = [count for (_, other), count in counts.items() if other == severity]
        right, total = sum(one["right"] for one in of_one), sum(sum(one.values()) for one in of_one)
        if total:
            page.append(f"| *all* | {severity} | {right} | | | {right / total:.2f} | |")
    shares = [one for sample in found for one in sample.shares]
    if shares:
        page += ["", "| | cards | with a warning or an error | share |", "|---|---:|---:|---:|"]
        page += [
            f"| {one['when']} | {one['cards']:,} | {one['warned']:,} | {100 * one['warned'] / one['cards']:.1f} % |"
            for one in shares
        ]
    notes = [(one["rule"], one["note"]) for sample in found for one in sample.judged if one.get("note")]
    if notes:
        page += ["", "What was wrong, and what is left:", ""]
        page += [f"- `{rule}`: {note}" for rule, note in notes]
    return [*page, ""]


def _sentence(sample: Sample) -> str:
    about = sample.about
    total = sum(one[key] for one in sample.judged for key in _COUNTS)
    right, wrong, doubtful = (sum(one[key] for one in sample.judged) for key in _COUNTS)
    said = f"{about['date']}: {about['sample']} ({about['drawn']}); {total:,} findings judged by {about['judge']}: "
    said += f"{right:,} right, {wrong} wrong, {doubtful} doubtful."
    return said + (" The rules were mended after it: not counted below." if about.get("before_mending") else "")
