"""JSON Lines as a source: cut at ends of lines near every 2 MB, so that a part is read without what stands before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import IO, Any, Final

from openness import _input
from openness.errors import TargetError

_PART: Final = 2_000_000
_Opener = Callable[[], AbstractContextManager[IO[bytes]]]


def cuts(opener: _Opener, name: str) -> Iterator[tuple[int, int, int]]:
    """Ranges of bytes; a line belongs to the range in which it begins."""
    try:
        with opener() as file:
            size = file.seek(0, 2)
    except OSError as error:
        raise TargetError(f"{_input.shown(name)}: {(error.strerror or 'cannot be read').lower()}") from None
    yield from ((0, start, min(start + _PART, size)) for start in range(0, size, _PART))


def read(opener: _Opener, name: str, start: int, end: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects whose lines begin in a range, each with its place."""
    try:
        with opener() as file:
            file.seek(max(0, start - 1))
            if start and file.read(1) != b"\n":
                file.readline()
            while (at := file.tell()) < end and (line := file.readline()):
                if line.strip():
                    where = f"{_input.shown(name)}, byte {at}"
                    yield where, parsed(line, where)
    except OSError as error:
        raise TargetError(f"{_input.shown(name)}: {(error.strerror or 'cannot be read').lower()}") from None


def parsed(line: bytes, where: str) -> dict[str, Any]:
    """One line as an object."""
    try:
        found = _input.load_json(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise TargetError(f"{where}: no line of JSON") from None
    if not isinstance(found, dict):
        raise TargetError(f"{where}: {type(found).__name__}, expected an object a line")
    return found
