"""What `re.Pattern` is: the questions to an expression, each answered in linear time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from openness._pattern.conditions import BEFORE
from openness._pattern.encoded import encoded
from openness._pattern.engine import ANYWHERE, AT_START, WHOLE, Spans
from openness._pattern.match import Match
from openness._pattern.programs import Programs
from openness._pattern.search import Search

_NOWHERE = [(-1, -1)]
_SHORT = 4096
"""Characters that are cheaper to encode anew than to look up."""
_GROUP = re.compile(r"\\(\\|\d)")


class Pattern(Programs):
    """What `re.Pattern` is, as far as this package asks."""

    __slots__ = ()

    def _one(self, anchor: Any, string: str, pos: int, endpos: int | None) -> Match | None:
        first, piece = _stretch(string, pos, endpos)
        if self._conditions is None and len(piece) < _SHORT and piece.isascii():  # most questions: no more than needed
            end = len(piece)
            ask, how, lead = self.asked(anchor, end, wide=False)
            spans = ask(how, piece.encode(), pos - first, end) if pos - first <= end else _NOWHERE
            if spans[0][0] < 0:
                return None
            if lead:
                del spans[0]
            return Match(self, string, _moved(spans, first) if first else spans)
        text = encoded(piece, self._names_symbols(piece))
        found = Search(self, text).next(anchor, text.byte(pos - first) if pos > first else 0, len(text.data))
        if found is None:
            return None
        return Match(self, string, _moved(text.chars(found), first) if first else text.chars(found))

    def search(self, string: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """The first match."""
        return self._one(ANYWHERE, string, pos, endpos)

    def match(self, string: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """The match at a place."""
        return self._one(AT_START, string, pos, endpos)

    def fullmatch(self, string: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """The match of the whole text."""
        return self._one(WHOLE, string, pos, endpos)

    def finditer(self, string: str, pos: int = 0, endpos: int | None = None) -> Iterator[Match]:
        """All matches, from left to right."""
        last = -1  # where the last match ended: an empty one may not stand there, as in `re`
        if self._conditions is None and string.isascii():
            # The stretch alone, with the sign before it for `^` and `\b`: asked of each piece of a text, the text
            # from its start would be read as often as it has pieces.
            begin = max(0, pos - 1)
            data, at = string[begin:endpos].encode(), pos - begin
            end = len(data)
            ask, how, first = self.asked(ANYWHERE, end, wide=False)
            while at <= end and (spans := ask(how, data, at, end))[0][0] >= 0:
                if first:
                    del spans[0]
                start, stop = spans[0]
                if start == stop == last:
                    at, last = stop + 1, -1
                    continue
                yield Match(self, string, _moved(spans, begin) if begin else spans)
                at = last = stop
            return
        first, piece = _stretch(string, pos, endpos)
        text = encoded(piece, self._names_symbols(piece))
        search = Search(self, text)
        at, end = text.byte(pos - first) if pos > first else 0, len(text.data)
        while (found := search.next(ANYWHERE, at, end)) is not None:
            start, stop = found[0]
            if start == stop == last:
                at, last = text.after(stop), -1
                continue
            yield Match(self, string, _moved(text.chars(found), first) if first else text.chars(found))
            at = last = stop

    def findall(self, string: str, pos: int = 0, endpos: int | None = None) -> list[Any]:
        """The text of all matches, or of their groups."""
        found = list(self.finditer(string, pos, endpos))
        count = self.groups
        if not count:
            return [one.group() for one in found]
        groups = [one.groups("") for one in found]
        return [one[0] for one in groups] if count == 1 else list(groups)

    def split(self, string: str, maxsplit: int = 0) -> list[Any]:
        """The text between the matches, and the groups of each."""
        parts: list[Any] = []
        at = 0
        for count, match in enumerate(self.finditer(string), 1):
            parts += [string[at : match.start()], *match.groups()]
            at = match.end()
            if count == maxsplit:
                break
        return [*parts, string[at:]]

    def sub(self, repl: str | Callable[[Any], str], string: str, count: int = 0) -> str:
        r"""The text with each match replaced: by words, in which `\\1` is the first group, or by what a function gives."""
        return self.subn(repl, string, count)[0]

    def subn(self, repl: str | Callable[[Any], str], string: str, count: int = 0) -> tuple[str, int]:
        """As `sub`, with the number of replacements."""
        parts: list[str] = []
        if isinstance(repl, str) and "\\" in repl:
            repl = _filled(repl)
        at = done = 0
        for done, match in enumerate(self.finditer(string), 1):
            parts += [string[at : match.start()], repl if isinstance(repl, str) else repl(match)]
            at = match.end()
            if done == count:
                break
        return "".join([*parts, string[at:]]), done


def _stretch(string: str, pos: int, endpos: int | None) -> tuple[int, str]:
    """
    Where what the engine is given begins, and what that is.

    It ends at `endpos`, where `$` stands as in `re`, and begins with what a condition may ask of before `pos`: asked of each
    piece of a text, the text from its start would be read as often as it has pieces.
    """
    if endpos is None or endpos >= len(string):
        return 0, string
    first = max(0, pos - BEFORE - 2)
    return first, string[first:endpos]


def _moved(spans: Spans, by: int) -> Spans:
    """Places of a stretch as places of the text; a group that took no part stays without one."""
    return [(start + by, end + by) if start >= 0 else (start, end) for start, end in spans]


@lru_cache(maxsize=64)
def _filled(template: str) -> Callable[[Any], str]:
    """What puts the numbered groups of a match into their places."""
    parts: list[Any] = _GROUP.split(template)
    parts[1::2] = [part if part == "\\" else int(part) for part in parts[1::2]]
    return lambda match: "".join(part if isinstance(part, str) else match[part] or "" for part in parts)
