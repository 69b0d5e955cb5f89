"""
Files that strangers made to hang, fill or break a program that reads them.

Each is read in a process of its own, which is ended if it hangs: that it ends at all is what is asserted, never how
soon. What grows too fast is met by counting steps (`steps`), which no busy machine can change.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

HANGING = 60
"""Seconds after which a process counts as hanging."""
MEMORY = 300
"""Megabytes that a process may take."""
_CHILD = """
import sys
from openness.cli import main
code = main(sys.argv[1:])
peak = 0  # of this process alone: what getrusage says holds the size of the process that it was forked from
if sys.platform == "linux":
    with open("/proc/self/status", encoding="ascii") as status:
        peak = next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
print(f"peak {peak}", file=sys.stderr)
sys.exit(code)
"""


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str
    peak: int
    """Megabytes; 0 where the system does not say."""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Run]:
    """Run the command line in a process of its own: `run("check", "README.md")`. It must end, by itself, in little memory."""

    def started(*words: str, cwd: Path = tmp_path, env: dict[str, str] | None = None, stdin: bytes = b"") -> Run:
        where = {"PYTHONPATH": str(Path(__file__).parents[2]), "HF_HUB_OFFLINE": "1", "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, *words],
            cwd=cwd, env=os.environ | where | (env or {}), input=stdin, capture_output=True, timeout=HANGING,
            check=False, preexec_fn=_bounded if sys.platform == "linux" else None,
        )  # fmt: skip
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        err, _, peak = err.rpartition("peak ")
        assert "Traceback" not in err + peak, err + peak
        assert done.returncode in (0, 1, 2), (done.returncode, err + peak)
        assert int(peak) <= MEMORY, f"{peak.strip()} MB"
        return Run(done.returncode, out, err, int(peak))

    return started


def _bounded() -> None:
    """So that what fills memory ends this process and not the machine."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))


@pytest.fixture
def steps() -> Callable[[Callable[[], Any]], int]:
    """How many lines of the package a piece of work runs: loops show, whatever they call."""
    home = str(Path(__file__).parents[2] / "openness")

    def count(work: Callable[[], Any]) -> int:
        number = 0

        def line(frame: FrameType, event: str, arg: object) -> Any:  # noqa: ARG001 - the signature of a tracer
            nonlocal number
            number += event == "line"
            return line

        def call(frame: FrameType, event: str, arg: object) -> Any:  # noqa: ARG001 - the signature of a tracer
            return line if frame.f_code.co_filename.startswith(home) else None

        before = sys.gettrace()
        sys.settrace(call)
        try:
            work()
        finally:
            sys.settrace(before)
        return number

    return count
