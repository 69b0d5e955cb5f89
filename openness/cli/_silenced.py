"""What settings, a baseline and comments keep silent: it is counted, as they may belong to the repository that is checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from openness.cli import _config
from openness.cli._terminal import complain
from openness.output import Result


def apart(result: Result, active: frozenset[str]) -> Result:
    """A result in which the findings of rules that settings switch off stand apart."""
    report = result.report
    if report is None:
        return result
    off = (
        *(one for one in report.findings if one.rule not in active),
        *(one for one, _ in report.ignored if one.rule not in active),
    )
    if not off:
        return result
    kept = replace(
        report,
        findings=tuple(one for one in report.findings if one.rule in active),
        ignored=tuple((one, reason) for one, reason in report.ignored if one.rule in active),
    )
    return replace(result, report=kept, silenced=(*result.silenced, *off))


def tell(results: Sequence[Result], settings: _config.Settings) -> None:
    """On standard error, where the report has no summary: how much is kept silent, and by whom."""
    number = Counter[str]()
    for result in results:
        number[f"by {settings.path}"] += len(result.silenced)
        number["by the baseline"] += len(result.known)
        if result.report is not None:
            number["by comments"] += len(result.report.ignored)
    excluded = sum(result.report is not None and result.report.skipped == EXCLUDED for result in results)
    words = [f"{count} finding{'s' if count != 1 else ''} {by}" for by, count in number.items() if count]
    if excluded:
        words.append(f"{excluded} file{'s' if excluded != 1 else ''} by `exclude` of {settings.path}")
    if words:
        complain(f"kept silent: {', '.join(words)}", "note")


EXCLUDED = "excluded by settings"
"""Why a file is skipped that `exclude` names."""
