"""
Cold start: one `openness check` of one card against one process that imports huggingface_hub and builds its ModelCard.

Usage: python benchmarks/cold_start.py [CARD] [--runs N]

Both are measured in turn, N times each (default 10); the medians and their ratio are printed. The aim is 0.6.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEER = "import sys; from huggingface_hub import ModelCard; ModelCard(open(sys.argv[1]).read(), ignore_metadata_errors=True)"


_ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""Both sides with their bytecode, as an installed package has it."""


def seconds(command: list[str]) -> float:
    """Wall time of one process."""
    start = time.perf_counter()
    subprocess.run(command, env=_ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("card", nargs="?", default=str(ROOT / "examples" / "cards" / "acme-7b-chat.md"))
    parser.add_argument("--runs", type=int, default=10)
    args = parser.parse_args()
    ours = [sys.executable, "-m", "openness", "check", "--fail-on", "never", args.card]
    peer = [sys.executable, "-c", PEER, args.card]
    for command in (ours, peer):
        seconds(command)
    mine, theirs = [], []
    for _ in range(args.runs):
        mine.append(seconds(ours))
        theirs.append(seconds(peer))
    ratio = statistics.median(mine) / statistics.median(theirs)
    print(f"openness check:           {1000 * statistics.median(mine):6.0f} ms")
    print(f"huggingface_hub ModelCard: {1000 * statistics.median(theirs):5.0f} ms")
    print(f"ratio: {ratio:.2f} (aim: at most 0.60)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
