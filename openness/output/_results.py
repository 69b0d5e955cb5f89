"""What every output renders: one result a target, in the order of the targets."""

from __future__ import annotations

from dataclasses import replace

from openness._inert import shown
from openness._value import dataclass
from openness.card import ModelCard
from openness.rules import Finding, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A target as the user named it, its report, and the card for snippets."""

    target: str
    report: Report | None
    card: ModelCard | None = None
    failure: str | None = None
    """Why there is no report: the one-line reason of a target that could not be read."""
    mended: tuple[Finding, ...] = ()
    """Findings of an earlier look that `--fix` mended: the report no longer holds them."""
    ignores_added: tuple[Finding, ...] = ()
    """Findings of an earlier look for which `--add-ignores` wrote a comment: the report holds them as ignored."""
    silenced: tuple[Finding, ...] = ()
    """Findings of rules that a settings file switches off, here or everywhere: the report does not hold them."""
    known: tuple[Finding, ...] = ()
    """Findings that a baseline knows: the report does not hold them."""


def inert(result: Result) -> Result:
    """A result in which all that strangers wrote is on one line and can be seen; of the card its path, not its lines."""
    report, card = result.report, result.card
    if report is not None:
        report = replace(
            report,
            path=shown(report.path),
            findings=_inert(report.findings),
            skipped=None if report.skipped is None else shown(report.skipped),
            ignored=tuple((_inert((finding,))[0], shown(reason)) for finding, reason in report.ignored),
        )
    return replace(
        result,
        target=shown(result.target),
        report=report,
        card=None if card is None else replace(card, path=shown(card.path)),
        failure=None if result.failure is None else shown(result.failure),
        mended=_inert(result.mended),
        ignores_added=_inert(result.ignores_added),
    )


def _inert(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(
        replace(
            one,
            message=shown(one.message),
            hint=shown(one.hint),
            path=shown(one.path),
            related=tuple((shown(path), place, shown(text)) for path, place, text in one.related),
        )
        for one in findings
    )
