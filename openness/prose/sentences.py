"""
A card's body as sentences: what a pattern is matched against.

The body is cut into blocks once (one look at each line's first character); a block is cut into sentences, and a
sentence freed of its markup, only when something asks for it. Code, comments and scripts are no sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property

from openness._pattern import pattern
from openness.card import ModelCard, Section
from openness.prose import scope
from openness.prose.blocks import MARKER, Kind, pieces
from openness.prose.html_tables import Row, rows
from openness.prose.markup import Clean, Link, Words
from openness.prose.scope import Signs
from openness.prose.title import title_section

_LABELLED = pattern(
    r"[ \t]*(?:\*\*[^*\n]{1,60}(?:\*\*[ \t]*[:：]|[:：][ \t]*\*\*)|__[^_\n]{1,60}:?__[ \t]*:?"
    r"|[A-Z][\w /()-]{1,30}:[ \t])"
)
_BULLETS = frozenset("-*+•·●◦▪–—►✅0123456789")
_AFTER_A_BULLET = frozenset(" \t0123456789.)")
"""What may follow the first sign of a list's marker."""
_LABEL = 33
"""Characters within which a label that begins with a capital has its colon."""
_MOTTO = 4
"""Words of a first heading that is more than a section's."""
_KEY = pattern(r"(?P<key>[^:：|.!?]{1,60}?)\s*(?P<mark>[:：|])\s*", after=r"\S")


class Sentence:
    """A sentence, list item, table row or heading."""

    __slots__ = ("__dict__", "_clean", "end", "kind", "row", "section", "start", "text_of")

    def __init__(
        self, text_of: Text, start: int, end: int, kind: Kind, section: Section | None, *, row: Row | None = None
    ) -> None:
        """Keep its place; the words are read when asked for."""
        self.text_of = text_of
        self.start = start
        """Offset in the card's text, list markers left out."""
        self.end = end
        self.kind = kind
        self.row = row
        """The row of an HTML table that it is."""
        self.section = section
        self._clean: Clean | None = None

    @property
    def clean(self) -> Clean:
        """Its words without markup, with the way back."""
        known = self._clean  # `cached_property` takes a lock, and a card has many sentences
        if known is None:
            known = self._clean = Clean(self.text_of.raw[self.start : self.end], self.start)
        return known

    @property
    def text(self) -> str:
        """Its words without markup."""
        return (self._clean or self.clean).text

    @property
    def folded(self) -> str:
        """Its words in lower case."""
        return self.clean.words.folded

    @property
    def signs(self) -> Signs:
        """What in it could disown a statement."""
        return self.clean.words.signs

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links; their offsets count in `text`."""
        return self.clean.links

    @property
    def path(self) -> str:
        """Titles of the headings above it, outermost first, joined by ` > `, in lower case."""
        return self.text_of.path(self.section) if self.section else ""

    @property
    def title(self) -> str:
        """Title of the heading above it, in lower case."""
        return self.section.title.lower() if self.section else ""

    @property
    def appended(self) -> bool:
        """Whether it stands in the card of another model that was appended to this one."""
        return self.start >= self.text_of.appended_from

    @property
    def searched(self) -> str:
        """Its words as phrases look at them: words of the model's own name that mean something elsewhere are covered."""
        hide = self.text_of.hide
        return self.text if hide is None else hide(self.text)

    def about(self, start: int) -> scope.About:
        """About whom it speaks at an offset of its words: an appended card speaks of the base model."""
        return "base" if self.appended else scope.about(self.text, start)

    @cached_property
    def _labelled(self) -> re.Match[str] | None:
        match = _KEY.match(self.text)
        # A colon in a sentence is no label; in a list or a table the first cell is one.
        return match if match and (match["mark"] != "|" or self.kind == "table") else None

    @property
    def key(self) -> str:
        """`License` of `License: MIT` or of a row `License | MIT`; empty otherwise."""
        return self._labelled["key"].strip().lower() if self._labelled else ""

    @property
    def value(self) -> str:
        """`MIT` of `License: MIT`; the whole text where there is no label."""
        return self.text[self._labelled.end() :].strip(" |") if self._labelled else self.text

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The cells of a table row; empty for anything else."""
        if self.kind != "table":
            return ()
        if self.row is not None:
            raw = self.text_of.raw
            return tuple(Words(raw[begin:end]).text.strip() for begin, end in self.row.columns)
        return tuple(cell.strip() for cell in self.text.strip().strip("|").split("|"))

    def __repr__(self) -> str:
        return f"<{self.kind} {self.text[:60]!r}>"


class Text:
    """The body of one card, block by block."""

    def __init__(
        self,
        card: ModelCard,
        *,
        find_appended: Callable[[ModelCard], int] | None = None,
        hide: Callable[[str], str] | None = None,
    ) -> None:
        """
        Cut the body into blocks.

        `find_appended` tells from which offset on another model's card stands; `hide` covers words that are no
        statements, without moving any other.
        """
        self.hide = hide
        self.card = card
        self._find_appended = find_appended
        self.raw = card.body.text
        self._sentences: dict[int, tuple[list[int], list[Sentence]]] = {}
        self._spans = card.body.spans
        self._span_starts = [span.start for span in self._spans]
        self._starts: list[int] = []
        self._paths: dict[int, str] = {}
        self._rows: dict[int, Row] = {}
        self._open_rows: set[int] = set()
        self._find_blocks()
        if "<table" in self.raw or "<TABLE" in self.raw:
            self._find_rows()

    def _find_rows(self) -> None:
        """Make a block of each row of an HTML table."""
        blocks, spans, kept = self._starts, self._spans, []
        here = span = 0
        for row in rows(self.raw, self.card.body.start):
            while span < len(spans) and spans[span].end <= row.start:
                span += 1
            if span < len(spans) and spans[span].start < row.end:
                continue  # code, or a comment
            while here < len(blocks) and blocks[here] < row.start:
                kept.append(blocks[here])
                here += 1
            while here < len(blocks) and blocks[here] < row.end:
                here += 1
            self._rows[row.start] = row
            kept += [row.start, row.end]
        # What follows a row may begin a block where the next row does.
        self._starts = sorted({*kept, *blocks[here:]} - {len(self.raw)})

    def _find_blocks(self) -> None:
        raw, body = self.raw, self.card.body.start
        starts = self.card.lines.starts
        first = bisect_right(starts, body) - 1
        blocks = self._starts
        fresh = True  # whether the line before ended its block
        before = ""  # first character of the line before
        table = False  # whether the line stands in a table whose rows begin without a bar
        size = len(raw)
        for here in range(first, len(starts)):
            start = max(starts[here], body)
            if start >= size:
                break
            head = raw[start]
            if head in " \t":
                stripped = start
                while stripped < size and raw[stripped] in " \t\u3000":
                    stripped += 1
                head = raw[stripped] if stripped < size else "\n"
            if head in "\n\r":
                fresh = True
                continue
            rule = head in "-:" and _is_rule(raw[start : starts[here + 1] if here + 1 < len(starts) else size])
            if rule and not fresh and "|" in raw[starts[here - 1] : start]:
                self._open_rows.add(max(starts[here - 1], body))
                if blocks[-1] != max(starts[here - 1], body):
                    blocks.append(max(starts[here - 1], body))
                table = True
            elif fresh or head == "|":
                table = False
            if table and not rule:
                self._open_rows.add(start)
            if fresh or table or _opens(raw, start, head, before):
                blocks.append(start)
            before = head
            fresh = head in "#|"
        # What follows a code block on the next line is a block of its own.
        blocks += [span.end for span in self._spans if span.end < size]
        blocks.sort()

    @cached_property
    def appended_from(self) -> int:
        """Offset from which the card of another model stands; past the text's end if there is none."""
        return self._find_appended(self.card) if self._find_appended else len(self.raw) + 1

    def in_code(self, offset: int) -> bool:
        """Whether an offset lies in a code block, script or comment."""
        here = bisect_right(self._span_starts, offset) - 1
        return here >= 0 and offset < self._spans[here].end

    def path(self, section: Section) -> str:
        """`Sentence.path` of the sentences of a section."""
        known = self._paths.get(section.start)
        if known is None:
            title = self._title
            known = self._paths[section.start] = " > ".join(
                ["" if name == title else name for name in (*section.parents, section.title)]
            ).lower()
        return known

    @cached_property
    def _title(self) -> str | None:
        """The heading of the whole card: what the model's name or motto happens to contain tells no section's subject."""
        sections = self.card.body.sections
        first = next((number for number, one in enumerate(sections) if one.title), None)
        if first is not None and sections[first].level == 1 and len(sections[first].title.split()) > _MOTTO:
            below = sections[first + 1].parents if first + 1 < len(sections) else ()
            if sections[first].title in below:
                return sections[first].title
        section = title_section(self.card)
        return section.title if section and section.level == 1 else None

    def code_end(self, offset: int) -> int:
        """Where the code block or comment that holds an offset ends; -1 outside of them."""
        here = bisect_right(self._span_starts, offset) - 1
        return self._spans[here].end if here >= 0 and offset < self._spans[here].end else -1

    def at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset; None in code, comments and front matter."""
        here = bisect_right(self._starts, offset) - 1
        if here < 0 or self.in_code(offset):
            return None
        bounds, sentences = self._block(here)
        if not sentences:
            return None
        return sentences[max(bisect_right(bounds, offset) - 1, 0)]

    def __iter__(self) -> Iterator[Sentence]:
        for here in range(len(self._starts)):
            yield from self._block(here)[1]

    def following(self, sentence: Sentence, limit: int) -> Iterator[Sentence]:
        """The sentences after one, in its section."""
        here = bisect_right(self._starts, sentence.start)
        count = 0
        for one in range(here, len(self._starts)):
            for after in self._block(one)[1]:
                if after.section is not sentence.section and sentence.kind != "heading":
                    return
                if after.kind == "heading" or count >= limit:
                    return
                count += 1
                yield after

    def _block(self, here: int) -> tuple[list[int], list[Sentence]]:
        known = self._sentences.get(here)
        if known is None:
            known = self._sentences[here] = self._cut(here)
        return known

    def _cut(self, here: int) -> tuple[list[int], list[Sentence]]:
        raw = self.raw
        start = self._starts[here]
        while start < len(raw) and raw[start] in "\r\n":
            start += 1
        end = self._starts[here + 1] if here + 1 < len(self._starts) else len(raw)
        if self.in_code(start):
            return [], []
        spans = bisect_right(self._span_starts, start)
        if spans < len(self._spans):
            end = min(end, self._spans[spans].start)
        while end > start and raw[end - 1] in " \t\r\n\u3000":
            end -= 1
        if end <= start:
            return [], []
        row = self._rows.get(self._starts[here])
        if row is not None:
            one = Sentence(self, row.begin, row.until, "table", self.card.body.section_at(start), row=row)
            return [row.begin], [one]
        kind, found = pieces(raw[start:end])
        if not found:
            return [], []
        if self._starts[here] in self._open_rows:
            kind, found = "table", ((0, end - start),)
        section = self.card.body.section_at(start)
        sentences = [Sentence(self, start + a, start + b, kind, section) for a, b in found]
        return [one.start for one in sentences], sentences


def _is_rule(line: str) -> bool:
    """Whether a line is what stands below the heading of a table: `--- | ---`."""
    return "|" in line and not line.strip(" \t\r\n|:-")


def _opens(raw: str, start: int, head: str, before: str) -> bool:
    """Whether a line that follows text opens a block of its own."""
    if head in "|#<":
        return True
    if head == ">":  # the lines of a quotation belong together
        return before != ">"
    at = raw.index(head, start)  # only blanks stand before it
    if head in _BULLETS and raw[at + 1 : at + 2] in _AFTER_A_BULLET:
        marker = MARKER.match(raw, start)
        if marker and marker.end() > start and raw[marker.end() - 1] in " \t" and raw[start : marker.end()].strip():
            return True
    may_label = raw.startswith(head * 2, at) if head in "*_" else head.isupper() and ":" in raw[at : at + _LABEL]
    return may_label and _LABELLED.match(raw, start) is not None
