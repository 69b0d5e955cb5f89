"""The process in which each input is run: it says how long and how much, and may be ended by an input."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from tests.fuzz import corpus, mutators, targets

SECONDS = 2.0
"""CPU time above which an input counts as slow."""
HANGING = 5 * SECONDS
"""CPU time after which it is ended."""
MEGABYTES = 300
"""Growth above what the process had before."""
READ_BEFORE = 14
"""Inputs of seed 0 that a process meets first: among them is one of each target."""
BACKSTOP = 1_000_000_000
"""Bytes of address space above which memory is refused, so that what fills memory ends here."""


def _status(name: str) -> int:
    """A figure of this process in kB; 0 where the system does not say."""
    with contextlib.suppress(OSError), open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - no file
        return next(int(line.split()[1]) for line in status if line.startswith(name))
    return 0


def run(case: targets.Case) -> dict[str, Any]:
    """Run an input in the working folder: seconds, megabytes, and what went wrong."""
    for old in Path().iterdir():
        old.unlink()
    for name, data in case.files.items():
        Path(name).write_bytes(data)
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    before = _status("VmRSS")
    # What runs longer is ended by the system, whatever it is doing.
    signal.setitimer(signal.ITIMER_PROF, HANGING)
    seconds, wrong = 0.0, ""
    for words in case.commands:
        start = time.process_time()
        wrong = wrong or _wrong(words)
        seconds = max(seconds, time.process_time() - start)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return {"seconds": seconds, "megabytes": max(0, _status("VmHWM") - before) / 1024, "wrong": wrong}


def _wrong(words: list[str]) -> str:
    """What is wrong with a run of the command line; nothing is the empty text."""
    from openness.cli import _targets, main

    ours: list[str] = []
    real = _targets.our_error

    def noted(error: Exception) -> str:
        ours.append("".join(traceback.format_exception(error)))
        return real(error)

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    _targets.our_error = noted
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(words)
            out.flush(), err.flush()
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
        return traceback.format_exc()
    finally:
        _targets.our_error = real
    said = err.buffer.getvalue().decode("utf-8", "replace")
    if ours:
        return ours[0]
    if code not in (0, 1, 2) or "please report" in said or "Traceback" in said:
        return f"exit code {code}: {said[:2000]}"
    return ""


def _plant(kind: str) -> None:
    """A mistake put into the reading of cards, to prove that it would be found."""
    from openness.card import ModelCard

    real = ModelCard.parse.__func__  # type: ignore[attr-defined] # a class method has one

    def broken(cls: type[ModelCard], text: Any, **others: Any) -> ModelCard:
        if len(text) % 3 == 0:
            if kind == "crash":
                raise IndexError("planted")
            if kind == "end":
                os.abort()
            if kind == "memory":
                return real(cls, text + bytes(0) * len([b"x" * 1_000_000 for _ in range(400)]), **others)
            while kind == "hang":
                pass
        return real(cls, text, **others)

    ModelCard.parse = classmethod(broken)  # type: ignore[assignment, method-assign]


def main() -> None:
    """Read inputs, named by seed and number, from standard input; write results to standard output."""
    results = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    sys.setrecursionlimit(1000)
    for number in range(READ_BEFORE):  # tables and modules are read, once
        run(targets.case(0, number))
    for data in corpus.records():  # among them one with an address, for which jsonschema may build a parser of its own
        run(targets.Case("record", {"record.json": data}, [["validate", "record.json"]]))
    mutators.LARGEST = int(sys.argv[1])
    if len(sys.argv) > 2:
        _plant(sys.argv[2])
    if size := _status("VmSize"):
        resource.setrlimit(resource.RLIMIT_AS, (size * 1024 + BACKSTOP, resource.RLIM_INFINITY))
    for line in sys.stdin:
        seed, number = map(int, line.split())
        done = pickle.dumps(run(targets.case(seed, number)))
        results.write(len(done).to_bytes(4, "big") + done)


if __name__ == "__main__":
    main()
