"""Training code, papers, limits, purpose, compute and results: what counts, and what only looks like it."""

from __future__ import annotations

import pytest

from openness.card import ModelCard
from openness.extract import release_from_card

HERON = "https://github.com/acme/heron"


def record(body: str, front: str = "license: mit"):
    return release_from_card(ModelCard.parse(f"---\n{front}\n---\n\n{body}\n"))


# --- training code ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (f"[Paper](https://arxiv.org/abs/2401.00001) | [Code]({HERON}) | [Blog](https://acme.example)", HERON),
        (f"## Usage guidance\n\n[[paper](https://arxiv.org/abs/2401.00001)] [[code]({HERON})]", HERON),
        (f"- **Repository:** [Code]({HERON})", HERON),
        (f"## Code\n\nAll is kept [on GitHub]({HERON}).", HERON),
        (f"The codes for the pretraining are available at [acme/heron]({HERON}).", HERON),
        (f"For training details please see the [Heron]({HERON}) repository.", HERON),
        (f"To reproduce the run, please refer to this [notebook]({HERON}/blob/main/heron.ipynb).", f"{HERON}/blob/main/heron.ipynb"),
        ("It was trained by A. Crane using marsh/tts1 recipe in [espnet](https://github.com/espnet/espnet/).", "https://github.com/espnet/espnet/"),
        ("We release our birds, checkpoints, and code.", None),
    ],
)  # fmt: skip
def test_training_code_is_released(body, url):
    code = record(f"# Heron\n\n{body}").documentation.training_code
    assert (code.value, code.url) == ("released", url)


@pytest.mark.parametrize(
    "body",
    [
        f"Inference code and instructions can be found [here]({HERON}).",
        f"- [ ] Release the source code on [GitHub]({HERON})",
        "It was trained with [fairseq](https://github.com/pytorch/fairseq).",
        f"Checkpoints trained on [Marsh]({HERON}) and [Dress Code]({HERON}) have been released.",
        f"The original code repository can be found [here]({HERON}).",
        f"Fine-tuning on your own birds: see the [notebook]({HERON}).",
        f"## Usage\n\nThe [code]({HERON}) below counts birds.",
        f"The training corpus is available [here]({HERON}).",
        f"A [GitHub]({HERON}) link alone.",
        f"The code required to replicate this plot is available [here]({HERON}).",
        f"Pre-training with Frozen Nests: see [this]({HERON}) for training; first released in [this repository]({HERON}).",
    ],
)
def test_other_code_is_no_training_code(body):
    assert record(f"# Heron\n\n{body}").documentation.training_code.value == "unknown"


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (f"Trained with [nest2nest]({HERON}/blob/dev/train_birds.py).", f"{HERON}/blob/dev/train_birds.py"),
        (f"It was fine-tuned after [Chapter 5]({HERON}/blob/main/nests.ipynb).", f"{HERON}/blob/main/nests.ipynb"),
        (
            f"## Training\n\n[![Colab](https://acme.org/badge.svg)]({HERON}/blob/main/heron_train.ipynb)",
            f"{HERON}/blob/main/heron_train.ipynb",
        ),
        (f"It was fine-tuned using [nest2nest]({HERON}/tree/main/birds).", f"{HERON}/tree/main/birds"),
        (f"Training was done using a [modified version of Marsh]({HERON}).", HERON),
        (f"All steps can be reproduced from here, [nests]({HERON}/tree/main/nests).", f"{HERON}/tree/main/nests"),
        (f"| Heron | [full fine-tuning]({HERON}) |\n|---|---|\n| a | b |", HERON),
        (
            "Training colab: https://colab.research.google.com/drive/1abc",
            "https://colab.research.google.com/drive/1abc",
        ),
    ],
)
def test_a_link_is_known_as_training_code(body, url):
    code = record(f"# Heron\n\n{body}").documentation.training_code
    assert (code.value, code.url) == ("released", url)


@pytest.mark.parametrize(
    "body",
    [
        f"Fine-tuned using our [bird data]({HERON}/tree/main/birds).",
        f"Fine-tuned using [birds]({HERON}/tree/main/data/birds).",
        f"Trained with patches borrowed from [Marsh]({HERON}/blob/main/train.py).",
        f"You can fine-tune it with [this file]({HERON}/blob/main/train.py).",
        f"## Inference\n\nTrained with [Marsh]({HERON}/blob/main/train.py).",
        "- [Answering](https://github.com/huggingface/transformers/blob/main/examples/run_qa.py)",
    ],
)
def test_a_link_to_something_else_is_no_training_code(body):
    assert record(f"# Heron\n\n{body}").documentation.training_code.value == "unknown"


CONFIG = "base_model: acme/egret\nsequence_len: 4096\nmicro_batch_size: 2\nnum_epochs: 3\nlearning_rate: 0.0002\n"


def test_a_printed_configuration_reproduces_the_run_wherever_it_stands():
    code = record(f"# Heron\n\n## Settings\n\n```yaml\n{CONFIG}```").documentation.training_code
    assert (code.value, code.url) == ("released", None)


def test_a_few_keys_are_no_configuration():
    merge = "base_model: acme/egret\nmerge_method: slerp\ndtype: bfloat16\n"
    assert record(f"# Heron\n\n```yaml\n{merge}```").documentation.training_code.value == "unknown"


# --- papers -----------------------------------------------------------------------------------------------------


def entry(title: str, authors: str, address: str) -> str:
    return f"@article{{k,\n  title={{{title}}},\n  author={{{authors}}},\n  {address}\n}}\n"


OWN = entry("Heron: Counting Birds", "Ann Crane and Bo Stork and Cy Ibis", "eprint={2401.00001}")
LATER = entry("Counting Birds at Night", "Bo Stork and Cy Ibis", "eprint={2402.00002}")
OTHER = entry("NestNet: A Detector of Nests", "Bo Stork and Cy Ibis", "eprint={2403.00003}")
STRANGER = entry("On Fish", "Dee Gull", "eprint={2404.00004}")
DATASET = entry("A dataset of nests", "Bo Stork and Cy Ibis", "eprint={2405.00005}")


@pytest.mark.parametrize(
    ("entries", "refs"),
    [
        (OWN, ["2401.00001"]),
        (OWN + LATER, ["2401.00001", "2402.00002"]),
        (OWN + OTHER, ["2401.00001"]),
        (OWN + STRANGER, ["2401.00001"]),
        (OWN + DATASET, ["2401.00001"]),
        (entry("Counting Birds", "Ann Crane", "journal={arXiv preprint arXiv:2401.00001}"), ["2401.00001"]),
        (entry("Counting Birds", "Ann Crane", "doi={10.1234/heron.1}"), ["https://doi.org/10.1234/heron.1"]),
        (entry("Counting Birds", "Ann Crane", "doi={10.5281/zenodo.1}"), []),
    ],
)
def test_cited_papers_are_those_about_this_model(entries, refs):
    papers = record(f"# Heron\n\nIt counts.\n\n## Citation\n\n```bibtex\n{entries}```").documentation.papers
    assert [one.ref for one in papers] == refs


def test_a_link_under_the_same_title_gives_the_arxiv_id():
    body = "# Egret\n\nAs told in our paper [Counting Birds in Marshes](https://arxiv.org/abs/2401.00001).\n\n"
    cited = entry("Counting Birds in Marshes", "Ann Crane", "url={https://aclanthology.org/2024.acl-long.1}")
    assert [one.ref for one in record(body + f"```\n{cited}```").documentation.papers] == ["2401.00001"]


def test_a_later_version_is_not_the_paper_of_the_first():
    cited = entry("Heron: Counting Birds", "Ann Crane", "eprint={2401.00001}")
    ours = "It was introduced in [this paper](https://arxiv.org/abs/2402.00002).\n\n"
    assert [one.ref for one in record(f"# Heron2\n\n{ours}```\n{cited}```").documentation.papers] == ["2402.00002"]


@pytest.mark.parametrize(
    "body",
    [
        "We used the same settings as in the [paper on Stork](https://arxiv.org/abs/2401.00001).",
        "It follows the prompts of the [Stork Paper](https://arxiv.org/abs/2401.00001).",
        "## News\n\n- We published Ibis, see the [technical report](https://arxiv.org/abs/2401.00001).",
    ],
)
def test_papers_on_other_things_are_left_out(body):
    assert record(f"# Heron\n\n{body}").documentation.papers == ()


# --- purpose and limits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "Heron is engineered to count birds.",
        "Suitable for counting birds.",
        "The embeddings can be used for clustering.",
        "## License\n\nThe model is intended for research.",
        "You can't use the model to hunt.",
    ],
)
def test_a_purpose_is_an_intended_use(body):
    assert record(f"# Heron\n\n{body}").documentation.intended_use == "stated"


@pytest.mark.parametrize(
    "body",
    [
        "The model can be used as follows:",
        "This script can be used to load it.",
        "It is a bird counter of 7B parameters.",
    ],
)
def test_how_to_is_no_intended_use(body):
    assert record(f"# Heron\n\n{body}").documentation.intended_use == "unknown"


@pytest.mark.parametrize(
    "body",
    [
        "The model only supports bird names.",
        "It has not been tested on owls.",
        "The model may not be able to count owls.",
        "The model cannot see owls.",
    ],
)
def test_bounds_are_limitations(body):
    assert record(f"# Heron\n\n{body}").documentation.limitations == "stated"


@pytest.mark.parametrize(
    "body",
    [
        "The server, which only supports Heron, is fast.",
        "The model does not need a GPU.",
        "## Intended uses & limitations\n\nIt counts birds. However, tokenized text makes it better.",
    ],
)
def test_remarks_are_no_limitations(body):
    assert record(f"# Heron\n\n{body}").documentation.limitations == "unknown"


# --- compute and results ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "hardware"),
    [
        ("## Prompt format\n\nIt was trained on 8 A100 GPUs.", "8 A100 GPUs"),
        ("## Training procedure\n\nThis was carried out on 4 A100 GPUs.", "4 A100 GPUs"),
        ("## Details\n\nSetup: 8 RTX-3090 GPUs, trained for seven days", "8 RTX-3090"),
    ],
)
def test_hardware_of_the_training(body, hardware):
    compute = record(f"# Heron\n\n{body}").compute
    assert compute.reported == "stated"
    assert hardware.split()[1] in str(compute.hardware)


@pytest.mark.parametrize(
    "body",
    ["## Training procedure\n\nYou can train it on 4 A100 GPUs.", "## Hardware\n\nTested on your GPU."],
)
def test_advice_is_no_hardware_of_the_training(body):
    assert record(f"# Heron\n\n{body}").compute.hardware is None


@pytest.mark.parametrize(
    "body",
    [
        "```\n{'eval_f1': 0.8815, 'epoch': 3}\n```",
        '```json\n"exact_match": 64.60\n```',
        "## Results\n\n<table>\n<tr>\n<td>Marsh</td>\n<td>68.4</td>\n</tr>\n</table>",
    ],
)
def test_printed_results_are_results(body):
    assert record(f"# Heron\n\n{body}").evaluation.reported == "stated"


@pytest.mark.parametrize(
    "body",
    [
        "```yaml\nval_split: 0.05\n```",
        "## Results\n\n<table>\n<tr>\n<td>Heron 3.1</td>\n<td>see below</td>\n</tr>\n</table>",
    ],
)
def test_settings_and_names_are_no_results(body):
    assert record(f"# Heron\n\n{body}").evaluation.reported == "unknown"
