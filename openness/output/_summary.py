"""How a run went as a whole: findings by severity and by rule, how many cards are clean, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from openness.output._results import Result
from openness.output._style import Style, View
from openness.rules import SEVERITIES, Finding, Report

_COLUMNS = ("rule", "severity", "findings", "cards", "fixable")


def render(results: Sequence[Result], paint: Style, view: View) -> str:
    """The end of the text: the table where it says more than the findings above it, the counts, the ways on."""
    shown = [one for one in _findings(results) if view.shows(one)]
    lines: list[str] = []
    if len(shown) > len({one.rule for one in shown}):
        lines += [*table(results, paint, view), ""]
    lines += [counts(results, paint, view), *_ways_on(shown, paint), *_skipped(results)]
    return "\n".join(lines)


def table(results: Sequence[Result], paint: Style, view: View | None = None) -> Iterator[str]:
    """A line for each rule that found something, the worst and the most frequent first."""
    found: dict[tuple[str, str], list[Finding]] = {}
    cards: dict[tuple[str, str], set[str]] = {}
    for result in results:
        for one in result.report.findings if result.report is not None else ():
            if view is None or view.shows(one):
                found.setdefault((one.severity, one.rule), []).append(one)
                cards.setdefault((one.severity, one.rule), set()).add(result.target)
    if not found:
        return
    order = sorted(found, key=lambda key: (_rank(key[0]), -len(found[key]), key[1]))
    rows = [
        (rule, severity, str(len(found[severity, rule])), str(len(cards[severity, rule])), str(_fixable(found[severity, rule])))
        for severity, rule in order
    ]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(_COLUMNS, *rows, strict=True)]
    yield paint("bold", _row(_COLUMNS, widths))
    for row in rows:
        head = row[0].ljust(widths[0])
        yield head + _row(row, widths)[len(head) :].replace(row[1], paint(row[1], row[1]), 1)


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    words = (word.ljust(width) for word, width in zip(row[:2], widths[:2], strict=True))
    numbers = (word.rjust(width) for word, width in zip(row[2:], widths[2:], strict=True))
    return "  ".join((*words, *numbers))


def counts(results: Sequence[Result], paint: Style, view: View) -> str:
    """`2 errors, 1 warning in 2 of 5 model cards; 3 clean; 4 info not shown (--show info)`."""
    reports = [result.report for result in results if result.report is not None and result.report.skipped is None]
    findings = [one for report in reports for one in report.findings]
    number = Counter(one.severity for one in findings)
    shown = [kind for kind in SEVERITIES if number[kind] and _rank(kind) <= _rank(view.show)]
    words = [paint(kind, _many(number[kind], kind)) for kind in shown]
    touched = sum(any(view.shows(one) for one in report.findings) for report in reports)
    cards = f"{len(reports)} model card{'s' if len(reports) != 1 else ''}"
    line = ", ".join(words) if words else paint("green", "no findings" if not findings else _none_of(view))
    line += f" in {touched} of {cards}" if words and len(reports) > 1 else f" in {cards}"
    if len(reports) > 1:
        clean = sum(not report.findings for report in reports)
        line += f"; {clean} clean"
    for kind in SEVERITIES:
        if number[kind] and kind not in shown:
            line += f"; {_many(number[kind], kind)} not shown (--show {kind})"
    ignored = sum(len(report.ignored) for report in reports)
    if ignored:
        line += f"; {ignored} ignored by comments"
    if silenced := sum(len(result.silenced) for result in results):
        line += f"; {silenced} silenced by settings (--isolated shows them)"
    if known := sum(len(result.known) for result in results):
        line += f"; {known} known to the baseline"
    return line


def _ways_on(shown: Sequence[Finding], paint: Style) -> Iterator[str]:
    """How to mend, to learn why, and to ignore."""
    if not shown:
        return
    fixable = _fixable(shown)
    if fixable:
        yield paint("green", f"{fixable} can be mended with --fix")
    rules = {one.rule for one in shown}
    rule = next(iter(rules)) if len(rules) == 1 else "RULE"
    yield paint("dim", f"why: openness explain {rule}; to ignore: # openness: ignore[{rule}] reason, or --add-ignores")


def _skipped(results: Sequence[Result]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    checked = 0
    for result in results:
        if result.report is not None and result.report.skipped:
            reasons.setdefault(result.report.skipped, []).append(result.target)
        checked += result.report is not None and result.report.skipped is None
    for reason, names in sorted(reasons.items()):
        line = f"skipped {names[0] if len(names) == 1 else f'{len(names)} files'}: {reason}"
        if not checked and reason.startswith("no model card"):
            line += "; --assume-card checks it all the same"
        yield line


def _none_of(view: View) -> str:
    return f"no {' and no '.join(f'{kind}s' for kind in SEVERITIES[: _rank(view.show) + 1])}"


def _many(number: int, kind: str) -> str:
    return f"{number} {kind if kind == 'info' or number == 1 else kind + 's'}"


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity)


def _fixable(findings: Sequence[Finding]) -> int:
    return sum(one.fixable for one in findings)


def _findings(results: Sequence[Result]) -> list[Finding]:
    reports: list[Report] = [result.report for result in results if result.report is not None]
    return [one for report in reports for one in report.findings]
