"""Rules about what a card claims of the model's openness."""

from __future__ import annotations

from openness.rules._base import Rule

RULES: tuple[Rule, ...] = ()
