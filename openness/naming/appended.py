"""Where the card of another model begins, appended below this one's own: a converter's habit."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.card import ModelCard, Section
from openness.naming.families import is_family

_APPENDED = pattern(
    r"\boriginal\b.{0,60}\b(?:model[ -]?card|readme|repo card|card)\b"
    r"|\bmodel card (?:for|of|from) (?:the )?(?:original|base)\b"
    r"|^original model(?: description| information| readme)?:?$|\bfull original\b|原(?:始)?模型卡",
    re.IGNORECASE,
)
_APPENDED_LINE = pattern(
    r"^[ \t>*_#<h1-6pstrong]*(?:(?:below|following|here) is the|this is the)? ?"
    r"original (?:model )?(?:card|readme)\b.{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
_ORIGINAL = simple("original", re.IGNORECASE)
_DETAILS = pattern(r"\W*(?:model (?:details|information|description|summary|card)|intended use)\W*$", re.IGNORECASE)


def appended_from(card: ModelCard) -> int:
    """Offset from which the card of another model stands; past the text's end if there is none."""
    raw = card.body.text
    best = len(raw) + 1
    sections = card.body.sections
    for here, section in enumerate(sections):
        if _is_appended(section.title) or _another(raw, sections, here):
            best = section.start
            break
    return min(best, _after_announcement(card)) if "riginal" in raw else best


def _after_announcement(card: ModelCard) -> int:
    """Where the first line ends that announces another card; only lines with the word are given to the expression."""
    raw, body = card.body.text, card.body.start
    for word in _ORIGINAL.finditer(raw, body):
        line = raw.rfind("\n", 0, word.start()) + 1
        match = _APPENDED_LINE.match(raw, line) if line >= body else None
        if match:
            return match.end()
    return len(raw) + 1


def _is_appended(title: str) -> bool:
    """Whether a heading says that the card of another model follows."""
    words = title.lower()
    return ("original" in words or "model card " in words or "原" in words) and _APPENDED.search(title) is not None


def _another(text: str, sections: tuple[Section, ...], here: int) -> bool:
    """Whether a heading opens the card of another model: a second title that is a model's name, and details below it."""
    section = sections[here]
    if section.level != 1 or here + 1 >= len(sections) or not _DETAILS.match(sections[here + 1].title):
        return False
    before = next((one.title for one in sections[:here] if one.title), "") or _html_title(text, section.start)
    own, title = (simple(r"\W+").sub("", words.lower()) for words in (before, section.title))
    if len(before.split()) > 6 or len(own) < 7 or len(section.title) > 40 or own in title:
        return False
    return is_family(section.title)


def _html_title(text: str, end: int) -> str:
    match = pattern(r"<h1[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL).search(text[:end])
    return match[1] if match else ""
