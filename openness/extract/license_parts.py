"""The licences that a card gives to parts of its release: its code, its data, a component."""

from __future__ import annotations

from typing import Any

from openness.card import ModelCard
from openness.extract import front_matter, license, lineage, subject, weights  # noqa: A004 - the room's name
from openness.extract.draft import Draft


def license_parts(card: ModelCard) -> tuple[dict[str, Any], ...]:
    """Each part with its licence and the evidence; the weights' own licence is none of them."""
    draft = Draft(card)
    for read in (front_matter.read, subject.read, lineage.read, weights.read, license.read):
        read(draft)
    return tuple(draft.cache.get("license_parts", ()))
