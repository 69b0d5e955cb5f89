"""Results, and who can verify them."""

from __future__ import annotations

from openness import release_from_card
from openness.card import ModelCard


def read(body, front="license: mit"):
    card = ModelCard.parse(f"---\n{front}\n---\n# Heron\n\n{body}\n")
    return card, release_from_card(card)


def test_results_of_the_model_index():
    front = (
        "model-index:\n- name: heron\n  results:\n  - dataset:\n      name: NestBench\n      type: nestbench\n"
        "    metrics:\n    - type: accuracy\n      value: 0.91\n"
    )
    card, release = read("", front)
    (result,) = release.evaluation.results
    assert (result.benchmark, result.metric, result.value) == ("NestBench", "accuracy", "0.91")
    assert card.lines.line_text(result.evidence[0].line).strip() == result.evidence[0].quote
