"""What the publisher tells about compute, evaluation, documents and distribution."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from openness._base import Amount, Flag, Frozen
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
    """Hardware as written, for example `64 A100-80GB`; null where not stated."""
    hours: Amount | None = None
    """Device hours (accelerators times wall-clock hours), as stated; null where not stated."""
    flops: Amount | None = None
    """Floating-point operations of the whole training (a count, not a rate), as stated; null where not stated."""
    emissions_reported: Stated = "unknown"
    """Whether energy or emissions are stated."""
    emissions: str | None = None
    """Energy or CO2 as written, with its unit (kWh, kg CO2eq); null where not stated."""


class Result(Item):
    """One reported evaluation result."""

    benchmark: str
    """Name of the benchmark or dataset, as written."""
    metric: str | None = None
    """Name of the metric, as written."""
    value: str | None = None
    """Value as written; its unit is the metric's."""


class Evaluation(Section):
    """What is said of the model's quality, and who can verify it."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"results"})

    reported: Stated = "unknown"
    """Whether numbers are stated in the card, its `model-index` or a report."""
    results: tuple[Result, ...] = ()
    """Results of the card's `model-index`."""
    outsiders: Outsiders = "unknown"
    """Whether others can evaluate the model themselves, by its weights or by an interface."""


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


class Channel(Item):
    """One way the model reaches people."""

    kind: ChannelKind
    """What kind of way it is."""
    url: str | None = None
    """Where it is, as written."""


class Distribution(Section):
    """Ways of distribution, and what they cost."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"channels"})

    channels: tuple[Channel, ...] = ()
    """Ways of distribution."""
    price: str | None = None
    """Price as said, with its currency and unit; null where nothing is said."""
    dual_licensing: str | None = None
    """What is said about a second, paid licence, as written; null where nothing is."""
    paid_only: Flag | None = None
    """Whether it can be had only for money; null where nobody said."""
