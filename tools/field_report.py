"""
Check every real card in ../shared and write docs/field-report.md: findings per rule, and what the record holds.

Usage: python tools/field_report.py [--check | --samples RULE [COUNT]]

With --samples, print that many findings of one rule, drawn with a printed seed, to be read by eye. What was judged stands
in docs/field-report/*.toml (`field_judged.py` says how), and the page shows it as a table.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CARDS = ROOT.parent / "shared" / "data" / "cards"
PAGE = ROOT / "docs" / "field-report.md"
SEED = 20261123
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import field_judged  # noqa: E402
from written import keep_page  # noqa: E402

from openness import rules  # noqa: E402
from openness.card import ModelCard  # noqa: E402
from openness.errors import OpennessError  # noqa: E402
from openness.release import SECTIONS, ModelRelease, is_stated  # noqa: E402

_SETS = {
    "cards.parquet": "the table of real cards",
    "odd": "cards with something odd",
    "no-front-matter": "cards without front matter",
}


def cards() -> Iterator[tuple[str, str, bytes]]:
    """Set, name and bytes of every card."""
    import pyarrow.parquet as pq

    table = pq.read_table(CARDS / "cards.parquet", columns=["modelId", "card"])
    for batch in table.to_batches(max_chunksize=500):
        for row in batch.to_pylist():
            yield "cards.parquet", str(row["modelId"]), bytes(row["card"] or b"")
    for folder in ("odd", "no-front-matter"):
        for path in sorted((CARDS / folder).rglob("*")):
            if path.is_file() and path.suffix.lower() in (".md", ".markdown", ".txt", ""):
                yield folder, path.name, path.read_bytes()


def main() -> int:
    """Check all cards; print samples, or write the page, or with --check compare it."""
    wanted = sys.argv[2] if "--samples" in sys.argv else None
    per_set: Counter[str] = Counter()
    outcome: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    touched: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    values: Counter[tuple[str, str]] = Counter()
    samples: list[str] = []
    for where, name, data in cards():
        per_set[where] += 1
        try:
            card = ModelCard.parse(data, path=f"{name}/README.md")
        except OpennessError:
            outcome["refused as no text"] += 1
            continue
        report = rules.check(card, assume_card=True)
        outcome["with findings" if report.findings else "without a finding"] += 1
        for finding in report.findings:
            findings[finding.rule] += 1
            if finding.rule == wanted:
                line = card.lines.line_text(finding.place.line).strip()
                samples.append(f"{name}:{finding.place.line}: {finding.message}\n      | {line[:200]}")
        if any(finding.severity != "info" for finding in report.findings):
            outcome["with a warning or an error"] += 1
        touched.update({finding.rule for finding in report.findings})
        if report.release is not None:
            _count(report.release, stated, values)
    if wanted:
        count = int(sys.argv[3]) if len(sys.argv) > 3 else 10
        print(f"seed {SEED}, {len(samples)} findings of {wanted}")
        print("\n".join(random.Random(SEED).sample(samples, min(count, len(samples)))))  # noqa: S311 - a sample to read
        return 0
    page = _page(per_set, outcome, findings=findings, touched=touched, stated=stated, values=values)
    return keep_page(PAGE, page, script="field_report.py")


def _count(release: ModelRelease, stated: Counter[str], values: Counter[tuple[str, str]]) -> None:
    for section in SECTIONS:
        for field in type(getattr(release, section)).model_fields:
            value = getattr(getattr(release, section), field)
            if field == "evidence" or not is_stated(value) or getattr(value, "value", "") == "unknown":
                continue
            stated[f"{section}.{field}"] += 1
            if isinstance(value, str) and " " not in value and len(value) < 25:
                values[f"{section}.{field}", value] += 1
            elif isinstance(value, bool):
                values[f"{section}.{field}", str(value).lower()] += 1
    for claim in release.claims:
        values["claims", claim.claim] += 1
    if release.claims:
        stated["claims"] += 1


def _page(
    per_set: Counter[str],
    outcome: Counter[str],
    *,
    findings: Counter[str],
    touched: Counter[str],
    stated: Counter[str],
    values: Counter[tuple[str, str]],
) -> str:
    total = sum(per_set.values())
    lines = [
        "# What it finds in real cards",
        "",
        f"Written by `python tools/field_report.py` over {total:,} cards: "
        + ", ".join(f"{count:,} {_SETS[name]}" for name, count in per_set.items())
        + ". Every card gives a result; none raises an exception.",
        "",
        ", ".join(f"{count:,} {name}" for name, count in outcome.most_common()) + ".",
        "",
        "## Findings per rule",
        "",
        "| rule | severity | findings | cards | share of cards |",
        "|---|---|---:|---:|---:|",
    ]
    for rule in sorted(rules.ALL_RULES, key=lambda one: -findings[one.id]):
        share = f"{100 * touched[rule.id] / total:.1f} %"
        note = " (needs the repository)" if rule.needs_hub and not findings[rule.id] else ""
        lines.append(
            f"| [{rule.id}](rules/{rule.id}.md){note} | {rule.severity} | {findings[rule.id]:,} | {touched[rule.id]:,} | {share} |"
        )
    lines += [
        "",
        *field_judged.lines(field_judged.samples(), field_judged.mendings()),
        "What passed in silence, and what was done about each kind: [field-report/missed.md](field-report/missed.md).",
        "",
        "## What the records hold",
        "",
        "| field | stated in | share | most frequent values |",
        "|---|---:|---:|---|",
    ]
    for field, count in sorted(stated.items()):
        frequent = [f"`{value}` {number:,}" for (name, value), number in values.most_common() if name == field][:6]
        lines.append(f"| {field} | {count:,} | {100 * count / total:.1f} % | {', '.join(frequent)} |")
    reading = PAGE.with_name("field-report-reading.md")
    if reading.exists():
        lines += ["", reading.read_text(encoding="utf-8").strip()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
