"""What holds a verdict back, and the shortest way to a better one."""

from __future__ import annotations

from openness.errors import UnknownNameError
from openness.frameworks import get, names
from openness.frameworks._base import Answer, Assessment, Step

_REFUTING = ("unmet", "unknown", "partial")


def why(assessment: Assessment, *, most: int = 2) -> tuple[Answer, ...]:
    """
    The criteria that hold a verdict back, at most `most`.

    What weighs more for the framework comes first; among equals a refuted criterion decides before an unknown one, and an
    unknown one before one that needs review.
    """
    framework = get(assessment.framework)
    held = [one for one in assessment.criteria if one.answer in _REFUTING]
    held.sort(key=lambda one: (-framework.weight(one), _REFUTING.index(one.answer)))
    return tuple(held[:most])


def has_goals(assessment: Assessment) -> bool:
    """Whether the assessment's framework knows the way to a better verdict."""
    return bool(get(assessment.framework).goals)


def path_to(assessment: Assessment, goal: str) -> tuple[Step, ...]:
    """
    What must still be released for a verdict: the shortest list.

    UnknownNameError where the framework shows no way to a better verdict, or none to `goal`.
    """
    framework = get(assessment.framework)
    if not framework.goals:
        able = tuple(name for name in names() if get(name).goals)
        raise UnknownNameError(f"{assessment.framework} has no classes; {' and '.join(able)} have", near=able)
    return framework.steps_to(assessment, goal)


__all__ = ["Step", "has_goals", "path_to", "why"]
