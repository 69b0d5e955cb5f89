"""What a search answers with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from openness._pattern.engine import Spans


class Grouped(Protocol):
    """An expression, as its matches ask it."""

    @property
    def groupindex(self) -> Mapping[str, int]:
        """The numbers of the named groups."""

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """The named groups in their order, without those that are only there for a condition."""


class Match:
    """What `re.Match` is."""

    __slots__ = ("_spans", "re", "string")

    def __init__(self, pattern: Grouped, string: str, spans: Spans) -> None:
        self.re = pattern
        self.string = string
        self._spans = spans

    def _number(self, group: int | str) -> int:
        if isinstance(group, int):
            return group
        try:
            return self.re.groupindex[group]
        except KeyError:
            raise IndexError("no such group") from None

    def span(self, group: int | str = 0) -> tuple[int, int]:
        """Where a group stands; (-1, -1) where it does not."""
        return self._spans[self._number(group)]

    def start(self, group: int | str = 0) -> int:
        """Where a group begins."""
        return self._spans[self._number(group)][0]

    def end(self, group: int | str = 0) -> int:
        """Where a group ends."""
        return self._spans[self._number(group)][1]

    def __getitem__(self, group: int | str) -> str | None:
        start, end = self._spans[self._number(group)]
        return None if start < 0 else self.string[start:end]

    def group(self, *groups: int | str) -> Any:
        """The text of one group or of several."""
        if len(groups) < 2:
            return self[groups[0] if groups else 0]
        return tuple(self[group] for group in groups)

    def groups(self, default: str | None = None) -> tuple[str | None, ...]:
        """The text of every group."""
        return tuple(default if (one := self[number]) is None else one for number in range(1, len(self._spans)))

    def groupdict(self, default: str | None = None) -> dict[str, str | None]:
        """The text of every named group."""
        return {name: default if (one := self[name]) is None else one for name in self.re.groupindex}

    @property
    def lastgroup(self) -> str | None:
        """The name of the alternative that matched: of the outermost named group, the last of several."""
        outer, end = None, 0
        for name, number in self.re.kinds:
            start, stop = self._spans[number]
            if start >= end:
                outer, end = name, stop
                if stop == self._spans[0][1]:
                    break
        return outer
