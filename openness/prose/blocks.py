"""A block of a card, cut into sentences: where each begins and ends, and of what kind they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from openness import _limits
from openness._pattern import pattern, simple

Kind = Literal["prose", "heading", "list", "table", "quote"]

MARKER = pattern(r"[ \t]*(?:>[ \t]*)*(?:(?:[-*+•·●◦▪–—►✅]|\d{1,3}[.)])[ \t]+|\#{1,6}[ \t]*|\|[ \t]*|>[ \t]*)?")
_MARKS = frozenset(" \t>-*+•·●◦▪–—►✅#|0123456789")
"""What a marker may begin with."""
_RULE = " \t>|:*_=~-"
"""The signs of which rules and the lines below table headings consist."""
_BREAK_AT_MARK = (
    r"[.!?][\"')\]*_”’]*(?P<latin>\s+)(?P<next>)|[。！？][”’）\"]?\s*(?P<word>)|<(?:br\s*/?|/(?:p|li|tr|div|h[1-6]))>"
)
_GOES_ON = {"next": r"[\"'(\[*_“‘`<]*[A-Z0-9\u0080-\uffff]", "word": r"\S"}
_BREAK = pattern(rf"(?:{_BREAK_AT_MARK})", after=_GOES_ON)
_BREAK_OR_BLANKS = pattern(rf"(?:{_BREAK_AT_MARK}|  +\n)", after=_GOES_ON)
"""With the two blanks that end a line in Markdown; blanks are many, so it is only asked where a line ends in one."""
_ABBREVIATION = pattern(
    r"(?:\b(?:e\.g|i\.e|et al|etc|vs|cf|figs?|eq|sec|approx|resp|inc|ltd|co|corp|dr|mr|ms|prof|no|vol|ver|v|al|ca)"
    r"|(?P<name>)[A-Z])\.$",
    re.IGNORECASE,
    not_before={"name": r"[A-Za-z0-9]"},
)


_Pieces = tuple[Kind, tuple[tuple[int, int], ...]]


@lru_cache(maxsize=8)  # a card is cut again for who asks where reading ends
def pieces(block: str) -> _Pieces:
    """A block's kind and where its sentences begin and end."""
    end = len(block)
    if not block.removesuffix("\n").strip(_RULE):
        return "prose", ()
    marker = MARKER.match(block) if block[0] in _MARKS else None
    begin = marker.end() if marker else 0
    kind = _kind(block[:begin].strip(), block)
    if kind in ("heading", "table"):
        return kind, tuple(_shorter(block, begin, end))
    bounds = [begin]
    for match in (_BREAK_OR_BLANKS if " \n" in block else _BREAK).finditer(block, begin):
        stop = match.start()
        if (
            match["latin"] is not None
            and block[stop] == "."
            and _ABBREVIATION.search(block, max(stop - 8, begin), stop + 1)
        ):
            continue
        cut = match.end()
        if cut > bounds[-1] and cut < end:
            bounds.append(cut)
    ends = [*bounds[1:], end]
    whole = zip(bounds, ends, strict=True)
    return kind, tuple((a, b) for one in whole for a, b in _shorter(block, *one) if block[a:b].strip())


def _shorter(block: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in parts that are not too long: what is asked within one may look at all of it each time."""
    while end - begin > _limits.SENTENCE:
        cut = block.rfind(" ", begin + 1, begin + _limits.SENTENCE) + 1 or begin + _limits.SENTENCE
        yield begin, cut
        begin = cut
    yield begin, end


def _kind(marker: str, block: str) -> Kind:
    if marker.startswith("#"):
        return "heading"
    if marker.startswith("|"):
        return "table"
    if marker.startswith(">"):
        return "quote"
    if marker:
        return "list"
    if block[0] == "<" and simple(r"<h[1-6]\b", re.IGNORECASE).match(block[:4]):
        return "heading"
    return "table" if " | " in block and "\n" not in block else "prose"
