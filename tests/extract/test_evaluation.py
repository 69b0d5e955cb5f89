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


def test_what_a_code_block_below_results_holds():
    report = "```\n              precision    recall  f1-score   support\n```"
    harness = "```\n|nest_challenge|      0|acc     |0.5734|±  |0.0145|\n```"
    rows = "```yaml\nsi_sdr: 16.213\nsdr: 16.615\n```"
    assert read(report)[1].evaluation.reported == "stated"
    assert read(harness)[1].evaluation.reported == "stated"
    assert read(f"## Results\n\n{rows}")[1].evaluation.reported == "stated"
    assert read(f"## Settings\n\n{rows}")[1].evaluation.reported == "unknown"
