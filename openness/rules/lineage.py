"""Rules about descent: base models and what their licences demand."""

from __future__ import annotations

from openness.rules._base import Rule

RULES: tuple[Rule, ...] = ()
