"""What a model was given by others: the labels of all models above it that somebody else publishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openness.index import Entry
from openness.index.lookup import Label, Models
from openness.index.walk import Step


class Given:
    """The models of a walk upwards, each with those that it was made from, near or far."""

    def __init__(self, models: Models, steps: Iterable[Step]) -> None:
        """`steps` are all of one walk."""
        self._models = models
        self._bases: dict[str, list[str]] = {}
        self._known: dict[str, tuple[str, Entry | None]] = {}
        for step in steps:
            self.add(step)

    def add(self, step: Step) -> None:
        """One step more."""
        key = step.base.model.casefold()
        self._bases.setdefault(step.model.casefold(), []).append(key)
        if step.entry is not None:
            self._known.setdefault(key, (step.base.model, step.entry))

    def to(self, model: str, owner: str) -> Iterator[Label]:
        """The labels of all above `model` whose owner is another."""
        todo = list(self._bases.get(model.casefold(), ()))
        seen: set[str] = set()
        while todo:
            key = todo.pop()
            if key in seen:
                continue
            seen.add(key)
            todo.extend(self._bases.get(key, ()))
            name, entry = self._known.get(key, (key, None))
            if key.partition("/")[0] != owner:
                yield self._models.label(name, entry)
