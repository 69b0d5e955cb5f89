"""Assessments for a person: the verdict, what holds it back, and what nobody said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openness._inert import shown, uncommanded
from openness.frameworks import Answer, Assessment, Colour, Step, verdict_of
from openness.frameworks.why import has_goals, path_to, why
from openness.output._style import Style
from openness.release import Evidence

_MARKS = {"met": "+", "partial": "~", "unmet": "-", "unknown": "?", "not-applicable": "."}
_COLOURS = {"met": "green", "partial": "warning", "unmet": "error", "unknown": "info", "not-applicable": "dim"}
_KINDS: dict[Colour, str] = {"green": "green", "yellow": "warning", "red": "error", "grey": "info"}


def render(
    target: str,
    assessments: Sequence[Assessment],
    *,
    style: Style | None = None,
    reasons: bool = False,
    goal: str | None = None,
) -> str:
    """
    Every assessment of one target.

    One assessment alone shows all its criteria; several show one line each, with `reasons` also what holds each back.
    `goal` lists what a publisher must still release for that verdict, by the first framework that knows the way.
    """
    paint = style or Style()
    lines = [paint("bold", shown(target))]
    if goal is not None:
        asked = next((one for one in assessments if has_goals(one)), assessments[0])
        lines += _path(asked, path_to(asked, goal), goal, paint)
    elif len(assessments) == 1:
        lines += _assessment_lines(assessments[0], paint)
    else:
        width = max(len(one.framework) for one in assessments)
        for one in assessments:
            lines.append(f"  {one.framework:{width}}  {verdict(one, paint)}")
            if reasons:
                lines += [f"  {'':{width}}    {_criterion(held, paint)}" for held in why(one)]
    return uncommanded("\n".join(lines))


def verdict(assessment: Assessment, paint: Style) -> str:
    """The verdict and its label, in the colour of what it means."""
    said, known = assessment.verdict, verdict_of(assessment)
    label = shown(assessment.label or "")
    return f"{paint(_KINDS[known.colour] if known else 'info', said)}  {paint('dim', label)}" if said else label


def _assessment_lines(assessment: Assessment, paint: Style) -> Iterable[str]:
    yield f"  {assessment.framework} ({assessment.version}): {verdict(assessment, paint)}"
    yield from (f"  {shown(note)}" for note in assessment.notes())
    for answer in assessment.criteria:
        yield f"    {_criterion(answer, paint)}"
        if answer.evidence:
            yield f"        {paint('dim', _where(answer.evidence[0]))}"
    if assessment.undetermined:
        yield "  what would settle the rest:"
        yield from (f"    {one.id}: {shown(one.settle)}" for one in assessment.undetermined)


def _path(assessment: Assessment, steps: tuple[Step, ...], goal: str, paint: Style) -> Iterable[str]:
    if not steps:
        yield f"  {paint('green', goal)} is reached"
        return
    noun = "step" if len(steps) == 1 else "steps"
    yield f"  {len(steps)} {noun} to {paint('bold', goal)} of {assessment.framework}:"
    for number, step in enumerate(steps, 1):
        yield f"    {number}. {shown(step.do)}"
        yield f"       {paint('dim', shown(step.reason))}"


def _criterion(answer: Answer, paint: Style) -> str:
    mark = paint(_COLOURS[answer.answer], f"{_MARKS[answer.answer]} {answer.id}")
    return f"{mark}: {shown(answer.reason)}"


def _where(evidence: Evidence) -> str:
    place = shown(evidence.path or evidence.source)
    if evidence.line:
        place += f":{evidence.line}"
    return f"{place}: “{shown(evidence.quote)}”" if evidence.quote else place
