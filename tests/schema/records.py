"""Hypothesis strategies for records, made from the classes, and mutations that break a record for certain."""

from __future__ import annotations

import copy
import types
from datetime import date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from openness._base import Frozen
from openness.release import Evidence, Item, ModelRelease, Section
from openness.release.evidence import is_stated

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
OFFSETS = st.sampled_from(["Z", "+00:00", "-03:30", "+14:00"])
DAYS = st.dates(date(1950, 1, 1), date(2999, 12, 31)).map(date.isoformat)
MOMENTS = st.builds(
    lambda moment, offset: moment.isoformat() + offset,
    st.datetimes(datetime(1950, 1, 1), datetime(2999, 12, 31)),  # noqa: DTZ001 - the offset is written beside it
    OFFSETS,
)


def records() -> st.SearchStrategy[dict[str, Any]]:
    """Valid records as JSON data, of every shape that the classes allow."""
    return _of_class(ModelRelease).map(lambda made: {**made, "schema_version": "1.1"})


def _of_class(cls: type[Frozen]) -> st.SearchStrategy[dict[str, Any]]:
    if cls is Evidence:
        limits = {
            "line": st.integers(1, 10**6),
            "column": st.integers(1, 10**4),
            "quote": st.text("aß語🪶 ", max_size=160),
        }
        return st.fixed_dictionaries(
            {"source": _of(Evidence.model_fields["source"].annotation)},
            optional={
                **{name: st.none() | one for name, one in limits.items()},
                "path": st.none() | TEXT,
                "confidence": _of(Evidence.model_fields["confidence"].annotation),
                "retrieved": st.none() | MOMENTS,
            },
        )
    fields = {name: _of(field.annotation) for name, field in cls.model_fields.items() if name != "evidence"}
    if "sha256" in fields:
        fields["sha256"] = st.none() | st.text("0123456789abcdef", min_size=64, max_size=64)
    required = {name for name in fields if cls.model_fields[name].is_required()}
    made = st.fixed_dictionaries(
        {name: one for name, one in fields.items() if name in required},
        optional={name: one for name, one in fields.items() if name not in required},
    )
    places = st.lists(st.deferred(lambda: _of_class(Evidence)), min_size=1, max_size=2)
    if issubclass(cls, Item):
        return st.builds(lambda value, seen: {**value, "evidence": seen}, made, places)
    if issubclass(cls, Section):
        return st.builds(lambda value, seen: _shown(cls, value, seen), made, places)
    return made


def _shown(cls: type[Section], value: dict[str, Any], seen: list[Any]) -> dict[str, Any]:
    """A section with evidence for whatever it states."""
    stated = [name for name in value if name not in cls.own_evidence and value[name] not in (None, "unknown", [], {})]
    if value.get("training_code"):
        stated.append("training_code")
    return {**value, "evidence": {name: copy.deepcopy(seen) for name in stated}} if stated else value


def _of(annotation: Any) -> st.SearchStrategy[Any]:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of(parts[0])
    if origin in (Union, types.UnionType):
        return st.one_of([_of(one) for one in parts])
    if origin is Literal:
        return st.sampled_from(parts)
    if origin is tuple:
        return st.lists(_of(parts[0]), max_size=2)
    if origin is dict:
        return st.dictionaries(_of(parts[0]), _of(parts[1]), max_size=3)
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return _of_class(annotation)
    return {
        str: TEXT,
        bool: st.booleans(),
        int: st.integers(1, 10**13),
        float: st.floats(0, 1e30) | st.integers(0, 10**12),
        date: DAYS,
        type(None): st.none(),
    }[annotation]


def _enumerated(cls: type[Frozen], found: dict[str, bool]) -> dict[str, bool]:
    """Names of fields -> whether every field of that name is an enumeration."""
    for name, field in cls.model_fields.items():
        annotation = field.annotation
        choices = [one for one in (annotation, *get_args(annotation)) if get_origin(one) is Literal]
        found[name] = bool(choices) and get_origin(annotation) is not tuple and found.get(name, True)
        for one in _classes(annotation):
            _enumerated(one, found)
    return found


def _classes(annotation: Any) -> list[type[Frozen]]:
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return [annotation]
    return [one for part in get_args(annotation) for one in _classes(part)]


ENUMERATED = {name for name, only in _enumerated(ModelRelease, {}).items() if only}


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    found = [(path, value)]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        found += _places(inner, (*path, key))
    return found


def broken(draw: Any, record: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """A record with one change that no validator may let pass, and what the change is."""
    places = _places(record)
    mutations = [("an unknown key", path, {**value, "colour": 1}) for path, value in places if isinstance(value, dict)]
    mutations += [("a mapping", path, {"colour": 1}) for path, value in places if path]
    mutations += [("text as a number", path, 7) for path, value in places if isinstance(value, str)]
    mutations += [("a number as text", path, "7") for path, value in places if type(value) in (int, float)]
    mutations += [("a truth value as text", path, "yes") for path, value in places if isinstance(value, bool)]
    mutations += [("no member", path, "no-such-member") for path, value in places if path and path[-1] in ENUMERATED]
    mutations += [
        ("an empty list of places", path, [])
        for path, value in places
        if "evidence" in path[-2:] and isinstance(value, list)
    ]
    mutations += [
        ("no evidence", path, {key: inner for key, inner in value.items() if key != "evidence"})
        for path, value in places
        if isinstance(value, dict) and is_stated(value.get("evidence"))
    ]
    what, path, value = draw(st.sampled_from(mutations))
    made = copy.deepcopy(record)
    if not path:
        return value, what
    place = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return made, what
