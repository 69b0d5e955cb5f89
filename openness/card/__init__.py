"""What a model card *says*: its text, its front matter with places, its sections."""

from __future__ import annotations

from openness.card.body import Body, Section, Span, plain
from openness.card.front_matter import FrontMatter
from openness.card.kinds import skip_reason
from openness.card.model_card import ModelCard
from openness.card.place import LineIndex, Place
from openness.card.problems import CardProblem
from openness.card.repo_info import Ancestor, DatasetInfo, RepoFile, RepoInfo

__all__ = [
    "Ancestor",
    "Body",
    "CardProblem",
    "DatasetInfo",
    "FrontMatter",
    "LineIndex",
    "ModelCard",
    "Place",
    "RepoFile",
    "RepoInfo",
    "Section",
    "Span",
    "plain",
    "skip_reason",
]
