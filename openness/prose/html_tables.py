"""The rows of HTML tables in a card: where each stands, and what stands under each column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness._value import dataclass

# Only these tags matter, and none of them runs over a `<`, so one pass over the text finds them all. A parser of
# whole documents would look for the end of every comment and quotation mark that nobody closed.
_TAG = pattern(r"<(?P<close>/?)(?P<name>table|thead|tr|t[dh])(?P<attributes>[\s/][^<>]*)?>", re.IGNORECASE)
_SPAN = pattern(r"\b(?P<way>row|col)span\s*=\s*[\"']?(?P<size>\d{1,3})", re.IGNORECASE)
_BLOCKS = pattern(r"<(?:h[1-6]|ul|ol|pre|blockquote)\b|\n[ \t]*(?:[-*+] |#{1,6} |```|\|)", re.IGNORECASE)
"""What makes a cell a page of its own: a table may be there for its layout only."""
_LONGEST = 2000
"""Characters of a row, with its markup."""
_WIDEST = 40
"""Columns of a table."""

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: offsets of all of it, of what its first to last cell hold, and of the cell that begins in each column."""

    start: int
    end: int
    begin: int
    until: int
    columns: tuple[Stretch, ...]
    """An empty stretch where a cell reaches in from the left or from above."""
    head: bool
    """Whether it tells what the columns hold."""


@dataclass(slots=True)
class _Open:
    """A row that is being read."""

    start: int
    cells: list[list[int]]
    """Of each cell: begin, end (-1 while it is open), columns, rows."""
    head: bool


def rows(text: str, start: int = 0) -> Iterator[Row]:
    """The rows of all tables after an offset that read as rows; cells that hold lists or headings are left alone."""
    row: _Open | None = None
    depth = 0
    in_head = False
    above: list[int] = []  # per column: over how many rows the cell above still reaches down
    first = True
    for tag in _TAG.finditer(text, start):
        name, closes = tag["name"].lower(), bool(tag["close"])
        if name in ("table", "tr") and row is not None:
            done = _done(text, row, tag, first=first, above=above)
            first = first and done is None
            row = None
            if done is not None:
                yield done
        if name == "table":
            depth = max(depth - 1, 0) if closes else depth + 1
            above, first, in_head = [], True, False
        elif name == "thead":
            in_head = not closes
        elif not depth:
            continue
        elif name == "tr":
            row = None if closes else _Open(tag.start(), [], in_head)
        else:
            row = row or _Open(tag.start(), [], in_head)
            _cell(row, tag, closes=closes, heading=name == "th")


def _cell(row: _Open, tag: re.Match[str], *, closes: bool, heading: bool) -> None:
    if row.cells and row.cells[-1][1] < 0:
        row.cells[-1][1] = tag.start()
    if closes:
        return
    row.head = (row.head or not row.cells) and heading
    sizes = {one["way"].lower(): int(one["size"]) for one in _SPAN.finditer(tag["attributes"] or "")}
    row.cells.append([tag.end(), -1, max(sizes.get("col", 1), 1), max(sizes.get("row", 1), 1)])


def _done(text: str, row: _Open, tag: re.Match[str], *, first: bool, above: list[int]) -> Row | None:
    """A row that a tag ends, and in `above` what its cells leave to the rows below."""
    end = tag.end() if tag["close"] and tag["name"].lower() == "tr" else tag.start()
    if not row.cells:
        return None
    if row.cells[-1][1] < 0:
        row.cells[-1][1] = tag.start()
    columns: list[Stretch] = []
    below: list[int] = []
    for begin, until, wide, deep in row.cells:
        _reach(columns, below, above)
        columns.extend([(begin, until), *[(until, until)] * (wide - 1)])
        below.extend([deep - 1] * wide)
        if len(columns) > _WIDEST:
            return None
    _reach(columns, below, above)
    above[:] = below
    if len(columns) < 2 or end - row.start > _LONGEST or _BLOCKS.search(text, row.start, end):
        return None
    return Row(row.start, end, row.cells[0][0], row.cells[-1][1], tuple(columns), row.head or first)


def _reach(columns: list[Stretch], below: list[int], above: list[int]) -> None:
    """Leave the columns free that come next and into which a cell reaches from the rows above."""
    while len(columns) < len(above) and above[len(columns)] > 0:
        below.append(above[len(columns)] - 1)
        columns.append((0, 0))
