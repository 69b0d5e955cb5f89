"""What holds a verdict back, and the shortest way to a better one."""

from __future__ import annotations

from typing import Any

import pytest
from records import every_component, record

from openness.errors import UnknownNameError
from openness.frameworks import get
from openness.frameworks.mof_mot import parts
from openness.frameworks.why import path_to, why

LLAMA = {
    "license": {"concluded": "LicenseRef-llama2"},
    "weights": {"access": "gated"},
    "data": {"disclosure": "undisclosed"},
}


def test_a_refused_criterion_comes_before_an_unknown_one() -> None:
    held = why(get("osaid-1.0").assess(record(**LLAMA)))
    assert [one.answer for one in held] == ["unmet", "unmet"]
    assert [one.id for one in held] == ["use", "modify"]
    assert [one.answer for one in why(get("osaid-1.0").assess(record(**LLAMA)), most=9)][-2:] == ["unmet", "unknown"]


def test_a_review_comes_last() -> None:
    release = record(weights={"access": "gated"}, license={"concluded": "Apache-2.0"})
    held = why(get("eu-ai-act-53-2").assess(release), most=20)
    answers = [one.answer for one in held]
    assert answers == sorted(answers, key=("unmet", "unknown", "partial").index)
    assert {"unknown", "partial"} == set(answers)


def test_nothing_holds_back_what_passes() -> None:
    assert why(get("mof").assess(record(components=every_component("MIT")))) == ()


def test_the_weakest_class_decides_first() -> None:
    release = record(
        components={**every_component("MIT"), "datasets": ("withheld", None), "model-card": ("withheld", None)}
    )
    for name in ("mof", "mof-mot"):
        assert [one.id for one in why(get(name).assess(release))] == ["model-card", "datasets"]


def path(components: dict[str, Any], goal: str, framework: str = "mof") -> list[str]:
    return [step.id for step in path_to(get(framework).assess(record(components=components)), goal)]


@pytest.mark.parametrize("framework", ["mof", "mof-mot"])
def test_the_path_is_what_is_missing_and_no_more(framework: str) -> None:
    third = [part.kind for part in parts() if part.required and part.class_ == 3]
    second = [part.kind for part in parts() if part.required and part.class_ == 2]
    assert path(every_component("MIT"), "class-i", framework) == []
    assert sorted(path(dict.fromkeys(third, "MIT"), "class-iii", framework)) == []
    assert sorted(path(dict.fromkeys(third, "MIT"), "class-ii", framework)) == sorted(second)
    assert path({**every_component("MIT"), "training-code": ("withheld", None)}, "class-i", framework) == [
        "training-code"
    ]


def test_the_paper_that_class_i_needs_stands_in_for_the_report() -> None:
    nothing = {goal: path({}, goal) for goal in ("class-iii", "class-ii", "class-i")}
    assert {goal: len(steps) for goal, steps in nothing.items()} == {"class-iii": 6, "class-ii": 10, "class-i": 13}
    assert "technical-report" in nothing["class-iii"]
    assert "research-paper" in nothing["class-i"]
    assert "technical-report" not in nothing["class-i"]
    assert "technical-report" not in path({"research-paper": "MIT"}, "class-iii")


@pytest.mark.parametrize("goal", ["class-iii", "class-ii", "class-i"])
@pytest.mark.parametrize("start", [{}, {"research-paper": "MIT"}, {"technical-report": "MIT"}, {"model-card": None}])
def test_walking_the_path_reaches_the_class(goal: str, start: dict[str, Any]) -> None:
    steps = path(start, goal)
    assert get("mof").assess(record(components=start | dict.fromkeys(steps, "MIT"))).verdict == goal
    for left_out in steps:
        walked = start | {step: "MIT" for step in steps if step != left_out}
        assert get("mof").assess(record(components=walked)).verdict != goal


def test_a_step_says_what_to_do_and_why() -> None:
    by_id = {
        step.id: step
        for step in path_to(
            get("mof").assess(record(components={"model-card": None, "datasets": ("withheld", None)})), "class-i"
        )
    }
    assert by_id["model-card"].do == "say under which open licence the model card is released"
    assert by_id["model-card"].reason == "the model card is released; under which licence is not said"
    assert by_id["datasets"].do == "release the datasets under an open licence, or say where"
    assert by_id["datasets"].reason == "the datasets are withheld"


def test_an_unknown_class_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        UnknownNameError, match=r"class-iv: unknown class; known: class-iii, class-ii, class-i"
    ) as refused:
        path_to(get("mof").assess(record()), "class-iv")
    assert "class-i" in refused.value.near


def test_a_framework_without_classes_has_no_path() -> None:
    with pytest.raises(UnknownNameError, match=r"osaid-1.0 has no classes; mof and mof-mot have"):
        path_to(get("osaid-1.0").assess(record()), "class-i")
