"""The file of a long run: one JSON line a target, appended when it is done, read again when the run is restarted."""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from openness import _input, _limits
from openness._value import dataclass
from openness.errors import TargetError

_HEAD: Final = re.compile(
    rb'\{"target": ("(?:[^"\\]|\\.)*"), "reason": (null|"[a-z-]+"), "worst": (null|"(?:error|warning|info)")[,}]'
)
"""The first keys of a line, in this order: what a restart needs to know is read without parsing the rest."""


@dataclass(frozen=True, slots=True)
class Done:
    """What is known of a target that has its line."""

    reason: str | None
    worst: str | None


class Journal:
    """
    A JSON Lines file that only grows. Use as a context manager.

    A line is written at once and whole; what a killed run left of a last line is cut off at the next start. Two runs
    cannot write to one file at a time. What is under way stands in a note beside it (`FILE.begun`), so that a restart
    knows what a killed run was at.
    """

    def __init__(self, path: str, *, again: Callable[[Done], bool] | None = None) -> None:
        """`again` says which targets of an earlier run are to be done anew: their lines are dropped."""
        self.path = path
        self.done: dict[str, Done] = {}
        self.interrupted: tuple[str, ...] = ()
        """What an earlier run had begun when it was killed."""
        self._begun: dict[str, None] = {}
        self._noting = threading.Lock()
        self._note = Path(f"{path}.begun")
        self._again = again
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Open, lock and read the file. Raises TargetError if it cannot be written or holds something else."""
        try:
            self._file = Path(self.path).open("a+b", buffering=0)
            self._lock(self._file)
            self._read(self._file)
            self.interrupted = tuple(name for name in self._noted() if name not in self.done)
        except (OSError, TargetError) as error:
            if self._file is not None:
                self._file.close()
            if isinstance(error, TargetError):
                raise
            raise TargetError(f"{self.path}: {(error.strerror or 'cannot be written').lower()}") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file, which frees it for others; a run that ends by itself was killed by nothing."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        if self._file is not None:
            self._file.close()

    def begin(self, target: str) -> None:
        """Note a target before any work on it begins."""
        with self._noting:
            self._begun[target] = None
            self._write_note()

    def _write_note(self) -> None:
        """A note that cannot be written is no error: the result's line is what counts, and says so if the disk is full."""
        with contextlib.suppress(OSError):
            self._note.write_text(json.dumps(list(self._begun)), encoding="utf-8")

    def _noted(self) -> list[str]:
        try:
            noted = _input.load_json(_input.read_bytes(self._note, _limits.SETTINGS))
        except (TargetError, ValueError):
            return []
        return [name for name in noted if isinstance(name, str)] if isinstance(noted, list) else []

    def _lock(self, file: IO[bytes]) -> None:
        try:
            import fcntl
        except ImportError:  # not on this system: two runs at once are the user's care
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise TargetError(f"{self.path}: another run is writing to this file") from None

    def _read(self, file: IO[bytes]) -> None:
        """Take note of every whole line; cut off a last one that is not."""
        drop: list[tuple[int, int]] = []
        end = 0
        file.seek(0)
        with Path(self.path).open("rb") as lines:
            for line in lines:
                head = _HEAD.match(line)
                if not line.endswith(b"\n") and (head or b'{"target": '.startswith(line[:11])):
                    break
                if head is None:
                    raise TargetError(f"{self.path}: exists, and is no result file of `openness check`")
                target, reason, worst = (json.loads(part) for part in head.groups())
                one = Done(reason=reason, worst=worst)
                if self._again is not None and self._again(one):
                    drop.append((end, end + len(line)))
                else:
                    self.done[target] = one
                end += len(line)
        if end != os.fstat(file.fileno()).st_size:
            file.truncate(end)
        if drop:
            self._without(file, drop)

    def _without(self, file: IO[bytes], drop: list[tuple[int, int]]) -> None:
        """Take lines out: the others are copied beside and moved into place, so that a kill at any moment loses none."""
        temporary = Path(f"{self.path}.part")
        skip = dict(drop)
        with Path(self.path).open("rb") as old, temporary.open("wb") as new:
            at = 0
            for line in old:
                if at not in skip:
                    new.write(line)
                at += len(line)
        temporary.replace(self.path)
        file.close()
        self._file = Path(self.path).open("a+b", buffering=0)  # noqa: SIM115 - closed by __exit__
        self._lock(self._file)

    def write(self, target: str, *, reason: str | None, worst: str | None, rest: dict[str, Any]) -> None:
        """Append the line of a target. Raises TargetError if the disk is full or gone."""
        assert self._file is not None
        line = json.dumps({"target": target, "reason": reason, "worst": worst, **rest}, ensure_ascii=False)
        data = line.encode("utf-8", "backslashreplace") + b"\n"
        try:
            while data:
                data = data[self._file.write(data) :]
        except OSError as error:
            raise TargetError(f"{self.path}: {(error.strerror or 'cannot be written').lower()}") from None
        self.done[target] = Done(reason=reason, worst=worst)
        with self._noting:
            if target in self._begun:
                del self._begun[target]
                self._write_note()
