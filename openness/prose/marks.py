"""Where inline Markdown and HTML stand in a text, and of what kind each is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern, simple

_SIGN = simple(r"[\[<*`~_&\\\n\r\t\u00a0]|!\[|https?://| [ \t\u00a0\n\r]")
"""What markup may begin with: most characters begin nothing, and each kind is asked only where its own sign stands."""
_EMPHASIS = simple(r"\*{1,3}|`+|~~|_{1,3}")
_ENTITY = simple(r"&(?:[a-zA-Z]{2,8}|\#\d{1,6});")
_ESCAPED = simple(r"\\(?P<escaped>[\\`*_{}\[\]()#+.!<>|~-])")
_IMAGE = pattern(r"!\[[^\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_BRACKETS = pattern(
    r"(?P<link>\[(?P<label>(?:[^\[\]]|!?\[[^\[\]]*\](?:\([^()]*\))?)*?)\]"
    r"\([ \t]*(?P<url><[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^()\n]*\))"
    r"|\[(?P<name>[^\[\]]{1,200})\]\[[^\[\]]{0,80}\]"
)
_ANGLES = pattern(
    r"<a\s[^<>]*?href\s*=\s*[\"']?(?P<href>[^\"'<>\s]+)[^<>]*>|<(?P<address>(?:https?://|mailto:)[^<>\s]+)>|</?[A-Za-z][^<>]*>"
)
_BARE = pattern(r"https?://[^\s<>()\[\]|\"'`，。；）]+(?:\([^\s<>()]*\))?[^\s<>()\[\]|\"'`，。；）]*")
_BLANKS = simple(r"[ \t\u00a0]*")
_LINES = simple(r"[ \t\u00a0\n\r]*")
_OF_SIGN = {
    "*": ("emphasis", _EMPHASIS), "`": ("emphasis", _EMPHASIS), "~": ("emphasis", _EMPHASIS), "_": ("emphasis", _EMPHASIS),
    "h": ("bare", _BARE), "&": ("entity", _ENTITY), "\\": ("escaped", _ESCAPED),
}  # fmt: skip

Mark = tuple[str, int, int, "re.Match[str] | None"]
"""Its kind, where it begins and ends, and its parts: a link's `label` and `url`, the `name` of a reference, ..."""


def marks(raw: str) -> Iterator[Mark]:
    """All markup of a text, from left to right."""
    at, closed = 0, -1
    while (sign := _SIGN.search(raw, at)) is not None:
        begin = sign.start()
        char = raw[begin]
        at = begin + 1
        found: re.Match[str] | None = None
        if char in _OF_SIGN:
            kind, expression = _OF_SIGN[char]
            found = expression.match(raw, begin)
        elif char == "[":
            found = _BRACKETS.match(raw, begin)
            kind = "link" if found and found.start("link") >= 0 else "reference"
        elif char == "<":
            found = _ANGLES.match(raw, begin)
            kind = _of_angles(found)
        elif char == "!":
            if closed < begin:  # so that many images which nobody closes are not read to the end each
                closed = raw.find("]", begin)
                closed = len(raw) if closed < 0 else closed
            kind, found = "image", _IMAGE.match(raw, begin) if raw.startswith("](", closed) else None
        else:
            at = _blank_end(raw, begin)
            yield "space", begin, at, None
            continue
        if found is not None:
            at = found.end()
            yield kind, begin, at, found


def _of_angles(found: re.Match[str] | None) -> str:
    if found is None or (found.start("href") < 0 and found.start("address") < 0):
        return "tag"
    return "anchor" if found.start("href") >= 0 else "auto"


def _blank_end(raw: str, begin: int) -> int:
    """Where blanks end: those of one line, or with line ends all to the next word, marks of a quotation left out."""
    end = _end(_BLANKS, raw, begin)
    if not raw.startswith(("\n", "\r"), end):
        return end
    end = _end(_LINES, raw, end)
    while raw.startswith(("> ", ">\t"), end):
        end = _end(_LINES, raw, end + 2)
    return end


def _end(blanks: re.Pattern[str], raw: str, at: int) -> int:
    found = blanks.match(raw, at)
    return at if found is None else found.end()
