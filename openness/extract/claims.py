"""What the prose claims of the model's openness, each kind of claim once."""

from __future__ import annotations

import re

from openness._pattern import pattern
from openness.extract import about
from openness.extract.draft import Draft
from openness.phrases.matcher import Hit

_ORDER = ("open-source", "open-weights", "commercial-use-allowed", "research-only")
# `For commercial use, contact us` and `to apply for a commercial licence` grant nothing.
_ON_TERMS = pattern(
    r"\bfor (?:\w+ )?commercial (?:use|usage|purposes?|licen\w+)[^.]{0,40}\b(?:contact|refer|see|visit|e-?mail|reach|apply|please)"
    r"|\b(?:commercial|enterprise) licen[cs]e (?:is|are) (?:required|needed|available)|\bwithout (?:a |our )?(?:separate |written )",
    re.IGNORECASE,
)
_QUOTED = ("“", '"', "「")


def read(draft: Draft) -> None:
    """Read the claims into the draft."""
    found: dict[str, Hit] = {}
    for hit in draft.hits("claims"):
        if hit.value and hit.value not in found and _counts(draft, hit):
            found[hit.value] = hit
    for claim in _ORDER:
        if claim in found:
            draft.add("claims", {"claim": claim}, draft.at_hit(found[claim]))


def _counts(draft: Draft, hit: Hit) -> bool:
    sentence = hit.sentence
    if not about.of_this(sentence) or sentence.text.lstrip().startswith(_QUOTED):
        return False
    if hit.value == "commercial-use-allowed" and _ON_TERMS.search(sentence.text):
        return False
    return about.is_model(draft, sentence, hit.match.start(), aux=bool(hit.group("aux")))
