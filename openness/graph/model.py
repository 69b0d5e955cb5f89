"""The licence graph of one model: nodes with licence and access, edges with relation and judgement."""

from __future__ import annotations

from typing import Final, Literal

from openness._value import dataclass
from openness.errors import TargetError
from openness.graph.given import Given
from openness.graph.judge import Judgement, judged, owner_of
from openness.index import Entry
from openness.index.entry import Standing
from openness.index.lookup import Label, Models
from openness.index.walk import DEPTH, State, Step, ancestors, descendants

Access = Literal["public", "gated", "unknown"]
SHOWN: Final = 200
"""Descendants that are shown; how many there are is told beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A model of the graph."""

    model: str
    depth: int
    """0 for the model itself, below 0 for ancestors, above for descendants."""
    label: Label
    access: Access
    """`gated` where the Hub asks before a download; `unknown` where the table does not say."""
    downloads: int | None = None
    known: bool = True
    """Whether a table has it; a base that none has was deleted, renamed or private, or is newer than the table."""
    made_from_it: int = 0
    """How many models name it as their base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A model and one that it was made from."""

    model: str
    base: str
    relation: str
    standing: Standing
    written: str | None
    state: State
    judgement: Judgement | None
    """None for a circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Far:
    """An ancestor further up, held against the first model's own label."""

    base: str
    relation: str
    depth: int
    via: tuple[str, ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """What a model comes from, and what was made from it."""

    model: str
    nodes: tuple[Node, ...]
    """The model first, then its ancestors from the nearest up, then its descendants."""
    edges: tuple[Edge, ...]
    far: tuple[Far, ...] = ()
    """Ancestors beyond the direct bases."""
    descendants: int = 0
    """How many models name it as their base, shown or not."""
    source: str | None = None
    """The index it was read from; None for the package's own table."""

    @property
    def conflicts(self) -> tuple[Edge | Far, ...]:
        """Every edge, and every ancestor further up, whose licence the label below does not fit."""
        direct = (one for one in self.edges if one.judgement is not None and one.judgement.fits == "no")
        return (*direct, *(one for one in self.far if one.judgement.fits == "no"))


def graph(models: Models, model: str, *, up: int = DEPTH, down: int = 1, most: int = SHOWN) -> Graph:
    """The graph around a model. Raises TargetError for one of which nothing is known."""
    entry = models.entry(model)
    if entry is None and not models.child_count(model):
        where = (
            "the index"
            if models.index is not None
            else "the table of models that comes with openness (`--index FILE` names a larger one)"
        )
        raise TargetError(f"{model}: in no row of {where}")
    root = entry or Entry(model=model)
    nodes = {root.model.casefold(): _node(models, root.model, entry, 0)}
    edges: list[Edge] = []
    far: list[Far] = []
    own = nodes[root.model.casefold()].label
    steps = tuple(ancestors(models, root, depth=up))
    given = Given(models, steps)
    for step in steps:
        edges.append(_edge(models, step, nodes, given))
        if step.depth > 1 and step.state in ("known", "unknown"):
            above = nodes[_key(step)].label
            others = given.to(step.base.model, owner_of(root.model))
            found = judged(root.model, own, step.base, above, step.relation, given=others)
            far.append(
                Far(base=step.base.model, relation=step.relation, depth=step.depth, via=step.via, judgement=found)
            )
    for child, base, depth in descendants(models, root.model, depth=down, most=most):
        below = models.entry(child)
        if below is None:
            continue
        nodes.setdefault(child.casefold(), _node(models, below.model, below, depth))
        made = next((one for one in below.bases if one.model.casefold() == base.casefold()), None)
        if made is not None:
            step = Step(model=below.model, base=made, relation=made.relation, depth=1, via=(), state="known")
            given.add(step)
            edges.append(_edge(models, step, nodes, given))
    return Graph(
        model=root.model,
        nodes=tuple(nodes.values()),
        edges=tuple(edges),
        far=tuple(far),
        descendants=models.child_count(root.model),
        source=models.index.path if models.index is not None else None,
    )


def _key(step: Step) -> str:
    return step.base.model.casefold()


def _edge(models: Models, step: Step, nodes: dict[str, Node], given: Given) -> Edge:
    """An edge, and its base as a node."""
    if _key(step) not in nodes:
        nodes[_key(step)] = _node(models, step.base.model, step.entry, -step.depth)
    judgement = None
    if step.state not in ("cycle", "self"):
        own = nodes[step.model.casefold()].label
        others = given.to(step.base.model, owner_of(step.model))
        judgement = judged(step.model, own, step.base, nodes[_key(step)].label, step.base.relation, given=others)
    return Edge(
        model=step.model,
        base=nodes[_key(step)].model,
        relation=step.base.relation,
        standing=step.base.standing,
        written=step.base.written,
        state=step.state,
        judgement=judgement,
    )


def _node(models: Models, model: str, entry: Entry | None, depth: int) -> Node:
    access: Access = "unknown"
    if entry is not None and entry.gated is not None:
        access = "gated" if entry.gated else "public"
    return Node(
        model=entry.model if entry is not None else model,
        depth=depth,
        label=models.label(model, entry),
        access=access,
        downloads=entry.downloads if entry is not None else None,
        known=entry is not None,
        made_from_it=models.child_count(model),
    )
