"""
`openness-assessment` 1.0: the JSON of `assess`, a frozen copy with its own version.

Other programs read it, so it changes only by version; the inside may change freely. What a framework measures beside its
criteria is published only where this version has a key for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from openness import frameworks
from openness._base import Frozen
from openness._inert import whole
from openness.frameworks import Answer, Score, Undetermined
from openness.frameworks.mof_mot import Progress
from openness.frameworks.training_summary import TrainingSummary


class Assessment(Frozen):
    """What one framework says of one release."""

    framework: str
    """Name of the framework."""
    version: str
    """Its edition."""
    verdict: str | None
    """Its verdict in its own words; null for instruments that grade and do not judge."""
    label: str | None = None
    """The verdict for a person."""
    score: Score | None = None
    """Only where the framework defines one."""
    progress: Progress | None = None
    """Only for `mof-mot`."""
    criteria: tuple[Answer, ...]
    """Every criterion with its answer."""
    undetermined: tuple[Undetermined, ...] = ()
    """What is still open, and what would settle it."""
    training_summary: TrainingSummary | None = None
    """Only for `eu-ai-act-53-2`: how much of the public training summary can be filled."""


class AssessmentResult(Frozen):
    """What the frameworks say of one target."""

    target: str
    """The target as given."""
    assessments: tuple[Assessment, ...]
    """One per framework."""


class AssessmentReport(Frozen):
    """The JSON of `openness assess`."""

    format: Literal["openness-assessment"] = "openness-assessment"
    """Name of this format."""
    version: Literal["1.0"] = "1.0"
    """Version of this format."""
    results: tuple[AssessmentResult, ...]
    """One per target."""


def report(results: Iterable[tuple[str, Iterable[frameworks.Assessment]]]) -> AssessmentReport:
    """Targets with their assessments as they are published."""
    return AssessmentReport(
        results=tuple(
            AssessmentResult(target=whole(target), assessments=tuple(map(_published, assessments)))
            for target, assessments in results
        )
    )


def _published(one: frameworks.Assessment) -> Assessment:
    return Assessment(**{key: value for key, value in dict(one).items() if key in Assessment.model_fields})
