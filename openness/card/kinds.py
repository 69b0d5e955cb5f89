"""Is a Markdown file a model card? Dataset and Space cards and ordinary READMEs are not."""

from __future__ import annotations

import re
from pathlib import Path

from openness._pattern import pattern
from openness.card.companions import holds_a_model
from openness.card.hub_keys import hub_keys
from openness.card.model_card import ModelCard

_NAMED = pattern(r"(?:^|[._-])model[_-]?card", re.IGNORECASE)
_BROKEN = frozenset({"unclosed-front-matter", "late-front-matter", "fenced-front-matter"})


def skip_reason(card: ModelCard) -> str | None:
    """Why a file is not treated as a model card; None if it is one."""
    keys = {str(key) for key in card.front_matter.values}
    known = hub_keys()
    if keys & known.space and "sdk" in keys:
        return "Space card"
    if keys & known.dataset and not keys & {"pipeline_tag", "library_name", "base_model", "model-index"}:
        return "dataset card"
    if keys & known.model:
        return None
    if _NAMED.search(Path(card.path).name) or card.statement is not None:
        return None
    if any(problem.kind in _BROKEN for problem in card.problems):
        return None
    if card.front_matter.present and not keys and card.front_matter.problems:
        return None
    if card.repo is not None and (card.repo.source == "hub-api" or card.repo.id or holds_a_model(card.repo.files)):
        return None
    return "no model card: front matter has no model key" if keys else "no model card: no front matter"
