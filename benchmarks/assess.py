"""
Measure what one record costs by every framework, in milliseconds; the first assessment, which reads data files, apart.

    python benchmarks/assess.py [NAME]   NAME is a system of the catalogue, default llama-2-70b
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

from openness import catalog
from openness.frameworks import NAMES, assess, get

ROUNDS = 9
TIMES = 100


def milliseconds(run: Callable[[], object], *, times: int = TIMES) -> float:
    """Median over the rounds of the mean over some calls."""
    rounds = []
    for _ in range(ROUNDS):
        began = perf_counter()
        for _ in range(times):
            run()
        rounds.append((perf_counter() - began) / times * 1000)
    return median(rounds)


def main() -> None:
    """Print one line a framework, and their sum."""
    name = sys.argv[1] if len(sys.argv) > 1 else "llama-2-70b"
    release = catalog.load(name)
    began = perf_counter()
    assess(release)
    first = (perf_counter() - began) * 1000
    print(f"catalog:{name}, first time, data files read: {first:.1f} ms")
    for framework in (get(one) for one in NAMES):
        print(f"  {framework.name:24} {milliseconds(lambda one=framework: one.assess(release)):.3f} ms")  # type: ignore[misc]
    print(f"all {len(NAMES)} frameworks: {milliseconds(lambda: assess(release)):.2f} ms")


if __name__ == "__main__":
    main()
