"""Rules about whether the weights can be had."""

from __future__ import annotations

from openness.rules._base import Rule

RULES: tuple[Rule, ...] = ()
