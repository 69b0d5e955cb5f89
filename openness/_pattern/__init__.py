"""
Regular expressions on the text of strangers: every search takes a time that grows with the text, whatever the text.

The engine is RE2, which has no look-around and no back-references. What must or must not stand around a match, around a
place in it or in a part of it is given beside the expression, as data (`conditions`), and asked of every match that the
engine finds; one that is refused is taken away and the search goes on. Expressions are compiled when they are first asked,
so that a short run pays only for those it needs. Why this engine: docs/decisions/0012-linear-expressions.md.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from openness._pattern.conditions import Conditions
from openness._pattern.engine import Place
from openness._pattern.expression import Pattern
from openness._pattern.late import Late
from openness._pattern.search import given_up

__all__ = ["Conditions", "Pattern", "given_up", "pattern", "simple"]

if TYPE_CHECKING:

    def simple(expression: str, flags: int = 0) -> re.Pattern[str]:
        """
        An expression so plain that `re` cannot go back in it: words, signs, and one run of signs at the end of each.

        For what is asked of every word. A test proves it of each; all others are given to `pattern`.
        """
        return re.compile(expression, flags)

    def pattern(
        expression: str,
        flags: int = 0,
        *,
        before: Place | None = None,
        not_before: Place | None = None,
        after: Place | None = None,
        not_after: Place | None = None,
        not_in: Place | None = None,
    ) -> re.Pattern[str]:
        """An expression that answers as `re` does, in linear time; see `Conditions` for the rest."""

else:

    @lru_cache(maxsize=512)
    def simple(expression: str, flags: int = 0) -> Late:
        """Give an expression so plain that `re` cannot go back in it, compiled when first asked."""
        return Late(expression, flags)

    def pattern(expression: str, flags: int = 0, **conditions: Place | None) -> Pattern:
        """Give an expression that answers as `re` does, in linear time; see `Conditions` for the rest."""
        return Pattern(expression, flags, conditions) if conditions else _plain(expression, flags)

    @lru_cache(maxsize=1024)
    def _plain(expression: str, flags: int) -> Pattern:
        return Pattern(expression, flags, {})
