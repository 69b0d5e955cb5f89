"""What stands above a base model: what it was made from itself, as the evidence of the base and the consulted index tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openness._pattern import pattern
from openness._value import dataclass
from openness.licenses import License, find, of_model, publishers
from openness.release.evidence import Evidence
from openness.release.lineage import Base

NOT_ITS_WEIGHTS: Final = frozenset({"adapter", "distillation"})
"""Relations in which the base's weights are not passed on."""
_SAID = pattern(r"(?P<key>base_model|license|license_name): (?P<value>.+)")
_MOST = 64
"""Models above one base that are looked at."""


@dataclass(frozen=True, slots=True)
class Above:
    """A model that a base was made from, near or far."""

    model: str
    license: License | None
    place: Evidence
    """Where it stands; for what an index knows, where the base stands."""


def above(base: Base) -> Iterator[Above]:
    """
    The models above a base whose weights went into it, nearest first, each once, with its licence where it is known.

    Where cards above were read, the base's evidence holds their words, `base_model: org/name`, each followed by the
    words for that model's licence; further up and offline the consulted index is asked.
    """
    if base.relation in NOT_ITS_WEIGHTS:
        return
    seen = {base.model.casefold()}
    waiting = [(base.model, base.evidence[0])]
    for one in _read(base):
        if one.model.casefold() not in seen:
            seen.add(one.model.casefold())
            waiting.append((one.model, one.place))
            yield one
    while waiting and len(seen) < _MOST:
        model, place = waiting.pop(0)
        for name, relation in publishers.bases_of(model):
            if relation not in NOT_ITS_WEIGHTS and name.casefold() not in seen:
                seen.add(name.casefold())
                waiting.append((name, place))
                yield Above(name, of_model(name), place)


def _read(base: Base) -> Iterator[Above]:
    """What the evidence of a base says of the models above it."""
    last: Above | None = None
    for place in base.evidence:
        said = _SAID.fullmatch(place.quote or "") if place.source in ("ancestor", "hub-api") else None
        if said is None:
            continue
        if said["key"] == "base_model":
            if last is not None:
                yield last
            last = Above(said["value"], of_model(said["value"]), place)
        elif last is not None and (text := find(said["value"])) is not None:
            last = Above(last.model, text, last.place)
    if last is not None:
        yield last
