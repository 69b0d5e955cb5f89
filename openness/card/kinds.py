"""Is a Markdown file a model card? Dataset and Space cards and ordinary READMEs are not."""

from __future__ import annotations

import re
from pathlib import Path

from openness._pattern import pattern, simple
from openness.card.companions import holds_a_model
from openness.card.hub_keys import hub_keys
from openness.card.model_card import ModelCard
from openness.card.problems import CardProblem

_NAMED = simple(r"(?:^|[._-])model[_-]?card", re.IGNORECASE)
_BROKEN = frozenset({"unclosed-front-matter", "late-front-matter", "fenced-front-matter"})
_PACKAGES = frozenset(
    {
        "pyproject.toml",
        "setup.py",
        "setup.cfg",
        "package.json",
        "cargo.toml",
        "go.mod",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
        "cmakelists.txt",
        "gemfile",
        "composer.json",
        "description",
        "project.toml",
    }
)
"""Files by which a package manager knows a library (`DESCRIPTION` of R, `Project.toml` of Julia)."""
TRAINING_SUMMARY = "public summary of training content"
"""What a filled template of the EU AI Act is, Article 53(1)(d): it stands beside a model card and is none."""
_SUMMARY_TITLE = pattern(
    r"^\W*(?:[\w.,:'’ -]{0,80} )?(?:public summary of (?:the )?training(?: data| content)?|(?:public )?training[- ](?:content|data) summary"
    r"|(?:public )?summary of (?:the )?(?:training content|content used (?:for|to) train)|data summary card)\b",
    re.IGNORECASE | re.MULTILINE,
)
_SUMMARY_NUMBER = pattern(r"^\W*(?P<number>[1-3]\.[1-6])\b", re.MULTILINE)
_SUMMARY_HEAD, _SUMMARY_NUMBERS = 2000, 3
_OF_MODELS = frozenset(
    {"pipeline_tag", "library_name", "base_model", "base_models", "model-index", "license_name", "datasets"}
)
"""Keys that only a model's metadata has; `license`, `tags` or `language` alone may stand in any front matter."""


def skip_reason(card: ModelCard) -> str | None:
    """Why a file is not treated as a model card; None if it is one."""
    keys = {str(key) for key in card.front_matter.values}
    known = hub_keys()
    if keys & known.space and "sdk" in keys:
        return "Space card"
    if keys & known.dataset and not keys & {"pipeline_tag", "library_name", "base_model", "model-index"}:
        return "dataset card"
    if not keys & _OF_MODELS and len(keys & known.model) < 2 and _is_of_a_library(card):
        return "README of a library"
    if keys & known.model:
        return None
    if is_training_summary(card):
        return TRAINING_SUMMARY
    if _NAMED.search(Path(card.path).name) or card.statement is not None:
        return None
    if any(problem.kind in _BROKEN and not _is_an_example(card, problem) for problem in card.problems):
        return None
    if card.front_matter.present and not keys and card.front_matter.problems:
        return None
    if card.repo is not None and (card.repo.source == "hub-api" or card.repo.id or holds_a_model(card.repo.files)):
        return None
    return "no model card: front matter has no model key" if keys else "no model card: no front matter"


def is_training_summary(card: ModelCard) -> bool:
    """Whether a file is a filled template of the public summary of training content: by its title and the template's numbers."""
    body = card.body.text
    title = _SUMMARY_TITLE.search(body, card.body.start, card.body.start + _SUMMARY_HEAD)
    if title is None:
        return False
    return len({match["number"] for match in _SUMMARY_NUMBER.finditer(body, card.body.start)}) >= _SUMMARY_NUMBERS


def _is_of_a_library(card: ModelCard) -> bool:
    """Whether the card is the README beside a package's manifest, where no model and no statement lies."""
    if card.repo is None or card.repo.source == "hub-api" or card.repo.id or card.statement is not None:
        return False
    names = {file.path.casefold() for file in card.repo.files}
    return bool(names & _PACKAGES) and not holds_a_model(card.repo.files)


def _is_an_example(card: ModelCard, problem: CardProblem) -> bool:
    """Whether metadata that come late stand in a code block: a text that shows how cards are written."""
    place = problem.place
    offset = card.lines.starts[place.line - 1] + place.column - 1
    return problem.kind == "late-front-matter" and card.body.in_code(offset)
