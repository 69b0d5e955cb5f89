"""What the model was made from, and in which steps."""

from typing import ClassVar

from openness._base import Flag
from openness.release.evidence import Item, Section
from openness.release.vocabulary import (
    Checkpoints,
    Disclosure,
    Relation,
    ReleasedCode,
    StageKind,
    StageScope,
)


class Base(Item):
    """A model this one was derived from."""

    model: str
    """Hub id where the card gives one, else the name as written."""
    relation: Relation = "unspecified"
    """How this model was made from it."""
    license: str | None = None
    """Its licence, as its own card or the Hub says; null where neither was read."""


class Stage(Item):
    """One step of the training pipeline."""

    kind: StageKind
    """What kind of training."""
    scope: StageScope = "unknown"
    """Whether it made the base model or the end model."""
    model: str | None = None
    """The model this stage started from or produced, as written."""
    datasets: tuple[str, ...] = ()
    """Names of the datasets of this stage, as written."""
    tokens: str | None = None
    """Stated amount of data with its unit, as written, for example `2T tokens`; null where none is stated."""
    hyperparameters: str | None = None
    """Stated hyperparameters, as written; null where none are stated."""
    disclosure: Disclosure = "unknown"
    """How far the data of this stage is disclosed."""
    weights: Checkpoints = "unknown"
    """Whether the weights after this stage are released."""
    code: ReleasedCode = "unknown"
    """Whether the code of this stage is released."""


class Lineage(Section):
    """Descent and training pipeline."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"bases", "stages"})

    from_scratch: Flag | None = None
    """True if stated to be trained from scratch; false where a base is named; null if nobody said."""
    bases: tuple[Base, ...] = ()
    """The models it was derived from, directly."""
    stages: tuple[Stage, ...] = ()
    """The training pipeline, first step first."""
