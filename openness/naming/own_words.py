"""Words of the trade inside a model's own name (`Heron-Code`, `Data_Heron`): part of a name, and no statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from openness._pattern import pattern, simple
from openness.card import ModelCard
from openness.prose import title

_TRADE = simple(
    r"(?:code|source|data|dataset|prompt|risk|bias|safety|limit|licen[cs]e|merged?|base|paper|eval|test|train|open|weights?"
    r"|model|research|use|adapter|filter|clean|synthetic|release)s?",
    re.IGNORECASE,
)
_PART = simple(r"[^-_./\s]+")
_CHUNK = pattern(r"\S*[^\W_][-_]\S+")
_LONGEST = 5
"""Words of a title beyond which it is a sentence and not a name."""


def _names(card: ModelCard) -> Iterator[str]:
    if card.repo and card.repo.id:
        yield card.repo.id.rpartition("/")[2]
    index: Any = card.front_matter.get("model-index")
    if isinstance(index, list) and index and isinstance(index[0], dict) and isinstance(index[0].get("name"), str):
        yield index[0]["name"]
    named = card.front_matter.get("model_name")
    if isinstance(named, str):
        yield named
    heading = title.title_section(card)
    if heading is not None and len(heading.title.split()) <= _LONGEST:
        yield title.name_in_title(heading.title)


def hide_own_words(card: ModelCard) -> Callable[[str], str] | None:
    """
    What hides those words from the phrases, letter for letter, so that every offset stays; None for most cards.

    Only names that are joined by a hyphen or underscore are touched: `Heron Code` may be two words of a sentence.
    """
    chunks = {chunk for name in _names(card) for chunk in _CHUNK.findall(name) if _spoken(chunk)}
    if not chunks:
        return None
    expression = pattern("|".join(re.escape(chunk) for chunk in sorted(chunks, key=len, reverse=True)))
    return lambda text: expression.sub(lambda match: _PART.sub(_hidden, match.group()), text)


def _spoken(chunk: str) -> bool:
    return any(_TRADE.fullmatch(part) for part in _PART.findall(chunk))


def _hidden(part: re.Match[str]) -> str:
    return "X" + "x" * (len(part.group()) - 1) if _TRADE.fullmatch(part.group()) else part.group()
