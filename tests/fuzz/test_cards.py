"""Whatever a card holds: it is read, judged and shown; every place lies in it; what `--fix` writes stays as it is."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from jsonschema import Draft202012Validator

from openness import ModelCard, assess, check, json_schema, release_from_card
from openness.cli._fix import edited
from openness.frameworks import names
from tests.fuzz.strategies import cards

RECORD = Draft202012Validator(json_schema("model-release"))
MANY = settings(max_examples=60, deadline=None)


def _places(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [place for one in value for place in _places(one)]
    if not isinstance(value, dict):
        return []
    own = [value] if {"source", "line", "quote"} <= set(value) else []
    return own + [place for one in value.values() for place in _places(one)]


def _mended(text: str) -> str:
    report = check(ModelCard.parse(text), assume_card=True)
    return edited(ModelCard.parse(text).text, (edit for finding in report.findings for edit in finding.fix))


@MANY
@given(cards())
def test_a_record_is_valid_and_its_quotes_stand_where_it_says(text: str) -> None:
    card = ModelCard.parse(text)
    data = json.loads(release_from_card(card).model_dump_json())
    RECORD.validate(data)
    for place in _places(data):
        if place["quote"] is not None and place["line"] is not None and place["path"] == card.path:
            assert place["line"] <= len(card.lines), place
            line = card.lines.line_text(place["line"])
            assert line[place["column"] - 1 :].startswith(place["quote"]), place


@MANY
@given(cards())
def test_findings_point_into_the_card_and_a_fix_is_made_once(text: str) -> None:
    card = ModelCard.parse(text)
    report = check(card, assume_card=True)
    for finding in report.findings:
        if finding.place.line:
            assert finding.place.line <= len(card.lines)
    once = _mended(text)
    twice = _mended(once)
    assert _mended(twice) == twice


@settings(max_examples=30, deadline=None)
@given(cards())
def test_every_framework_says_something(text: str) -> None:
    record = release_from_card(ModelCard.parse(text))
    for name in names():
        assert assess(record, name).label
