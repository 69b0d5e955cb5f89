"""Writing what a command was asked to write: `-o`, `--fix`, `init`."""

from __future__ import annotations

from pathlib import Path

from openness._writing import write_whole
from openness.errors import TargetError


def write(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all; TargetError says in one line why not."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise TargetError(f"{path}: {(error.strerror or 'cannot be written').lower()}") from None
