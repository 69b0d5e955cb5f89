"""One finding a line, for editors and grep."""

from __future__ import annotations

from collections.abc import Sequence

from openness.output._results import Result


def render(results: Sequence[Result]) -> str:
    """`path:line:column: severity[rule] message`."""
    return "\n".join(
        f"{f.path}:{f.place.line}:{f.place.column}: {f.severity}[{f.rule}] {f.message}"
        for result in results
        if result.report is not None
        for f in result.report.findings
    )
