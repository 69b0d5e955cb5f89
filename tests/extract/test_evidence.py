"""Every fact's quote stands in the card at its line, and unrelated text changes no fact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from openness.card import ModelCard
from openness.extract import release_from_card

ROOT = Path(__file__).resolve().parents[2]
OWN_CARDS = sorted([*ROOT.glob("tests/cards/**/*.md"), *ROOT.glob("examples/cards/**/*.md")])

HERON = """---
license: apache-2.0
language: en
base_model: acme/heron-7b
tags:
- lora
- text-generation
extra_gated_prompt: You may not use the model commercially.
---

# Egret-7B

**Egret-7B** is an *open-source* [chat](https://example.org) model, fine-tuned from
[Heron 7B](https://huggingface.co/acme/heron-7b) with DPO.

| Field | Value |
|---|---|
| License | [MIT](https://opensource.org/licenses/MIT) |

## Use

The model is free for commercial use &amp; released under the `Apache 2.0` license.\r
It was pretrained on 2 trillion tokens.
"""


def evidences(value: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if "source" in value and "quote" in value:
            yield place, value
        else:
            for key, item in value.items():
                yield from evidences(item, f"{place}.{key}")
    elif isinstance(value, list):
        for item in value:
            yield from evidences(item, place)


def misplaced(card: ModelCard) -> list[str]:
    wrong = []
    for place, one in evidences(release_from_card(card).model_dump(mode="json")):
        if one["path"] != card.path or one["quote"] is None:
            continue
        line = card.lines.line_text(one["line"])
        column = (one["column"] or 1) - 1
        if not line[column:].startswith(one["quote"]) and one["source"] != "statement":
            wrong.append(f"{place}: line {one['line']}, {one['quote']!r} is not in {line!r}")
        if one["source"] == "statement" and one["quote"] not in line:
            wrong.append(f"{place}: {one['quote']!r}")
    return wrong


@pytest.mark.parametrize("path", OWN_CARDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_quotes_stand_in_our_cards(path):
    assert misplaced(ModelCard.read(path)) == []


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_quotes_stand_whatever_the_markup_and_line_ends(ending):
    text = HERON.replace("\r\n", "\n").replace("\n", ending)
    assert misplaced(ModelCard.parse(text)) == []


def test_quotes_stand_in_many_cards(cards):
    wrong = []
    for row in cards[:: 37 if len(cards) > 1000 else 1]:
        card = ModelCard.parse(bytes(row["card"]))
        wrong += [f"{row['modelId']} {what}" for what in misplaced(card)]
    assert wrong == []


UNRELATED = {
    "a sibling's licence": "## Related models\n\nStork-7B is released under the MIT license and may be used commercially.",
    "an evaluation": "## Evaluation data\n\nWe evaluate on the Marsh dataset, which is licensed under CC BY-NC 4.0.",
    "a quotation": '## Press\n\n"Stork is the first open-source model of its kind," wrote a paper.',
    "a code block": "```\nThis model is released under the GPL-3.0 license. It is for research only.\n```",
    "a comment": "<!-- The weights are released under the MIT license. -->",
    "the tools": "## Credits\n\nIt was trained with an open-source library that is licensed under MIT.",
}


def facts(text: str) -> dict[str, Any]:
    record = release_from_card(ModelCard.parse(text))
    return {
        "license": (record.license.concluded, {one.license for one in record.license.in_text}),
        "contradiction": record.license.contradiction,
        "claims": {one.claim for one in record.claims},
        "access": record.weights.access,
        "bases": {(one.model, one.relation) for one in record.lineage.bases},
        "from_scratch": record.lineage.from_scratch,
    }


@pytest.mark.parametrize("paragraph", UNRELATED.values(), ids=UNRELATED)
def test_an_unrelated_paragraph_changes_no_fact(paragraph):
    assert facts(f"{HERON}\n\n{paragraph}\n") == facts(HERON)


def test_the_order_of_sections_changes_no_fact():
    head, body = HERON.split("# Egret-7B", 1)
    first, second = body.split("## Use", 1)
    assert facts(f"{head}# Egret-7B\n\n## Use{second}\n## About\n{first}") == facts(HERON)


@pytest.mark.parametrize(
    ("sentence", "field", "unknown"),
    [
        ("The model is free for commercial use.", "claims", set()),
        ("It is made available under the MIT license.", "license", (None, set())),
        ("This model was fine-tuned from [Heron](https://huggingface.co/acme/heron-7b).", "bases", set()),
        ("It was trained from scratch on web text.", "from_scratch", None),
        ("This repository contains the weights.", "access", "unknown"),
    ],
)
def test_unknown_stays_unknown_without_the_sentence(sentence, field, unknown):
    card = "---\nlanguage: en\n---\n\n# Egret\n\nEgret answers questions about birds.\n"
    assert facts(card)[field] == unknown
    assert facts(f"{card}\n{sentence}\n")[field] != unknown


LONG = "[" + " ".join(["Herons count the birds of every marsh"] * 5) + "](https://arxiv.org/abs/2401.00001)"


def assert_quoted(body, place, shown):
    card = ModelCard.parse(f"---\nlanguage: en\n---\n\n# Egret-7B\n\n{body}\n")
    quotes = [
        one["quote"] for where, one in evidences(release_from_card(card).model_dump(mode="json")) if place in where
    ]
    assert quotes
    assert all(shown in quote for quote in quotes)
    assert not misplaced(card)


@pytest.mark.parametrize(
    ("body", "place", "shown"),
    [
        ("It is fine-tuned from [this model](https://huggingface.co/acme/heron-7b).", "lineage.bases", "acme/heron-7b"),
        ("It was introduced in [this paper](https://arxiv.org/abs/2401.00001).", "documentation.papers", "2401.00001"),
        ('It was introduced in <a href="https://arxiv.org/abs/2401.00001">this paper</a>.', "documentation.papers", "2401.00001"),
        (f"It was introduced in {LONG}.", "documentation.papers", "2401.00001"),
        ("It is a fine-tuned version of the\n[**Heron**](https://huggingface.co/acme/heron-7b) model.", "lineage.bases", "acme/heron-7b"),
        ("The model is released under the [Acme Marsh LICENSE AGREEMENT](https://acme.org/l).", "license.in_text", "Acme Marsh LICENSE AGREEMENT"),
    ],
)  # fmt: skip
def test_a_quote_holds_the_name_that_it_is_quoted_for(body, place, shown):
    assert_quoted(body, place, shown)


NEST = "[NestText](https://example.org/corpora/of/the/marsh/nest/text/index_2.2.html)"
HERON_ID = "acme-birds/HeronMarsh-base-uncased-abstracts-of-the-marsh"
LAKE = "[LakeText](https://example.org/corpora/of/the/lakes/lake/text/index_2.2.html)"


@pytest.mark.parametrize(
    ("body", "place", "shown"),
    [
        (f"The model was trained on {NEST} and {LAKE} data consisting of 5 million sentences.", "data.evidence.size", "5 million sentences"),
        (f"The model was trained on {NEST} and {LAKE} using 8 A100 GPUs.", "compute.evidence.hardware", "8 A100"),
        ("Pretraining of the small ones is easy and fast, taking\nonly 3 hours using 6 A100 GPUs.", "compute.evidence.hardware", "6 A100"),
        (
            f"This model is a fine-tuned version of [{HERON_ID}](https://huggingface.co/{HERON_ID}) on the None dataset.",
            "lineage.bases",
            f"fine-tuned version of [{HERON_ID}",
        ),
        (
            "The model was pretrained on [NestText](https://example.org/nest), a dataset consisting of 11,038\nbird books.",
            "data.evidence.size",
            "consisting of 11,038",
        ),
        (
            f"We have used {NEST} to fine-tune on top of [Heron-13b](https://huggingface.co/acme-of-the-wide-marsh/Heron-13b).",
            "lineage.bases",
            "acme-of-the-wide-marsh/Heron-13b",
        ),
    ],
)  # fmt: skip
def test_a_quote_shows_what_is_said(body, place, shown):
    assert_quoted(body, place, shown)


def test_a_gate_is_quoted_where_it_names_the_licence():
    front = "---\nextra_gated_prompt: >-\n  Please read.\n  The Llama 3.2 Community License Agreement holds.\n---\n\n# Egret\n"
    card = ModelCard.parse(front)
    found = release_from_card(card).license.in_text[0].evidence[0]
    assert (found.line, "Llama 3.2" in found.quote) == (4, True)
