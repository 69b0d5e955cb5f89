"""One self-contained HTML page: no script, no request, readable in light and dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from openness._inert import shown, xml_text
from openness.output._results import Result
from openness.output.text import RULE_URL


def render(results: Sequence[Result]) -> str:
    """The report as a page."""
    reports = [result.report for result in results if result.report is not None]
    counts = Counter(finding.severity for report in reports for finding in report.findings)
    checked = sum(report.skipped is None for report in reports)
    return page("report.html.j2", results=results, counts=counts, checked=checked, url=RULE_URL)


def page(template: str, **values: Any) -> str:
    """A template of this room with values, everything escaped and inert: a browser gets no element and no mark of a stranger's."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openness.output"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: shown(value) if isinstance(value, str) else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return xml_text(environment.get_template(template).render(**values))
