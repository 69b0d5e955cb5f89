"""Markdown for the comment on a pull request or the summary of a job: what is shown as a table a card, the rest folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from openness._inert import markdown as inert
from openness._inert import shown
from openness.output import _summary
from openness.output._results import Result
from openness.output._style import Style, View
from openness.output.text import RULE_URL
from openness.rules import SEVERITIES, Finding

_SEVERITY = {"error": "**error**", "warning": "warning", "info": "info"}
_HEAD = "| line | severity | finding | what to do |\n|---:|---|---|---|"


def render(results: Sequence[Result], *, view: View | None = None) -> str:
    """The counts first; then each card with findings, the worst first, milder ones than `view` shows folded."""
    view = view or View()
    lines = ["## openness", "", inert(_summary.counts(results, Style(), view)), ""]
    for result in sorted(results, key=_worst):
        lines += _card(result, view)
    lines += [f"- `{rule}`: <{RULE_URL.format(rule)}>" for rule in _rules(results, view)]
    return "\n".join(lines).rstrip("\n")


def _card(result: Result, view: View) -> Iterator[str]:
    found = sorted(_found(result), key=lambda one: (SEVERITIES.index(one.severity), one.place.line))
    told = [one for one in found if view.shows(one)]
    rest = [one for one in found if not view.shows(one)]
    if result.failure is not None:
        yield from (f"**Not read:** {inert(result.failure)}", "")
    if told:
        yield from (f"### {inert(result.target)}", "", _HEAD, *map(_row, told), "")
    if rest:
        name = escape(shown(result.target))  # inside a tag Markdown's own escapes are letters
        yield from (f"<details><summary>{name}: {len(rest)} of lesser severity</summary>", "")
        yield from (_HEAD, *map(_row, rest), "", "</details>", "")


def _worst(result: Result) -> int:
    """The place of a card in the order: what cannot be read first, then by its worst finding."""
    if result.failure is not None:
        return -1
    return min((SEVERITIES.index(one.severity) for one in _found(result)), default=len(SEVERITIES))


def _row(finding: Finding) -> str:
    where = str(finding.place.line or "")
    what = f"**{finding.rule}** {inert(finding.message)}"
    return f"| {where} | {_SEVERITY[finding.severity]} | {what} | {inert(finding.hint)} |"


def _found(result: Result) -> tuple[Finding, ...]:
    return result.report.findings if result.report is not None else ()


def _rules(results: Sequence[Result], view: View) -> list[str]:
    return sorted({one.rule for result in results for one in _found(result) if view.shows(one)})
