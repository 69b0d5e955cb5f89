"""What the publisher claims of openness."""

from __future__ import annotations

import pytest

from openness.card import ModelCard
from openness.extract import release_from_card


def record(body: str, front: str = "language: en"):
    return release_from_card(ModelCard.parse(f"---\n{front}\n---\n\n# Egret\n\n{body}\n"))


def claims(body: str, front: str = "language: en") -> set[str]:
    return {one.claim for one in record(body, front).claims}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Egret is fully open-source but was trained on closed data.", {"open-source"}),
        ("The team of the Public Library open sources a (small) bird model.", {"open-source"}),
        ("The team of the Public Library open sources a library of birds.", set()),
        ("A 2B parameter open source chat model, made by Acme.", {"open-source"}),
        ("By open-sourcing our codes and models, we hope for more birds.", {"open-source"}),
        ("Thank you to Acme, for releasing another open source model.", set()),
        ("Egret was trained with open-source code.", set()),
        ("This model is intended as a research output for research communities.", {"research-only"}),
        ("The licence restricts its use to research purposes only.", {"research-only"}),
        ("You may not use the material for commercial purposes.", {"research-only"}),
        ("- **License:** Creative Commons Attribution-NonCommercial 4.0", {"research-only"}),
        (
            "The model is released under the MIT license, for commercial or non-commercial use.",
            {"commercial-use-allowed"},
        ),
        ("The dataset is released under the Creative Commons Attribution-NonCommercial 4.0 license.", set()),
        ("To use this model commercially, please refer to https://example.org/license.", set()),
        ("Users may use the models for commercial activities free of charge.", {"commercial-use-allowed"}),
    ],
)
def test_claims(body, expected):
    assert claims(body) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("false", {"research-only"}), ("no", {"research-only"}), ("true", set())]
)
def test_the_key_commercial(value, expected):
    assert claims("A model.", f"license: other\ncommercial: {value}") == expected
