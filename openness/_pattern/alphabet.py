r"""
How an expression and a text are written for the engine: in UTF-8, or a byte a character in an alphabet of our own.

The engine compiles single bytes into a fifth of what UTF-8 costs it. Nearly every text has a place there: one of ASCII, of
the Latin letters of the west, with the quotation marks, dashes, bullets and pictures of a card. `\w` and `\s` are those of
every script in both.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_LETTERS = (  # the blocks of letters beyond ASCII: a dozen ranges cost a tenth of what the exact classes cost to compile
    r"\x{aa}\x{b2}\x{b3}\x{b5}\x{b9}\x{ba}\x{bc}-\x{be}\x{c0}-\x{d6}\x{d8}-\x{f6}\x{f8}-\x{2c1}\x{370}-\x{60b}\x{60d}-\x{61a}\x{620}-\x{963}\x{966}-\x{1fff}\x{2070}-\x{209c}\x{2460}-\x{249b}\x{2c00}-\x{2dff}\x{3005}-\x{3007}"
    r"\x{3041}-\x{d7ff}\x{f900}-\x{fdff}\x{ff10}-\x{ff19}\x{ff21}-\x{ff3a}\x{ff41}-\x{ff5a}\x{ff66}-\x{ffdc}\x{20000}-\x{3ffff}"
)
_BLANKS = r"\t-\r\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
_INSIDE = {r"\w": "0-9A-Za-z_" + _LETTERS, r"\s": _BLANKS, r"\d": "0-9"}
_ALONE = {
    r"\w": f"(?-i:[{_INSIDE[chr(92) + 'w']}])",
    r"\W": f"(?-i:[^{_INSIDE[chr(92) + 'w']}])",
    r"\s": f"(?-i:[{_BLANKS}])",
    r"\S": f"(?-i:[^{_BLANKS}])",
    r"\Z": r"\z",
}
_IN_LINE = r"[^\S\n]"
_TAB_TO = r"\t\x0b-"  # without the line feed
TOKEN = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_RANGE = re.compile(r"\\u([0-9a-fA-F]{4})-\\u([0-9a-fA-F]{4})")
_BLOCK = re.compile(r"\\x\{(\w+)\}(?:-\\x\{(\w+)\})?")
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_CASED = re.compile(r"[a-z]", re.IGNORECASE)


def translated(expression: str) -> str:
    r"""
    The expression in the engine's words: `\w` and `\s` are those of every script, as in `re`.

    The classes are written so that case is not looked at in them, which is what makes them dear.
    """
    return TOKEN.sub(lambda match: _token(match.group()), expression)


@lru_cache(maxsize=512)
def _token(token: str) -> str:
    if token[0] == "\\":
        return rf"\x{{{token[2:]}}}" if len(token) == 6 else _ALONE.get(token, token)
    negated = "^" if token[1] == "^" else ""
    inner = token[1 + len(negated) : -1]
    if r"\W" in inner:
        return _but_words(negated, inner.replace(r"\W", ""), token)
    if token == _IN_LINE:
        return f"(?-i:[{_BLANKS.replace(chr(92) + 't-', _TAB_TO)}])"
    rest: list[str] = []

    def inside(escape: re.Match[str]) -> str:
        one = escape.group()
        if one in _INSIDE:
            return _INSIDE[one]
        if len(one) == 6:
            rest.append(one)
            return rf"\x{{{one[2:]}}}"
        rest.append(one[1:] if one[1].isalpha() and one not in (r"\n", r"\t", r"\r", r"\x", r"\S", r"\D") else "")
        return one

    body = _ESCAPE.sub(inside, inner)
    if inner[:1] == "]":
        body = "\\" + body
    cased = _CASED.search(_ESCAPE.sub("", inner)) or not inner.isascii() or any(rest)
    written = f"[{negated}{body}]"
    return written if cased or inner == body else f"(?-i:{written})"


def _but_words(negated: str, inner: str, token: str, letters: str = _LETTERS) -> str:
    r"""A class with `\W`: `[^\W_]` is a letter or digit, `[^\W\d_]` a letter, `[\W_]` what is neither."""
    left = "" if r"\d" in inner else "0-9"
    rest = inner.replace(r"\d", "").replace("_", "")
    letters = _without(letters, _RANGE.findall(rest))
    if re.search(r"\w", _RANGE.sub("", rest).replace(r"\n", "").replace(r"\s", "")):
        raise ValueError(f"{token}: beside \\W only \\d, _, signs and whole scripts can stand in a class")
    return f"(?-i:[{'' if negated else '^'}{left}A-Za-z{letters}{'' if '_' in inner else '_'}])"


def _without(letters: str, scripts: list[tuple[str, str]]) -> str:
    """The blocks of letters without some of them."""
    ranges = [(int(low, 16), int(high or low, 16)) for low, high in _BLOCK.findall(letters)]
    for low, high in ((int(one, 16), int(other, 16)) for one, other in scripts):
        ranges = [
            part
            for begin, end in ranges
            for part in ((begin, min(end, low - 1)), (max(begin, high + 1), end))
            if part[0] <= part[1]
        ]
    return "".join(rf"\x{{{begin:x}}}-\x{{{end:x}}}" for begin, end in ranges) if scripts else letters


_LATIN = range(0xA0, 0x100)
_SIGNS = "’‘“”–—…•→≈≥≤€™✅\u2011\u2212◦►▪●†‡⚠❗\ufe0f\u200d\u200b🤗"
"""Signs with a place of their own, from 0x80 on: those that the expressions or most cards name."""
_SYMBOLS = ((0x2190, 0x245F), (0x2500, 0x2775), (0x2794, 0x27BF), (0x2B00, 0x2BFF), (0x1F300, 0x1FAFF))
"""Blocks of signs that no expression names, neither letters nor blanks: one place for each, as one says what the other says."""
_NOTHING = 0x9F
"""The place of what no such text holds."""
_PRIVATE = "\ue000"
_PLACES = {sign: 0x80 + number for number, sign in enumerate(_SIGNS)}
_STANDS_FOR = {False: "\ue001", True: "\ue002"}
"""What is written for a symbol: below and beyond 0xffff."""
_PLACES |= {_STANDS_FOR[True]: 0x9E, _STANDS_FOR[False]: 0x9D}
_TABLE = [chr(code) if code < 0x80 or code in _LATIN else "\ufffe" for code in range(256)]
for _one, _at in _PLACES.items():
    _TABLE[_at] = _one if ord(_one) < 0x10000 else _PRIVATE
_PAGE = codecs.charmap_build("".join(_TABLE))
_SYMBOL = re.compile(f"[{''.join(f'{chr(low)}-{chr(high)}' for low, high in _SYMBOLS)}]")
_BEYOND = re.compile(r"\\u([0-9a-fA-F]{4})|([^\x00-\x7f])")
_WRITTEN = re.compile(
    r"\\x\{(?P<code>\w+)\}|\\x(?P<byte>[0-9a-fA-F]{2})|\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|[^\x00-\x7f]", re.DOTALL
)
_EACH = re.compile(rf"{TOKEN.pattern}|[^\x00-\x7f]", re.DOTALL)
_MEMBER = re.compile(r"\\x\{(?P<code>\w+)\}|\\x(?P<byte>[0-9a-fA-F]{2})|\\.|.", re.DOTALL)


def paged(text: str) -> bytes | None:
    """A text with a byte for each character, where each has a place."""
    try:
        return codecs.charmap_encode(text, "strict", _PAGE)[0]
    except UnicodeEncodeError as error:
        if _SYMBOL.match(text, error.start) is None:
            return None
    try:
        return codecs.charmap_encode(_SYMBOL.sub(_symbol, text), "strict", _PAGE)[0]
    except UnicodeEncodeError:
        return None


def _symbol(match: re.Match[str]) -> str:
    sign = match.group()
    if sign in _PLACES:
        return sign if sign < "\U00010000" else _PRIVATE
    return _STANDS_FOR[sign > "\uffff"]


def names_symbols(expression: str) -> bool:
    """Whether an expression tells apart what has one place in the alphabet: then texts with signs are given to it in UTF-8."""
    for match in _BEYOND.finditer(expression):
        code = int(match[1], 16) if match[1] else ord(match[2])
        if chr(code) not in _PLACES and any(low <= code <= high for low, high in _SYMBOLS):
            return True
    return False


def narrowed(expression: str) -> str:
    """The expression for a text that `paged` has written; a character without a place stands for one that it does not hold."""
    return _EACH.sub(lambda match: _narrow_token(match.group()), expression)


@lru_cache(maxsize=1024)
def _narrow_token(token: str) -> str:
    return _WRITTEN.sub(_narrow, translated(token))


def _narrow(match: re.Match[str]) -> str:
    token = match.group()
    if token[0] == "[":
        return _narrow_class(token)
    code = _code(match)
    return token if code is None or code < 0x80 else f"\\x{_place(code):02x}"


def _code(match: re.Match[str]) -> int | None:
    """The character that a token is, unless it is a class."""
    written = match["code"] or match["byte"]
    if written:
        return int(written, 16)
    return ord(match.group()) if len(match.group()) == 1 else None


def _place(code: int) -> int:
    return code if code in _LATIN else _PLACES.get(chr(code), _NOTHING)


def _narrow_class(token: str) -> str:
    negated = "^" if token[1] == "^" else ""
    inner = token[1 + len(negated) : -1]
    if inner.isascii() and "\\x" not in inner:
        return token
    return f"[{negated}{_narrow_members(inner) or chr(92) + 'x9f'}]"


@lru_cache(maxsize=256)
def _narrow_members(inner: str) -> str:
    for block in (_LETTERS, _BLANKS):  # the classes that nearly every expression holds, worked out once
        before, found, after = inner.partition(block)
        if found and (before or after):
            return _narrow_members(before) + _narrow_members(block) + _narrow_members(after)
    members = list(_MEMBER.finditer(inner))
    parts: list[str] = []
    at = 0
    while at < len(members):
        one = members[at]
        low, high = _code(one), None
        if at + 2 < len(members) and members[at + 1].group() == "-" and low is not None:
            high = _code(members[at + 2])
        if low is None or (high or low) < 0x80:
            parts.append(one.group())
            at += 1
            continue
        parts += _places(low, low if high is None else high)
        at += 1 if high is None else 3
    return "".join(parts)


def _places(low: int, high: int) -> list[str]:
    """The places of a stretch of characters, as members of a class."""
    parts = [f"\\x{low:02x}-\\x7f"] if low < 0x80 else []
    begin, end = max(low, _LATIN[0]), min(high, _LATIN[-1])
    parts += [f"\\x{begin:02x}-\\x{end:02x}"] if begin <= end else []
    parts += [f"\\x{place:02x}" for sign, place in _PLACES.items() if low <= ord(sign) <= high and place < 0x9D]
    for beyond, sign in _STANDS_FOR.items():
        if all(low <= first <= last <= high for first, last in _SYMBOLS if (first > 0xFFFF) is beyond):
            parts.append(f"\\x{_PLACES[sign]:02x}")
    return parts
