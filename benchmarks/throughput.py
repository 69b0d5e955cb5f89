"""
Throughput: parse, extract and check many cards in one process, against huggingface_hub merely parsing them.

Usage: python benchmarks/throughput.py [CARDS.parquet]

The table has the columns `source` and `card` (bytes); the modern cards of one source are used. Both run over the same
cards in the same process, in turn; the ratio is printed. The aim is 0.25.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CARDS = ROOT.parent / "shared" / "data" / "cards" / "cards.parquet"
MODERN = "YinanWusoymilk/hf-readme"


def main() -> int:
    """Measure and print."""
    import pyarrow.parquet as pq
    from huggingface_hub import ModelCard as HubCard

    from openness import rules
    from openness.card import ModelCard
    from openness.extract import release_from_card

    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CARDS
    cards = [row["card"] for row in pq.read_table(path).to_pylist() if row["source"] == MODERN]
    texts = [card.decode("utf-8", errors="replace") for card in cards]

    def peer(text: str) -> object:
        try:
            return HubCard(text, ignore_metadata_errors=True)
        except Exception:  # noqa: BLE001 - what the peer cannot read is its own affair
            return None

    def parsed(text: str) -> object:
        return ModelCard.parse(text).body.sections

    def extracted(text: str) -> object:
        return release_from_card(ModelCard.parse(text))

    def checked(text: str) -> object:
        return rules.check(ModelCard.parse(text), assume_card=True)

    checked(texts[0])
    peer_time = _each("huggingface_hub, parse only", peer, texts, None)
    _each("openness, parse", parsed, texts, peer_time)
    _each("openness, parse and extract", extracted, texts, peer_time)
    _each("openness, parse, extract and check", checked, texts, peer_time)
    return 0


def _each(name: str, work: Callable[[str], object], texts: list[str], peer: float | None) -> float:
    start = time.perf_counter()
    for text in texts:
        work(text)
    taken = time.perf_counter() - start
    ratio = f"  ratio {taken / peer:.3f}" if peer else ""
    print(f"{name:36} {1000 * taken / len(texts):7.3f} ms a card, {len(texts)} cards{ratio}")
    return taken


if __name__ == "__main__":
    sys.exit(main())
