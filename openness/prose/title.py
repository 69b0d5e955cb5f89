"""The heading that names the model: none is better than a section's."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.card import ModelCard, Section

_NO_NAME = pattern(
    r"\W*(?:(?:\d+\.\s|how |what|why |who |intended |usage\b|using |out-of-scope|getting started|get started|table of contents"
    r"|important\b|note\b|warning\b|update\b|prompt\b|dataset\b|training (?:and|data)|evaluation\b|open llm leaderboard"
    r"|limitations?\b|bias\b|models? (?:and loras? )?(?:used|merged)|version \d|v\d|welcome\b|disclaimer|attention\b"
    r"|advancing |towards? |exploring |introducing |based on |trained |provided files|❗|⚠).*"
    r"|model trained using .*|example .* model|espnet\d? .* model|sentence ?transformers? based on .*|(?:sentence|cross)-?transformers?"
    r"|(?:the )?(?:model|about|general|basic|quick|table|key|project|technical) ?(?:card|overview|description|details?"
    r"|summary|information|info|start|of contents|features?|page|specifications?|architecture|usage|developers?"
    r"|releases?|inputs?|outputs?)?"
    r"|introduction|overview|description|summary|about|news|updates?|readme|highlights|license|abstract|uses?"
    r"|(?:pre-?|fine-?)?-?training(?: \w+)?|fine-?tuning(?: \w+)?|datasets?|examples?|requirements|installation|contents?|features|details|credits?|gratitude"
    r"|thanks.*|weights|performance|tl;?dr|demo|background|citation|acknowledg\w+|benchmarks?|results|metrics|changelog"
    r"|hyperparameters|framework versions|quickstart|samples?|sample (?:images|outputs?)|merge(?: details)?|configuration"
    r"|.*\b(?:evaluation|eval|benchmark|leaderboard) results?|.*[?!]|.*\b(?:is (?:an?|the|based|here|now)|has (?:arrived|been))\b.*|.*[<>].*|(?:model|repo|your model) id|information|key .*|.*contributions"
    r"|(?:quanti[sz]ed|available|other|related|released|gguf) (?:models?|versions?|files)|quants"
    r"|模型介绍|介绍|简介|模型简介|更新|(?P<plain>).*\blanguage models\b.*)\W*$",
    re.IGNORECASE,
    not_after={"plain": r".*\d"},
)
_NAMELIKE = pattern(
    r"[A-Za-z][-_.]?\d|\d[A-Za-z]|[a-z][A-Z]|[A-Z]{2}[a-z]|\b[A-Z]{4,}\b|\b(?P<fine_pre>)\w{2,}[-_/]\w{2,}",
    not_after={"fine_pre": r"fine-|pre-|open-|state-|high-|low-|multi-|self-|out-|follow-"},
)
"""A model's name has a size, a version, capitals inside a word or words joined; a section's title has none."""
_MARKUP = pattern(r"!?\[[^\[\]\n]*\]\([^()\n]*\)|<!--.*?-->|<[^<>]*>|https?://\S+|^#.*$", re.DOTALL | re.MULTILINE)
_WORD = simple(r"[^\W\d_]{2,}")
_CARD = pattern(r"^(?:(?:the )?model ?card\s*(?:for|of|[:：–—-])\s*|the\s+)+|\s*[:–—-]?\s*model ?card$", re.IGNORECASE)
_SEVERAL = 6
"""Headings looked at."""
_SAID = 8
"""Words before a heading that make it the heading of a later part."""


def title_section(card: ModelCard) -> Section | None:
    """The first heading that is a model's name; None where the card has no title of its own."""
    for section in card.body.sections[:_SEVERAL]:
        if not section.title or _NO_NAME.match(section.title):
            continue
        if section.level == 1 and _NAMELIKE.search(section.title):
            return section
        start = card.lines.starts[section.line - 1]
        before = _MARKUP.sub(" ", card.body.text[card.body.start : start][-4000:])
        if len(_WORD.findall(before)) > _SAID:
            return None
        return section if section.level == 1 or _NAMELIKE.search(section.title) else None
    return None


def name_in_title(words: str) -> str:
    """The name within a heading: `Heron-7B` of `Model Card for Heron-7B`."""
    return _CARD.sub("", words.strip(" *:#")).strip(" *:#")
