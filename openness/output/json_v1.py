"""
`openness-report` 1.0: the JSON of `check`, a frozen copy with its own version.

Other programs read it, so it changes only by version; the inside may change freely.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from openness._base import Count, Flag, Frozen
from openness._inert import json_text, whole
from openness.output._results import Result
from openness.release import ModelRelease
from openness.rules import Confidence, Finding, Severity


class FindingV1(Frozen):
    """One finding."""

    rule: str
    """Rule id."""
    severity: Severity
    """How bad it is."""
    confidence: Confidence
    """How sure the rule is."""
    message: str
    """What is wrong."""
    hint: str
    """What to do."""
    path: str
    """File, as shown."""
    line: Count
    """Line, from 1."""
    column: Count
    """Column in characters, from 1."""
    end_line: Count | None
    """Last line, or null."""
    end_column: Count | None
    """One past the last column, or null."""
    fixable: Flag
    """Whether `--fix` mends it."""
    fingerprint: str
    """Stable name of the finding, for baselines."""


class ResultV1(Frozen):
    """What was found on one target."""

    target: str
    """The argument as given; for a folder, the file found."""
    skipped: str | None
    """Why the file was not treated as a model card."""
    error: str | None = None
    """Why the target could not be read."""
    findings: tuple[FindingV1, ...]
    """Findings by place."""
    release: ModelRelease | None
    """The record; null for skipped targets."""


class ReportV1(Frozen):
    """All results of one run."""

    format: Literal["openness-report"]
    """Always `openness-report`."""
    version: Literal["1.0"]
    """Version of this format."""
    results: tuple[ResultV1, ...]
    """One result a target, in order."""


def finding_v1(finding: Finding) -> FindingV1:
    """A finding as other programs read it."""
    place = finding.place
    return FindingV1(
        rule=finding.rule,
        severity=finding.severity,
        confidence=finding.confidence,
        message=whole(finding.message),
        hint=whole(finding.hint),
        path=whole(finding.path),
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        fixable=finding.fixable,
        fingerprint=finding.fingerprint,
    )


def result_v1(result: Result) -> ResultV1:
    """One result as other programs read it."""
    report = result.report
    return ResultV1(
        target=whole(result.target),
        skipped=report.skipped if report else None,
        error=None if result.failure is None else whole(result.failure),
        findings=tuple(finding_v1(one) for one in report.findings) if report else (),
        release=report.release if report else None,
    )


def render(results: Sequence[Result]) -> str:
    """The whole report as JSON text."""
    report = ReportV1(format="openness-report", version="1.0", results=tuple(map(result_v1, results)))
    return json_text(report.model_dump_json(indent=2, exclude=None if any(r.failure for r in results) else _NO_ERROR))


_NO_ERROR = {"results": {"__all__": {"error"}}}
