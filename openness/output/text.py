"""Findings for a person: place, message, the line with a caret, what to do, where to read more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from openness.card import ModelCard, Place
from openness.output._results import Result
from openness.output._style import Style
from openness.rules import Finding

RULE_URL = "https://openness.dev/rules/{}"
_WIDTH = 110


def render(results: Sequence[Result], *, style: Style | None = None) -> str:
    """The whole report."""
    paint = style or Style()
    parts: list[str] = []
    for result in results:
        if result.report is not None:
            parts.extend(_finding(finding, result.card, paint) for finding in result.report.findings)
    parts.append(_summary(results, paint))
    return "\n".join(parts)


def _finding(finding: Finding, card: ModelCard | None, paint: Style) -> str:
    place = finding.place
    head = (
        f"{paint('bold', f'{finding.path}:{place.line}:{place.column}')}: "
        f"{paint(finding.severity, f'{finding.severity}[{finding.rule}]')} {finding.message}"
    )
    lines = [head]
    if card is not None and finding.path == card.path:
        lines.extend(_snippet(card.lines.line_text(place.line), place, paint, finding.severity))
    for path, where, text in finding.related:
        shown = f"{path}:{where.line}" if where else path
        lines.append(f"  {paint('dim', 'also:')} {shown}: {text}")
    fixable = paint("green", "  [--fix]") if finding.fixable else ""
    lines.append(f"  {paint('dim', 'hint:')} {finding.hint}{fixable}")
    return "\n".join(lines) + "\n"


def _snippet(text: str, place: Place, paint: Style, severity: str) -> Iterator[str]:
    if not text.strip():
        return
    shown = text.replace("\t", " ")
    column = place.column
    same_line = place.end_line in (None, place.line)
    end = place.end_column if same_line and place.end_column else len(shown) + 1
    if len(shown) > _WIDTH:
        cut = max(0, min(column - 20, len(shown) - _WIDTH))
        shown = ("…" if cut else "") + shown[cut : cut + _WIDTH] + ("…" if cut + _WIDTH < len(shown) else "")
        shift = cut - (1 if cut else 0)
        column, end = column - shift, end - shift
    number = str(place.line)
    width = max(1, min(end, len(shown) + 1) - column)
    yield f"  {paint('dim', number + ' |')} {shown}"
    yield f"  {' ' * len(number)} {paint('dim', '|')} {' ' * (column - 1)}{paint(severity, '^' * width)}"


def _summary(results: Sequence[Result], paint: Style) -> str:
    reports = [result.report for result in results if result.report is not None]
    counts = Counter(finding.severity for report in reports for finding in report.findings)
    skipped: dict[str, list[str]] = {}
    for result in results:
        if result.report is not None and result.report.skipped:
            skipped.setdefault(result.report.skipped, []).append(result.target)
    checked = sum(report.skipped is None for report in reports)
    fixable = sum(finding.fixable for report in reports for finding in report.findings)
    ignored = sum(len(report.ignored) for report in reports)
    words = [
        paint(kind, f"{counts[kind]} {kind if kind == 'info' or counts[kind] == 1 else kind + 's'}")
        for kind in ("error", "warning", "info")
        if counts[kind]
    ] or [paint("green", "no findings")]
    line = f"{', '.join(words)} in {checked} model card{'s' if checked != 1 else ''}"
    if fixable:
        line += f"; {fixable} can be mended with --fix"
    if ignored:
        line += f"; {ignored} ignored by comments"
    for reason, names in sorted(skipped.items()):
        line += f"\nskipped {names[0] if len(names) == 1 else f'{len(names)} files'}: {reason}"
        if not checked and reason.startswith("no model card"):
            line += "; --assume-card checks it all the same"
    return line
