"""The Open Source AI Definition: every criterion met, unmet and unknown, and the all-or-nothing verdict."""

from __future__ import annotations

from typing import Any

import pytest
from records import every_component, record

from openness.frameworks import get

FRAMEWORK = get("osaid-1.0")
CODE = ("training-code", "data-preprocessing-code", "inference-code")


def facts(**changed: Any) -> dict[str, Any]:
    """A release that meets the definition; `changed` replaces whole sections."""
    return {
        "license": {"concluded": "Apache-2.0"},
        "weights": {"access": "public"},
        "data": {"disclosure": "released", "datasets": [{"name": "pile", "id": "a/pile"}]},
        "components": dict.fromkeys(CODE, "Apache-2.0"),
        **changed,
    }


def code(**changed: Any) -> dict[str, Any]:
    return {"components": {**dict.fromkeys(CODE, "MIT"), **{kind.replace("_", "-"): v for kind, v in changed.items()}}}


def licensed(expression: str | None) -> dict[str, Any]:
    return {"license": {"concluded": expression}}


EXAMPLES = [
    ("use", "met", {}),
    ("use", "unmet", licensed("CC-BY-NC-4.0")),
    ("use", "unmet", licensed("LicenseRef-llama2")),
    ("use", "unmet", licensed("LicenseRef-creativeml-openrail-m")),
    ("use", "unknown", licensed(None)),
    ("use", "unknown", licensed("LicenseRef-nobody-knows-it")),
    ("use", "met", licensed("MIT OR CC-BY-NC-4.0")),
    ("use", "unmet", licensed("MIT AND CC-BY-NC-4.0")),
    ("use", "unmet", licensed("LicenseRef-nobody-knows-it AND CC-BY-NC-4.0")),
    ("study", "met", {}),
    ("study", "met", {"weights": {"access": "gated"}}),
    ("study", "unmet", {"weights": {"access": "api-only"}}),
    ("study", "unknown", {"weights": {"access": "unknown"}}),
    ("modify", "met", {}),
    ("modify", "unmet", licensed("CC-BY-ND-4.0")),
    ("modify", "unknown", licensed(None)),
    ("share", "met", {}),
    ("share", "unmet", licensed("CC-BY-NC-4.0")),
    ("share", "unknown", licensed(None)),
    ("data-information", "met", {}),
    ("data-information", "unmet", {"data": {"disclosure": "undisclosed", "reason": "competition"}}),
    ("data-information", "unknown", {"data": {"disclosure": "listed"}}),
    ("data-information", "unknown", {"data": {"disclosure": "described"}}),
    ("data-information", "unknown", {"data": {}}),
    ("code", "met", code()),
    ("code", "unmet", code(training_code=("withheld", None))),
    ("code", "unmet", code(training_code=("partial", "MIT"))),
    ("code", "unmet", code(inference_code="CC-BY-NC-4.0")),
    ("code", "unknown", code(training_code=("unknown", None))),
    ("code", "unknown", code(inference_code=None)),
    ("code", "unknown", {"components": {"training-code": "MIT", "inference-code": "MIT"}}),
    ("code", "met", code(training_code=[("withheld", None), ("released", "MIT")])),
    ("parameters", "met", {}),
    ("parameters", "met", {"weights": {"access": "gated"}}),
    ("parameters", "unmet", {"weights": {"access": "on-request"}}),
    ("parameters", "unmet", {"weights": {"access": "withheld"}}),
    ("parameters", "unmet", licensed("LicenseRef-llama2")),
    ("parameters", "unknown", {"weights": {"access": "unknown"}}),
    ("parameters", "unknown", licensed(None)),
]


@pytest.mark.parametrize(("criterion", "answer", "changed"), EXAMPLES)
def test_a_criterion(criterion: str, answer: str, changed: dict[str, Any]) -> None:
    got = FRAMEWORK.assess(record(**facts(**changed)))
    one = got.answer(criterion)
    assert one.answer == answer, one.reason
    if answer == "met":
        assert one.evidence
    if answer == "unmet":
        assert got.verdict == "fail"
    if answer == "unknown":
        assert criterion in {open_.id for open_ in got.undetermined}


def test_every_criterion_is_shown_met_unmet_and_unknown() -> None:
    shown = {(criterion, answer) for criterion, answer, _ in EXAMPLES}
    names = {identity for identity, _, _ in FRAMEWORK.criteria()}
    assert shown == {(name, answer) for name in names for answer in ("met", "unmet", "unknown")}


def test_a_release_with_everything_passes() -> None:
    got = FRAMEWORK.assess(record(**facts()))
    assert (got.verdict, got.label, got.undetermined) == ("pass", "Meets it", ())
    assert [one.id for one in got.criteria] == [
        "use", "study", "modify", "share", "data-information", "code", "parameters",
    ]  # fmt: skip


def test_weights_alone_never_pass() -> None:
    got = FRAMEWORK.assess(record(license={"concluded": "Apache-2.0"}, weights={"access": "public"}))
    assert got.verdict == "undetermined"
    assert [one.id for one in got.undetermined] == ["data-information", "code"]
    closed = FRAMEWORK.assess(record(**facts(data={"disclosure": "undisclosed"})))
    assert closed.verdict == "fail"


def test_nobody_said_anything_is_undetermined_and_never_fail() -> None:
    got = FRAMEWORK.assess(record())
    assert got.verdict == "undetermined"
    assert {one.answer for one in got.criteria} == {"unknown"}
    assert all(one.settle for one in got.undetermined)


def test_reasons_name_the_clause_and_the_stated_ground() -> None:
    got = FRAMEWORK.assess(record(**facts(**licensed("LicenseRef-llama2"))))
    assert "700,000,000 users" in got.answer("use").reason
    assert "(clause 2)" in got.answer("use").reason
    hidden = FRAMEWORK.assess(record(**facts(data={"disclosure": "undisclosed", "reason": "competition"})))
    assert hidden.answer("data-information").reason == "the training data is not disclosed: competition"


def test_both_steps_are_pure() -> None:
    release = record(**facts(components=every_component("MIT")))
    assert FRAMEWORK.conclude(FRAMEWORK.answer(release)) == FRAMEWORK.assess(release)
    assert FRAMEWORK.assess(release) == FRAMEWORK.assess(release)


DATA = [
    ({"disclosure": "described", "size": "500,000 hours of audio"}, "unknown", "told by its size alone"),
    ({"disclosure": "described"}, "unknown", "the training data is described;"),
    (
        {"disclosure": "released", "datasets": [{"name": "set", "id": "./data/train"}]},
        "unknown",
        "is released; whether",
    ),
    ({"disclosure": "released", "datasets": [{"name": "set", "id": "my own set"}]}, "unknown", "is released; whether"),
    ({"disclosure": "released", "datasets": [{"name": "set", "url": "/mnt/data"}]}, "unknown", "is released; whether"),
    ({"disclosure": "released", "datasets": [{"name": "set", "url": "https://example.org/set"}]}, "met", "followed"),
]


@pytest.mark.parametrize(("data", "answer", "words"), DATA)
def test_what_data_can_be_followed(data: dict[str, Any], answer: str, words: str) -> None:
    release = record(**facts(data=data))
    one = FRAMEWORK.assess(release).answer("data-information")
    assert one.answer == answer
    assert words in one.reason
    if answer != "met":
        assert {get(name).assess(release).answer("datasets").answer for name in ("mof", "mof-mot")} <= {
            "unknown",
            "unmet",
        }
    (item,) = release.component("datasets")
    assert (item.availability == "released") is (answer == "met")
