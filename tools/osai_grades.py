"""
Hold the classes that facts give against those that people gave in the European Open Source AI Index.

Usage: python tools/osai_grades.py [--check]

Needs ../shared. Writes docs/catalog/osai-grades.md: a report, no target.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "catalog" / "osai-grades.md"
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from written import keep_page  # noqa: E402

from openness.card import ModelCard  # noqa: E402
from openness.extract import release_from_card  # noqa: E402
from openness.formats import DIMENSIONS  # noqa: E402
from openness.frameworks import get  # noqa: E402

_CLASSES = {
    "met": "open",
    "partial": "partial",
    "unmet": "closed",
    "unknown": "nothing said",
    "not-applicable": "nothing said",
}


def graded() -> list[str]:
    """Agreement between the class that facts give and the class that people gave, per dimension."""
    import pyarrow.parquet as pq

    rows = pq.read_table(SHARED / "data" / "cards" / "cards.parquet", columns=["modelId", "card"]).to_pylist()
    cards = {str(row["modelId"]).casefold(): bytes(row["card"]) for row in rows if row["card"]}
    records = [json.loads(line) for line in (SHARED / "data" / "osai" / "records.jsonl").read_text().splitlines()]
    newest = {(one["file"], one["instrument"]): one for one in records if one["instrument"] == "osai-12"}
    tables: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    names = []
    for record in newest.values():
        card = next((cards[model] for model in _models(record) if model in cards), None)
        if card is None:
            continue
        names.append(record["system"])
        answers = get("osai-12").answer(release_from_card(ModelCard.parse(card)))
        for answer in answers:
            human = record["dimensions"].get(answer.id, {}).get("class") or "not graded"
            tables[answer.id][human, _CLASSES[answer.answer]] += 1
    said = (
        f"{len(names)} records of the current index (12 dimensions) link weights whose card is in the table of real "
        "cards. People graded the whole system with its repositories and papers; the library had the card alone. "
        "A report, no target."
    )
    lines = [
        "# The index's human grades beside the classes from facts",
        "",
        "Written by `python tools/osai_grades.py`.",
        "",
        said,
        "",
        "| dimension | both said | agree | human open: open / partial / closed / nothing | human partial | human closed |",
        "|---|---:|---:|---|---|---|",
    ]
    for name in DIMENSIONS["osai-12"]:
        table = tables[name]
        both = sum(
            count
            for (human, ours), count in table.items()
            if ours != "nothing said" and human in ("open", "partial", "closed")
        )
        same = sum(count for (human, ours), count in table.items() if human == ours)
        cells = [
            " / ".join(str(table[human, ours]) for ours in ("open", "partial", "closed", "nothing said"))
            for human in ("open", "partial", "closed")
        ]
        rate = f"{same} ({100 * same / both:.0f} %)" if both else "0"
        lines.append(f"| {name} | {both} | {rate} | {' | '.join(cells)} |")
    return lines


def _models(record: dict[str, Any]) -> list[str]:
    """Hub ids that a record's weights link to."""
    found = []
    for name in ("weights_endmodel", "modelcard", "weights_basemodel"):
        links = record["dimensions"].get(name, {}).get("link") or []
        for link in links if isinstance(links, list) else [links]:
            _, marker, rest = str(link).partition("huggingface.co/")
            parts = rest.split("/")
            if marker and len(parts) >= 2 and parts[0] not in ("datasets", "spaces", "collections", "papers"):
                found.append("/".join(parts[:2]).split("?")[0].split("#")[0].casefold())
    return found


def main() -> int:
    """Write the page; with --check compare only."""
    return keep_page(PAGE, "\n".join(graded()) + "\n", script="osai_grades.py")


if __name__ == "__main__":
    sys.exit(main())
