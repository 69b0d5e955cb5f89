"""Renaming a model changes no fact but its name, whatever words the new name holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openness.card import ModelCard
from openness.extract import release_from_card

CARD = """---
license: apache-2.0
language: en
tags: [text-generation]
datasets: [acme/birdsong]
---
# {name} 7B

{name} 7B is a language model fine-tuned from [acme/egret-7b](https://huggingface.co/acme/egret-7b) on the
[acme/birdsong](https://huggingface.co/datasets/acme/birdsong) dataset.

## License

{name} is released under the Apache 2.0 license.

## Intended use

{name} is intended for research on wading birds.

## Limitations

{name} may produce wrong names of birds.

## Training data

{name} was trained on 3 billion tokens of filtered text.

## Evaluation

| model | accuracy |
|---|---|
| {name} 7B | 71.2 |

The weights of {name} are available for download.
"""
WORDS = (
    *(
        "Code",
        "Data",
        "Prompt",
        "Risk",
        "License",
        "Merge",
        "Base",
        "Paper",
        "Safety",
        "Bias",
        "Limit",
        "Eval",
        "Train",
    ),
    *("Open", "Source", "Weight", "Model", "Research", "Commerce", "Fine", "Adapter", "Test", "Use"),
)


def facts(name: str) -> Any:
    record = release_from_card(ModelCard.parse(CARD.replace("{name}", name))).model_dump(mode="json")
    return without_places(record)


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key not in ("evidence", "subject")}
    return [without_places(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("form", ["{}Heron", "Heron{}", "In{}r", "Heron-{}"])
def test_a_name_that_holds_a_word_of_the_trade(word: str, form: str) -> None:
    assert facts(form.format(word)) == facts("Heron")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join))
def test_a_name_made_of_such_words(name: str) -> None:
    assume("codetra" not in name.lower())  # begins as the family CodeTrans does, and is taken for another model's name
    assert facts(f"{name}Heron") == facts("Heron")
