"""
Words without which an expression cannot match, worked out from the expression itself.

`needs(regex)` gives sets of lower-case literals: a text in which any of the sets has no member cannot match. A look for
a literal costs a hundredth of what the expression costs, so most sentences are never given to it. Words are cut at
everything that is no letter or digit, because markup may stand between the parts of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Needs = list[list[str]]

MOST = 30  # literals in one set; a larger set costs more than it saves
SETS = 3


def needs(regex: str) -> Needs:
    """The best few sets of an expression, the most telling first; empty where nothing is certain."""
    found = [_shortest(one) for one in _of_sequence(_parser.parse(regex, re.IGNORECASE))]
    found = [one for one in found if len(one) <= MOST]
    unique = {tuple(sorted(one)): one for one in found}
    best = sorted(unique.values(), key=_frequency)[:SETS]
    return [sorted(one) for one in best if _frequency(one) < 0.5]


def _shortest(literals: set[str]) -> set[str]:
    """Without those that hold another: `license` is there only where `licen` is."""
    return {word for word in literals if not any(other != word and other in word for other in literals)}


def _frequency(literals: AbstractSet[str]) -> float:
    """A rough chance that a sentence holds one of the literals: each letter more makes one rarer."""
    return sum(0.02 if not word.isascii() else 6 * 0.35 ** len(word) for word in literals)


def _of_sequence(items: Any) -> list[set[str]]:
    found: list[set[str]] = []
    run: list[str] = []
    for kind, value in [*items, (None, None)]:
        if kind is op.LITERAL and chr(value).isalnum():
            run.append(chr(value).lower())
            continue
        word = "".join(run)
        run = []
        if len(word) >= 3 or (word and not word.isascii()):
            found.append({word})
        if kind is not None and kind is not op.LITERAL:
            found.extend(_of_item(kind, value))
    return found


def _of_item(kind: Any, value: Any) -> list[set[str]]:
    if kind is op.SUBPATTERN:
        return _of_sequence(value[3])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _of_sequence(value[2]) if value[0] >= 1 else []
    if kind is op.ATOMIC_GROUP:
        return _of_sequence(value)
    if kind is op.ASSERT:
        return _of_sequence(value[1])
    if kind is op.BRANCH:
        best: set[str] = set()
        for branch in value[1]:
            options = _of_sequence(branch)
            if not options:
                return []
            best |= min(options, key=_frequency)
        return [best]
    return []
