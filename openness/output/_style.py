"""Colour on a terminal, nothing elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

_CODES = {"error": "1;31", "warning": "1;33", "info": "1;36", "bold": "1", "dim": "2", "green": "1;32"}


@dataclass(frozen=True, slots=True)
class Style:
    """Paints words with ANSI colours if `colour` is true."""

    colour: bool = False

    def __call__(self, kind: str, text: str) -> str:
        """The text in the colour of a kind."""
        return f"\033[{_CODES[kind]}m{text}\033[0m" if self.colour else text
