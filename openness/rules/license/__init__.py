"""Rules about the declared licence, the choice of one, and its text."""

from __future__ import annotations

from openness.rules.license import choice, field, parts, prose, text
from openness.rules.rule import Rule

RULES: tuple[Rule, ...] = (*field.RULES, *choice.RULES, *text.RULES, *prose.RULES, *parts.RULES)
