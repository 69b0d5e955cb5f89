"""Of whom a sentence about descent speaks: this model, another one, or something that is no model; and where it stands."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import about, subject_kind
from openness.extract.draft import Draft
from openness.naming import models
from openness.phrases.matcher import Hit
from openness.prose.sentences import Sentence

_ASIDE = simple(
    r"\b(?:evaluat|benchmark|results?\b|performance|comparison|related|citation|cite\b|citing|referenc|acknowledg|\bnews\b|model zoo"
    r"|other (?:models|versions)|usage|how to|example|prompt|limitation|bias|licen[cs]e|changelog|updates?$|inference"
    r"|provided files|compatib|repositories available|download|thanks)",
    re.IGNORECASE,
)
_ASIDE_OF_WEAK = simple(
    r"\b(?:related work|data\b|dataset|author|contact|tokeni[sz]|emission|environmental|metric|pre-?processing)",
    re.IGNORECASE,
)
_SELF_WORDS = pattern(
    r"\b(?:this|these|our|we|i|it|its|here|the (?:\w+ )?(?:models?|checkpoints?|weights|repo\w*|adapter|file\w*)|model)\b"
    r"|本|该|我们|模型|here",
    re.IGNORECASE,
)
_OF_OTHERS = pattern(
    r"\b(?:dataset|data|tokenizer|code|paper|demo|space|library|tool|benchmark|prompts?|script)\b",
    re.IGNORECASE,
    not_after=r" model",
)
_OF_PART = pattern(
    r"\b(?:text|image|vision|visual|speech|audio) (?:encoder|tower|backbone)s?(?:,? (?:which|that))?(?: (?:is|are|was|were))?\W*$|\bvocoder\W*$",
    re.IGNORECASE,
)
"""A part of a model, of which `based on Heron` is said."""
_OWN_CLAUSE = pattern(r",? (?:and|but) (?:it|this (?:model|checkpoint)|we) (?:[a-z]+ ){0,3}$", re.IGNORECASE)
"""A clause of its own about this model: `It follows the recipe of a paper, and it is built on Heron`."""
_ARTICLE = pattern(r"^\W*(?:an?|the)\s", re.IGNORECASE)
_PASSIVE = pattern(r"\W*(?:model )?(?:is|was|has been) (?:an? )?", re.IGNORECASE)


def aside(draft: Draft, sentence: Sentence, *, weak: bool = False) -> bool:
    """Whether a sentence stands below a heading that speaks of something else; the model's own name is no such heading."""
    section = sentence.section
    if section is None:
        return False
    title = subject_kind.title_section(draft)
    own = title.title if title is not None else None
    headings = section.title if not weak else " > ".join((*section.parents, section.title))
    if own is not None and own in headings:
        headings = headings.replace(own, "")
    return _ASIDE.search(headings) is not None or (weak and _ASIDE_OF_WEAK.search(headings) is not None)


def introduction(draft: Draft) -> int:
    """Offset up to which a card introduces its model: the third heading."""
    sections = draft.card.body.sections
    return sections[3].start if len(sections) > 3 else len(draft.card.text)


def early(draft: Draft, hit: Hit) -> bool:
    """Whether a sentence stands in the introduction."""
    return hit.sentence.start < introduction(draft)


def is_pretrained(draft: Draft) -> bool:
    """Whether the card tells of pre-training by its authors and of no tuning."""
    if draft.hits("lineage.tuned"):
        return False
    return bool(draft.hits("lineage.from_scratch")) or any(
        hit.value == "pretraining" and not hit.sentence.appended for hit in draft.hits("lineage.stage")
    )


def is_pretrained_further(draft: Draft) -> bool:
    """Whether what the authors did with a base was to go on with its pre-training."""
    told = [hit for hit in draft.hits("lineage.stage") if hit.value == "continued-pretraining"]
    return is_pretrained(draft) or (
        not draft.hits("lineage.tuned") and any(about.of_this(hit.sentence) for hit in told)
    )


def within_own_name(draft: Draft, name: str) -> bool:
    """Whether a name is a part of the model's own."""
    known = models.comparable(name)
    return any(known in models.comparable(own) for own in subject_kind.own_names(draft))


def own_name(draft: Draft, name: str) -> bool:
    """Whether a name is the model's own."""
    names = subject_kind.own_names(draft)
    # A heading may give the family's name; what `model-index` or the repository says is the model's own.
    return any(models.comparable(own) == models.comparable(name) for own in (names[:-1] or names))


def _of_another(draft: Draft, sentence: Sentence, start: int) -> bool:
    """Whether a sentence opens with the id of another model: `[acme/heron] was fine-tuned from ...`."""
    first = next((link for link in sentence.links if link.end <= start and link.model_id), None)
    if first is None or first.model_id is None or _PASSIVE.match(sentence.text[first.end : start]) is None:
        return False
    name = first.model_id
    return "/" in name and name != subject_kind.shown_id(draft) and not within_own_name(draft, name)


def about_other(draft: Draft, hit: Hit, start: int) -> bool:
    """Whether the subject of the sentence is some other model, a dataset or a tool."""
    lead = hit.sentence.text[:start]
    if _of_another(draft, hit.sentence, start) or _OF_PART.search(lead):
        return True
    clause = _OWN_CLAUSE.search(lead)
    if clause is not None:
        lead = lead[clause.start() :]
    if not _ARTICLE.sub("", lead).strip(" *-|:\"'([") or _SELF_WORDS.search(lead):
        return bool(_OF_OTHERS.search(lead[-40:])) and "model" not in lead.lower()
    if _OF_OTHERS.search(lead):
        return True
    if any(
        models.comparable(own)[:8] in models.comparable(lead) for own in subject_kind.own_names(draft) if len(own) > 2
    ):
        return False
    return not early(draft, hit)
