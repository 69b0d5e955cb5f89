"""How the front matter and the prose name the licence, as the rules about it ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.licenses import Resolution, find, nearest, resolve
from openness.licenses.store import is_on_hub
from openness.rules.lineage.upstream import upstreams
from openness.rules.rule import Subject
from openness.rules.wording import declaration, sentence_of

_OPERATORS = frozenset({"AND", "OR", "WITH"})


def declared(subject: Subject) -> Iterator[tuple[tuple[str | int, ...], str, Resolution]]:
    """Each declared licence with its path in the front matter and what it leads to."""
    for value, path in subject.card.front_matter.texts("license"):
        yield path, value, resolve(value)


def proposals(value: str) -> tuple[str, ...]:
    """Names near one that is unknown, of which the Hub takes every one."""
    return tuple(name for name in nearest(value, count=6) if is_on_hub(name))


def in_prose(subject: Subject) -> str | None:
    """The Hub's id of the one licence that the prose gives to the weights; None where it says more than that."""
    told = subject.release.license.in_text
    said = {resolve(one.license).hub_id for one in told}
    return said.pop() if len(said) == 1 and not is_hedged(subject) else None


def is_hedged(subject: Subject) -> bool:
    """Whether the prose gives a licence to a part, beside another, changed, or with something added."""
    return any(
        _HEDGED.search(sentence_of(subject, place)) is not None
        for one in subject.release.license.in_text
        for place in one.evidence[:1]
    )


_HEDGED = pattern(
    r"\b(?:majority|most|parts?|portions?) of\b|\b(?:along|together) with (?:the )?(?:original )?[^\n.]{0,40}\blicen[sc]e"
    r"|\bbased on\b[^\n.]{0,60}\blicen[sc]e|\badditional(?:ly)?\b[^\n.]{0,40}\b(?:restrict|terms?|conditions?|requirements?)|\bmodified\b",
    re.IGNORECASE,
)
"""Words of a sentence that names a licence, by which it alone is not the answer."""


def of_the_base(subject: Subject) -> str | None:
    """How to declare the licence of the models that this one was made from, where they have one alone."""
    texts = {up.license.id: up.license for up in upstreams(subject) if up.license is not None}
    if len(texts) != 1 or any(up.license is None for up in upstreams(subject)):
        return None
    text = next(iter(texts.values()))
    return declaration(text, key="license: ")


def is_expression(value: str) -> bool:
    """Whether operators stand between words of which one at least is a licence."""
    words = value.replace("(", " ").replace(")", " ").split()
    return any(word.upper() in _OPERATORS for word in words[1:-1]) and any(find(word) for word in words)
