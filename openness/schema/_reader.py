"""From a writer schema to its reader twin: open to keys and members of a newer minor version."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Schema = dict[str, Any]
_NEWER = "A member that a newer minor version added: keep it as it is."


def reader_schema(writer: Schema, *, major: str) -> Schema:
    """The open schema of the same name."""
    opened: Schema = _opened(deepcopy(writer), major)
    opened["$id"] = writer["$id"].replace(".schema.json", ".reader.schema.json")
    opened["description"] = f"{writer['description']} For readers: open to what a newer minor version adds."
    return opened


def _opened(value: Any, major: str) -> Any:
    if isinstance(value, list):
        return [_opened(one, major) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("additionalProperties") is False:
        del value["additionalProperties"]
        places = value.get("properties", {})
        if places and all(one.get("$ref") == "#/$defs/Places" for one in places.values()):
            value["additionalProperties"] = {"$ref": "#/$defs/Places"}
    for key, inner in value.items():
        if key not in ("examples", "default", "required", "enum"):
            value[key] = _opened(inner, major)
    if "version" in value.get("properties", {}):
        _open_version(value["properties"]["version"], major)
    if "schema_version" in value.get("properties", {}):
        _open_version(value["properties"]["schema_version"], major)
    members = value.get("oneOf", ())
    if members and all("const" in one for one in members):
        value.pop("type", None)
        value["anyOf"] = [{"oneOf": value.pop("oneOf")}, {"type": "string", "description": _NEWER}]
    return value


def _open_version(field: Schema, major: str) -> None:
    """A version of this format becomes any minor one of the same major; other fields of that name have no constant."""
    pattern = rf"^{major}\.(0|[1-9][0-9]*)$"
    for one in (field, *field.get("anyOf", ())):
        if "const" in one:
            del one["const"]
            one["pattern"] = pattern
