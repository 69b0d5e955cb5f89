"""An expression and its conditions, compiled in the forms in which they are asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from operator import itemgetter
from typing import Any, Self

from openness._pattern.alphabet import names_symbols
from openness._pattern.conditions import Conditions
from openness._pattern.edges import PIECE, Edges
from openness._pattern.encoded import Encoded
from openness._pattern.engine import ANYWHERE, AT_START, WHOLE, Place, Spans, compiled
from openness._pattern.kept import kept

_BRIEF = 2048
"""Bytes of a text in which a large expression is asked with a lead of its own (`Programs.asked`)."""
_LARGE = 200
"""Characters of a large expression."""
_NAME = re.compile(r"\(\?P<(\w+)>")


def _alternatives(expression: str) -> list[str]:
    """The alternatives of which a whole expression consists."""
    parts, depth, begin = [], 0, 0
    for token in PIECE.finditer(expression):
        if token[0][0] == "(":
            depth += 1
        elif token[0] == ")":
            depth -= 1
        elif token[0] == "|" and depth == 0:
            parts.append(expression[begin : token.start()])
            begin = token.end()
    return [*parts, expression[begin:]]


def _bare(expression: str) -> Edges:
    return Edges(expression, "", "", (), frozenset())


class Programs:
    """An expression with its conditions; the first question compiles it."""

    __slots__ = (
        "_conditions",
        "_edges",
        "_flags",
        "_groupindex",
        "_kinds",
        "_large",
        "_lately",
        "_plain",
        "_programs",
        "_symbols",
        "_ways",
        "pattern",
    )

    def __init__(self, expression: str, flags: int, conditions: Mapping[str, Place | None]) -> None:
        self.pattern = expression
        self._flags = flags
        self._conditions = Conditions(flags, conditions) if any(conditions.values()) else None
        self._plain = _bare(expression)
        self._edges: Edges | None = self._plain if self._conditions is None else None  # written when first asked
        self._programs: list[Any] = [None] * 8
        self._lately = False  # asked since programs were last given back
        self._large = len(expression) >= _LARGE or "{0," in expression
        self._symbols: bool | None = None
        self._groupindex: dict[str, int] | None = None
        self._kinds: list[tuple[str, int]] | None = None
        self._ways: list[tuple[Self, int]] | None = None

    def _names_symbols(self, string: str) -> bool:
        """Whether the text must be written so that every sign can be told from every other."""
        if self._symbols is None and not string.isascii():
            given = () if self._conditions is None else self._conditions.expressions()
            self._symbols = any(map(names_symbols, (self.pattern, *given)))
        return bool(self._symbols)

    @property
    def plain(self) -> Edges:
        """The expression alone: each of its conditions is asked of each match."""
        return self._plain

    def way(self, anchor: Any) -> Edges:
        """With which conditions the expression is asked: what stands before a place cannot be matched at the place."""
        edges = self._edges or self._written()
        return self._plain if anchor is WHOLE or (edges.before and anchor is AT_START) else edges

    def _written(self) -> Edges:
        """The expression with those of its conditions that can be written into it."""
        if self._edges is None:
            self._edges = self._plain if self._conditions is None else self._conditions.edges(self.pattern)
        return self._edges

    def _program(self, way: Edges, *, lead: bool, wide: bool) -> Any:
        """The compiled expression for texts that have a byte for each character, or for all."""
        number = wide + 2 * lead + 4 * (way is not self._plain)
        program = self._programs[number]
        if program is None:
            expression = way.expression
            if lead or way.before or way.after:
                expression = f"{'(?s:.*?)' if lead else ''}{way.before}({expression}){way.after}"
            self._lately = True
            kept.note(self)
            program = self._programs[number] = compiled(expression, self._flags, wide=wide)
        return program

    def forgotten(self) -> bool:
        """Give the programs back, unless they were asked since this was last said; the next question compiles anew."""
        lately, self._lately = self._lately, False
        if not lately:
            self._programs = [None] * 8
            if self._conditions is not None:
                self._conditions.forget()
        return not lately

    def asked(self, anchor: Any, size: int, *, wide: bool, way: Edges | None = None) -> tuple[Any, Any, int]:
        """
        What to ask, how, and at which group the answer begins.

        To search anywhere, the engine builds two automata, forwards and backwards: dear for a large expression that few
        sentences are asked. With `.*?` before it, it is at home with one look at each character.
        """
        self._lately = True
        way = self.way(anchor) if way is None else way
        lead = self._large and size < _BRIEF and anchor is ANYWHERE
        program = self._program(way, lead=lead, wide=wide)
        return program.Match, AT_START if lead else anchor, 1 if lead or way.before or way.after else 0

    def _any_program(self) -> tuple[Any, int]:
        """A compiled expression, and the groups in it that are not the expression's own."""
        found = [(number, one) for number, one in enumerate(self._programs) if one]  # another thread may give them back
        if not found:
            way = self._written()
            found = [(4 * (way is not self._plain), self._program(way, lead=False, wide=False))]
        number, program = found[0]
        way = self._written() if number & 4 else self._plain
        return program, 1 if number & 2 or way.before or way.after else 0

    @property
    def groups(self) -> int:
        """How many groups there are."""
        program, further = self._any_program()
        return int(program.NumberOfCapturingGroups() - further)

    @property
    def ways(self) -> list[tuple[Self, int]]:
        """The alternatives that the whole expression consists of, with the number of groups before each; none if it is one."""
        if self._ways is None:
            ways: list[tuple[Self, int]] = []
            parts = _alternatives(self.pattern)
            if len(parts) > 1 and self._conditions is not None:
                before = 0
                for part in parts:
                    names = set(_NAME.findall(part))
                    way = type(self)(part, self._flags, self._conditions.about(names))
                    ways.append((way, before))
                    before += way.groups
            self._ways = ways
        return self._ways

    def check(self) -> None:
        """Compile all there is; for those who look after the expressions."""
        for wide, way in product((False, True), (self._plain, self._written())):
            self._program(way, lead=False, wide=wide)
            self.asked(ANYWHERE, 0, wide=wide, way=way)
        if self._conditions is not None:
            self._conditions.check(self.groupindex)

    @property
    def groupindex(self) -> Mapping[str, int]:
        """The numbers of the named groups."""
        if self._groupindex is None:
            program, shift = self._any_program()
            self._groupindex = {one.decode(): number - shift for one, number in program.NamedCapturingGroups()}
        return self._groupindex

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """The named groups in their order, without those that are only there for a condition."""
        if self._kinds is None:
            places = set() if self._conditions is None else self._conditions.names()
            numbered = sorted(self.groupindex.items(), key=itemgetter(1))
            self._kinds = [(name, number) for name, number in numbered if name not in places]
        return self._kinds

    def ended(self, way: Edges, spans: Spans) -> tuple[int, int]:
        """Where a match stands without what was matched behind it."""
        for name in way.ends:
            start, end = spans[self.groupindex[name]]
            if start >= 0:
                spans[0] = (spans[0][0], end)
        return spans[0]

    def refusal(self, text: Encoded, spans: Spans, held: frozenset[int]) -> tuple[int, int] | None:
        """Why a match does not stand: nothing, or the places whose characters it may not use; `held` hold already."""
        if not text.plain and (place := self._broken(text, *spans[0])) is not None:
            return place, place
        return None if self._conditions is None else self._conditions.refusal(text, spans, self.groupindex, held)

    def _broken(self, text: Encoded, start: int, end: int) -> int | None:
        r"""Where a match begins or ends amid a word: the engine's `\b` knows the letters of ASCII only."""
        data, expression = text.data, self.pattern
        if start == end or r"\b" not in expression:
            return None
        if (
            start
            and data[start - 1] >= 0x80
            and (r"\b" in expression[:24] or r"|\b" in expression)
            and chr(data[start]).isalnum()
            and data[start] < 0x80
            and text.letter(text.before(start), start)
        ):
            return start
        if (
            end < len(data)
            and data[end] >= 0x80
            and expression.endswith((r"\b", r"\b)"))
            and chr(data[end - 1]).isalnum()
            and data[end - 1] < 0x80
            and text.letter(end, text.after(end))
        ):
            return end - 1
        return None
