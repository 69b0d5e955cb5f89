"""
What the texts that one name may mean say alike: it holds whichever of them it is.

    carried_alike("yi-license", members)              -> a copy of the licence, marks on what was changed ...
    said_alike("yi-license", members, what_is_agreed) -> the law that governs: CN, in each of them
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from openness.licenses.model import License
from openness.licenses.notices import KINDS, Carried, carried
from openness.licenses.questions import Reason

__all__ = ["carried_alike", "said_alike"]


def said_alike(name: str, texts: Sequence[License], of: Callable[[License], tuple[Reason, ...]]) -> tuple[Reason, ...]:
    """What every text says in the same words, as the family's; where they number it otherwise, each with its number."""
    each = [{why.text: why for why in of(text)} for text in texts]
    first, *rest = each or [{}]
    return tuple(
        why.model_copy(update={"license": name, "clause": _places(texts, [one[words].clause for one in each])})
        for words, why in first.items()
        if all(words in one for one in rest)
    )


def carried_alike(name: str, texts: Sequence[License]) -> tuple[Carried, ...]:
    """What every text asks to carry along in the same words."""
    each = [{(item.kind, item.what, item.verbatim): item for item in carried(text)} for text in texts]
    first, *rest = each or [{}]
    found = [
        item.model_copy(
            update={
                "license": name,
                "clause": _places(texts, [one[key].clause for one in each]),
                "url": None,
                "certainty": _least(one[key].certainty for one in each),
            }
        )
        for key, item in first.items()
        if all(key in one and one[key].when == item.when for one in rest)
    ]
    return tuple(sorted(found, key=lambda item: KINDS.index(item.kind)))


def _places(texts: Sequence[License], clauses: list[str | None]) -> str | None:
    """One clause where all give it there; else each text's, with whose it is."""
    if len(set(clauses)) == 1:
        return clauses[0]
    return ", ".join(f"{clause} of {text.id}" for text, clause in zip(texts, clauses, strict=True) if clause) or None


def _least(readings: Iterable[str]) -> str:
    """How sure the least sure of several readings is."""
    return min(readings, key=("contested", "likely", "certain").index)
