"""Which compiled programs stay in memory, and which are given back."""

from __future__ import annotations

from typing import Protocol

_KEPT = 1200
"""Compiled programs that are kept before those not asked lately are given back."""


class Holder(Protocol):
    """An expression that holds programs."""

    def forgotten(self) -> bool:
        """Give the programs back, unless they were asked since this was last said."""


class Kept:
    """
    The patterns that hold programs: of thousands of cards, each asks some that no other has asked.

    An automaton takes some 30 kB. Once there are too many, those that nobody asked since the last time are given back; each
    third time all are, as those asked of every card grow with what they have seen.
    """

    def __init__(self) -> None:
        self._patterns: dict[int, Holder] = {}
        self._left = _KEPT
        self._times = 0

    def note(self, pattern: Holder) -> None:
        """A pattern is about to compile a program."""
        self._left -= 1
        if self._left <= 0:
            self._times += 1
            for number, one in list(self._patterns.items()):
                if self._times % 3 == 0:
                    one.forgotten()  # the next line asks again, and gives it back
                if one is not pattern and one.forgotten():
                    self._patterns.pop(number, None)
            self._left = max(_KEPT // 4, _KEPT - len(self._patterns))
        self._patterns[id(pattern)] = pattern


kept = Kept()
