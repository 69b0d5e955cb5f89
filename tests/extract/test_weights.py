"""Whether the weights can be had, as cards tell it."""

from __future__ import annotations

import pytest

from openness.card import ModelCard
from openness.extract import release_from_card


def record(body: str, front: str = "language: en"):
    return release_from_card(ModelCard.parse(f"---\n{front}\n---\n\n# Egret\n\n{body}\n"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("These files are GGML format model files for Heron 7B.", "public"),
        ("We are sharing smaller versions of heron-base.", "public"),
        ("I shared the information about my model.", "unknown"),
        ("The model was initialized with pre-trained weights of Heron.", "unknown"),
        ("This model is open access and available to all.", "public"),
        ("The original model can be found under https://github.com/acme/heron.", "public"),
        ("The model card can be found under https://github.com/acme/heron.", "unknown"),
        ("We release our dataset, pre-trained models, and code.", "public"),
        ("We release our dataset and code.", "unknown"),
        ("Thanks to a grant, we release two foundation models trained on birds.", "public"),
        ("Since some data is closed, we release this model as cc-by-nc-4.0.", "public"),
        ("It is now available on Hugging Face.", "public"),
        ("This is the repository for the chat model.", "public"),
        ("このモデルを公開しました。", "public"),
        ("Das Modell kann hier heruntergeladen werden.", "public"),
        ("You get access once you have been granted access to the model by filling out this form.", "on-request"),
        ("Get API key from [Heron API](https://example.org), No Payment needed.", "api-only"),
        ("The model weights are not publicly available yet.", "withheld"),
    ],
)
def test_access(body, expected):
    assert record(body).weights.access == expected


def test_the_words_of_a_release_stand_at_their_place():
    access = record("We are sharing smaller versions of heron-base.").weights.evidence["access"][0]
    assert (access.line, access.column) == (7, 1)
    assert access.quote.startswith("We are sharing smaller versions")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("GPTQ: [Link](https://huggingface.co/nest/Egret-GPTQ)", "unknown"),
        (
            "GPTQ: [Link](https://huggingface.co/acme/Egret-GPTQ)\n\n```python\nAutoModel.from_pretrained('acme/Egret')\n```",
            "public",
        ),
        ("Nothing here modifies the license the model is released under.", "unknown"),
        ("Half precision: https://huggingface.co/nest/Egret-fp16", "public"),
        ("Trained from [Stork](https://huggingface.co/nest/Egret-GPTQ).", "unknown"),
        ("See also [Stork](https://huggingface.co/nest/Stork-GGUF).", "unknown"),
        ("See also [Stork](https://huggingface.co/nest/Stork-fp16).", "unknown"),
        ("## Related\n\n[gguf](https://huggingface.co/nest/Egret-GGUF)", "unknown"),
        ("| Model | Download |\n|---|---|\n| egret | [Link](https://example.org/egret) |", "public"),
        ("| Model | Download |\n|---|---|\n| egret | soon |", "unknown"),
        ("| Model | Paper |\n|---|---|\n| egret | [Link](https://example.org/egret) |", "unknown"),
        ("We open-source Egret, our new bird.", "public"),
        ("We open-source Stork, our new bird.", "unknown"),
        ("We release Egret dataset cards.", "unknown"),
        ("## One file for everything: [here](https://example.org/egret.safetensors)", "public"),
        ("When smaller versions of the model are released, use those.", "unknown"),
    ],
)
def test_access_by_a_link_or_a_name(body, expected):
    weights = record(body).weights
    assert ((weights.access if weights else None) or "unknown") == expected


def test_a_closed_territory_is_a_fact_of_its_own_and_no_gate() -> None:
    release = record("# Heron", "license: other\nextra_gated_eu_disallowed: true")
    assert release.weights.excluded_territories == ("EU",)
    assert release.weights.evidence["excluded_territories"][0].line == 3
    assert release.weights.access == "unknown"
    both = record("# Heron", "extra_gated_eu_disallowed: true\nextra_gated_prompt: Agree.")
    assert (both.weights.access, both.weights.excluded_territories) == ("gated", ("EU",))
