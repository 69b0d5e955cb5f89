"""
Licence texts as plain words: what stays when wrapping, markup, quotes, list markers and copyright lines are taken away.

Every rule here works on characters or words, hardly ever on lines, as a text that was wrapped anew has other lines.
A rule may drop words that matter little (`a`, `(i)`, `2.`), as long as it drops them from both sides.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from itertools import accumulate
from typing import Final
from zlib import crc32

from openness._pattern import pattern
from openness.errors import TargetError

SHINGLE: Final = 5  # words; shorter ones are shared by unrelated licences, longer ones die at each changed word
LARGEST: Final = 2_000_000  # bytes; the longest known text has 36 kB, so this leaves room for a long preface

_CONTROL = pattern(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_INVISIBLE = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u2122\u00ae"}
_HIDDEN = pattern(r"<(?:(script|style)\b|!--)", re.IGNORECASE)
_AUTOLINK = pattern(r"<((?:https?://|mailto:|[\w.+-]{1,80}@)[^<>\s]{1,500})>", re.IGNORECASE)
_TAG = pattern(r"</?[a-zA-Z!][^<>]{0,2000}>")
_BREAK = pattern(r"<br\b[^<>]{0,80}>[ \t]*\n?", re.IGNORECASE)
_BREAKING_TAG = pattern(r"</?(?:p|div|li|ul|ol|h[1-6]|tr|td|table|pre|blockquote|hr)\b", re.IGNORECASE)
_ESCAPE = pattern(r"\\(?=[!-/:-@\[-`{-~])")
_LINK = pattern(r"!?\[([^\[\]]{0,300})\]\(((?:https?:|mailto:|www\.|#)[^()]{0,2000}|[^()\s]{0,500})\)")
_MARKUP = {ord("*"): None, ord("`"): None, ord("~"): None, ord("_"): " ", ord("#"): " ", ord(">"): " "}
_SPACES = pattern(r"[^\S\n]{2,}")
_COPYRIGHT_LINE = pattern(
    r"[^\w\n©]{0,20}(?:copyright\b[^\w\n]{0,4}(?:\(c\)|©|\d{4}|[\[<{]?y{4}|[\[<{]year)|\(c\) {0,3}\d{4}|©)[^\n]{0,90}$"
)
_COPYRIGHT_INLINE = pattern(
    r"(?:\bcopyright[^\w\n]{0,4}(?:\(c\)|©)?|\(c\)|©)\s{0,3}\d{4}(?:\s{0,2}[-,\u2013]\s{0,2}(?:\d{4}|present))*"
)
_RIGHTS_RESERVED = pattern(r"\ball\s+rights\s+reserved\b")
# Where the standard licences name the holder in the middle of a sentence, as SPDX's own templates have it.
_HOLDERS = (
    (pattern(r"\b(neither\s+the\s+names?\s+of)\s[^.;]{1,120}?\s(nor\s+the\s+names\s+of)\b"), r"\1 \2"),
    (pattern(r"\b(provided\s+by)\s[^.;\"\u201c]{1,80}?\W(as\s+is)\b"), r"\1 \2"),
    (pattern(r"\b(in\s+no\s+event\s+shall)\s[^.;,]{1,80}?\s(be\s+liable)\b"), r"\1 \2"),
)
_LIST_NUMBER = pattern(r"(?<![\w.,$/-])\(?\d{1,2}[.)](?=\s)|\(\d{1,2}\)")
_WORD = pattern(
    r"\d+(?:\.\d+)+"  # 3.1 is one word: the version is what tells near relatives apart
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # scripts without spaces: each sign is a word
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
# Single letters and small Roman numbers are list markers nearly everywhere; as words they tell nothing.
_MARKERS = frozenset("abcdefghijklmnopqrstuvwxyz") | {
    "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "aa", "bb", "cc",
}  # fmt: skip


def decode(text: str | bytes) -> str:
    """
    Return the text as a string, or refuse it.

    Raises `TargetError` if the text is empty, larger than 2 MB (counted before anything is decoded) or binary.
    """
    if len(text) > LARGEST:
        raise TargetError(f"licence text: too large, at most {LARGEST // 1_000_000} MB are read")
    if isinstance(text, bytes):
        text = _from_bytes(text)
    if not text.strip():
        raise TargetError("licence text: empty")
    # A form feed or an escape sequence is found in honest text files; other control characters are not.
    if "\x00" in text or len(_CONTROL.findall(text)) > len(text) // 1000:
        raise TargetError("licence text: binary, not a text")
    return text


def _from_bytes(data: bytes) -> str:
    """Decode UTF-8, UTF-16 with a byte order mark, or else a Western European eight-bit text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in data:
            raise TargetError("licence text: binary, not a text") from None
        return data.decode("cp1252", errors="replace")


def words(text: str) -> list[str]:
    """Return the words of a text that count for a comparison, in order."""
    text = text.translate(_INVISIBLE) if not text.isascii() else text
    if "<" in text:
        text = _without_tags(_without_hidden(text))
    if "&" in text:
        text = unescape(text)
        # Escaped angle brackets hold placeholders such as <name of author>; bare ones were dropped as tags above.
        text = _without_tags(text) if "<" in text else text
    if "\\" in text:
        text = _ESCAPE.sub("", text)
    if "](" in text:
        text = _LINK.sub(_link_text, text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("©", " © ")
    text = text.casefold()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SPACES.sub(" ", text.translate(_MARKUP))
    text = _COPYRIGHT_INLINE.sub(" ", _without_copyright_lines(text))
    text = _RIGHTS_RESERVED.sub(" ", text)
    for holder, kept in _HOLDERS:
        text = holder.sub(kept, text)
    text = _LIST_NUMBER.sub(" ", text)
    return [word for word in _WORD.findall(text) if word not in _MARKERS]


def _without_hidden(text: str) -> str:
    """Drop comments, scripts and style sheets; one that is never closed is left, so that the work stays linear."""
    parts: list[str] = []
    # Folding may change the length of other scripts' text, and with it the places; there the case must agree.
    lower, done = text.casefold() if text.isascii() else text, 0
    while opening := _HIDDEN.search(text, done):
        closing = f"</{opening[1].lower()}" if opening[1] else "-->"
        end = lower.find(closing, opening.end())
        if end < 0:
            break
        parts.append(text[done : opening.start()])
        # What is left of a closing tag, at most its bracket, is no word.
        done = end + len(closing)
    return " ".join((*parts, text[done:]))


def _without_tags(text: str) -> str:
    """Drop tags and keep what stands between them; a link in angle brackets is not a tag."""
    text = _BREAK.sub("\n", _AUTOLINK.sub(r" \1 ", text))
    return _TAG.sub(lambda tag: "\n" if _BREAKING_TAG.match(tag[0]) else "", text)


def _without_copyright_lines(text: str) -> str:
    """
    Drop paragraphs of copyright lines alone.

    A line that begins so in the middle of a paragraph is kept: it may be the licence's own sentence, wrapped there.
    """
    lines = text.split("\n")
    kept: list[str] = []
    held: list[str] = []  # copyright lines seen since the last other line, in case the paragraph goes on
    for line in lines:
        if (not kept or held or len(kept[-1]) <= 40) and _COPYRIGHT_LINE.match(line):
            held.append(line)
            continue
        if held:
            kept += held if any(map(str.isalnum, line)) and not _RIGHTS_RESERVED.search(line) else [""]
            held = []
        kept.append(line)
    return "\n".join(kept)


def _link_text(link: re.Match[str]) -> str:
    """Return what a reader of a Markdown link sees."""
    return link[1] or link[2]


def shingles(tokens: list[str]) -> list[int]:
    """Return the hash of each run of five words, in order: 24 bits each."""
    if len(tokens) < SHINGLE:
        return []
    encoded = [token.encode() for token in tokens]
    buffer = memoryview(b" ".join(encoded))
    starts = list(accumulate((len(token) + 1 for token in encoded), initial=0))
    ends = starts[SHINGLE:]
    # One running checksum per run of words is linear, and slices of a memoryview copy nothing.
    return [crc32(buffer[start : end - 1]) & 0xFFFFFF for start, end in zip(starts, ends, strict=False)]
