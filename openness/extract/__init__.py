"""From a card to the record: every field of `ModelRelease`, each with evidence."""

from __future__ import annotations

from openness.extract.release import release_from_card

__all__ = ["release_from_card"]
