"""Lines on a terminal: as wide as it is, 80 columns where there is none, wrapped below their first word."""

from __future__ import annotations

import io
import re
import sys
import textwrap
from typing import IO, Final, TextIO, cast

from rich.console import Console

from openness._pattern import pattern
from openness.cli._terminal import columns, safe, style_for
from openness.licenses.questions import Reason

_TRAILING: Final = pattern(r"[ \t]+$", re.MULTILINE)


def terminal(width: int | None = None) -> Console:
    """A console as wide as the terminal, 80 columns where there is none."""
    stream = cast("IO[str]", _Trimmed(sys.stdout))
    colour = style_for(sys.stdout).colour
    return Console(
        width=width or columns(),
        highlight=False,
        markup=False,
        emoji=False,
        file=stream,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
    )


class _Trimmed(io.TextIOBase):
    """A stream without the blanks that tables and wrapped lines leave at their ends."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(safe(_TRAILING.sub("", text), colour=True))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()


def bullet(console: Console, reason: str) -> None:
    """A reason; what follows its first line stands below its words."""
    wrapped(console, "  - ", reason)


def wrapped(console: Console, lead: str, words: str, style: str = "") -> None:
    """Words after a lead, each further line below the first word."""
    room = max(console.width - len(lead), 20)
    lines = textwrap.wrap(words, room, break_long_words=False, break_on_hyphens=False)
    console.print(lead + f"\n{' ' * len(lead)}".join(lines), soft_wrap=True, style=style)


def clause_of(reason: Reason, license_id: str) -> str:
    """Where a ground stands, in brackets. `license_id`: whose clauses need not be told whose they are."""
    where = f" of {reason.license}" if reason.license != license_id else ""
    if reason.clause is None:
        return f"({where.removeprefix(' of ')})" if where else ""
    number = f"clause {reason.clause}" if reason.clause[:1].isdigit() else reason.clause
    sure = "" if reason.certainty == "certain" else f", read as {reason.certainty}"
    return f"({number}{where}{sure})"
