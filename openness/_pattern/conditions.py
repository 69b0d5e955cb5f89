"""What must (not) stand around a match or in it, as data, and whether it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openness._pattern.edges import ONE_SIGN, Edges, written
from openness._pattern.encoded import Encoded
from openness._pattern.engine import ANYWHERE, AT_START, Place, Spans, compiled
from openness._pattern.late import Late

BEFORE = 400
"""Bytes that a condition on what stands before can see."""


class Conditions:
    """
    What a match must satisfy beyond its expression, each an expression of its own.

    - `after`, `not_after`: what must (not) follow;
    - `before`, `not_before`: what must (not) stand before, at most 400 bytes of it;
    - `not_in`: what the matched words must not hold.

    Plain, they speak of the whole match; as a table, of the named group: of the place where it stands, if it is empty, and
    else of its beginning (`before`, `not_before`), its end (`after`, `not_after`) or its words (`not_in`). A condition on a
    group that took no part is met. What a refusing expression finds in a group `but...` of its own is no ground to refuse.
    """

    KINDS = ("before", "not_before", "after", "not_after", "not_in")

    def __init__(self, flags: int, conditions: Mapping[str, Place | None]) -> None:
        self._given = [
            (kind, name, expression)
            for kind in self.KINDS
            if (given := conditions.get(kind)) is not None
            for name, expression in ({"": given} if isinstance(given, str) else given).items()
        ]
        self._flags = flags
        self._ready: dict[tuple[int, bool], tuple[Any, tuple[int, ...]]] = {}
        self._of_a_sign = [
            Late(expression, flags) if kind != "not_in" and ONE_SIGN.fullmatch(expression) else None
            for kind, _, expression in self._given
        ]

    def about(self, groups: set[str]) -> dict[str, Place]:
        """Those that speak of the whole match or of these groups."""
        found: dict[str, Any] = {}
        for kind, name, expression in self._given:
            if not name:
                found[kind] = expression
            elif name in groups:
                found.setdefault(kind, {})[name] = expression
        return found

    def names(self) -> set[str]:
        """The groups that conditions speak of."""
        return {name for _, name, _ in self._given}

    def expressions(self) -> list[str]:
        """All of them."""
        return [expression for _, _, expression in self._given]

    def edges(self, expression: str) -> Edges:
        """The expression with those that can be written into it."""
        return written(expression, self._given)

    def check(self, groups: Mapping[str, int]) -> None:
        """Compile all, and see that each speaks of a group that is there."""
        for number, (_, name, _) in enumerate(self._given):
            if name and name not in groups:
                raise ValueError(f"no group {name!r}")
            self._program(number, wide=True)
            self._program(number, wide=False)

    def _program(self, number: int, *, wide: bool) -> tuple[Any, tuple[int, ...]]:
        """A condition's program, and its groups that exempt."""
        known = self._ready.get((number, wide))
        if known is None:
            kind, _, expression = self._given[number]
            own = rf"(?:{expression})\z" if kind.endswith("before") else expression
            program = compiled(own, self._flags, wide=wide)
            but = tuple(group for name, group in program.NamedCapturingGroups() if name.startswith(b"but"))
            known = self._ready[number, wide] = (program, but)
        return known

    def forget(self) -> None:
        """Give the programs back; the next question compiles anew."""
        self._ready = {}

    def refusal(
        self, text: Encoded, spans: Spans, groups: Mapping[str, int], held: frozenset[int]
    ) -> tuple[int, int] | None:
        """Nothing, or the two places at which the search may be told that the words are taken; `held` hold already."""
        data = text.data
        for number, (kind, name, _) in enumerate(self._given):
            if number in held:
                continue
            start, end = spans[groups[name]] if name else spans[0]
            if start < 0:
                continue
            sign = self._of_a_sign[number]
            if sign is not None and not text.wide:  # one look at a character, and no question to the engine
                front = kind.endswith("before")
                stands = sign.match(text.text, start - 1 if front else end) if start or not front else None
                if (stands is not None) is kind.startswith("not_"):
                    return (start, start if start == spans[0][0] else start - 1) if front else (end - 1, end - 1)
                continue
            program, but = self._program(number, wide=text.wide)
            if kind == "not_in":
                hit = program.Match(ANYWHERE, data[start:end], 0, end - start)
                if self._refuses(kind, hit, but):
                    return start + hit[0][0], start + hit[0][0]
            elif kind.endswith("before"):
                seen = data[max(0, start - BEFORE) : start]
                hit = program.Match(ANYWHERE, seen, 0, len(seen))
                if self._refuses(kind, hit, but):
                    return start, start if start == spans[0][0] else text.before(start)
            else:
                hit = program.Match(AT_START, data, end, len(data))
                if self._refuses(kind, hit, but):
                    return text.before(end), text.before(end)
        return None

    @staticmethod
    def _refuses(kind: str, hit: Spans, but: tuple[int, ...]) -> bool:
        if kind.startswith("not_"):
            return hit[0][0] >= 0 and not any(hit[number][0] >= 0 for number in but)
        return hit[0][0] < 0
