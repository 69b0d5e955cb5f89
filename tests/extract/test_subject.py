"""What the model is called, built as and made by: a name of its own, or none."""

from __future__ import annotations

import pytest

from openness.card import ModelCard
from openness.extract import release_from_card


def subject(body: str):
    return release_from_card(ModelCard.parse(f"---\nlicense: mit\n---\n\n{body}\n")).subject


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("# Heron-7B\n\nA model.", "Heron-7B"),
        ("# Model Card: Heron 7B\n\nA model.", "Heron 7B"),
        ("# Heron Model Card\n\nA model.", "Heron"),
        ("## Example Marsh TTS model\n### `acme/heron_tts`\n\nText.", "acme/heron_tts"),
        ("This text explains at some length what the birds are.\n\n# HeronLM\n\nMore.", "HeronLM"),
    ],
)
def test_a_title_names_the_model(body, name):
    assert subject(body).name == name


@pytest.mark.parametrize(
    "body",
    [
        "**Heron** is a model that counts all the birds of the marsh.\n\n## Gratitude\n\nThanks.",
        "**Heron** is a model that counts all the birds of the marsh.\n\n### Weights\n\nHere.",
        "# What is in the nest?\n\nEggs.",
        "# Model Trained Using AutoMarsh\n\nText.",
        "#\n\n## Training and evaluation data\n\nBirds.",
        "#### IMPORTANT NOTE - heron-2 chat format!!!\n\nRead.",
        "# Open LLM Leaderboard Evaluation Results\n\nTable.",
        "## Models and loras used\n\n- acme/heron",
    ],
)
def test_a_heading_of_a_section_is_no_name(body):
    assert subject(body).name is None


@pytest.mark.parametrize(
    ("value", "architecture"),
    [
        ("Decoder-only transformer", "Decoder-only transformer"),
        ("BERT-based encoder", "BERT-based encoder"),
        ("Text Generation", None),
        ("Object Detection", None),
        ("Heron-7B-v0.1", None),
        ("Please refer to the report for details of the transformer", None),
        ("On top of BERT there is a dense layer which takes the token as input", None),
    ],
)
def test_an_architecture_is_one(value, architecture):
    assert subject(f"# Heron\n\n- **Model type:** {value}").architecture == architecture


@pytest.mark.parametrize(
    ("value", "organization"),
    [
        ("Acme Research", "Acme Research"),
        ("See [GitHub repo](https://github.com/acme/heron) for model developers", None),
        ("Ada Heron, Ben Stork, Cyd Crane, Dee Egret, Eve Bittern, Flo Ibis, Gus Spoonbill, Hal Plover", None),
        ("Ada Heron\\*, Ben Stork (in equal parts)", "Ada Heron, Ben Stork"),
    ],
)
def test_a_maker_is_named_in_full(value, organization):
    assert subject(f"# Heron\n\n- **Developed by:** {value}").organization == organization
