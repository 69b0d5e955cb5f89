"""
What may be shown: colour on a terminal, unless NO_COLOR says otherwise; nothing of a card's that steers a terminal.

And in which characters: a stream that holds ASCII or one code page alone gets near words for what it cannot hold, and the
escapes of JSON or XML where those are printed.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import TYPE_CHECKING, Final, TextIO

from openness import _inert
from openness._pattern import pattern
from openness.output import Style

if TYPE_CHECKING:
    import argparse

_WRITTEN_INERT: Final = frozenset({"github", "junit", "html", "svg", "yaml"})
COLOR_HELP: Final = "colour of text (default: auto, a terminal's unless NO_COLOR is set)"
PLAIN: Final = 80
"""Columns where no terminal says how many it has."""
_PAINT: Final = pattern(r"(\x1b\[[0-9;]*m)")


def safe(text: str, *, colour: bool = False) -> str:
    """
    The text with all that steers a terminal or a CI runner made visible: cards are other people's.

    With `colour`, colours may stay: ours, as a renderer shows those of a card before it paints.
    """
    if not colour:
        return _inert.lines(text)
    parts = _PAINT.split(text)
    return _inert.uncommanded("".join(part if n % 2 else _inert.xml(part) for n, part in enumerate(parts)))


def formed(text: str, form: str, *, colour: bool = False) -> str:
    """A whole text of a format as it may leave: JSON by its own escapes; what its writer made inert as it is; all else safe."""
    if form in ("json", "sarif", "gitlab"):
        return _inert.json_text(text)
    return _inert.whole(text) if form in _WRITTEN_INERT else safe(text, colour=colour)


def say(text: str, form: str = "text", *, colour: bool = False, end: str = "\n") -> None:
    """Print what a command has to say."""
    print(speakable(formed(text, form, colour=colour), sys.stdout.encoding, form), end=end)


_asked: dict[str, str | bool] = {"color": "auto", "quiet": False, "verbose": False}
"""What `--color`, `-q` and `-v` of this run say."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--color`, `-q` and `-v`, which every command takes; one that has its own keeps it."""
    if not parser.get_default("color"):
        parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help=COLOR_HELP)
    if parser.get_default("quiet") is None:
        loud = parser.add_mutually_exclusive_group()
        loud.add_argument("--quiet", "-q", action="store_true", help="no progress, no notes; what was asked for alone")
        loud.add_argument("--verbose", "-v", action="store_true", help="also which settings and sources were read")


def use(args: argparse.Namespace) -> None:
    """Keep what a run is asked to show."""
    _asked.update(color=args.color, quiet=args.quiet, verbose=args.verbose)


def is_quiet() -> bool:
    """Whether nobody wants progress and notes."""
    return bool(_asked["quiet"])


def tell(message: str) -> None:
    """One line on standard error, with `-v`."""
    if _asked["verbose"]:
        complain(message, "note")


def complain(message: str, kind: str = "error") -> None:
    """One line on standard error; with `-q` no note."""
    if kind == "note" and is_quiet():
        return
    print(f"openness: {kind}: {_inert.shown(message)}", file=sys.stderr)


def style_for(stream: TextIO) -> Style:
    """Colour as `--color` says; by itself where the stream is a terminal and NO_COLOR is not set; FORCE_COLOR paints anyway."""
    choice = _asked["color"]
    if choice != "auto":
        return Style(colour=choice == "always")
    if os.environ.get("NO_COLOR"):
        return Style(colour=False)
    if os.environ.get("FORCE_COLOR"):
        return Style(colour=True)
    return Style(colour=stream.isatty() and os.environ.get("TERM") != "dumb")


def columns() -> int:
    """The columns of the terminal; 80 where standard output is none."""
    import shutil

    return shutil.get_terminal_size((PLAIN, 24)).columns if sys.stdout.isatty() else PLAIN


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
    return "".join(_NEAR.get(char) or _number(char) for char in error.object[error.start : error.end]), error.end


def _number(char: str) -> str:
    return char.encode("ascii", "backslashreplace").decode("ascii")


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
"""What stands for a character that a stream cannot hold; its number for the others."""
_NEAR_NAME: Final = "openness-near"
_JSON_NAME: Final = "openness-json"
_ESCAPES: Final = {
    "json": _JSON_NAME,
    "sarif": _JSON_NAME,
    "gitlab": _JSON_NAME,
    "junit": "xmlcharrefreplace",
    "html": "xmlcharrefreplace",
    "svg": "xmlcharrefreplace",
}
codecs.register_error(_NEAR_NAME, _near)
codecs.register_error(_JSON_NAME, _json_escape)
