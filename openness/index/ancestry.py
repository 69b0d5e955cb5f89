"""A card with the models above it, as an index has them: what rules ask of the Hub is then known offline."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from openness.card import Ancestor, ModelCard
from openness.index.entry import Entry, MadeFrom
from openness.index.lookup import Models
from openness.index.row import as_front_matter
from openness.index.walk import Step, ancestors


def with_ancestors(card: ModelCard, models: Models) -> ModelCard:
    """The card with its ancestors; as it is where the Hub told them, or where nothing is known of its repository."""
    if card.repo is None or card.repo.ancestors:
        return card
    bases = tuple(MadeFrom(model=name, relation="unspecified") for name, _ in card.front_matter.texts("base_model"))
    if not bases:
        return card
    steps = ancestors(models, Entry(model=card.repo.id or card.path, bases=bases))
    found = tuple(_ancestor(one) for one in steps if one.state in ("known", "cycle"))
    return card.with_repo(replace(card.repo, ancestors=found))


def _ancestor(step: Step) -> Ancestor:
    if step.entry is None:
        return Ancestor(id=step.base.model, depth=step.depth, reason="cycle", via=step.model)
    entry = step.entry
    values: dict[str, Any] = {}
    if entry.declared:
        values["license"] = entry.declared[0] if len(entry.declared) == 1 else list(entry.declared)
    if entry.name:
        values["license_name"] = entry.name
    if entry.bases:
        values["base_model"] = [one.model for one in entry.bases]
        values["base_model_relation"] = entry.bases[0].relation
    card = ModelCard.parse(as_front_matter(values), path=f"{entry.model}/README.md")
    return Ancestor(id=entry.model, depth=step.depth, card=card, via=step.model)
