"""From the classes to the writer schema: what pydantic gives, and what it cannot know."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from openness.release import Section
from openness.schema._examples import example
from openness.schema._meanings import MEANINGS

Schema = dict[str, Any]
UNSTATED: list[Any] = [None, "unknown", [], {}]
"""Values that state nothing, so that no evidence is asked for."""
_ORDER = ("$schema", "$id", "$ref", "const", "title", "description", "type", "oneOf", "anyOf", "properties", "required",
          "additionalProperties", "items", "allOf", "default", "examples", "$defs")  # fmt: skip


class _Published(GenerateJsonSchema):
    """Draft 2020-12 with the meaning of each member, without the titles that only repeat the keys."""

    schema_dialect = "https://json-schema.org/draft/2020-12/schema"

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        return {"$schema": self.schema_dialect, **super().generate(schema, mode)}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        members = tuple(schema["expected"])
        if len(members) == 1:
            return super().literal_schema(schema)
        meanings = MEANINGS[members]
        return {"type": "string", "oneOf": [{"const": one, "description": meanings[one]} for one in members]}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the generator's own signature
        return False


def writer_schema(model: type[BaseModel]) -> Schema:
    """The closed schema of a class, without its `$id`."""
    generated = model.model_json_schema(schema_generator=_Published)
    classes = {one.__name__: one for one in _classes(model, set())}
    objects = {**generated.get("$defs", {}), model.__name__: generated}
    if any(issubclass(one, Section) for one in classes.values()):
        _say_what_evidence_is(generated, objects, classes)
    for name, described in objects.items():
        for field in described.get("properties", {}).values():
            _name_the_keys(field)
            _fold_null(field)
        shown = example(name)
        described["examples"] = [shown]
        for field in ("evidence", "components"):
            if described.get("properties", {}).get(field, {}).get("type") == "object" and shown.get(field):
                described["properties"][field]["examples"] = [dict(list(shown[field].items())[:1])]
    ordered: Schema = _ordered(generated)
    return ordered


def _classes(model: Any, seen: set[Any]) -> Iterator[type[BaseModel]]:
    """A class and every class that its fields name."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        if model in seen:
            return
        seen.add(model)
        yield model
        for field in model.model_fields.values():
            yield from _classes(field.annotation, seen)
        return
    for part in get_args(model):
        yield from _classes(part, seen)


def _say_what_evidence_is(generated: Schema, objects: dict[str, Schema], classes: dict[str, type[BaseModel]]) -> None:
    """No fact without evidence, as far as JSON Schema can say it: for each field of a section, if stated, then shown."""
    generated["$defs"]["Places"] = {
        "title": "Places",
        "description": "The places that show a fact: at least one.",
        "type": "array",
        "items": {"$ref": "#/$defs/Evidence"},
        "minItems": 1,
        "examples": [[example("Evidence")]],
    }
    generated["$defs"]["Stated"] = {
        "title": "Stated",
        "description": "A value that states something: not null, not `unknown`, not empty.",
        "not": {"enum": UNSTATED},
        "examples": ["public"],
    }
    for name, class_ in classes.items():
        if not issubclass(class_, Section):
            continue
        fields = [field for field in class_.model_fields if field != "evidence"]
        described = objects[name]
        described["properties"]["evidence"] = {
            "description": described["properties"]["evidence"]["description"],
            "type": "object",
            "properties": {
                one: {"description": f"The places that show `{one}`.", "$ref": "#/$defs/Places"} for one in fields
            },
            "additionalProperties": False,
        }
        conditions = [_if_stated(one, {"$ref": "#/$defs/Stated"}) for one in fields if one not in class_.own_evidence]
        if "training_code" in fields:
            conditions.append(_if_stated("training_code", _STATED_CODE))
        described["allOf"] = conditions


_STATED_CODE: Schema = {
    "anyOf": [
        {"required": [one], "properties": {one: {"$ref": "#/$defs/Stated"}}, "type": "object"}
        for one in ("value", "url")
    ]
}


def _if_stated(field: str, stated: Schema) -> Schema:
    return {
        "if": {"required": [field], "properties": {field: stated}},
        "then": {"required": ["evidence"], "properties": {"evidence": {"type": "object", "required": [field]}}},
    }


def _name_the_keys(field: Schema) -> None:
    """A mapping with closed keys becomes an object with named ones, which editors can complete and explain."""
    for one in (field, *field.get("anyOf", ())):
        names = one.get("propertyNames", {}).get("oneOf")
        if names:
            item = one["additionalProperties"]
            one["properties"] = {name["const"]: {"description": name["description"], **item} for name in names}
            one["additionalProperties"] = False
            del one["propertyNames"]


def _fold_null(field: Schema) -> None:
    """An enumeration or null is one list of members, not a union of two."""
    options = field.get("anyOf", ())
    if len(options) == 2 and "oneOf" in options[0] and options[1] == {"type": "null"}:
        del field["anyOf"]
        field["oneOf"] = [*options[0]["oneOf"], {"const": None, "description": "nothing is said"}]


def _ordered(value: Any, *, names: bool = False) -> Any:
    """The same schema with its keywords in the order in which a person reads; names keep theirs."""
    if isinstance(value, list):
        return [_ordered(one) for one in value]
    if not isinstance(value, dict):
        return value
    keys = list(value) if names else sorted(value, key=lambda key: _ORDER.index(key) if key in _ORDER else 10)
    return {
        key: deepcopy(value[key])
        if not names and key in ("examples", "default", "const", "enum", "required")
        else _ordered(value[key], names=not names and key in ("properties", "$defs"))
        for key in keys
    }
