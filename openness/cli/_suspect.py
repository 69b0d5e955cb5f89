"""
A target that was under way when an earlier run was killed: it may be what killed it, so a process of its own does it.

Most are innocent, as a run may be killed for any reason, and get their line as all others do. One that kills this process
as well, or never ends, gets a line that says so, and the run goes on.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from openness.cli._journal import Done, Journal

PATIENCE: Final = 300.0
"""Seconds for one target: the longest that any other may wait for the Hub, and no card takes a hundredth of the rest."""
KILLED: Final = "killed"
Line = tuple[Done, dict[str, Any]]


def check(journal: Journal, name: str, work: Callable[[], Line]) -> Done:
    """Do the work apart from this process, and write the line of the target."""
    journal.begin(name)
    done, rest = _apart(work) or _failed(name)
    journal.write(name, reason=done.reason, worst=done.worst, rest=rest)
    return done


def _failed(name: str) -> Line:
    words = f"{name}: ended the process that read it, or never ended; please report it"
    rest: dict[str, Any] = {
        "skipped": None,
        "error": words,
        "findings": [],
        "release": None,
        "revision": None,
        "retrieved": None,
    }
    return Done(reason=KILLED, worst=None), rest


def _apart(work: Callable[[], Line]) -> Line | None:
    """What a process of its own comes to; None if it is killed. Where there is no `fork` nobody tries it again."""
    if sys.platform == "win32" or not hasattr(os, "fork"):
        return None
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - the process that may die
        try:
            os.close(reading)
            done, rest = work()
            with os.fdopen(writing, "wb") as stream:
                stream.write(json.dumps([done.reason, done.worst, rest]).encode())
        finally:
            os._exit(0)
    os.close(writing)
    return _told(child, reading)


def _told(child: int, reading: int) -> Line | None:
    import select

    end = time.monotonic() + PATIENCE
    data = bytearray()
    try:
        while select.select([reading], [], [], max(0.0, end - time.monotonic()))[0]:
            part = os.read(reading, 1 << 16)
            if not part:
                break
            data += part
        else:
            os.kill(child, signal.SIGKILL)
            return None
    finally:
        os.close(reading)
        os.waitpid(child, 0)
    try:
        reason, worst, rest = json.loads(data)
    except ValueError:  # it ended before it had said all
        return None
    return Done(reason=reason, worst=worst), rest
