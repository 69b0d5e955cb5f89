"""From bytes to text: what a card's encoding is, and what is wrong with it."""

from __future__ import annotations

import codecs

from openness.card.place import Place
from openness.card.problems import CardProblem
from openness.errors import TargetError

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def writable(text: str) -> tuple[str, tuple[CardProblem, ...]]:
    """A text without lone surrogates, which no file can hold; each becomes U+FFFD, with a problem that says where."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        before = text[: error.start]
        line, column = before.count("\n") + 1, error.start - before.rfind("\n")
        message = f"a lone surrogate, U+{ord(text[error.start]):04X}, which is no character"
        problem = CardProblem(kind="invalid-bytes", message=message, place=Place(line, column))
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\ufffd" * 3, "\ufffd"), (
            problem,
        )
    return text, ()


def decode(data: bytes, name: str) -> tuple[str, tuple[CardProblem, ...]]:
    """
    The text of a card's bytes, and the encoding problems met on the way.

    The Hub reads UTF-8. A byte order mark is taken off, UTF-16 is read, invalid bytes become U+FFFD, each with a
    problem that says where. Data with NUL bytes that is no UTF-16 is no text: TargetError.
    """
    if data[:2] in _UTF16:
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            text = data.decode("utf-16", errors="replace")
        problem = CardProblem(kind="utf-16", message="the file is UTF-16; the Hub reads UTF-8", place=Place(1, 1))
        return text.removeprefix("\ufeff"), (problem,)
    if b"\0" in data[:8192]:
        raise TargetError(f"{name}: binary file, not a model card (expected Markdown text)")
    problems: list[CardProblem] = []
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
        problems.append(
            CardProblem(
                kind="byte-order-mark", message="the file starts with a UTF-8 byte order mark", place=Place(1, 1)
            )
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", errors="replace")) + 1
        text = data.decode("utf-8", errors="replace")
        count = text.count("\ufffd") - data.count("\ufffd".encode())
        problems.append(
            CardProblem(
                kind="invalid-bytes",
                message=f"{count} byte sequence{'s' if count != 1 else ''} not UTF-8, first 0x{data[error.start]:02x}",
                place=Place(line, column),
            )
        )
    return text, tuple(problems)
