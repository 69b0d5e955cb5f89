r"""
Conditions at the edges of an expression, written into it: what must (not) stand beside a match is then matched with it.

`a+` that no letter may follow is `(a+)(?:[^a-z]|\z)`, whose first group is the match: the engine goes back by itself, in linear
time, where a search that asks a condition of each match has to ask again for each one that is refused. It is written so
where it says the same: of one sign that must or may not follow a place behind which the expression has nothing more, or stand
before the whole. Of a longer one a second try, one sign shorter, is seldom refused again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from openness._pattern.alphabet import TOKEN

Condition = tuple[str, str, str]
"""Its kind, the group that it speaks of (the empty name: the whole match), and its expression."""

ONE_SIGN = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]|\\[wWsSd]|[^\\\[\](){}.*+?^$|]", re.DOTALL)
PIECE = re.compile(TOKEN.pattern + r"|\(\?P<(?P<name>\w+)>|[()|]|[*+?]|\{\d+(?:,\d*)?\}", re.DOTALL)
_SIGNS = re.compile(rf"(?:{ONE_SIGN.pattern}|\$|\\Z)(?:\|(?:{ONE_SIGN.pattern}|\$|\\Z))*", re.DOTALL)
_QUANTIFIER = re.compile(r"[*+?]|\{\d+(?:,\d*)?\}")
_KEEPS_A_GROUP = re.compile(r"(?<!\\)\((?!\?[:i])")


class Edges(NamedTuple):
    """An expression with what its edges must satisfy."""

    expression: str
    before: str
    """What is matched before the whole, `(?:\\A|[^a-z])`; nothing where nothing is asked."""
    after: str
    """What is matched behind the whole."""
    ends: tuple[str, ...]
    """Groups at whose end the match ends where they took part: what follows is no part of it."""
    held: frozenset[int]
    """The numbers of the conditions that are written in."""


def written(expression: str, conditions: Sequence[Condition]) -> Edges:
    """The expression with those conditions that can stand in it."""
    before = after = ""
    held: set[int] = set()
    named: dict[str, tuple[int, str]] = {}
    for number, (kind, name, asked) in enumerate(conditions):
        words = _beside(kind, asked)
        if words is None:
            continue
        if not name and kind.endswith("before") and not before:
            before = words
        elif not name and kind.endswith("after") and not after:
            after = words
        elif name and kind.endswith("after") and name not in named:
            named[name] = (number, words)
            continue
        else:
            continue
        held.add(number)
    last = (
        {} if after else _last(expression, set(named))
    )  # behind the whole there is nothing that a group could be beside
    for name, place in sorted(last.items(), key=lambda one: -one[1]):
        expression = expression[:place] + named[name][1] + expression[place:]
        held.add(named[name][0])
    return Edges(expression, before, after, tuple(last), frozenset(held))


def _beside(kind: str, asked: str) -> str | None:
    """What to match for a condition to hold; nothing where it cannot be said so."""
    if kind == "not_in" or _KEEPS_A_GROUP.search(asked):
        return None
    one = ONE_SIGN.fullmatch(asked) is not None
    if kind == "after" and _SIGNS.fullmatch(asked):
        return f"(?:{asked})"
    if not one:
        return None
    if kind == "before":
        return asked
    other = _other_than(asked)
    if other is None:
        return None
    return rf"(?:{other}|\Z)" if kind == "not_after" else rf"(?:\A|{other})"


def _other_than(sign: str) -> str | None:
    """Any sign but these."""
    if r"\S" in sign or r"\W" in sign or r"\D" in sign:
        return None
    if sign.startswith("[^"):
        return "[" + sign[2:]
    return "[^" + sign[1:] if sign[0] == "[" else f"[^{sign}]"


def _last(expression: str, names: set[str]) -> dict[str, int]:
    """Those groups behind which the expression has nothing more, and where each ends; of two in each other, neither."""
    tokens = list(PIECE.finditer(expression))
    closing: dict[int, int] = {}
    opened: list[int] = []
    for number, token in enumerate(tokens):
        if token[0][0] == "(":
            opened.append(number)
        elif token[0] == ")":
            closing[opened.pop()] = number
    found: dict[str, tuple[int, int]] = {}
    for begin, token in enumerate(tokens):
        if token["name"] in names and _is_last(expression, tokens, closing, closing[begin]):
            found[token["name"]] = (begin, closing[begin])
    return {
        name: tokens[end].end()
        for name, (begin, end) in found.items()
        if not any(one < begin < other or begin < one < end for one, other in found.values())
    }


def _is_last(expression: str, tokens: list[re.Match[str]], closing: dict[int, int], end: int) -> bool:
    """Whether nothing follows a closed group on any way to the end of the expression."""
    at = end
    while True:
        place = tokens[at].end()
        if place == len(expression):
            return True
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is None or following.start() != place or _QUANTIFIER.fullmatch(following[0]):
            return False
        if following[0] == ")":
            at += 1
        elif following[0] == "|":  # the other ways: what closes this one?
            around = [close for begin, close in closing.items() if begin < at < close]
            if not around:
                return True
            at = min(around)
        else:
            return False
