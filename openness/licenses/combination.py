"""What binds a model that was merged from several, each with a licence of its own."""

from __future__ import annotations

from collections.abc import Iterable

from openness._base import Frozen
from openness.licenses.inheritance import COMMERCE, RESTRICTED, rank
from openness.licenses.model import License, Threshold
from openness.licenses.questions import Reason, must_carry


class Combination(Frozen):
    """What binds a merge: the union of duties, the intersection of permissions, every threshold apart."""

    licenses: tuple[str, ...]
    """Ids of the parents' licences."""
    commercial_use: str
    """The least that any parent allows, or `unknown`."""
    duties: tuple[Reason, ...]
    """Everything that must be carried along."""
    thresholds: tuple[tuple[str, Threshold], ...]
    """Every parent's thresholds with the licence they stand in; never merged across metrics."""
    conflicts: tuple[str, ...]
    """Why the parents cannot stand together, in our own words."""


def combined(parents: Iterable[License | None]) -> Combination:
    """The terms of a merge. A parent whose licence is not known makes commercial use unknown."""
    listed = list(parents)
    texts = list({text.id: text for text in listed if text is not None}.values())
    uses = [text.terms.commercial_use for text in texts]
    known = all(text is not None for text in listed) and all(use is not None and use.value in COMMERCE for use in uses)
    worst = max((rank(COMMERCE, use) for use in uses), default=-1)
    return Combination(
        licenses=tuple(text.id for text in texts),
        commercial_use=COMMERCE[worst] if worst == len(COMMERCE) - 1 or (known and worst >= 0) else "unknown",
        duties=tuple(reason for text in texts for reason in must_carry(text)),
        thresholds=tuple((text.id, one) for text in texts for one in text.thresholds),
        conflicts=tuple(_conflicts(texts)),
    )


def _conflicts(texts: list[License]) -> Iterable[str]:
    """
    Duties that cannot all be kept by one merge.

    That Llama 2 may not improve models outside its family is none: weights that can be merged are of one architecture, so
    a parent under another licence is nearly always a derivative of the family itself.
    """
    strong = [
        text
        for text in texts
        if text.terms.share_alike and text.terms.share_alike.value in ("work", "network", "adaptations")
    ]
    limited = [
        text for text in texts if text.terms.use_restrictions and text.terms.use_restrictions.value in RESTRICTED
    ]
    for one in strong:
        for other in limited:
            yield f"{one.name} allows no further restrictions, {other.name} restricts fields of use"
    for n, one in enumerate(strong):
        for other in strong[n + 1 :]:
            yield f"{one.name} and {other.name} each want the whole under themselves"
