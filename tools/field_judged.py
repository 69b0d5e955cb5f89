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

mended.toml beside them says after which samples a rule was mended, at which commit, and what changed:

    [[mended]]
    rule = "missing-license"
    commit = "0123abc"
    what = "silent beside a LICENSE file"
    before = ["2026-11-27-first-150"]     # samples judged by then: shown in a column of their own, not in the share

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
MENDED = "mended.toml"
_OF_SAMPLE = {"sample": str, "drawn": str, "judge": str}
_COUNTS = ("right", "wrong", "doubtful")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One file: what was drawn, by whom it was judged, and the counts."""

    about: dict[str, Any]
    judged: list[dict[str, Any]] = field(default_factory=list)
    shares: list[dict[str, Any]] = field(default_factory=list)
    name: str = ""


def samples(folder: Path = FOLDER) -> list[Sample]:
    """Every sample, the oldest first; ValueError that names the file for what is no sample."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        if path.name == MENDED:
            continue
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        for complaint in complaints(values):
            raise ValueError(f"{path.name}: {complaint}")
        found.append(
            Sample(about=values, judged=values.get("judged", []), shares=values.get("share", []), name=path.stem)
        )
    return sorted(found, key=lambda one: str(one.about["date"]))


def mendings(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """What was mended after which samples; ValueError for an entry that lacks a key or names no rule or sample."""
    path = folder / MENDED
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["mended"] if path.exists() else []
    judged = {one.name: {entry["rule"] for entry in one.judged} for one in samples(folder)}
    for entry in entries:
        if entry.keys() != {"rule", "commit", "what", "before"}:
            raise ValueError(f"{MENDED}: an entry has `rule`, `commit`, `what` and `before`")
        for name in entry["before"]:
            if name not in judged:
                raise ValueError(f"{MENDED}: `{name}` is no sample")
        if not any(entry["rule"] in judged[name] for name in entry["before"]):
            raise ValueError(f"{MENDED}: no sample before {entry['commit']} judged {entry['rule']}")
    return entries


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


def lines(found: list[Sample], mended: list[dict[str, Any]] | None = None) -> list[str]:
    """The section of the page; empty where nothing was judged."""
    if not found:
        return []
    now, old = _counted(found, mended or [])
    aims = (
        "Right is what the model's maintainer would agree with; what is doubtful is not right. The aim is "
        f"{AIMS['error']:.2f} for errors and warnings, {AIMS['info']:.2f} for infos."
    )
    aims += " Rules with a handful of findings are no more than hinted at."
    if mended:
        aims += (
            " Counts made before a rule was mended stand in a column of their own (right, wrong, doubtful): the share is that of"
            " the rule as it is now."
        )
    page = ["## How many are right", ""]
    page += [f"- {_sentence(sample)}" for sample in found]
    page += [
        "",
        aims,
        "",
        "| rule | severity | right | wrong | doubtful | share right | aim met | before it was mended |",
        "|---|---|---:|---:|---:|---:|---|---|",
    ]
    order = list(AIMS)
    for rule, severity in sorted(now.keys() | old.keys(), key=lambda one: (order.index(one[1]), one[0])):
        page.append(_row(rule, severity, now.get((rule, severity)), old.get((rule, severity))))
    for severity in order:
        of_one = [_sum(counts, severity) for counts in (now, old)]
        if any(sum(one.values()) for one in of_one):
            page.append(_all_of(severity, *of_one))
    if mended:
        page += ["", "| rule | mended at | what changed since the counts before it |", "|---|---|---|"]
        page += [f"| `{one['rule']}` | {one['commit']} | {one['what']} |" for one in mended]
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


_Counts = dict[tuple[str, str], dict[str, int]]


def _counted(found: list[Sample], mended: list[dict[str, Any]]) -> tuple[_Counts, _Counts]:
    """The counts of each rule as it is, and those that were made before it was mended."""
    before = {(entry["rule"], name) for entry in mended for name in entry["before"]}
    now: _Counts = defaultdict(lambda: dict.fromkeys(_COUNTS, 0))
    old: _Counts = defaultdict(lambda: dict.fromkeys(_COUNTS, 0))
    for sample in found:
        for one in [] if sample.about.get("before_mending") else sample.judged:
            counts = old if (one["rule"], sample.name) in before else now
            for key in _COUNTS:
                counts[one["rule"], one["severity"]][key] += one[key]
    return now, old


def _row(rule: str, severity: str, now: dict[str, int] | None, old: dict[str, int] | None) -> str:
    before = _told(old)
    if now is None:
        return f"| [{rule}](rules/{rule}.md) | {severity} | | | | | not judged since | {before} |"
    share = _share(now)
    return (
        f"| [{rule}](rules/{rule}.md) | {severity} | {now['right']} | {now['wrong']} | {now['doubtful']} | "
        f"{share:.2f} | {'yes' if share >= AIMS[severity] else 'no'} | {before} |"
    )


def _share(count: dict[str, int]) -> float:
    return count["right"] / max(sum(count.values()), 1)


def _told(count: dict[str, int] | None) -> str:
    if count is None or not sum(count.values()):
        return ""
    return f"{count['right']}, {count['wrong']}, {count['doubtful']} ({_share(count):.2f})"


def _sum(counts: _Counts, severity: str) -> dict[str, int]:
    return {key: sum(count[key] for (_, other), count in counts.items() if other == severity) for key in _COUNTS}


def _all_of(severity: str, now: dict[str, int], old: dict[str, int]) -> str:
    share = f"{_share(now):.2f}" if sum(now.values()) else ""
    return f"| *all* | {severity} | {now['right']} | {now['wrong']} | {now['doubtful']} | {share} | | {_told(old)} |"


def _sentence(sample: Sample) -> str:
    about = sample.about
    total = sum(one[key] for one in sample.judged for key in _COUNTS)
    right, wrong, doubtful = (sum(one[key] for one in sample.judged) for key in _COUNTS)
    said = f"{about['date']}: {about['sample']} ({about['drawn']}); {total:,} findings judged by {about['judge']}: "
    said += f"{right:,} right, {wrong} wrong, {doubtful} doubtful."
    return said + (" The rules were mended after it: not counted below." if about.get("before_mending") else "")
