"""One finding a line, for editors, hooks and grep."""

from __future__ import annotations

from collections.abc import Sequence

from openness.output._results import Result
from openness.output._style import View


def render(results: Sequence[Result], *, view: View | None = None) -> str:
    """`path:line:column: severity[rule] message`, a file's findings by place."""
    seen = view or View()
    return "\n".join(
        f"{f.path}:{f.place.line}:{f.place.column}: {f.severity}[{f.rule}] {f.message}"
        for result in results
        if result.report is not None
        for f in result.report.findings
        if seen.shows(f)
    )
