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
from openness.release.above import NOT_ITS_WEIGHTS, above
from openness.release.evidence import Evidence
from openness.release.lineage import Base
from openness.release.model_release import ModelRelease

_DELTA = pattern(
    r"(?:q?lora|dora|lycoris|locon|t2i-?adapter|ip-?adapter|controlnet|adapters?|textual[- ]inversion|embeddings?|colpali|hypernetwork)",
    not_before=r"[a-z]",
    not_after=r"[a-z]",
)


def is_called_delta(name: str) -> bool:
    """Whether words of a name or tag say that the repository holds what is put on top of a base, not the base itself."""
    return _DELTA.search(name.casefold()) is not None


def outrun_bases(release: ModelRelease, expression: str) -> tuple[tuple[Evidence, License], ...]:
    """
    Where the base models stand whose licence the model's own contradicts, each with that licence; empty where none does.

    Only what is certain counts: a base named by its id, whose weights are in the model, and whose licence is known. A
    delta's own licence may describe the delta alone, a publisher is not bound by their own terms, and whether
    share-alike reaches weights is contested. What a base was made from itself counts as the base does, where it allows
    less: a base that calls itself freer than what it was made from frees nobody.
    """
    own = find(expression)
    if own is None or _is_delta(release):
        return ()
    known = [(base, text) for base in release.lineage.bases if (text := _license(release, base)) is not None]
    texts = [text for _, text in known]
    merged = any(base.relation == "merge" for base, _ in known)
    explained = any(text.id == own.id for text in texts)
    replacing = not merged and not any(covers(own, text) for text in texts)
    found = [
        (base.evidence[0], text)
        for base, text in known
        if not covers(own, text)
        and (
            (is_of_another_generation(own, text) and not explained)
            or (base.relation not in NOT_ITS_WEIGHTS and _is_outrun(own, text, base.relation, replacing=replacing))
        )
    ]
    further = [
        (one.place, one.license)
        for base in release.lineage.bases
        if _is_certain(base)
        for one in above(base)
        if one.license is not None and not _is_by_owner(release, one.model, one.license)
        if not covers(own, one.license) and _is_outrun(own, one.license, base.relation, replacing=False)
    ]
    return (*found, *further)


def _is_delta(release: ModelRelease) -> bool:
    named = f"{release.subject.id or ''} {release.subject.name or ''}"
    return release.weights.form in ("adapter", "delta") or is_called_delta(named)


def _license(release: ModelRelease, base: Base) -> License | None:
    """The licence of a base that binds for certain: not of one that a sentence names without its id, nor of the publisher's own."""
    text = (find(base.license) or _published(base.model)) if _is_certain(base) else None
    return None if text is not None and _is_by_owner(release, base.model, text) else text


def _is_certain(base: Base) -> bool:
    place = base.evidence[0]
    return not (place.confidence == "guess" or ("/" not in base.model and place.source == "prose"))


def _is_by_owner(release: ModelRelease, model: str, text: License) -> bool:
    """Whether the publisher of a release is who published the base under that licence."""
    owner = (release.subject.id or "").casefold().partition("/")[0]
    return bool(owner) and owner == model.casefold().partition("/")[0] and _published(model) == text


def _is_outrun(own: License, base: License, relation: str, *, replacing: bool) -> bool:
    bond = inherited(base, relation, downstream=own).bond
    matters = restricts_more(base, own)
    if matters:
        return bond in ("keep", "blocked") and matters != ("share-alike",)
    return replacing and bond == "keep" and not own.osi_approved and replaces(own, base)


def _published(model: str) -> License | None:
    return of_model(model)
