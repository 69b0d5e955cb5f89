"""What is said of the model's quality, and who can verify it."""

from typing import ClassVar

from openness.release.evidence import Item, Section
from openness.release.vocabulary import Outsiders, Stated


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
