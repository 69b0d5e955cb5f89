"""Which model the record is about."""

from __future__ import annotations

from openness.extract._draft import Draft


def read(draft: Draft) -> None:
    """Read the section into the draft."""
