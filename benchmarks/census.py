"""
What a census takes: time, processor time of each process, and the most memory that each held at once.

Usage: python benchmarks/census.py TABLE [--workers 1,2] [--only lineage] [--index FILE] [--rows N]

Each number of workers is one run into a folder of its own, which is removed. Memory is the kernel's VmHWM of the process
itself, so nothing of the process that started it is in it. Beside the time by the clock stands the time that the longest
chain of work took of a processor: what the first process did, and the busiest of the workers. It is the same on a machine
that others use, and the gain of several workers is told by it as well as by the clock. Needs /proc.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Process:
    """What was last seen of a process."""

    peak: float = 0
    """MB."""
    cpu: float = 0
    """Seconds."""


def main() -> int:
    """Run each, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table")
    parser.add_argument("--workers", default="2", help="numbers of workers, with commas between (default: 2)")
    parser.add_argument("--only", choices=("lineage",))
    parser.add_argument("--index")
    parser.add_argument("--rows", type=int, default=1000)
    args = parser.parse_args()
    also = [f"--rows={args.rows}", *(["--only", args.only] if args.only else [])]
    also += ["--index", args.index] if args.index else []
    print("workers  clock s  chain s   main MB (cpu s)   workers MB (cpu s)")
    chains: dict[int, tuple[float, float]] = {}
    for workers in map(int, args.workers.split(",")):
        clock, first, others = _run(args.table, workers, also)
        chain = first.cpu + max((one.cpu for one in others), default=0)
        chains[workers] = clock, chain
        told = ", ".join(f"{one.peak:.0f} ({one.cpu:.1f})" for one in others) or "-"
        print(f"{workers:7}  {clock:7.1f}  {chain:7.1f}   {first.peak:7.0f} ({first.cpu:.1f})   {told}", flush=True)
    if 1 in chains:
        for workers, (clock, chain) in chains.items():
            if workers > 1:
                told = f"{chains[1][0] / clock:.2f} by the clock, {chains[1][1] / chain:.2f} by the longest chain"
                print(f"{workers} workers over one: {told}")
    return 0


def _run(table: str, workers: int, also: list[str]) -> tuple[float, Process, list[Process]]:
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "openness", "census", table, "--out", f"{folder}/out", "--no-page", "--quiet"]
        began = time.monotonic()
        started = subprocess.Popen([*words, f"--workers={workers}", *also], stdout=subprocess.DEVNULL)
        seen: dict[int, Process] = {started.pid: Process()}
        while started.poll() is None:
            for pid in (started.pid, *_children(started.pid)):
                _look(pid, seen.setdefault(pid, Process()))
            time.sleep(0.05)
        if started.returncode:
            raise SystemExit(started.returncode)
    first = seen.pop(started.pid)
    return time.monotonic() - began, first, [one for one in seen.values() if one.cpu > 1]


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _look(pid: int, process: Process) -> None:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            process.peak = max(process.peak, int(line.split()[1]) / 1024)
    process.cpu = max(process.cpu, (int(times[11]) + int(times[12])) / _TICK)


if __name__ == "__main__":
    raise SystemExit(main())
