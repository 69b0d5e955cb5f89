"""The Model Openness Framework over facts: classes, the paper for the report, licences by meaning, strict and lenient."""

from __future__ import annotations

from typing import Any

import pytest
from records import every_component, record

from openness.frameworks import get
from openness.frameworks._base import Assessment
from openness.frameworks.mof import ModelOpennessFramework, licensed_openly
from openness.frameworks.mof_mot import parts
from openness.release import COMPONENT_KINDS

MOF = get("mof")
STRICT = ModelOpennessFramework(strict=True)
CLASS_III = [part.kind for part in parts() if part.required and part.class_ == 3]
CLASS_II = [part.kind for part in parts() if part.required and part.class_ >= 2]
CLASS_I = [part.kind for part in parts() if part.required]
FIT = {"code": "MIT", "data": "CDLA-Permissive-2.0", "document": "CC-BY-4.0"}


def released(kinds: list[str], license_: Any = "Apache-2.0", **changed: Any) -> Assessment:
    components = dict.fromkeys(kinds, license_) | {kind.replace("_", "-"): value for kind, value in changed.items()}
    return MOF.assess(record(components=components))


def test_the_components_are_the_records() -> None:
    assert sorted(part.kind for part in parts()) == sorted(COMPONENT_KINDS)
    assert [one.id for one in MOF.assess(record()).criteria] == [part.kind for part in parts()]
    assert (len(CLASS_III), len(CLASS_II), len(CLASS_I)) == (6, 10, 14)


@pytest.mark.parametrize(
    ("kinds", "verdict"), [(CLASS_I, "class-i"), (CLASS_II, "class-ii"), (CLASS_III, "class-iii"), ([], "undetermined")]
)
def test_classes(kinds: list[str], verdict: str) -> None:
    assert released(kinds).verdict == verdict


@pytest.mark.parametrize("kind", [kind for kind in CLASS_III if kind != "technical-report"])
def test_a_missing_word_is_undetermined_and_a_refusal_unclassified(kind: str) -> None:
    others = [one for one in CLASS_III if one != kind]
    unsaid = released(others)
    assert unsaid.verdict == "undetermined"
    assert kind in {one.id for one in unsaid.undetermined}
    for refused in (("withheld", None), ("partial", "MIT"), ("released", "CC-BY-NC-4.0")):
        assert released(others, **{kind: refused}).verdict == "unclassified"
    for open_ in (("unknown", "MIT"), ("released", "LicenseRef-nobody-knows-it")):
        assert released(others, **{kind: open_}).verdict == "undetermined"


def test_a_refusal_in_a_higher_class_leaves_the_lower_one() -> None:
    assert released(CLASS_I, datasets=("withheld", None)).verdict == "class-ii"
    assert released(CLASS_I, training_code=("withheld", None)).verdict == "class-iii"
    assert released(CLASS_II, datasets=("unknown", None)).verdict == "class-ii"


def test_optional_components_neither_help_nor_block() -> None:
    optional = [part.kind for part in parts() if not part.required]
    assert released([*CLASS_I, *optional], model_metadata=("withheld", None)).verdict == "class-i"
    assert released(optional).verdict == "undetermined"
    assert not {one.id for one in released([]).undetermined} & set(optional)


@pytest.mark.parametrize(
    ("report", "paper", "verdict"),
    [
        (None, "MIT", "class-i"),  # a paper stands in for the report
        ("MIT", None, "class-ii"),  # a report is no paper
        (("withheld", None), "MIT", "class-i"),
        (None, ("withheld", None), "undetermined"),
        (("withheld", None), None, "undetermined"),  # a paper might still stand in
        (("withheld", None), ("withheld", None), "unclassified"),
        (None, None, "undetermined"),
    ],
)
def test_the_paper_stands_in_for_the_report(report: Any, paper: Any, verdict: str) -> None:
    components: dict[str, Any] = every_component("MIT", without=("technical-report", "research-paper"))
    if report is not None:
        components["technical-report"] = report
    if paper is not None:
        components["research-paper"] = paper
    assert MOF.assess(record(components=components)).verdict == verdict


@pytest.mark.parametrize(
    ("license_", "answer"),
    [
        ("mit", "met"),
        ("Apache License 2.0", "met"),
        ("MIT OR CC-BY-NC-4.0", "met"),
        ("MIT AND CC-BY-NC-4.0", "unmet"),
        ("Apache-2.0 WITH LLVM-exception", "met"),
        ("PDDL-1.0", "met"),
        ("LicenseRef-llama2", "unmet"),
        ("LicenseRef-creativeml-openrail-m", "unmet"),
        ("LicenseRef-nobody-knows-it", "unknown"),
        ("not ( a licence", "unknown"),
        (None, "unknown"),
    ],
)
def test_licences_count_by_what_they_mean(license_: str | None, answer: str) -> None:
    got = MOF.assess(record(components={"datasets": license_})).answer("datasets")
    assert got.answer == answer, got.reason
    assert got.evidence


def test_the_best_of_several_counts() -> None:
    several = [("withheld", None), ("unknown", None), ("released", "MIT")]
    assert MOF.assess(record(components={"training-code": several})).answer("training-code").answer == "met"
    assert MOF.assess(record(components={"training-code": several[:2]})).answer("training-code").answer == "unknown"


def test_what_lies_in_the_repository_is_under_its_licence() -> None:
    release = record(
        license={"concluded": "Apache-2.0"},
        weights={"access": "gated", "checkpoints": "released"},
        evaluation={"reported": "stated"},
        documentation={"usage": "stated", "training_code": {"value": "released"}},
    )
    got = MOF.assess(release)
    known = {one.id: one.answer for one in got.criteria if one.answer == "met"}
    assert set(known) == {
        "model-parameters-final", "model-parameters-intermediate", "model-card", "evaluation-results",
    }  # fmt: skip
    assert got.answer("training-code").reason == "the training code is released; under which licence is not said"
    settle = {one.id: one.settle for one in got.undetermined}
    assert settle["training-code"] == "say under which licence the training code is released"
    assert settle["datasets"].startswith("say whether the datasets are released")


def test_strict_asks_for_a_licence_made_for_the_type() -> None:
    mit = record(components=every_component("MIT"))
    fitting = record(components={part.kind: FIT[part.type] for part in parts()})
    assert (MOF.assess(mit).verdict, STRICT.assess(mit).verdict) == ("class-i", "unclassified")
    assert (MOF.assess(fitting).verdict, STRICT.assess(fitting).verdict) == ("class-i", "class-i")
    assert MOF.assess(mit).answer("datasets").reason == "the datasets: MIT is open, though not made for data"
    assert STRICT.assess(mit).answer("datasets").answer == "unmet"
    assert STRICT.assess(mit).answer("training-code").answer == "met"


def test_nobody_said_anything_is_undetermined() -> None:
    got = MOF.assess(record())
    assert got.verdict == "undetermined"
    assert {one.answer for one in got.criteria} == {"unknown"}
    assert [one.id for one in got.undetermined] == CLASS_I


def test_licensed_openly_by_expression() -> None:
    assert licensed_openly("mit OR llama2")
    assert not licensed_openly("mit AND llama2")
    assert not licensed_openly("LicenseRef-nobody-knows-it")
