"""Rules about what a publisher states in `openness:` or `openness.yaml`."""

from __future__ import annotations

from openness.rules._base import Rule

RULES: tuple[Rule, ...] = ()
