"""Rules about what a card says of its training data: whether it says anything, which datasets, who made them."""

from __future__ import annotations

from openness.rules.data import datasets, disclosure, origin, summary
from openness.rules.rule import Rule

RULES: tuple[Rule, ...] = (*disclosure.RULES, *datasets.RULES, *origin.RULES, *summary.RULES)
