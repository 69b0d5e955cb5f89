"""Article 53(2): the compute gates, every condition met, unmet, unknown or for a lawyer, and the order of verdicts."""

from __future__ import annotations

from typing import Any

import pytest
from records import record

from openness.frameworks import get

FRAMEWORK = get("eu-ai-act-53-2")
SAID = "stated"


def facts(**changed: Any) -> dict[str, Any]:
    """A release that meets the conditions; `changed` replaces whole sections."""
    return {
        "subject": {"modalities": ["text"], "architecture": "transformer"},
        "license": {"concluded": "Apache-2.0"},
        "weights": {"access": "public"},
        "compute": {"flops": 1e24},
        "documentation": {"limitations": SAID, "intended_use": SAID, "usage": SAID},
        **changed,
    }


def sized(parameters: int | None, tokens: str | None, *modalities: str) -> dict[str, Any]:
    """No stated operations, but parameters and tokens."""
    subject = {"modalities": list(modalities or ("text",)), "architecture": "transformer", "parameters": parameters}
    return {"subject": subject, "data": {"size": tokens}, "compute": {}}


EXAMPLES = [
    ("general-purpose", "met", {}),
    ("general-purpose", "met", sized(7_000_000_000, "15T tokens")),
    ("general-purpose", "unmet", {"compute": {"flops": 1e22}}),
    ("general-purpose", "unmet", sized(100_000_000, "1 billion tokens")),
    ("general-purpose", "unmet", {"subject": {"modalities": ["tabular"], "architecture": "trees"}}),
    ("general-purpose", "unknown", sized(7_000_000_000, "1T tokens")),  # an estimate just below the gate
    ("general-purpose", "unknown", sized(7_000_000_000, None)),
    ("general-purpose", "unknown", {"compute": {}}),
    ("no-systemic-risk", "met", {}),
    ("no-systemic-risk", "met", sized(7_000_000_000, "2 trillion tokens")),
    ("no-systemic-risk", "met", sized(1_000_000_000, None)),  # 100 trillion tokens would not do
    ("no-systemic-risk", "unmet", {"compute": {"flops": 2e25}}),
    ("no-systemic-risk", "unknown", sized(400_000_000_000, "15T tokens")),
    ("no-systemic-risk", "unknown", {"compute": {}}),
    ("free-license", "met", {}),
    ("free-license", "met", {"license": {"concluded": "MIT OR LicenseRef-llama2"}}),
    ("free-license", "partial", {"license": {"concluded": "LicenseRef-creativeml-openrail-m"}}),
    ("free-license", "unmet", {"license": {"concluded": "LicenseRef-llama2"}}),
    ("free-license", "unmet", {"license": {"concluded": "CC-BY-NC-4.0"}}),
    ("free-license", "unmet", {"license": {"concluded": "CC-BY-ND-4.0"}}),
    ("free-license", "unknown", {"license": {}}),
    ("free-license", "unknown", {"license": {"concluded": "LicenseRef-nobody-knows-it"}}),
    ("no-monetisation", "met", {}),
    ("no-monetisation", "partial", {"weights": {"access": "gated"}}),
    ("no-monetisation", "unmet", {"distribution": {"price": "$5 a month"}}),
    ("no-monetisation", "unmet", {"distribution": {"dual_licensing": "ask sales"}}),
    ("no-monetisation", "unmet", {"distribution": {"paid_only": True}}),
    ("no-monetisation", "unknown", {"weights": {}}),
    ("public-weights", "met", {}),
    ("public-weights", "partial", {"weights": {"access": "gated"}}),
    ("public-weights", "partial", {"weights": {"access": "on-request"}}),
    ("public-weights", "unmet", {"weights": {"access": "api-only"}}),
    ("public-weights", "unknown", {"weights": {}}),
    ("architecture-information", "met", {}),
    (
        "architecture-information",
        "met",
        {"subject": {"modalities": ["text"]}, "components": {"model-architecture": "MIT"}},
    ),
    (
        "architecture-information",
        "met",
        {
            "subject": {"modalities": ["text"]},
            "documentation": {
                "papers": [{"ref": "1706.03762"}],
                "limitations": SAID,
                "intended_use": SAID,
                "usage": SAID,
            },
        },
    ),
    ("architecture-information", "unknown", {"subject": {"modalities": ["text"]}}),
    ("usage-information", "met", {}),
    ("usage-information", "unknown", {"documentation": {"limitations": SAID, "usage": SAID}}),
    ("usage-information", "unknown", {"documentation": {"intended_use": SAID, "usage": SAID}}),
    ("usage-information", "unknown", {"documentation": {"limitations": SAID, "intended_use": SAID}}),
]
VERDICTS = {"met": "conditions-met", "unmet": "not-met", "unknown": "undetermined", "partial": "needs-review"}


@pytest.mark.parametrize(("criterion", "answer", "changed"), EXAMPLES)
def test_a_condition(criterion: str, answer: str, changed: dict[str, Any]) -> None:
    got = FRAMEWORK.assess(record(**facts(**changed)))
    one = got.answer(criterion)
    assert one.answer == answer, one.reason
    if criterion == "general-purpose" and answer == "unmet":
        assert got.verdict == "out-of-scope"
    elif criterion != "general-purpose" and answer in ("unmet", "partial"):
        assert got.verdict == VERDICTS[answer]
    elif criterion != "general-purpose" and answer == "unknown":
        assert got.verdict in ("undetermined", "out-of-scope")
        assert criterion in {open_.id for open_ in got.undetermined}
    assert one.evidence or answer == "unknown"


def test_every_condition_is_shown() -> None:
    shown = {(criterion, answer) for criterion, answer, _ in EXAMPLES}
    names = {identity for identity, _, _ in FRAMEWORK.criteria()}
    informative = {"architecture-information", "usage-information"}  # nobody says that they do not inform
    assert {(name, answer) for name in names for answer in ("met", "unknown")} <= shown
    assert {(name, "unmet") for name in names - informative} <= shown


@pytest.mark.parametrize(
    ("verdict", "changed"),
    [
        ("conditions-met", {}),
        ("needs-review", {"license": {"concluded": "LicenseRef-creativeml-openrail-m"}}),
        ("not-met", {"license": {"concluded": "LicenseRef-llama2"}}),
        ("undetermined", {"license": {}}),
        ("out-of-scope", {"compute": {"flops": 1e20}, "license": {"concluded": "LicenseRef-llama2"}}),
        ("not-met", {"license": {}, "weights": {"access": "withheld"}}),  # a no outweighs an unknown
        ("undetermined", {"documentation": {}, "weights": {"access": "gated"}}),  # an unknown outweighs a review
    ],
)
def test_the_order_of_verdicts(verdict: str, changed: dict[str, Any]) -> None:
    got = FRAMEWORK.assess(record(**facts(**changed)))
    assert got.verdict == verdict
    assert got.label


def test_an_unknown_gate_does_not_hide_the_conditions() -> None:
    changed = {"compute": {}, "subject": {"modalities": ["text"], "architecture": "t", "parameters": 1_000_000_000}}
    got = FRAMEWORK.assess(record(**facts(**changed)))
    assert got.answer("general-purpose").answer == "unknown"
    assert got.verdict == "conditions-met"
    assert [one.id for one in got.undetermined] == ["general-purpose"]


def test_nobody_said_anything_is_undetermined_and_never_unmet() -> None:
    got = FRAMEWORK.assess(record())
    assert got.verdict == "undetermined"
    assert {one.answer for one in got.criteria} == {"unknown"}


def test_the_user_threshold_is_the_reason() -> None:
    got = FRAMEWORK.assess(record(**facts(license={"concluded": "LicenseRef-llama2"})))
    assert "700,000,000 users (clause 2)" in got.answer("free-license").reason


def test_the_training_summary_says_what_can_be_filled() -> None:
    empty = FRAMEWORK.assess(record()).training_summary
    assert empty is not None
    assert (empty.filled, len(empty.missing)) == (0, empty.of)
    summary = FRAMEWORK.assess(
        record(
            subject={"organization": "Us", "name": "Small", "modalities": ["text"]},
            data={
                "size": "2T tokens",
                "opt_out": "robots.txt is honoured",
                "synthetic": "none",
                "datasets": [{"name": "wiki", "id": "a/wiki", "kind": "public-dataset"}],
            },
        )
    ).training_summary
    assert summary is not None
    values = [one.value for one in summary.fields if one.value is not None]
    assert {"Us", "Small", "text", "2T tokens", "robots.txt is honoured", "none", "wiki (a/wiki)"} <= set(values)
    assert summary.filled == len(values)
    assert summary.filled + len(summary.missing) == summary.of
