"""What a card says in its own words that no field of the record holds: who stands further up, which limit it states, whose service wrote data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openness._base import Frozen
from openness._pattern import pattern
from openness.card import ModelCard
from openness.extract import release_from_card
from openness.licenses import of_model
from openness.licenses.publishers import Service, service_called
from openness.naming.appended import appended_from
from openness.prose.sentences import Sentence, Text

_ORIGINAL = pattern(r"\b(?:original|underlying|parent|root)\b", re.IGNORECASE)
_NEAR = 60
"""Letters behind `generated with` among which a service is looked for."""
_WORDS = 20
"""Letters between the word and the link that it is about."""
_BARS = pattern(
    r"\b(?:can(?:not|['’]t)|may not|must not|should not|shall not|not (?:be )?(?:used|allowed|permitted)|forbid(?:s|den)?|prohibit(?:s|ed)?)\b",
    re.IGNORECASE,
)
_COMPETES = pattern(r"\bcompet(?:e|es|ing|itors?|itive)\b", re.IGNORECASE)
_USE = pattern(
    r"\b(?:use[ds]?|using|usage|train(?:ed|ing)?|develop(?:ed|ing)?|create|creat(?:ed|ing))\b", re.IGNORECASE
)
_MADE_DATA = pattern(
    r"\b(?:synthetic|translated|generated|written|created|annotated|labell?ed|distill?ed|collected) (?:\w+ ){0,4}?(?:with|by|using|via|from|through)\b",
    re.IGNORECASE,
)
_DATA = pattern(
    r"\b(?:data(?:sets?)?|corpus|conversations?|instructions?|examples?|samples?|outputs?)\b", re.IGNORECASE
)
_LONGEST = 240


class Above(Frozen):
    """A model that the card names further up than the base whose licence is not known."""

    model: str
    """The model, as the card names it."""
    line: int
    """The line of the card that names it."""
    license: str | None
    """Id of the licence that its publisher gives it; null where nobody here knows it."""


class Stated(Frozen):
    """A limit on use that the card states in a sentence of its own, beside its licence."""

    quote: str
    """The sentence."""
    line: int
    """Where it stands."""


def further_up(card: ModelCard, known: Iterable[str]) -> tuple[Above, ...]:
    """
    The models from which a base may come: those that the base's card, repeated here, names, and those called original.

    `known`: the models that are told already.
    """
    seen = {name.casefold() for name in known}
    found: dict[str, Above] = {}
    for model, line in (*_of_repeated_card(card), *_originals(card)):
        key = model.casefold()
        if key not in seen:
            text = of_model(model)
            found.setdefault(key, Above(model=model, line=line, license=text.id if text is not None else None))
    return tuple(found.values())


def stated_limits(card: ModelCard) -> tuple[Stated, ...]:
    """The sentences of a card that bar use of the model in competition with somebody."""
    return tuple(
        Stated(quote=_quote(one), line=card.lines.position(one.start)[0])
        for one in _sentences(card)
        if _BARS.search(one.text) and _COMPETES.search(one.text) and _USE.search(one.text)
    )


def services_told(card: ModelCard) -> tuple[Service, ...]:
    """The services of which a sentence says that data of this model were made with them."""
    found: dict[str, Service] = {}
    for one in _sentences(card):
        if (made := _MADE_DATA.search(one.text)) is None or not _DATA.search(one.text):
            continue
        service = service_called(one.text[made.end() : made.end() + _NEAR])
        if service is not None:
            found.setdefault(service.provider, service)
    return tuple(found.values())


def _of_repeated_card(card: ModelCard) -> Iterator[tuple[str, int]]:
    """What the card of another model that stands below this one says of its base."""
    text, start = card.body.text, appended_from(card)
    if start >= len(text):
        return
    before = text.count("\n", 0, start)
    repeated = ModelCard.parse("\n" * before + text[start:], path=card.path)
    for base in release_from_card(repeated).lineage.bases:
        yield base.model, base.evidence[0].line or before + 1


def _originals(card: ModelCard) -> Iterator[tuple[str, int]]:
    """The models that a sentence calls the original."""
    for one in _sentences(card):
        ends = [match.end() for match in _ORIGINAL.finditer(one.text)]
        for link in one.links:
            if link.model_id and any(0 <= link.start - end <= _WORDS for end in ends):
                yield link.model_id, card.lines.position(one.start)[0]


def _sentences(card: ModelCard) -> Iterator[Sentence]:
    """The sentences of the card's own words."""
    return (one for one in Text(card, find_appended=appended_from) if not one.appended)


def _quote(one: Sentence) -> str:
    words = " ".join(one.text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} ..."
