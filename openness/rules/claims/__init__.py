"""Rules about what a card claims of the model's openness, held against its licence and its data."""

from __future__ import annotations

from openness.rules.claims import commerce, open_source
from openness.rules.rule import Rule

RULES: tuple[Rule, ...] = (*open_source.RULES, *commerce.RULES)
