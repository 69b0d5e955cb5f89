"""`release_from_card`: the one door from a card to the record."""

from __future__ import annotations

from openness.card import ModelCard
from openness.extract import front_matter
from openness.extract import statement as stated
from openness.extract._draft import Draft
from openness.release import ModelRelease


def release_from_card(card: ModelCard, *, statement: bool = True) -> ModelRelease:
    """
    The record of what a card (and, where known, its repository) says.

    Every fact carries evidence; what nobody said is `unknown` or null. What the publisher states wins over what was
    read, unless `statement` is false. Never raises for what a card contains.
    """
    draft = Draft(card)
    front_matter.read(draft)
    if statement:
        stated.apply(draft)
    return draft.release()
