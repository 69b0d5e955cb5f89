"""
Regular expressions on the text of strangers: every search takes a time that grows with the text, whatever the text.

The engine is RE2, which has no look-around and no back-references. What must or must not stand around a match, around a
place in it or in a part of it is given beside the expression, as data (`Conditions`), and asked of every match that the
engine finds; one that is refused is taken away and the search goes on. Expressions are compiled when they are first asked,
so that a short run pays only for those it needs. Why this engine: docs/decisions/0012-linear-expressions.md.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import product
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from re2 import _re2  # the compiled half: the Python half builds each answer twice

from openness._alphabet import names_symbols, narrowed, paged, translated
from openness._edges import ONE_SIGN, PIECE, Edges, written
from openness.errors import LimitError

Spans = list[tuple[int, int]]
Place = str | Mapping[str, str]
"""An expression for the whole match, or one for each named group."""

_ANYWHERE, _AT_START, _WHOLE = _re2.RE2.Anchor.UNANCHORED, _re2.RE2.Anchor.ANCHOR_START, _re2.RE2.Anchor.ANCHOR_BOTH
_OPTIONS = _re2.RE2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 3 << 20
_NARROW = _re2.RE2.Options()
_NARROW.log_errors = False
_NARROW.max_mem = 3 << 20
_NARROW.encoding = _re2.RE2.Options.Encoding.LATIN1

_NOWHERE = [(-1, -1)]
_SHORT = 4096  # characters that are cheaper to encode anew than to look up
_BRIEF = 2048  # bytes of a text in which a large expression is asked with a lead of its own (`Pattern.asked`)
_LARGE = 200  # characters of a large expression
_BEFORE = 400  # bytes that a condition on what stands before can see
_KEPT = 1200  # compiled programs that are kept before those not asked lately are given back
_WORK = 64  # times its length that a text may be read again for matches that conditions refuse

_GROUP = re.compile(r"\\(\\|\d)")
_NAME = re.compile(r"\(\?P<(\w+)>")


def _compiled(expression: str, flags: int = 0, *, wide: bool = True) -> Any:
    letters = "".join(letter for flag, letter in _FLAGS.items() if flags & flag)
    written = (f"(?{letters})" if letters else "") + (translated(expression) if wide else narrowed(expression))
    program = _re2.RE2(written.encode(), _OPTIONS if wide else _NARROW)
    if not program.ok():
        raise ValueError(f"{program.error().decode()}: {expression}")
    return program


_FLAGS = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s"}


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


class _Text:
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
        return [(self.char(start), self.char(end)) for start, end in spans] if self.wide else spans

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


_text = lru_cache(maxsize=64)(_Text)


class Match:
    """What `re.Match` is."""

    __slots__ = ("_spans", "re", "string")

    def __init__(self, pattern: Pattern, string: str, spans: Spans) -> None:
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
            _Simple(expression, flags) if kind != "not_in" and ONE_SIGN.fullmatch(expression) else None
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
            program = _compiled(own, self._flags, wide=wide)
            but = tuple(group for name, group in program.NamedCapturingGroups() if name.startswith(b"but"))
            known = self._ready[number, wide] = (program, but)
        return known

    def forget(self) -> None:
        """Give the programs back; the next question compiles anew."""
        self._ready = {}

    def refusal(
        self, text: _Text, spans: Spans, groups: Mapping[str, int], held: frozenset[int]
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
                hit = program.Match(_ANYWHERE, data[start:end], 0, end - start)
                if self._refuses(kind, hit, but):
                    return start + hit[0][0], start + hit[0][0]
            elif kind.endswith("before"):
                seen = data[max(0, start - _BEFORE) : start]
                hit = program.Match(_ANYWHERE, seen, 0, len(seen))
                if self._refuses(kind, hit, but):
                    return start, start if start == spans[0][0] else text.before(start)
            else:
                hit = program.Match(_AT_START, data, end, len(data))
                if self._refuses(kind, hit, but):
                    return text.before(end), text.before(end)
        return None

    @staticmethod
    def _refuses(kind: str, hit: Spans, but: tuple[int, ...]) -> bool:
        if kind.startswith("not_"):
            return hit[0][0] >= 0 and not any(hit[number][0] >= 0 for number in but)
        return hit[0][0] < 0


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


class _Search:
    """One text being searched; words that a condition refused are blanked in a copy, so that no match uses them again."""

    __slots__ = ("_blanked", "_data", "_pattern", "_text", "_work")

    def __init__(self, pattern: Pattern, text: _Text) -> None:
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
                at = start if anchor is _ANYWHERE else at
            elif anchor is _ANYWHERE:
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
            spans = _Search(way, self._text).next(anchor, at, end)
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


def _stretch(string: str, pos: int, endpos: int | None) -> tuple[int, str]:
    """
    Where what the engine is given begins, and what that is.

    It ends at `endpos`, where `$` stands as in `re`, and begins with what a condition may ask of before `pos`: asked of each
    piece of a text, the text from its start would be read as often as it has pieces.
    """
    if endpos is None or endpos >= len(string):
        return 0, string
    first = max(0, pos - _BEFORE - 2)
    return first, string[first:endpos]


def _bare(expression: str) -> Edges:
    return Edges(expression, "", "", (), frozenset())


def _moved(spans: Spans, by: int) -> Spans:
    """Places of a stretch as places of the text; a group that took no part stays without one."""
    return [(start + by, end + by) if start >= 0 else (start, end) for start, end in spans]


class _Kept:
    """
    The patterns that hold programs: of thousands of cards, each asks some that no other has asked.

    An automaton takes some 30 kB. Once there are too many, those that nobody asked since the last time are given back; each
    third time all are, as those asked of every card grow with what they have seen.
    """

    def __init__(self) -> None:
        self._patterns: dict[int, Pattern] = {}
        self._left = _KEPT
        self._times = 0

    def note(self, pattern: Pattern) -> None:
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


_kept = _Kept()


class Pattern:
    """What `re.Pattern` is, as far as this package asks; the first question compiles it."""

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
        self._plain = self._edges = _bare(expression)
        if self._conditions is not None:
            self._edges = self._conditions.edges(expression)
        self._programs: list[Any] = [None] * 8
        self._lately = False  # asked since programs were last given back
        self._large = len(expression) >= _LARGE or "{0," in expression
        self._symbols: bool | None = None
        self._groupindex: dict[str, int] | None = None
        self._kinds: list[tuple[str, int]] | None = None
        self._ways: list[tuple[Pattern, int]] | None = None

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
        return self._plain if anchor is _WHOLE or (self._edges.before and anchor is _AT_START) else self._edges

    def _program(self, way: Edges, *, lead: bool, wide: bool) -> Any:
        """The compiled expression for texts that have a byte for each character, or for all."""
        number = wide + 2 * lead + 4 * (way is not self._plain)
        program = self._programs[number]
        if program is None:
            expression = way.expression
            if lead or way.before or way.after:
                expression = f"{'(?s:.*?)' if lead else ''}{way.before}({expression}){way.after}"
            self._lately = True
            _kept.note(self)
            program = self._programs[number] = _compiled(expression, self._flags, wide=wide)
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
        lead = self._large and size < _BRIEF and anchor is _ANYWHERE
        program = self._program(way, lead=lead, wide=wide)
        return program.Match, _AT_START if lead else anchor, 1 if lead or way.before or way.after else 0

    def _any_program(self) -> tuple[Any, int]:
        """A compiled expression, and the groups in it that are not the expression's own."""
        found = [(number, one) for number, one in enumerate(self._programs) if one]  # another thread may give them back
        if not found:
            found = [(4 * (self._edges is not self._plain), self._program(self._edges, lead=False, wide=False))]
        number, program = found[0]
        way = self._edges if number & 4 else self._plain
        return program, 1 if number & 2 or way.before or way.after else 0

    @property
    def groups(self) -> int:
        """How many groups there are."""
        program, further = self._any_program()
        return int(program.NumberOfCapturingGroups() - further)

    @property
    def ways(self) -> list[tuple[Pattern, int]]:
        """The alternatives that the whole expression consists of, with the number of groups before each; none if it is one."""
        if self._ways is None:
            ways: list[tuple[Pattern, int]] = []
            parts = _alternatives(self.pattern)
            if len(parts) > 1 and self._conditions is not None:
                before = 0
                for part in parts:
                    names = set(_NAME.findall(part))
                    way = Pattern(part, self._flags, self._conditions.about(names))
                    ways.append((way, before))
                    before += way.groups
            self._ways = ways
        return self._ways

    def check(self) -> None:
        """Compile all there is; for those who look after the expressions."""
        for wide, way in product((False, True), (self._plain, self._edges)):
            self._program(way, lead=False, wide=wide)
            self.asked(_ANYWHERE, 0, wide=wide, way=way)
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

    def refusal(self, text: _Text, spans: Spans, held: frozenset[int]) -> tuple[int, int] | None:
        """Why a match does not stand: nothing, or the places whose characters it may not use; `held` hold already."""
        if not text.plain and (place := self._broken(text, *spans[0])) is not None:
            return place, place
        return None if self._conditions is None else self._conditions.refusal(text, spans, self.groupindex, held)

    def _broken(self, text: _Text, start: int, end: int) -> int | None:
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
        text = _text(piece, self._names_symbols(piece))
        found = _Search(self, text).next(anchor, text.byte(pos - first) if pos > first else 0, len(text.data))
        if found is None:
            return None
        return Match(self, string, _moved(text.chars(found), first) if first else text.chars(found))

    def search(self, string: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """The first match."""
        return self._one(_ANYWHERE, string, pos, endpos)

    def match(self, string: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """The match at a place."""
        return self._one(_AT_START, string, pos, endpos)

    def fullmatch(self, string: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """The match of the whole text."""
        return self._one(_WHOLE, string, pos, endpos)

    def finditer(self, string: str, pos: int = 0, endpos: int | None = None) -> Iterator[Match]:
        """All matches, from left to right."""
        last = -1  # where the last match ended: an empty one may not stand there, as in `re`
        if self._conditions is None and string.isascii():
            # The stretch alone, with the sign before it for `^` and `\b`: asked of each piece of a text, the text
            # from its start would be read as often as it has pieces.
            begin = max(0, pos - 1)
            data, at = string[begin:endpos].encode(), pos - begin
            end = len(data)
            ask, how, first = self.asked(_ANYWHERE, end, wide=False)
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
        text = _text(piece, self._names_symbols(piece))
        search = _Search(self, text)
        at, end = text.byte(pos - first) if pos > first else 0, len(text.data)
        while (found := search.next(_ANYWHERE, at, end)) is not None:
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


@lru_cache(maxsize=64)
def _filled(template: str) -> Callable[[Any], str]:
    """What puts the numbered groups of a match into their places."""
    parts: list[Any] = _GROUP.split(template)
    parts[1::2] = [part if part == "\\" else int(part) for part in parts[1::2]]
    return lambda match: "".join(part if isinstance(part, str) else match[part] or "" for part in parts)


class _Simple:
    """What `re.compile` gives, once something is asked of it: a short run asks a third of them."""

    _ANSWERS = (
        "findall",
        "finditer",
        "flags",
        "fullmatch",
        "groupindex",
        "groups",
        "match",
        "pattern",
        "search",
        "split",
        "sub",
        "subn",
    )
    __slots__ = ("_given", *_ANSWERS)

    def __init__(self, expression: str, flags: int) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:
        ready = re.compile(*self._given)
        for answer in self._ANSWERS:  # from now on each is found without coming here
            setattr(self, answer, getattr(ready, answer))
        return getattr(ready, name)


if TYPE_CHECKING:

    def simple(expression: str, flags: int = 0) -> re.Pattern[str]:
        """
        An expression so plain that `re` cannot go back in it: words, signs, and one run of signs at the end of each.

        For what is asked of every word. A test proves it of each; all others are given to `pattern`.
        """
        return re.compile(expression, flags)

    def pattern(
        expression: str,
        flags: int = 0,
        *,
        before: Place | None = None,
        not_before: Place | None = None,
        after: Place | None = None,
        not_after: Place | None = None,
        not_in: Place | None = None,
    ) -> re.Pattern[str]:
        """An expression that answers as `re` does, in linear time; see `Conditions` for the rest."""

else:

    @lru_cache(maxsize=512)
    def simple(expression: str, flags: int = 0) -> _Simple:
        """Give an expression so plain that `re` cannot go back in it, compiled when first asked."""
        return _Simple(expression, flags)

    def pattern(expression: str, flags: int = 0, **conditions: Place | None) -> Pattern:
        """Give an expression that answers as `re` does, in linear time; see `Conditions` for the rest."""
        return Pattern(expression, flags, conditions) if conditions else _plain(expression, flags)

    @lru_cache(maxsize=1024)
    def _plain(expression: str, flags: int) -> Pattern:
        return Pattern(expression, flags, {})
