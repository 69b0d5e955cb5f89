"""
Inline ignores: comments in the card that switch a rule off, each with its reason.

In the front matter: `# openness: ignore[rule-id] reason`, at the end of a line for that line, on a line of its own
for the whole card. In the prose: `<!-- openness: ignore[rule-id] reason -->` for the paragraph it stands in or before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from openness._pattern import pattern
from openness._value import dataclass
from openness.card import ModelCard, Place

_FRONT = pattern(r"#[ \t]*openness:[ \t]*ignore\[(?P<rules>[^\]\n]*)\][ \t]*(?P<reason>[^\n\r]*)")
_PROSE = pattern(r"<!--\s*openness:\s*ignore\[(?P<rules>[^\]\n]*)\]\s*(?P<reason>.*?)\s*-->", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """One comment: which rules, why, and the lines it covers (None: the whole card)."""

    rules: tuple[str, ...]
    reason: str
    place: Place
    lines: range | None

    def covers(self, rule: str, line: int) -> bool:
        """Whether a finding of a rule on a line is ignored."""
        return rule in self.rules and (self.lines is None or line in self.lines)


class Covered:
    """Which comment covers a finding, and which cover none: asked once a finding, however many comments there are."""

    def __init__(self, comments: tuple[Ignore, ...]) -> None:
        """Order the comments by rule; the last lines of those that cover lines never decrease, as the card is read once."""
        self.comments = comments
        self._whole: dict[str, int] = {}
        self._ranged: dict[str, tuple[list[int], list[int]]] = {}
        self._found: dict[str, set[int]] = {}
        for number, one in enumerate(comments):
            for rule in one.rules:
                if one.lines is None:
                    self._whole.setdefault(rule, number)
                else:
                    numbers, ends = self._ranged.setdefault(rule, ([], []))
                    numbers.append(number)
                    ends.append(one.lines.stop - 1)

    def first(self, rule: str, line: int) -> Ignore | None:
        """The first comment that covers a finding, which counts as found from now on."""
        self._found.setdefault(rule, set()).add(line)
        numbers, ends = self._ranged.get(rule, ((), ()))
        at = bisect_left(ends, line)
        ranged = numbers[at] if at < len(numbers) and self.comments[numbers[at]].covers(rule, line) else None
        covering = [number for number in (self._whole.get(rule), ranged) if number is not None]
        return self.comments[min(covering)] if covering else None

    def unused(self) -> Iterator[tuple[Ignore, str]]:
        """The comments, with the rule, that covered nothing that was found."""
        found = {rule: sorted(lines) for rule, lines in self._found.items()}
        for one in self.comments:
            for rule in one.rules:
                lines = found.get(rule, [])
                at = 0 if one.lines is None else bisect_left(lines, one.lines.start)
                if at == len(lines) or not (one.lines is None or lines[at] in one.lines):
                    yield one, rule


def read(card: ModelCard) -> tuple[Ignore, ...]:
    """The ignore comments of a card."""
    if "openness:" not in card.text:
        return ()
    found: list[Ignore] = []
    matter = card.front_matter
    for match in _FRONT.finditer(card.text, matter.start, matter.end) if matter.present else ():
        place = card.lines.place(match.start(), match.end())
        alone = not card.lines.line_text(place.line)[: place.column - 1].strip()
        found.append(_ignore(match, place, None if alone else _value_lines(card, place.line)))
    end = 0  # the last line of the paragraph that was looked at last
    for match in _PROSE.finditer(card.text, card.body.start, len(card.body.text)):
        place = card.lines.place(match.start(), match.end())
        last = place.end_line or place.line
        if not card.lines.line_text(last)[(place.end_column or 1) - 1 :].strip():
            last += 1
        if last > end:
            end = last
            while end < len(card.lines) and card.lines.line_text(end + 1).strip():
                end += 1
        last = end
        found.append(_ignore(match, place, range(place.line, last + 1)))
    return tuple(found)


def _ignore(match: re.Match[str], place: Place, lines: range | None) -> Ignore:
    rules = tuple(part.strip() for part in match["rules"].split(",") if part.strip())
    return Ignore(rules=rules, reason=match["reason"].strip(), place=place, lines=lines)


def _value_lines(card: ModelCard, line: int) -> range:
    """The line itself, and below it the indented or listed lines that belong to its key."""
    last = line
    end = card.lines.line_of(card.front_matter.end)
    while last + 1 < end and pattern(r"[ \t]+\S|-[ \t]").match(card.lines.line_text(last + 1)):
        last += 1
    return range(line, last + 1)
