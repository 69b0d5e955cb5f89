"""
Writing ignore comments for what a check found, so that a project can begin with what is new.

A comment goes where it covers no more than it must: at the end of the line in the front matter, before the paragraph in
the prose, and on a line of its own, for the whole card, where neither can be. Each is tried on the text first: it is
kept if the card still reads the same and the finding is covered. A card whose metadata cannot be read gets none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openness._pattern import pattern, simple
from openness.card import ModelCard
from openness.cli import _fix
from openness.rules import Edit, Finding, ignores

REASON: Final = "TODO: say why"
"""What stands where a person gives the reason."""
_UNREADABLE: Final = frozenset({"yaml-syntax", "yaml-too-complex", "not-a-mapping"})
"""Problems of metadata that nobody can read."""
_EXISTING = pattern(r"(openness:[ \t]*ignore\[[^\]\n]*)\]")


def apply(card: ModelCard, findings: tuple[Finding, ...]) -> tuple[ModelCard, tuple[Finding, ...]]:
    """The card with a comment for each finding that one can cover, written back; and the findings that are covered."""
    changed, covered = with_comments(card, findings)
    if changed.text == card.text:
        return card, ()
    whole = Edit(start=0, end=len(card.text), text=changed.text)
    return _fix.write_back(card, (whole,), option="--add-ignores"), covered


def with_comments(card: ModelCard, findings: tuple[Finding, ...]) -> tuple[ModelCard, tuple[Finding, ...]]:
    """The same without writing. A comment on a line of its own moves the findings that are still to come below it."""
    text = card.text
    covered: list[Finding] = []
    own = [one for one in findings if one.path == card.path]
    own.sort(key=lambda one: (one.place.line, one.place.column), reverse=True)
    lines = [one.place.line for one in own]
    for number, finding in enumerate(own):
        line = lines[number]
        now = _read(card, text)
        if _is_covered(now, finding.rule, line):
            covered.append(finding)
            continue
        for edit, then in _candidates(now, finding.rule, line):
            after = _read(card, _fix.edited(text, (edit,)))
            if _reads_the_same(now, after) and _is_covered(after, finding.rule, then):
                text = after.text
                covered.append(finding)
                added, at = len(after.lines) - len(now.lines), now.lines.line_of(edit.start)
                lines = [one + added if one >= at else one for one in lines]
                break
    return _read(card, text), tuple(reversed(covered))


def _read(card: ModelCard, text: str) -> ModelCard:
    return ModelCard.parse(text, path=card.path)


def _is_covered(card: ModelCard, rule: str, line: int) -> bool:
    return any(one.covers(rule, line) for one in ignores.read(card))


def _reads_the_same(before: ModelCard, after: ModelCard) -> bool:
    kinds = [one.kind for one in before.problems]
    return (
        before.front_matter.values == after.front_matter.values
        and before.front_matter.present == after.front_matter.present
        and kinds == [one.kind for one in after.problems]
    )


def _candidates(card: ModelCard, rule: str, line: int) -> Iterator[tuple[Edit, int]]:
    """Edits that may cover a finding, the narrowest first, each with the line on which the finding then stands."""
    matter = card.front_matter
    start, end = _span(card, line)
    if any(problem.kind in _UNREADABLE for problem in card.problems):
        return  # a comment would move the fault about, and the Hub refuses the card all the same
    if matter.present and matter.start <= start < matter.end:
        if joined := _joined(card, rule, start, end):
            yield joined, line
        yield Edit(end, end, f"  # openness: ignore[{rule}] {REASON}"), line
    elif not matter.present or start >= card.body.start:
        first = _paragraph(card, line)
        if joined := _joined(card, rule, *_span(card, first)):
            yield joined, line
        at, _ = _span(card, first)
        indent = simple(r"[ \t]*").match(card.lines.line_text(first))
        margin = indent[0] if indent else ""
        comment = f"{margin}<!-- openness: ignore[{rule}] {REASON} -->{_ending(card)}"
        yield Edit(at, at, comment), line + 1
        yield Edit(at, at, comment), line  # a finding about the file's start stays there
    if matter.present:
        opening = matter.start
        first_line = card.lines.line_of(opening)
        if joined := _joined(card, rule, *_span(card, first_line), alone=True):
            yield joined, line
        comment = f"# openness: ignore[{rule}] {REASON}{_ending(card)}"
        yield Edit(opening, opening, comment), line + (line >= first_line)


def _joined(card: ModelCard, rule: str, start: int, end: int, *, alone: bool = False) -> Edit | None:
    """The rule added to a comment that stands on the line and waits for its reason."""
    text = card.text[start:end]
    match = _EXISTING.search(text)
    if match is None or REASON not in text or (alone and not text.lstrip().startswith("#")):
        return None
    at = start + match.end(1)
    return Edit(at, at, f", {rule}")


def _paragraph(card: ModelCard, line: int) -> int:
    """The first line of the paragraph that holds a line; of a code block the line that opens it."""
    first = line
    lowest = card.lines.line_of(card.body.start) if card.front_matter.present else 1
    while first > lowest and (
        card.lines.line_text(first - 1).strip() or card.body.in_code(card.lines.starts[first - 1])
    ):
        first -= 1
    return first


def _span(card: ModelCard, line: int) -> tuple[int, int]:
    """Where a line starts, and where its text ends, before its line ending."""
    start = card.lines.starts[line - 1] if line <= len(card.lines) else len(card.text)
    return start, start + len(card.lines.line_text(line))


def _ending(card: ModelCard) -> str:
    """The line ending of a card, as its first line has it."""
    match = simple(r"\r\n|\n|\r").search(card.text)
    return match[0] if match else "\n"
