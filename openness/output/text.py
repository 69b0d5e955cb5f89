"""Findings for a person: by file, the worst first; place, message, the line with a caret, what to do; a summary by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from openness import _inert
from openness.card import ModelCard, Place
from openness.output import _summary
from openness.output._results import Result
from openness.output._style import Style, View
from openness.rules import SEVERITIES, Finding

RULE_URL = "https://openness.dev/rules/{}"
_WIDTH = 110


def render(results: Sequence[Result], *, style: Style | None = None, view: View | None = None) -> str:
    """The whole report."""
    paint, seen = style or Style(), view or View()
    if seen.detail == "statistics":
        return "\n".join((*_summary.table(results, paint), _summary.counts(results, paint, View(show="info"))))
    advice: set[tuple[str, str]] = set()
    told = [line for result in results for line in _told(result, paint, view=seen)]
    parts = ["\n".join(told) + "\n"] if told else []
    for result in sorted(results, key=lambda one: _worst(one, seen)):
        parts.extend(_of_result(result, paint, seen, advice))
    if seen.detail == "quiet":
        return "\n".join(parts).rstrip("\n")
    parts.append(_summary.render(results, paint, seen))
    return "\n".join(parts)


def _worst(result: Result, view: View) -> int:
    """How early a result is told: those with the worst finding first, the others as they came."""
    shown = [one for one in result.report.findings if view.shows(one)] if result.report is not None else []
    return min((SEVERITIES.index(one.severity) for one in shown), default=len(SEVERITIES))


def _of_result(result: Result, paint: Style, view: View, advice: set[tuple[str, str]]) -> Iterator[str]:
    """The findings of one result, a block a file."""
    shown = [one for one in result.report.findings if view.shows(one)] if result.report is not None else []
    for _, findings in groupby(shown, key=lambda one: one.path):  # a report lists the card first, file by file
        worst_first = sorted(findings, key=lambda one: SEVERITIES.index(one.severity))
        yield (
            "\n".join(
                line for one in worst_first for line in _finding(one, result.card, paint, view=view, advice=advice)
            )
            + "\n"
        )


def _told(result: Result, paint: Style, *, view: View) -> Iterator[str]:
    """What was done to a file; with `--verbose` also that it is clean or skipped, and each ignored finding."""
    report, name = result.report, paint("bold", result.target)
    if view.detail == "quiet" or report is None:
        return
    for words, findings in (("mended", result.mended), ("wrote ignore comments for", result.ignores_added)):
        if findings:
            named = ", ".join(f"{one.rule} (line {one.place.line})" for one in findings)
            yield f"{name}: {paint('green', words)} {named}"
    if view.detail != "verbose":
        return
    if report.skipped is not None:
        yield f"{name}: {paint('dim', 'skipped')}, {report.skipped}"
    elif not report.findings:
        yield f"{name}: {paint('green', 'clean')}"
    for finding, reason in report.ignored:
        place = f"{finding.path}:{finding.place.line}:{finding.place.column}"
        yield f"{paint('bold', place)}: {paint('dim', f'ignored[{finding.rule}]')} {reason or '(no reason given)'}"


def _finding(
    finding: Finding, card: ModelCard | None, paint: Style, *, view: View, advice: set[tuple[str, str]]
) -> Iterator[str]:
    place = finding.place
    own = card if card is not None and finding.path == card.path else None
    pointed = own is None or not _of_the_whole(place, own)
    where = f"{finding.path}:{place.line}:{place.column}" if pointed else finding.path
    kind = paint(finding.severity, f"{finding.severity}[{finding.rule}]")
    line = f"{paint('bold', where)}: {kind} {finding.message}"
    mends = paint("green", "  [--fix]") if finding.fixable else ""
    known = (finding.rule, finding.hint) in advice and view.detail != "verbose"
    advice.add((finding.rule, finding.hint))
    if not pointed:
        yield line + (mends if known else f"; {finding.hint}{mends}")
    else:
        yield line + (mends if known else "")
        if own is not None:
            yield from _snippet(own.lines.line_text(place.line), place, paint, finding.severity)
    for path, spot, text in finding.related:
        yield f"  {paint('dim', 'also:')} {f'{path}:{spot.line}' if spot else path}: {text}"
    if pointed and not known:
        yield f"  {paint('dim', 'hint:')} {finding.hint}{mends}"


def _of_the_whole(place: Place, card: ModelCard) -> bool:
    """Whether a finding speaks of the card as a whole: it points at the file's start or the opening `---`."""
    opening = card.front_matter.place() if card.front_matter.present else Place(1, 1)
    return (place.line, place.column) == (opening.line, opening.column) and (place.end_line is None or place == opening)


def _shown_column(text: str, column: int) -> int:
    """Where a column of the file stands in what is shown of its line: an escape is longer than its character."""
    return len(_inert.shown(text[: column - 1])) + 1 + max(0, column - 1 - len(text))


def _snippet(text: str, place: Place, paint: Style, severity: str) -> Iterator[str]:
    if not text.strip():
        return
    text = text.replace("\t", " ")
    shown = _inert.shown(text)
    same_line = place.end_line in (None, place.line)
    column = _shown_column(text, place.column)
    end = _shown_column(text, place.end_column) if same_line and place.end_column else len(shown) + 1
    if len(shown) > _WIDTH:
        cut = max(0, min(column - 20, len(shown) - _WIDTH))
        shown = ("…" if cut else "") + shown[cut : cut + _WIDTH] + ("…" if cut + _WIDTH < len(shown) else "")
        shift = cut - (1 if cut else 0)
        column, end = column - shift, end - shift
    number = str(place.line)
    width = max(1, min(end, len(shown) + 1) - column)
    yield f"  {paint('dim', number + ' |')} {shown}"
    yield f"  {' ' * len(number)} {paint('dim', '|')} {' ' * (column - 1)}{paint(severity, '^' * width)}"
