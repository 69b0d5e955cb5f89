"""What the publisher tells about compute, evaluation, documents and distribution."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from openness._base import Frozen
from openness.release.evidence import Item, Section
from openness.release.vocabulary import (
    ChannelKind,
    Outsiders,
    PaperKind,
    ReleasedCode,
    Stated,
)


class Compute(Section):
    """What the training took."""

    reported: Stated = "unknown"
    """Whether hardware, hours or operations are stated."""
    hardware: str | None = None
    """Hardware as written."""
    hours: float | None = None
    """Device hours (accelerators times wall-clock hours)."""
    flops: float | None = None
    """Floating-point operations of the training."""
    emissions_reported: Stated = "unknown"
    """Whether energy or emissions are stated."""
    emissions: str | None = None
    """Energy or CO2 as written, with its unit."""


class Result(Item):
    """One reported evaluation result."""

    benchmark: str
    """Name of the benchmark or dataset."""
    metric: str | None = None
    """Name of the metric."""
    value: str | None = None
    """Value as written."""


class Evaluation(Section):
    """What is said of the model's quality, and who can verify it."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"results"})

    reported: Stated = "unknown"
    """Whether numbers are stated."""
    results: tuple[Result, ...] = ()
    """Results of the card's `model-index`."""
    outsiders: Outsiders = "unknown"
    """Whether others can evaluate the model themselves."""


class Paper(Item):
    """A paper about this model."""

    ref: str
    """arXiv id without version, or URL."""
    kind: PaperKind = "unknown"
    """Kind of publication."""


class TrainingCode(Frozen):
    """The code that trained this model."""

    value: ReleasedCode = "unknown"
    """Whether it is released."""
    url: str | None = None
    """Where it is."""


class Documentation(Section):
    """The documents that come with the model."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"papers", "training_code"})

    papers: tuple[Paper, ...] = ()
    """Papers about this model."""
    datasheet: Stated = "unknown"
    """A datasheet or data card of the training data."""
    limitations: Stated = "unknown"
    """Limitations, risks or biases are stated."""
    intended_use: Stated = "unknown"
    """Intended or out-of-scope use is stated."""
    usage: Stated = "unknown"
    """Technical means of use (instructions, code) are given."""
    contact: Stated = "unknown"
    """A way to reach the publisher is given."""
    training_code: TrainingCode = Field(default_factory=TrainingCode)
    """The training code, and where."""

    @model_validator(mode="after")
    def _training_code_has_evidence(self) -> Self:
        if self.training_code.value != "unknown" and not self.evidence.get("training_code"):
            raise ValueError("`training_code` is stated without evidence")
        return self


class Channel(Item):
    """One way the model reaches people."""

    kind: ChannelKind
    """What kind of way."""
    url: str | None = None
    """Where."""


class Distribution(Section):
    """Ways of distribution, and what they cost."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"channels"})

    channels: tuple[Channel, ...] = ()
    """Ways of distribution."""
    price: str | None = None
    """Price as said."""
    dual_licensing: str | None = None
    """What is said about a second, paid licence."""
    paid_only: bool | None = None
    """Whether it can be had only for money."""
