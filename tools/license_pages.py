"""
Write or check the licences' pages in `docs/licenses/`: one a licence, series or policy, an index, and what is unread.

Usage: python tools/license_pages.py [--check]

Everything comes from `openness/licenses/data`; the pages of `OTHERS` in the same folder are not touched. A page's content is made in `tools/license_page.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from license_page import KINDS, ROOT, cell, code, links, page, table
from written import keep

PAGES = ROOT / "docs" / "licenses"
TEMPLATES = Path(__file__).with_name("templates")
OTHERS = frozenset(
    {
        "compatibility.md",
        "how-a-licence-is-judged.md",
        "identification.md",
        "models.md",
        "questions.md",
        "values.md",
    }
)
"""Pages of this folder that are not written here."""
INTRODUCTION = """\
One page a licence, series or policy, generated from `openness/licenses/data`. To sort and filter, open
[index.html](index.html) in a browser. See also [what may be done with a model](models.md),
[how a licence is judged](how-a-licence-is-judged.md), [what nobody has read yet](unread.md),
[questions with their answers](questions.md), [which licence may stand on which](compatibility.md),
[how texts are identified](identification.md) and [what real cards say](values.md)."""
UNREAD = """\
These licences are known by name only: their texts were not at hand when the others were read. They have no terms, and
every question about them is answered `unknown`. To add one, see [how a licence is judged](how-a-licence-is-judged.md)."""

from openness.licenses import License, all_licenses  # noqa: E402
from openness.licenses.vocabulary import SPOKEN  # noqa: E402


def overview(texts: list[License]) -> str:
    """The index as Markdown."""
    blocks = [
        "# Licences",
        INTRODUCTION,
        table(("", "texts"), counts(texts)),
    ]
    for kind, title in (
        ("license", "Licences"),
        ("series", "Series"),
        ("policy", "Use policies"),
        ("terms", "Terms of services"),
    ):
        rows = [
            (
                links([one.id]),
                cell(one.name),
                one.date or "",
                code(one.hub_ids),
                state(one, "commercial_use"),
                state(one, "outputs_train_other_models"),
                str(one.readings),
            )
            for one in texts
            if one.kind == kind
        ]
        blocks += [
            f"## {title}",
            table(("id", "name", "date", "Hub id", "commercial use", "outputs train others", "read by"), rows),
        ]
    return "\n\n".join(blocks) + "\n"


def counts(texts: list[License]) -> list[tuple[str, str]]:
    """How many were read how often."""
    both = [one for one in texts if one.readings == 2]
    return [
        ("all", str(len(texts))),
        ("read by two", str(len(both))),
        ("of these, every term stands on two readings", str(sum(one.verified_by_two for one in both))),
        ("read by one", str(sum(one.readings == 1 for one in texts))),
        ("read by nobody", str(sum(one.readings == 0 for one in texts))),
        ("terms with a clause", f"{sum(1 for one in texts if one.kind != 'series' for _ in one.terms.stated()):,}"),
    ]


def state(text: License, name: str) -> str:
    """A term's value, or nothing."""
    term = getattr(text.terms, name)
    return "" if term is None else str(term.value)


def unread(texts: list[License]) -> str:
    """The licences that nobody has read."""
    rows = [
        (links([one.id]), cell(one.name), code(one.hub_ids), f"<{one.url}>" if one.url else "")
        for one in texts
        if not one.readings
    ]
    once = [(links([one.id]), cell(one.name), "") for one in texts if one.readings == 1]
    partly = [
        (
            links([one.id]),
            cell(one.name),
            ", ".join(SPOKEN[name] for name, term in one.terms.stated() if term.readings < 2),
        )
        for one in texts
        if one.readings == 2 and one.kind != "series" and not one.verified_by_two
    ]
    blocks = [
        "# What nobody has read yet",
        UNREAD,
        table(("id", "name", "Hub id", "text"), rows) if rows else "None.",
        "## Read in part by one reader only",
        "Terms that one reader found worth stating and the other did not.",
        table(("id", "name", "terms on one reading"), [*once, *partly]) if once or partly else "None.",
    ]
    return "\n\n".join(blocks) + "\n"


def sortable(texts: list[License]) -> str:
    """The index as one HTML file that needs nothing else."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rows = [
        {
            "href": f"{quote(one.id)}.md",
            "cells": [one.id, one.name, KINDS[one.kind], one.date or "", ", ".join(one.hub_ids), one.expression,
                      *(state(one, name) for name in _SHOWN), ", ".join(filter(None, [*(place for ex in one.exclusions for place in ex.territories)])), str(one.readings)],
        }
        for one in texts
    ]  # fmt: skip
    columns = [
        "id",
        "name",
        "kind",
        "date",
        "Hub id",
        "expression",
        *(SPOKEN[name] for name in _SHOWN),
        "places left out",
        "read by",
    ]
    return (
        made.get_template("license_index.html").render(
            columns=columns, rows=rows, counts=counts(texts), choices=choices(rows)
        )
        + "\n"
    )


_SHOWN = (
    "commercial_use",
    "use_restrictions",
    "redistribution",
    "share_alike",
    "outputs_train_other_models",
    "governing_law",
)
_CHOSEN = (2, 6, 7, 8, 9, 10, 13)
"""Columns with a list to choose from: those with few values."""


def choices(rows: Sequence[Mapping[str, Any]]) -> dict[int, list[str]]:
    """The values of each column that has a list."""
    return {number: sorted({row["cells"][number] for row in rows} - {""}) for number in _CHOSEN}


def main() -> int:
    """Write every page; with --check compare only."""
    texts = sorted(all_licenses(), key=lambda one: one.id)
    wanted = {f"{one.id}.md": page(one) for one in texts}
    wanted |= {"README.md": overview(texts), "unread.md": unread(texts), "index.html": sortable(texts)}
    return keep(PAGES, wanted, script="license_pages.py", others=OTHERS)


if __name__ == "__main__":
    sys.exit(main())
