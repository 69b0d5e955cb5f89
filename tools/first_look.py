"""
Draw cards that nobody has looked at, for the first look: labelled by others, scored once, then learnt from.

Usage: python tools/first_look.py draw CARDS.parquet LABELLED OUT [--seed N] [--batches N]

CARDS.parquet has a column `card` of bytes; LABELLED is a folder of `*.md` that are labelled already and never drawn.
OUT gets a folder a batch, with 40 cards named by number. What was drawn depends on the seed and the cards alone.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections import Counter
from pathlib import Path

SIZE = 40
"""Cards a batch."""
LEAST = 700
"""Characters of a card that is worth a reader's time."""
SHARED = 5
"""Cards that hold the same line make it a line of a template."""
TEMPLATE = 0.8
"""Share of a card's lines, by characters, that templates wrote, from which on nobody wrote it."""

_WORD = re.compile(r"\W+")


def draw(cards: list[bytes], labelled: set[str], *, seed: int, batches: int) -> list[list[bytes]]:
    """Batches of cards, each in the order drawn: no labelled one, no double, no short one, no mere template."""
    texts = {hashlib.sha256(card).hexdigest(): card.decode("utf-8", "replace") for card in sorted(set(cards))}
    lines = {digest: [line for line in text.splitlines() if len(line) > 20] for digest, text in texts.items()}
    seen = Counter(line for own in lines.values() for line in set(own))
    known = {_plain(texts[digest]) for digest in labelled if digest in texts}
    fresh: list[str] = []
    for digest in sorted(texts):
        plain = _plain(texts[digest])
        own = lines[digest]
        total = sum(map(len, own)) or 1
        template = sum(len(line) for line in own if seen[line] >= SHARED) / total
        if digest in labelled or plain in known or len(texts[digest]) <= LEAST or template >= TEMPLATE:
            continue
        known.add(plain)
        fresh.append(digest)
    print(f"{len(fresh)} of {len(texts)} different cards can be drawn, seed {seed}")
    chosen = random.Random(seed).sample(fresh, SIZE * batches)  # noqa: S311 - drawing lots, no secret
    return [
        [texts[digest].encode() for digest in chosen[start : start + SIZE]] for start in range(0, len(chosen), SIZE)
    ]


def _plain(text: str) -> str:
    return _WORD.sub("", text).casefold()[:2000]


def main() -> None:
    """Write the batches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["draw"])
    parser.add_argument("cards", type=Path)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--batches", type=int, default=12)
    args = parser.parse_args()
    import pyarrow.parquet as pq

    cards = [bytes(card) for card in pq.read_table(args.cards, columns=["card"])["card"].to_pylist()]
    labelled = {hashlib.sha256(file.read_bytes()).hexdigest() for file in args.labelled.glob("*.md")}
    for number, batch in enumerate(draw(cards, labelled, seed=args.seed, batches=args.batches), start=1):
        folder = args.out / f"batch-{number:02}"
        folder.mkdir(parents=True, exist_ok=True)
        for place, card in enumerate(batch):
            (folder / f"{place:03}.md").write_bytes(card)


if __name__ == "__main__":
    main()
