"""What a stated price says: that there is one, or that there is none."""

from __future__ import annotations

import re

from openness._pattern import pattern

_FREE = pattern(r"\bfree\b|\b(?:no|without)(?: any)? (?:charge|cost|fee|payment|royalt)", re.IGNORECASE)


def asks_money(stated: str | None) -> bool:
    """Whether a statement about the price names one; `free of charge` does not, and nothing said is no price."""
    return stated is not None and _FREE.search(stated) is None
