"""
Write `docs/licenses/values.md`: every distinct `license` value of a table of real cards, and what it resolves to.

Usage: python tools/license_values.py [--check] [CARDS.parquet]

The table has a column `card` (the README's bytes); it is no part of the project, and is looked for in ../shared.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from license_page import ROOT, cell, links, table
from written import keep_page

from openness import release_from_card
from openness.card import ModelCard
from openness.errors import OpennessError
from openness.licenses import Resolution, resolve

CARDS = ROOT.parent / "shared" / "data" / "cards" / "cards.parquet"
PAGE = ROOT / "docs" / "licenses" / "values.md"
GROUPS = {
    "hub-id": "The Hub's own ids",
    "spdx-id": "SPDX ids that the Hub does not list",
    "own-id": "Ids of this project",
    "alias": "Other spellings",
    "family": "Families: no single text",
    "sentinel": "Words of the Hub for what is not on its list",
    "not-a-license": "Words that are no licence",
    "unknown": "Unknown",
}
"""Groups in the order of the page."""
WHY = {
    "family": "several texts go by this name, and they differ in their terms",
    "sentinel": "the value only says that no id of the Hub fits; `license_name`, `license_link`, the file or the prose decide",
    "not-a-license": "the value says something about the model, and names no text",
    "unknown": "no licence that we know is called so",
}
"""Why a value leads to no single text."""


def group(found: Resolution) -> str:
    """The group of a value: how it is spelled where it leads to a text, else what it is."""
    return found.spelling or "alias" if found.kind in ("license", "series") else found.kind


def values_of(given: Any) -> Iterable[str]:
    """What stands under a key: a text, or the entries of a list; a mapping as it would be written."""
    if given is None:
        return ()
    return map(str, given) if isinstance(given, (list, tuple)) else (str(given),)


def section(counted: Counter[str]) -> list[str]:
    """Tables of values by group."""
    rows: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    cards: Counter[str] = Counter()
    for value, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        found = resolve(value)
        kind = group(found)
        cards[kind] += number
        shown = f"`{value.replace('|', chr(92) + '|')}`" if value.strip() else "(empty)"
        if found.kind in ("license", "series"):
            leads = f"{links([found.id or ''])}{' (series)' if found.kind == 'series' else ''}"
        elif found.kind == "family":
            leads = f"one of {links(found.members)}"
        else:
            leads = "nothing"
        rows[kind].append((shown, f"{number:,}", leads))
    blocks = [
        table(
            ("group", "values", "cards"),
            [(name, str(len(rows[kind])), f"{cards[kind]:,}") for kind, name in GROUPS.items() if rows[kind]],
        )
    ]
    for kind, name in GROUPS.items():
        if rows[kind]:
            why = [f"Unresolved because {WHY[kind]}."] if kind in WHY else []
            blocks += [f"### {name}", *why, table(("value", "cards", "leads to"), rows[kind])]
    return blocks


def page(cards: list[bytes]) -> str:
    """The whole page."""
    licenses: Counter[str] = Counter()
    names: Counter[str] = Counter()
    without = 0
    concluded: Counter[str] = Counter()
    for text in cards:
        card = ModelCard.parse(text)
        front = card.front_matter.values
        said = list(values_of(front.get("license")))
        licenses.update(said)
        names.update(values_of(front.get("license_name")))
        without += not said
        if said and not any(resolve(one).kind in ("license", "series") for one in said):
            concluded[conclusion(card)] += 1
    led = sum(number for name, number in concluded.items() if name)
    settled = sorted(
        ((name, number) for name, number in concluded.items() if name), key=lambda pair: (-pair[1], pair[0])
    )
    rows = [(f"`{cell(name)}`", f"{number:,}") for name, number in settled]
    blocks = [
        "# What real cards say",
        "Written by `python tools/license_values.py`; do not edit.",
        f"{len(cards):,} cards of models on the Hub; {without:,} have no `license` field. {len(licenses)} distinct values:",
        "## `license`",
        *section(licenses),
        "## `license_name`",
        f"What stands beside `license: other`: {len(names)} distinct values.",
        *section(names),
        "## What the rest of a card settles",
        f"{sum(concluded.values()):,} cards write only what leads to no single text. Name, link or prose settle {led:,} of them:",
        table(("concluded", "cards"), rows),
    ]
    return "\n\n".join(blocks) + "\n"


def conclusion(card: ModelCard) -> str:
    """What the library concludes from the whole card; nothing for a card that it refuses."""
    try:
        return release_from_card(card).license.concluded or ""
    except OpennessError:
        return ""


def main() -> int:
    """Read the table and write the page; with --check compare only."""
    from pyarrow.parquet import read_table

    given = next((Path(word) for word in sys.argv[1:] if word != "--check"), CARDS)
    cards = read_table(given, columns=["card"]).column("card").to_pylist()
    return keep_page(PAGE, page(cards), script="license_values.py")


if __name__ == "__main__":
    sys.exit(main())
