"""
Compute the fingerprints of the known licence texts.

    python tools/fingerprints.py           write openness/licenses/fingerprints/
    python tools/fingerprints.py --check   exit 1 if what is there is not what the texts give

The texts stay out of the repository; they are read from the folder of shared data beside it. Three tables steer this:
`docs/readings/texts.tsv` (id, text file), `docs/readings/equals.tsv` (text file, the id it equals or `pointer`,
a part to be fingerprinted by itself) and `docs/readings/kinds.tsv` (ids that are not licences: policies and terms).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

from openness.licenses._fingerprints import digest, pack
from openness.licenses._normalise import decode, shingles, words

ROOT = Path(__file__).resolve().parent.parent
READINGS = ROOT / "docs" / "readings"
TEXTS = ROOT.parent / "shared" / "data" / "licenses" / "texts"
TARGET = ROOT / "openness" / "licenses" / "fingerprints"

# Whoever collected the texts noted in the first lines where each comes from; that note is no part of the licence.
PROVENANCE = re.compile(r"^\[(?:For (?:the|a copy of)|The original copy)\b[^\]\n]*\]\s*$", re.MULTILINE)


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the tables in docs/readings."""
    with (READINGS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def text_of(file: str) -> str:
    """Return a licence text without the collector's note."""
    return PROVENANCE.sub("", decode((TEXTS / file).read_bytes()))


def sources() -> list[tuple[str, str]]:
    """Return (id, text) for every reference: one's own text, other copies, and parts that stand for the whole."""
    found = [(row["id"], text_of(row["text"])) for row in table("texts.tsv")]
    for row in table("equals.tsv"):
        if row["equals"] == "pointer":
            continue
        text = text_of(row["text"])
        if row["part"].startswith("before:"):
            text, mark, _ = text.partition(row["part"].removeprefix("before:"))
            if not mark:
                sys.exit(f"{row['text']}: the phrase that ends its part does not occur")
        found.append((row["equals"], text))
    return found


def compute() -> dict[str, bytes]:
    """Return the files of fingerprints."""
    kinds = {row["id"]: row["kind"] for row in table("kinds.tsv")}
    equal = {row["text"]: row["equals"] for row in table("equals.tsv")}
    files = {row["id"]: row["text"] for row in table("texts.tsv")}
    listed: dict[str, dict[str, Any]] = {}
    found: list[set[int]] = []
    for name, text in sources():
        tokens = words(text)
        key = digest(tokens)
        known = listed.get(key)
        if known is None:
            own = set(shingles(tokens))
            listed[key] = {"license": name, "kind": kinds.get(name, "license"), "digest": key, "size": len(own)}
            found.append(own)
        elif known["license"] != name:
            # Two ids for one text are possible (the text was published twice), but never by accident.
            if equal.get(files[name]) != known["license"]:
                sys.exit(f"{name} has the same words as {known['license']}: say so in docs/readings/equals.tsv")
            known.setdefault("same", []).append(name)
    head = "Written by tools/fingerprints.py; do not edit."
    lines = ",\n".join("  " + json.dumps(text, sort_keys=True) for text in listed.values())
    texts = f'{{"note": {json.dumps(head)}, "texts": [\n{lines}\n]}}\n'
    return {"texts.json": texts.encode(), "shingles.bin": pack(found)}


def main() -> int:
    """Write the fingerprints, or compare."""
    parser = argparse.ArgumentParser(description="Compute the fingerprints of the known licence texts.")
    parser.add_argument("--check", action="store_true", help="compare with what is there, write nothing")
    options = parser.parse_args()
    if not TEXTS.is_dir():
        sys.exit(f"the licence texts are not there: {TEXTS}")
    stale = []
    for name, content in compute().items():
        path = TARGET / name
        if options.check:
            if not path.is_file() or path.read_bytes() != content:
                stale.append(name)
        else:
            TARGET.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"{path.relative_to(ROOT)}: {len(content):,} bytes")
    if stale:
        print(f"not what the texts give: {', '.join(stale)}; run tools/fingerprints.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
