"""Which model do words name: families, sizes and ids are names; libraries, tables and abbreviations are none."""

from __future__ import annotations

import pytest

from openness.card import ModelCard
from openness.naming import families, mentions, models
from openness.prose.sentences import Text


def sentence(words: str):
    return next(iter(Text(ModelCard.parse(f"{words}\n"))))


@pytest.mark.parametrize(
    "name", ["Heron-7B", "egret 8x7b", "BERT base", "mT5-small", "BanglaT5", "SpeechT5", "SAM", "acme/llama-egret"]
)
def test_a_name_of_a_family_or_with_a_size_is_a_models(name):
    assert families.is_family(name)


@pytest.mark.parametrize("name", ["Heron", "Optimized", "Physics", "Marsh corpus", "Samantha"])
def test_a_word_that_only_holds_a_familys_letters_is_none(name):
    assert not families.is_family(name)


@pytest.mark.parametrize(
    ("name", "closed"),
    [("GPT-4", True), ("ChatGPT", True), ("Claude 3 Opus", True), ("GPT-J 6B", False), ("gpt2", False)],
)
def test_nobody_starts_from_a_model_that_is_only_served(name, closed):
    assert families.is_closed(name) is closed


@pytest.mark.parametrize(("name", "bare"), [("BERT", True), ("bert-base-uncased", False), ("acme/bert", False)])
def test_an_architecture_is_no_checkpoint(name, bare):
    assert families.is_architecture(name) is bare


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("It beats Llama-heron-7B and [Egret](https://huggingface.co/acme/egret).", ["Llama-heron-7B", "acme/egret"]),
        ("Use `bert-heron-cased`, not `run.py`.", ["bert-heron-cased"]),
        ("本模型基于Baichuan9-7B-Base预训练模型。", ["Baichuan9-7B-Base"]),
        ("The VAE and the LoRA were made with PyTorch on a GPU.", []),
        ("See acme/heron-bert and the data at https://huggingface.co/datasets/acme/llama-marsh.", ["acme/heron-bert"]),
        ("It is Yi-6B base model, not BERT base.", ["Yi-6B", "BERT base"]),
    ],
)
def test_all_names_of_a_sentence(words, names):
    assert [named.model for named in mentions.mentions(sentence(words)) if named.sure] == names


@pytest.mark.parametrize(
    ("words", "model"),
    [
        ("based on the weights of the Llama-heron-7B model", "Llama-heron-7B"),
        ("based on data of Llama-heron-7B", None),
        ("based on work. Llama-heron-7B is better", None),
        ("based on the Llama-heron-7B tokenizer", None),
    ],
)
def test_the_name_that_words_lead_to(words, model):
    named = mentions.after(sentence(words), len("based on"))
    assert (named.model if named else None) == model


def test_names_in_one_breath_are_joined_until_something_parts_them():
    one = sentence("from Llama-heron-7B, Qwen-egret-7B and the Gemma-ibis-2b; not Mistral-stork-7B")
    first = mentions.mentions(one)[0]
    assert [named.model for named in mentions.joined(one, first)] == [
        "Llama-heron-7B",
        "Qwen-egret-7B",
        "Gemma-ibis-2b",
    ]


def test_the_name_before_a_statement():
    words = "using Llama-heron-7B as the base model"
    named = mentions.before(sentence(words), words.index("as the"))
    assert named is not None
    assert named.model == "Llama-heron-7B"


def test_two_spellings_of_one_model():
    assert models.same_model("Llama-2-7b-hf", "Llama 2 7B")
    assert not models.same_model("Heron-7B", "Egret-7B")
