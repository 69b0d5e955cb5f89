"""The parts of a release that no section holds, in the words of the Model Openness Framework."""

from openness.release.evidence import Item
from openness.release.vocabulary import Availability, ClaimKind


class Component(Item):
    """One released (or withheld) part of the model."""

    name: str | None = None
    """Name as written."""
    availability: Availability = "unknown"
    """Whether it can be had."""
    license: str | None = None
    """Its own licence as written, where it differs from the weights'."""
    url: str | None = None
    """Where it is."""


class Claim(Item):
    """Something the publisher says of the model's openness, in the publisher's words."""

    claim: ClaimKind
    """What is claimed."""
