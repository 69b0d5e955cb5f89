"""A licence graph as a tree of text, as JSON, as DOT for Graphviz, or as one HTML page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from openness._inert import shown
from openness._value import dataclass
from openness.graph import Edge, Far, Graph, Judgement, Node
from openness.licenses.questions import Reason

FORMATS = ("text", "json", "dot", "html")
_COLOURS = {"no": "red", "contested": "darkorange", "unknown": "gray50", "yes": "black"}
_SIGNS = {"no": "CONFLICT", "contested": "contested", "unknown": "unknown", "yes": "fits"}
_STANDING = {
    "unlisted": "named by the card; the Hub lists no such model",
    "renamed": "renamed; the card says {written}",
    "respelled": "not linked by the Hub, as the card writes {written}",
}
_STATES = {
    "cycle": "a circle: the model descends from itself",
    "self": "names itself as its base",
    "seen": "shown above",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """One model of the tree with what hangs below it."""

    node: Node | None
    edge: Edge
    far: Far | None
    branches: tuple[Branch, ...]


def render(found: Graph, form: str) -> str:
    """The graph in one of `FORMATS`."""
    if form == "json":
        return json.dumps(as_json(found), indent=2, ensure_ascii=False)
    if form == "dot":
        return "\n".join(_dot(found))
    if form == "html":
        from openness.output.html import page

        tree = {"up": up(found), "down": down(found)}
        return page(
            "graph.html.j2", graph=found, tree=tree, word=licence, note=notes, sign=_SIGNS, told=_told, named=_named
        )
    return "\n".join(_text(found))


def up(found: Graph) -> tuple[Branch, ...]:
    """What the model comes from, as a tree."""
    far = {one.base.casefold(): one for one in found.far}
    return _branches(found, found.model, far, frozenset())


def _branches(found: Graph, model: str, far: dict[str, Far], above: frozenset[str]) -> tuple[Branch, ...]:
    nodes = {one.model.casefold(): one for one in found.nodes}
    key = model.casefold()
    made: list[Branch] = []
    for edge in found.edges:
        if edge.model.casefold() != key or nodes[edge.model.casefold()].depth > 0:
            continue
        base = edge.base.casefold()
        further = edge.state == "known" and base not in above
        below = _branches(found, edge.base, far, above | {key}) if further else ()
        made.append(Branch(nodes.get(base), edge, far.get(base) if key != found.model.casefold() else None, below))
    return tuple(made)


def down(found: Graph) -> tuple[Branch, ...]:
    """What was made from the model, as a tree."""
    return _below(found, found.model, {one.model.casefold(): one for one in found.nodes if one.depth > 0})


def _below(found: Graph, model: str, nodes: dict[str, Node]) -> tuple[Branch, ...]:
    made = []
    for edge in found.edges:
        node = nodes.get(edge.model.casefold())
        if node is not None and edge.base.casefold() == model.casefold() and node.model.casefold() != model.casefold():
            made.append(Branch(node, edge, None, _below(found, edge.model, nodes) if node.depth < 8 else ()))
    return tuple(made)


def licence(node: Node | None) -> str:
    """A model's licence in words."""
    if node is None:
        return ""
    label = node.label
    if label.origin == "declared":
        return label.written or ""
    if label.origin == "publisher":
        of = f" of {label.via}" if label.via else ""
        return f"{label.written} (its publisher's{of})"
    words = {
        "silent": "no licence declared",
        "unread": f"{label.written}: no licence we know",
        "missing": "not in the index",
    }
    return (
        words[label.origin]
        if node.known or label.origin != "missing"
        else "not in the index: deleted, renamed, private or newer"
    )


def notes(edge: Edge) -> str:
    """What is odd about an edge."""
    said = [_STANDING[edge.standing].format(written=edge.written)] if edge.standing in _STANDING else []
    return "; ".join(said + ([_STATES[edge.state]] if edge.state in _STATES else []))


def _told(judgement: Judgement) -> str:
    """What comes of a step, in a line."""
    if judgement.omitted:
        return "omitted: the model declares no licence" + (f"; {judgement.mend}" if judgement.mend else "")
    drift = "another licence than the base's; " if judgement.drift and judgement.fits == "yes" else ""
    return f"{drift}{judgement.why}"


def _named(found: Edge | Far) -> str:
    """A conflict in a line."""
    judgement = found.judgement
    assert judgement is not None
    return f"{judgement.downstream} on {judgement.upstream}, {found.relation} of {found.base}"


def _head(node: Node) -> str:
    access = f", {node.access}" if node.access != "unknown" else ""
    downloads = f", {node.downloads:,} downloads" if node.downloads is not None else ""
    return f"{shown(node.model)}  [{shown(licence(node))}{access}{downloads}]"


def _text(found: Graph) -> Iterator[str]:
    yield _head(found.nodes[0])
    yield "made from:" if any(one.depth < 0 for one in found.nodes) else "made from: no base named"
    yield from _tree(up(found), "")
    if found.descendants:
        shown_count = sum(one.depth == 1 for one in found.nodes)
        more = f", {shown_count:,} shown" if shown_count < found.descendants else ""
        yield f"{found.descendants:,} made from it{more}:" if shown_count else f"{found.descendants:,} made from it"
        yield from _tree(down(found), "")
    if found.conflicts:
        yield f"{len(found.conflicts)} conflict{'s' if len(found.conflicts) > 1 else ''} on the way:"
        for one in found.conflicts:
            assert one.judgement is not None
            of = (
                f"{shown(one.model)}: "
                if isinstance(one, Edge)
                else f"{shown(found.model)}, through {shown(', '.join(one.via))}: "
            )
            yield f"  {of}{shown(_named(one))}"
            yield f"    {shown(one.judgement.why)}"
            if one.judgement.mend:
                yield f"    mend: {shown(one.judgement.mend)}"
    yield "Not legal advice; read from what models declare" + (f" in {shown(found.source)}." if found.source else ".")


def _tree(branches: Sequence[Branch], lead: str) -> Iterator[str]:
    for n, one in enumerate(branches):
        last = n == len(branches) - 1
        edge, inner = one.edge, lead + ("   " if last else "│  ")
        name = _head(one.node) if one.node is not None else shown(edge.base)
        yield f"{lead}{'└─ ' if last else '├─ '}{edge.relation}: {name}"
        if odd := notes(edge):
            yield f"{inner}{shown(odd)}"
        if edge.judgement is not None and edge.state != "seen":
            yield f"{inner}{_SIGNS[edge.judgement.fits]}: {shown(_told(edge.judgement))}"
        if one.far is not None and one.far.judgement.fits in ("no", "contested"):
            yield f"{inner}for the first model, {one.far.relation}: {_SIGNS[one.far.judgement.fits]}: {shown(_told(one.far.judgement))}"
        yield from _tree(one.branches, inner)


def as_json(found: Graph) -> dict[str, Any]:
    """The graph as other programs read it."""
    return {
        "format": "openness-graph",
        "version": "1.0",
        "model": found.model,
        "index": found.source,
        "descendants": found.descendants,
        "nodes": [_node(one) for one in found.nodes],
        "edges": [_edge(one) for one in found.edges],
        "ancestors": [
            {"base": one.base, "relation": one.relation, "depth": one.depth, "via": list(one.via), "judgement": _judgement(one.judgement)}
            for one in found.far
        ],
    }  # fmt: skip


def _node(one: Node) -> dict[str, Any]:
    label = one.label
    said = {
        "license": label.names[0] if len(label.names) == 1 else None,
        "written": label.written,
        "origin": label.origin,
    }
    return {
        "model": one.model, "depth": one.depth, **said, "may_be": list(label.names) if len(label.names) > 1 else [],
        "via": label.via, "access": one.access, "downloads": one.downloads, "in_index": one.known, "children": one.made_from_it,
    }  # fmt: skip


def _edge(one: Edge) -> dict[str, Any]:
    judgement = _judgement(one.judgement) if one.judgement is not None else None
    said = {"model": one.model, "base": one.base, "relation": one.relation, "standing": one.standing}
    return {**said, "written": one.written, "state": one.state, "judgement": judgement}


def _judgement(one: Judgement) -> dict[str, Any]:
    return {
        "fits": one.fits, "answer": one.answer, "why": one.why, "upstream": one.upstream, "downstream": one.downstream,
        "clauses": one.clauses, "lost": [_reason(why) for why in one.lost], "carried": [_reason(why) for why in one.carried],
        "mend": one.mend, "omitted": one.omitted, "drift": one.drift,
    }  # fmt: skip


def _reason(why: Reason) -> dict[str, Any]:
    return {"text": why.text, "clause": why.clause, "license": why.license, "certainty": why.certainty}


def _dot(found: Graph) -> Iterator[str]:
    yield "digraph licences {"
    yield "  rankdir=RL; node [shape=box, fontname=sans]; edge [fontname=sans];"
    for one in found.nodes:
        style = ", style=bold" if one.depth == 0 else "" if one.known else ", style=dashed"
        yield f"  {_quoted(one.model)} [label={_quoted(one.model, licence(one))}{style}];"
    for edge in found.edges:
        fits = edge.judgement.fits if edge.judgement is not None else "unknown"
        words = edge.relation if fits == "yes" else f"{edge.relation}: {_SIGNS[fits]}"
        yield f"  {_quoted(edge.model)} -> {_quoted(edge.base)} [label={_quoted(words)}, color={_COLOURS[fits]}];"
    yield "}"


def _quoted(*lines: str) -> str:
    inner = "\\n".join(shown(one).replace("\\", "\\\\").replace('"', '\\"') for one in lines)
    return f'"{inner}"'
