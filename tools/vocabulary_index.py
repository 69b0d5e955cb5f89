#!/usr/bin/env python3
"""
Compile the phrases (`openness/phrases/*.toml`) into `index.json`, without the examples.

Usage: python tools/vocabulary_index.py [--check] [--root DIR]

With --check nothing is written; exit 1 if the index is not what the data files say. Nothing is compiled from files that
break their schema (tools/checked/phrases.py). Reading the TOML at run time would cost more than everything else at a
cold start.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]

from checked import phrases  # noqa: E402
from checked.complaints import given_root  # noqa: E402
from vocabulary_needs import needs  # noqa: E402

ROOT = given_root(sys.argv)
FOLDER = ROOT / phrases.FOLDER
INDEX = FOLDER / "index.json"
LEFT_OUT = {"examples", "counter_examples", "note"}


def files() -> Iterator[dict[str, Any]]:
    """The files of phrases, in their order."""
    for path in sorted(FOLDER.glob("[!_]*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))


def entries() -> list[dict[str, Any]]:
    """All patterns, with the words of `[words]` tables put in, and the words that each cannot do without."""
    found: list[dict[str, Any]] = []
    shared = tomllib.loads((FOLDER / phrases.WORDS).read_text(encoding="utf-8"))
    for table in files():
        words = {**shared, **table.get("words", {})}
        for pattern in table.get("pattern", []):
            entry = {key: value for key, value in pattern.items() if key not in LEFT_OUT}
            entry = phrases.filled(entry, words)
            derived = [group for group in needs(entry["regex"]) if group not in entry.get("needs", [])]
            if derived:
                entry["needs"] = [*entry.get("needs", []), *derived]
            found.append(entry)
    return found


def tables() -> dict[str, list[dict[str, Any]]]:
    """All `[[table.NAME]]` rows of the data files, by name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in files():
        for name, rows in table.get("table", {}).items():
            found.setdefault(name, []).extend(rows)
    return found


def main() -> int:
    """Write or check the index."""
    if complaints := phrases.check(ROOT):
        print(*complaints, sep="\n")
        return 1
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in entries())
    facts = json.dumps(tables(), ensure_ascii=False, separators=(",", ":"))
    text = f'{{"patterns":[\n{lines}\n],\n"tables":{facts}}}\n'
    stale = not INDEX.exists() or INDEX.read_text(encoding="utf-8") != text
    if stale and "--check" in sys.argv:
        print(f"{INDEX.relative_to(ROOT)} is not up to date; run: python tools/vocabulary_index.py")
        return 1
    if stale:
        INDEX.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
