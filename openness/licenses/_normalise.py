"""
Licence texts as plain words: what stays when layout, markup, quotes, numbering and copyright notices are taken away.

The words of a text and their places in the file come from the same prepared text, which is as long as the file; the
places are worked out only when something is to be shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

from openness._pattern import pattern, simple
from openness.errors import TargetError
from openness.licenses._markup import FILL, plain
from openness.licenses._notices import without_notices
from openness.licenses._numbering import without_numbering

LARGEST: Final = 2_000_000  # bytes; the longest known text has 36 kB, so this leaves room for a long preface

_CONTROL = simple(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# A hyphen inside a word, at a line's end or not, joins: `non-exclusive`, and a word that a page's edge cut in two.
_HYPHEN = pattern(
    r"[-\u00ad\u2010\u2011\u2013\u2212](?P<hyphen>)\x00{0,30}"
    r"(?:[^\S\n]{0,80}\n[\s\x00>#*/|]{0,300}(?P<next_line>)|(?P<same_line>))",
    before={"hyphen": r"[^\W\d_]."},
    after={"same_line": r"[^\W\d_]", "next_line": r"[^\W\d_]"},
)
_SIGNS: Final = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # scripts without spaces: each sign is a word
_WORD = pattern(rf"\d+(?:[.,]\d+)+|[{_SIGNS}]|[^\W_{_SIGNS}]+(?:\.\d+)*")
_BARE = simple(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")
"""The same for a piece of text without a digit: most of any text, and asked of each piece."""
_DIGIT = simple(r"\d")
_PIECE = simple(r"\S+")

# Spellings of one word; the list that SPDX's matching guidelines give, as far as the known texts need it.
SPELLINGS: Final = {
    "acknowledgement": "acknowledgment",
    "analogue": "analog",
    "analyse": "analyze",
    "artefact": "artifact",
    "authorisation": "authorization",
    "authorised": "authorized",
    "calibre": "caliber",
    "cancelled": "canceled",
    "capitalisations": "capitalizations",
    "catalogue": "catalog",
    "categorise": "categorize",
    "centre": "center",
    "emphasised": "emphasized",
    "favour": "favor",
    "favourite": "favorite",
    "fulfil": "fulfill",
    "fulfilment": "fulfillment",
    "https": "http",
    "initialise": "initialize",
    "judgement": "judgment",
    "labelling": "labeling",
    "labour": "labor",
    "licence": "license",
    "licences": "licenses",
    "licenced": "licensed",
    "licencing": "licensing",
    "maximise": "maximize",
    "modelled": "modeled",
    "modelling": "modeling",
    "offence": "offense",
    "optimise": "optimize",
    "organisation": "organization",
    "organise": "organize",
    "practise": "practice",
    "programme": "program",
    "realise": "realize",
    "recognise": "recognize",
    "signalling": "signaling",
    "sublicence": "sublicense",
    "utilisation": "utilization",
    "whilst": "while",
    "wilful": "willful",
}


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


def prepare(text: str, legal: Container[str]) -> str:
    """
    Return the text in small letters with everything blanked that does not count; it is as long as the text given.

    `legal` holds the words of the known licences, by which a notice's names are told from a rider.
    """
    kept = without_numbering(without_notices(plain(text), legal))
    lower = kept.lower()
    if len(lower) != len(kept):  # a few capital letters have longer small ones
        lower = "".join(small if len(small := sign.lower()) == 1 else sign for sign in kept)
    lower = lower.replace("www.", FILL * 4)
    return _HYPHEN.sub(_filled, lower)


def _filled(found: re.Match[str]) -> str:
    return FILL * len(found[0])


def words(prepared: str) -> list[str]:
    """Return the words of a prepared text, in order."""
    if FILL in prepared:
        prepared = prepared.replace(FILL, "")
    if not prepared.isascii():
        prepared = unicodedata.normalize("NFKC", prepared)
    found: list[str] = []
    for piece in prepared.split():  # no word holds a blank
        if piece.isascii() and piece.isalpha():
            found.append(piece)
        else:
            found += _inside(piece).findall(piece)
    return found


def _inside(piece: str) -> re.Pattern[str]:
    """What finds the words of a piece that holds more than letters."""
    return _WORD if _DIGIT.search(piece) else _BARE


def places(prepared: str) -> list[tuple[int, int]]:
    """Return where each word of a prepared text begins and ends: as many as `words` returns, found by the same steps."""
    kept = [at for at, sign in enumerate(prepared) if sign != FILL] if FILL in prepared else range(len(prepared))
    bare = prepared.replace(FILL, "")
    found: list[tuple[int, int]] = []
    for piece in _PIECE.finditer(bare):
        begin, written = piece.start(), piece[0]
        spans = _spans(written) if written.isascii() else _spans_of_folded(written)
        found += [(kept[begin + start], kept[begin + end - 1] + 1) for start, end in spans]
    return found


def _spans(piece: str) -> list[tuple[int, int]]:
    if piece.isascii() and piece.isalpha():
        return [(0, len(piece))]
    return [word.span() for word in _inside(piece).finditer(piece)]


def _spans_of_folded(piece: str) -> list[tuple[int, int]]:
    """The same where signs unfold into several, such as ligatures, or several into one, such as accents."""
    folded = unicodedata.normalize("NFKC", piece)
    groups = _groups(piece)
    sizes = [len(unicodedata.normalize("NFKC", piece[start:end])) for start, end in groups]
    if sum(sizes) != len(folded):  # signs that belong together across groups: the piece is not told apart
        groups, sizes = [(0, len(piece))], [len(folded)]
    origins = [group for group, size in zip(groups, sizes, strict=True) for _ in range(size)]
    return [
        (origins[part.start() + start][0], origins[part.start() + end - 1][1])
        for part in _PIECE.finditer(folded)
        for start, end in _spans(part[0])
    ]


def _groups(piece: str) -> list[tuple[int, int]]:
    """Where each sign stands with the accents that follow it."""
    starts = [at for at, sign in enumerate(piece) if not at or not unicodedata.combining(sign)]
    return list(zip(starts, [*starts[1:], len(piece)], strict=True))
