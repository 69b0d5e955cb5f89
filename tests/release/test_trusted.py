"""What `_trusted` writes into pydantic's objects is what pydantic itself writes: a release of pydantic that differs fails here."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import pydantic
import pytest

from openness import release_from_card
from openness._base import Frozen
from openness._trusted import build, made
from openness.card import ModelCard
from openness.licenses import all_licenses
from openness.licenses.details import Details
from openness.licenses.model import License
from openness.release import ModelRelease

ROOT = Path(__file__).resolve().parent.parent.parent
SLOTS = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")


def examples() -> list[ModelRelease]:
    paths = sorted((ROOT / "tests/cards").rglob("bad-*.md"))
    return [release_from_card(ModelCard.read(path)) for path in paths[:: max(1, len(paths) // 12)]]


def every(cls: type[Frozen]) -> list[type[Frozen]]:
    return [cls, *(below for one in cls.__subclasses__() for below in every(one))]


def inside(value: Any) -> list[Frozen]:
    """A value and all values in it."""
    if isinstance(value, Frozen):
        return [value, *(one for name in type(value).model_fields for one in inside(getattr(value, name)))]
    if isinstance(value, dict):
        return [found for one in value.values() for found in inside(one)]
    return [found for one in value for found in inside(one)] if isinstance(value, (tuple, list)) else []


def test_pydantic_keeps_a_value_in_the_four_places_that_are_written() -> None:
    assert set(pydantic.BaseModel.__slots__) == set(SLOTS), pydantic.VERSION
    made = License.model_validate({"id": "x", "name": "X", "kind": "license", "summary": "x"})
    for name in SLOTS:
        assert hasattr(made, name), (name, pydantic.VERSION)


def test_no_class_has_private_attributes_or_extra_keys_that_would_be_lost() -> None:
    for cls in every(Frozen):
        if cls.__module__.startswith("openness.") and not cls.__module__.endswith("open_record"):
            assert not cls.__private_attributes__, cls
            assert cls.model_config.get("extra") == "forbid", cls


@pytest.mark.parametrize("number", range(12))
def test_a_built_record_is_the_validated_one_in_all_that_can_be_asked(number: int) -> None:
    built = examples()[number]
    validated = ModelRelease.model_validate_json(built.model_dump_json(exclude_unset=True))
    assert built == validated
    assert validated == built
    assert repr(built) == repr(validated)
    assert built.model_dump() == validated.model_dump()
    assert list(built.model_dump()) == list(validated.model_dump())
    for one, two in zip(inside(built), inside(validated), strict=True):
        assert type(one) is type(two)
        assert {name: type(getattr(one, name)) for name in SLOTS} == {name: type(getattr(two, name)) for name in SLOTS}
        assert one.__pydantic_extra__ == two.__pydantic_extra__
        assert one.__pydantic_private__ == two.__pydantic_private__
        assert one.__dict__.keys() == two.__dict__.keys()
    for again in (pickle.loads(pickle.dumps(built)), copy.copy(built), copy.deepcopy(built), built.model_copy()):
        assert again == built
        assert again.model_fields_set == built.model_fields_set
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        built.subject = None  # type: ignore[assignment,misc]


def test_a_built_licence_is_the_validated_one() -> None:
    for text in list(all_licenses())[::15]:
        assert License.model_validate_json(text.model_dump_json()) == text


@pytest.mark.parametrize("cls", [ModelRelease, License, Details])
def test_a_key_that_is_none_is_refused(cls: type[Frozen]) -> None:
    with pytest.raises(TypeError, match="has no nothing"):
        build(cls, {"nothing": 1})


def test_halves_of_characters_are_shown_before_they_reach_a_record() -> None:
    from openness.release import Evidence

    made = build(Evidence, {"source": "prose", "path": "caf\udce9.md", "quote": "\ud800"})
    assert (made.path, made.quote) == ("caf\\xe9.md", "\\ud800")
    assert made.model_dump_json()


def test_what_is_made_is_what_validation_would_make() -> None:
    from openness.frameworks import Answer

    words = {"id": "license", "answer": "unknown", "reason": "nobody said", "evidence": ()}
    assert_same_insides(made(Answer, **words), Answer(**words))
    del words["evidence"]
    assert_same_insides(made(Answer, **words), Answer(**words))
    with pytest.raises(TypeError, match="needs `answer`, `reason`"):
        made(Answer, id="license")
    with pytest.raises(TypeError, match="has no nothing"):
        made(Answer, **words, nothing=1)


def assert_same_insides(one: Frozen, other: Frozen) -> None:
    assert one == other
    assert one.__dict__ == other.__dict__
    assert list(one.__dict__) == list(other.__dict__)
    assert one.model_fields_set == other.model_fields_set
    assert one.model_copy(update={"reason": "else"}) == other.model_copy(update={"reason": "else"})
