"""What the prose says of the licence, and what is concluded from all of it."""

from __future__ import annotations

from openness.extract._draft import Draft


def read(draft: Draft) -> None:
    """Read the section into the draft."""
