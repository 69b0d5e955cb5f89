"""The catalogue: every file is a record, every value has a public source and a date, and no file holds a verdict."""

from __future__ import annotations

import re
from datetime import UTC
from statistics import median

import pytest

from openness import catalog
from openness.catalog._files import text_of
from openness.catalog._reading import read_entry
from openness.errors import InvalidRecordError, TargetError
from openness.release import ModelRelease
from openness.release.evidence import Item, Section, is_stated

NAMES = catalog.names()
CLOSED = {
    "gpt-3.5-turbo": "OpenAI Terms of Use",
    "gpt-4": "OpenAI Terms of Use",
    "gpt-5": "OpenAI Terms of Use",
    "claude-opus-4": "Anthropic Commercial Terms of Service",
    "gemini-2.5-pro": "Terms of Service and Generative AI Additional Terms of Service",
}
VERDICT_WORDS = re.compile(
    r"\b(?:class[ -]i{1,3}\b|osaid|unclassified|mof\b|fmti|openness score|verdict:)", re.IGNORECASE
)
ADDRESS = re.compile(r"https://[^\s\"]+")


def all_evidence(release: ModelRelease):  # noqa: C901 - one branch a shape of value
    """Every piece of evidence of a record, with the field it belongs to; asserts that no stated value lacks one."""
    for name in type(release).model_fields:
        part = getattr(release, name)
        if isinstance(part, Section):
            for field in type(part).model_fields:
                value = getattr(part, field)
                if field == "evidence" or not is_stated(value):
                    continue
                if isinstance(value, tuple) and value and isinstance(value[0], Item):
                    for item in value:
                        yield f"{name}.{field}", item.evidence
                elif field in part.evidence:
                    yield f"{name}.{field}", part.evidence[field]
                else:
                    assert field == "training_code", f"{name}.{field} has no evidence"
                    assert value.value == "unknown"
        elif name == "components":
            for kind, items in part.items():
                for item in items:
                    yield f"components.{kind}", item.evidence
        elif name == "claims":
            for item in part:
                yield "claims", item.evidence


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_a_record(name):
    release = catalog.load(name)
    assert isinstance(release, ModelRelease)
    assert ModelRelease.model_validate_json(release.model_dump_json()) == release


@pytest.mark.parametrize("name", NAMES)
def test_every_value_has_a_public_source_and_a_date(name):
    release = catalog.load(name)
    pieces = list(all_evidence(release))
    assert pieces
    for field, evidence in pieces:
        assert evidence, field
        for one in evidence:
            assert one.source == "catalog", field
            assert one.path is not None, field
            assert one.path.startswith("https://"), field
            assert one.retrieved is not None, field
            assert one.retrieved.tzinfo is UTC, field


@pytest.mark.parametrize("name", NAMES)
def test_facts_are_the_record(name):
    assert len(catalog.facts(name)) == len(list(all_evidence(catalog.load(name))))


@pytest.mark.parametrize("name", NAMES)
def test_every_source_is_used_and_says_when(name):
    used = {key for fact in catalog.facts(name) for key in fact.sources}
    for source in catalog.sources(name):
        assert source.title
        assert source.url.startswith("https://")
        assert re.fullmatch(r"undated|\d{4}(?:-\d\d){0,2}", source.published), source.key
        assert source.read.isoformat() >= "2026-11-23"
        assert source.key in used, f"{name}: source `{source.key}` shows nothing"


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_says_where(name):
    for fact in catalog.facts(name):
        for one, place in zip(fact.evidence, fact.places, strict=True):
            assert one.quote or one.line or place, f"{name}: {fact.field} says neither words nor place"


@pytest.mark.parametrize("name", NAMES)
def test_no_file_holds_a_verdict(name):
    without_addresses = ADDRESS.sub("", text_of(name))  # a maker's own report is published where an index keeps it
    assert VERDICT_WORDS.search(without_addresses) is None
    assert catalog.load(name).attestations == ()


def test_names_and_subjects_are_unique():
    assert len(set(NAMES)) == len(NAMES)
    assert len({name.casefold() for name in NAMES}) == len(NAMES)
    subjects = [catalog.load(name).subject.id for name in NAMES]
    assert None not in subjects
    assert len(set(subjects)) == len(subjects)


def test_the_systems_people_argue_about_are_here():
    wanted = {"llama-2-70b", "code-llama-34b", "code-llama-34b-python", "code-llama-34b-instruct", *CLOSED}
    contrast = {"pythia-12b", "bloom-176b", "starcoder2-15b", "olmo-7b", "amber-7b", "falcon-40b"}
    of_2024 = {"mixtral-8x7b", "phi-2", "grok-1", "llama-3.1-405b", "mistral-large-2411", "falcon-3-10b", "olmo-2-7b"}
    of_2025 = {"llama-4-maverick", "gemma-3-27b", "qwen3-32b", "deepseek-r1", "gpt-oss-120b", "magistral-small"}
    of_2025 |= {"kimi-k2-instruct", "smollm3-3b", "apertus-70b", "grok-2", "olmo-3.1-32b-instruct"}
    assert wanted | contrast | of_2024 | of_2025 <= set(NAMES)


def test_the_closed_ones_are_described_as_well_as_the_open_ones():
    counts = {name: len(catalog.facts(name)) for name in NAMES}
    middle = median(count for name, count in counts.items() if name not in CLOSED)
    for name in CLOSED:
        assert counts[name] >= middle, f"{name}: {counts[name]} facts, the median open system has {middle}"


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_the_closed_ones_say_what_is_asked_of_them(name):
    release = catalog.load(name)
    assert release.weights.access == "api-only"
    assert release.license.name == CLOSED[name]
    assert release.evaluation.outsiders == "yes"
    assert release.distribution.price
    assert {channel.kind for channel in release.distribution.channels} == {"api", "hosted"}


def test_gpt_4_says_why_its_data_are_not_disclosed():
    data = catalog.load("gpt-4").data
    assert data.disclosure == "undisclosed"
    assert "competitive landscape" in str(data.reason)


@pytest.mark.parametrize(
    ("name", "kinds", "tokens"),
    [
        ("code-llama-34b", ["pretraining", "continued-pretraining", "long-context"], ["2.0T", "500B", "20B"]),
        (
            "code-llama-34b-python",
            ["pretraining", "continued-pretraining", "finetuning", "long-context"],
            ["2.0T", "500B", "100B", "20B"],
        ),
        (
            "code-llama-34b-instruct",
            ["pretraining", "continued-pretraining", "long-context", "instruction-tuning"],
            ["2.0T", "500B", "20B", "approx. 5B"],
        ),
    ],
)
def test_the_stages_of_code_llama_are_in_order(name, kinds, tokens):
    release = catalog.load(name)
    assert [stage.kind for stage in release.lineage.stages] == kinds
    assert [stage.tokens for stage in release.lineage.stages] == tokens
    assert [stage.scope for stage in release.lineage.stages] == ["base", *["end"] * (len(kinds) - 1)]
    assert release.lineage.stages[0].weights == "withheld", "the 34B of Llama 2 was never released"
    assert release.data.deduplication == "near"
    assert release.data.disclosure == "described"


def test_a_name_that_is_nearly_right_gets_a_hint():
    with pytest.raises(TargetError, match=r"catalog:lama-2-70b: no such system; did you mean catalog:llama-2-70b"):
        catalog.load("lama-2-70b")


def test_a_name_that_is_nothing_gets_the_list():
    with pytest.raises(TargetError, match=r"no such system; known: amber-7b, "):
        catalog.sources("zzzzzzzzzz")


def test_a_path_is_no_name():
    with pytest.raises(TargetError, match="no such system"):
        catalog.load("../data/gpt-4")


def test_the_command_line_reads_it(run_cli):
    code, out, _ = run_cli("describe", "catalog:code-llama-34b-instruct", "--format", "json")
    assert code == 0
    assert '"source": "catalog"' in out


SOURCES = """
sources:
  card: {title: A card, url: "https://example.org/card", published: 2024, read: "2026-11-23"}
"""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("subject: {name: Plain}", "`subject.name` needs `is` and `see`"),
        ("subject: {name: {is: X}}", "`subject.name` sees None, which is no source"),
        ("subject: {name: {is: X, see: cart}}", "`subject.name` sees 'cart', which is no source"),
        ("subject: {nome: {is: X, see: card}}", "Extra inputs are not permitted"),
        ("claims: [{claim: free, see: card}]", "claims.0.claim"),
        ("subject: {name: {is: X, see: card}}\nsubject: {}", "subject"),
        ("- a list", ""),
    ],
)
def test_a_broken_file_says_what_is_wrong(body, said):
    with pytest.raises(InvalidRecordError, match="catalog:made-up") as caught:
        read_entry("made-up", SOURCES + body)
    assert said in str(caught.value)


def test_a_source_without_its_url_is_refused():
    with pytest.raises(InvalidRecordError, match="a source is not complete"):
        read_entry("made-up", "sources: {card: {title: A card, published: 2024, read: '2026-11-23'}}")


def test_a_page_becomes_part_of_the_address():
    entry = read_entry("made-up", SOURCES + "subject: {name: {is: X, see: card, page: 3, quote: X}}")
    (evidence,) = entry.release.subject.evidence["name"]
    assert evidence.path == "https://example.org/card#page=3"
