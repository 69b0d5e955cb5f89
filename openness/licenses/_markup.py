"""
Which characters of a file are its text, and which are markup: HTML, Markdown, escapes, invisible signs.

Every rule keeps the length: what is taken away becomes spaces (between words) or `FILL` (inside a word), so a place in
the result is the same place in the file.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Final

from openness._pattern import pattern, simple
from openness.licenses._notices import OPERATIVE

FILL: Final = "\x00"
"""Stands where something was taken out of a word; no text that is read holds it."""

_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_HIDDEN = simple(r"<(?:(script|style)\b|!--)", re.IGNORECASE)
# Only what HTML names is a tag: <name of author> and <not for sale> are words that a reader sees.
_TAG = pattern(
    r"<\x00{0,4}/?(a|abbr|address|article|aside|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn"
    r"|div|dl|dt|em|figure|font|footer|h[1-6]|head|header|hr|html|i|img|ins|kbd|label|li|link|main|mark|meta|nav|ol|p"
    r"|pre|q|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul|var)"
    r"(?:\s+[\w:.-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+))?\x00*)*"
    r"[\s\x00]*/?>|<!doctype\b[^<>]*>",
    re.IGNORECASE,
)
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s"}
    | {"samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var"}
)
_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_ESCAPE = pattern(r"\\", after=r"[!-/:-@\[-`{-~]")
_LINK = pattern(r"!?\[([^\[\]]{0,300})\](\((?:[^()\s]*)(?:\s\"[^\"\n]*\")?\))")
_PAGE = simple(r"<(?:!doctype|html|body)\b", re.IGNORECASE)
_WORD = simple(r"[^\W\d_]+")
ASIDE: Final = 6
"""Words of a comment that says nothing to the reader of a plain text."""


def plain(text: str) -> str:
    """Return a text of the same length without markup; words keep their case and their places."""
    if not text.isascii():
        text = _without_strange_signs(text)
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = text.replace("\f", "\n").replace("\v", "\n")
    if "<" in text:
        text = _TAG.sub(_tag, _without_hidden(text))
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
        if "<\x00" in text:  # tags that were shown as text, on a page that was saved as one
            text = _TAG.sub(_tag, text)
    if "\\" in text:
        text = _ESCAPE.sub(FILL, text)
    if "](" in text:
        text = _LINK.sub(_link, text)
    return text.replace("*", FILL).replace("`", FILL).replace("~", FILL)


def _without_strange_signs(text: str) -> str:
    """Each sign beyond ASCII as what it stands for, where that is one sign; longer ones are unfolded word by word."""
    found: dict[str, str | int | None] = {}
    for sign in set(text):
        if sign in _INVISIBLE:
            found[sign] = FILL
        elif sign in "\u2028\u2029\u0085":
            found[sign] = "\n"
        elif not sign.isascii():
            kept = unicodedata.normalize("NFKC", sign)
            if len(kept) == 1:
                found[sign] = kept
            elif not sign.isalnum() and any(map(str.isalnum, kept)):
                found[sign] = " "  # signs such as \u2122 or \u2116 would become words
    found = {sign: kept for sign, kept in found.items() if sign != kept}
    if len(found) > 20:
        return text.translate(str.maketrans(found))
    for sign, other in found.items():  # far faster than translating, for the few signs that a text has
        text = text.replace(sign, str(other))
    return text


def _blank(text: str) -> str:
    """As many spaces, beginning with a line's end if there was one inside."""
    return "\n" + " " * (len(text) - 1) if "\n" in text else " " * len(text)


def _without_hidden(text: str) -> str:
    """Blank comments, scripts and style sheets; one that is never closed is left, so that the work stays linear."""
    parts: list[str] = []
    lower = text.lower()
    if len(lower) != len(text):  # some capital letters have longer small ones; then the case must agree
        lower = text
    done, is_page = 0, _PAGE.search(text) is not None
    while opening := _HIDDEN.search(text, done):
        closing = f"</{opening[1].lower()}" if opening[1] else "-->"
        end = lower.find(closing, opening.end())
        if end < 0:
            break
        end += len(closing)
        hidden = text[opening.start() : end]
        seen = opening[1] is None and not is_page and _says_something(hidden)
        parts += (text[done : opening.start()], hidden if seen else _blank(hidden))
        done = end
    return "".join((*parts, text[done:]))


def _says_something(comment: str) -> bool:
    """Whether a comment in a plain text, which a reader sees, may change what the text says."""
    spoken = [word.lower() for word in _WORD.findall(comment[:4000])]
    return len(spoken) > ASIDE or not OPERATIVE.isdisjoint({*spoken} - {"license", "licence"})


def _tag(tag: re.Match[str]) -> str:
    """What stands for a tag: nothing inside a line, a new line where a paragraph, item or row begins or ends."""
    name = (tag[1] or "html").lower()
    if name in _INLINE:
        return FILL * len(tag[0])
    return "\n" + " " * (len(tag[0]) - 1)


def _entity(entity: re.Match[str]) -> str:
    sign = unescape(entity[0])
    sign = unicodedata.normalize("NFKC", sign) if not sign.isascii() else sign
    if len(sign) > len(entity[0]) or sign == entity[0] or FILL in sign:
        return entity[0]
    return sign + FILL * (len(entity[0]) - len(sign))


def _link(link: re.Match[str]) -> str:
    """A reader of a Markdown link sees its text, not its address."""
    if not link[1].strip():
        return link[0]
    return link[0][: -len(link[2])] + " " * len(link[2])
