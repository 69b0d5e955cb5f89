"""Which licence and bases each model of a table declares, in one small file that every command can ask offline."""

from __future__ import annotations

from openness.index._needed import needed
from openness.index.build import build, update
from openness.index.entry import Entry, MadeFrom, entry_of
from openness.index.row import Row, row_of
from openness.index.sources import COLUMNS, Source, Unit, open_source, rows_of_lines, spooled
from openness.index.store import Index

__all__ = [
    "COLUMNS",
    "Entry",
    "Index",
    "MadeFrom",
    "Row",
    "Source",
    "Unit",
    "build",
    "entry_of",
    "needed",
    "open_source",
    "row_of",
    "rows_of_lines",
    "spooled",
    "update",
]
