"""What a licence allows and demands: identity, terms with clauses, texts, expressions, questions."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from openness.licenses.model import License, Term, Terms, Threshold
from openness.licenses.store import Resolution, all_licenses, find, get, ids, nearest, of_model, resolve

if TYPE_CHECKING:
    from openness.licenses.conflicts import Conflict, conflict
    from openness.licenses.identification import Match, identify

_HOMES = {"Conflict": "conflicts", "conflict": "conflicts", "Match": "identification", "identify": "identification"}
"""What few ask for, and no check of a card."""


def __getattr__(name: str) -> Any:
    """Load what is asked for rarely when it is asked for."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Conflict",
    "License",
    "Match",
    "Resolution",
    "Term",
    "Terms",
    "Threshold",
    "all_licenses",
    "conflict",
    "find",
    "get",
    "identify",
    "ids",
    "nearest",
    "of_model",
    "resolve",
]
