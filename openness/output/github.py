"""Workflow commands that GitHub shows as annotations on the changed lines."""

from __future__ import annotations

from collections.abc import Sequence

from openness.output._results import Result

_LEVEL = {"error": "error", "warning": "warning", "info": "notice"}


def render(results: Sequence[Result]) -> str:
    """One `::error file=...` line a finding."""
    lines = []
    for result in results:
        for finding in result.report.findings if result.report is not None else ():
            place = finding.place
            fields = {"file": finding.path, "line": place.line, "col": place.column, "title": finding.rule}
            if place.end_line is not None:
                fields["endLine"] = place.end_line
            if place.end_column is not None and place.end_line in (None, place.line):
                fields["endColumn"] = place.end_column
            described = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items())
            lines.append(f"::{_LEVEL[finding.severity]} {described}::{_data(f'{finding.message}; {finding.hint}')}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
