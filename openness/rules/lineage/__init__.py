"""Rules about descent: bases, what they ask of derivatives, ancestors."""

from __future__ import annotations

from openness.rules.lineage import ancestry, bases, derivatives, inherited
from openness.rules.rule import Rule

RULES: tuple[Rule, ...] = (*bases.RULES, *inherited.RULES, *derivatives.RULES, *ancestry.RULES)
