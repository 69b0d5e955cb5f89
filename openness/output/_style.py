"""Colour on a terminal, nothing elsewhere; and how much of a report a person wants to see."""

from __future__ import annotations

from typing import Literal

from openness._value import dataclass
from openness.rules import SEVERITIES, Finding, Severity

_CODES = {"error": "1;31", "warning": "1;33", "info": "1;36", "bold": "1", "dim": "2", "green": "1;32"}


@dataclass(frozen=True, slots=True)
class Style:
    """Paints words with ANSI colours if `colour` is true."""

    colour: bool = False

    def __call__(self, kind: str, text: str) -> str:
        """The text in the colour of a kind."""
        return f"\033[{_CODES[kind]}m{text}\033[0m" if self.colour else text


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the formats for people, `text` and `concise`, show; the others hold every finding."""

    show: Severity = "warning"
    """The mildest severity that is shown; milder findings are counted."""
    detail: Literal["quiet", "normal", "verbose", "statistics"] = "normal"
    """Findings alone; with summary; with every file and ignored finding; the table of the summary alone."""

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is shown, not only counted."""
        return SEVERITIES.index(finding.severity) <= SEVERITIES.index(self.show)
