"""Rules about what a card says of its training data."""

from __future__ import annotations

from openness.rules._base import Rule

RULES: tuple[Rule, ...] = ()
