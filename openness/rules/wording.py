"""Whether the prose of a card speaks of something at all, also in words that no fact could be read from."""

from __future__ import annotations

import re

from openness._pattern import fast_pattern, pattern
from openness.rules.rule import Subject

_SPOKEN_OF = (
    r"\b(?:trained|tuned|finetuned) (?:\w+ ){0,2}?(?:on|over)\b|\btraining (?:data(?: ?sets?)?|sets?|corpus|corpora|images)\b"
    r"|\bdata used\b|\bdata ?sets? (?:used|composition|was|were)\b|\b(?:used|our) data ?sets?\b"
    r"|\*\*sources\*\* \| (?!n/a)|\d ?(?:gb?|tb) (?:of )?(?:[\w()-]+ ){0,2}(?:data|text)\b|\bon (?:the |an? )?(?:[\w.*-]+ ){1,3}data ?sets?\b"
    r"|\b(?:on|used) (?:the |an? )?\[[^\]\n]{0,200}\]\([^)\n]{0,300}\)[\s*]{0,4}(?:data ?sets?|corpus)\b"
    r"|训练数据|学習データ|학습 데이터"
)
"""Words by which a card speaks of its data, though no name or description of it could be read."""
_NOT_FILLED_IN = pattern(r"\W*(?:more information needed|n/?a\b|tbd\b|unknown\b|needs? more)", re.IGNORECASE)


def speaks_of_data(subject: Subject) -> bool:
    """Whether the prose speaks of training data, also in words that no fact could be read from."""
    return prose_holds(subject, _SPOKEN_OF, unless=_NOT_FILLED_IN)


def prose_holds(subject: Subject, words: str, *, unless: re.Pattern[str] | None = None) -> bool:
    """Whether the prose, code left out, holds words; `unless` others follow them."""
    body = subject.card.body
    start = body.start
    return any(
        not body.in_code(start + match.start())
        and not (unless is not None and unless.match(body.text, start + match.end()))
        for match in fast_pattern(words, re.IGNORECASE).finditer(body.text[start:])
    )
