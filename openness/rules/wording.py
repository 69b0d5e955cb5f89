"""Words that several rules share: whether the prose speaks of something at all, and how a licence is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.card import Place
from openness.licenses import License
from openness.naming.appended import appended_from
from openness.rules.rule import Subject

_SPOKEN_OF = pattern(
    r"\b(?:trained|tuned|finetuned|learn(?:ed|t)) (?:\w+ ){0,3}?(?:on|over|from)\b|\btraining (?:data|sets?|corpus|corpora|images?|samples|examples)\b"
    r"|(?P<name>)\bdata ?sets?\b(?P<version>)|\bcorp(?:us|ora)\b|\bdata\b|\b\d+ ?k (?P<counted>)"
    r"|\d ?(?:gb?|tb) of\b|(?:\d ?[bt]|billion|trillion) (?:\w+ )?tokens\b|\d ?[kmbt]?\+? (?:\w+ ){0,2}(?:images|sentences|hours|samples|examples|conversations|tweets|pairs)\b"
    r"|\btrain(?:ed|ing)? (?:with|using|by using) (?P<tool>)"
    r"|huggingface\.co/datasets/|kaggle\.com|训练数据|数据集|语料|学習データ|データセット|학습 데이터|데이터셋",
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
    return prose_holds(subject, _SPOKEN_OF, unless=_NOT_FILLED_IN)


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


def declaration(text: License) -> str:
    """How the front matter declares a licence in a way that the Hub takes."""
    return f"`{text.hub_ids[0]}`" if text.hub_ids else f"`other` with `license_name: {text.id}`"
