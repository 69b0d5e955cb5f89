"""Whom a sentence is about, and whether it says so: negation, future, comparison, siblings, base models, code, data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from openness._pattern import pattern, simple

About = Literal["this", "base", "sibling", "other", "code", "data", "paper"]
Kind = Literal["model", "base", "component", "code", "data", "paper"]
"""What a noun names."""


def _words(*parts: str, **conditions: Mapping[str, str]) -> re.Pattern[str]:
    return pattern("|".join(parts), re.IGNORECASE, **conditions)


_NEGATION = _words(
    r"\b(?:not|never|without|cannot|neither|nor|unable|refuses?|refused)\b",
    r"n['’]t\b",
    r"\b(?:isnt|arent|dont|doesnt|cant)\b",
    r"\bno(?P<no>)",
    r"\b(?:rather|instead|other) (?:than|of)\b",
    r"[不未没無无非]",
    after={"no": " "},
)
_NO_NEGATION = _words(
    r"\bnot (?:only|just|merely|limited)\b",
    r"\bno (?:doubt|matter|longer than)\b",
    r"\bwithout (?:further|any (?:cost|charge|fee))",
    r"不仅仅?|不但|不同|不断|无需|无论|非常|未来",
)
_CLAUSE = _words(r"[;:,—–()]|\bet al\.", r"\b(?:but|however|although|though|while|whereas|and then)\b", r"[，；：]")
_CLAUSE_END = simple(r"[.;:!?]\s|--|[—–。；！]|\b(?:but|however)\b")
_FUTURE = _words(
    r"\b(?:will|shall)(?: \w+)? (?:be|soon|also|release|open|publish|make|provide|share|upload)\b",
    r"\bto be (?:released|added|announced|published|uploaded)\b",
    r"\b(?:plan|plans|planning|aims?|intend|intends|hope|hoping|going) to\b",
    r"\bcoming soon\b|\bsoon\b|\bstay tuned\b|\bupcoming\b|\bnot yet\b|\btbd\b|\btba\b",
    r"将(?:会|于|在|要)?(?:开源|发布|公开)|即将|敬请期待|计划",
)
_RIVALS = (
    r"unlike|(?P<like>)like|compared (?:to|with)|similar to|such as|as opposed to|in contrast (?:to|with)|contrary to|other|"
    r"existing|previous|among|amongst|than|outperform\w*|surpass\w*|beat(?:s|ing)?|rival\w*|exceed\w*|against|versus|"
    r"vs\.?|on par with|recently|comparable|competing"
)
_MANY = (
    r"most|many|several|various|all|both|any|some|popular|leading|best|current|recent|available|top|numerous|prominent"
)
_IS_ITSELF = {"then": r"[^.]*\bis an?\b"}
_COMPARED = _words(
    rf"\b(?:{_RIVALS})\b(?P<then>)[^,;:]*$",
    r"\b(?:unlike|in contrast to|compared (?:to|with)|as opposed to)\b[^.;:]*\b(?:which|that)\b[^,]*$",
    r"(?:相比|不同于|与其他|其他|超过|优于|领先于)[^，；。]*$",
    not_before={"like": "-"},
    not_after=_IS_ITSELF,
)
_RIVALLED = _words(rf"\b(?:{_MANY})\b(?P<then>)[^,;:]*$", not_after=_IS_ITSELF)
_SELF = _words(
    r"\b(?:this|these|our|the) (?:\w+ ){0,2}(?:release|version)\b|\bwe\b|\bit\b|本模型|该模型|我们",
)


def _listed(words: Iterable[str]) -> str:
    """An alternation of words; those of Latin and Cyrillic script stand alone, those of other scripts anywhere."""
    alone = sorted((word for word in words if _ALPHABET.match(word)), key=len, reverse=True)
    inside = sorted((word for word in words if not _ALPHABET.match(word)), key=len, reverse=True)
    return "|".join([rf"\b(?:{'|'.join(alone)})\b", *inside] if alone else inside)


_ALPHABET = simple(r"[a-zà-ÿа-яё]")
_LISTS: dict[str, list[str]] = json.loads(Path(__file__).with_name("nouns.json").read_text(encoding="utf-8"))
"""What a sentence can be about: the one list of words, by kind."""
_GOES_ON = r"-\w"
_MODELS = _listed(_LISTS["model"])
_NOUN = pattern(
    rf"(?P<base>\b(?:{'|'.join(_LISTS['base'])}) (?:[\w-]+ ){{0,2}}?(?:models?|weights?|llms?|checkpoints?)\b"
    rf"|{_listed(_LISTS['base-alone'])})"
    rf"|(?P<component>{_listed(_LISTS['component'])})|(?P<code>{_listed(_LISTS['code'])})"
    rf"|(?P<data>{_listed(_LISTS['data'])})|(?P<paper>{_listed(_LISTS['paper'])})|(?P<model>{_MODELS})|(?P<whole>{_listed(_LISTS['whole'])})",
    re.IGNORECASE,
    not_after=_GOES_ON,
)
_AS_ADJECTIVE = pattern(
    rf"[ -](?P<word>(?:[\w-]+ )?)(?:{_MODELS})",
    re.IGNORECASE,
    not_in={
        "word": "^(?:the|our|this|these|its|an?|of|for|and|or|is|are|was|were|in|to|from|by|on|with|used|that|which|as) "
    },
    not_after=_GOES_ON,
)
"""After a noun: `code models`, `data generation model` are models."""
_JOINED = pattern(
    r"(?: [A-Z][\w.-]*){0,2}(?:\s*[,/&+(]\s*(?:and\s+|&\s*)?|\s+(?:and|or|as well as)\s+|以及|和|与|、|及)(?:[\w'’/.-]+ ){0,4}?"
    rf"(?:{_MODELS})",
    re.IGNORECASE,
    not_after=_GOES_ON,
)
"""After a noun: `the code and (the) weights` are about the weights too."""
_IS_A = pattern(r"\b(?:is|are) an? (?:[\w-]+ ){0,3}$")
"""Before a noun that says what the subject is: `Heron is a pretrained base model`."""
_IN_NAME = simple(r"[-_./]")
_NAME_GOES_ON = pattern(
    r" (?P<licen_avail>)[A-Z]",
    not_after={"licen_avail": r"Licen|Avail|Card|Polic|Source|Collect|Use|Under|Is|And|For|Of|In|MIT|CC"},
)


class Noun(NamedTuple):
    """A word that tells what a sentence is about."""

    kind: Kind
    start: int
    end: int


def nouns(text: str, own: Iterable[str] = ()) -> list[Noun]:
    """
    What some words name, in order: never a part of a word, of a name or of `open-source`, nor the model's own name.

    `own`: the model's names in lower case.
    """
    return list(_nouns(text, own))


def _nouns(text: str, own: Iterable[str]) -> Iterator[Noun]:
    folded = text.casefold()
    taken = [(at, at + len(name)) for name in own if len(name) > 3 for at in _places(folded, name)]
    for match in _NOUN.finditer(text):
        start, end = match.span()
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        if match.lastgroup == "whole":
            kind = "model"  # what is said of the repository is said of what it is there for
        if kind != "model" and any(begin <= start and end <= stop for begin, stop in taken):
            continue
        if start and _IN_NAME.match(text, start - 1):
            continue
        if kind == "base" and _IS_A.search(text, max(0, start - 60), start):
            kind = "model"
        if kind not in ("model", "base") and (_AS_ADJECTIVE.match(text, end) or _names(text, start, end)):
            continue
        yield Noun(kind, start, end)


def _names(text: str, start: int, end: int) -> bool:
    """Whether a noun begins a name: `Code Heron`."""
    return text[start].isupper() and _NAME_GOES_ON.match(text, end) is not None


def _places(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


def subject(text: str, own: Iterable[str] = ()) -> Noun | None:
    """The first noun of some words: their subject; the model where it is joined to that. None where no noun stands."""
    first = next(_nouns(text, own), None)  # of a long sentence no more is looked at than tells
    if first is not None and first.kind not in ("model", "base") and _JOINED.match(text, first.end):
        return first._replace(kind="model")
    return first


def nearest(text: str, own: Iterable[str] = ()) -> Noun | None:
    """The last noun of some words: that of which a relative clause or a participle behind them speaks."""
    found = nouns(text, own)
    if len(found) > 1 and found[-2].kind == "base" and text[found[-2].end : found[-1].start] in ("'s ", "’s "):
        return found[-2]  # `the base model's weights`
    return found[-1] if found else None


_WORD = simple(r"[a-z]+")
_CHINESE_SIGN = simple(r"[一-鿿]")
_NEGATION_WORDS = frozenset(
    [
        "not",
        "never",
        "without",
        "cannot",
        "neither",
        "nor",
        "unable",
        "refuse",
        "refuses",
        "refused",
        "isnt",
        "arent",
        "dont",
        "doesnt",
        "cant",
        "no",
        "rather",
        "instead",
        "other",
        "t",
    ]
)
_FUTURE_WORDS = frozenset(
    [
        "will",
        "shall",
        "be",
        "plan",
        "plans",
        "planning",
        "aim",
        "aims",
        "intend",
        "intends",
        "hope",
        "hoping",
        "going",
        "soon",
        "tuned",
        "upcoming",
        "yet",
        "tbd",
        "tba",
    ]
)
_RIVAL_WORDS = frozenset(
    [
        "unlike",
        "like",
        "compared",
        "similar",
        "such",
        "opposed",
        "contrast",
        "contrary",
        "other",
        "existing",
        "previous",
        "among",
        "amongst",
        "than",
        "beat",
        "beats",
        "beating",
        "against",
        "versus",
        "vs",
        "par",
        "recently",
        "comparable",
        "competing",
    ]
)
_RIVAL_STEMS = ("outperform", "surpass", "rival", "exceed")
_MANY_WORDS = frozenset(_MANY.split("|"))


class Signs(NamedTuple):
    """Whether a sentence holds a word at all that could disown something in it."""

    negation: bool
    future: bool
    comparison: bool
    many: bool


def signs(folded: str) -> Signs:
    """
    The signs of a sentence in lower case. Words are looked up in sets: a tenth of what the expressions cost.

    May say yes where the expressions then say no, never the other way round.
    """
    if not folded.isascii() and _CHINESE_SIGN.search(folded):
        return Signs(negation=True, future=True, comparison=True, many=True)
    words = set(_WORD.findall(folded))
    rival = not words.isdisjoint(_RIVAL_WORDS) or any(stem in folded for stem in _RIVAL_STEMS)
    return Signs(
        negation=not words.isdisjoint(_NEGATION_WORDS),
        future=not words.isdisjoint(_FUTURE_WORDS),
        comparison=rival,
        many=not words.isdisjoint(_MANY_WORDS),
    )


def clause_before(text: str, start: int) -> str:
    """The words of the clause before a match."""
    before = text[max(0, start - 120) : start]
    cut = 0
    for match in _CLAUSE.finditer(before):
        cut = match.end()
    return before[cut:]


def negated(text: str, start: int, end: int) -> bool:
    """Whether a negation stands before the match in its clause, or inside it."""
    stretch = clause_before(text, start)[-60:] + text[start:end]
    return bool(_NEGATION.search(stretch)) and bool(_NEGATION.search(_NO_NEGATION.sub(" ", stretch)))


def future(text: str, start: int, end: int) -> bool:
    """Whether it is announced, not done."""
    rest = text[end : end + 50]
    cut = _CLAUSE_END.search(rest)
    return bool(
        _FUTURE.search(clause_before(text, start)[-80:] + text[start:end] + (rest[: cut.start()] if cut else rest))
    )


def compared(text: str, start: int) -> bool:
    """Whether a match stands in a comparison with others."""
    return bool(_COMPARED.search(text, max(0, start - 80), start))


def among_many(text: str, start: int) -> bool:
    """Whether a match speaks of many models at once: `most open-source models`."""
    return bool(_RIVALLED.search(text, max(0, start - 60), start))


def about(text: str, start: int, own: Iterable[str] = ()) -> About:
    """About whom the words of a sentence speak at a match: what the clause before it names."""
    before = clause_before(text, start)[-100:]
    if not before.strip():
        return "this"
    kinds = {noun.kind for noun in nouns(before, own)}
    if "base" in kinds:
        return "base"
    if "model" in kinds or _SELF.search(before):
        return "this"
    return next((kind for kind in ("paper", "data", "code") if kind in kinds), "this")
