"""
The Markdown below the front matter: headings, code, tables, comments, by line.

Only block structure is read, in one pass over the lines that can open a block; inline markup is the extractor's
business. A full Markdown parser costs more than everything else together (docs/decisions/0003-markdown-blocks.md).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Literal

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.card.place import LineIndex, Place

LineKind = Literal["prose", "heading", "code", "table", "quote", "comment", "blank"]

_BLOCK = pattern(
    r"^[ ]{0,3}(?:"
    r"(?P<fence>`{3,}|~{3,})(?P<info>[^\n\r]*)"
    r"|(?P<hashes>\#{1,6})(?P<atx>[^\n\r#][^\n\r]*|(?P<here>))"
    r"|(?P<comment><!--)"
    r"|(?P<h><h(?P<hn>[1-6])[^>]*>(?P<html>.*?)</h[1-6]>)"
    r"|(?P<pre><(?:pre|script|style)\b)"
    r")",
    re.MULTILINE,
    after={"here": r"[\r\n]|\Z"},
)
_OPENERS = frozenset("`~#<")
"""Characters one of which every match of `_BLOCK` begins with, blanks aside."""
_UNDERLINES = frozenset("=-")
"""Characters of which the line below a heading consists."""
_CLOSING_HASHES = pattern(r"[ \t]+#+[ \t]*$")
_TAGS = pattern(r"<[^>]+>")
_EMPHASIS = simple(r"[*_`]{1,3}")
_LINK = pattern(r"!?\[([^\]]*)\]\([^)]*\)")
_PRE_END = simple(r"</(?:pre|script|style)>", re.IGNORECASE)
_COMMENT_END = "-->"
_CLOSING = {sign: pattern(rf"^[ \t]{{0,12}}(?P<run>{sign}+)[ \t]*", re.MULTILINE, after=r"[\r\n]|\Z") for sign in "`~"}
"""The line that may close a fence: as many of its character, or more, do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands below it up to the next heading of any level. Offsets are in the card's text."""

    title: str
    """The heading without markup; empty for what precedes the first heading."""
    level: int
    """1 to 6; 0 for what precedes the first heading."""
    line: int
    """Line of the heading in the file."""
    start: int
    """Offset of the first character below the heading."""
    end: int
    """Offset one past the last character."""
    parents: tuple[str, ...] = ()
    """Titles of the headings above it, outermost first."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that is not prose."""

    kind: Literal["code", "comment"]
    start: int
    end: int
    info: str = ""


class Body:
    """The Markdown below the front matter."""

    def __init__(self, text: str, index: LineIndex, start: int) -> None:
        """Keep the card's whole text; the body begins at `start`."""
        if "\r" in text:
            # Those alone: the text keeps its length, so every offset stays.
            text = "\r\n".join(part.replace("\r", "\n") for part in text.split("\r\n"))
        self.text = text
        """The card's whole text; all offsets count in it."""
        self.index = index
        self.start = start
        """Offset at which the body begins."""

    @property
    def markdown(self) -> str:
        """The body as written."""
        return self.text[self.start :]

    @property
    def is_empty(self) -> bool:
        """Whether nothing but white space stands below the front matter."""
        return not self.markdown.strip()

    @cached_property
    def _structure(self) -> tuple[tuple[Section, ...], tuple[Span, ...]]:
        return _scan(self.text, self.index, self.start)

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in order; the first has no title if text precedes the first heading."""
        return self._structure[0]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Code blocks and comments, in order."""
        return self._structure[1]

    def number_of(self, section: Section) -> int:
        """The place of one of the sections among them."""
        return self._numbers[id(section)]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(section): number for number, section in enumerate(self.sections)}

    def section_at(self, offset: int) -> Section | None:
        """The section that holds an offset."""
        here = bisect_right(self._starts, offset) - 1
        return self.sections[here] if here >= 0 else None

    @cached_property
    def _span_starts(self) -> list[int]:
        return [span.start for span in self.spans]

    @cached_property
    def _starts(self) -> list[int]:
        return [self.index.starts[section.line - 1] if section.level else section.start for section in self.sections]

    def in_code(self, offset: int) -> bool:
        """Whether an offset lies in a code block or comment."""
        here = bisect_right(self._span_starts, offset) - 1
        return here >= 0 and offset < self.spans[here].end

    def place(self, start: int, end: int) -> Place:
        """The place of a stretch of the card's text."""
        return self.index.place(start, end)


def plain(markup: str) -> str:
    """A heading's or cell's words without links, tags and emphasis."""
    text = _LINK.sub(r"\1", markup) if "](" in markup else markup
    text = _TAGS.sub("", text) if "<" in text else text
    return " ".join(_EMPHASIS.sub("", text).split())


def _scan(text: str, index: LineIndex, start: int) -> tuple[tuple[Section, ...], tuple[Span, ...]]:  # noqa: C901 - one branch a kind of block
    headings: list[tuple[int, int, int, str]] = []  # level, offset of the heading, offset below it, title
    spans: list[Span] = []
    position, size = start, len(text)
    closes = True  # whether a block of HTML that keeps its text may still end: asked in vain, it is not asked again
    at = _BLOCK.match
    starts = index.starts
    for number in range(bisect_left(starts, start), len(starts)):
        offset = starts[number]
        if offset < position:
            continue
        head = text[offset : offset + 1]
        if head == " ":
            head = text[offset : offset + 4].lstrip(" ")[:1]
        if head in _UNDERLINES:
            below = starts[number + 1] if number + 1 < len(starts) else size
            if _is_underline(text[offset:below], head) and (above := _paragraph_above(text, index, offset, start)):
                headings.append((1 if head == "=" else 2, above[0], below, plain(above[1])))
            continue
        if head not in _OPENERS:  # most lines: a look at one character instead of the expression
            continue
        match = at(text, offset)
        if match is None:
            continue
        position = match.end()
        kind = match.lastgroup
        if match["fence"] is not None:
            end = _fence_end(text, match["fence"], match["info"], position)
            if end is None:
                continue
            spans.append(Span("code", match.start(), end, match["info"].strip()))
            position = end
        elif match["hashes"] is not None:
            words = match["atx"] or ""
            title = plain(_CLOSING_HASHES.sub("", words) if "#" in words else words)
            if len(title) <= 200:
                headings.append((len(match["hashes"]), match.start(), _line_end(text, match.end()), title))
        elif match["comment"] is not None:
            end = text.find(_COMMENT_END, match.end())
            end = size if end < 0 else end + len(_COMMENT_END)
            spans.append(Span("comment", match.start(), end))
            position = end
        elif match["h"] is not None:
            headings.append((int(match["hn"]), match.start(), match.end(), plain(match["html"])))
        elif match["pre"] is not None and kind:
            closing = _PRE_END.search(text, match.end()) if closes else None
            closes = closing is not None
            end = closing.end() if closing else match.end()
            if closing:
                spans.append(Span("code", match.start(), end))
            position = end
    return _sections(headings, index, start, size), tuple(spans)


def _line_end(text: str, offset: int) -> int:
    newline = text.find("\n", offset)
    return len(text) if newline < 0 else newline + 1


def _fence_end(text: str, fence: str, info: str, position: int) -> int | None:
    """Offset past the closing fence; None for an inline run of backticks; the text's end where it never closes."""
    if fence[0] == "`" and "`" in info:
        return None
    for match in _CLOSING[fence[0]].finditer(text, _line_end(text, position)):
        if len(match["run"]) >= len(fence):
            return match.end()
    return len(text)


def _is_underline(line: str, sign: str) -> bool:
    """Whether a line whose first sign is this one consists of it: two hyphens or more, or any number of equal signs."""
    run = line.strip(" \t\r\n")
    return (len(run) > 1 or sign == "=") and not run.strip(sign)


def _paragraph_above(text: str, index: LineIndex, underline: int, start: int) -> tuple[int, str] | None:
    """The single line of text above a setext underline; None for a thematic break or a table."""
    here = index.line_of(underline)
    begin = max(index.starts[here - 2] if here > 1 else 0, start)
    if underline - begin > 1000:
        return None
    line = text[begin:underline].strip()
    if not line or line[0] in "#>|`~<-*+=" or "|" in line or len(line) > 160:
        return None
    return begin, line


def _sections(
    headings: list[tuple[int, int, int, str]], index: LineIndex, start: int, size: int
) -> tuple[Section, ...]:
    found: list[Section] = []
    first = headings[0][1] if headings else size
    if first > start:
        found.append(Section(title="", level=0, line=index.line_of(start), start=start, end=first))
    stack: list[tuple[int, str]] = []
    for here, (level, offset, below, title) in enumerate(headings):
        while stack and stack[-1][0] >= level:
            stack.pop()
        end = headings[here + 1][1] if here + 1 < len(headings) else size
        found.append(
            Section(
                title=title,
                level=level,
                line=index.line_of(offset),
                start=below,
                end=max(below, end),
                parents=tuple(name for _, name in stack),
            )
        )
        stack.append((level, title))
    return tuple(found)
