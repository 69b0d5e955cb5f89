"""Walking the graph of models: up to every ancestor, down to those that are made from one; circles are named, not followed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from openness.index.entry import Entry, MadeFrom
from openness.index.lookup import Models

State = Literal["known", "unknown", "cycle", "self", "seen"]
DEPTH: Final = 12
"""Steps upwards; the longest chains seen on the Hub have nine."""
MOST: Final = 256
"""Ancestors of one model; merges of merges have many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One edge on the way up."""

    model: str
    """Who names the base."""
    base: MadeFrom
    relation: str
    """How the first model was made from it, through all between: weights travel only if they travel in every step."""
    depth: int
    """1 for a model's own base."""
    via: tuple[str, ...]
    """The models between, nearest first."""
    state: State
    """`known`; `unknown`: in no table; `cycle` and `self`: a model that it descends from itself; `seen` before."""
    entry: Entry | None = None


def ancestors(models: Models, entry: Entry, *, depth: int = DEPTH, most: int = MOST) -> Iterator[Step]:
    """Every edge upwards, the nearest first; a model that is met twice is looked up once."""
    todo: deque[tuple[Entry, MadeFrom, str, tuple[str, ...]]]
    todo = deque((entry, base, "", ()) for base in entry.bases)
    seen: set[str] = set()
    while todo:
        child, base, before, between = todo.popleft()
        key = base.model.casefold()
        path = (entry.model, *between)
        relation = weaker(before, base.relation)
        told = {"model": child.model, "base": base, "relation": relation, "depth": len(path), "via": between}
        if key in {one.casefold() for one in path}:
            yield Step(**told, state="self" if key == child.model.casefold() else "cycle")  # type: ignore[arg-type] # by name
            continue
        if key in seen:
            yield Step(**told, state="seen")  # type: ignore[arg-type] # as above
            continue
        if len(seen) >= most:
            return
        seen.add(key)
        found = models.entry(base.model)
        if found is not None and base.standing == "unlisted":
            told["base"] = replace(
                base, standing="respelled" if found.model != base.model else "listed", written=base.model
            )
        yield Step(**told, state="unknown" if found is None else "known", entry=found)  # type: ignore[arg-type] # as above
        if found is not None and len(path) < depth:
            todo.extend((found, further, relation, (*between, found.model)) for further in found.bases)


def weaker(first: str, second: str) -> str:
    """The relation of a chain of two."""
    if not first:
        return second
    for relation in ("distillation", "adapter"):
        if relation in (first, second):
            return relation
    return first


def descendants(models: Models, model: str, *, depth: int, most: int) -> Iterator[tuple[str, str, int]]:
    """Edges downwards, breadth first, as `(child, base, depth)`, each child once."""
    todo = deque([(model, 0)])
    seen = {model.casefold()}
    count = 0
    while todo:
        base, level = todo.popleft()
        if level >= depth:
            continue
        for child in models.children(base):
            if child.casefold() in seen:
                continue
            seen.add(child.casefold())
            count += 1
            if count > most:
                return
            yield child, base, level + 1
            todo.append((child, level + 1))
