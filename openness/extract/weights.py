"""Whether and how the weights can be had."""

from __future__ import annotations

from openness.extract._draft import Draft


def read(draft: Draft) -> None:
    """Read the section into the draft."""
