"""
Train the second reader (openness/extract/second_reader.py) on labelled cards, and choose what it may add.

Usage: python tools/train_second_reader.py            (needs ../shared and scikit-learn: `pip install --group train`)

Learns from ../shared/data/labelled and from the kept labels of docs/accuracy (batches that have had their first look, and
`learning`). A sentence at a labelled place states the fact; every sentence of a card without the fact does not; the other
sentences of a card that has it are left out. For each fact four models are trained, each without a quarter of the cards, and
the least score is the lowest at which the first reader with the second, on the cards left out, keeps its precision; a fact
for which that gains nothing is dropped. The same cards give the same file.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
WEIGHTS = ROOT / "openness" / "extract" / "second_reader.json"
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from first_look import cards  # noqa: E402
from label_facts import facts_of_label, facts_of_record, places_of_label  # noqa: E402

from openness.card import ModelCard  # noqa: E402
from openness.extract import second_reader  # noqa: E402
from openness.extract.draft import Draft  # noqa: E402
from openness.extract.release import release_from_card  # noqa: E402
from openness.extract.second_reader import FACTS, features  # noqa: E402

LEAST_PRECISION = 0.93
MOST_LOST = 0.015
"""Precision that the first reader with the second may lose against the first alone."""
LEAST_RIGHT = 0.7
"""Share of what the second reader adds that is right; labels that nobody pointed at count against it."""
LEAST_GAIN = 0.015
"""Recall below which a gain is none; on a card that nobody has seen, where the first reader misses more, it is greater."""
LOWEST = -0.75
"""Log odds below which a sentence is too unlike those that state the fact, whatever the rates say."""
SMALL = 4
"""Weights below this many hundredths are left out."""


class Example(NamedTuple):
    """A labelled card as the trainer sees it."""

    sentences: list[set[str]]
    told: dict[str, bool]
    """By fact: what the label says."""
    read: dict[str, bool]
    """By fact: what the first reader says."""
    at: dict[str, set[int]]
    """By fact: the sentences that the label points at."""
    fit: dict[str, list[int]]
    """By fact: the sentences that can state it; the reader asks no other."""


def labels() -> Iterator[tuple[bytes, dict[str, set[str]], dict[str, list[int]]]]:
    """Cards with their facts and the places of these."""
    folder = SHARED / "data" / "labelled"
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        data = (folder / f"{label['id']}.md").read_bytes()
        yield data, facts_of_label(label), places_of_label(label, data.decode("utf-8", "replace"))
    known = cards()
    looked = (ROOT / "docs" / "accuracy" / "first-look.toml").read_text(encoding="utf-8")
    for path in sorted((ROOT / "docs" / "accuracy").glob("l*/*.jsonl")):
        if path.parent.name == "labels" and f"batch = {int(path.stem[-2:])}\n" not in looked:
            continue  # nobody has looked at it yet
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield known[row["card"]], {key: set(value) for key, value in row["facts"].items()}, row["places"]


def example(data: bytes, facts: dict[str, set[str]], places: dict[str, list[int]]) -> Example:
    """A card with what is said and read of it, sentence by sentence."""
    card = ModelCard.parse(data)
    own = list(second_reader._own_sentences(Draft(card)))  # noqa: SLF001 - the trainer sees what the reader sees
    record = facts_of_record(release_from_card(card, guesses=False).model_dump(mode="json"))
    told: dict[str, bool] = {}
    read: dict[str, bool] = {}
    at: dict[str, set[int]] = {}
    for fact in FACTS:
        field, _, value = fact.name.partition(":")
        told[fact.name] = value in facts.get(field, ()) if value else bool(facts.get(field))
        read[fact.name] = value in record[field] if value else bool(record[field])
        at[fact.name] = set()
        for key, (line, column) in places.items():
            if key == fact.name or (key == field and not (value and field == "claims")):
                offset = card.lines.starts[line - 1] + column - 1
                at[fact.name] |= {number for number, one in enumerate(own) if one.start <= offset < one.end}
    fit = {
        fact.name: [number for number, one in enumerate(own) if second_reader.can_state(fact.name, one)]
        for fact in FACTS
    }
    return Example([features(one.text, one.path, one.kind) for one in own], told, read, at, fit)


def training_rows(examples: list[Example], starts: list[int], fact: str, chosen: Any) -> tuple[Any, Any]:
    """Numbers of the sentences to learn from, and whether each states the fact."""
    rows, states = [], []
    for number in chosen:
        one = examples[number]
        for place in one.fit[fact]:
            if not one.told[fact] or place in one.at[fact]:
                rows.append(starts[number] + place)
                states.append(one.told[fact])
    return np.array(rows), np.array(states)


def main() -> None:
    """Write the weights and print what each fact gains."""
    examples = [example(*one) for one in labels()]
    starts = [0]
    for one in examples:
        starts.append(starts[-1] + len(one.sentences))
    # A vocabulary of its own per fold would be purer; words are seen, never their labels.
    counter = CountVectorizer(analyzer=lambda found: found, binary=True, min_df=4, dtype=np.float64)
    matrix = counter.fit_transform([found for one in examples for found in one.sentences]).tocsr()
    names = counter.get_feature_names_out()
    print(f"{len(examples)} cards, {matrix.shape[0]} sentences, {matrix.shape[1]} features")
    result: dict[str, Any] = {}
    for fact in FACTS:
        best = np.full(len(examples), -99.0)
        for learn, left in KFold(4, shuffle=True, random_state=0).split(examples):
            model = _fit(matrix, *training_rows(examples, starts, fact.name, learn))
            for number in left:
                places = [starts[number] + place for place in examples[number].fit[fact.name]]
                if places:
                    best[number] = model.decision_function(matrix[places]).max()
        told = np.array([one.told[fact.name] for one in examples])
        read = np.array([one.read[fact.name] for one in examples])
        least, report = _least(best, told, read)
        print(f"{fact.name:30} {report}")
        if least is None:
            continue
        model = _fit(matrix, *training_rows(examples, starts, fact.name, range(len(examples))))
        weights = {
            str(name): round(100 * float(weight))
            for name, weight in zip(names, model.coef_[0], strict=True)
            if abs(round(100 * float(weight))) >= SMALL
        }
        result[fact.name] = {
            "bias": round(100 * float(model.intercept_[0])),
            "least": round(100 * least),
            "weights": dict(sorted(weights.items())),
        }
    digest = hashlib.sha256(json.dumps(result).encode()).hexdigest()[:12]
    source = f"tools/train_second_reader.py on {len(examples)} labelled cards"
    text = json.dumps({"source": source, "facts": result}, ensure_ascii=False, separators=(",", ":"))
    WEIGHTS.write_text(text + "\n", encoding="utf-8")
    print(f"{WEIGHTS.name}: {len(text):,} characters, {digest}")


def _fit(matrix: Any, rows: Any, states: Any) -> Any:
    return LogisticRegression(C=0.5, solver="liblinear", random_state=0).fit(matrix[rows], states)


def _least(best: Any, told: Any, read: Any) -> tuple[float | None, str]:
    """The lowest score that keeps the precision, and what it gains."""
    alone = _rates(read, told)
    wanted = max(min(LEAST_PRECISION, alone[0]), alone[0] - MOST_LOST)
    chosen: tuple[float | None, tuple[float, float]] = (None, alone)
    for least in np.arange(2.5, LOWEST, -0.1):
        both = _rates(read | (best >= least), told)
        added = (best >= least) & ~read
        if int((added & told).sum()) < LEAST_RIGHT * int(added.sum()):
            continue
        if both[0] >= wanted and both[1] >= chosen[1][1] + (LEAST_GAIN if chosen[0] is None else 0):
            chosen = (float(least), both)
    first = f"{int(told.sum()):5} labels, first reader {alone[0]:.3f} {alone[1]:.3f}"
    if chosen[0] is None:
        return None, f"{first}: nothing gained"
    return chosen[0], f"{first}, both {chosen[1][0]:.3f} {chosen[1][1]:.3f} from {chosen[0]:.1f} on"


def _rates(said: Any, told: Any) -> tuple[float, float]:
    right = int((said & told).sum())
    return right / max(int(said.sum()), 1), right / max(int(told.sum()), 1)


if __name__ == "__main__":
    main()
