"""
What a model publishes, as typed facts with evidence, and answers from them.

    card    = openness.ModelCard.read("README.md")
    release = openness.release_from_card(card)
    report  = openness.check(card, release=release)
    verdict = openness.assess(release, "mof")
    terms   = openness.licenses.get("llama2").terms

Names are loaded when first used, so `import openness` reads no data file and opens no socket.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str
    from openness import licenses
    from openness.card import ModelCard
    from openness.errors import OpennessError
    from openness.extract import release_from_card
    from openness.frameworks import Assessment, assess
    from openness.hub import fetch
    from openness.licenses import License
    from openness.release import Component, Evidence, ModelRelease
    from openness.rules import Finding, Report, check
    from openness.schema import json_schema

_HOMES = {
    "Assessment": "openness.frameworks",
    "Component": "openness.release",
    "Evidence": "openness.release",
    "Finding": "openness.rules",
    "License": "openness.licenses",
    "ModelCard": "openness.card",
    "ModelRelease": "openness.release",
    "OpennessError": "openness.errors",
    "Report": "openness.rules",
    "assess": "openness.frameworks",
    "check": "openness.rules",
    "fetch": "openness.hub",
    "json_schema": "openness.schema",
    "release_from_card": "openness.extract",
}


def __getattr__(name: str) -> Any:
    """Load a public name from the room that holds it."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name == "licenses":
        return import_module("openness.licenses")
    if name == "__version__":
        from importlib.metadata import version

        return version("openness")
    raise AttributeError(f"module 'openness' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


__all__ = [
    "Assessment",
    "Component",
    "Evidence",
    "Finding",
    "License",
    "ModelCard",
    "ModelRelease",
    "OpennessError",
    "Report",
    "assess",
    "check",
    "fetch",
    "json_schema",
    "licenses",
    "release_from_card",
]
