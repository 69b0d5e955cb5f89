"""The Open Weights Definition: every criterion met, unmet and unknown."""

from __future__ import annotations

from typing import Any

import pytest
from records import record

from openness.frameworks import get

FRAMEWORK = get("open-weights-definition")
STAGE = {"kind": "pretraining", "hyperparameters": "learning rate 3e-4"}


def facts(**changed: Any) -> dict[str, Any]:
    """A release that meets the definition; `changed` replaces whole sections."""
    return {
        "subject": {"architecture": "transformer"},
        "license": {"concluded": "Apache-2.0"},
        "weights": {"access": "public"},
        "data": {"disclosure": "listed"},
        "lineage": {"stages": [STAGE]},
        "components": {"training-code": "Apache-2.0"},
        **changed,
    }


EXAMPLES = [
    ("access-to-weights", "met", {}),
    ("access-to-weights", "met", {"weights": {"access": "gated"}}),
    ("access-to-weights", "unmet", {"weights": {"access": "hosted-only"}}),
    ("access-to-weights", "unknown", {"weights": {"access": "on-request"}}),
    ("access-to-weights", "unknown", {"weights": {}}),
    ("information", "met", {}),
    ("information", "met", {"subject": {}, "lineage": {}, "documentation": {"papers": [{"ref": "2403.13784"}]}}),
    ("information", "unmet", {"data": {"disclosure": "undisclosed"}}),
    ("information", "unknown", {"data": {}}),
    ("information", "unknown", {"subject": {}}),
    ("information", "unknown", {"lineage": {"stages": [{"kind": "pretraining"}]}}),
    ("license", "met", {}),
    ("license", "unmet", {"license": {"concluded": "LicenseRef-creativeml-openrail-m"}}),
    ("license", "unmet", {"license": {"concluded": "LicenseRef-llama2"}}),
    ("license", "unknown", {"license": {}}),
    ("training-software", "met", {}),
    ("training-software", "unmet", {"components": {"training-code": ("withheld", None)}}),
    ("training-software", "unmet", {"components": {"training-code": "CC-BY-NC-4.0"}}),
    ("training-software", "unknown", {"components": {"training-code": None}}),
    ("training-software", "unknown", {"components": {}}),
]


@pytest.mark.parametrize(("criterion", "answer", "changed"), EXAMPLES)
def test_a_criterion(criterion: str, answer: str, changed: dict[str, Any]) -> None:
    got = FRAMEWORK.assess(record(**facts(**changed)))
    one = got.answer(criterion)
    assert one.answer == answer, one.reason
    assert got.verdict == {"met": "pass", "unmet": "fail", "unknown": "undetermined"}[answer]
    if answer == "met":
        assert one.evidence


def test_every_criterion_is_shown_met_unmet_and_unknown() -> None:
    shown = {(criterion, answer) for criterion, answer, _ in EXAMPLES}
    names = {identity for identity, _, _ in FRAMEWORK.criteria()}
    assert shown == {(name, answer) for name in names for answer in ("met", "unmet", "unknown")}


def test_what_is_missing_is_named() -> None:
    got = FRAMEWORK.assess(record(**facts(subject={}, lineage={})))
    assert got.answer("information").reason == "not found: architecture, training method, hyperparameters"


def test_nobody_said_anything_is_undetermined() -> None:
    got = FRAMEWORK.assess(record())
    assert got.verdict == "undetermined"
    assert {one.answer for one in got.criteria} == {"unknown"}


def test_data_told_by_its_size_alone_is_not_described() -> None:
    release = record(**facts(data={"disclosure": "described", "size": "500,000 hours of audio"}))
    one = FRAMEWORK.assess(release).answer("information")  # both facts stand on the same words
    assert (one.answer, one.reason) == ("unknown", "not found: data and provenance")
