"""Which model the record is about."""

from datetime import date
from typing import Literal

from openness.release.evidence import Section
from openness.release.vocabulary import Scope

Modality = Literal["text", "image", "audio", "video", "code", "tabular", "graph", "3d", "other"]


class Subject(Section):
    """The model that the record describes."""

    id: str | None = None
    """Hub id (`org/name`) or the publisher's own id."""
    name: str | None = None
    """Name as the publisher writes it."""
    organization: str | None = None
    """Who publishes it."""
    revision: str | None = None
    """Commit or version of the repository that was read."""
    released: date | None = None
    """Day of first publication."""
    modalities: tuple[Modality, ...] = ()
    """What goes in or comes out."""
    parameters: int | None = None
    """Number of parameters."""
    architecture: str | None = None
    """Architecture as named by the publisher or its configuration file."""
    scope: Scope = "unknown"
    """Whether it is meant for general use or for one domain."""
    domain: str | None = None
    """The domain of a specialized model."""
    stub: bool | None = None
    """True for an auto-generated or empty card: nothing in it was written by a person about this model."""
