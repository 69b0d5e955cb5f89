"""Rules about descent: bases, what they ask of derivatives, ancestors."""

from __future__ import annotations

from openness.rules.lineage import ancestry, bases, derivatives, inherited, laxer, outputs
from openness.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *bases.RULES,
    *laxer.RULES,
    *inherited.RULES,
    *derivatives.RULES,
    *outputs.RULES,
    *ancestry.RULES,
)
