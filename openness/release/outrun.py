"""A licence that its base models contradict: it grants what theirs take, stands in their place, or is of another generation."""

from __future__ import annotations

from openness._pattern import pattern
from openness.licenses import License, find, of_model
from openness.licenses.inheritance import (
    covers,
    inherited,
    is_of_another_generation,
    replaces,
    restricts_more,
)
from openness.release.evidence import Evidence
from openness.release.lineage import Base
from openness.release.model_release import ModelRelease

_DELTA = pattern(
    r"(?:q?lora|dora|lycoris|locon|t2i-?adapter|ip-?adapter|controlnet|adapters?|textual[- ]inversion|embeddings?|colpali|hypernetwork)",
    not_before=r"[a-z]",
    not_after=r"[a-z]",
)
_NOT_ITS_WEIGHTS = frozenset({"adapter", "distillation"})
"""Relations in which the base's weights are not passed on."""


def is_called_delta(name: str) -> bool:
    """Whether words of a name or tag say that the repository holds what is put on top of a base, not the base itself."""
    return _DELTA.search(name.casefold()) is not None


def outrun_bases(release: ModelRelease, expression: str) -> tuple[tuple[Evidence, License], ...]:
    """
    Where the base models stand whose licence the model's own contradicts, each with that licence; empty where none does.

    Only what is certain counts: a base named by its id, whose weights are in the model, and whose licence is known. A
    delta's own licence may describe the delta alone, a publisher is not bound by their own terms, and whether
    share-alike reaches weights is contested.
    """
    own = find(expression)
    if own is None or _is_delta(release):
        return ()
    known = [(base, text) for base in release.lineage.bases if (text := _license(release, base)) is not None]
    texts = [text for _, text in known]
    merged = any(base.relation == "merge" for base, _ in known)
    explained = any(text.id == own.id for text in texts)
    replacing = not merged and not any(covers(own, text) for text in texts)
    return tuple(
        (base.evidence[0], text)
        for base, text in known
        if not covers(own, text)
        and (
            (is_of_another_generation(own, text) and not explained)
            or (base.relation not in _NOT_ITS_WEIGHTS and _is_outrun(own, text, base.relation, replacing=replacing))
        )
    )


def _is_delta(release: ModelRelease) -> bool:
    named = f"{release.subject.id or ''} {release.subject.name or ''}"
    return release.weights.form in ("adapter", "delta") or is_called_delta(named)


def _license(release: ModelRelease, base: Base) -> License | None:
    """The licence of a base that binds for certain: not of one that a sentence names without its id, nor of the publisher's own."""
    place = base.evidence[0]
    if place.confidence == "guess" or ("/" not in base.model and place.source == "prose"):
        return None
    text = find(base.license) or _published(base.model)
    owner = (release.subject.id or "").casefold().partition("/")[0]
    if owner and owner == base.model.casefold().partition("/")[0] and _published(base.model) == text:
        return None
    return text


def _is_outrun(own: License, base: License, relation: str, *, replacing: bool) -> bool:
    bond = inherited(base, relation, downstream=own).bond
    matters = restricts_more(base, own)
    if matters:
        return bond in ("keep", "blocked") and matters != ("share-alike",)
    return replacing and bond == "keep" and not own.osi_approved and replaces(own, base)


def _published(model: str) -> License | None:
    return of_model(model)
