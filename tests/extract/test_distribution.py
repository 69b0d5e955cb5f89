"""How a model reaches people."""

from __future__ import annotations

from openness import release_from_card
from openness.card import ModelCard


def read(body, front="license: mit"):
    card = ModelCard.parse(f"---\n{front}\n---\n# Heron\n\n{body}\n")
    return card, release_from_card(card)


def test_distribution():
    _, release = read(
        "For a commercial license, please contact us. Try it in our [demo](https://huggingface.co/spaces/acme/heron)."
    )
    assert release.distribution.dual_licensing
    assert [(one.kind, one.url) for one in release.distribution.channels] == [
        ("hosted", "https://huggingface.co/spaces/acme/heron")
    ]
