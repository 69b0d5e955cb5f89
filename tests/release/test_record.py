"""The record: no fact without evidence, frozen, closed, and the same through JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

import openness
from openness._trusted import build
from openness.card import ModelCard
from openness.extract import release_from_card
from openness.release import (
    COMPONENT_KINDS,
    Claim,
    Component,
    Data,
    Evidence,
    ModelRelease,
    Section,
    Weights,
    license_in_force,
)

PLACE = Evidence(source="prose", path="README.md", line=3, quote="available to all")


def test_a_stated_value_without_evidence_is_refused() -> None:
    with pytest.raises(ValidationError, match="`access` is stated without evidence"):
        Weights(access="public")
    assert Weights(access="public", evidence={"access": (PLACE,)}).access == "public"
    assert Weights(access="unknown").evidence == {}


def test_an_item_without_evidence_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        Claim(claim="open-source", evidence=())


def test_evidence_names_only_fields() -> None:
    with pytest.raises(ValidationError, match="is no field of this section"):
        Data(evidence={"colour": (PLACE,)})


def test_a_quote_is_at_most_160_characters() -> None:
    with pytest.raises(ValidationError, match="160"):
        Evidence(source="prose", quote="x" * 161)


def test_a_record_never_changes_and_takes_no_unknown_key() -> None:
    release = ModelRelease(schema_version="1.1")
    with pytest.raises(ValidationError, match="frozen"):
        release.schema_version = "0.9"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        ModelRelease(schema_version="1.1", colour="red")  # type: ignore[call-arg]


def test_the_version_has_no_default() -> None:
    with pytest.raises(ValidationError, match="schema_version"):
        ModelRelease()  # type: ignore[call-arg]


@pytest.mark.parametrize("kind", COMPONENT_KINDS)
def test_every_kind_of_component_can_be_asked_for(kind: str) -> None:
    assert ModelRelease(schema_version="1.1").component(kind) == ()
    part = Component(availability="released", evidence=(PLACE,))
    assert part in ModelRelease(schema_version="1.1", components={kind: (part,)}).component(kind)


def test_nothing_is_stored_twice() -> None:
    weights = Weights(access="public", evidence={"access": (PLACE,)})
    (part,) = ModelRelease(schema_version="1.1", weights=weights).component("model-parameters-final")
    assert part.availability == "released"
    assert part.evidence == (PLACE,)


@pytest.mark.parametrize(
    ("disclosure", "availability"),
    [("released", "released"), ("listed", "unknown"), ("described", "unknown"), ("undisclosed", "withheld")],
)
def test_data_that_is_only_spoken_of_is_neither_released_nor_withheld(disclosure: str, availability: str) -> None:
    data = Data(disclosure=disclosure, evidence={"disclosure": (PLACE,)})
    (part,) = ModelRelease(schema_version="1.1", data=data).component("datasets")
    assert part.availability == availability


def test_sections_describe_every_field() -> None:
    schema = openness.json_schema("model-release")
    for name, definition in {**schema["$defs"], "ModelRelease": schema}.items():
        for field, described in definition.get("properties", {}).items():
            assert described.get("description"), f"{name}.{field} has no description"


@pytest.mark.parametrize(
    "card", sorted((Path(__file__).parents[2] / "examples" / "cards").rglob("*.md")), ids=lambda path: path.name
)
def test_what_is_built_from_a_card_is_what_validation_would_build(card: Path) -> None:
    release = openness.release_from_card(ModelCard.read(card))
    assert ModelRelease.model_validate(release.model_dump()) == release
    assert ModelRelease.model_validate_json(release.model_dump_json()) == release


def test_the_same_for_many_cards(cards: list[dict[str, object]]) -> None:
    for row in cards[:: 40 if len(cards) > 1000 else 1]:
        release = openness.release_from_card(ModelCard.parse(row["card"]))
        checked = ModelRelease.model_validate(json.loads(release.model_dump_json()))
        assert checked == release, row["modelId"]


def test_building_refuses_what_the_class_does_not_have() -> None:
    with pytest.raises(TypeError, match="no colour"):
        build(Weights, {"colour": "red"})
    with pytest.raises(TypeError, match="needs `schema_version`"):
        build(ModelRelease, {})


def test_every_section_is_one() -> None:
    sections = [
        field.annotation for name, field in ModelRelease.model_fields.items() if isinstance(field.annotation, type)
    ]
    assert sum(issubclass(one, Section) for one in sections) == 9


@pytest.mark.parametrize(
    ("declared", "sentence", "state"),
    [
        ("mit", "Commercial use of this model is prohibited; it is for research only.", "contradicted"),
        ("mit", "It is meant for everybody.", "known"),
        ("mit", "The model is intended for research purposes only.", "known"),
        ("cc-by-nc-4.0", "Commercial use of this model is prohibited; it is for research only.", "known"),
    ],
)
def test_a_ban_in_words_contradicts_a_licence_that_grants_what_it_takes(
    declared: str, sentence: str, state: str
) -> None:
    card = ModelCard.parse(f"---\nlicense: {declared}\n---\n# Heron 7B\n\nHeron is a model. {sentence}\n")
    release = release_from_card(card)
    force = license_in_force(release)
    assert force.state == state
    assert (force.expression is None) == (state == "contradicted")
    if state == "contradicted":
        assert [place.source for place in force.places] == ["front-matter", "prose"]
        assert {one.verdict for one in openness.assess(release)}.isdisjoint({"pass", "met", "conditions-met"})
