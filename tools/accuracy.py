"""
Write docs/accuracy.md from docs/accuracy/first-look.toml: every first look in its order, as a table and a curve.

Usage: python tools/accuracy.py [--check]
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
FIGURES = ROOT / "docs" / "accuracy" / "first-look.toml"
REMARKS = ROOT / "docs" / "accuracy" / "remarks.md"
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from written import keep_page  # noqa: E402

ENOUGH = 15
"""A field with fewer labels is printed, but is no part of the means."""
LAST = 3
"""Batches that are taken together for the figures that count."""

_HEAD = """# How well it reads

Written by `python tools/accuracy.py`. The only figures here are **first looks**: forty cards that nobody had seen were drawn
by lot from 9,463 real ones (no labelled one, no double, over 700 characters, no mere template), labelled from
written guidelines by somebody who knew neither the code nor its output, and read once by the library. Then, and only then,
they were opened and learnt from. A figure measured on cards that the authors had looked at would say how well they
remember them.

A fact counts as right only in full: the very model, dataset, licence or value. `python tools/first_look.py score 1` reads a
batch again with today's code, where the table of cards is at hand; the labels (facts with line and column, no words of the
cards) are in `docs/accuracy/labels`.
"""

Look = Mapping[str, Any]


def looks() -> list[Look]:
    """The first looks in order."""
    found: list[Look] = tomllib.loads(FIGURES.read_text(encoding="utf-8"))["look"]
    return found


def together(chosen: Iterable[Look]) -> dict[str, Counter[str]]:
    """Facts right, wrong and missed of several batches, by field."""
    total: dict[str, Counter[str]] = {}
    for look in chosen:
        for field, count in look["fields"].items():
            total.setdefault(field, Counter()).update(count)
    return total


def rates(count: Mapping[str, int]) -> tuple[float, float]:
    """Precision and recall; a field of which nothing was read has precision 1."""
    right, wrong, missed = (count.get(key, 0) for key in ("right", "wrong", "missed"))
    return right / (right + wrong) if right + wrong else 1.0, right / (right + missed) if right + missed else 1.0


def means(total: Mapping[str, Mapping[str, int]]) -> tuple[float, float, int]:
    """Mean precision and recall over the fields with enough labels, and how many those are."""
    counted = [rates(count) for count in total.values() if count["right"] + count["missed"] >= ENOUGH]
    fields = max(len(counted), 1)
    return sum(one[0] for one in counted) / fields, sum(one[1] for one in counted) / fields, len(counted)


def curve(all_looks: list[Look]) -> list[str]:
    """The batches in order: the table, and the same as a chart."""
    lines = [
        "## Batch by batch",
        "",
        f"Means over the fields with at least {ENOUGH} labels in the batch; `all facts` counts every fact of every field alike.",
        "",
        "| batch | day | code | fields | mean precision | mean recall | all facts: precision | recall |",
        "|---:|---|---|---:|---:|---:|---:|---:|",
    ]
    points: list[tuple[float, float]] = []
    for look in all_looks:
        total = together([look])
        precision, recall, fields = means(total)
        every = rates(sum(total.values(), Counter()))
        points.append(every)
        lines.append(
            f"| {look['batch']} | {look['day']} | {look['commit']} | {fields} | {precision:.3f} | {recall:.3f} "
            f"| {every[0]:.3f} | {every[1]:.3f} |"
        )
    axis = ", ".join(str(look["batch"]) for look in all_looks)
    return [
        *lines,
        "",
        "```mermaid",
        "xychart-beta",
        '  title "All facts of a batch at its first look: precision above, recall below"',
        f"  x-axis [{axis}]",
        "  y-axis 0.5 --> 1.0",
        f"  line [{', '.join(f'{point[0]:.3f}' for point in points)}]",
        f"  line [{', '.join(f'{point[1]:.3f}' for point in points)}]",
        "```",
    ]


def by_field(all_looks: list[Look]) -> list[str]:
    """The last batches together, field by field."""
    last = all_looks[-LAST:]
    total = together(last)
    precision, recall, fields = means(total)
    names = ", ".join(str(look["batch"]) for look in last)
    lines = [
        f"## The last {len(last)} batches together ({names}: {40 * len(last)} cards)",
        "",
        "| field | labels | precision | recall |",
        "|---|---:|---:|---:|",
    ]
    for field, count in total.items():
        here = rates(count)
        lines.append(f"| {field} | {count['right'] + count['missed']} | {here[0]:.3f} | {here[1]:.3f} |")
    return [*lines, f"| mean of the {fields} fields with at least {ENOUGH} labels | | {precision:.3f} | {recall:.3f} |"]


def main() -> int:
    """Write the page; with --check compare only."""
    known = looks()
    parts = [_HEAD, "\n".join(curve(known)), "\n".join(by_field(known))]
    if REMARKS.exists():
        parts.append(REMARKS.read_text(encoding="utf-8"))
    return keep_page(PAGE, "\n\n".join(part.strip() for part in parts) + "\n", script="accuracy.py")


if __name__ == "__main__":
    sys.exit(main())
