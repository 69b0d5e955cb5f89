"""
Merge the two readings of every licence text into the data files, and publish where the readers differ.

Usage: python tools/license_terms.py [--check | --undecided [ID ...]]

Reads docs/readings/first/, docs/readings/second/ and docs/readings/decisions/*.toml; writes the part below `# terms` of each
openness/licenses/data/<id>.toml and the page docs/readings/agreement.md. Where the readers differ, decisions/
holds the value that a third look at the clause gave; without a decision the term is left out.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
READINGS = ROOT / "docs" / "readings"
DATA = ROOT / "openness" / "licenses" / "data"
AGREEMENT = READINGS / "agreement.md"
MARK = "# terms: written by tools/license_terms.py from docs/readings; do not edit below\n"
READ_ON = "2026-11-23"
sys.path.insert(0, str(ROOT))

from openness.licenses.vocabulary import TERMS  # noqa: E402

_SURE = ("contested", "likely", "certain")
_THRESHOLD_KEYS = (
    "metric", "operator", "number", "unit", "measured", "date", "window", "affiliates", "consequence", "clause", "note",
)  # fmt: skip


@cache
def reading(which: str, identity: str) -> dict[str, Any] | None:
    """One reader's file, or None."""
    path = READINGS / which / f"{identity}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else None


@cache
def decisions() -> dict[str, Any]:
    """The third looks by licence and term; a licence stands in one file only."""
    merged: dict[str, Any] = {}
    for path in sorted((READINGS / "decisions").glob("*.toml")):
        for identity, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if identity in merged:
                raise SystemExit(f"{path.name}: {identity} is decided in another file too")
            merged[identity] = table
    return merged


def compared(term: dict[str, Any] | None) -> Any:
    """A term's value for comparison: lists without order, text without case and outer quotes."""
    if term is None:
        return None
    value = term["value"]
    if isinstance(value, list):
        return tuple(sorted(value))
    return str(value).strip("\"'“” ").casefold()


def merged_terms(identity: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The terms of one licence, and the names of those that nobody has decided."""
    first, second = reading("first", identity) or {}, reading("second", identity) or {}
    decided = decisions().get(identity, {})
    terms: dict[str, dict[str, Any]] = {}
    undecided: list[str] = []
    for name in TERMS:
        one, two = first.get("terms", {}).get(name), second.get("terms", {}).get(name)
        if name in decided:
            if decided[name].get("value") is not None:
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
    decided = decisions().get(identity, {}).get("thresholds")
    if decided is not None:
        return [{**one, "readings": 2} for one in decided], []
    first = (reading("first", identity) or {}).get("thresholds", [])
    second = (reading("second", identity) or {}).get("thresholds", [])
    if _sizes(first) == _sizes(second):
        return [{**one, "readings": 2} for one in first], []
    if not reading("second", identity) or not reading("first", identity):
        return [{**one, "readings": 1} for one in first or second], []
    return [], ["thresholds"]


def _sizes(thresholds: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    keys = ("metric", "operator", "number", "unit", "measured", "consequence")
    return sorted(tuple(str(one.get(key)) for key in keys) for one in thresholds)


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
    count = sum(reading(which, identity) is not None for which in ("first", "second"))
    if not count:
        return ""
    lines = [MARK.rstrip(), f'text_read = "{READ_ON}"', f"readings = {count}"]
    prohibits = (reading("first", identity) or {}).get("prohibits") or (reading("first", identity) or {}).get(
        "terms", {}
    ).get("prohibits")
    if isinstance(prohibits, dict):
        prohibits = prohibits.get("value")
    if prohibits:
        lines.append(f"prohibits = {quote(prohibits)}")
    for name, term in terms.items():
        lines += [
            "",
            f"[terms.{name}]",
            f"value = {quote(term['value'])}",
            f"clause = {quote(str(term.get('clause') or 'no clause'))}",
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
    texts = 0
    for identity in identities():
        first, second = reading("first", identity), reading("second", identity)
        if first is None or second is None:
            continue
        texts += 1
        for name in TERMS:
            one, two = first.get("terms", {}).get(name), second.get("terms", {}).get(name)
            if one is not None and two is not None:
                both[name] += 1
                if compared(one) != compared(two):
                    differ[name] += 1
                    decided = decisions().get(identity, {}).get(name)
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


def main() -> int:
    """Write, check, or list what is undecided."""
    if "--undecided" in sys.argv:
        wanted = sys.argv[sys.argv.index("--undecided") + 1 :] or identities()
        for identity in wanted:
            for name in merged_terms(identity)[1] + merged_thresholds(identity)[1]:
                one = (reading("first", identity) or {}).get("terms", {}).get(name) or (
                    reading("first", identity) or {}
                ).get(name)
                two = (reading("second", identity) or {}).get("terms", {}).get(name) or (
                    reading("second", identity) or {}
                ).get(name)
                print(
                    json.dumps(
                        {"id": identity, "term": name, "first": one, "second": two}, ensure_ascii=False, default=str
                    )
                )
        return 0
    stale = []
    for identity in identities():
        path = DATA / f"{identity}.toml"
        text = path.read_text(encoding="utf-8")
        head = text.split("# terms:", 1)[0].rstrip() + "\n"
        wanted_text = head + ("\n" + section(identity) if section(identity) else "")
        if wanted_text != text:
            stale.append(path)
            if "--check" not in sys.argv:
                path.write_text(wanted_text, encoding="utf-8")
    page = agreement()
    if not AGREEMENT.exists() or AGREEMENT.read_text(encoding="utf-8") != page:
        stale.append(AGREEMENT)
        if "--check" not in sys.argv:
            AGREEMENT.write_text(page, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(f"{stale[0].relative_to(ROOT)} is not up to date; run: python tools/license_terms.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
