"""The licence in force: the one place that says under which licence the weights are, or that their places disagree."""

from __future__ import annotations

import re
from typing import Literal

from openness._pattern import simple
from openness._value import dataclass
from openness.licenses import find
from openness.release.evidence import Evidence
from openness.release.model_release import ModelRelease
from openness.release.once import once
from openness.release.outrun import outrun_bases

_ADVICE = simple(r"\bintend|\bmeant\b", re.IGNORECASE)
_LICENSED = simple(r"\blicen[cs]ed\b", re.IGNORECASE)
State = Literal["known", "contradicted", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseInForce:
    """What may be relied upon about the weights' licence."""

    state: State
    """`contradicted` where places give the weights different licences: then no verdict is positive."""
    expression: str | None
    """The SPDX expression; null unless the state is `known`."""
    places: tuple[Evidence, ...]
    """Where it stands; for a contradiction the places that disagree."""
    all_bind: tuple[str, ...] = ()
    """For a licence that its bases contradict: its expression and theirs. What each of them refuses is refused."""


def license_in_force(release: ModelRelease, *, bases: bool = True) -> LicenseInForce:
    """
    The licence of a release's weights as everything above the record must take it.

    A licence that grants what the licence of a base model takes is contradicted by that base; `bases=False` is for who
    asks every base's licence by itself.
    """
    return _with_bases(release) if bases else _alone(release)


@once
def _with_bases(release: ModelRelease) -> LicenseInForce:
    return _in_force(release, bases=True)


@once
def _alone(release: ModelRelease) -> LicenseInForce:
    return _in_force(release, bases=False)


def _in_force(release: ModelRelease, *, bases: bool) -> LicenseInForce:
    facts = release.license
    if facts.contradiction:
        said = tuple(place for one in facts.in_text for place in one.evidence)
        places = facts.evidence.get("contradiction") or (*facts.evidence.get("declared", ()), *said)
        return LicenseInForce(state="contradicted", expression=None, places=tuple(places))
    places = facts.evidence.get("concluded") or facts.evidence.get("declared") or ()
    if facts.concluded is None:
        return LicenseInForce(state="unknown", expression=None, places=tuple(places))
    banned = _bans(release) if release.claims and _grants_commerce(facts.concluded) else ()
    if banned:
        return LicenseInForce(state="contradicted", expression=None, places=(*places, *banned))
    outrun = outrun_bases(release, facts.concluded) if bases and release.lineage.bases else ()
    if outrun:
        return LicenseInForce(
            state="contradicted",
            expression=None,
            places=(*places, *(place for place, _ in outrun)),
            all_bind=tuple(dict.fromkeys((facts.concluded, *(text.expression for _, text in outrun)))),
        )
    return LicenseInForce(state="known", expression=facts.concluded, places=tuple(places))


def _bans(release: ModelRelease) -> tuple[Evidence, ...]:
    """
    Where the publisher keeps the weights to research or out of commerce, in plain words.

    A guess contradicts nothing, and what a model is intended or meant for is advice and no ban, unless it is licensed so.
    """
    return tuple(
        place
        for one in release.claims
        if one.claim == "research-only"
        for place in one.evidence
        if place.confidence != "guess" and not _is_advice(place.quote or "")
    )


def _is_advice(words: str) -> bool:
    return _ADVICE.search(words) is not None and _LICENSED.search(words) is None


def _grants_commerce(expression: str) -> bool:
    """Whether a known licence grants what such words take away."""
    text = find(expression)
    term = text.terms.commercial_use if text is not None else None
    return term is not None and term.value == "allowed"
