"""A record in the making: facts are put in with their evidence, and the frozen record comes out at the end."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import cached_property
from typing import Any

from openness._trusted import build
from openness.card import ModelCard
from openness.extract import quoting
from openness.naming.appended import appended_from
from openness.naming.own_words import hide_own_words
from openness.phrases.matcher import Hit, vocabulary
from openness.prose.markup import Clean
from openness.prose.sentences import Sentence, Text
from openness.release import QUOTE_LIMIT, SCHEMA_VERSION, ModelRelease

_AROUND = frozenset(" \t\r\n\"',[]{}:") | {""}
"""What stands around a value of a list."""

Evidence = dict[str, Any]
"""An evidence in the making; the record validates it."""


class Draft:
    """Collects facts by section; the first evidence of a field sets its value, later ones may support it."""

    def __init__(self, card: ModelCard, *, asked: frozenset[str] | None = None) -> None:
        """Start an empty record for a card; `asked` are the fields whose phrases will be asked for (None: any)."""
        self.card = card
        self._asked = asked
        self.cache: dict[str, Any] = {}
        """What readers worked out once and need again."""
        self._scalars: dict[str, dict[str, Any]] = defaultdict(dict)
        self._evidence: dict[str, dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
        self._items: dict[str, list[dict[str, Any]]] = defaultdict(list)

    # --- the prose ----------------------------------------------------------------------------------------------

    @cached_property
    def text(self) -> Text:
        """The body, cut into sentences when they are asked for."""
        return Text(self.card, find_appended=appended_from, hide=hide_own_words(self.card))

    @cached_property
    def _hits(self) -> dict[str, list[Hit]]:
        return vocabulary(self._asked).read(self.text)

    def hits(self, field: str) -> list[Hit]:
        """What the vocabulary found for a field, in the order of the text."""
        return self._hits.get(field, [])

    # --- evidence -----------------------------------------------------------------------------------------------

    def at_key(self, *path: str | int) -> Evidence:
        """Evidence for a value of the front matter."""
        card = self.card
        offset = self._item(path)
        if offset < 0:
            span = card.front_matter.span(*path)
            offset = span[0] if span else card.front_matter.start
        line, _ = card.lines.position(offset)
        text = card.lines.line_text(line)
        stripped = text.strip()
        return {
            "source": "front-matter",
            "path": card.path,
            "line": line,
            "column": len(text) - len(text.lstrip()) + 1,
            "quote": stripped[:QUOTE_LIMIT],
            "confidence": "certain",
        }

    def _item(self, path: tuple[str | int, ...]) -> int:
        """Offset of an item of a list, found by its words: composing the YAML to learn it costs a hundred times more."""
        matter = self.card.front_matter
        if len(path) < 2 or path[0] not in matter.values:
            return -1
        value: Any = matter.values
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return -1
        if not isinstance(value, str) or not value:
            return -1
        start = self.card.lines.starts[matter.key_place(str(path[0])).line - 1] + len(str(path[0]))
        while (at := self.card.text.find(value, start, matter.end)) >= 0:
            before, after = self.card.text[at - 1 : at], self.card.text[at + len(value) : at + len(value) + 1]
            if before in _AROUND and after in _AROUND:
                return at
            start = at + 1
        return -1

    def at_item(self, key: str, words: str, after: int = 0) -> tuple[Evidence, int]:
        """
        Evidence for words within the value of a front matter key, and the offset behind them.

        Finding them by text is a hundred times cheaper than composing the YAML again to learn its positions. Words
        that are written otherwise (`0.50` for 0.5) are shown by the place reached before.
        """
        card = self.card
        start = after or card.lines.starts[card.front_matter.key_place(key).line - 1]
        offset = card.text.find(words, start, card.front_matter.end)
        end = offset + len(words)
        if offset < 0:
            offset = end = start
        line, column = card.lines.position(min(offset, max(card.front_matter.end - 1, 0)))
        text = card.lines.line_text(line)
        quote = text.strip()
        if len(quote) <= QUOTE_LIMIT:
            column = len(text) - len(text.lstrip()) + 1
        else:
            quote = text[column - 1 :].rstrip()[:QUOTE_LIMIT]
        evidence: Evidence = {
            "source": "front-matter",
            "path": card.path,
            "line": line,
            "column": column,
            "quote": quote,
            "confidence": "certain",
        }
        return evidence, end

    def at_text(self, start: int, end: int, *, confidence: str = "likely") -> Evidence:
        """Evidence for a stretch of the prose; the quote is its first line or the one that holds most of it, at most 160 characters."""
        card = self.card
        begin, quote = _telling(card.text[start : start + min(max(end - start, 1), QUOTE_LIMIT)])
        line, column = card.lines.position(start + begin)
        return {
            "source": "prose",
            "path": card.path,
            "line": line,
            "column": column,
            "quote": quote,
            "confidence": confidence,
        }

    def at_name(
        self, clean: Clean, start: int, end: int, *, name: tuple[int, int] | None = None, confidence: str = "likely"
    ) -> Evidence:
        """
        Evidence for words that name something, by offsets of the clean text; `name`: where the name stands, if not at their end.

        The quote holds the name, and the address of the link in which it stands.
        """
        text = self.card.text
        begin, stop = clean.span(start, end)
        plain = clean.span(*(name or (start, end)))
        first, last = quoting.linked(text, *plain)
        words = text[slice(*plain)]
        long = last - min(begin, first) > QUOTE_LIMIT >= plain[1] - begin
        if long and "/" in words and words in text[plain[1] : last]:
            first, last = plain  # the address says the same id once more, and would push out what is said of it
            stop = min(stop, last)
        begin, stop = quoting.around(text, (min(begin, first), max(stop, last)), (first, last), QUOTE_LIMIT)
        return self.at_text(begin, stop, confidence=confidence)

    def at_hit(self, hit: Hit, *values: str) -> Evidence:
        """
        Evidence for what a pattern found: the stretch it matched; of an HTML row, the last cell that it reached.

        `values`: the groups of which one holds the value. A quote that would end before it is placed around it.
        """
        start, end = hit.span
        if hit.sentence.row is not None:
            start = max(start, *(begin for begin, _ in hit.sentence.row.columns if begin < end))
        evidence = self.at_text(start, end, confidence=hit.pattern.confidence)
        held = next((hit.match.span(name) for name in values if hit.group(name)), None)
        if held is not None:
            clean = hit.sentence.clean
            first, last = clean.span(*held)
            words = self.card.text[first:last].strip()
            if words not in evidence["quote"]:
                other = self.at_name(clean, hit.match.start(), held[1], name=held, confidence=hit.pattern.confidence)
                return other if words in other["quote"] else evidence  # one that is wrapped stands in no line
        return evidence

    def at_cell(self, row: Sentence, number: int) -> Evidence:
        """Evidence for a cell of a row; in Markdown the row, which is one line."""
        if row.row is None:
            return self.at_sentence(row)
        return self.at_text(*row.row.columns[number])

    def at_sentence(self, sentence: Sentence, *, confidence: str = "likely") -> Evidence:
        """Evidence for a whole sentence."""
        return self.at_text(sentence.start, sentence.end, confidence=confidence)

    def at_hub(self, quote: str) -> Evidence:
        """Evidence for what the Hub's API says of the repository (or a folder listing)."""
        repo = self.card.repo
        retrieved: datetime | None = repo.retrieved if repo else None
        hub = repo is not None and repo.source == "hub-api"
        return {
            "source": "hub-api" if hub else "repo-file",
            "path": repo.id if repo and repo.id else None,
            "quote": quote[:QUOTE_LIMIT],
            "confidence": "certain",
            "retrieved": retrieved,
        }

    # --- facts --------------------------------------------------------------------------------------------------

    def put(self, section: str, field: str, value: Any, *evidence: Evidence, replace: bool = False) -> None:
        """State a scalar; the first statement stands unless `replace`. Its evidence joins the field's."""
        scalars = self._scalars[section]
        if field in scalars and not replace:
            if scalars[field] == value:
                self._evidence[section][field].extend(evidence)
            return
        scalars[field] = value
        self._evidence[section][field] = list(evidence)

    def has(self, section: str, field: str) -> bool:
        """Whether a scalar is stated already."""
        return field in self._scalars[section]

    def value(self, section: str, field: str) -> Any:
        """The stated value of a scalar, or None."""
        return self._scalars[section].get(field)

    def evidence(self, section: str, field: str) -> list[Evidence]:
        """What shows a scalar; empty where it is not stated."""
        return self._evidence[section].get(field, [])

    def drop(self, section: str, field: str) -> None:
        """Take a statement back."""
        self._scalars[section].pop(field, None)
        self._evidence[section].pop(field, None)

    def add(self, where: str, item: dict[str, Any], *evidence: Evidence) -> None:
        """Add an item to a list such as `data.datasets` or `claims`."""
        self._items[where].append({**item, "evidence": list(evidence)})

    def items(self, where: str) -> list[dict[str, Any]]:
        """The items of a list so far; they may be changed in place."""
        return self._items[where]

    def release(self) -> ModelRelease:
        """The frozen record; raises if a fact stands without evidence."""
        record: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
        for section, scalars in self._scalars.items():
            if scalars:
                record[section] = {**scalars, "evidence": dict(self._evidence[section])}
        for where, items in self._items.items():
            if not items:
                continue
            first, _, rest = where.partition(".")
            if rest:
                record.setdefault(first, {})[rest] = items
            else:
                record[first] = items
        return build(ModelRelease, record)


def _telling(stretch: str) -> tuple[int, str]:
    """
    The line of a stretch that tells what it tells, and where it begins in the stretch.

    Prose is wrapped anywhere: of `State` and `Library open sources a model` the second shows the fact.
    """
    lines: list[tuple[int, str]] = []
    begin = 0
    for line in stretch.replace("\r", "\n").split("\n"):
        words = line.strip()
        lines.append((begin + len(line) - len(line.lstrip()) if words else begin, words))
        begin += len(line) + 1
    first, longest = lines[0], max(lines, key=lambda one: len(one[1]))
    return longest if len(longest[1]) > 2 * len(first[1]) else first
