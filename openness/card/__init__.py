"""What a model card *says*: its text, its front matter with places, its sections."""

from __future__ import annotations

from openness.card.body import Body, Section, Span, plain
from openness.card.companions import license_file_covers, license_files
from openness.card.front_matter import FrontMatter
from openness.card.kinds import TRAINING_SUMMARY, is_training_summary, skip_reason
from openness.card.model_card import Ancestor, ModelCard, RepoInfo, repo_of_folder
from openness.card.place import LineIndex, Place
from openness.card.problems import CardProblem
from openness.card.repository import DatasetInfo, RepoFile

__all__ = [
    "TRAINING_SUMMARY",
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
    "is_training_summary",
    "license_file_covers",
    "license_files",
    "plain",
    "repo_of_folder",
    "skip_reason",
]
