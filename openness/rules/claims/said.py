"""What a card claims of its model, as the rules about claims ask: sentences of others and about other things left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern, simple
from openness.licenses import License
from openness.naming.models import comparable
from openness.release import Claim, Evidence
from openness.rules.rule import Subject
from openness.rules.wording import sentence_of

NO_FREE_COMMERCE = frozenset({"forbidden", "separate-license-needed"})
"""Values of `commercial_use` under which nobody may trade on the licence alone."""

_OTHERWISE = pattern(
    r"\bcompared (?:to|with)\b|\b(?:librar(?:y|ies)|toolkit|framework|pipeline|ecosystem)\b|\bmore permissive licen[cs]e\b|\bmay change\b"
    r"|\b(?:ultimate )?goal is\b|\baims? to\b|^\W*#+ .*\b(?:advancing|towards?|survey)\b|\bthe (?:open[- ]source )?data ?set (?:is|was)\b|技术解读"
    r"|\bopen[- ]?source(?:d)? (?:\w+ )?(?:models|llms) (?:will|would|can|could|cannot|can't|may|might)\b",
    re.IGNORECASE,
)
"""Words by which a sentence compares, looks ahead, or speaks of software, data, a paper or models at large: it claims nothing of this model."""
_NAMED = pattern(r"^[\W_]*(?P<name>[A-Z][\w.-]*(?: (?:[A-Z\d][\w.-]*|v\d[\w.]*)){0,3})(?:,| is| are|'s)", after=r" ")
"""The name with which a sentence opens."""
_NO_NAME = frozenset(
    {
        "it",
        "this",
        "these",
        "we",
        "our",
        "the",
        "here",
        "they",
        "model",
        "i",
        "a",
        "an",
        "both",
        "all",
        "you",
        "license",
        "licence",
    }
)


def claims_of(subject: Subject, kind: str) -> Iterator[Claim]:
    """The claims of one kind that the card makes of its own model."""
    return (
        claim
        for claim in subject.release.claims
        if claim.claim == kind and not _is_of_another(subject, claim.evidence[0])
    )


def _is_of_another(subject: Subject, evidence: Evidence) -> bool:
    if evidence.source != "prose":
        return False
    line = subject.card.lines.line_text(evidence.line or 1)
    if line.lstrip().startswith(">") or _in_link(line, (evidence.column or 1) - 1):
        return True
    sentence = sentence_of(subject, evidence)
    if _OTHERWISE.search(sentence):
        return True
    named = _NAMED.match(sentence)
    return named is not None and not _is_own(subject, named["name"])


def _in_link(line: str, at: int) -> bool:
    """Whether a place lies in the words of a link: the title of somebody's page."""
    opened, closed = line.rfind("[", 0, at + 1), line.rfind("]", 0, at)
    return opened > closed and pattern(r"[^\]\[]*\]\(").match(line[opened + 1 :]) is not None


def _is_own(subject: Subject, name: str) -> bool:
    """Whether a name is the model's, or no name at all: it stands in the titles, ids and names that the card gives itself."""
    first = name.split(maxsplit=1)[0].casefold()
    if first in _NO_NAME or len(comparable(name)) < 3:
        return True
    about = subject.release.subject
    own = [about.id, about.name, *(section.title for section in subject.card.body.sections[:2]), subject.card.path]
    if not any((about.id, about.name)):
        return True
    known = "".join(simple(r"[^a-z0-9]+").sub("", (one or "").casefold()) for one in own)
    return comparable(first) in known or comparable(name) in known


def term_value(license_: License | None, term: str) -> str | None:
    """The value of a term, or None where nobody verified it."""
    found = getattr(license_.terms, term) if license_ is not None else None
    return found.value if found is not None else None


def clause_of(license_: License, term: str) -> str:
    """Where a term stands, in words; empty where nobody verified it."""
    found = getattr(license_.terms, term)
    if found is None:
        return ""
    several = "s" if ";" in found.clause else ""
    return f"clause{several} {found.clause}" if found.clause[:1].isdigit() else found.clause
