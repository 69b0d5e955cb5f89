"""What must be carried along, on a terminal: what is due at the same time stands together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openness.cli._terminal import safe
from openness.licenses.notices import Carried, by_occasion


def carried_items(
    items: Iterable[Carried], license_id: str, *, indent: str, known: str | None = None
) -> Iterator[tuple[str, str]]:
    """
    Each item below the words for when it is due: what leads its line, and its words.

    `license_id`: whose clauses need not be told whose they are. `known`: an address that stands there already.
    """
    for when, together in by_occasion(items).items():
        yield indent, f"{when}:"
        for item in together:
            quoted = f": “{item.verbatim}”" if item.verbatim and item.kind == "notice" else ""
            address = f"; {item.url}" if item.url and item.url != known else ""
            where = place_of(item, license_id)
            yield f"{indent}- ", safe(f"{said(item)}{quoted}{f' ({where})' if where else ''}{address}")


def said(item: Carried) -> str:
    """What is to be done; of a series, in which versions; and whether the model at hand does it, where that is known."""
    holds = f"where {' or '.join(item.versions)} holds: " if item.versions else ""
    return f"{holds}{item.what.rstrip('.')}; {item.remark}" if item.remark else f"{holds}{item.what}"


def place_of(item: Carried, license_id: str) -> str:
    """Where an item stands: of one version of a series, which."""
    return place(item.clause, None if item.license == license_id or item.versions else item.license, item.certainty)


def place(clause: str | None, license_id: str | None, certainty: str = "certain") -> str:
    """`clause 2 of llama2`, with how sure the reading is unless it is certain."""
    sure = "" if certainty == "certain" else f", read as {certainty}"
    if clause is None:
        return f"{license_id or ''}{sure}"
    number = f"clause {clause}" if clause[:1].isdigit() else clause
    return f"{number} of {license_id}{sure}" if license_id else f"{number}{sure}"
