"""
The first look: cards that nobody had seen, labelled by others, read once, then learnt from.

Usage:
  python tools/first_look.py draw OUT [--seed N] [--batches N]   write batches of 40 fresh cards to be labelled
  python tools/first_look.py keep NUMBER LABELS CARDS            keep the labels of a batch, without the cards' words
  python tools/first_look.py score [NUMBER ...] [--write]        read the cards of batches and compare with their labels

Needs ../shared/data/cards/cards.parquet, in which a card is found by its SHA-256. LABELS is a file of JSON lines as
../shared/data/labelled/labels.jsonl, CARDS the folder that `draw` wrote. `--write` adds the figures to
docs/accuracy/first-look.toml, once a batch: what was learnt from a batch afterwards is no first look any more.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
LABELS = ROOT / "docs" / "accuracy" / "labels"
FIGURES = ROOT / "docs" / "accuracy" / "first-look.toml"
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from label_facts import facts_of_label, facts_of_record, places_of_label  # noqa: E402

from openness.card import ModelCard  # noqa: E402
from openness.extract import release_from_card  # noqa: E402

SIZE = 40
"""Cards a batch."""
LEAST = 700
"""Characters of a card that is worth a reader's time."""
SHARED_BY = 5
"""Cards that hold the same line make it a line of a template."""
TEMPLATE = 0.8
"""Share of a card's lines, by characters, that templates wrote, from which on nobody wrote it."""
_WORD = re.compile(r"\W+")


def cards() -> dict[str, bytes]:
    """The table of real cards, by SHA-256."""
    import pyarrow.parquet as pq

    table = pq.read_table(SHARED / "data" / "cards" / "cards.parquet", columns=["card"])
    return {hashlib.sha256(card).hexdigest(): card for card in map(bytes, table["card"].to_pylist())}


def drawn(known: Mapping[str, bytes], labelled: set[str], *, seed: int, batches: int) -> list[list[bytes]]:
    """Batches of cards, each in the order drawn: no labelled one, no double, no short one, no mere template."""
    texts = {digest: known[digest].decode("utf-8", "replace") for digest in sorted(known)}
    lines = {digest: [line for line in text.splitlines() if len(line) > 20] for digest, text in texts.items()}
    seen = Counter(line for own in lines.values() for line in set(own))
    plain = {_plain(texts[digest]) for digest in labelled if digest in texts}
    fresh: list[str] = []
    for digest, text in texts.items():
        own = lines[digest]
        template = sum(len(line) for line in own if seen[line] >= SHARED_BY) / (sum(map(len, own)) or 1)
        if digest in labelled or _plain(text) in plain or len(text) <= LEAST or template >= TEMPLATE:
            continue
        plain.add(_plain(text))
        fresh.append(digest)
    print(f"{len(fresh)} of {len(texts)} different cards can be drawn; seed {seed}")
    chosen = random.Random(seed).sample(fresh, SIZE * batches)  # noqa: S311 - drawing lots, no secret
    return [[known[digest] for digest in chosen[start : start + SIZE]] for start in range(0, len(chosen), SIZE)]


def _plain(text: str) -> str:
    return _WORD.sub("", text).casefold()[:2000]


def kept(batch: int) -> list[dict[str, Any]]:
    """The labels of a batch: a card's SHA-256, its facts by field, and where each stands."""
    return [json.loads(line) for line in (LABELS / f"batch-{batch:02}.jsonl").read_text(encoding="utf-8").splitlines()]


def score(batches: Iterable[int], known: Mapping[str, bytes]) -> dict[str, dict[str, int]]:
    """Facts right, wrongly read and missed, by field."""
    counts: dict[str, Counter[str]] = {}
    for batch in batches:
        for label in kept(batch):
            want = {field: set(values) for field, values in label["facts"].items()}
            record = release_from_card(ModelCard.parse(known[label["card"]])).model_dump(mode="json")
            got = facts_of_record(record)
            for field in got:
                count = counts.setdefault(field, Counter())
                right = want.get(field, set())
                count["right"] += len(right & got[field])
                count["wrong"] += len(got[field] - right)
                count["missed"] += len(right - got[field])
    return {field: dict(count) for field, count in counts.items()}


def _write(batch: int, counts: Mapping[str, Mapping[str, int]], seed: int) -> None:
    text = FIGURES.read_text(encoding="utf-8") if FIGURES.exists() else ""
    if f"batch = {batch}\n" in text:
        raise SystemExit(f"batch {batch} has been looked at: a first look is taken once")
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = ["", "[[look]]", f"batch = {batch}", f'day = "{date.today().isoformat()}"']  # noqa: DTZ011 - a day suffices
    lines += [f'commit = "{head.stdout.strip()}"', f"seed = {seed}", "[look.fields]"]
    lines += [
        f"{field} = {{ right = {count.get('right', 0)}, wrong = {count.get('wrong', 0)}, missed = {count.get('missed', 0)} }}"
        for field, count in counts.items()
    ]
    FIGURES.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Run one of the three steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    draw = steps.add_parser("draw")
    draw.add_argument("out", type=Path)
    draw.add_argument("--batches", type=int, default=10)
    keep = steps.add_parser("keep")
    keep.add_argument("number", type=int)
    keep.add_argument("labels", type=Path)
    keep.add_argument("cards", type=Path)
    scored = steps.add_parser("score")
    scored.add_argument("numbers", type=int, nargs="+")
    scored.add_argument("--write", action="store_true")
    for step in (draw, scored):
        step.add_argument("--seed", type=int, default=20261127)
    args = parser.parse_args()
    if args.step == "draw":
        labelled = {hashlib.sha256(path.read_bytes()).hexdigest() for path in SHARED.glob("data/labelled/*.md")}
        for path in LABELS.parent.glob("l*/*.jsonl"):  # looked at before, or labelled to learn from
            labelled |= {json.loads(line)["card"] for line in path.read_text(encoding="utf-8").splitlines()}
        for number, batch in enumerate(drawn(cards(), labelled, seed=args.seed, batches=args.batches), start=1):
            folder = args.out / f"batch-{number:02}"
            folder.mkdir(parents=True, exist_ok=True)
            for place, card in enumerate(batch):
                (folder / f"{place:03}.md").write_bytes(card)
    elif args.step == "keep":
        rows = []
        for line in args.labels.read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            data = (args.cards / f"{label['id']}.md").read_bytes()
            facts = {field: sorted(values) for field, values in facts_of_label(label).items() if values}
            places = places_of_label(label, data.decode("utf-8", "replace"))
            rows.append({"card": hashlib.sha256(data).hexdigest(), "facts": facts, "places": places})
        LABELS.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (LABELS / f"batch-{args.number:02}.jsonl").write_text(lines, encoding="utf-8")
    else:
        known = cards()
        for number in args.numbers:
            counts = score([number], known)
            if args.write:
                _write(number, counts, args.seed)
        for field, count in score(args.numbers, known).items():
            right, wrong, missed = (count.get(key, 0) for key in ("right", "wrong", "missed"))
            print(
                f"{field:24}{right + missed:6}{right / max(right + wrong, 1):8.3f}{right / max(right + missed, 1):8.3f}"
            )


if __name__ == "__main__":
    main()
