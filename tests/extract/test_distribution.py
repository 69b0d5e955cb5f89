"""How a model reaches people."""

from __future__ import annotations

from openness import release_from_card
from openness.card import ModelCard


def read(body, front="license: mit"):
    card = ModelCard.parse(f"---\n{front}\n---\n# Heron\n\n{body}\n")
    return card, release_from_card(card)


def data(body, front="license: mit"):
    return read(body, front)[1].data


def names(body, front="license: mit"):
    return [one.id or one.name for one in data(body, front).datasets]


BODY = """Heron was trained on 70K conversations from [Birdsong](https://huggingface.co/datasets/acme/birdsong),
filtered and **deduplicated**, on 8 A100 GPUs. It achieves an accuracy of 91.5% on nests.

## Intended uses & limitations

Counting birds. It may produce inaccurate numbers.

## Training data

| Name | Size |
|---|---|
| [Nests](https://huggingface.co/datasets/acme/nests) | 5 GB |
"""


def evidence_of(value):
    if isinstance(value, dict):
        if {"source", "line", "quote"} <= set(value):
            yield value
        for one in value.values():
            yield from evidence_of(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from evidence_of(one)


def test_distribution():
    _, release = read(
        "For a commercial license, please contact us. Try it in our [demo](https://huggingface.co/spaces/acme/heron)."
    )
    assert release.distribution.dual_licensing
    assert [(one.kind, one.url) for one in release.distribution.channels] == [
        ("hosted", "https://huggingface.co/spaces/acme/heron")
    ]
