"""What a licence allows and demands: identity, terms with clauses, texts, expressions, questions."""

from __future__ import annotations

from openness.licenses.conflicts import Conflict, conflict
from openness.licenses.identification import Match, identify
from openness.licenses.model import License, Term, Terms, Threshold
from openness.licenses.store import Resolution, all_licenses, find, get, ids, nearest, of_model, resolve

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
