"""Which part of a release a licence is said of, by the words before it: a size, a version, a component."""

from __future__ import annotations

import re
from typing import NamedTuple

from openness._pattern import pattern
from openness.extract import about, subject_kind
from openness.extract.draft import Draft
from openness.naming import models
from openness.naming.licenses import NamedLicense
from openness.prose import scope
from openness.prose.sentences import Sentence

_NAMED = pattern(
    r"(?P<stem>(?:[A-Z][A-Za-z]*[\d.]*[ -]|\d[\d.]*[ -])*)(?P<name>\d+(?:\.\d+)?[BbMm]|(?i:v(?:ersions? )?)\d+(?:\.\d+)*)(?:$|[^\w.]|\.(?:$|\s))"
)
"""A size or a version, with the words of a name before it: `Heron-7B`, `the 13B`, `v1`."""
_MARK = pattern(r"^v(?:ersions? )?")
_IN_NAME = frozenset("-_.+") | frozenset("abcdefghijklmnopqrstuvwxyz")
"""Characters before a size that is the end of another model's name: `heron-lake-7b`."""
_ARTICLE = pattern(r"^(?:The|Our|All|Both|For|And|While|Version) ")
_REST = pattern(
    r"\b(?:the|all|any) (?:others?|rest|remaining|other (?:sizes|models|variants|checkpoints))\b", re.IGNORECASE
)
_EARLIER = pattern(r"\b(?:previous|earlier|older|prior|first|initial) (?:versions?|releases?)\b", re.IGNORECASE)
_TOLD = pattern(
    r"\b(?:is|are|was|were|has|have|under|comes?|carr(?:y|ies)|uses?|remains?|licensed)\b|[:(|]|$", re.IGNORECASE
)
"""What joins a part to its licence."""
_MADE_FROM = pattern(
    r"\b(?:based on|built (?:on|with|from)|derived|fine-?tuned|tuned|trained|merge\w*|quanti[sz]\w*|original|from|uses?)\b",
    re.IGNORECASE,
)
"""What makes a size that of the model which this one was made from."""
_PAST = pattern(r"\b(?:was|were|had|previously|formerly)\b", re.IGNORECASE)


class Portion(NamedTuple):
    """What a sentence gives a licence to."""

    licence: NamedLicense
    part: str
    """`size` or `version`."""
    names: tuple[str | None, ...]
    """As written; None for `the others`."""
    past: bool


def told(draft: Draft, sentence: Sentence, named: list[NamedLicense]) -> tuple[list[Portion], list[NamedLicense]]:
    """
    The licences that a sentence gives to sizes and versions of this release other than this card's, and those to its own.

    Where the card's name tells no size, a size is one of several only if the sentence tells another one apart.
    """
    portions = list(_portions(draft, sentence, named))
    apart: list[Portion] = []
    ours: list[NamedLicense] = []
    met = False
    for portion in portions:
        mine = _own(draft, portion.part)
        others = {_spelled(name) for name in portion.names if name is not None}
        if others & mine:
            met = True
            ours.append(portion.licence)
        elif others and (mine or len(portions) > 1 or portion.past):
            apart.append(portion)
        elif not others and portion.part == "size" and mine and not met and apart:
            ours.append(portion.licence)  # `the 7B is MIT, the others ...`, in the card of the 13B
        elif not others and (apart or met or portion.part == "version"):
            apart.append(portion)
    return apart, ours if apart else []


def component(words: str) -> str | None:
    """What the component is called of which some words speak: `VAE`, `vision tower`."""
    noun = next((noun for noun in scope.nouns(words) if noun.kind == "component"), None)
    return words[noun.start : noun.end] if noun is not None else None


def _portions(draft: Draft, sentence: Sentence, named: list[NamedLicense]) -> list[Portion]:
    """The licences before which a size, a version or the rest is named; each after the one before it."""
    found: list[Portion] = []
    here = 0
    for one in named:
        words = sentence.text[here : one.start]
        here = one.end
        if _MADE_FROM.search(words) or about.THIRD.search(words):
            continue
        past = _PAST.search(words) is not None
        names = [match for match in _NAMED.finditer(words) if _of_release(draft, match["stem"])]
        names = [match for match in names if not match.start() or words[match.start() - 1] not in _IN_NAME]
        names = [
            match for match in names if _TOLD.search(words, match.end("name")) and match.start() > _after(found, words)
        ]
        if names:
            part = "size" if names[0]["name"][-1] in "BbMm" else "version"
            same = [match["name"] for match in names if (match["name"][-1] in "BbMm") == (part == "size")]
            found.append(Portion(one, part, tuple(same), past))
        elif _REST.search(words):
            found.append(Portion(one, "size" if not found else found[-1].part, (None,), past))
        elif _EARLIER.search(words):
            found.append(Portion(one, "version", (None,), past))
    return found


def _after(found: list[Portion], words: str) -> int:
    """Where a part may be named: not in what still belongs to the licence before (`Apache License, Version 2.0, ...`)."""
    return len(words) - len(words.lstrip(" ,(")) if found else -1


def _of_release(draft: Draft, stem: str) -> bool:
    """Whether the words before a size or a version are none, or this release's own name."""
    name = models.comparable(_ARTICLE.sub("", stem))
    return not name or any(name in own for own in about.own(draft))


def _own(draft: Draft, part: str) -> set[str]:
    """The sizes or the versions in this card's own names."""
    names = (*subject_kind.own_names(draft), subject_kind.shown_id(draft) or "")
    found = {match["name"] for name in names for match in _NAMED.finditer(name.replace("_", "-").replace("/", "-"))}
    return {_spelled(name) for name in found if (name[-1] in "BbMm") == (part == "size")}


def _spelled(name: str) -> str:
    return _MARK.sub("", name.casefold())
