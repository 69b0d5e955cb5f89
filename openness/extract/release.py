"""`release_from_card`: the one door from a card to the record."""

from __future__ import annotations

from collections.abc import Callable

from openness.card import ModelCard
from openness.extract import (
    claims,
    compute,
    data,
    data_datasets,
    data_synthetic,
    distribution,
    documentation,
    documentation_papers,
    evaluation,
    forms,
    front_matter,
    license,  # noqa: A004 - the room's name
    lineage,
    lineage_stages,
    repository,
    second_reader,
    subject,
    weights,
)
from openness.extract import statement as stated
from openness.extract.draft import Draft
from openness.release import ModelRelease

READERS: tuple[Callable[[Draft], None], ...] = (
    front_matter.read,
    subject.read,
    lineage.read,
    lineage_stages.read,
    weights.read,
    license.read,
    claims.read,
    forms.read,
    documentation.read,
    data_datasets.read,
    data.read,
    data_synthetic.read,
    documentation_papers.read,
    evaluation.read,
    compute.read,
    distribution.read,
    repository.read,
)
"""Who reads what, in order: a later reader may use what an earlier one put into the draft."""


def release_from_card(card: ModelCard, *, statement: bool = True, guesses: bool = True) -> ModelRelease:
    """
    The record of what a card (and, where known, its repository) says.

    Every fact carries evidence; what nobody said is `unknown` or null. What the publisher states wins over what was
    read, unless `statement` is false; without `guesses` only what a pattern found is a fact, and the second reader is
    not asked. Never raises for what a card contains.
    """
    draft = Draft(card)
    for read in READERS:
        read(draft)
    if guesses:
        second_reader.read(draft)
    if statement:
        stated.apply(draft)
    return draft.release()
