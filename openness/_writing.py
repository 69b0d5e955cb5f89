"""
Writing a file in one step: whoever looks holds the old bytes or the new ones, never half of them.

The new bytes go to a temporary file beside, reach the disk, and take the old file's place. A kill at any moment may leave
that temporary file behind (`.openness-…`), and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_STREAMS: Final = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
"""Names of what is open already: a file behind one is the shell's, which may append to it."""


def write_whole(path: str | Path, data: bytes, *, private: bool = False) -> None:
    """
    Write a file whole or not at all. Raises OSError.

    A link is written through: what it leads to is replaced, and the link stays. The mode is the old file's, and its owner
    where that may be; of a new file as the user's mask has it, or with `private` the owner's alone. What is no regular
    file (a device, a FIFO) is written to directly and never replaced.
    """
    name = os.fspath(path)
    try:
        old = os.stat(name)  # noqa: PTH116 - of what a link leads to, as a descriptor's name needs it
    except FileNotFoundError:
        old = None
    if (old is not None and not stat.S_ISREG(old.st_mode)) or name.startswith(_STREAMS):
        _append(name, data)
        return
    target = Path(os.path.realpath(name))
    beside, handle = _beside(target, 0o600 if private or old is not None else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old is not None and not private:
            _as_before(beside, old)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    _settle(target.parent)


@contextlib.contextmanager
def replaced(path: str | Path, *, keep: bool = True) -> Iterator[Path]:
    """
    A temporary file beside one, for who writes by a library that wants a name; at the end it takes the file's place.

    Where the work fails, or `keep` is false, it is removed and the file is as it was. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    beside, handle = _beside(target, 0o666)
    os.close(handle)
    try:
        yield beside
        if keep:
            with beside.open("rb") as file:
                os.fsync(file.fileno())
            beside.replace(target)
            _settle(target.parent)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _append(name: str, data: bytes) -> None:
    """Write to what is there: it has no old content that could be lost, or its holder keeps its place."""
    handle = os.open(name, os.O_WRONLY | os.O_APPEND)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _beside(target: Path, mode: int) -> tuple[Path, int]:
    """A new file in the target's folder, its mode less the user's mask; its name is short, as the target's may be the longest."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    while True:
        beside = target.parent / f".openness-{secrets.token_hex(8)}.tmp"
        with contextlib.suppress(FileExistsError):
            return beside, os.open(beside, flags, mode)


def _as_before(beside: Path, old: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):  # another's file, and no right to give ours away
            os.chown(beside, old.st_uid, old.st_gid)
    beside.chmod(stat.S_IMODE(old.st_mode))  # last: a change of owner takes bits away


def _settle(folder: Path) -> None:
    """Bring the new name to the disk, where a folder can be asked to; the file is whole either way."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
