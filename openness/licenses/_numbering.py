"""
What counts and what only counts pages: list markers, section numbers at the head of a paragraph, page numbers.

Those are layout: `(a)`, `2.`, `1.1`, `- 7 -`, `Page 3 of 9`. A number that a sentence needs stays: `section 4`,
`30 days`, `version 2.0`. Both are told by what stands before, hardly by lines, as a text that was wrapped anew has
other lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from openness._pattern import pattern, simple

_PAGE = pattern(
    r"^[ \t#>*|]{0,40}(?:[-\u2013\u2014\[(|=][ \t]?)?(?:(?:page|p\.)[ \t]{0,9})?\d{1,3}"
    r"(?:[ \t]?(?:/|of)[ \t]?\d{1,3})?(?:[ \t]?[-\u2013\u2014\])|=])?[ \t]{0,200}$"
    r"|\bpage[ \t]{1,3}\d{1,3}[ \t]{1,3}of[ \t]{1,3}\d{1,3}\b",
    re.MULTILINE | re.IGNORECASE,
)
_BRACKETED = simple(r"\((?:\d{1,3}|[a-zA-Z]{1,2}|[ivxIVX]{1,6})\)")
_NUMBER = pattern(r"\d{1,3}(?:\.\d{1,3}){0,4}[.):]{0,2}", after=r"[\s\x00]")
_LETTER = pattern(r"^[ \t>#*|\x00\u2022-]{0,60}((?:[a-zA-Z]|[ivxIVX]{2,5})[.)])", re.MULTILINE, after=r"[\s\x00]")
_LETTER_INLINE = pattern(r"[;:.,](?: and| or)?[\s\x00]{1,9}((?:[a-zA-Z]|[ivxIVX]{2,5})[.)])", after=r"[\s\x00]")
_MARKER = pattern(r"\d{1,2}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivxlIVXL]{2,6}")
_SENTENCE = pattern(r"\x00*\.[\s\x00>#*|]+[\"\u201c(]?[^\W\d_]")
# What stands before a number that belongs to a sentence.
_REFERS = pattern(
    r"\b(?:sections?|subsections?|clauses?|subclauses?|paragraphs?|subparagraphs?|articles?|items?|exhibits?|annex|schedules?"
    r"|versions?|parts?|chapters?|attachments?|appendix|points?|v\.?|no\.?|\u00a7)[\s\x00]*$",
    re.IGNORECASE,
)
_CHAIN = pattern(r"[\s,]*(?:(?:and|or|to|through|and/or)\s*)?")
_LAYOUT: Final = frozenset(" \t\x00>#*|\u2022-\u2013\u2014\u201c\"'(")
_ENDS: Final = frozenset(".:;!?)]}\u201d\"'=_-\u2014\u2013")


def without_numbering(text: str) -> str:
    """Blank list markers and page numbers, in a text of the same length."""
    text = _PAGE.sub(lambda page: " " * len(page[0]), text)
    spans = [*_bracketed(text), *_numbers(text)]
    for letters in (_LETTER, _LETTER_INLINE):
        spans += (found.span(1) for found in letters.finditer(text))
    if not spans:
        return text
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            parts += (text[done:start], " " * (end - start))
            done = end
    return "".join((*parts, text[done:]))


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """`(a)`, `(iv)`, `(2)`, unless a sentence refers to it: `Section 2 (b)`, `holder(s)`."""
    referred = -1
    for found in _BRACKETED.finditer(text):
        start = found.start()
        before = text[max(0, start - 9) : start].rstrip("\x00")[-1:]
        chained = referred >= 0 and start - referred <= 12 and _CHAIN.fullmatch(text, referred, start) is not None
        if chained or before.isalnum() or before == ")" or _REFERS.search(text, max(0, start - 16), start):
            referred = found.end()
        elif not text[found.end() : found.end() + 1].isalnum():
            yield found.span()


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """`2.`, `1.1`, `3)` at the head of a paragraph or of a sentence."""
    for found in _NUMBER.finditer(text):
        start = found.start()
        before = text[start - 1 : start]
        if start and (before.isalnum() or before in "$/-,.\u20ac("):
            continue
        dotted = not found[0][-1].isdigit()
        if not dotted and "." not in found[0]:
            continue  # a bare numeral is a marker only if it has the line for itself
        if _heads(text, start, dotted=dotted):
            yield found.span()


def _heads(text: str, start: int, *, dotted: bool) -> bool:
    """Whether nothing before this place, in its sentence, needs a number."""
    at, breaks = start - 1, 0
    lowest = max(0, start - 60)
    while at >= lowest and (text[at] in _LAYOUT or text[at] == "\n"):
        breaks += text[at] == "\n"
        at -= 1
    if at < lowest:
        return True
    if _REFERS.search(text, max(0, at - 15), at + 1):
        return breaks > 1
    if text[at] in _ENDS:
        return True
    if text[max(0, at - 3) : at + 1].lower().strip() in {"and", "or"}:
        return breaks > 0 and text[max(0, at - 6) : at].rstrip("andor \n").endswith((";", ".", ","))
    return breaks > 1 or (breaks == 1 and dotted)


def is_marker(text: str, start: int, end: int) -> bool:
    """Whether what stands here may be a list marker, after all: looked at with what stands around it."""
    if _MARKER.fullmatch(text, start, end) is None or _REFERS.search(text, max(0, start - 16), start):
        return False
    before, after = text[max(0, start - 9) : start].rstrip("\x00 ")[-1:], text[end : end + 9].lstrip("\x00")[:1]
    if after == ")":
        return before != "(" or not text[max(0, start - 9) : start].rstrip("\x00 (")[-1:].isdigit()
    if after == "." and text[start:end].isdigit() and _SENTENCE.match(text, end):
        return True
    return (after == "." or "." in text[start:end]) and _heads(text, start, dotted=True)
