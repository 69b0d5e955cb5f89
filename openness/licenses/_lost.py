"""Which limits of an upstream licence a downstream one does not repeat, each with the clause that sets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from openness.licenses._answers import Reason
from openness.licenses.model import License, Term
from openness.licenses.spoken import spoken_threshold
from openness.licenses.store import share_a_family

_COMMERCE = ("allowed", "allowed-with-threshold", "separate-license-needed", "forbidden")
_LISTS = frozenset({"inline", "attached", "policy-by-reference"})
_SPOKEN_COMMERCE = {
    "allowed-with-threshold": "commercial use only up to a size",  # said by the sizes themselves where there are any
    "separate-license-needed": "no commercial use without another licence",
    "forbidden": "no commercial use",
}
_ABOVE = {
    "separate-license-needed": "another licence is needed",
    "rights-end": "rights end",
    "display-duty": "a display is due",
    "royalty": "a royalty is due",
    "payment": "a payment is due",
}


def lost_limits(upstream: License, downstream: License, relation: str) -> tuple[Reason, ...]:
    """
    What a user of the downstream licence is not told; empty for one and the same licence.

    That a text which nobody has read repeats no limit is not known: of it only share-alike counts, which asks for itself.
    """
    if upstream.id == downstream.id or upstream.id in downstream.members or downstream.id in upstream.members:
        return ()
    if next(downstream.terms.stated(), None) is None:
        return () if relation == "distillation" else tuple(_own_terms(upstream, downstream))
    found = [*_commerce(upstream, downstream), *_research(upstream, downstream), *_uses(upstream, downstream)]
    found += [*_sizes(upstream, downstream), *_places(upstream, downstream), *_outputs(upstream, downstream)]
    if relation != "distillation":
        return (*found, *_own_terms(upstream, downstream))
    rights = upstream.terms.outputs_rights
    if rights is not None and rights.value == "restricted":
        return tuple(found)
    return tuple(one.model_copy(update={"certainty": "contested"}) for one in found)


def _said(text: License, term: Term, words: str, certainty: Literal["contested"] | None = None) -> Reason:
    return Reason(text=words, clause=term.clause, license=text.id, certainty=certainty or term.certainty)


def _value(term: Term | None) -> str:
    return "" if term is None else str(term.value)


def _commerce(upstream: License, downstream: License) -> Iterator[Reason]:
    up, down = upstream.terms.commercial_use, downstream.terms.commercial_use
    if up is None or _value(up) not in _COMMERCE or _value(down) not in _COMMERCE:
        return
    if up.value == "allowed-with-threshold" and upstream.thresholds:
        return
    if _COMMERCE.index(_value(up)) > _COMMERCE.index(_value(down)):
        yield _said(upstream, up, _SPOKEN_COMMERCE[_value(up)])


def _research(upstream: License, downstream: License) -> Iterator[Reason]:
    up = upstream.terms.research_only
    if up is not None and up.value == "yes" and _value(downstream.terms.research_only) == "no":
        yield _said(upstream, up, "research only")


def _uses(upstream: License, downstream: License) -> Iterator[Reason]:
    """Another list of forbidden uses is not the same list; of one family of templates it may be."""
    up, down = upstream.terms.use_restrictions, downstream.terms.use_restrictions
    if up is None or down is None or up.value not in _LISTS:
        return
    if down.value not in _LISTS:
        yield _said(upstream, up, "the uses that are forbidden")
        return
    if share_a_family(upstream.id, downstream.id):
        yield _said(upstream, up, "the uses that are forbidden, if the other list leaves one out", "contested")
    else:
        yield _said(upstream, up, "the uses that are forbidden: the other licence has a list of its own")


def _sizes(upstream: License, downstream: License) -> Iterator[Reason]:
    """A size is no matter where nobody may use the model commercially."""
    if _value(downstream.terms.commercial_use) in ("separate-license-needed", "forbidden"):
        return
    kept = {(one.metric, one.number, one.unit, one.consequence) for one in downstream.thresholds}
    for one in upstream.thresholds:
        if (one.metric, one.number, one.unit, one.consequence) not in kept:
            words = f"{_ABOVE.get(one.consequence, one.consequence)} above {spoken_threshold(one)}"
            yield Reason(text=words, clause=one.clause, license=upstream.id)


def _places(upstream: License, downstream: License) -> Iterator[Reason]:
    kept = {place for one in downstream.exclusions for place in one.territories}
    for one in upstream.exclusions:
        if not kept.issuperset(one.territories):
            words = f"{', '.join(one.territories)} left out ({one.covers} models)"
            yield Reason(text=words, clause=one.clause, license=one.document or upstream.id)


def _outputs(upstream: License, downstream: License) -> Iterator[Reason]:
    up, down = upstream.terms.outputs_train_other_models, downstream.terms.outputs_train_other_models
    if up is None or down is None or up.value == down.value:
        return
    if up.value == "forbidden":
        yield _said(upstream, up, "no training of other models on outputs")
    if up.value == "allowed-with-condition":
        yield _said(upstream, up, "the condition on training with outputs")


def _own_terms(upstream: License, downstream: License) -> Iterator[Reason]:
    """Share-alike, or an agreement that wants derivatives under itself; of the two the one that is read for sure."""
    share, own = upstream.terms.share_alike, upstream.terms.derivative_license
    alike = share is not None and share.value != "none"
    under_itself = own is not None and own.value == "same-license"
    if alike and share is not None and not (under_itself and share.certainty == "contested"):
        yield _said(upstream, share, f"share-alike ({share.value})")
    elif under_itself and own is not None:
        yield _said(upstream, own, "what is derived stays under the same licence")
    elif upstream.generation and downstream.generation and upstream.generation != downstream.generation:
        words = f"the agreement itself: the other one covers generation {downstream.generation} only"
        yield Reason(text=words, license=upstream.id)
