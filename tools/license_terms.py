"""
Merge the two readings of every licence text into the data files, and publish where the readers differ.

Usage: python tools/license_terms.py [--check | --undecided [ID ...]] [--root DIR]

Reads docs/readings/first/, docs/readings/second/ and docs/readings/decisions/*.toml; writes the part below `# terms` of each
openness/licenses/data/<id>.toml and the page docs/readings/agreement.md. Where the readers differ, decisions/
holds the value that a third look at the clause gave. Nothing is written from readings that break their schema
(tools/checked/readings.py): a difference that nobody decided is one of the things that it complains about.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]

from checked import readings  # noqa: E402
from checked.complaints import given_root  # noqa: E402
from checked.readings import compared, sizes  # noqa: E402

from openness.licenses.vocabulary import TERMS  # noqa: E402

ROOT = given_root(sys.argv)
DATA = ROOT / readings.LICENSES
AGREEMENT = ROOT / readings.FOLDER / "agreement.md"
MARK = "# terms: written by tools/license_terms.py from docs/readings; do not edit below\n"

_SURE = ("contested", "likely", "certain")
_THRESHOLD_KEYS = (
    "metric", "operator", "number", "unit", "measured", "date", "window", "affiliates", "consequence", "clause", "note",
)  # fmt: skip


@cache
def found() -> readings.Readings:
    """All readings and decisions."""
    return readings.read(ROOT)


@cache
def paragraphs() -> dict[tuple[str, str], str]:
    """How a number is cited that a reader gave a part of a text which bears none: by licence and number."""
    with (ROOT / readings.FOLDER / "paragraphs.tsv").open(encoding="utf-8", newline="") as rows:
        return {(row["id"], row["clause"]): row["cited"] for row in csv.DictReader(rows, delimiter="\t")}


def cited(identity: str, clause: str) -> str:
    """A clause as the data cite it."""
    return re.sub(r"[^;,]+", lambda part: _cited(identity, part[0]), clause)


def _cited(identity: str, part: str) -> str:
    bare = part.strip()
    return part.replace(bare, paragraphs().get((identity, bare), bare)) if bare else part


def merged_terms(identity: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The terms of one licence, and the names of those that nobody has decided."""
    first, second = (one or {} for one in found().of(identity))
    decided, left_out = found().decided(identity), found().left_out(identity)
    terms: dict[str, dict[str, Any]] = {}
    undecided: list[str] = []
    for name in TERMS:
        one, two = first.get("terms", {}).get(name), second.get("terms", {}).get(name)
        if name in left_out:
            continue
        if name in decided:
            terms[name] = {**decided[name], "readings": 2}
        elif one is None and two is None:
            continue
        elif one is None or two is None:
            terms[name] = {**(one or two or {}), "readings": 1}
        elif compared(one) == compared(two):
            certainty = min(one.get("certainty", "certain"), two.get("certainty", "certain"), key=_SURE.index)
            note = one.get("note") or two.get("note") or ""
            terms[name] = {**one, "certainty": certainty, "note": note, "readings": 2}
        else:
            undecided.append(name)
    return terms, undecided


def merged_thresholds(identity: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The thresholds of one licence: those both readers found alike, else those decided."""
    decided = found().decided(identity).get("thresholds")
    if decided is not None:
        return [{**one, "readings": 2} for one in decided], []
    first, second = found().of(identity)
    if first is None or second is None:
        return [{**one, "readings": 1} for one in (first or second or {}).get("thresholds", [])], []
    if sizes(first) == sizes(second):
        return [{**one, "readings": 2} for one in first.get("thresholds", [])], []
    return [], ["thresholds"]


def day_of_reading(identity: str) -> str:
    """The day from which on the text was read as often as `readings` says: that of the later reading."""
    return max(str(one["read"]) for one in found().of(identity) if one is not None)


def quote(value: Any) -> str:
    """A TOML value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value:.0f}" if float(value).is_integer() else str(value)
    return json.dumps(value, ensure_ascii=False)


def section(identity: str) -> str:
    """The generated part of a data file."""
    terms, _ = merged_terms(identity)
    thresholds, _ = merged_thresholds(identity)
    count = sum(one is not None for one in found().of(identity))
    if not count:
        return ""
    lines = [MARK.rstrip(), f'text_read = "{day_of_reading(identity)}"', f"readings = {count}"]
    if prohibits := (found().of(identity)[0] or {}).get("prohibits"):
        lines.append(f"prohibits = {quote(prohibits)}")
    for name, term in terms.items():
        lines += [
            "",
            f"[terms.{name}]",
            f"value = {quote(term['value'])}",
            f"clause = {quote(cited(identity, term['clause']))}",
        ]
        lines.append(f"certainty = {quote(term.get('certainty', 'certain'))}")
        if term.get("note"):
            lines.append(f"note = {quote(str(term['note']).strip())}")
        lines.append(f"readings = {term['readings']}")
    for one in thresholds:
        lines += ["", "[[thresholds]]"]
        lines += [f"{key} = {quote(one[key])}" for key in _THRESHOLD_KEYS if one.get(key) not in (None, "")]
        lines.append(f"readings = {one['readings']}")
    return "\n".join(lines) + "\n"


def identities() -> list[str]:
    """Every id with a data file, in order."""
    return sorted(path.stem for path in DATA.glob("*.toml") if not path.name.startswith("_"))


def agreement() -> str:
    """The page that says how often the readers differ, term by term."""
    both: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    rows: list[str] = []
    seen: list[str] = []
    texts = 0
    for identity in identities():
        first, second = found().of(identity)
        if first is None or second is None:
            continue
        if met := first.get("met_before") or second.get("met_before"):
            seen.append(f"- `{identity}`: one reader had met {met}")
            continue
        texts += 1
        for name in TERMS:
            one, two = first.get("terms", {}).get(name), second.get("terms", {}).get(name)
            if one is not None and two is not None:
                both[name] += 1
                if compared(one) != compared(two):
                    differ[name] += 1
                    decided = found().decided(identity).get(name)
                    outcome = (
                        "not decided" if decided is None else f"`{decided.get('value')}`: {decided.get('why', '')}"
                    )
                    rows.append(f"| {identity} | {name} | {_cell(one)} | {_cell(two)} | {outcome} |")
            elif one is not None or two is not None:
                alone[name] += 1
    total, apart = sum(both.values()), sum(differ.values())
    head = [
        "# How often two readers differ",
        "",
        "Generated by `python tools/license_terms.py` from the two readings in this folder. Each text was read twice, by",
        "two readers who did not see each other's work (see [PROTOCOL.md](PROTOCOL.md)).",
        "",
        (
            f"{texts} texts were read by both. They gave {total} terms twice and differ on {apart} of them "
            f"({100 * apart / max(total, 1):.1f} %); {sum(alone.values())} terms were given by one reader only."
        ),
        "",
        "| term | given by both | differ | rate | by one only |",
        "|---|---:|---:|---:|---:|",
    ]
    head += [
        f"| {name} | {both[name]} | {differ[name]} | {100 * differ[name] / max(both[name], 1):.1f} % | {alone[name]} |"
        for name in TERMS
    ]
    head += [
        *(
            ["", "Read by two, but not counted, as one had met something of the other's reading:", "", *seen]
            if seen
            else []
        ),
        "",
        "## Every difference, and what the clause decides",
        "",
        "| licence | term | first | second | decided |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*head, *rows]) + "\n"


def _cell(term: dict[str, Any]) -> str:
    value = term["value"]
    return f"`{', '.join(value) if isinstance(value, list) else value}` ({term.get('clause', '')})".replace("|", "/")


def undecided(wanted: list[str]) -> int:
    """Print what the two readers say where nobody has decided, a line of JSON each."""
    for identity in wanted or identities():
        first, second = (one or {} for one in found().of(identity))
        for name in merged_terms(identity)[1] + merged_thresholds(identity)[1]:
            one, two = (reading.get("terms", {}).get(name) or reading.get(name) for reading in (first, second))
            said = {"id": identity, "term": name, "first": one, "second": two}
            print(json.dumps(said, ensure_ascii=False, default=str))
    return 0


def main() -> int:
    """Write, check, or list what is undecided."""
    if "--undecided" in sys.argv:
        after = sys.argv[sys.argv.index("--undecided") + 1 :]
        return undecided(after[: after.index("--root")] if "--root" in after else after)
    if complaints := found().complaints:
        print(*complaints, sep="\n")
        return 1
    wanted = {AGREEMENT: agreement()}
    for identity in identities():
        path = DATA / f"{identity}.toml"
        head = path.read_text(encoding="utf-8").split("# terms:", 1)[0].rstrip() + "\n"
        wanted[path] = head + ("\n" + part if (part := section(identity)) else "")
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not up to date; run: python tools/license_terms.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
