"""
The project's own fuzzer: mutated cards, licence texts, settings, baselines, statements and records.

    python -m tests.fuzz --minutes 10 --seed 1      run; what fails is kept under build/fuzz
    python -m tests.fuzz --seed 1 --input 4711      one input again

Each input runs in a process of its own or in one that others left in order; one that ends or hangs it is recorded and
the run goes on. The exit code is 1 for a crash, for more than 2 s of CPU time and for more than 300 MB.
"""

from __future__ import annotations

import argparse
import os
import pickle
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.fuzz import corpus, mutators, targets, worker

RENEWED = 400
"""Inputs after which a process is replaced, so that none is judged by what many others left."""
WAITING = 120
"""Seconds of the clock after which a process that uses no CPU counts as hanging."""


class Worker:
    """A process that runs inputs, replaced when it ends."""

    def __init__(self, plant: str = "") -> None:
        self.words = [sys.executable, "-m", "tests.fuzz.worker", str(mutators.LARGEST), *([plant] if plant else [])]
        self.process: subprocess.Popen[bytes] | None = None
        self.runs = 0

    def run(self, seed: int, number: int) -> dict[str, Any]:
        """The result of an input; what ended the process is one as well."""
        if self.process is None or self.runs >= RENEWED:
            self.close()
            self._start()
        process = self.process
        assert process is not None and process.stdin is not None and process.stdout is not None  # noqa: PT018
        self.runs += 1
        process.stdin.write(b"%d %d\n" % (seed, number))
        process.stdin.flush()
        if select.select([process.stdout], [], [], WAITING)[0]:
            size = process.stdout.read(4)
            if len(size) == 4:
                result: dict[str, Any] = pickle.loads(process.stdout.read(int.from_bytes(size, "big")))
                return result
        process.kill()
        code = process.wait()
        self.close()
        hang = code in (-26, -27, -9)  # SIGVTALRM, SIGPROF; or waited for in vain
        wrong = "" if hang else f"the process ended with code {code}"
        return {"seconds": worker.HANGING if hang else 0.0, "megabytes": 0.0, "wrong": wrong}

    def _start(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="openness-fuzz-")
        kept = {"PYTHONPATH": str(corpus.ROOT), "HF_HUB_OFFLINE": "1", "OPENNESS_TRACEBACK": "1"}
        self.process = subprocess.Popen(
            self.words, cwd=self.folder.name, env=os.environ | kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.runs = 0

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for stream in (self.process.stdin, self.process.stdout):
                if stream is not None:
                    stream.close()
            self.folder.cleanup()
        self.process = None


def kind(result: dict[str, Any]) -> str:
    """What a result counts as."""
    if result["wrong"]:
        return "crash"
    if result["seconds"] > worker.SECONDS:
        return "slow"
    return "large" if result["megabytes"] > worker.MEGABYTES else ""


def keep(folder: Path, name: str, case: targets.Case, result: dict[str, Any]) -> None:
    """The files of an input, what was run and what came of it."""
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    for path, data in case.files.items():
        (place / path).write_bytes(data)
    commands = "\n".join("openness " + " ".join(words) for words in case.commands)
    (place / "RESULT.txt").write_text(
        f"{commands}\n\n{result['seconds']:.2f} s, {result['megabytes']:.0f} MB\n{result['wrong']}\n", encoding="utf-8"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.split("\n")[1])
    parser.add_argument("--minutes", type=float, default=1.0, help="how long (default: 1)")
    parser.add_argument("--seed", type=int, default=None, help="the same inputs again (default: from the clock)")
    parser.add_argument("--input", type=int, default=None, help="this input of the seed alone")
    parser.add_argument("--keep", type=Path, default=corpus.ROOT / "build/fuzz", help="where inputs that fail are kept")
    parser.add_argument(
        "--bytes", type=int, default=mutators.LARGEST, help="size of the largest input (default: %(default)s)"
    )
    parser.add_argument("--plant", choices=("crash", "end", "hang", "memory"), help="put a mistake in, to see it found")
    args = parser.parse_args()
    mutators.LARGEST = args.bytes
    seed = int(time.time()) if args.seed is None else args.seed
    tried: Counter[str] = Counter()
    found: dict[str, list[str]] = {"crash": [], "slow": [], "large": []}
    slowest, largest = (0.0, 0, ""), (0.0, 0, "")
    runner = Worker(args.plant or "")
    end = time.monotonic() + args.minutes * 60
    number = 0 if args.input is None else args.input
    while time.monotonic() < end and (args.input is None or not tried):
        case = targets.case(seed, number)
        result = runner.run(seed, number)
        tried[case.target] += 1
        slowest = max(slowest, (result["seconds"], number, case.target))
        largest = max(largest, (result["megabytes"], number, case.target))
        if what := kind(result):
            found[what].append(f"{case.target} --seed {seed} --input {number}")
            keep(args.keep, f"{what}-{seed}-{number}", case, result)
            last = (
                result["wrong"].strip().splitlines() or [f"{result['seconds']:.1f} s, {result['megabytes']:.0f} MB"]
            )[-1]
            print(f"{what}: {found[what][-1]}: {last[:300]}", flush=True)
        number += 1
    runner.close()
    print(f"date: {datetime.now(UTC):%Y-%m-%d}, seed {seed}, {args.minutes:g} minutes, at most {args.bytes} bytes")
    print(f"inputs: {tried.total()} ({', '.join(f'{name} {count}' for name, count in sorted(tried.items()))})")
    for what, names in (("crashes", "crash"), ("over 2 s", "slow"), ("over 300 MB", "large")):
        print(f"{what}: {len(found[names])}")
    print(f"slowest: {slowest[0]:.2f} s ({slowest[2]} --seed {seed} --input {slowest[1]})")
    print(f"largest: {largest[0]:.0f} MB ({largest[2]} --seed {seed} --input {largest[1]})")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
