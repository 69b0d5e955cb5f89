"""What sentences say a model was made from: candidates, each with how strongly it is said."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import about, lineage_below, lineage_opening
from openness.extract.draft import Draft
from openness.extract.lineage_candidates import Candidate, candidate, refined
from openness.extract.lineage_scope import (
    about_other,
    aside,
    early,
    introduction,
    is_pretrained,
    within_own_name,
)
from openness.naming import families, mentions, models
from openness.naming.models import Named
from openness.phrases.matcher import Hit

_THIS_IS = pattern(
    r"(?:(?:as|since|because|note that) )?(?:this|the|our) (?:[\w.-]+ ){0,2}?model (?:is|was|has been)\b|this is\b",
    re.IGNORECASE,
)


_DATA_AFTER = pattern(
    r" (?P<on_for>)(?:[a-z]+ ){0,2}(?:corpus|corpora|data ?sets?|data|texts?|benchmark)\b",
    not_after={"on_for": r"on |for |with |using |in |and |to |trained |as |by |from |via "},
)
_DATA_BEHIND = pattern(r"[\s'’/]*(?:[\w/&-]+ ){0,3}(?:data|corp|conversation|example)", re.IGNORECASE)
_SIZED_WITHIN = pattern(r"[A-Za-z][\w.-]*-\d+(?:\.\d+)?[bB]-[A-Za-z][\w.-]*")
"""A name with its size and what comes behind: `Egret-20b-DARE-v2`."""
_PLAIN_WITH_ID = ("base-tuned-somehow-from", "base-a-fine-tuned-name")
_ON_MODEL = ("base-fine-tuned-on-model", "base-trained-on-model")
_MODEL_BEHIND = pattern(r"[\W_]{0,3}(?:pre-?trained |base )?(?:models?|checkpoints?|weights)\b", re.IGNORECASE)
_USING = pattern(r"(?:by )?(?:using|taking|with) ", re.IGNORECASE)
"""A clause that tells by what means the model was made, whatever the clause before it speaks of."""
_ONE_WORD = 16
_TELLING = 5
"""Letters of a name that are no chance."""
_MARKED = simple(r"\d|-|/|[a-z][A-Z]")
"""What tells a name of no known family from a word."""
_DATA_TOLD = pattern(r"\btraining data:?\W+(?P<name>[\w-]{4,40})", re.IGNORECASE)
_FOR_A_TASK = pattern(r"this is an? \S+-based model for [a-z]", re.IGNORECASE)
"""`This is a mT5-based model for reading comprehension`: nobody begins a task with an empty network."""
_SIZED = simple(r"\d|-")
_PRECISION = simple(r"(?:fp16|bf16|float16|safetensors)\b", re.IGNORECASE)
_WORK = pattern(r"\b(?:work|method|approach|recipe|idea|tutorial|notebook|script|paper|code)\W*$", re.IGNORECASE)
_ELSEWHERE = pattern(r"^https?://", re.IGNORECASE, not_after=r"(?:www\.)?(?:huggingface\.co|hf\.co|arxiv\.org)")
_BE_BEFORE = simple(r"\b(?:is|are|was|were|been|being|mainly|mostly|model|models)$", re.IGNORECASE)
_CALLED = pattern(r"[- ]based (?:[\w-]+ ){0,3}(?:model|checkpoint|encoder|llm) (?:called|named) ", re.IGNORECASE)
_NEW_CLAUSE = pattern(r",\s+(?:making|allowing|enabling|letting|so that)\s", re.IGNORECASE)
"""Between a statement and a name: `quantization of the weights, making Heron run` tells of no base."""
_BEGUN_ANEW = pattern(
    r"\W*(?:(?:and|but|which|is|was|it) ){0,2}(?:pre-?)?trained (?:[\w-]+ ){0,8}from scratch\b", re.IGNORECASE
)
_OF_METHOD = pattern(
    r"^\W*(?:the|this|our) (?:[\w-]+ )?(?:training|work|approach|method|code|implementation|procedure|recipe|scripts?|pipeline|notebook)"
    r" (?:is|are|was|were) (?:\w+ )?$",
    re.IGNORECASE,
)
"""What is based on a model without being made from it: `the training is based on`."""


def said(draft: Draft) -> list[Candidate]:
    """What sentences say, apart from merges; unsorted."""
    found: list[Candidate] = []
    for hit in (*draft.hits("lineage.after"), *draft.hits("lineage.key")):
        found.extend(_after(draft, hit, 3))
    for hit in draft.hits("lineage.before"):
        found.extend(lineage_opening.before(draft, hit))
    for hit in draft.hits("lineage.as_base"):
        found.extend(_as_base(draft, hit))
    for hit in draft.hits("lineage.weak"):
        found.extend(_after(draft, hit, 1))
    for hit in draft.hits("lineage.column"):
        found.extend(lineage_below.column(draft, hit))
    found.extend(lineage_below.joined_parts(draft))
    for hit in draft.hits("lineage.xbased"):
        named = models.before(hit.sentence, hit.match.start())
        if named is None or aside(draft, hit.sentence, weak=True):
            continue
        if families.is_architecture(named.model) and (not _FOR_A_TASK.match(hit.sentence.text) or is_pretrained(draft)):
            continue
        if _BE_BEFORE.search(hit.sentence.text[: hit.match.start()]):
            continue  # `Egret is based on the Heron model` speaks of Heron
        if named.sure and early(draft, hit) and not about_other(draft, hit, named.start):
            found.append(candidate(draft, hit, named, refined(hit, "unspecified"), 1))
    return found


def _after(draft: Draft, hit: Hit, strength: int) -> list[Candidate]:
    sentence = hit.sentence
    away = (
        aside(draft, sentence, weak=strength == 1)
        and not (
            hit.pattern.id == "base-fine-tuned-name"  # `Fine-tuned acme/heron in Persian` opens a section on its use
            or _THIS_IS.match(sentence.text)
            or _names_this(draft, sentence.text[: hit.match.start()])
        )
    )
    if away or about_other(draft, hit, hit.match.start()) or _in_title(hit):
        return []
    if sentence.kind == "heading":
        strength = min(strength, 2)
    named = _named_after(draft, hit, strength)
    if named is None:
        return lineage_below.below(draft, hit, strength)
    relation = refined(hit, hit.value or "unspecified")
    if hit.pattern.id in _PLAIN_WITH_ID and "/" in named.model:
        strength = 3
    if hit.pattern.id == "base-retraining-of":
        strength = 0  # the same training once more may begin with another model
    return [
        candidate(draft, hit, mentions.apposed(sentence, one), relation, strength)
        for one in mentions.joined(sentence, named)
    ]


def _names_this(draft: Draft, lead: str) -> bool:
    """Whether the words before a statement name this model, so that it is spoken of wherever that stands."""
    words = models.comparable(lead.replace("/", " "))
    return any(len(known) > _TELLING and known in words for known in about.own(draft))


def _named_after(draft: Draft, hit: Hit, strength: int) -> Named | None:
    """The model that a statement is about: right behind it, or where only words stand between that lead to it."""
    sentence, end = hit.sentence, hit.match.end()
    if hit.pattern.id == "base-converted-from" and (linked := _original(hit)) is not None:
        return linked
    named = models.after(sentence, end, weak=strength >= 2 or sentence.start < introduction(draft))
    if named is not None and hit.pattern.id in _ON_MODEL and not _is_model_on(hit, named):
        named = None
    if named is not None and not named.sure and _DATA_AFTER.match(sentence.text, named.end):
        named = None
    if named is not None and "/" not in named.model and _PRECISION.match(hit.match.group().lstrip()):
        return None  # `fp16 files of Heron`: Heron is this model
    if named is None or (strength == 1 and not (named.sure or (early(draft, hit) and _MARKED.search(named.model)))):
        if hit.pattern.id == "base-tuning-opens":
            return None
        if hit.pattern.id in _ON_MODEL:
            return _described_on(hit)
        named = mentions.after(sentence, end)
    if named is not None:
        named = _called(hit, named)
    return named if named is not None and _fits(draft, hit, named, strength) else None


def _called(hit: Hit, named: Named) -> Named:
    """`a BERT-based model called [Heron](..)`: the model is the one that is linked, the family tells how it is built."""
    behind = _CALLED.match(hit.sentence.text, named.end)
    linked = hit.sentence.clean.link_at(behind.end(), behind.end() + 1) if behind is not None else None
    return (linked and models.from_link(linked)) or named


def _fits(draft: Draft, hit: Hit, named: Named, strength: int) -> bool:
    """Whether a name fits what its statement asks for."""
    asked = hit.pattern.id
    if strength == 1 and _is_called_work(hit, named):
        return False  # `based on [Jane's work](...)` follows a method
    if _NEW_CLAUSE.search(hit.sentence.text, hit.match.end(), max(named.start, hit.match.end())):
        return False
    if strength == 1 and _OF_METHOD.search(hit.sentence.text[: hit.match.start()]):
        return False
    if strength == 1 and _BEGUN_ANEW.match(hit.sentence.text, named.end):
        return False  # `a thin version of Heron, trained on birds from scratch` tells how it is built
    if asked == "base-fine-tune-opens":
        return "faster" not in hit.sentence.text  # `Finetune Heron 2x faster` promotes a tool
    if asked in ("base-original-model-link", "base-tuned-on-data-of-model", "base-distilled-name"):
        return "/" in named.model  # the words are to be a link to the model
    if asked == "base-trained-on-data-from-model":
        return _is_called_model(hit, named)
    if asked == "base-quantized-of" and not named.sure and hit.match.group().lower().endswith("from"):
        return _SIZED.search(named.model) is not None  # `more quants from Jane`
    if asked == "base-key" and _names_its_data(draft, hit, named):
        return False
    if asked == "base-we-trained" and within_own_name(draft, named.model):
        return False
    # `based on the BERT model` of a model pre-trained by its authors tells how it is built.
    return not (strength == 1 and families.is_architecture(named.model) and is_pretrained(draft))


def _is_called_work(hit: Hit, named: Named) -> bool:
    """Whether the words of a link call what it leads to somebody's work: how a model was made, and no weights."""
    link = hit.sentence.clean.link_at(named.start, named.end)
    return link is not None and _WORK.search(link.label) is not None


def _names_its_data(draft: Draft, hit: Hit, named: Named) -> bool:
    """Whether `Language model: heron-base-marsh` ends in the name of the data it was trained on: then it is the model itself."""
    if "/" in named.model or "language" not in hit.match.group().lower():
        return False
    data = _DATA_TOLD.search(draft.card.text)
    last = models.comparable(named.model.rpartition("-")[2])
    return data is not None and len(last) > _TELLING and models.comparable(data["name"]) == last


def _original(hit: Hit) -> Named | None:
    """The words of a link to another place than the Hub, where a converted model came from: they are its name."""
    link = hit.sentence.clean.link_at(hit.match.end() + 1, hit.match.end() + 6)
    if link is None or link.model_id or link.start < hit.match.end() or not _ELSEWHERE.search(link.url):
        return None
    fits = 3 < len(link.label) <= 80 and "://" not in link.label and models.from_link(link) is not None
    return Named(link.label, link.start, link.end, sure=True) if fits else None


def _is_called_model(hit: Hit, named: Named) -> bool:
    """Whether a name is a known one and called a model, so that it is no source of data."""
    known = "/" in named.model or families.is_known(named.model)
    return known and named.sure and _MODEL_BEHIND.match(hit.sentence.text, named.end) is not None


def _described_on(hit: Hit) -> Named | None:
    """The model that a statement `tuned on multilingual bert` names behind one word that describes it."""
    named = mentions.after(hit.sentence, hit.match.end())
    if named is None or named.start - hit.match.end() > _ONE_WORD or hit.pattern.id != "base-fine-tuned-on-model":
        return None
    if not _is_model_on(hit, named):
        return None
    start = hit.match.end() + 1
    described = hit.sentence.text[start : named.end]
    return named if "/" in named.model else Named(described.removeprefix("the "), start, named.end, sure=True)


def _is_model_on(hit: Hit, named: Named) -> bool:
    """Whether `tuned on X` names a model: its family is known (of `trained on X`, its size) and no word of data follows."""
    rest = hit.sentence.text[named.end : named.end + 40]
    tuned = hit.pattern.id == "base-fine-tuned-on-model"
    marked = families.is_known(named.model) or _SIZED_WITHIN.fullmatch(named.model) is not None
    sized = marked and families.is_checkpoint(named.model) and "/" not in named.model
    return (families.is_family(named.model) if tuned else sized) and _DATA_BEHIND.match(rest) is None


def _as_base(draft: Draft, hit: Hit) -> list[Candidate]:
    """`using X as the base model`, `X model trained with DreamBooth`: the name stands before the statement."""
    if aside(draft, hit.sentence, weak=True):
        return []
    named = mentions.before(hit.sentence, hit.match.start())
    clause = hit.sentence.text[: named.start].replace(". ", ", ").rpartition(", ")[2] if named is not None else ""
    if named is None or (about_other(draft, hit, named.start) and not _USING.match(clause)):
        return []
    return [candidate(draft, hit, named, refined(hit, hit.value or "unspecified"), 3 if "/" in named.model else 2)]


def _in_title(hit: Hit) -> bool:
    """Whether the phrase stands in the words of a link that leads to no model: the title of a paper or a post."""
    link = hit.sentence.clean.link_at(*hit.match.span())
    return link is not None and link.start <= hit.match.start() and hit.match.end() < link.end and not link.model_id
