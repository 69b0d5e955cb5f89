"""
A second reader for what is said in a way that no pattern foresaw: a linear model over the words of a sentence.

It looks only for facts that are told or not told, only where the first reader found none, and everything it adds is a
`guess` with the sentence as evidence. Weights are data (`second_reader.json`), written by tools/train_second_reader.py from
labelled cards; which facts it may add, and from which score on, was decided on cards it was not trained on
(docs/decisions/0009-reading.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from openness._pattern import pattern, simple
from openness.extract import documentation_code
from openness.extract.draft import Draft, Evidence
from openness.prose.sentences import Sentence

WORDS_READ = 80
"""Words of a sentence that count; a longer one is a list or a dump."""
HEADINGS_READ = 10
"""Words of the heading path that count, from the innermost."""
_WORD = simple(r"[a-z]+|\d+|[一-鿿]")
_FIGURE = pattern(
    r"[~≈]?\d[\d.,]*\s?(?:[kmbt]\b|thousand|million|billion|trillion|万|亿)?\+?\s?"
    r"(?:\w+[ -]){0,2}?(?:tokens?|words|sentences?|examples?|samples?|images?|pairs?|hours?|documents?|rows?|records?"
    r"|conversations?|instructions?|entries|items|tweets|songs?|articles?|pages?|gb|tb|mb|条|张|小时|个)\b",
    re.IGNORECASE,
)

_NO_SIZE = pattern(r"\b(?:batch|context|sequence|vocab\w*|window|learning rate)\b", re.IGNORECASE)
"""Words of a sentence whose figures are settings of the training or of the model."""


class Fact(NamedTuple):
    """A fact that the second reader may add."""

    name: str
    field: str
    """Section and field of the record, or `claims`."""
    value: str


FACTS = (
    Fact("limitations", "documentation.limitations", "stated"),
    Fact("intended_use", "documentation.intended_use", "stated"),
    Fact("training_code", "documentation.training_code", "released"),
    Fact("training_compute", "compute.reported", "stated"),
    Fact("evaluation_results", "evaluation.reported", "stated"),
    Fact("weights_access:public", "weights.access", "public"),
    Fact("filtering", "data.filtering", "stated"),
    Fact("data_size", "data.size", ""),
    Fact("synthetic_data", "data.synthetic", "partial"),
    Fact("claims:open-source", "claims", "open-source"),
    Fact("claims:research-only", "claims", "research-only"),
    Fact("claims:commercial-use-allowed", "claims", "commercial-use-allowed"),
)
"""By the names of the labels."""


def features(text: str, path: str, kind: str) -> set[str]:
    """What the model looks at: words, neighbouring words, words of the headings, the kind of block."""
    words = ["0" if word.isdigit() else word for word in _WORD.findall(text.lower())[:WORDS_READ]]
    found = {f"w:{word}" for word in words}
    found.update(f"b:{one} {other}" for one, other in pairwise(words))
    found.update(f"h:{word}" for word in _WORD.findall(path)[-HEADINGS_READ:])
    found.add(f"k:{kind}")
    return found


@cache
def _model() -> tuple[dict[str, list[tuple[int, int]]], list[int], list[int]]:
    """Weights by feature, biases and least scores by fact, all in hundredths; facts in the order of `FACTS`."""
    table: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    order = {fact.name: number for number, fact in enumerate(FACTS)}
    weights: dict[str, list[tuple[int, int]]] = {}
    biases, least = [0] * len(FACTS), [10**9] * len(FACTS)
    for name, facts in table["facts"].items():
        number = order[name]
        biases[number], least[number] = facts["bias"], facts["least"]
        for feature, weight in facts["weights"].items():
            weights.setdefault(feature, []).append((number, weight))
    return weights, biases, least


def read(draft: Draft) -> None:
    """Add what the first reader did not find; the best sentence of the card speaks."""
    wanted = [number for number, fact in enumerate(FACTS) if not _is_known(draft, fact)]
    if not wanted:
        return
    weights, biases, least = _model()
    best: dict[int, tuple[int, Sentence]] = {}
    for sentence in _own_sentences(draft):
        scores = dict.fromkeys(wanted, 0)
        for feature in features(sentence.text, sentence.path, sentence.kind):
            for number, weight in weights.get(feature, ()):
                if number in scores:
                    scores[number] += weight
        for number, score in scores.items():
            if (
                score + biases[number] >= least[number]
                and (number not in best or score > best[number][0])
                and can_state(FACTS[number].name, sentence)
            ):
                best[number] = (score, sentence)
    for number, (_, sentence) in sorted(best.items()):
        fact = FACTS[number]
        _WRITERS.get(fact.name, _put)(draft, fact, sentence, draft.at_sentence(sentence, confidence="guess"))


def can_state(fact: str, sentence: Sentence) -> bool:
    """Whether a sentence holds what a fact needs besides the words: a figure, or links of which one leads to code."""
    if fact == "data_size":
        return _FIGURE.search(sentence.text) is not None and _NO_SIZE.search(sentence.text) is None
    if fact == "training_code":
        links = [link for link in sentence.links if link.url.startswith("http")]
        # Links that lead to a library, a page or a data set only.
        return not links or any(documentation_code.leads_to_code(link) for link in links)
    return True


def _own_sentences(draft: Draft) -> Iterator[Sentence]:
    """The sentences that speak of this model: not headings, not the card of another one."""
    end = draft.text.appended_from
    for sentence in draft.text:
        if sentence.start >= end:
            return
        if sentence.kind != "heading":
            yield sentence


def _is_known(draft: Draft, fact: Fact) -> bool:
    if fact.field == "claims":
        return any(item["claim"] == fact.value for item in draft.items("claims"))
    return draft.has(*fact.field.split("."))


def _put(draft: Draft, fact: Fact, sentence: Sentence, evidence: Evidence) -> None:  # noqa: ARG001 - one signature for all
    section, _, field = fact.field.partition(".")
    draft.put(section, field, fact.value, evidence)


def _claim(draft: Draft, fact: Fact, sentence: Sentence, evidence: Evidence) -> None:  # noqa: ARG001
    draft.add("claims", {"claim": fact.value}, evidence)


def _code(draft: Draft, fact: Fact, sentence: Sentence, evidence: Evidence) -> None:
    links = [link for link in sentence.links if link.url.startswith("http")]
    url = next((link.url for link in links if documentation_code.leads_to_code(link)), None)
    draft.put("documentation", "training_code", {"value": fact.value, "url": url}, evidence)


def _size(draft: Draft, fact: Fact, sentence: Sentence, evidence: Evidence) -> None:  # noqa: ARG001
    figure = _FIGURE.search(sentence.text)
    if figure is not None:
        draft.put("data", "size", figure.group().strip(), evidence)


_WRITERS: dict[str, Callable[[Draft, Fact, Sentence, Evidence], None]] = {
    "training_code": _code,
    "data_size": _size,
    "claims:open-source": _claim,
    "claims:research-only": _claim,
    "claims:commercial-use-allowed": _claim,
}
