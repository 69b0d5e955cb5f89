"""What holds a verdict back, and the shortest way to a better one."""

from __future__ import annotations

from openness._base import Frozen
from openness.errors import UnknownNameError
from openness.frameworks._base import Answer, Assessment
from openness.frameworks.mof_mot import parts, verb

_CLASSES = {"class-iii": 3, "class-ii": 2, "class-i": 1}
WITH_CLASSES = ("mof", "mof-mot")
"""The frameworks whose verdicts are classes, so that there is a way to a better one."""
_REFUTING = ("unmet", "unknown", "partial")


class Step(Frozen):
    """One thing that a publisher must still do."""

    id: str
    """The component."""
    do: str
    """What to do."""
    reason: str
    """Why it does not count yet."""


def why(assessment: Assessment, *, most: int = 2) -> tuple[Answer, ...]:
    """
    The criteria that hold a verdict back, at most `most`.

    A refuted criterion decides before an unknown one, and an unknown one before one that needs review.
    """
    held = [one for word in _REFUTING for one in assessment.criteria if one.answer == word]
    if assessment.framework in WITH_CLASSES:
        held.sort(key=lambda one: (-_class(one.id), _REFUTING.index(one.answer)))
    return tuple(held[:most])


def path_to(assessment: Assessment, goal: str) -> tuple[Step, ...]:
    """
    What must still be released for a class of the Model Openness Framework: the shortest list.

    `assessment` is one of `mof` or `mof-mot`; `goal` is `class-i`, `class-ii` or `class-iii`, else UnknownNameError.
    """
    if assessment.framework not in WITH_CLASSES:
        names = " and ".join(WITH_CLASSES)
        raise UnknownNameError(f"{assessment.framework} has no classes; {names} have", near=WITH_CLASSES)
    if goal not in _CLASSES:
        raise UnknownNameError(f"{goal}: unknown class; known: {', '.join(_CLASSES)}", near=tuple(_CLASSES))
    answers = {one.id: one for one in assessment.criteria}
    steps = []
    paper = answers["research-paper"]
    for part in parts():
        if not part.required or part.class_ < _CLASSES[goal]:
            continue
        answer = answers[part.kind]
        if answer.answer == "met" or (part.kind == "technical-report" and paper.answer == "met"):
            continue
        if part.kind == "technical-report" and _CLASSES[goal] == 1:
            continue  # the paper, which Class I needs anyway, stands in for the report
        name = part.name.lower()
        if answer.answer == "unknown" and "licence" in answer.reason:
            do = f"say under which open licence the {name} {verb(part)} released"
        else:
            do = f"release the {name} under an open licence, or say where"
        steps.append(Step(id=part.kind, do=do, reason=answer.reason))
    return tuple(steps)


def _class(kind: str) -> int:
    return next((part.class_ if part.required else 0 for part in parts() if part.kind == kind), 0)
