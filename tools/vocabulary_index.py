#!/usr/bin/env python3
"""
Compile `openness/phrases/*.toml` into `index.json`, without the examples.

usage: vocabulary_index.py [--check]
With --check nothing is written; exit 1 if the index is not what the data files say. Reading the TOML at run time
would cost more than everything else at a cold start.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from vocabulary_needs import needs  # a neighbour, however this script is started

FOLDER = Path(__file__).resolve().parent.parent / "openness" / "phrases"
INDEX = FOLDER / "index.json"
LEFT_OUT = {"examples", "counter_examples", "note"}
KNOWN = LEFT_OUT | {
    "id",
    "field",
    "value",
    "anchors",
    "regex",
    "each",
    "needs",
    "digits",
    "kinds",
    "sections",
    "not_sections",
    "refuse",
    "about",
    "confidence",
}


def entries() -> list[dict[str, Any]]:
    """All patterns, with the words of `[words]` tables put in; raises ValueError for what is badly written."""
    found: list[dict[str, Any]] = []
    shared = tomllib.loads((FOLDER / "_words.toml").read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("[!_]*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        words = {**shared, **table.get("words", {})}
        for pattern in table.get("pattern", []):
            name = f"{path.name}: {pattern.get('id')}"
            if unknown := set(pattern) - KNOWN:
                raise ValueError(f"{name}: unknown keys {sorted(unknown)}")
            if not pattern.get("examples"):
                raise ValueError(f"{name}: no example")
            for anchor in pattern["anchors"]:
                if anchor != anchor.lower() or (len(anchor) < 2 and anchor.isascii()):
                    raise ValueError(f"{name}: anchor `{anchor}` is not in lower case or too short")
            for key in ("regex", "sections", "not_sections"):
                if key in pattern:
                    pattern[key] = _filled(pattern[key], words)
            derived = [group for group in needs(pattern["regex"]) if group not in pattern.get("needs", [])]
            if derived:
                pattern["needs"] = [*pattern.get("needs", []), *derived]
            found.append(pattern)
    ids = [one["id"] for one in found]
    if len(set(ids)) != len(ids):
        raise ValueError(f"ids used twice: {sorted({x for x in ids if ids.count(x) > 1})}")
    return found


def tables() -> dict[str, list[dict[str, Any]]]:
    """All `[[table.NAME]]` rows of the data files, by name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(FOLDER.glob("[!_]*.toml")):
        for name, rows in tomllib.loads(path.read_text(encoding="utf-8")).get("table", {}).items():
            found.setdefault(name, []).extend(rows)
    return found


def _filled(regex: str, words: dict[str, str]) -> str:
    """The expression with `<<word>>` replaced by the word's own expression, which may hold words itself."""
    for _ in range(3):
        for word, meaning in words.items():
            regex = regex.replace(f"<<{word}>>", f"(?:{meaning})")
    if "<<" in regex:
        raise ValueError(f"unknown word in {regex}")
    return (
        " ".join(part.strip() for part in regex.strip().splitlines())
        if "\n" not in regex.strip()
        else "".join(part.strip() for part in regex.strip().splitlines())
    )


def main() -> None:
    """Write or check the index."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    slim = [{key: value for key, value in one.items() if key not in LEFT_OUT} for one in entries()]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in slim)
    facts = json.dumps(tables(), ensure_ascii=False, separators=(",", ":"))
    text = f'{{"patterns":[\n{lines}\n],\n"tables":{facts}}}\n'
    if check:
        if not INDEX.exists() or INDEX.read_text(encoding="utf-8") != text:
            print("index.json is stale: run tools/vocabulary_index.py", file=sys.stderr)
            sys.exit(1)
        return
    INDEX.write_text(text, encoding="utf-8")
    print(f"{len(slim)} patterns, {len(text):,} characters")


if __name__ == "__main__":
    main()
