"""The engine, RE2, and how an expression is compiled for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from re2 import _re2  # the compiled half: the Python half builds each answer twice

from openness._pattern.alphabet import narrowed, translated

Spans = list[tuple[int, int]]
"""Where a match and each of its groups begin and end."""
Place = str | Mapping[str, str]
"""An expression for the whole match, or one for each named group."""

ANYWHERE, AT_START, WHOLE = _re2.RE2.Anchor.UNANCHORED, _re2.RE2.Anchor.ANCHOR_START, _re2.RE2.Anchor.ANCHOR_BOTH
_OPTIONS = _re2.RE2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 3 << 20
_NARROW = _re2.RE2.Options()
_NARROW.log_errors = False
_NARROW.max_mem = 3 << 20
_NARROW.encoding = _re2.RE2.Options.Encoding.LATIN1
_FLAGS = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s"}


def compiled(expression: str, flags: int = 0, *, wide: bool = True) -> Any:
    """The program of an expression: for texts in UTF-8, or for those that have a byte for each character."""
    letters = "".join(letter for flag, letter in _FLAGS.items() if flags & flag)
    written = (f"(?{letters})" if letters else "") + (translated(expression) if wide else narrowed(expression))
    program = _re2.RE2(written.encode(), _OPTIONS if wide else _NARROW)
    if not program.ok():
        raise ValueError(f"{program.error().decode()}: {expression}")
    return program
