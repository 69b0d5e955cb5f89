"""What is wrong with a card as a text: collected while reading, never raised."""

from __future__ import annotations

from typing import Literal

from openness._value import dataclass
from openness.card.place import Place

ProblemKind = Literal[
    "byte-order-mark",
    "utf-16",
    "invalid-bytes",
    "control-characters",
    "no-front-matter",
    "late-front-matter",
    "fenced-front-matter",
    "unclosed-front-matter",
    "yaml-syntax",
    "yaml-too-complex",
    "duplicate-key",
    "not-a-mapping",
    "overlong-body",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardProblem:
    """One thing that could not be read as it stands, and where."""

    kind: ProblemKind
    message: str
    place: Place
    key: str | None = None
