"""From a card to its record, and one line on standard error for each part that was not read."""

from __future__ import annotations

from openness._pattern import given_up
from openness.card import ModelCard
from openness.cli._terminal import complain
from openness.release import ModelRelease


def read(card: ModelCard) -> ModelRelease:
    """The record of a card; what `check` reports as `overlong-text` is said here, as a record has no place for it."""
    from openness.extract import release_from_card, unread

    with given_up() as texts:
        release = release_from_card(card)
    for place, message in unread(card, texts):
        complain(f"{card.path}:{place.line}: {message}", "warning")
    return release
