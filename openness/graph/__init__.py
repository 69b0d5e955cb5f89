"""The licence graph: where a model comes from, licence by licence, and whether each label may stand."""

from __future__ import annotations

from openness.graph.given import Given
from openness.graph.judge import RANK, Judgement, judged
from openness.graph.model import Edge, Far, Graph, Node, graph
from openness.index.walk import Step, ancestors, descendants, weaker

__all__ = [
    "RANK",
    "Edge",
    "Far",
    "Given",
    "Graph",
    "Judgement",
    "Node",
    "Step",
    "ancestors",
    "descendants",
    "graph",
    "judged",
    "weaker",
]
