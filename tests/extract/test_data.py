"""What the reader of data makes of small cards; every quote stands where it says."""

from __future__ import annotations

import pytest

from openness import release_from_card
from openness.card import ModelCard


def read(body, front="license: mit"):
    card = ModelCard.parse(f"---\n{front}\n---\n# Heron\n\n{body}\n")
    return card, release_from_card(card)


def data(body, front="license: mit"):
    return read(body, front)[1].data


def names(body, front="license: mit"):
    return [one.id or one.name for one in data(body, front).datasets]


# --- datasets ---------------------------------------------------------------------------------------------------


def test_a_linked_dataset_is_released():
    found = data("Heron was trained on [Birdsong](https://huggingface.co/datasets/acme/birdsong).")
    assert found.disclosure == "released"
    assert found.datasets[0].id == "acme/birdsong"
    assert found.datasets[0].name == "Birdsong"


def test_a_bare_name_is_listed():
    found = data("Heron was fine-tuned on the NestText dataset.")
    assert found.disclosure == "listed"
    assert [one.name for one in found.datasets] == ["NestText"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # A short form and the name that is linked; the link's name stands.
        ("# Heron fine-tuned on SQuAD v2\n\nIt was trained on [SQuAD 2.0](https://marsh.example/x).", ["SQuAD 2.0"]),
        # A row's part of a dataset; rows of other parts tell of measuring.
        (
            "## Training\n\n| Dataset | # |\n|---|---|\n| Dutch NestText2.0 Train | 9 K |\n| NestText2.0 Dev | 1 K |",
            ["Dutch NestText2.0"],
        ),
        ("It was trained on English Wikipedia and German Wikipedia.", ["English Wikipedia", "German Wikipedia"]),
        # Headings of kinds below the one that says `data`; others list no data.
        (
            "## Training data\n\n### Faces\n\n- [Marsh Faces](https://marsh.example/faces)\n\n### Evaluation\n\n- [Reed-3](https://reed.example)",
            ["Marsh Faces"],
        ),
        (
            "It uses the following data:\n\n* 2200 samples from Marsh Dataset (90 tokens)\n* 700 samples from Reed-3 (long)",
            ["Marsh", "Reed-3"],
        ),
        ("It was fine-tuned on [marsh/nestsum](https://github.com/marsh/nestsum).", ["marsh/nestsum"]),
        (
            "Tuned `acme/stork` with the training set of `nest_wiki`, `marsh_qa`, and `nsc_qa`.",
            ["nest_wiki", "marsh_qa", "nsc_qa"],
        ),
        (
            "## Training data\n\n- [nest_robots dataset](https://huggingface.co/acme/stork-lora) was added.",
            ["nest_robots"],
        ),
        (
            "## Training data\n\nIt holds 800,000 poems which are collected by [nest-poetry](https://github.com/n/nest-poetry) and [Marsh](https://github.com/w/Marsh).",
            ["nest-poetry", "Marsh"],
        ),
        (
            "## Training data\n\nWe used a sample from a Greek corpus based on CC100, WikiMatrix, Tatoeba, Books and SETIMES.",
            ["CC100", "WikiMatrix", "Tatoeba", "Books", "SETIMES"],
        ),
        ("It leverages our NLD-5B dataset, containing 5.4 billion notes, to master tasks.", ["NLD-5B"]),
    ],
)
def test_how_names_are_told(body, expected):
    assert sorted(names(body)) == sorted(expected)


def test_ids_of_the_field_and_the_prose_are_one_dataset():
    body = "It was trained on the [Birdsong dataset](https://huggingface.co/datasets/acme/birdsong)."
    assert names(body, "datasets: [acme/birdsong]") == ["acme/birdsong"]


def test_two_spellings_of_a_version_are_one_dataset():
    body = (
        "It was fine-tuned on the SQuAD v2 dataset.\n\nThe model was trained on [SQuAD 2.0](https://example.org/squad)."
    )
    assert len(names(body)) == 1


def test_links_below_a_sentence_on_training():
    links = "".join(f"- https://huggingface.co/datasets/acme/{name}\n" for name in ("birdsong", "marsh"))
    assert names(f"Heron was fine-tuned on a collection of chat data.\n\n{links}") == ["acme/birdsong", "acme/marsh"]
    assert names(f"Heron is a bird.\n\n{links}") == []


def test_the_row_of_sources():
    row = (
        "| **Sources** | [UD Marsh v2.8](https://example.org/ud) (Doe, Jane)<br />[Converter](https://example.org/c) |"
    )
    assert names(f"| Feature | Description |\n|---|---|\n{row}") == ["UD Marsh v2.8"]


def test_a_list_under_its_heading():
    body = "## Training data\n\n- [Birdsong](https://huggingface.co/datasets/acme/birdsong)\n- Nests: https://zenodo.org/records/1\n"
    assert names(body) == ["acme/birdsong", "Nests"]


@pytest.mark.parametrize(
    "body",
    [
        "Heron was evaluated on [Birdsong](https://huggingface.co/datasets/acme/birdsong).",
        "## Evaluation\n\n[Birdsong](https://huggingface.co/datasets/acme/birdsong) was used.",
        "Heron will be trained on [Birdsong](https://huggingface.co/datasets/acme/birdsong).",
        "Heron was not trained on the Birdsong dataset.",
        "```\ntrained on the Birdsong dataset\n```",
        "It is a fine-tuned version of [heron](https://huggingface.co/acme/heron) on an unknown dataset.",
        "It is a fine-tuned version of [heron](https://huggingface.co/acme/heron) on the None dataset.",
        "# Original model card\n\nIt was trained on [Birdsong](https://huggingface.co/datasets/acme/birdsong).",
        "Trained on an internal Acme dataset.",
    ],
)
def test_no_training_dataset(body):
    assert names(body) == []


def test_a_private_dataset_is_undisclosed_and_a_kind_is_described():
    assert data("It was fine-tuned on a proprietary dataset.").disclosure == "undisclosed"
    assert data("It was trained on user-shared conversations.").disclosure == "described"
    assert data("A model.").disclosure == "unknown"


# --- size, cut-off, treatment -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "size"),
    [
        ("Heron was trained on 1.5 trillion tokens of text.", "1.5 trillion tokens"),
        ("The training dataset consists of 70K conversations.", "70K conversations"),
        ("* Training data: 3.3T tokens", "3.3T tokens"),
        ("It was trained with a batch size of 4M tokens.", None),
        ("It was trained with up to 16k tokens.", None),
    ],
)
def test_size(body, size):
    found = data(body).size
    assert (found is None) if size is None else (found is not None and size in found)


def test_deduplication():
    assert data("The corpus was deduplicated with MinHash.").deduplication == "near"
    assert data("We deduplicated the corpus by exact hash.").deduplication == "exact"
    assert data("The corpus was deduplicated.").deduplication == "unspecified"
    assert data("The corpus was not deduplicated before training.").deduplication == "none"
    assert data("See [acme/birds-dedup](https://huggingface.co/datasets/acme/birds-dedup).").deduplication == "unknown"


def test_synthetic_data_and_its_generator():
    found = data("It was trained on web pages and synthetic data generated by GPT-4.")
    assert found.synthetic == "partial"
    assert [one.model for one in found.generators] == ["GPT-4"]
    assert data("It was trained on entirely synthetic data.").synthetic == "all"
    assert data("It was trained on synthetic data generated by GPT-4.").synthetic == "all"
    assert data("It answers better than GPT-4.").generators == ()


def test_cutoff():
    assert data("The pretraining data has a cutoff of June 2023.").cutoff == "June 2023"
    assert data("Heron was trained between January 2023 and July 2023.").cutoff is None


# --- known forms ------------------------------------------------------------------------------------------------


def test_a_numbered_training_summary():
    body = (
        "**1.3.1.A Text training data size:** 1 billion to 10 trillion tokens\n\n"
        "**1.3.2 Latest date of data acquisition/collection for model training:** February 2025\n\n"
        "**2.4.1 Was any synthetic AI-generated data used to train the model?** Yes\n\n"
        "**3.2.2 Was the dataset cleaned or modified before model training?** Yes\n"
    )
    found = data(body)
    assert found.size == "1 billion to 10 trillion tokens"
    assert found.cutoff == "February 2025"
    assert found.synthetic == "partial"
    assert found.filtering == "stated"


def test_a_generated_card_of_tweets():
    body = (
        "I was made with [huggingtweets](https://github.com/acme/huggingtweets).\n\n## Training data\n\n"
        "The model was trained on tweets from Heron & Stork.\n\n| Data | Heron | Stork |\n| --- | --- | --- |\n"
        "| Retweets | 1 | 2 |\n| Tweets kept | 816 | 17 |\n"
    )
    _, release = read(body)
    assert [one.name for one in release.data.datasets] == ["tweets from Heron & Stork"]
    assert release.data.size == "816 | 17 tweets"
    assert release.documentation.training_code.url == "https://github.com/acme/huggingtweets"


def test_a_family_table():
    body = "||Training Data|Params|Tokens|LR|\n|---|---|---|---|---|\n|Heron|*A mix of web pages*|7B|2.0T|3e-4|\n"
    found = data(body)
    assert found.size == "2.0T tokens"
    assert found.disclosure == "described"


def test_the_properties_of_a_makers_card():
    found = data("## Training dataset\n\n**Properties (Quantity, Sensor(s)):**\n53 million image-text pairs.\n")
    assert found.size == "53 million image-text pairs."


def test_a_template_left_empty_says_nothing():
    body = (
        "## Bias, Risks, and Limitations\n\n[More Information Needed]\n\n### Recommendations\n\n"
        "Users (both direct and downstream) should be made aware of the risks, biases and limitations of the model. "
        "More information needed for further recommendations.\n\n## Training Data\n\n[More Information Needed]\n\n"
        "- **Hardware Type:** [More Information Needed]\n- **Hours used:** [More Information Needed]\n"
        "- **Carbon Emitted:** [More Information Needed]\n"
    )
    _, release = read(body)
    assert release.documentation.limitations == "unknown"
    assert release.data.disclosure == "unknown"
    assert release.compute.reported == "unknown"
    assert release.compute.emissions_reported == "unknown"


# --- compute, results, documents --------------------------------------------------------------------------------


# --- evidence ---------------------------------------------------------------------------------------------------

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


def test_every_quote_stands_at_its_line():
    card, release = read(BODY, "license: mit\ndatasets:\n- acme/birdsong\nco2_eq_emissions: 3")
    found = list(evidence_of(release.model_dump(mode="json")))
    assert len(found) > 10
    for one in found:
        assert one["quote"] in card.lines.line_text(one["line"])


def test_a_removed_sentence_leaves_unknown():
    assert read(BODY.replace("It may produce inaccurate numbers.", "Nice."))[1].documentation.limitations == "unknown"


# --- of whom it is told, and how much ---------------------------------------------------------------------------


def test_a_quoted_passage_of_a_card_with_a_base_is_about_the_base():
    quoted = "> Stork was pretrained on 63 million articles crawled until May 2019, which were filtered."
    assert data(quoted).cutoff is not None
    found = data(quoted, "base_model: acme/stork")
    assert (found.cutoff, found.filtering) == (None, "unknown")


def test_the_size_of_a_data_set_counts_where_the_model_was_trained_on_it():
    trained = "Heron was fine-tuned on the [Marsh](https://huggingface.co/datasets/acme/marsh) dataset."
    told = "Marsh v1.1 contains **100,000+** question-answer pairs."
    assert data(f"{trained}\n\n{told}").size == "100,000+ question-answer pairs"
    assert data(told).size is None


def test_data_that_is_kept_back_and_yet_told_of_is_described():
    assert data("Heron was trained on a proprietary dataset.").disclosure == "undisclosed"
    assert data("Heron was trained on a proprietary dataset of 80k conversations.").disclosure == "described"


def test_a_row_of_sources_and_a_link_by_its_label_are_places_of_the_data():
    assert (
        data("| **Sources** | [Marsh songs v2.8](https://github.com/acme/marsh) |\n|---|---|").disclosure == "released"
    )
    assert data("[Training Data](https://example.org/songs) [Site](https://example.org)").disclosure == "released"
    assert data("[Paper](https://example.org/p) [Site](https://example.org)").disclosure == "unknown"


def test_almost_all_is_not_all_and_a_link_to_a_paper_no_reference():
    assert data("It was trained entirely on synthetic outputs of GPT-4.").synthetic == "all"
    assert data("It was trained almost entirely on synthetic outputs of GPT-4.").synthetic == "partial"
    assert data(
        "It is trained on a mix of web and synthetic data, by [DPO](https://arxiv.org/abs/2305.18290)."
    ).synthetic
    assert data("It has a non-synthetic data set.").synthetic == "unknown"


@pytest.mark.parametrize(
    ("url", "disclosure"),
    [
        ("https://aclanthology.org/D99-1001.pdf", "listed"),
        ("https://doi.org/10.5281/zenodo.123456", "released"),
        ("https://example.org/birds.zip", "released"),
    ],
)
def test_a_page_of_a_paper_is_no_place_where_data_lies(url, disclosure):
    assert data(f"Heron was fine-tuned on the [NestText dataset]({url}).").disclosure == disclosure


@pytest.mark.parametrize(
    "table",
    [
        "Split |Articles |Sentences\n-|-|-\nTrain |946 |14,987\nTest |231 |3,684",
        "| Split | Articles |\n|---|---|\n| Marsh train | 946 |\n| Marsh test | 231 |",
    ],
)
def test_the_count_of_the_training_split(table):
    found = data(f"## The birds\n\n{table}")
    assert found.size == "946 articles"
    assert data(f"## Results\n\n{table}").size is None


def test_a_count_of_another_split_is_no_size():
    assert data("| Split | Articles |\n|---|---|\n| Test | 946 |").size is None


def test_generators_are_named_with_their_date_and_all_of_them():
    found = data(
        "## Data\n\n- The instructions were generated using gpt4-0314 and a prompt.\n- Generated by llama-2-70b on a farm."
    )
    assert [one.model for one in found.generators] == ["gpt4-0314", "llama-2-70b"]
