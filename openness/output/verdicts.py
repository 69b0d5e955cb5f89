"""Assessments for a person: the verdict, what holds it back, and what nobody said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openness.frameworks import Answer, Assessment
from openness.frameworks.why import WITH_CLASSES, Step, path_to, why
from openness.output._style import Style
from openness.release import Evidence

_MARKS = {"met": "+", "partial": "~", "unmet": "-", "unknown": "?", "not-applicable": "."}
_COLOURS = {"met": "green", "partial": "warning", "unmet": "error", "unknown": "info", "not-applicable": "dim"}
_GOOD = frozenset({"pass", "conditions-met", "class-i", "class-ii", "class-iii"})
_BAD = frozenset({"fail", "not-met", "unclassified"})


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
    `goal` lists what a publisher must still release for that class of the Model Openness Framework.
    """
    paint = style or Style()
    lines = [paint("bold", target)]
    if goal is not None:
        asked = next((one for one in assessments if one.framework in WITH_CLASSES), assessments[0])
        lines += _path(asked, path_to(asked, goal), goal, paint)
    elif len(assessments) == 1:
        lines += _one(assessments[0], paint)
    else:
        width = max(len(one.framework) for one in assessments)
        for one in assessments:
            lines.append(f"  {one.framework:{width}}  {verdict(one, paint)}")
            if reasons:
                lines += [f"  {'':{width}}    {_criterion(held, paint)}" for held in why(one)]
    return "\n".join(lines)


def verdict(assessment: Assessment, paint: Style) -> str:
    """The verdict and its label, in the colour of what it means."""
    said = assessment.verdict
    kind = "green" if said in _GOOD else "error" if said in _BAD else "info"
    label = assessment.label or ""
    return f"{paint(kind, said)}  {paint('dim', label)}" if said else label


def _one(assessment: Assessment, paint: Style) -> Iterable[str]:
    yield f"  {assessment.framework} ({assessment.version}): {verdict(assessment, paint)}"
    if assessment.progress is not None:
        percent = assessment.progress
        yield f"  progress: class III {percent.class_3:.0f} %, II {percent.class_2:.0f} %, I {percent.class_1:.0f} %"
    for answer in assessment.criteria:
        yield f"    {_criterion(answer, paint)}"
        if answer.evidence:
            yield f"        {paint('dim', _where(answer.evidence[0]))}"
    if assessment.undetermined:
        yield "  what would settle the rest:"
        yield from (f"    {one.id}: {one.settle}" for one in assessment.undetermined)
    summary = assessment.training_summary
    if summary is not None:
        missing = ", ".join(one.number for one in summary.missing)
        yield f"  public training summary, 53(1)(d): {summary.filled} of {summary.of} fields can be filled; missing: {missing}"


def _path(assessment: Assessment, steps: tuple[Step, ...], goal: str, paint: Style) -> Iterable[str]:
    if not steps:
        yield f"  {paint('green', goal)} is reached"
        return
    noun = "step" if len(steps) == 1 else "steps"
    yield f"  {len(steps)} {noun} to {paint('bold', goal)} of {assessment.framework}:"
    for number, step in enumerate(steps, 1):
        yield f"    {number}. {step.do}"
        yield f"       {paint('dim', step.reason)}"


def _criterion(answer: Answer, paint: Style) -> str:
    mark = paint(_COLOURS[answer.answer], f"{_MARKS[answer.answer]} {answer.id}")
    return f"{mark}: {answer.reason}"


def _where(evidence: Evidence) -> str:
    place = evidence.path or evidence.source
    if evidence.line:
        place += f":{evidence.line}"
    return f"{place}: “{evidence.quote}”" if evidence.quote else place
