"""Whether a licence is said of another work that its sentence names: a linked one, a portion, a picture that is credited."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import about
from openness.extract.draft import Draft
from openness.naming import models
from openness.prose import scope
from openness.prose.markup import github_repo
from openness.prose.sentences import Sentence

_JOINS = pattern(
    r"[\s,\"'“”`*)_]*(?:(?:which|that|who)\s+)?(?:(?:is|are|was|were|has been|have been|both|all|each|also|itself)\s+)*[,\s]*",
    re.IGNORECASE,
)
"""What stands between a work and what is said of it."""
_NAMED_PROJECT = pattern(
    r"(?:[A-Z][\w.-]* )+(?i:repo(?:sitory)?|project|code ?base|implementation)$",
    not_in=r"^(?i:our|this|the|official|git|project)",
)
"""`Marsh Birds repository`, whose name is told."""
_GIVEN = pattern(
    r"\b(?:licen[cs]ed|released|distributed|provided|published|made (?:\w+ )?available|available|shared) $",
    re.IGNORECASE,
)
_PORTIONS = pattern(
    r"\b(?:portions?|parts|components|pieces|files) of (?:the|this|our) (?:project|code ?base|code|repository|software|work)\b[^.]{0,80}:",
    re.IGNORECASE,
)
"""What opens a list of portions and their licences."""
_PARTICIPLE = pattern(
    r"\s*(?:licen[cs]ed|released|distributed|provided|published|made|available|shared)\b", re.IGNORECASE
)
_AUX = 5
"""Characters of the verb with which a statement may begin."""
_TITLED = pattern(r"[\"“”] by [\w.\s-]{2,40},?\s*$")
"""`\"Marsh at dawn\" by Jane Doe, licensed under ...`"""


def is_of_another(draft: Draft, sentence: Sentence, start: int, named: int) -> bool:
    """Whether what a sentence says from `start` on, it says of another work; `named`: where the licence stands."""
    given = _GIVEN.search(sentence.text[:start])
    start = start if given is None else given.start()
    before = sentence.text[:start]
    return (
        _PORTIONS.search(sentence.text[:named]) is not None
        or _TITLED.search(before) is not None
        or _of_linked(draft, sentence, start)
        or _of_quoted(draft, sentence, start)
    )


def _of_linked(draft: Draft, sentence: Sentence, start: int) -> bool:
    """Whether a link to somebody's code, or to another model, stands right before."""
    link = next((link for link in reversed(sentence.links) if link.end <= start), None)
    if link is None or not link.label or _JOINS.fullmatch(sentence.text[link.end : start]) is None:
        return False
    if _is_own(draft, link.label) or not _is_subject(draft, sentence.text, link.start, link.end, start):
        return False
    if scope.nouns(link.label, about.spellings(draft)) and about.model_is_meant(draft, link.label):
        named = _NAMED_PROJECT.match(link.label) is not None and github_repo(link.url) is not None
        return named and not _is_own(draft, str(github_repo(link.url)).rsplit("/", 1)[-1])
    if link.model_id is not None:
        return not _is_own(draft, link.model_id.rsplit("/", 1)[-1])
    code = github_repo(link.url)
    return code is not None and not _is_own(draft, code.rsplit("/", 1)[-1])


def _is_subject(draft: Draft, text: str, begin: int, stop: int, start: int) -> bool:
    """Whether a name is what is spoken of: not in `Heron, made from Stork, is licensed` nor in `the weights of Stork are`."""
    joined = text[stop : start + _AUX]
    if simple(r"\b(?:which|that|who)\b").search(joined):
        return True
    if simple(r"\b(?:is|are|was|were|has|have)\b").search(joined) is None:
        return (
            text[stop:start].strip().startswith(",") and _PARTICIPLE.match(text, start) is not None
        )  # a participle: `comes from Stork, released under`
    clause = simple(r"[;:.,]\s").split(text[:begin])[-1]
    said = models.comparable(clause)
    told = scope.nouns(clause, about.spellings(draft)) or any(name in said for name in about.own(draft))
    return "," not in text[stop:start] and not told


def _of_quoted(draft: Draft, sentence: Sentence, start: int) -> bool:
    """Whether a relative clause speaks of a name between backticks: "holds data of `marsh`, which is made available under"."""
    code = next(((begin, end) for begin, end in reversed(sentence.clean.codes) if end <= start), None)
    if code is None or _JOINS.fullmatch(sentence.text[code[1] : start]) is None:
        return False
    words = sentence.text[code[1] : start].strip(" ,").split()
    return bool(words) and words[0] in ("which", "that") and not _is_own(draft, sentence.text[code[0] : code[1]])


def _is_own(draft: Draft, words: str) -> bool:
    said = models.comparable(words)
    return not said or any(name.startswith(said) or name in said for name in about.own(draft))
