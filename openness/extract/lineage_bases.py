"""What sentences say a model was made from: candidates, each with how strongly it is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openness._pattern import pattern, simple
from openness.extract import about
from openness.extract.draft import Draft, Evidence
from openness.extract.lineage_scope import (
    about_other,
    aside,
    early,
    introduction,
    is_pretrained,
    own_name,
    within_own_name,
)
from openness.naming import families, mentions, models
from openness.naming.models import Named
from openness.phrases.matcher import Hit
from openness.prose import parts

LOCAL = simple(
    r"^(?:[./~\\]|\w:\\|content/|models?/|mnt/|home/|previous/|none$|null$|unknown$|n/?a$|-$)|/(?:checkpoint-\d+|\.)",
    re.IGNORECASE,
)
_REFINE = (
    (
        "merge",
        simple(r"\bmerged? (?:with|of|from|model)\b|\bmergekit\b|\bmerging (?:of|it|with|the)\b", re.IGNORECASE),
    ),
    (
        "continued-pretraining",
        pattern(
            r"continu\w+ pre-?train|continual|further pre-?train|additional pre-?training|继续预训练|增量预训练",
            re.IGNORECASE,
        ),
    ),
    ("quantized", simple(r"quanti[sz]|\bgptq\b|\bgguf\b|\bawq\b|量化", re.IGNORECASE)),
    ("distillation", simple(r"distill|蒸馏", re.IGNORECASE)),
    ("finetune", simple(r"fine-?\s?tun|instruction[- ]tun|\bsft\b|\bdpo\b|\brlhf\b|微调", re.IGNORECASE)),
)
_OPENS = pattern(
    r"\W*(?:\w+, )?(?:(?:(?:this|it|here|these|they|the following|there)(?: (?:model|repo\w*|files?|checkpoint|version|adapter|card))*(?:['’]s| is| are| was| were|(?P<the>)"
    r"| contains?| hosts?| holds?| offers?| provides?| has)?|model|weights|we (?:release|provide|present|introduce))\W*(?:(?:an?|the|our|model|weights|version|of|for|is|one|instance)\W+)*"
    r"(?:\w+(?:-\w+)? ){0,2})?\W*$",
    re.IGNORECASE,
    after={"the": r" (?:an?|the)\b"},
)
_OPENS_NAMED = pattern(
    r"\W*[\w.-]+(?: [\w.-]+){0,3} (?:is|was)(?: (?:an?|the))?\W*$|\W*an? (?:[\w-]+ ){0,6}model\W*$|\W*an?\W*$",
    re.IGNORECASE,
)
"""`Egret 13B is a`, `A native French tagging model`: what stands before the base's name."""
_THIS_IS = pattern(
    r"(?:(?:as|since|because|note that) )?(?:this|the|our) (?:[\w.-]+ ){0,2}?model (?:is|was|has been)\b|this is\b",
    re.IGNORECASE,
)


_COPULA = pattern(r"^\W*(?:model )?(?:is|was|are|were|has been|have been)\b", re.IGNORECASE)
_WHOSE = pattern(r"\b[\w.&-]+['’]s?$")
"""`Acme's Heron`: whose the base is."""
_DATA_AFTER = pattern(
    r" (?P<on_for>)(?:[a-z]+ ){0,2}(?:corpus|corpora|data ?sets?|data|texts?|benchmark)\b",
    not_after={"on_for": r"on |for |with |using |in |and |to |trained |as |by |from |via "},
)
_DATA_BEHIND = pattern(r"[\s'’/]*(?:[\w/&-]+ ){0,3}(?:data|corp|conversation|example)", re.IGNORECASE)
_ON_MODEL = ("base-fine-tuned-on-model", "base-trained-on-model")
_TELLING = 5
"""Letters of a name that are no chance."""
_MARKED = simple(r"\d|-|/|[a-z][A-Z]")
"""What tells a name of no known family from a word."""
_PRECISION = simple(r"(?:fp16|bf16|float16|safetensors)\b", re.IGNORECASE)
_SIZE_BEFORE = pattern(r"\b(\d+(?:\.\d+)?[bB])[ -]$")
_TUNED_BEFORE = pattern(r"\bfine-?tuned\W*$", re.IGNORECASE)
_ELSEWHERE = pattern(r"^https?://", re.IGNORECASE, not_after=r"(?:www\.)?(?:huggingface\.co|hf\.co|arxiv\.org)")
_BE_BEFORE = simple(r"\b(?:is|are|was|were|been|being|mainly|mostly|model|models)$", re.IGNORECASE)
_BASE_CELL = pattern(
    r"^\W*(?:based on|base(?: model)?|backbone|parent(?: model)?|initiali[sz]ed from)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that may be the base, and where it is said."""

    named: Named
    relation: str
    strength: int
    evidence: Evidence
    start: int
    said_at: int = -1
    """Where the statement begins: what is said in one breath counts together."""


def said(draft: Draft) -> list[Candidate]:
    """What sentences say, apart from merges; unsorted."""
    found: list[Candidate] = []
    for hit in (*draft.hits("lineage.after"), *draft.hits("lineage.key")):
        found.extend(_after(draft, hit, 3))
    for hit in draft.hits("lineage.before"):
        found.extend(_before(draft, hit))
    for hit in draft.hits("lineage.as_base"):
        found.extend(_as_base(draft, hit))
    for hit in draft.hits("lineage.weak"):
        found.extend(_after(draft, hit, 1))
    for hit in draft.hits("lineage.column"):
        found.extend(_column(draft, hit))
    for hit in draft.hits("lineage.xbased"):
        named = models.before(hit.sentence, hit.match.start())
        if named is None or families.is_architecture(named.model) or aside(draft, hit.sentence, weak=True):
            continue
        if _BE_BEFORE.search(hit.sentence.text[: hit.match.start()]):
            continue  # `Egret is based on the Heron model` speaks of Heron
        if named.sure and early(draft, hit) and not about_other(draft, hit, named.start):
            found.append(candidate(draft, hit, named, _refined(hit, "unspecified"), 1))
    return found


def _column(draft: Draft, hit: Hit) -> list[Candidate]:
    """The base that a table gives in the row of this model."""
    header = hit.sentence
    place = next((n for n, cell in enumerate(header.cells) if _BASE_CELL.search(cell)), None)
    if place is None or len(header.cells) < 2 or header.appended:
        return []
    own = about.own(draft)
    for row in draft.text.following(header, 12):
        cells = row.cells
        if len(cells) > place and place and any(models.comparable(cell) in own for cell in cells[:place] if cell):
            begin = row.text.rfind(cells[place])
            named = models.after(row, begin, weak=True)
            if named is None:
                return []
            evidence = draft.at_text(*row.clean.span(named.start, named.end))
            return [Candidate(named, "unspecified", 2, evidence, row.start)]
    return []


def _after(draft: Draft, hit: Hit, strength: int) -> list[Candidate]:
    sentence = hit.sentence
    away = aside(draft, sentence, weak=strength == 1) and not (
        _THIS_IS.match(sentence.text) or _names_this(draft, sentence.text[: hit.match.start()])
    )
    if away or about_other(draft, hit, hit.match.start()) or _in_title(hit):
        return []
    if sentence.kind == "heading":
        strength = min(strength, 2)
    named = _named_after(draft, hit, strength)
    if named is None:
        return _below(draft, hit, strength)
    relation = _refined(hit, hit.value or "unspecified")
    if hit.pattern.id == "base-tuned-somehow-from" and "/" in named.model:
        strength = 3
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
        if hit.pattern.id in _ON_MODEL or hit.pattern.id == "base-tuning-opens":
            return None
        named = mentions.after(sentence, end)
    if named is not None and hit.pattern.id == "base-original-model-link" and "/" not in named.model:
        return None  # the words are to be a link to the model
    if named is not None and strength == 1 and families.is_architecture(named.model) and is_pretrained(draft):
        return None  # `based on the BERT model` of a model pre-trained by its authors tells how it is built
    if named is not None and hit.pattern.id == "base-we-trained" and within_own_name(draft, named.model):
        return None
    return named


def _original(hit: Hit) -> Named | None:
    """The words of a link to another place than the Hub, where a converted model came from: they are its name."""
    link = hit.sentence.clean.link_at(hit.match.end() + 1, hit.match.end() + 6)
    if link is None or link.model_id or link.start < hit.match.end() or not _ELSEWHERE.search(link.url):
        return None
    fits = 3 < len(link.label) <= 80 and "://" not in link.label and models.from_link(link) is not None
    return Named(link.label, link.start, link.end, sure=True) if fits else None


def _is_model_on(hit: Hit, named: Named) -> bool:
    """Whether `tuned on X` names a model: its family is known (of `trained on X`, its size) and no word of data follows."""
    rest = hit.sentence.text[named.end : named.end + 40]
    tuned = hit.pattern.id == "base-fine-tuned-on-model"
    sized = families.is_known(named.model) and families.is_checkpoint(named.model) and "/" not in named.model
    return (families.is_family(named.model) if tuned else sized) and _DATA_BEHIND.match(rest) is None


def _below(draft: Draft, hit: Hit, strength: int) -> list[Candidate]:
    """The models that stand below a label: `**Base Model**` alone on its line, a heading `Base models` above a list."""
    sentence = hit.sentence
    if hit.pattern.field != "lineage.key" or sentence.text[hit.match.end() :].strip(" *:：_|"):
        return []
    found: list[Candidate] = []
    beside = parts.following(sentence) if sentence.kind != "heading" else None
    for one in (
        (beside,) if beside is not None and beside.section is sentence.section else draft.text.following(sentence, 8)
    ):
        names = [named for named in mentions.mentions(one) if named.sure]
        if not names or len(one.text) > len(names[0].model) + 60:
            break
        for named in names[:1]:
            evidence = draft.at_text(*one.clean.span(named.start, named.end))
            found.append(Candidate(named, hit.value or "unspecified", strength, evidence, one.start, sentence.start))
        if one.kind not in ("list", "table") and sentence.kind != "heading":
            break
    return found


def _as_base(draft: Draft, hit: Hit) -> list[Candidate]:
    """`using X as the base model`, `X model trained with DreamBooth`: the name stands before the statement."""
    if aside(draft, hit.sentence, weak=True):
        return []
    named = mentions.before(hit.sentence, hit.match.start())
    if named is None or about_other(draft, hit, named.start):
        return []
    return [candidate(draft, hit, named, _refined(hit, hit.value or "unspecified"), 3 if "/" in named.model else 2)]


def _in_title(hit: Hit) -> bool:
    """Whether the phrase stands in the words of a link that leads to no model: the title of a paper or a post."""
    link = hit.sentence.clean.link_at(*hit.match.span())
    return link is not None and link.start <= hit.match.start() and hit.match.end() < link.end and not link.model_id


def _before(draft: Draft, hit: Hit) -> list[Candidate]:
    sentence = hit.sentence
    named = models.before(sentence, hit.match.start())
    if named is None or not named.sure:
        named = mentions.before(sentence, hit.match.start())
    if named is None or aside(draft, sentence):
        return []
    if hit.pattern.id == "base-trained-again" and families.is_architecture(named.model):
        return []
    lead = _WHOSE.sub("", sentence.text[: named.start].strip(" *\"'([")).rstrip()
    opens = (
        _OPENS.match(lead + " ") is not None
        or (early(draft, hit) and _OPENS_NAMED.match(lead + " ") is not None)
        or (sentence.text[: named.start].endswith("(") and early(draft, hit))
        or (sentence.kind == "heading" and len(lead.split()) <= 5)
    )
    first = sentence.kind == "heading" and sentence.start < introduction(draft)
    if not (opens and (first or sentence.kind != "heading")):
        return []
    again = hit.pattern.id == "base-trained-again"
    if again and not (
        simple(r"(?:this|it) is\b|an?$|$", re.IGNORECASE).match(lead) or _is_sized(draft, hit, named, lead)
    ):
        return []
    if not lead and not first and not early(draft, hit):
        return []
    if own_name(draft, named.model) and not any(link.model_id for link in sentence.links):
        return []
    strength = 3 if "/" in named.model else 2
    if strength == 2 and not first and _COPULA.search(sentence.text[named.end : hit.match.end()]):
        strength = 0  # `Egret was fine-tuned on`: more often the model itself than its base
    retrained = hit.pattern.id == "base-trained-again"
    if (
        retrained
        and sentence.kind != "heading"
        and not families.is_checkpoint(named.model)
        and "trained for" not in sentence.text
    ):
        return []  # `a BERT model trained on X` may be trained from nothing
    purpose = sentence.text[hit.match.start() : hit.match.end() + 4].rstrip().endswith("trained for")
    return [candidate(draft, hit, named, "finetune" if purpose else hit.value or "unspecified", strength)]


def _is_sized(draft: Draft, hit: Hit, named: Named, lead: str) -> bool:
    """`Egret is a Heron-70B model trained on chats`: a name with its size is one to start from."""
    sized = "/" not in named.model and families.is_checkpoint(named.model)
    return sized and early(draft, hit) and simple(r"\b(?:is|was) an?\b").search(lead) is not None


def candidate(draft: Draft, hit: Hit, named: Named, relation: str, strength: int) -> Candidate:
    """A base that a sentence names, with the words that say so as evidence."""
    clean = hit.sentence.clean
    size = _SIZE_BEFORE.search(hit.sentence.text[: named.start])
    if size is not None and not any(char.isdigit() for char in named.model):
        named = Named(f"{named.model} {size[1]}", named.start, named.end, named.sure)  # `a 7B Heron model`
    if relation == "unspecified" and _TUNED_BEFORE.search(hit.sentence.text[: named.start]):
        relation = "finetune"
    start, end = min(hit.match.start(), named.start), max(hit.match.end(), named.end)
    evidence = draft.at_text(*clean.span(start, end), confidence="likely" if strength > 1 else "guess")
    return Candidate(named, relation, strength, evidence, clean.origin(start), hit.start)


def _refined(hit: Hit, relation: str) -> str:
    """A relation that the match leaves open, from the rest of its sentence."""
    if relation not in ("unspecified", "initialized"):
        return relation
    if relation == "initialized":
        again = pattern(r"pre-?\s?train(?:ed|ing)? (?:on|with|for|using)|further pre", re.IGNORECASE).search(
            hit.sentence.text[hit.match.end() :]
        )
        return "continued-pretraining" if again and not _REFINE[-1][1].search(hit.sentence.text) else "finetune"
    text = hit.sentence.text
    # What a relative clause tells of the base ("based on X, which was further pre-trained ...") is the base's own.
    clause = simple(r",? (?:which|that|who) ").search(text[hit.match.end() :])
    near = text[: hit.match.end() + clause.start()] if clause else text
    for name, words in _REFINE:
        if words.search(text if name == "finetune" else near):
            return name
    return relation
