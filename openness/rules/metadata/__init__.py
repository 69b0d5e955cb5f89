"""Rules about what the front matter is: its form, its keys and its ignore comments."""

from __future__ import annotations

from openness.rules.metadata import front_matter, ignores, keys, languages, model_index, types, values
from openness.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *front_matter.RULES,
    *languages.RULES,
    *keys.RULES,
    *types.RULES,
    *model_index.RULES,
    *values.RULES,
    *ignores.RULES,
)
