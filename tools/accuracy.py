"""
Measure the extraction and write docs/accuracy.md: the labelled cards, the second check, and the index's human grades.

Usage: python tools/accuracy.py [--check]

Needs ../shared. What people wrote of it stands in docs/accuracy-notes/ and is joined as it is.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "accuracy.md"
NOTES = ROOT / "docs" / "accuracy-notes"
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from written import keep_page  # noqa: E402

from openness.card import ModelCard  # noqa: E402
from openness.extract import release_from_card  # noqa: E402
from openness.formats import DIMENSIONS  # noqa: E402
from openness.frameworks import get  # noqa: E402

_ERROR = re.compile(r"\d+ [-+]")
_RARE = ("license_contradiction", "data_cutoff", "deduplication", "synthetic_data", "synthetic_generators", "emissions")
_CLASSES = {
    "met": "open",
    "partial": "partial",
    "unmet": "closed",
    "unknown": "nothing said",
    "not-applicable": "nothing said",
}
_NOTES = {
    "## The second check: 150 random cards, read fact by fact\n\n"
    "By two readers who did not write the extraction; cards drawn with a printed seed, the labelled ones left out by "
    "content. Both halves together: 1,361 facts, 1,175 right, 106 wrong, 80 doubtful; of those not doubtful, 0.917 are "
    "right. What they list was mended afterwards in general terms, and further samples were read.": (
        "second-check-a.md",
        "second-check-b.md",
        "third-check.md",
    ),
    "## Where labels may be wrong": ("extraction1.md", "extraction2.md"),
}
_HEAD = """# How well it reads

Written by `python tools/accuracy.py`. Two people who label alike reach about 0.98 on these fields, so the last points of
a score measure the guidelines as much as the reading.

What the figures do not say: the labelled cards were chosen to hold rare facts, so they are harder than the Hub's average
card; a field counts as right only in full; and the rules were written with these cards at hand, which is why there is a
second check below on cards that nobody had looked at. Chinese is read for licence, access, base models and data; other
languages are recognised and said to be unread.
"""


def labelled() -> list[str]:
    """Precision and recall per field, as the scorer in ../shared/tools prints them."""
    command = [sys.executable, str(SHARED / "tools" / "score_extraction.py")]
    table = json.loads(subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout)
    lines = ["## 142 labelled cards", "", "| field | labels | precision | recall | F1 |", "|---|---:|---:|---:|---:|"]
    for field, score in table["fields"].items():
        lines.append(
            f"| {field} | {score['labels']} | {score['precision']:.3f} | {score['recall']:.3f} | {score['f1']:.3f} |"
        )
    mean = table["mean"]
    lines += [
        f"| mean of the fields with at least 15 labels | | {mean['precision']:.3f} | {mean['recall']:.3f} | {mean['f1']:.3f} |",
        "",
        "### The rare fields, label by label",
        "",
        "`-` a label that was not read, `+` a reading without a label; nothing listed: all were read as labelled.",
        "",
    ]
    for field in _RARE:
        run = subprocess.run([*command, "--errors", field], capture_output=True, text=True, check=True)
        listed = [line.strip() for line in (run.stderr + run.stdout).splitlines() if _ERROR.match(line)]
        labels = table["fields"][field]["labels"]
        lines.append(
            f"- {field}, {labels} labels: " + ("; ".join(f"`{line}`" for line in listed) or "all read as labelled")
        )
    return lines


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
        "## The index's human grades beside the classes from facts",
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
    parts = [_HEAD, "\n".join(labelled()), "\n".join(graded())]
    for title, names in _NOTES.items():
        parts += [title, *((NOTES / name).read_text(encoding="utf-8") for name in names)]
    return keep_page(PAGE, "\n\n".join(part.strip() for part in parts) + "\n", script="accuracy.py")


if __name__ == "__main__":
    sys.exit(main())
