r"""
Text of strangers, made inert: the one place that every output asks.

A card, a file's name or a setting may hold what steers whoever reads a report: the workflow commands of a CI runner, the
escapes of a terminal, marks that turn the direction of text or cannot be seen, markup of the page it stands on. Where a
format has escapes of its own (JSON, YAML, XML) those are used, and what a program reads is what the card says; where it has
none, such a character is shown as `\x1b`. Nothing is left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

from openness._pattern import pattern, simple

_UNSEEN: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but tab and line feed
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # of no width, of direction, of lines
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff"  # halves, no characters, tags
)
_BLOCK: Final = simple(f"[{_UNSEEN}]")
_LINE: Final = simple(f"[{_UNSEEN}\t\n]")
_HALF: Final = simple("[\ud800-\udfff]")
_LOGGED: Final = pattern(r"##([A-Za-z]*)\[")
"""`##vso[`, `##[`, `##teamcity[`: obeyed by a runner wherever on a line they stand."""
_COMMAND: Final = pattern(r"^((?:[^\S\n]|\x1b\[[0-9;]*m)*):(:)", re.MULTILINE)
"""`::error`: obeyed at the start of a line, blanks aside."""
_SCRIPT: Final = pattern(r"(javascript|vbscript|livescript)(\s*):", re.IGNORECASE)
_PAGE: Final = pattern(r"(data)(\s*):(\s*text/html)", re.IGNORECASE)
_SHORT: Final = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_MARKUP: Final = simple(r"([\\`*_\[\]<>#|~])")

Value = TypeVar("Value")


def _named(char: str) -> str:
    """A character by its number; a byte of a file's name that is no UTF-8 by the byte."""
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def whole(text: str) -> str:
    """Text that UTF-8 can hold: the bytes of a name that is none, and halves of characters, are shown."""
    return text if text.isascii() else _HALF.sub(lambda match: _named(match[0]), text)


def shown(text: str) -> str:
    """One line in which everything can be seen, for a cell, a message, a path."""
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    return _unlogged(_LINE.sub(lambda match: _SHORT.get(match[0]) or _named(match[0]), text))


def lines(text: str) -> str:
    """A whole text of several lines in which everything can be seen and no line is a command; its lines end in a line feed."""
    text = text.replace("\r\n", "\n")
    return _uncommanded(_unlogged(_BLOCK.sub(lambda match: _named(match[0]), text)))


def uncommanded(text: str, *, colon: str = "\\x3a", hash_sign: str = "\\x23") -> str:
    """A whole text in which no line is a command of a runner; what else it holds is inert already."""
    return _uncommanded(_unlogged(text, hash_sign), colon)


def _uncommanded(text: str, colon: str = "\\x3a") -> str:
    return _COMMAND.sub(rf"\1{_literal(colon)}\2", text) if "::" in text else text


def _unlogged(text: str, hash_sign: str = "\\x23") -> str:
    return _LOGGED.sub(rf"#{_literal(hash_sign)}\1[", text) if "##" in text else text


def _literal(words: str) -> str:
    return words.replace("\\", r"\\")


def steers(text: str) -> bool:
    """Whether something of a text would steer its reader."""
    return bool(_BLOCK.search(text) or _LOGGED.search(text) or _COMMAND.search(text))


def json_text(text: str, *, yaml: bool = False) -> str:
    """
    Written JSON with JSON's own escapes: it means the same. Halves of characters, which few readers take, are shown.

    With `yaml` for JSON that a reader of YAML reads, which knows no pairs.
    """
    escape = _named if yaml else _json_escape
    text = _HALF.sub(lambda match: _named(match[0]).replace("\\", r"\\"), text)
    return _unlogged(_BLOCK.sub(lambda match: escape(match[0]), text), "\\u0023")


def _json_escape(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def xml(text: str) -> str:
    """Text for XML 1.0, which has no form for most controls; line ends stay."""
    return _BLOCK.sub(lambda match: _named(match[0]), text)


def xml_text(text: str) -> str:
    """Written XML or HTML in which no line is a command; its own escapes keep the meaning."""
    return uncommanded(text, colon="&#58;", hash_sign="&#35;")


def markdown(text: str) -> str:
    """Words in which nothing is markup, on one line."""
    return _MARKUP.sub(r"\\\1", shown(text))


def unlinked(text: str) -> str:
    """Text for SARIF's messages, where `[words](address)` is a link."""
    return text.replace("](", "\\](")


def unscripted(text: str) -> str:
    """Text without an address that a browser would run: its colon is shown."""
    if ":" not in text:
        return text
    bare = _LINE.sub("", text) if _LINE.search(text) else text
    if _SCRIPT.match(bare.lstrip()) and not _SCRIPT.match(text.lstrip()):  # a browser reads over controls in an address
        text = bare
    return _PAGE.sub(r"\1\2\\x3a\3", _SCRIPT.sub(r"\1\2\\x3a", text))


def mapped(value: Value, change: Callable[[str], str]) -> Value:
    """A value with every text in it changed; what nothing changes is the same object."""
    done: Any = value
    if isinstance(value, str):
        done = change(value)
    elif isinstance(value, (tuple, list)):
        parts = [mapped(one, change) for one in value]
        done = type(value)(parts) if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    elif isinstance(value, dict):
        pairs = {mapped(key, change): mapped(one, change) for key, one in value.items()}
        done = pairs if any(pairs.get(key) is not one for key, one in value.items()) else value
    elif hasattr(value, "model_fields_set"):
        held = {name: getattr(value, name) for name in type(value).model_fields}  # type: ignore[attr-defined] # a typed value
        new = {name: mapped(one, change) for name, one in held.items()}
        told = {name: one for name, one in new.items() if one is not held[name]}
        done = value.model_copy(update=told) if told else value  # type: ignore[attr-defined] # as above
    return done  # type: ignore[no-any-return] # of the kind that it was
