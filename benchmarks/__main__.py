"""
What reading a card costs, beside what others do with the same card in the same run. Seconds are the processor's, not the wall's.

    python -m benchmarks                     the project's own example cards, and the real ones beside the project
    python -m benchmarks --cards FOLDER      the Markdown files of a folder
    python -m benchmarks --most 100 --runs 3 --files 200

Each card is given to each reader in turn, after the example cards for which expressions were compiled. The floor is what nobody can spare: the YAML parsed by libyaml, the text in lower
case, one pass of the automaton over the anchors. The peer is huggingface_hub, which only parses. No test asserts these
figures: docs/performance.md says what they are for. `assess.py` and `identify.py` measure frameworks and licence texts.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import mean, median, quantiles
from time import perf_counter, process_time
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tests" / "cards"
REAL = ROOT.parent / "shared" / "data" / "cards" / "cards.parquet"
MODERN = "YinanWusoymilk/hf-readme"
PEER = "import sys; from huggingface_hub import ModelCard; ModelCard(open(sys.argv[1]).read(), ignore_metadata_errors=True)"
EXAMPLE = ROOT / "examples" / "cards" / "acme-7b-chat.md"
_MATTER = re.compile(r"---\r?\n(.*?)\r?\n---", re.DOTALL)

Item = TypeVar("Item")
Reader = Callable[[str], object]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=Path, help="a folder of Markdown files instead of the known ones")
    parser.add_argument("--most", type=int, default=400, help="cards of each kind at most (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="processes of each kind (default: %(default)s)")
    parser.add_argument(
        "--files", type=int, default=500, help="files of the folder (default: %(default)s; 0: no folder)"
    )
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    every: list[str] = []
    for name, texts in corpora(args.cards, args.most):
        every += texts
        print(f"{name}: {len(texts)} cards of {mean(map(len, texts)):,.0f} characters in the mean")
        table(texts)
    cold(args.runs)
    if args.files:
        folder(every, args.files)
    return 0


def corpora(chosen: Path | None, most: int) -> Iterator[tuple[str, list[str]]]:
    """The cards to read, by kind."""
    if chosen is not None or not REAL.is_file():
        paths = sorted((chosen or OWN).rglob("*.md"))
        yield (
            str(chosen or "tests/cards"),
            [one.read_text(encoding="utf-8", errors="replace") for one in some(paths, most)],
        )
        return
    yield from corpora(OWN, most)
    import pyarrow.parquet

    rows = pyarrow.parquet.read_table(REAL, columns=["source", "card"]).to_pylist()
    for name, kept in (("real cards", rows), ("real cards, modern", [one for one in rows if one["source"] == MODERN])):
        yield name, [one["card"].decode("utf-8", errors="replace") for one in some(kept, most)]


def some(items: list[Item], most: int) -> list[Item]:
    """Some of them, from all parts of the list."""
    return items[:: max(1, -(-len(items) // most))]


def readers() -> dict[str, Reader]:
    """What is done with a card, by name."""
    import yaml
    from huggingface_hub import ModelCard as HubCard

    from openness import rules
    from openness.card import ModelCard
    from openness.extract import release_from_card
    from openness.phrases.matcher import lower, vocabulary

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    find = vocabulary()._automaton.find_matches_as_indexes  # type: ignore[union-attr] # noqa: SLF001 - the engine itself

    def floor(text: str) -> None:
        matter = _MATTER.match(text)
        with suppress(Exception):  # what it cannot read costs what it costs
            yaml.load(matter[1] if matter else "", loader)  # noqa: S506 - a safe one
        find(lower(text), overlapping=True)

    def peer(text: str) -> None:
        with suppress(Exception):
            HubCard(text, ignore_metadata_errors=True)

    return {
        "the floor": floor,
        "the peer, parse only": peer,
        "parse": lambda text: ModelCard.parse(text).body.sections,
        "check": lambda text: rules.check(ModelCard.parse(text), assume_card=True),
        "record": lambda text: release_from_card(ModelCard.parse(text)),
    }


def table(texts: list[str]) -> None:
    """A line for each reader."""
    known = readers()
    for text in (one.read_text(encoding="utf-8", errors="replace") for one in OWN.rglob("*.md")):
        for read in known.values():
            read(text)
    spent: dict[str, list[float]] = {name: [] for name in known}
    for text in texts:
        for name, read in known.items():
            began = process_time()
            read(text)
            spent[name].append(1000 * (process_time() - began))
    print(f"  {'ms of a processor':22}{'mean':>9}{'median':>9}{'p99':>9}{'per 1,000':>11}{'floors':>8}{'peers':>7}")
    floor, peer = (mean(spent[name]) for name in ("the floor", "the peer, parse only"))
    for name, each in spent.items():
        last = quantiles(each, n=100)[98] if len(each) > 1 else each[0]
        thousand = 1000 * sum(each) / sum(map(len, texts))
        middle = mean(each)
        print(
            f"  {name:22}{middle:9.2f}{median(each):9.2f}{last:9.2f}{thousand:11.3f}{middle / floor:8.1f}{middle / peer:7.2f}"
        )


def run(command: list[str], **options: object) -> float:
    """Processor seconds of a process and of those it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    silent = subprocess.DEVNULL
    done = subprocess.run(command, env=environment, stdout=silent, stderr=silent, check=False, **options)  # type: ignore[call-overload]
    if done.returncode not in (0, 2):  # 2: one of the cards cannot be read
        raise SystemExit(f"{' '.join(command)}: exit code {done.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cold(runs: int) -> None:
    """A process for one card, ours and the peer's in turn."""
    ours = [sys.executable, "-m", "openness", "check", "--isolated", "--fail-on", "never", str(EXAMPLE)]
    peer = [sys.executable, "-c", PEER, str(EXAMPLE)]
    for command in (ours, peer):
        run(command)
    pairs = [(run(ours), run(peer)) for _ in range(runs)]
    mine, theirs = (median(one) for one in zip(*pairs, strict=True))
    print(
        f"one process, one card: check {1000 * mine:.0f} ms, the peer {1000 * theirs:.0f} ms, ratio {mine / theirs:.2f}"
    )


def folder(texts: list[str], files: int) -> None:
    """A folder on one core and on all, in turn: what more cores cost is seen in the seconds, what they bring on the wall."""
    with tempfile.TemporaryDirectory() as place:
        for number in range(files):
            Path(place, f"{number:05}.md").write_text(texts[number % len(texts)], encoding="utf-8", errors="replace")
        command = [
            sys.executable,
            "-m",
            "openness",
            "check",
            "--isolated",
            "--assume-card",
            "--fail-on",
            "never",
            place,
        ]
        for name, cores in (("one core", 1), ("all cores", None)):
            began = perf_counter()
            seconds = run(command, preexec_fn=None if cores is None else _alone)
            print(f"{files} files, {name}: {seconds:.1f} s of processors, {perf_counter() - began:.1f} s on the wall")


def _alone() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


if __name__ == "__main__":
    sys.exit(main())
