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
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import ahocorasick_rs

from openness._pattern import fast_pattern
from openness.card import ModelCard
from openness.extract import _scope
from openness.extract._sentences import Sentence, Text

_INDEX = Path(__file__).with_name("vocabulary") / "index.json"
_LINE_ENDS = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\u00a0": " "})

_DIGIT = re.compile(r"\d|illion")

Refusal = Literal["negation", "future", "comparison", "many", "question"]


@lru_cache(maxsize=8192)
def _found(expression: str, path: str) -> bool:
    """Whether headings hold an expression; most sentences of a card share both with others."""
    return fast_pattern(expression, re.IGNORECASE).search(path) is not None


class Pattern:
    """One way to say one thing."""

    __slots__ = (
        "__dict__",
        "about",
        "anchors",
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
        self.each: bool = entry.get("each", False)
        """Whether every match in a sentence counts, not only the first."""
        self.kinds: frozenset[str] | None = frozenset(entry["kinds"]) if "kinds" in entry else None
        self.sections: str | None = entry.get("sections")
        self.not_sections: str | None = entry.get("not_sections")
        self.refuse: frozenset[str] = frozenset(entry.get("refuse", ("negation",)))
        self.about: frozenset[str] = frozenset(entry.get("about", ("this",)))
        """About whom the sentence may be (`_scope.About`)."""
        self.confidence: str = entry.get("confidence", "likely")
        self.needs: tuple[tuple[str, ...], ...] = tuple(tuple(group) for group in entry.get("needs", ()))
        self.digits: bool = entry.get("digits", False)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression; case is ignored unless it begins with `(?-i:`."""
        return fast_pattern(self.source, re.IGNORECASE)

    def may_speak(self, lowered: str) -> bool:
        """Whether a sentence, in lower case and with its markup, holds what the expression cannot do without."""
        for group in self.needs:
            for word in group:
                if word in lowered:
                    break
            else:
                return False
        return not self.digits or _DIGIT.search(lowered) is not None

    def hits(self, sentence: Sentence) -> list[Hit]:
        """Where it speaks in a sentence."""
        if self.kinds is not None and sentence.kind not in self.kinds:
            return []
        if self.sections and not _found(self.sections, sentence.path):
            return []
        if self.not_sections and _found(self.not_sections, sentence.path):
            return []
        text = sentence.text
        if self.each:
            matches = list(self.regex.finditer(text))
        else:
            match = self.regex.search(text)
            matches = [match] if match else []
        return [Hit(self, sentence, match) for match in matches if self._stands(sentence, match)]

    def _stands(self, sentence: Sentence, match: re.Match[str]) -> bool:
        start, end = match.span()
        text, refuse, signs = sentence.text, self.refuse, sentence.signs
        if "negation" in refuse and signs.negation and _scope.negated(text, start, end):
            return False
        if "future" in refuse and signs.future and _scope.future(text, start, end):
            return False
        if "comparison" in refuse and signs.comparison and _scope.compared(text, start):
            return False
        if "many" in refuse and signs.many and _scope.among_many(text, start):
            return False
        if "question" in refuse and text.rstrip().endswith(("?", "？")):
            return False
        return "any" in self.about or _scope.about(sentence, start) in self.about


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern that speaks in a sentence."""

    pattern: Pattern
    sentence: Sentence
    match: re.Match[str]

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
    def start(self) -> int:
        """Offset of the match in the file."""
        return self.sentence.clean.origin(self.match.start())

    @property
    def span(self) -> tuple[int, int]:
        """The stretch of the file that was matched."""
        return self.sentence.clean.span(*self.match.span())

    def about(self) -> _scope.About:
        """About whom it speaks."""
        return _scope.about(self.sentence, self.match.start())


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
        body = text.card.body.start
        lowered = lower(text.raw[body:])
        if self._automaton is None or not lowered:
            return found
        tried: set[tuple[int, int]] = set()
        patterns, by_anchor, at = self.patterns, self._by_anchor, text.at
        order: list[Hit] = []
        sentence: Sentence | None = None
        words = ""
        until = -1  # where the sentence at hand ends; anchors come in the order of the text
        for number, start, _ in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            if not (sentence is not None and sentence.start <= body + start < until):
                sentence = at(body + start)
                if sentence is None:
                    continue
                until = sentence.end
                words = lowered[sentence.start - body : until - body]
            for one in by_anchor[number]:
                key = (one, sentence.start)
                if key in tried:
                    continue
                tried.add(key)
                pattern = patterns[one]
                if (pattern.needs or pattern.digits) and not pattern.may_speak(words):
                    continue
                order.extend(pattern.hits(sentence))
        order.sort(key=lambda hit: hit.start)
        for hit in order:
            found[hit.pattern.field].append(hit)
        return found


def lower(text: str) -> str:
    """The text in lower case with line ends as blanks, every character at its old place."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters (İ) grow when lowered
        lowered = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    return (
        lowered.translate(_LINE_ENDS)
        if "\r" in lowered or "\t" in lowered or "\u00a0" in lowered
        else lowered.replace("\n", " ")
    )


@cache
def _index() -> dict[str, Any]:
    return json.loads(_INDEX.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the package, loaded on first use."""
    return Vocabulary(_index()["patterns"])


def table(name: str) -> list[dict[str, Any]]:
    """The rows of a `[[table.NAME]]` of the data files: facts that readers look up and no pattern can hold."""
    return _index()["tables"].get(name, [])  # type: ignore[no-any-return]


def read(card: ModelCard, text: Text | None = None) -> dict[str, list[Hit]]:
    """All hits of the vocabulary in a card, by field."""
    return vocabulary().read(text or Text(card))
