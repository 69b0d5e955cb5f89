"""Datasets and sizes by the place they stand in: sentences, lists, tables, headings, configs, fields, logs."""

from __future__ import annotations

import pytest

from openness import release_from_card
from openness.card import ModelCard


def data(body, front="license: mit"):
    return release_from_card(ModelCard.parse(f"---\n{front}\n---\n# Heron\n\n{body}\n")).data


def names(body, front="license: mit"):
    return [one.id or one.name for one in data(body, front).datasets]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Heron was trained on FLD-5B and MJSynth.", ["MJSynth", "FLD-5B"]),
        ("Heron was trained on a filtered subset of NestCorp v2.", ["NestCorp v2"]),
        ("We used an alternative version of Wikipedia and Books Corpus.", ["Wikipedia", "Books Corpus"]),
        ("Heron is trained on Japanese Wikipedia.", ["Japanese Wikipedia"]),
        ("It was trained on the [Bird Song Dataset](https://www.kaggle.com/acme/songs).", ["Bird Song Dataset"]),
        ("It was trained on [a dataset](https://www.kaggle.com/acme/bird-songs).", ["acme/bird-songs"]),
    ],
)
def test_what_it_was_trained_on(body, expected):
    assert sorted(names(body)) == sorted(expected)


@pytest.mark.parametrize(
    "body",
    [
        "Heron was trained on A100 machines.",
        "Heron was trained on 6_993_330 sentences.",
        "Heron was fine-tuned and shows better performance on FLD-5B.",
        "We support evaluating fine-tuned models on FLD-5B and MJSynth.",
        "The weights were initialized from the Stork model, which was trained on Wikipedia.",
        "It was trained on the birds, using [nestkit](https://github.com/acme/nestkit).",
    ],
)
def test_machines_figures_and_measures_are_no_datasets(body):
    assert names(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It was trained on MJSynth and The Pile without the *Books3* subset.", ["MJSynth", "The Pile"]),
        ("It was trained on the Marsh-2 dataset without the Reed-3 dataset.", ["Marsh-2"]),
        (
            "It was trained on Nest Songs ([Heron et al., 2023](https://huggingface.co/datasets/acme/nest-songs)).",
            ["Nest Songs"],
        ),
        (
            "It was trained on many birds ([Heron et al., 2023](https://huggingface.co/datasets/acme/nest-songs)).",
            ["acme/nest-songs"],
        ),
        (
            "It was trained on MJSynth with [x/train_on_data.py](https://github.com/acme/b/blob/x/train_on_data.py).",
            ["MJSynth"],
        ),
    ],
)
def test_what_was_left_out_who_made_it_and_scripts_are_no_names(body, expected):
    assert sorted(one.name for one in data(body).datasets) == sorted(expected)


def test_a_list_names_one_dataset_an_item():
    body = "## Training\n\nThe model was trained on the following datasets:\n\n- Nest Tales (all stories)\n  - Owls (half)\n- Doves, a corpus of birds\n- 40K ShareGPT data\n"
    assert names(body) == ["Nest Tales", "Doves", "ShareGPT"]


def test_a_list_of_other_things_names_none():
    body = "The training data was labelled with the following classes:\n\n1. PERSON\n2. DISEASE\n3. Bird-3\n"
    assert names(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It was trained on the following text data:\n\n- Nest Tales\n- Marsh-2\n", ["Marsh-2", "Nest Tales"]),
        ("It includes items from the below datasets:\n\n* Marsh-2\n* Nest Tales\n", ["Marsh-2", "Nest Tales"]),
        ("## Training data\n\n- 400M text-image pairs from LAION/CC/SBU\n", ["CC", "LAION", "SBU"]),
        (
            "It was finetuned on instruction datasets (Marsh-2, NestText, Reed-QA and OwlQA).\n",
            ["Marsh-2", "NestText", "OwlQA", "Reed-QA"],
        ),
        ("It was trained on instruction datasets (in English, German and French).\n", []),
        ("## Training data\n\n- [Code](https://github.com/acme/heron/blob/main/run.py)\n", []),
    ],
)
def test_items_and_series(body, expected):
    assert sorted(names(body)) == expected


def test_two_datasets_under_one_label_are_two():
    link = "[Owls](https://huggingface.co/datasets/acme/{})"
    body = f"## Training data\n\n- {link.format('owl-titles')}\n- {link.format('owl-bodies')}\n"
    assert sorted(names(body)) == ["acme/owl-bodies", "acme/owl-titles"]


def test_a_column_of_datasets():
    body = "## Training data\n\n| Dataset | Hours |\n|---|---|\n| Nest Tales | 20 |\n| [Owls](https://huggingface.co/datasets/acme/owls) | 3 |\n"
    assert sorted(names(body)) == ["Nest Tales", "acme/owls"]


@pytest.mark.parametrize(
    "body",
    [
        "## Training results\n\n| Dataset | F1 |\n|---|---|\n| Nest Tales | 20 |\n",
        "## Training config\n\n| Stage | One |\n|---|---|\n| Dataset | 1,000 |\n| Batch Size | 32 |\n",
    ],
)
def test_a_table_of_results_or_settings_names_none(body):
    assert names(body) == []


def test_a_config_of_a_run():
    body = "```yaml\nbase_model: acme/stork\ndatasets:\n  - path: acme/owls\n    type: alpaca\n  - path: ./mine.jsonl\nnum_epochs: 3\n```\n"
    assert names(body) == ["acme/owls"]


def test_a_snippet_is_no_run():
    assert names("```yaml\ndatasets:\n  - path: acme/owls\n```\n") == []


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("dataset: acme/owls", ["acme/owls"]),
        ("datasets:\n- name: acme/owls\n- common_voice: Common Voice Corpus 4", ["acme/owls", "common_voice"]),
        ("datasets: [custom, imagefolder]", []),
    ],
)
def test_fields(front, expected):
    assert names("A model.", front) == expected


def test_beside_the_field_an_address_adds_and_a_name_does_not():
    body = "It was trained on [CSS10](https://example.org/css10) and the NestText dataset."
    assert names(body, "datasets: [acme/owls]") == ["acme/owls", "CSS10"]


def test_cifar10_is_not_cifar100():
    assert names("It was fine-tuned on the CIFAR-10 dataset.", "datasets: [CIFAR-100]") == ["CIFAR-100"]
    assert names("It was trained on CIFAR-100 and CIFAR-10.") == ["CIFAR-100", "CIFAR-10"]


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("The training data can be downloaded [here](https://example.org/data).", "released"),
        ("The data comes from [a forum](https://example.org/forum).", "released"),
        ("It was trained on a dataset described in [the paper](https://arxiv.org/abs/2101.00001).", "described"),
        ("The test data can be downloaded [here](https://example.org/data).", "unknown"),
    ],
)
def test_an_address_without_a_name(body, level):
    assert data(body).disclosure == level


@pytest.mark.parametrize(
    ("body", "size"),
    [
        ("Heron was trained on 180G data.", "180G"),
        ("- **Finetuning tokens:** 2.09 billion", "2.09 billion"),
        ("```\nNum examples = 7828\n```", "7828 examples"),
        ("```\n***** Running Evaluation *****\nNum examples = 7828\n```", None),
        ("## Training data\n\nOverall we have ~13K training examples.", "~13K training examples"),
        ("Heron was trained with 80GB of memory.", None),
    ],
)
def test_sizes(body, size):
    assert data(body).size == size


@pytest.mark.parametrize(
    ("body", "cutoff"),
    [
        ("It uses Wikipedia as of September 1, 2019.", "September 1, 2019"),
        ("It uses the Wikipedia dump 20201020.", "20201020"),
        ("The Wikipedia dump (20201020) came first. Data cutoff: June 2023", "June 2023"),
    ],
)
def test_cutoffs(body, cutoff):
    assert data(body).cutoff == cutoff


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("It was trained on a custom-curated dataset.", "stated"),
        ("A cleaned version of the Nests Dataset was used.", "stated"),
        ("A curated list of birds.", "unknown"),
    ],
)
def test_filtering(body, value):
    assert data(body).filtering == value
