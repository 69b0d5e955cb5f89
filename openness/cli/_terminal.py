"""
What may be shown: colour on a terminal, unless NO_COLOR says otherwise; nothing of a card's that steers a terminal.

And in which characters: a stream that holds ASCII or one code page alone gets near words for what it cannot hold, and the
escapes of JSON or XML where those are printed.
"""

from __future__ import annotations

import codecs
import io
import os
from typing import Final, Literal, TextIO

from openness._pattern import pattern
from openness.output import Style

_CONTROL: Final = r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]"
_STEERING: Final = {
    False: pattern(rf"\x1b|{_CONTROL}"),
    True: pattern(rf"\x1b(?P<escape>)|{_CONTROL}", not_after={"escape": r"\[[0-9;]*m"}),
}


def safe(text: str, *, colour: bool = False) -> str:
    """The text with control characters made visible: cards are other people's. With `colour`, colours may stay."""
    return _STEERING[colour].sub(lambda match: _picture(ord(match[0])), text)


def _picture(code: int) -> str:
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def style_for(stream: TextIO, choice: Literal["auto", "always", "never"] = "auto") -> Style:
    """Colour as chosen; by itself where the stream is a terminal and NO_COLOR is not set; FORCE_COLOR paints anyway."""
    if choice != "auto":
        return Style(colour=choice == "always")
    if os.environ.get("NO_COLOR"):
        return Style(colour=False)
    if os.environ.get("FORCE_COLOR"):
        return Style(colour=True)
    return Style(colour=stream.isatty() and os.environ.get("TERM") != "dumb")


def tolerant(stream: TextIO) -> None:
    """Let a stream take every text: what its encoding cannot hold becomes near words, never an exception."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=_NEAR_NAME)


def speakable(text: str, encoding: str | None, form: str) -> str:
    """The text in characters of an encoding, so that JSON stays JSON and XML stays XML."""
    if form not in _ESCAPES or encoding is None:
        return text
    return text.encode(encoding, _ESCAPES[form]).decode(encoding)


def _near(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_NEAR.get(char, "?") for char in error.object[error.start : error.end]), error.end


def _json_escape(error: UnicodeError) -> tuple[str, int]:
    """A character as JSON escapes it: all that is not ASCII stands in JSON's strings."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2)), error.end


_NEAR: Final = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00b7\u2022", "-"),
    **dict.fromkeys("\u2018\u2019\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u00a0\u2009\u202f", " "),
    **dict.fromkeys("\u2502\u2503", "|"),
    **dict.fromkeys("\u2500\u2501", "-"),
    "\u2026": "...",
    "\u2192": "->",
    "\u2265": ">=",
    "\u2264": "<=",
    "\u00d7": "x",
}
"""What stands for a character that a stream cannot hold; a question mark for the others."""
_NEAR_NAME: Final = "openness-near"
_JSON_NAME: Final = "openness-json"
_ESCAPES: Final = {"json": _JSON_NAME, "sarif": _JSON_NAME, "junit": "xmlcharrefreplace", "html": "xmlcharrefreplace"}
codecs.register_error(_NEAR_NAME, _near)
codecs.register_error(_JSON_NAME, _json_escape)
