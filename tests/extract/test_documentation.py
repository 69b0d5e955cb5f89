"""Documents that come with a model."""

from __future__ import annotations

from openness import release_from_card
from openness.card import ModelCard


def read(body, front="license: mit"):
    card = ModelCard.parse(f"---\n{front}\n---\n# Heron\n\n{body}\n")
    return card, release_from_card(card)


def test_papers_of_this_model_only():
    body = "It was introduced in [this paper](https://arxiv.org/abs/2401.00001). It follows the [Stork paper](https://arxiv.org/abs/2001.00002)."
    assert [one.ref for one in read(body)[1].documentation.papers] == ["2401.00001"]


def test_the_cited_entry():
    body = (
        "## Citation\n\n```\n@article{heron,\n  title={Heron},\n  journal={arXiv preprint arXiv:2401.00001},\n}\n```\n"
    )
    assert [one.ref for one in read(body)[1].documentation.papers] == ["2401.00001"]


def test_training_code():
    released = read("The training code is available at [GitHub](https://github.com/acme/heron).")[1]
    assert released.documentation.training_code.value == "released"
    assert released.documentation.training_code.url == "https://github.com/acme/heron"
    assert read("We do not release the training code.")[1].documentation.training_code.value == "withheld"
    generic = read("Training code: https://github.com/OpenAccess-AI-Collective/axolotl")[1]
    assert generic.documentation.training_code.value == "unknown"


def test_a_script_of_a_library_that_the_card_gives_as_its_own():
    script = "https://github.com/huggingface/transformers/blob/master/examples/question-answering/run_squad.py"
    for said in (
        f"The script for fine tuning can be found [here]({script})",
        f"[Fine-tune script on the bird dataset]({script})",
    ):
        assert read(said)[1].documentation.training_code.value == "released", said
    assert (
        read(f"Heron can be tuned like any model, see [here]({script}).")[1].documentation.training_code.value
        == "unknown"
    )


def test_the_paper_on_what_a_model_was_made_from():
    entry = "```\n@article{heron,\n  title={BERT: Birds and Their Songs},\n  eprint={1812.00001},\n}\n```"
    card = ModelCard.parse(f"---\nbase_model: acme/bert-base\n---\n# bert-base-birds\n\n## Citation\n\n{entry}\n")
    assert not release_from_card(card).documentation.papers


def test_the_name_of_a_task_is_no_section_on_use():
    assert read("## Natural Language Inference\n\nIt tells pairs apart.")[1].documentation.usage == "unknown"
    assert read("## Inference\n\nRun the script.")[1].documentation.usage == "stated"
