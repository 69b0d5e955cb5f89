"""The parts of a mix that a sentence tells of: of weights, not of data or scores, of which one says the same."""

from __future__ import annotations

import re
from typing import Final

from openness._pattern import pattern
from openness.extract.draft import Draft
from openness.extract.lineage_candidates import Candidate, candidate
from openness.naming import mentions, models
from openness.naming.models import Named
from openness.phrases.matcher import Hit

_CLEAR = 3
_ENOUGH = 2
"""Models that make a mix."""
PATTERN: Final = "base-mixed"
"""The pattern of mixing, of which weights are one thing among others."""
_IN_SHARES = pattern(r"\b\d{1,3} ?%? ?[-/:+&] ?\d{1,3}\b")
_SIZED = pattern(r"[-_ ]\d+(?:\.\d+)?[bB]\b")
_OF_DATA = pattern(
    r"\b(?:data(?:sets?)?|corpus|corpora|texts?|tokens|prompts?|scores?|results?|benchmarks?|languages?|runs|losses|outputs?)\b",
    re.IGNORECASE,
)
"""What is mixed or averaged far more often than weights are."""


def parts(draft: Draft, hit: Hit) -> list[Candidate]:
    """The models that a sentence on mixing gives by two ids or more, or, beside their shares, by their sizes."""
    if _OF_DATA.search(hit.sentence.text):
        return []
    rest = hit.match.end() - 1
    ids = [
        Named(one.model_id, one.start, one.end, sure=True)
        for one in hit.sentence.links
        if one.model_id and one.start >= rest
    ]
    if len(ids) < _ENOUGH:
        ids = [named for named in mentions.mentions(hit.sentence) if named.start >= rest and "/" in named.model]
    if len(ids) < _ENOUGH and _IN_SHARES.search(hit.sentence.text, 0, hit.match.end()):
        listed = models.listed(hit.sentence, hit.match.end())
        ids = [named for named in listed if _SIZED.search(named.model)]
    parts = {named.model.casefold() for named in ids}
    return [candidate(draft, hit, named, "merge", _CLEAR) for named in ids] if len(parts) >= _ENOUGH else []
