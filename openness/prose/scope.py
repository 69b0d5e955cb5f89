"""Whom a sentence is about, and whether it says so: negation, future, comparison, siblings, base models, code, data."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

About = Literal["this", "base", "sibling", "other", "code", "data", "paper"]


def _words(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_NEGATION = _words(
    r"\b(?:not|never|without|cannot|neither|nor|unable|refuses?|refused)\b",
    r"n['’]t\b",
    r"\b(?:isnt|arent|dont|doesnt|cant)\b",
    r"\bno(?= )",
    r"\b(?:rather|instead|other) (?:than|of)\b",
    r"[不未没無无非]",
)
_NO_NEGATION = _words(
    r"\bnot (?:only|just|merely|limited)\b",
    r"\bno (?:doubt|matter|longer than)\b",
    r"\bwithout (?:further|any (?:cost|charge|fee))",
    r"不仅仅?|不但|不同|不断|无需|无论|非常|未来",
)
_CLAUSE = _words(r"[;:,—–()]|\bet al\.", r"\b(?:but|however|although|though|while|whereas|and then)\b", r"[，；：]")
_CLAUSE_END = re.compile(r"[.;:!?]\s|--|[—–。；！]|\b(?:but|however)\b")
_FUTURE = _words(
    r"\b(?:will|shall)(?: \w+)? (?:be|soon|also|release|open|publish|make|provide|share|upload)\b",
    r"\bto be (?:released|added|announced|published|uploaded)\b",
    r"\b(?:plan|plans|planning|aims?|intend|intends|hope|hoping|going) to\b",
    r"\bcoming soon\b|\bsoon\b|\bstay tuned\b|\bupcoming\b|\bnot yet\b|\btbd\b|\btba\b",
    r"将(?:会|于|在|要)?(?:开源|发布|公开)|即将|敬请期待|计划",
)
_RIVALS = (
    r"unlike|(?<!-)like|compared (?:to|with)|similar to|such as|as opposed to|in contrast (?:to|with)|contrary to|other|"
    r"existing|previous|among|amongst|than|outperform\w*|surpass\w*|beat(?:s|ing)?|rival\w*|exceed\w*|against|versus|"
    r"vs\.?|on par with|recently|comparable|competing"
)
_MANY = (
    r"most|many|several|various|all|both|any|some|popular|leading|best|current|recent|available|top|numerous|prominent"
)
_COMPARED = _words(
    rf"\b(?:{_RIVALS})\b(?![^.]*\bis an?\b)[^,;:]*$",
    r"\b(?:unlike|in contrast to|compared (?:to|with)|as opposed to)\b[^.;:]*\b(?:which|that)\b[^,]*$",
    r"(?:相比|不同于|与其他|其他|超过|优于|领先于)[^，；。]*$",
)
_RIVALLED = _words(rf"\b(?:{_MANY})\b(?![^.]*\bis an?\b)[^,;:]*$")
_OF_CODE = _words(
    r"\b(?:code|source|codebase|repo(?:sitory)?|scripts?|software|library|package|implementation|toolkit|framework"
    r"|notebooks?|project)\b",
)
_OF_MODEL = _words(r"\b(?:models?|weights?|checkpoints?|parameters?|adapters?|lora|lm|llms?)\b|模型|权重")
_OF_DATA = _words(
    r"\b(?:data|datasets?|corpus|corpora|images?|texts?|annotations?|benchmark|recordings?)\b|数据",
)
_OF_PAPER = _words(r"\b(?:paper|article|manuscript|preprint)\b|论文")
_OF_BASE = _words(
    r"\b(?:base|original|underlying|parent|foundation|source|upstream|teacher) (?:\w+ )?"
    r"(?:models?|weights?|checkpoints?)\b|基座|原模型|原始模型",
)
_SELF = _words(
    r"\b(?:this|these|our|the) (?:\w+ ){0,2}"
    r"(?:models?|weights?|checkpoints?|repo(?:sitory)?|release|adapter|version)\b|\bwe\b|\bit\b|本模型|该模型|我们",
)


_WORD = re.compile(r"[a-z]+")
_CHINESE_SIGN = re.compile(r"[一-鿿]")
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


def about(text: str, start: int) -> About:
    """About whom the words of a sentence speak at a match."""
    before = clause_before(text, start)[-100:]
    if not before.strip():
        return "this"
    if _OF_BASE.search(before):
        return "base"
    if _OF_MODEL.search(before) or _SELF.search(before):
        return "this"
    if _OF_PAPER.search(before):
        return "paper"
    if _OF_DATA.search(before):
        return "data"
    if _OF_CODE.search(before):
        return "code"
    return "this"
