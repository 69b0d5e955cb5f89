"""The parts of a release that no section holds, in the words of the Model Openness Framework."""

from openness.release.evidence import Item
from openness.release.vocabulary import Availability, ClaimKind


class Component(Item):
    """One released (or withheld) part of the model."""

    name: str | None = None
    """Name as written; null where it has none of its own."""
    availability: Availability = "unknown"
    """Whether it can be had, as the publisher says or the repository shows."""
    license: str | None = None
    """Its own licence as written, where it differs from the weights'; null where none is given to it."""
    url: str | None = None
    """Where it is: a URL as written, or a file of the repository."""


class Claim(Item):
    """Something the publisher says of the model's openness, in the publisher's words."""

    claim: ClaimKind
    """What is claimed; whether it holds is a question for the rules."""
