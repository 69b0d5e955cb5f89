"""What each public standard of openness says of a record: versioned, pure functions over facts."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Literal

from openness._base import Frozen
from openness.errors import UnknownNameError
from openness.frameworks._base import Answer, Assessment, Framework, Progress, Score, Undetermined
from openness.release import ModelRelease

_HOMES: dict[str, tuple[str, str]] = {
    "mof": ("mof", "ModelOpennessFramework"),
    "mof-mot": ("mof_mot", "ModelOpennessTool"),
    "osaid-1.0": ("osaid", "OpenSourceAiDefinition"),
    "osai-12": ("osai", "Osai12"),
    "osai-14": ("osai", "Osai14"),
    "oucg-14": ("osai", "Oucg14"),
    "eu-ai-act-53-2": ("eu_ai_act", "EuAiAct532"),
    "open-weights-definition": ("open_weights", "OpenWeightsDefinition"),
}
NAMES: tuple[str, ...] = tuple(_HOMES)
"""Names of all frameworks."""


class AssessmentResult(Frozen):
    """What the frameworks say of one target."""

    target: str
    """The target as given."""
    assessments: tuple[Assessment, ...]
    """One per framework."""


class AssessmentReport(Frozen):
    """The JSON of `openness assess`."""

    format: Literal["openness-assessment"] = "openness-assessment"
    """Name of this format."""
    version: Literal["1.0"] = "1.0"
    """Version of this format."""
    results: tuple[AssessmentResult, ...]
    """One per target."""


@cache
def get(name: str) -> Framework:
    """A framework by name; UnknownNameError with near names otherwise."""
    if name not in _HOMES:
        from difflib import get_close_matches

        near = tuple(get_close_matches(name, NAMES, n=2))
        hint = f"did you mean {' or '.join(near)}" if near else f"known: {', '.join(NAMES)}"
        raise UnknownNameError(f"{name}: unknown framework; {hint}", near=near)
    room, class_ = _HOMES[name]
    framework: Framework = getattr(import_module(f"{__name__}.{room}"), class_)()
    return framework


def assess(release: ModelRelease, *names: str) -> tuple[Assessment, ...] | Assessment:
    """
    What the named frameworks say of a release: one name gives one Assessment, none gives those of all frameworks.

    Raises UnknownNameError for a name that is no framework.
    """
    found = tuple(get(name).assess(release) for name in names or NAMES)
    return found[0] if len(names) == 1 else found


__all__ = [
    "NAMES",
    "Answer",
    "Assessment",
    "AssessmentReport",
    "AssessmentResult",
    "Framework",
    "Progress",
    "Score",
    "Undetermined",
    "assess",
    "get",
]
