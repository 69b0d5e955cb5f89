"""
Measure what one record costs by every framework, in milliseconds of the processor, the data files read before.

    python benchmarks/assess.py                  the catalogue's systems
    python benchmarks/assess.py --cards FOLDER   records of the Markdown files of a folder, --most of them

The records are asked in turn, so that nothing kept for the one last asked about helps; of each the best round counts, as
others use the machine too.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median
from time import thread_time

from openness import ModelCard, catalog, release_from_card
from openness.frameworks import NAMES, assess, get
from openness.release import ModelRelease

ROUNDS = 40


def milliseconds(run: Callable[[ModelRelease], object], releases: list[ModelRelease], rounds: int) -> list[float]:
    """The best round of each record, from the cheapest to the dearest."""
    best = [float("inf")] * len(releases)
    for _ in range(rounds):
        for number, release in enumerate(releases):
            began = thread_time()
            run(release)
            best[number] = min(best[number], (thread_time() - began) * 1000)
    return sorted(best)


def main() -> None:
    """Print one line a framework, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=Path, help="a folder of Markdown files in place of the catalogue")
    parser.add_argument("--most", type=int, default=200, help="records at most (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds (default: %(default)s)")
    args = parser.parse_args()
    if args.cards is None:
        releases = [catalog.load(name) for name in catalog.names()]
    else:
        paths = sorted(args.cards.rglob("*.md"))
        chosen = paths[:: max(1, len(paths) // args.most)][: args.most]
        releases = [release_from_card(ModelCard.read(path)) for path in chosen]
    for release in releases:
        assess(release)
    print(f"{len(releases)} records of {args.cards or 'the catalogue'}, best of {args.rounds} rounds, ms a record")
    for framework in (get(one) for one in NAMES):
        print(f"  {framework.name:24} mean {mean(milliseconds(framework.assess, releases, args.rounds)):.3f}")
    every = milliseconds(assess, releases, args.rounds)
    least, most = median(every), every[-1]
    print(f"all {len(NAMES)} frameworks: mean {mean(every):.3f}, median {least:.3f}, most {most:.3f}")


if __name__ == "__main__":
    main()
