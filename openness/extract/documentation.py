"""What documents come with the model: limitations, intended use, usage, contact, datasheet."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.card import Section
from openness.extract import about
from openness.extract.draft import Draft
from openness.naming import models
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.sentences import Sentence

_HOW_TO = simple(r"how to|usage|get started|^use$|example", re.IGNORECASE)
_FIELDS = ("limitations", "intended_use", "usage", "contact", "datasheet")


def read(draft: Draft) -> None:
    """Read what the prose documents."""
    for field in _FIELDS:
        _stated(draft, field)


_EMPTY_WORDS = pattern(
    r"did not write a model card|also wrote a model card|no ethical issues|model card (?:has been|was) written by|when downloaded or used in accordance|report (?:security|model quality)|^you can use this model (?:directly )?with|^here is how|^how to use|"
    r"believes trustworthy ai is a shared responsibility|to load (?:the|this) model",
    re.IGNORECASE,
)
_FOR_USE = pattern(
    r"\b(?:us(?:e[ds]?|ing|age|er)|inten\w+|suit\w+|appl\w+|tasks?|design\w*|purpose\w*|can be|aim\w*|help\w*|fine-?tun\w+|for \w+ing"
    r"|you can \w+|is trained to \w+|goes in)\b|用",
    re.IGNORECASE,
)
_WARNS = pattern(r"\b(?:may|might|bias\w*|guardrails?|unable|not able|will be updated)\b", re.IGNORECASE)
_UPDATES = pattern(r"^\W*(?:updates? will be|!?(?:pip|conda) install)\b", re.IGNORECASE)
_USES_FORBIDDEN = pattern(r"\W*(?:any )?(?:use cases?|uses|usage|inputs?) (?:which|that)\b", re.IGNORECASE)
_OTHER_MATTER = pattern(
    r"^\W*(?:(?:training|evaluation|eval|test)\b|results?\b|performance\b|citation|references?\W*$"
    r"|(?:\w+ )*demo\W*$)",
    re.IGNORECASE,
)
"""A heading below `Intended uses & limitations` whose text tells of neither."""
_SHOWN = pattern(
    r"\bas follows\W*$|\bdeployed to\b|\b(?:use|used) (?:it )?in the same way\b|\b(?:shown?|shows|see|illustrates?)\b.{0,20}\bhow\b",
    re.IGNORECASE,
)
"""What a sentence about use says that only introduces an example."""
_NOTICE = pattern(r"\W*(?:disclaimer|warning|caveats?|ethical considerations?|considerations?)\b", re.IGNORECASE)
"""A label that may stand before anything."""
_PURPOSE = pattern(
    r"\b(?:inten\w+|suit\w+|can be used|used? (?:it|this|the|for|to|in|as)|design\w+|purpose\w*|appl\w+)\b",
    re.IGNORECASE,
)
"""Below `Intended uses & limitations`, what tells the one and not the other."""
_SUGGESTION = pattern(r"\bthat (?:may )?interests? you\b|\blook for (?:other )?fine-?tuned versions\b", re.IGNORECASE)
_ON_DATA = pattern(r"\W*the\b.{0,60}?\bdata ?set\b", re.IGNORECASE)
_OF_DATA = pattern(r"\W*(?:the|this) (?:data ?set|corpus)\b", re.IGNORECASE)
_SOON = pattern(r"\W*(?:#\s*)?(?:coming soon|todo|tbd|wip)\W*$", re.IGNORECASE)
_DRAWBACK = pattern(
    r"\b(?:not|n't|may|might|limit\w*|bias\w*|only|cannot|worse|poor\w*|issues?|struggl\w+|fail\w*|careful|caution|risk\w*|"
    r"incorrect|inaccura\w+|restrict\w*)\b|局限|不",
    re.IGNORECASE,
)


_SHORTEST = 4
"""Letters of a name that can stand in a sentence for nothing else."""


def _tells_how(title: str) -> bool:
    """Whether a heading stands above instructions: `Usage`, and not `Intended usage`."""
    return _HOW_TO.search(title) is not None and "intended" not in title.lower()


def _is_own(draft: Draft, words: str) -> bool:
    """Whether some words name this model."""
    said = models.comparable(words.strip("*_`'\"“”()[],"))
    return len(said) >= _SHORTEST and said in about.own(draft)


def _first_said(draft: Draft, hit: Hit, field: str) -> Sentence | None:
    """What stands under a heading and says something about the field the heading names."""
    section = hit.sentence.section
    shared = field == "limitations" and "use" in hit.sentence.title  # `Intended uses & limitations`
    for sentence in parts.under(draft.text, section) if section else ():
        if field == "contact" and sentence.section is not section:
            return None
        if _EMPTY_WORDS.search(sentence.text) or (field != "usage" and _tells_how(sentence.title)):
            continue
        if _is_aside(sentence, section, field):
            continue
        if field == "intended_use" and "limit" in sentence.title and "use" not in sentence.title:
            continue
        if shared and (not _DRAWBACK.search(sentence.text) or _SUGGESTION.search(sentence.text)):
            continue
        mixed = field == "intended_use" and "limit" in sentence.title
        if mixed and (not _FOR_USE.search(sentence.text) or _ON_DATA.match(sentence.text)):
            continue
        if mixed and _WARNS.search(sentence.text) and not _PURPOSE.search(sentence.text):
            continue
        return sentence
    return None


def _is_aside(sentence: Sentence, section: Section | None, field: str) -> bool:
    """Whether what stands under a heading of limitations or uses belongs to something else."""
    if field not in ("limitations", "intended_use"):
        return False
    below = sentence.section is not section and _OTHER_MATTER.match(sentence.title) is not None
    if sentence.title.startswith("disclaimer") and field == "limitations" and not _DRAWBACK.search(sentence.text):
        return True
    return below or _UPDATES.match(sentence.text) is not None


def _is_example(hit: Hit, field: str) -> bool:
    """Whether a sentence about use introduces an example, or a notice tells no drawback."""
    text = hit.sentence.text
    if field == "intended_use" and hit.value is None:
        return _SHOWN.search(text) is not None
    if field == "limitations" and hit.value is None:
        return _USES_FORBIDDEN.match(text) is not None
    return field == "limitations" and hit.value == "label" and bool(_NOTICE.match(text)) and not _DRAWBACK.search(text)


def _stated(draft: Draft, field: str) -> None:
    for hit in draft.hits(f"documentation.{field}"):
        if hit.value == "heading":
            first = _first_said(draft, hit, field)
            if first is None and not (field == "usage" and _code_under(draft, hit)):
                continue
            evidence = [draft.at_hit(hit)] + ([draft.at_sentence(first)] if first else [])
            draft.put("documentation", field, "stated", *evidence)
            return
        if hit.value == "label" and (not parts.beside_label(hit.sentence) or _OF_DATA.match(hit.sentence.value)):
            continue
        if _is_example(hit, field):
            continue
        if hit.value == "named" and not _is_own(draft, hit.group("name")):
            continue
        if parts.is_placeholder(hit.sentence.text) or _EMPTY_WORDS.search(hit.sentence.text):
            continue
        draft.put("documentation", field, "stated", draft.at_hit(hit))
        return


def _code_under(draft: Draft, hit: Hit) -> bool:
    section = hit.sentence.section
    return section is not None and any(
        span.kind == "code"
        and section.start <= span.start < section.end
        and not _SOON.match(
            pattern(r"^[`~]{3,}.*$", re.MULTILINE).sub("", draft.card.body.text[span.start : span.end][:200])
        )
        for span in draft.card.body.spans
    )
