"""What the prose claims of the model's openness, each kind of claim once."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import about
from openness.extract.draft import Draft, Evidence
from openness.phrases.matcher import Hit

_ORDER = ("open-source", "open-weights", "commercial-use-allowed", "research-only")
_ON_TERMS = pattern(
    r"\bcommercial\w*\b[^.]{0,80}\b(?:contact|refer to|see|visit|e-?mail|reach out|apply|obtain|request)\b"
    r"|\b(?:contact|e-?mail|reach out to|apply)\b[^.]{0,60}\bcommercial"
    r"|\b(?:commercial|enterprise|separate) licen[cs]e (?:is|are) (?:required|needed|available)|\bwithout (?:a |our )?(?:separate |written )",
    re.IGNORECASE,
)
"""`For commercial use, contact us` and `to apply for a commercial licence` grant nothing."""
_GRANTED = simple(r"\b(?:free|allowed|permitted|granted)\b", re.IGNORECASE)
_PUBLISHES = simple(r"\bopen[- ]sources\b", re.IGNORECASE)
"""A verb whose subject is the publisher, who may be called a library."""
_THANKS = simple(r"\bthank", re.IGNORECASE)
_QUOTED = ("“", '"', "「")


def read(draft: Draft) -> None:
    """Read the claims into the draft."""
    found: dict[str, Hit] = {}
    for hit in draft.hits("claims"):
        if hit.value and hit.value not in found and _counts(draft, hit):
            found[hit.value] = hit
    other = {**_field(draft), **_licence(draft)}
    for claim in _ORDER:
        if claim in found:
            draft.add("claims", {"claim": claim}, draft.at_hit(found[claim]))
        elif claim in other:
            draft.add("claims", {"claim": claim}, other[claim])


def _field(draft: Draft) -> dict[str, Evidence]:
    """`commercial: false` in the front matter, a key that some write beside the licence."""
    value = draft.card.front_matter.get("commercial")
    if str(value).strip().lower() not in ("false", "no"):
        return {}
    return {"research-only": draft.at_key("commercial")}


def _licence(draft: Draft) -> dict[str, Evidence]:
    """A licence that the prose calls non-commercial by its full name."""
    evidence = draft.cache.get("license_noncommercial")
    return {"research-only": evidence} if evidence is not None else {}


def _counts(draft: Draft, hit: Hit) -> bool:
    sentence = hit.sentence
    if not about.of_this(sentence) or sentence.text.lstrip().startswith(_QUOTED):
        return False
    if _THANKS.search(sentence.text[: hit.match.end()]):
        return False
    if hit.value == "commercial-use-allowed":
        terms = _ON_TERMS.search(sentence.text)
        if terms and not _GRANTED.search(hit.match.group()):
            return False
    if _PUBLISHES.search(hit.match.group()):
        return True
    return about.is_model(draft, sentence, hit.match.start(), aux=bool(hit.group("aux")))
