"""One text searched: matches that a condition refuses are taken away, and the search goes on or is given up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from openness._pattern.encoded import Encoded
from openness._pattern.engine import ANYWHERE, Spans
from openness._pattern.programs import Programs
from openness.errors import LimitError

_WORK = 64
"""Times its length that a text may be read again for matches that conditions refuse."""
_GIVEN_UP: ContextVar[list[str] | None] = ContextVar("given_up", default=None)


@contextmanager
def given_up() -> Iterator[list[str]]:
    """
    While it lasts, a search that is given up finds nothing more, and its text is kept for whoever says so.

    Outside, `LimitError` is raised. What is kept inside another one is kept there.
    """
    known = _GIVEN_UP.get()
    if known is not None:
        yield known
        return
    kept: list[str] = []
    token = _GIVEN_UP.set(kept)
    try:
        yield kept
    finally:
        _GIVEN_UP.reset(token)


class Search:
    """One text being searched; words that a condition refused are blanked in a copy, so that no match uses them again."""

    __slots__ = ("_blanked", "_data", "_pattern", "_text", "_work")

    def __init__(self, pattern: Programs, text: Encoded) -> None:
        self._pattern, self._text = pattern, text
        self._data: bytes | bytearray = text.data
        self._blanked: dict[int, bytes] = {}
        self._work = 0

    def next(self, anchor: Any, at: int, end: int) -> Spans | None:
        """The next match that the conditions let stand."""
        pattern, text = self._pattern, self._text
        way = pattern.way(anchor)
        ask, how, first = pattern.asked(anchor, len(text.data), wide=text.wide, way=way)
        while at <= end:
            back = text.before(at) if at and way.before else at
            if back == 0 < at:  # the text's beginning counts as what may stand before, and a match there is behind us
                way, back = pattern.plain, at
                ask, how, first = pattern.asked(anchor, len(text.data), wide=text.wide, way=way)
            spans: Spans = ask(how, self._data, back, end)
            if first:
                del spans[0]
            start, stop = spans[0]
            if start < 0:
                break
            if way.ends:
                start, stop = pattern.ended(way, spans)
            refused = pattern.refusal(text, spans, way.held)
            if refused is None:
                if self._blanked:
                    self._restore()
                return spans
            if pattern.ways:
                self._restore()
                return self._by_ways(anchor, at, end)
            self._work += stop - start + 1
            if self._work > _WORK * (len(text.data) + 1024):
                self._given_up()
                return None
            if any(start <= place < stop and place > start and self._blank(place) for place in refused):
                at = start if anchor is ANYWHERE else at
            elif anchor is ANYWHERE:
                at = text.after(start)
            else:
                break
        self._restore()
        return None

    def _given_up(self) -> None:
        """Nothing more is found, and that is said."""
        self._restore()
        kept = _GIVEN_UP.get()
        if kept is None:
            raise LimitError(f"a search was given up: too many refused matches of {self._pattern.pattern[:60]!r}")
        kept.append(self._text.text)

    def _by_ways(self, anchor: Any, at: int, end: int) -> Spans | None:
        """The first match of any alternative, each searched alone: what one may not use another may."""
        best: Spans | None = None
        for way, groups in self._pattern.ways:
            spans = Search(way, self._text).next(anchor, at, end)
            if spans is not None and (best is None or spans[0][0] < best[0][0]):
                best = [spans[0], *[(-1, -1)] * groups, *spans[1:]]
        if best is not None:
            best += [(-1, -1)] * (self._pattern.groups + 1 - len(best))
        return best

    def _blank(self, place: int) -> bool:
        r"""Take a character away: of a word first so that `\b` sees no new end there, then altogether; not a third time."""
        if self._data is self._text.data:  # once for all that is refused: `_restore` gives it back as it was
            self._data = bytearray(self._text.data)
        stop = self._text.after(place)
        old = self._text.data[place:stop]
        known = place in self._blanked
        sign = b"_" if not known and old.isalnum() else b"\0"
        if known and self._data[place : place + 1] != b"_":
            return False
        self._blanked[place] = old
        self._data[place:stop] = sign * (stop - place)  # type: ignore[index]
        return True

    def _restore(self) -> None:
        for place, old in self._blanked.items():
            self._data[place : place + len(old)] = old  # type: ignore[index]
        self._blanked.clear()
