"""Words that several rules share: whether the prose speaks of something at all, and how a licence is declared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from openness._pattern import pattern, simple
from openness.card import Place
from openness.licenses import License
from openness.naming.appended import appended_from
from openness.release import Evidence
from openness.rules.rule import Subject

_SPOKEN_OF = pattern(
    r"\b(?:trained|tuned|finetuned|learn(?:ed|t)) (?:\w+ ){0,3}?(?:on|over|from)\b|\btraining (?:data|sets?|corpus|corpora|images?|samples|examples)\b"
    r"|(?P<name>)\bdata ?sets?\b(?P<version>)|\bcorp(?:us|ora)\b|\bdata\b|\b\d+ ?k (?P<counted>)"
    r"|\d ?(?:gb?|tb) of\b|(?:\d ?[bt]|billion|trillion) (?:\w+ )?tokens\b|\d ?[kmbt]?\+? (?:\w+ ){0,2}(?:images|sentences|hours|samples|examples|conversations|tweets|pairs)\b"
    r"|\btrain(?:ed|ing)? (?:with|using|by using) (?P<tool>)"
    r"|huggingface\.co/datasets/|kaggle\.com|训练数据|数据|语料|学習データ|データセット|학습 데이터|데이터셋"
    r"|\btraining det(?:ai|ia)ls\b|\b(?:clips|images|recordings|songs|texts|pictures|screenshots|lines|photos) (?:taken|collected|gathered|scraped) (?:from|by)\b",
    re.IGNORECASE,
    not_before={"name": "unknown |none "},
    not_after={
        "version": r"[ =:]*v?\d",
        "counted": r"context|tokens?\b|resolution|window|seq|steps",
        "tool": r"\[?(?:unsloth|trl|autotrain|axolotl|a(?: \w+)? gpu)",
    },
)
"""Words by which a card speaks of its data, though no name or description of it could be read."""
_NOT_FILLED_IN = pattern(
    r"[^\w\n]*(?:\n\W*)?(?:more information (?:is )?needed|n/?a\b|tbd\b|unknown\b|needs? more)", re.IGNORECASE
)


def speaks_of_data(subject: Subject) -> bool:
    """Whether the prose speaks of training data, also in words that no fact could be read from."""
    return prose_holds(subject, _SPOKEN_OF, unless=_NOT_FILLED_IN) or _runs_on(subject, _SPOKEN_OF)


def prose_holds(subject: Subject, words: str | re.Pattern[str], *, unless: re.Pattern[str] | None = None) -> bool:
    """Whether the prose, code left out, holds words; `unless` others follow them."""
    return next(_found(subject, words, unless=unless), None) is not None


def place_in_prose(subject: Subject, words: str, *, unless_line: re.Pattern[str] | None = None) -> Place | None:
    """
    Where the card's own prose, code and what is appended of another card left out, first holds words; None where it does not.

    `unless_line` are words of its line, or a mark of quotation at the line's head, by which the place does not count.
    """
    body = subject.card.body
    end = appended_from(subject.card)
    for match in _found(subject, words):
        start = body.start + match.start()
        place = body.place(start, body.start + match.end())
        line = subject.card.lines.line_text(place.line)
        if start < end and not (
            unless_line is not None and (line.lstrip().startswith(">") or unless_line.search(line))
        ):
            return place
    return None


def _found(
    subject: Subject, words: str | re.Pattern[str], *, unless: re.Pattern[str] | None = None
) -> Iterator[re.Match[str]]:
    body = subject.card.body
    text = body.text[body.start :]
    expression = pattern(words, re.IGNORECASE) if isinstance(words, str) else words
    for match in expression.finditer(text):
        follows = unless is not None and unless.match(text, match.end())
        if not follows and not body.in_code(body.start + match.start()):
            yield match


def _runs_on(subject: Subject, words: re.Pattern[str]) -> bool:
    """Whether a code block that nobody closed holds words below a heading: the prose goes on in it."""
    body = subject.card.body
    if not body.spans or body.spans[-1].end < len(body.text.rstrip()):
        return False
    text = body.text[body.spans[-1].start :]
    heading = _HEADING.search(text)
    return heading is not None and words.search(text[heading.end() :]) is not None


_HEADING = pattern(r"\n#{2,4} [A-Z][^\n]*\n")


def cells(line: str) -> int:
    """How many cells a line of a table has; 0 where it is none. A row of many speaks of one among several models."""
    if _HTML_CELL.search(line):
        return 3
    return (
        max(line.count("|") - line.count("\\|") - (1 if line.lstrip().startswith("|") else -1), 0) if "|" in line else 0
    )


_HTML_CELL = pattern(r"^\s*<t[hdr][\s>]", re.IGNORECASE)


def heading_of(subject: Subject, evidence: Evidence) -> str:
    """The title of the section in which an evidence stands; empty above the first heading."""
    body, line = subject.card.body, evidence.line or 1
    above = [section.title for section in body.sections if body.place(section.start, section.start).line <= line]
    return above[-1] if above else ""


def sentence_of(subject: Subject, evidence: Evidence) -> str:
    """The sentence around an evidence in its line."""
    line = subject.card.lines.line_text(evidence.line or 1)
    begin = (evidence.column or 1) - 1
    end = line.find(". ", begin)
    start = max(
        (match.end() for match in _SENTENCE.finditer(line, 0, begin) if match.end() - match.start() > 1), default=0
    )
    return line[start : end if end >= 0 else len(line)]


_SENTENCE = simple(r"[.!?。！] *")


def declaration(text: License, *, key: str = "") -> str:
    """How the front matter declares a licence in a way that the Hub takes; `key` stands before the value (`license: `)."""
    if text.hub_ids:
        return f"`{key}{text.hub_ids[0]}`"
    link = _named(text).get("link", text.url)
    return f"`{key}other` with `license_name: {licensors_name(text)}`" + (
        f" and `license_link: {link}`" if link else ""
    )


def licensors_name(text: License) -> str:
    """The `license_name` that the licensor's own cards give a licence; its id where they are not known to write another."""
    return str(_named(text).get("name", text.id))


def _named(text: License) -> dict[str, Any]:
    """The entry of a licence in the table of names; empty where it has none."""
    return next((entry for entry in _names() if any(fnmatchcase(text.id, one) for one in entry["licenses"])), {})


@cache
def _names() -> tuple[dict[str, Any], ...]:
    path = Path(__file__).with_name("tables") / "license_names.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["name"])


FORM = pattern(
    r"[-‑](?:like|style)\b|\W*(?:\w+\W+)?(?:formats?|style|template|prompt|methods?|technique|approach)\b",
    re.IGNORECASE,
)
"""Words after a name of a dataset (`in the Alpaca format`) by which a form is meant, and no data."""


def names_form(subject: Subject, evidence: Evidence) -> bool:
    """Whether the words after an evidence of the prose say that a form is meant."""
    line = subject.card.lines.line_text(evidence.line or 1)
    return (
        evidence.source == "prose"
        and FORM.match(line, (evidence.column or 1) - 1 + len(evidence.quote or "")) is not None
    )
