"""
Inline ignores: comments in the card that switch a rule off, each with its reason.

In the front matter: `# openness: ignore[rule-id] reason`, at the end of a line for that line, on a line of its own
for the whole card. In the prose: `<!-- openness: ignore[rule-id] reason -->` for the paragraph it stands in or before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from openness._pattern import pattern
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
    for match in _PROSE.finditer(card.text, card.body.start):
        place = card.lines.place(match.start(), match.end())
        last = place.end_line or place.line
        if not card.lines.line_text(last)[(place.end_column or 1) - 1 :].strip():
            last += 1
        while last < len(card.lines) and card.lines.line_text(last + 1).strip():
            last += 1
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
