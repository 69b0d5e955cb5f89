"""Answers are kept for the record last asked about and built without validation: neither shows."""

from __future__ import annotations

from typing import Any

import pytest
from records import record

from openness import assess, catalog
from openness.frameworks import Answer, Assessment, _osai_rules
from openness.frameworks._base import said


def test_the_order_in_which_records_are_asked_changes_nothing() -> None:
    releases = [catalog.load(name) for name in catalog.names()]
    alone = [assess(catalog.load(name)) for name in catalog.names()]
    assert [assess(one) for one in reversed(releases)] == alone[::-1]
    assert [assess(one) for one in releases] == alone
    mixed = [[assess(one, name) for one in releases] for name in ("osai-14", "mof", "oucg-14", "g7-2026", "osai-12")]
    for answers in mixed:
        for one, every in zip(answers, alone, strict=True):
            assert one in every


def test_every_assessment_is_one_that_validation_lets_pass() -> None:
    for name in catalog.names():
        for one in assess(catalog.load(name)):
            assert isinstance(one, Assessment)
            checked = type(one).model_validate_json(one.model_dump_json())
            assert checked == one
            assert checked.model_dump_json() == one.model_dump_json()


def test_a_record_is_read_once_by_the_three_instruments(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    rule = _osai_rules.RULES["licenses"]
    monkeypatch.setitem(_osai_rules.RULES, "licenses", lambda release: asked.append(release) or rule(release))
    assess(record())
    assert len(asked) == 1


@pytest.mark.parametrize(("answer", "evidence"), [("maybe", ()), ("met", ("README.md",)), ("met", (("README.md",),))])
def test_an_answer_of_a_plugin_is_looked_at(answer: Any, evidence: Any) -> None:
    with pytest.raises(ValueError, match="1 validation error for Answer"):
        said("use", answer, "because", *evidence)
    assert isinstance(said("use", "met", "because"), Answer)
