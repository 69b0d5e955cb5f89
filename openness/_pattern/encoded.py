"""A text as the engine sees it: its bytes, and the way from bytes to characters and back."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from openness._pattern.alphabet import paged
from openness._pattern.engine import Spans

_LONG = 4096
"""Characters of a text that is dear to compare."""
_HELD = 8
"""Long texts that are known by what they are."""


class Encoded:
    """A text as the engine sees it, and the way from its bytes to characters and back."""

    __slots__ = ("_marks", "data", "plain", "text", "wide")

    STEP = 512  # characters between two marks

    def __init__(self, text: str, named: bool) -> None:
        self.text = text
        self.plain = text.isascii()
        short = text.encode() if self.plain else None if named else paged(text)
        self.wide = short is None
        self.data = text.encode("utf-8", "replace") if short is None else short  # half a pair is one unknown character
        self._marks: list[int] | None = None

    def byte(self, char: int) -> int:
        """Where a character's bytes begin."""
        if not self.wide:
            return min(char, len(self.data))
        marks, step = self._places(), char // self.STEP
        if step >= len(marks):
            return len(self.data)
        return marks[step] + len(self.text[step * self.STEP : char].encode("utf-8", "replace"))

    def char(self, byte: int) -> int:
        """The number of the character that begins at a byte."""
        if not self.wide or byte < 0:
            return byte
        marks = self._places()
        low = bisect_right(marks, byte) - 1
        return low * self.STEP + len(self.data[marks[low] : byte].decode("utf-8"))

    def chars(self, spans: Spans) -> Spans:
        """Spans of bytes as spans of characters."""
        if not self.wide:
            return spans
        begin, stop = spans[0]
        if begin >= 0 and self.data[begin:stop].isascii():  # one place is looked up, and the others are as far from it
            by = begin - self.char(begin)
            return [
                (start - by, end - by) if begin <= start and end <= stop else (self.char(start), self.char(end))
                for start, end in spans
            ]
        return [(self.char(start), self.char(end)) for start, end in spans]

    def _places(self) -> list[int]:
        if self._marks is None:
            marks, at = [0], 0
            for start in range(0, len(self.text) - self.STEP, self.STEP):
                at += len(self.text[start : start + self.STEP].encode("utf-8", "replace"))
                marks.append(at)
            self._marks = marks
        return self._marks

    def after(self, byte: int) -> int:
        """Where the next character begins."""
        byte += 1
        while self.wide and byte < len(self.data) and self.data[byte] & 0xC0 == 0x80:
            byte += 1
        return byte

    def before(self, byte: int) -> int:
        """Where the character before begins."""
        byte -= 1
        while self.wide and byte > 0 and self.data[byte] & 0xC0 == 0x80:
            byte -= 1
        return byte

    def letter(self, start: int, end: int) -> bool:
        """Whether a letter beyond ASCII stands there."""
        letters = self.data[start:end].decode("utf-8", "replace") if self.wide else self.text[start:end]
        return not letters.isascii() and letters.isalnum()


_equal = lru_cache(maxsize=64)(Encoded)
_same: dict[tuple[int, bool], tuple[str, Encoded]] = {}


def encoded(text: str, named: bool) -> Encoded:
    """
    A text for the engine, written once; `named` where expressions tell its signs apart.

    A long one is known by what it is, as to compare it with an equal one that was read before takes as long as it is.
    """
    known = _same.get((id(text), named)) if len(text) >= _LONG else None
    return known[1] if known is not None and known[0] is text else _read(text, named)


def _read(text: str, named: bool) -> Encoded:
    """What an equal text was written as; a long one is known by what it is from now on."""
    found = _equal(text, named)
    if len(text) >= _LONG:
        if len(_same) >= _HELD:
            _same.clear()
        _same[id(text), named] = (text, found)
    return found
