"""A model that may be the base: as a statement gives it, with its relation and how strongly it is said."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.extract.draft import Draft, Evidence
from openness.naming.models import Named
from openness.phrases.matcher import Hit

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
_DENIED = pattern(r"\b(?:without|no|not|nor)\W+(?:any |(?:been |being )?(?:\w+ly ))?$", re.IGNORECASE)
"""Before a step: `without additional pretraining`."""
_SIZE_BEFORE = pattern(r"\b(\d+(?:\.\d+)?[bB])[ -]$")
_NEAR = 40
_VERSION_BEHIND = pattern(r" models? \((?:based on|using|from|version) (?:\w+ )?(?P<version>v?\d\.\d)\b", re.IGNORECASE)
"""`a fine-tuned Heron Diffusion model (based on v1.5)`."""
_TUNED_BEFORE = pattern(r"\bfine-?tuned\W*$", re.IGNORECASE)


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


def candidate(draft: Draft, hit: Hit, named: Named, relation: str, strength: int) -> Candidate:
    """A base that a sentence names, with the words that say so as evidence."""
    clean = hit.sentence.clean
    size = _SIZE_BEFORE.search(hit.sentence.text[: named.start])
    if size is not None and not any(char.isdigit() for char in named.model):
        named = Named(f"{named.model} {size[1]}", named.start, named.end, named.sure)  # `a 7B Heron model`
    version = _VERSION_BEHIND.match(hit.sentence.text, named.end)
    if version is not None and not any(char.isdigit() for char in named.model):
        named = Named(f"{named.model} {version['version']}", named.start, version.end("version"), named.sure)
    if relation == "unspecified" and _TUNED_BEFORE.search(hit.sentence.text[: named.start]):
        relation = "finetune"
    start, end = min(hit.match.start(), named.start), max(hit.match.end(), named.end)
    evidence = draft.at_name(
        clean, start, end, name=(named.start, named.end), confidence="likely" if strength > 1 else "guess"
    )
    return Candidate(named, relation, strength, evidence, clean.origin(start), hit.start)


def refined(hit: Hit, relation: str) -> str:
    """A relation that the match leaves open, from the rest of its sentence."""
    if relation not in ("unspecified", "initialized"):
        return relation
    if relation == "initialized":
        again = pattern(r"pre-?\s?train(?:ed|ing)? (?:on|with|for|using)|further pre", re.IGNORECASE).search(
            hit.sentence.text[hit.match.end() :]
        )
        tuned = _REFINE[-1][1].search(hit.sentence.text)
        return "finetune" if tuned else "continued-pretraining" if again else "initialized"
    text = hit.sentence.text
    # What a relative clause tells of the base ("based on X, which was further pre-trained ...") is the base's own.
    clause = simple(r",? (?:which|that|who) ").search(text[hit.match.end() :])
    near = text[: hit.match.end() + clause.start()] if clause else text
    for name, words in _REFINE:
        where = text if name == "finetune" else near
        told = words.finditer(where)
        if any(_DENIED.search(where[max(one.start() - _NEAR, 0) : one.start()]) is None for one in told):
            return name
    return relation
