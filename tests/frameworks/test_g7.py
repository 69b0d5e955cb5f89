"""The G7 Vision on AI Openness: every criterion met, unmet and unknown, and the level that follows."""

from __future__ import annotations

from typing import Any

import pytest
from records import record

from openness import ModelCard, catalog, release_from_card
from openness.frameworks import get
from openness.output import badge

FRAMEWORK = get("g7-2026")
PLACED = {"name": "pile", "id": "a/pile", "license": "CC-BY-4.0"}
TOLD = {"documentation": {"datasheet": "stated"}}
KEPT = {"name": "clinic notes", "access": "unshareable"}


def facts(**changed: Any) -> dict[str, Any]:
    """A release of the highest level; `changed` replaces whole sections."""
    return {
        "license": {"concluded": "Apache-2.0"},
        "weights": {"access": "public"},
        "data": {"disclosure": "released", "datasets": [PLACED]},
        "components": {"training-code": "MIT", "inference-code": "Apache-2.0"},
        **changed,
    }


def code(**changed: Any) -> dict[str, Any]:
    kinds = {kind.replace("_", "-"): one for kind, one in changed.items()}
    return {"components": {"training-code": "MIT", "inference-code": "Apache-2.0", **kinds}}


def licensed(expression: str | None) -> dict[str, Any]:
    return {"license": {"concluded": expression}}


EXAMPLES = [
    ("free-of-charge", "met", {}),
    ("free-of-charge", "met", {"weights": {"access": "gated"}}),
    ("free-of-charge", "met", {"weights": {"access": "gated"}, "distribution": {"price": "free of charge"}}),
    ("free-of-charge", "met", {"distribution": {"price": "$5 for the API"}}),
    ("free-of-charge", "unmet", {"distribution": {"paid_only": True}}),
    ("free-of-charge", "unknown", {"weights": {"access": "gated"}, "distribution": {"price": "$5"}}),
    ("free-of-charge", "unknown", {"weights": {"access": "on-request"}}),
    ("free-of-charge", "unknown", {"weights": {}}),
    ("free-of-charge", "not-applicable", {"weights": {"access": "withheld"}}),
    ("weights", "met", {}),
    ("weights", "met", {"weights": {"access": "gated"}}),
    ("weights", "unmet", {"weights": {"access": "api-only"}}),
    ("weights", "unknown", {"weights": {"access": "on-request"}}),
    ("weights", "unknown", {"weights": {"access": "public", "form": "delta"}}),
    ("weights", "unknown", {"weights": {}}),
    ("deployment-code", "met", {}),
    ("deployment-code", "met", {"components": {"supporting-libraries": [("unknown", None)]}}),
    ("deployment-code", "unmet", code(inference_code=("withheld", None))),
    ("deployment-code", "unmet", code(inference_code=("partial", "MIT"))),
    ("deployment-code", "unknown", code(inference_code=("unknown", None))),
    ("deployment-code", "unknown", {"components": {}}),
    ("license", "met", {}),
    ("license", "met", licensed("MIT OR CC-BY-NC-4.0")),
    ("license", "unmet", licensed("CC-BY-NC-4.0")),
    ("license", "unmet", licensed("LicenseRef-llama2")),
    ("license", "unmet", licensed("LicenseRef-creativeml-openrail-m")),
    ("license", "unknown", licensed(None)),
    ("license", "unknown", licensed("LicenseRef-nobody-knows-it")),
    ("license", "unknown", {"license": {"concluded": "MIT", "contradiction": True}}),
    ("deployment-code-license", "met", {}),
    ("deployment-code-license", "unmet", code(inference_code="LicenseRef-llama2")),
    ("deployment-code-license", "unknown", code(inference_code=None)),
    ("deployment-code-license", "met", code(inference_code=["LicenseRef-llama2", "MIT"])),
    ("training-code", "met", {}),
    ("training-code", "unmet", code(training_code=("withheld", None))),
    ("training-code", "unmet", code(training_code="CC-BY-NC-4.0")),
    ("training-code", "unknown", code(training_code=None)),
    ("training-data", "met", {}),
    ("training-data", "unmet", {"data": {"disclosure": "undisclosed"}}),
    ("training-data", "unmet", {"data": {"disclosure": "released", "datasets": [PLACED, KEPT]}}),
    (
        "training-data",
        "unmet",
        {"data": {"disclosure": "released", "datasets": [{**PLACED, "license": "CC-BY-NC-4.0"}]}},
    ),
    ("training-data", "unknown", {"data": {"disclosure": "released", "datasets": [{**PLACED, "license": "whatever"}]}}),
    ("training-data", "unknown", {"data": {"disclosure": "released", "datasets": [PLACED, {"name": "more"}]}}),
    ("training-data", "unknown", {"data": {"disclosure": "released", "datasets": [{"name": "x", "id": "./data"}]}}),
    ("training-data", "unknown", {"data": {"disclosure": "listed", "datasets": [{"name": "more"}]}}),
    ("training-data", "unknown", {"data": {}}),
    ("data-information", "met", {"data": {"disclosure": "listed", "datasets": [PLACED, KEPT]}, **TOLD}),
    ("data-information", "unknown", {"data": {"disclosure": "listed", "datasets": [PLACED, KEPT]}}),
    ("data-information", "unmet", {"data": {"disclosure": "undisclosed", "reason": "competition"}}),
    ("data-information", "partial", {"data": {"disclosure": "described", "reason": "privacy law"}}),
    ("data-information", "unknown", {"data": {"disclosure": "listed", "datasets": [{"name": "x"}, KEPT]}}),
    ("data-information", "unknown", {"data": {"disclosure": "described", "size": "2T tokens"}}),
    ("data-information", "unknown", {"data": {}}),
    (
        "data-information",
        "unknown",
        {"data": {"disclosure": "released", "datasets": [{**PLACED, "license": "CC-BY-NC-4.0"}]}},
    ),
    ("data-information", "met", {}),
]


def assessed(**changed: Any) -> Any:
    return FRAMEWORK.assess(record(**facts(**changed)))


@pytest.mark.parametrize(("criterion", "answer", "changed"), EXAMPLES)
def test_a_criterion(criterion: str, answer: str, changed: dict[str, Any]) -> None:
    release = record(**facts(**changed))
    if changed.get("components", {}).get("supporting-libraries"):
        library = release.components["supporting-libraries"][0].model_copy(update={"name": "transformers"})
        release = release.model_copy(update={"components": {"supporting-libraries": (library,)}})
    one = FRAMEWORK.assess(release).answer(criterion)
    assert one.answer == answer, one.reason
    assert one.reason
    if answer in ("met", "unmet", "partial"):
        assert one.evidence


def test_every_criterion_is_shown_met_unmet_and_unknown() -> None:
    shown = {(criterion, answer) for criterion, answer, _ in EXAMPLES}
    names = {identity for identity, _, _ in FRAMEWORK.criteria()}
    assert shown >= {(name, answer) for name in names for answer in ("met", "unmet", "unknown")}


LEVELS = [
    ("open-source-ai-open-data", {}),
    ("open-source-ai", {"data": {"disclosure": "listed", "datasets": [PLACED, KEPT]}, **TOLD}),
    ("open-weights", {"data": {"disclosure": "listed", "datasets": [PLACED, KEPT]}}),
    ("open-weights", {"data": {"disclosure": "undisclosed"}}),
    ("open-weights", {"data": {"disclosure": "described", "reason": "privacy law"}}),
    ("open-weights", {"data": {}}),
    ("open-weights", {"data": {"disclosure": "released", "datasets": [{**PLACED, "license": "CC-BY-NC-4.0"}]}}),
    ("open-weights", code(training_code=None)),
    ("open-weights", code(training_code=("withheld", None))),
    ("weights-available", licensed("CC-BY-NC-4.0")),
    ("weights-available", licensed("LicenseRef-llama2")),
    ("weights-available", code(inference_code="LicenseRef-llama2")),
    ("undetermined", licensed(None)),
    ("undetermined", {"license": {"concluded": "Apache-2.0", "contradiction": True}}),
    ("undetermined", code(inference_code=None)),
    ("undetermined", {"components": {"training-code": "MIT"}}),
    ("undetermined", {"weights": {}}),
    ("undetermined", {"weights": {"access": "on-request"}, **licensed("CC-BY-NC-4.0")}),
    ("none", {"weights": {"access": "api-only"}}),
    ("none", {"distribution": {"paid_only": True}}),
    ("none", code(inference_code=("withheld", None))),
]


@pytest.mark.parametrize(("level", "changed"), LEVELS)
def test_a_level(level: str, changed: dict[str, Any]) -> None:
    assert assessed(**changed).verdict == level


def test_every_verdict_is_reached() -> None:
    assert {level for level, _ in LEVELS} == {one.word for one in FRAMEWORK.verdicts}


def test_what_could_raise_a_level_is_listed() -> None:
    found = assessed(data={}, **code(training_code=None))
    assert found.verdict == "open-weights"
    assert {one.id for one in found.undetermined} == {"training-code", "training-data", "data-information"}


def test_nobody_said_anything_is_undetermined_and_never_none() -> None:
    found = FRAMEWORK.assess(record())
    assert found.verdict == "undetermined"
    assert {one.answer for one in found.criteria} == {"unknown"}


def test_a_contradicted_licence_shows_both_places() -> None:
    card = "---\nlicense: apache-2.0\n---\n# Heron 7B\n\nThe weights are for research only; commercial use is prohibited.\n"
    found = FRAMEWORK.assess(release_from_card(ModelCard.parse(card))).answer("license")
    assert found.answer == "unknown"
    assert {one.source for one in found.evidence} == {"front-matter", "prose"}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("mixtral-8x7b", "open-weights"),
        ("phi-2", "open-weights"),
        ("pythia-12b", "open-weights"),
        ("llama-2-7b", "weights-available"),
        ("bloom-176b", "weights-available"),
        ("gpt-4", "none"),
    ],
)
def test_systems_that_people_argue_about(name: str, level: str) -> None:
    assert FRAMEWORK.assess(catalog.load(name)).verdict == level


def test_the_words_for_people() -> None:
    assert [one.label for one in FRAMEWORK.verdicts][:4] == [
        "Open Source AI with Open Data", "Open Source AI", "Open Weights AI", "Weights Available AI",
    ]  # fmt: skip
    colours = {one.word: one.colour for one in FRAMEWORK.verdicts}
    assert (colours["open-weights"], colours["weights-available"], colours["none"]) == ("green", "yellow", "red")
    picture = badge.of_assessment(assessed())
    assert "open source ai open data" in picture
    assert badge.GREEN in picture
