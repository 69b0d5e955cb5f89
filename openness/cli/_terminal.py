"""What may be shown: colour on a terminal, unless NO_COLOR says otherwise; nothing of a card's that steers a terminal."""

from __future__ import annotations

import os
import re
from typing import Final, TextIO

from openness.output import Style

_CONTROL: Final = r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]"
_STEERING: Final = {
    False: re.compile(rf"\x1b|{_CONTROL}"),
    True: re.compile(rf"\x1b(?!\[[0-9;]*m)|{_CONTROL}"),
}


def safe(text: str, *, colour: bool = False) -> str:
    """The text with control characters made visible: cards are other people's. With `colour`, colours may stay."""
    return _STEERING[colour].sub(lambda match: _picture(ord(match[0])), text)


def _picture(code: int) -> str:
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def style_for(stream: TextIO) -> Style:
    """Colour if the stream is a terminal and NO_COLOR is not set; FORCE_COLOR paints anyway."""
    if os.environ.get("NO_COLOR"):
        return Style(colour=False)
    if os.environ.get("FORCE_COLOR"):
        return Style(colour=True)
    return Style(colour=stream.isatty() and os.environ.get("TERM") != "dumb")
