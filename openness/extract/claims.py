"""What the publisher says of the model's openness."""

from __future__ import annotations

from openness.extract._draft import Draft


def read(draft: Draft) -> None:
    """Read the section into the draft."""
