"""The documents that come with the model."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from openness._base import Frozen
from openness.release.evidence import Item, Section
from openness.release.vocabulary import PaperKind, ReleasedCode, Stated


class Paper(Item):
    """A paper about this model."""

    ref: str
    """arXiv id without version (`2307.09288`), or URL."""
    kind: PaperKind = "unknown"
    """Kind of publication, told from where it is published."""


class TrainingCode(Frozen):
    """The code that trained this model."""

    value: ReleasedCode = "unknown"
    """Whether it is released, as said or as the link shows."""
    url: str | None = None
    """Where it is, as written; null where no place is given."""


class Documentation(Section):
    """The documents that come with the model."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"papers", "training_code"})

    papers: tuple[Paper, ...] = ()
    """Papers about this model, not about its base or its data."""
    datasheet: Stated = "unknown"
    """Whether there is a datasheet or data card of the training data."""
    limitations: Stated = "unknown"
    """Whether limitations, risks or biases are stated."""
    intended_use: Stated = "unknown"
    """Whether intended or out-of-scope use is stated."""
    usage: Stated = "unknown"
    """Whether technical means of use (instructions, code) are given."""
    contact: Stated = "unknown"
    """Whether a way to reach the publisher is given."""
    training_code: TrainingCode = Field(default_factory=TrainingCode)
    """The code that trained this model, and where it is."""

    @model_validator(mode="after")
    def _training_code_has_evidence(self) -> Self:
        stated = self.training_code.value != "unknown" or self.training_code.url is not None
        if stated and not self.evidence.get("training_code"):
            raise ValueError("`training_code` is stated without evidence")
        return self
