"""Which words name a dataset: families, shapes, and the words that name none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.naming import dataset_names


def families(text):
    return [text[one.start : one.end] for one in dataset_names.known(text) if not one.expected]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("trained on LAION-2B-en and COYO-700M", ["LAION-2B-en", "COYO-700M"]),
        ("the Book Corpus, BookCorpus and book-corpus", ["Book Corpus", "BookCorpus", "book-corpus"]),
        ("SQuAD2.0 and SQuAD v2", ["SQuAD2.0", "SQuAD v2"]),
        ("The Pile", ["The Pile"]),
        ("Common Voice 7.0, CNN/Daily Mail", ["Common Voice 7.0", "CNN/Daily Mail"]),
        ("C4-realnewslike.", ["C4-realnewslike"]),
        ("Wikipedia 12 times", ["Wikipedia"]),
        ("LibriSpeech 960 hours", ["LibriSpeech"]),
    ],
)
def test_a_family_is_known_with_what_hangs_on_it(text, names):
    assert families(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "an ImageNet-pretrained encoder",
        "SQuAD-style questions",
        "a massive amount of web text",
        "drop the race",
        "a pile of books",
        "org/wikipedia",
        "my-squad",
    ],
)
def test_what_is_only_like_a_family_is_none(text):
    assert families(text) == []


def test_names_of_other_things_must_be_expected():
    assert [one.expected for one in dataset_names.known("the GLUE")] == [True]
    assert list(dataset_names.known("glue it")) == []


@pytest.mark.parametrize("name", ["NestText", "FLD-5B", "Birdsong", "VITON-HD", "data_of_birds", "Arabic Poetry"])
def test_names(name):
    assert dataset_names.acceptable(name)


@pytest.mark.parametrize(
    "name", ["English", "A100", "16khz", "SQL-targeted", "CodeLlama-7b", "SciBERT", "6_993_330", "third-party", "LoRA"]
)
def test_words_machines_models_and_figures_are_no_names(name):
    assert not dataset_names.acceptable(name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("acme/birds-gpt4", "synthetic"), ("OSCAR", "web-crawl"), ("github-birds", "code"), ("StackExchange", None)],
)
def test_a_name_tells_its_kind(name, kind):
    assert dataset_names.kind(name) == kind


@given(st.text(alphabet="Aa1 -_./CW4", max_size=40))
def test_a_known_name_stands_in_the_text_and_none_overlap(text):
    end = 0
    for one in dataset_names.known(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
