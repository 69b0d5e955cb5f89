"""
The phrases that state something, as data: `vocabulary/*.toml`, compiled into `vocabulary/index.json`.

One pass of an Aho-Corasick automaton over the lower-cased body finds the anchors; a pattern's expression runs only on
sentences that hold one of its anchors, and is compiled when that first happens. How a pattern is written:
`vocabulary/README.md`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

import ahocorasick_rs

from openness import _limits
from openness._pattern import Conditions, simple
from openness._pattern import pattern as expression_of
from openness._value import dataclass
from openness.prose import scope
from openness.prose.sentences import Sentence, Text

_INDEX = Path(__file__).with_name("index.json")
_BLANKS = ("\n", "\r", "\t", "\u00a0")

_DIGIT = simple(r"\d|illion")

_Match = tuple[re.Match[str], int]
"""A match in a sentence's words, and its place in the file from the sentence's beginning."""

Refusal = Literal["negation", "future", "comparison", "many", "question"]


@lru_cache(maxsize=8192)
def _path_holds(expression: str, path: str) -> bool:
    """
    Whether headings hold an expression; most sentences of a card share both with others.

    What it finds in a group whose name begins with `but` does not count.
    """
    if "(?P<but" not in expression:
        return _headings(expression).search(path) is not None
    return any(
        not any(words is not None for name, words in match.groupdict().items() if name.startswith("but"))
        for match in _headings(expression).finditer(path)
    )


@cache
def _headings(expression: str) -> re.Pattern[str]:
    return expression_of(expression, re.IGNORECASE)


class Pattern:
    """One way to say one thing."""

    __slots__ = (
        "__dict__",
        "about",
        "anchors",
        "conditions",
        "confidence",
        "digits",
        "each",
        "field",
        "id",
        "kinds",
        "needs",
        "not_sections",
        "refuse",
        "sections",
        "source",
        "value",
    )

    def __init__(self, entry: dict[str, Any]) -> None:
        """Take an entry of the index; expressions stay uncompiled."""
        self.id: str = entry["id"]
        self.field: str = entry["field"]
        """What it states, by its path in the record, or a reader's own word."""
        self.value: str | None = entry.get("value")
        self.anchors: tuple[str, ...] = tuple(entry["anchors"])
        self.source: str = entry["regex"]
        self.conditions: dict[str, Any] = {kind: entry[kind] for kind in Conditions.KINDS if kind in entry}
        """What must or must not stand around a match, or around or in a group of it."""
        self.each: bool = entry.get("each", False)
        """Whether every match in a sentence counts, not only the first."""
        self.kinds: frozenset[str] | None = frozenset(entry["kinds"]) if "kinds" in entry else None
        self.sections: str | None = entry.get("sections")
        self.not_sections: str | None = entry.get("not_sections")
        self.refuse: frozenset[str] = frozenset(entry.get("refuse", ("negation",)))
        self.about: frozenset[str] = frozenset(entry.get("about", ("this",)))
        """About whom the sentence may be (`scope.About`)."""
        self.confidence: str = entry.get("confidence", "likely")
        self.needs: tuple[tuple[str, ...], ...] = tuple(tuple(group) for group in entry.get("needs", ()))
        self.digits: bool = entry.get("digits", False)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression; case is ignored unless it begins with `(?-i:`."""
        return expression_of(self.source, re.IGNORECASE, **self.conditions)

    def may_speak(self, lowered: str) -> bool:
        """Whether a sentence, in lower case and with its markup, holds what the expression cannot do without."""
        for group in self.needs:
            for word in group:
                if word in lowered:
                    break
            else:
                return False
        return not self.digits or _DIGIT.search(lowered) is not None

    def may_stand(self, path: str) -> bool:
        """Whether it may speak below these headings."""
        if self.sections and not _path_holds(self.sections, path):
            return False
        return not (self.not_sections and _path_holds(self.not_sections, path))

    def matches(self, sentence: Sentence) -> list[_Match]:
        """Where it speaks in a sentence, whatever the headings."""
        text = sentence.searched
        found: Iterable[re.Match[str] | None] = self.regex.finditer(text) if self.each else [self.regex.search(text)]
        matches: list[_Match] = []
        for match in found:
            if match is not None:
                start, end = match.span()
                if self._stands(sentence, start, end):
                    matches.append((match, sentence.clean.origin(start) - sentence.start))
        return matches

    def _stands(self, sentence: Sentence, start: int, end: int) -> bool:
        text, refuse, signs = sentence.searched, self.refuse, sentence.signs
        if "negation" in refuse:
            if signs.negation and scope.negated(text, start, end):
                return False
            if text[max(start - 4, 0) : start].lower() == "non-":
                return False  # `a non-finetuned version of Heron`
        if "future" in refuse and signs.future and scope.future(text, start, end):
            return False
        if "comparison" in refuse and signs.comparison and scope.compared(text, start):
            return False
        if "many" in refuse and signs.many and scope.among_many(text, start):
            return False
        if "question" in refuse and text.rstrip().endswith(("?", "？")):
            return False
        return "any" in self.about or sentence.about(start) in self.about


@dataclass(slots=True, unsafe_hash=True)  # a frozen one takes three times as long to make, and there are many
class Hit:
    """A pattern that speaks in a sentence."""

    pattern: Pattern
    sentence: Sentence
    match: re.Match[str]
    start: int
    """Offset of the match in the file."""

    @property
    def value(self) -> str | None:
        """What it states, where the pattern itself says so."""
        return self.pattern.value

    def group(self, name: str) -> str:
        """A named part of the match, trimmed; empty where it is absent."""
        if name not in self.match.re.groupindex:
            return ""
        return (self.match[name] or "").strip()

    @property
    def span(self) -> tuple[int, int]:
        """The stretch of the file that was matched, without what a group `beyond` holds."""
        start, end = self.match.span()
        if "beyond" in self.match.re.groupindex and self.match.start("beyond") >= 0:
            end = self.match.start("beyond")
        return self.sentence.clean.span(start, end)

    def about(self) -> scope.About:
        """About whom it speaks."""
        return self.sentence.about(self.match.start())


class Vocabulary:
    """All patterns and the automaton over their anchors."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        """Build the automaton; nothing else is compiled."""
        self.patterns = tuple(Pattern(entry) for entry in entries)
        by_anchor: dict[str, list[int]] = defaultdict(list)
        for number, pattern in enumerate(self.patterns):
            for anchor in pattern.anchors:
                by_anchor[anchor].append(number)
        self._by_anchor = tuple(tuple(numbers) for numbers in by_anchor.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_anchor), store_patterns=False) if by_anchor else None

    def read(self, text: Text) -> dict[str, list[Hit]]:
        """All hits in a body by field, in the order of the text."""
        found: dict[str, list[Hit]] = defaultdict(list)
        order = [hit for sentence, anchors in self._heard(text)[0] for hit in self._hits(sentence, anchors)]
        order.sort(key=attrgetter("start"))
        for hit in order:
            found[hit.pattern.field].append(hit)
        return found

    def unread(self, text: Text) -> Sentence | None:
        """The first sentence that may say something and is not read, as the card holds too many."""
        return self._heard(text)[1]

    def _heard(self, text: Text) -> tuple[list[tuple[Sentence, list[int]]], Sentence | None]:
        """The sentences to read, with their anchors' numbers, and the first that is one too many."""
        heard: list[tuple[Sentence, list[int]]] = []
        body = text.card.body.start
        said: dict[str, int] = defaultdict(int)
        for sentence, anchors in self._spoken(text, lower(text.raw[body:]), body):
            words = text.raw[sentence.start : sentence.end]
            said[words] += 1
            if said[words] > _limits.REPEATED:
                continue
            if len(heard) >= _limits.SENTENCES and sentence.start - body > _limits.WHOLE:
                return heard, sentence
            heard.append((sentence, anchors))
        return heard, None

    def _spoken(self, text: Text, lowered: str, body: int) -> Iterable[tuple[Sentence, list[int]]]:
        """The sentences that hold anchors, with the anchors' numbers."""
        if self._automaton is None or not lowered:
            return ()
        by_start: dict[int, tuple[Sentence, list[int]]] = {}
        anchors: list[int] = []
        low = high = -1  # the stretch at hand; anchors come nearly in the order of the text
        for number, start, _ in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            if low <= start < high:
                anchors.append(number)
                continue
            sentence = text.at(body + start)
            if sentence is None:  # in code: whatever else stands there goes the same way
                anchors, low, high = [], start, max(text.code_end(body + start) - body, start + 1)
                continue
            low, high = sentence.start - body, sentence.end - body
            known = by_start.get(low)
            if known is None:
                known = by_start[low] = (sentence, [])
            anchors = known[1]
            anchors.append(number)
        return by_start.values()

    def _hits(self, sentence: Sentence, anchors: list[int]) -> Iterator[Hit]:
        """What the patterns whose anchors a sentence holds say in it."""
        start, path = sentence.start, sentence.path
        words = lower(sentence.text_of.raw[start : sentence.end])
        numbers = dict.fromkeys(chain.from_iterable([self._by_anchor[anchor] for anchor in dict.fromkeys(anchors)]))
        for pattern in [self.patterns[number] for number in numbers]:
            if pattern.kinds is not None and sentence.kind not in pattern.kinds:
                continue
            if not pattern.may_speak(words):
                continue
            if (pattern.sections or pattern.not_sections) and not pattern.may_stand(path):
                continue
            for match, offset in islice(pattern.matches(sentence), _limits.SAID_AGAIN):
                yield Hit(pattern, sentence, match, start + offset)


def lower(text: str) -> str:
    """The text in lower case with line ends as blanks, every character at its old place."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters (İ) grow when lowered
        lowered = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    for blank in _BLANKS:  # four passes, each a tenth of what `translate` takes
        lowered = lowered.replace(blank, " ")
    return lowered


@cache
def _index() -> dict[str, Any]:
    return json.loads(_INDEX.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def vocabulary(asked: frozenset[str] | None = None) -> Vocabulary:
    """The vocabulary of the package, loaded on first use; with `asked` only the patterns that state these fields."""
    patterns = _index()["patterns"]
    return Vocabulary([entry for entry in patterns if asked is None or entry["field"] in asked])


def stated_fields() -> frozenset[str]:
    """Every field that some pattern states."""
    return frozenset(entry["field"] for entry in _index()["patterns"])


def table(name: str) -> list[dict[str, Any]]:
    """The rows of a `[[table.NAME]]` of the data files: facts that readers look up and no pattern can hold."""
    return _index()["tables"].get(name, [])  # type: ignore[no-any-return]
