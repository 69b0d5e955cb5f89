"""The licence in force: the one place that says under which licence the weights are, or that their places disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openness.release.evidence import Evidence
from openness.release.model_release import ModelRelease

State = Literal["known", "contradicted", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseInForce:
    """What may be relied upon about the weights' licence."""

    state: State
    """`contradicted` where the card's places give the weights different licences: then no verdict is positive."""
    expression: str | None
    """The SPDX expression; null unless the state is `known`."""
    places: tuple[Evidence, ...]
    """Where it stands; for a contradiction the places that disagree."""


def license_in_force(release: ModelRelease) -> LicenseInForce:
    """The licence of a release's weights as everything above the record must take it."""
    facts = release.license
    said = tuple(place for one in facts.in_text for place in one.evidence)
    if facts.contradiction:
        places = facts.evidence.get("contradiction") or (*facts.evidence.get("declared", ()), *said)
        return LicenseInForce(state="contradicted", expression=None, places=tuple(places))
    places = facts.evidence.get("concluded") or facts.evidence.get("declared") or ()
    state: State = "known" if facts.concluded is not None else "unknown"
    return LicenseInForce(state=state, expression=facts.concluded, places=tuple(places))
