"""What each public standard of openness says of a record: versioned, pure functions over facts."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, overload

from openness import plugins
from openness.errors import ConfigurationError, UnknownNameError
from openness.frameworks._base import (
    Answer,
    Assessment,
    Colour,
    Framework,
    Score,
    Step,
    Undetermined,
    Verdict,
    criterion,
)
from openness.release import ModelRelease

# Every framework of this package: its name, its file, its class. A new one is one line here.
_HOMES: dict[str, tuple[str, str]] = {
    "mof": ("mof", "ModelOpennessFramework"),
    "mof-mot": ("mof_mot", "ModelOpennessTool"),
    "osaid-1.0": ("osaid", "OpenSourceAiDefinition"),
    "osai-12": ("osai", "Osai12"),
    "osai-14": ("osai", "Osai14"),
    "oucg-14": ("osai", "Oucg14"),
    "eu-ai-act-53-2": ("eu_ai_act", "EuAiAct532"),
    "open-weights-definition": ("open_weights", "OpenWeightsDefinition"),
    "g7-2026": ("g7", "G7Vision"),
}
NAMES: tuple[str, ...] = tuple(_HOMES)
"""Names of all frameworks of this package."""


def names() -> tuple[str, ...]:
    """Names of all frameworks, those of the plugins in use last."""
    return (*NAMES, *(name for name in plugins.used("openness.frameworks") if name not in _HOMES))


def get(name: str) -> Framework:
    """A framework by name; UnknownNameError with near names otherwise."""
    if name in _HOMES:
        return _own(name)
    offered = plugins.used("openness.frameworks").get(name)
    if offered is not None:
        return _of_plugin(name, offered)
    from difflib import get_close_matches

    near = tuple(get_close_matches(name, names(), n=2))
    hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(names())}"
    raise UnknownNameError(f"{name}: unknown framework; {hint}", near=near)


@cache
def _of_plugin(name: str, kind: Any) -> Framework:
    if not (isinstance(kind, type) and issubclass(kind, Framework)) or kind.name != name:
        raise ConfigurationError(
            f"plugin framework `{name}` is no subclass of openness.frameworks.Framework of that name"
        )
    framework: Framework = kind()
    return framework


@cache
def _own(name: str) -> Framework:
    room, class_ = _HOMES[name]
    framework: Framework = getattr(import_module(f"{__name__}.{room}"), class_)()
    return framework


def verdict_of(assessment: Assessment) -> Verdict | None:
    """The verdict of an assessment with its label and colour; null where a framework grades, or is none that we know."""
    try:
        return get(assessment.framework).verdict(assessment.verdict)
    except UnknownNameError:
        return None


@overload
def assess(release: ModelRelease, wanted: str, /) -> Assessment: ...
@overload
def assess(release: ModelRelease, /, *wanted: str) -> tuple[Assessment, ...]: ...
def assess(release: ModelRelease, *wanted: str) -> tuple[Assessment, ...] | Assessment:
    """
    What the named frameworks say of a release: one name gives one Assessment, none gives those of all frameworks.

    Raises UnknownNameError for a name that is no framework, TypeError for what is no record.
    """
    if not isinstance(release, ModelRelease):
        raise TypeError(
            f"openness.assess takes a record, not {type(release).__name__}: "
            "openness.assess(openness.release_from_card(card), ...)"
        )
    found = tuple(get(name).assess(release) for name in wanted or names())
    return found[0] if len(wanted) == 1 else found


__all__ = [
    "NAMES",
    "Answer",
    "Assessment",
    "Colour",
    "Framework",
    "Score",
    "Step",
    "Undetermined",
    "Verdict",
    "assess",
    "criterion",
    "get",
    "names",
    "verdict_of",
]
