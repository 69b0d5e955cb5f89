"""Whether a sentence speaks of this model: by its first noun, by a relative clause's noun, by another model's name."""

from __future__ import annotations

import re

from openness._pattern import pattern
from openness.extract import subject_kind
from openness.extract.draft import Draft
from openness.naming import models
from openness.prose.sentences import Sentence

CUT = pattern(
    r"[;；。]|,? (?:but|while|whereas|however|although)\b|, (?:and )?(?:the |our )?(?:code|data)\b|，而"
    r"|[,，] ?(?:which|so|see|please)\b|\. |\bexcept\b|\bunlike\b|\bcompared\b|\bcompatible\b"
)
"""Where a clause about one thing ends."""
_MODEL = (
    r"(?:models?|weights?|checkpoints?|parameters?|adapters?|lora|llms?|release|embeddings|repo(?:sitory)?|project|work"
    r"|版本|模型|权重)"
)
NOUN = pattern(
    r"(?P<base>\b(?:base|original|underlying|parent|teacher|source|upstream) (?:[\w-]+ ){0,2}?"
    r"(?:models?|weights|llms?|checkpoints?)\b|\bbackbones?\b|基座|原始?模型)"
    r"|(?P<code>\b(?:source )?(?:code|codebase|scripts?|software|library|package|toolkit|notebooks?|implementation"
    r"|framework|tokenizer|app|demo|website|documentation|service|tools?|plugin)\b|代码)"
    r"|(?P<data>\b(?:data|datasets?|data ?sets?|corpus|corpora|images?|outputs?|generations?|annotations?|recordings?"
    r"|benchmark|subset|texts)\b|数据|语料)"
    rf"|(?P<model>\b{_MODEL}\b|(?:版本|模型|权重))",
    re.IGNORECASE,
)
"""What a licence or a claim can be about, by the group's name."""
_ALSO_MODEL = pattern(
    r"(?: [A-Z][\w.-]*){0,2}(?:\s*[,/&+]\s*(?:and\s+)?|\s+(?:and|or|as well as)\s+|以及|和|与|、)(?:[\w'’/.-]+ ){0,4}?"
    r"(?:models?|weights?|checkpoints?|parameters?|adapters?|模型|权重)(?:\b|(?=[^\x00-\x7f]))",
    re.IGNORECASE,
)
_RELATIVE = pattern(r"\b(?:which|that|who)(?: (?:is|are|was|were|has|have|been|also))*\s*$", re.IGNORECASE)
THIRD = pattern(
    r"\b(?:creator|author|third[- ]part\w+|respective|each|some|images? you|generated|in the name)\b", re.IGNORECASE
)
"""Words that make somebody else the subject."""
_CONDITION = pattern(
    r"\W*(?:(?:if|when|where|unless|for (?:the )?(?:\d|other|older|previous))\b|\d+(?:\.\d+)?[bm]\b)", re.IGNORECASE
)
_SIBLINGS = pattern(
    r"models? fine-?tuned|fine-?tuned models|derived models|other (?:models|versions)|training data|dataset|data ?sheet"
    r"|related|comparison|model zoo|merged? (?:models|from)|source code|third[- ]party|acknowledg|changelog",
    re.IGNORECASE,
)


def of_this(sentence: Sentence) -> bool:
    """Whether a sentence stands where the card speaks of its own model."""
    return not sentence.appended and not _SIBLINGS.search(sentence.path)


def model_is_meant(words: str) -> bool:
    """Whether the subject of some words is the model: by its first noun and what is joined to that."""
    noun = NOUN.search(words)
    if noun is None or noun.lastgroup == "model":
        return True
    return noun.lastgroup != "base" and _ALSO_MODEL.match(words, noun.end()) is not None


def is_model(draft: Draft, sentence: Sentence, start: int, *, aux: bool) -> bool:
    """
    Whether what a sentence says from `start` on, it says of the model.

    `aux`: a verb stands there (`is licensed`), so that the clause's subject counts, not the noun before it.
    """
    before = re.sub(r"\([^()]*\)", " ", sentence.text[:start])
    if _CONDITION.match(before) and len(before.split()) > 1:
        return False
    cuts = [cut.end() for cut in CUT.finditer(before) if not _RELATIVE.search(cut.group())]
    before = before[cuts[-1] :] if cuts and before[cuts[-1] :].strip() else before
    if THIRD.search(before):
        return False
    if not aux or _RELATIVE.search(before):
        nouns = list(NOUN.finditer(before, max(0, len(before) - 70)))
        if (
            len(nouns) > 1
            and nouns[-2].lastgroup == "base"
            and before[nouns[-2].end() : nouns[-1].start()] in ("'s ", "’s ")
        ):
            return False  # `the base model's weights`
        return nouns[-1].lastgroup == "model" if nouns else not foreign(draft, before)
    return model_is_meant(before) and not foreign(draft, before)


def foreign(draft: Draft, before: str) -> bool:
    """Whether the subject is another model by its name; only a card that names a base speaks of others."""
    words = before.strip(" *_,:")
    if not words or NOUN.search(words) or re.match(r"\W*(?:this|it|we|our|the)\b", words, re.IGNORECASE):
        return False
    if not draft.items("lineage.bases") or not models.is_family(words):
        return False
    lead = models.comparable(words)
    return not any(known in lead or lead in known for known in own(draft))


def own(draft: Draft) -> set[str]:
    """The model's own names, spelled one way."""
    names = (*subject_kind.own_names(draft), subject_kind.shown_id(draft) or "")
    return {known for name in names if (known := models.comparable(name))}
