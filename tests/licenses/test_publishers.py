"""Which licence a model's publisher gives it: patterns, mirrors, the generated table, and services."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from openness.licenses import ids, of_model, publishers


@pytest.mark.parametrize(
    ("model", "license_id"),
    [
        ("meta-llama/Llama-3.1-8B", "llama3.1"),
        ("unsloth/meta-llama-3.1-8b-instruct-bnb-4bit", "llama3.1"),
        ("NousResearch/Meta-Llama-3-8B", "llama3"),
        ("huihui-ai/Llama-3.2-3B-Instruct-abliterated", "llama3.2"),
        ("tiiuae/Falcon3-7B-Instruct", "falcon-3"),
        ("gpt2", "mit"),
        ("openai/gpt-oss-20b", "apache-2.0"),
        ("openai/whisper-large-v3", "apache-2.0"),
        ("openai/whisper-large-v3-turbo", "mit"),
        ("google-bert/bert-base-cased", "apache-2.0"),
        ("google-bert/bert-base-german-cased", "mit"),
        ("GPT-4", "openai-terms-2024-12-11"),
        ("gpt-3.5-turbo", "openai-terms-2024-12-11"),
    ],
)
def test_a_known_model_leads_to_its_licence(model: str, license_id: str) -> None:
    found = of_model(model)
    assert found is not None
    assert found.id == license_id


@pytest.mark.parametrize("model", ["GPT4All", "acme/heron-7b", "unsloth/heron-of-nobody", "", "claudette"])
def test_a_model_that_nobody_here_knows_leads_to_none(model: str) -> None:
    assert of_model(model) is None


def test_a_mirror_says_which_model_it_copies() -> None:
    found = publishers.published("unsloth/meta-llama-3.1-8b-instruct-bnb-4bit")
    assert found is not None
    assert found.via == "meta-llama/meta-llama-3.1-8b-instruct"


def test_weights_may_be_published_elsewhere_under_another_licence_too() -> None:
    assert publishers.also_published("openai/whisper-tiny.en") == {"mit"}
    assert not publishers.also_published("google-bert/bert-base-cased")


@pytest.mark.parametrize(
    ("model", "provider"), [("ChatGPT", "OpenAI"), ("Claude 3 Opus", "Anthropic"), ("gemini-1.5-pro", "Google")]
)
def test_a_service_is_known_by_its_models_names(model: str, provider: str) -> None:
    service = publishers.service_of(model)
    assert service is not None
    assert service.provider == provider
    assert service.clause
    assert service.url.startswith("https://")


def test_every_licence_of_the_tables_is_one_of_ours() -> None:
    table = Path(publishers.__file__).with_name("tables") / "bases.txt"
    lines = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    said = {one for one, _, _ in lines if not one.startswith("^")}
    assert said <= set(ids())
    through = {one[1:] for one, _, _ in lines if one.startswith("^")}
    unknown = [base for base in through if publishers.published(base) is None]
    assert not unknown


def test_seven_of_ten_base_references_of_the_hub_resolve_offline(shared: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(shared / "data" / "hub" / "hub-stats-sample.parquet", columns=["baseModels"])
    named = Counter(one["id"] for row in table["baseModels"].to_pylist() if row for one in row["models"] or ())
    found = sum(count for model, count in named.items() if publishers.published(model) is not None)
    assert found / sum(named.values()) >= 0.7


def test_the_table_is_read_only_when_a_model_is_asked_for_that_no_pattern_names() -> None:
    publishers.forget()
    publishers.published("meta-llama/Llama-3.1-8B")
    assert publishers.tables_read() == 0
    publishers.published("acme/heron-7b")
    assert publishers.tables_read() == 1


def test_a_service_is_known_by_its_name_as_a_word_wherever_the_word_stands() -> None:
    told = publishers.service_called("data of MyOpenAIClone, written by OpenAI models")
    assert told is not None
    assert told.provider == "OpenAI"
    assert publishers.service_called("data of MyOpenAIClone") is None
