"""The base that stands before what is said of it: `This is Heron fine-tuned on ...`, `# Heron fine-tuned for tagging`."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import subject_kind
from openness.extract.draft import Draft
from openness.extract.lineage_candidates import Candidate, candidate
from openness.extract.lineage_scope import aside, early, introduction, own_name
from openness.naming import families, mentions, models
from openness.naming.models import Named
from openness.phrases.matcher import Hit

_OPENS = pattern(
    r"\W*(?:\w+, )?(?:(?:(?:this|it|here|these|they|the following|there)(?: (?:model|repo\w*|files?|checkpoint|version|adapter|card))*(?:['’]s| is| are| was| were"
    r"| contains?| hosts?| holds?| offers?| provides?| has)?|model|weights|we (?:release|provide|present|introduce))\W*(?:(?:an?|the|our|model|weights|version|of|for|is|one|instance)\W+)*"
    r"(?:\w+(?:-\w+)* ){0,2})?\W*$",
    re.IGNORECASE,
)
_OPENS_NAMED = pattern(
    r"\W*[\w.-]+(?: [\w.-]+){0,3}(?: \([^()]{2,60}\))? (?:is|was)(?: (?:an?|the)(?: [a-z-]+){0,2})?\W*$"
    r"|\W*we (?:present|introduce|release|propose) [\w.-]+(?: [\w.-]+)?,? (?:an?|the)\W*$|\W*(?:[\w/]+ ){0,3}[\w/]+: ?\W*$|\W*an? (?:[\w-]+ ){0,6}model\W*$|\W*an?\W*$",
    re.IGNORECASE,
)
"""`Egret 13B is a`, `A native French tagging model`: what stands before the base's name."""
_COPULA = pattern(r"^\W*(?:model )?(?:is|was|are|were|has been|have been)\b", re.IGNORECASE)
_WHOSE = pattern(r"\b[\w.&-]+['’]s?$")
"""`Acme's Heron`: whose the base is."""

_SPELLING = pattern(r"[a-z][a-z\d.]*(?:-[a-z\d.]+){2,}")
_FILE = pattern(r"\.(?:pth?|bin|ckpt|safetensors|gguf|zip)$", re.IGNORECASE)
"""A file is a release of the model itself."""


_OPENING = 60
_PURPOSE = 90
_FOR = pattern(
    r"\)?(?: (?:base |language |pre-?trained )*(?:model|checkpoint|weights))?(?: for (?:the )?[\w -]+,?(?: \(\w+\))?,?| pre-?trained on [^.;()]{2,60}(?:,| and))",
    re.IGNORECASE,
)
"""What the model is for, between its base's name and what was done."""


def before(draft: Draft, hit: Hit) -> list[Candidate]:
    """The model named before a statement, where the sentence opens with it or with who it is."""
    sentence = hit.sentence
    named = _named_before(hit)
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
        pattern(r"(?:this|it) (?:model )?is\b|an?$|$", re.IGNORECASE).match(lead) or _is_sized(draft, hit, named, lead)
    ):
        return []
    if not lead and not first and not early(draft, hit):
        return []
    gap = sentence.text[named.end : hit.match.start()]
    if (own_name(draft, named.model) or (_heads_title(draft, named.model) and not _is_told_of(gap))) and not any(
        link.model_id for link in sentence.links
    ):
        return []
    if _is_own_aside(gap) or _FILE.search(named.model):
        return []
    strength = 3 if "/" in named.model or _is_linked(hit, named) else 2
    if strength == 2 and not first and _COPULA.search(sentence.text[named.end : hit.match.end()]):
        strength = 0  # `Egret was fine-tuned on`: more often the model itself than its base
    retrained = hit.pattern.id == "base-trained-again"
    if (
        retrained
        and sentence.kind != "heading"
        and not (families.is_checkpoint(named.model) or _is_hub_spelling(hit, named))
        and "trained for" not in sentence.text
    ):
        return []  # `a BERT model trained on X` may be trained from nothing
    purpose = sentence.text[hit.match.start() : hit.match.end() + 4].rstrip().endswith("trained for")
    checkpoint = _CHECKPOINT.fullmatch(gap)
    if checkpoint is not None and "/" not in named.model:
        named = Named(
            f"{named.model} {checkpoint['which']}",
            named.start,
            named.start + len(named.model) + checkpoint.end(),
            sure=True,
        )
    return [candidate(draft, hit, named, "finetune" if purpose else hit.value or "unspecified", strength)]


def _named_before(hit: Hit) -> Named | None:
    """The model named right before a statement, else the one whose link opens the sentence."""
    named = models.before(hit.sentence, hit.match.start())
    if named is None or not named.sure:
        named = mentions.before(hit.sentence, hit.match.start())
    return named or _opening_link(hit)


def _opening_link(hit: Hit) -> Named | None:
    """The model whose link opens a sentence, where its purpose stands before what was done: `[Heron](..) for tagging, tuned on`."""
    sentence = hit.sentence
    first = next(iter(sentence.links), None)
    if first is None or first.model_id is None or first.start > _OPENING or first.end > hit.match.start():
        return None
    gap = sentence.text[first.end : hit.match.start()]
    named = models.from_link(first)
    return named if named is not None and len(gap) <= _PURPOSE and _FOR.fullmatch(gap) else None


def _is_hub_spelling(hit: Hit, named: Named) -> bool:
    """Whether a name is spelled as the Hub's ids are (`heron-base-cased`), and no pre-training is spoken of."""
    return _SPELLING.fullmatch(named.model) is not None and "pretrained on" not in hit.sentence.text.replace("-", "")


_CHECKPOINT = pattern(
    r" ?\((?P<which>(?:(?:base|small|large|tiny|medium|mini|(?:un)?cased|multilingual|v\d[\d.]*)[- ,]{0,2})+)\)(?: model)?",
    re.IGNORECASE,
)
"""Which of a family's checkpoints is meant: `BERT (base-multilingual-cased) fine-tuned on`."""


def _is_told_of(gap: str) -> bool:
    """Whether a closed bracket stands between a name and what was done to it, and tells which model it is."""
    return gap.rstrip().endswith(")") and "sized" not in gap


def _heads_title(draft: Draft, name: str) -> bool:
    """Whether the card's title is the name and a bracket: `# Egret (base-sized, fine-tuned on Marsh)`."""
    head, bracket, _ = (subject_kind.own_names(draft) or ("",))[-1].partition(" (")
    return bool(bracket) and models.comparable(head) == models.comparable(name)


def _is_own_aside(gap: str) -> bool:
    """Whether a bracket is open before a statement: `Egret (base-sized model, fine-tuned on Marsh)` is the model itself."""
    return "(" in gap and ")" not in gap


def _is_linked(hit: Hit, named: Named) -> bool:
    """Whether a name without an organisation is the link to that model on the Hub."""
    return any(link.model_id == named.model for link in hit.sentence.links)


def _is_sized(draft: Draft, hit: Hit, named: Named, lead: str) -> bool:
    """`Egret is a Heron-70B model trained on chats`: a name with its size is one to start from."""
    sized = "/" not in named.model and families.is_checkpoint(named.model)
    return sized and early(draft, hit) and simple(r"\b(?:is|was) an?\b").search(lead) is not None
