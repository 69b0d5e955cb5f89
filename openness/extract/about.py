"""Whether a sentence speaks of this model: by its first noun, by a relative clause's noun, by another model's name."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import subject_kind
from openness.extract.draft import Draft
from openness.naming import models
from openness.prose import scope
from openness.prose.sentences import Sentence

CUT = pattern(
    r"[;；。]|,? (?:but|while|whereas|however|although)\b|, (?:and )?(?:the |our )?(?:code|data|(?:model )?weights|models?)\b|，而"
    r"|[,，] ?(?:which|so|see|please|you must|you can)\b|\. |\bexcept\b|\bunlike\b|\bcompared\b|\bcompatible\b"
)
"""Where a clause about one thing ends."""
_ASIDE = pattern(
    r"\((?P<weights_checkpoints>)[^()]*\)",
    re.IGNORECASE,
    not_after={"weights_checkpoints": r"[^()]*\b(?:models?|weights|checkpoints?)\b"},
)
_SIZE = pattern(r"\d+(?:\.\d+)?[BbMm]", not_before=r"[\w.]", not_after=r"[a-zA-Z]")
_SERIES = simple(r"\b(?:series|family|suite|collection)\b.*", re.IGNORECASE | re.DOTALL)
_RELATIVE = pattern(r"\b(?:which|that|who)(?: (?:is|are|was|were|has|have|been|also))*\s*$", re.IGNORECASE)
THIRD = pattern(
    r"\b(?:creator|author|third[- ]part\w+|respective|each|some|images? you|generated|in the name)\b", re.IGNORECASE
)
"""Words that make somebody else the subject."""
_CONDITION = pattern(
    r"\W*(?:(?:if|when(?P<us>)|where|unless|for (?:the )?(?:\d|other|older|previous))\b|\d+(?:\.\d+)?[bm]\b)",
    re.IGNORECASE,
    not_after={"us": r" us"},
)
_SIBLINGS = simple(
    r"models? fine-?tuned|fine-?tuned models|derived models|other (?:models|versions)|training data|dataset|data ?sheet"
    r"|related|comparison|model zoo|merged? (?:models|from)|source code|third[- ]party|acknowledg|changelog",
    re.IGNORECASE,
)
_DESCRIBED = pattern(r"(?:.* > )?model (?:description|details|summary|information|overview)\W*", re.IGNORECASE)
"""A heading that brings a card back to its own model, whatever it stands under."""


def of_this(sentence: Sentence) -> bool:
    """Whether a sentence stands where the card speaks of its own model."""
    if sentence.appended:
        return False
    return bool(_DESCRIBED.fullmatch(sentence.path)) or not _SIBLINGS.search(sentence.path)


def model_is_meant(draft: Draft, words: str) -> bool:
    """Whether the subject of some words is the model: by its first noun and what is joined to that."""
    noun = scope.subject(words, spellings(draft))
    return noun is None or noun.kind == "model"


def speaks_of(draft: Draft, sentence: Sentence, start: int, *, aux: bool) -> str:
    """
    Of what a sentence says what it says from `start` on: `model`, `code`, `data`, `base`, `component`, `paper`, `other`.

    `aux`: a verb stands there (`is licensed`), so that the clause's subject counts, not the noun before it.
    """
    before = _ASIDE.sub(" ", sentence.text[:start])
    if _CONDITION.match(before) and len(before.split()) > 1:
        return "other"
    cuts = [cut.end() for cut in CUT.finditer(before) if not _RELATIVE.search(cut.group())]
    before = before[cuts[-1] :] if cuts and before[cuts[-1] :].strip() else before
    if THIRD.search(before):
        return "other"
    names = spellings(draft)
    if aux and not _RELATIVE.search(before):
        noun = scope.subject(before, names)
        if noun is not None and noun.kind == "model" and _of_others(draft, before):
            return "other"
    else:
        noun = scope.nearest(before[-70:], names)
    if noun is None:
        return "other" if foreign(draft, before) else "model"
    return "model" if noun.kind == "base" and _is_base(draft, sentence.text) else noun.kind


def _is_base(draft: Draft, text: str) -> bool:
    """Whether a sentence names this model as what others call a base: `Base model checkpoints (Heron-Base)`."""
    words = models.comparable(text)
    return not draft.items("lineage.bases") and any("base" in name and name in words for name in own(draft))


def is_model(draft: Draft, sentence: Sentence, start: int, *, aux: bool) -> bool:
    """Whether what a sentence says from `start` on, it says of the model; `aux` as in `speaks_of`."""
    return speaks_of(draft, sentence, start, aux=aux) == "model"


def _of_others(draft: Draft, before: str) -> bool:
    """Whether a subject is told by a size that is not this model's: `the 5B model`."""
    said = {size.lower() for size in _SIZE.findall(before)}
    mine = {size.lower() for name in subject_kind.own_names(draft) for size in _SIZE.findall(name)}
    mine = mine or {size.lower() for size in _SIZE.findall(subject_kind.shown_id(draft) or "")}
    return bool(said and mine) and said.isdisjoint(mine)


def foreign(draft: Draft, before: str) -> bool:
    """Whether the subject is another model by its name; only a card that names a base speaks of others."""
    words = before.strip(" *_,:")
    if (
        not words
        or scope.nouns(words, spellings(draft))
        or pattern(r"\W*(?:this|it|we|our|the)\b", re.IGNORECASE).match(words)
    ):
        return False
    if not draft.items("lineage.bases") or not models.is_family(words):
        return False
    lead = models.comparable(_SERIES.sub("", words))
    return not any(known in lead or lead in known for known in own(draft))


def spellings(draft: Draft) -> tuple[str, ...]:
    """The model's own names in lower case, without organisation, and without their last part where there are several."""
    known: tuple[str, ...] | None = draft.cache.get("own_spellings")
    if known is None:
        names = (*subject_kind.own_names(draft), subject_kind.shown_id(draft) or "")
        known = draft.cache["own_spellings"] = tuple(
            dict.fromkeys(name.casefold().rsplit("/", 1)[-1].strip() for name in names if name.strip())
        )
    return known


def own(draft: Draft) -> set[str]:
    """The model's own names, spelled one way."""
    names = (*subject_kind.own_names(draft), subject_kind.shown_id(draft) or "")
    return {known for name in names if (known := models.comparable(name))}
