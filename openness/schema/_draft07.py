"""From draft 2020-12 to draft-07, which editors and SchemaStore ask for; our schemas use nothing that draft-07 lacks."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Schema = dict[str, Any]
_NEW_KEYWORDS = frozenset({
    "$anchor", "$dynamicAnchor", "$dynamicRef", "$vocabulary", "dependentRequired", "dependentSchemas", "maxContains",
    "minContains", "prefixItems", "unevaluatedItems", "unevaluatedProperties",
})  # fmt: skip


def draft07_schema(schema: Schema) -> Schema:
    """The same schema in draft-07."""
    twin: Schema = _turned(deepcopy(schema))
    identity = schema["$id"].replace(".schema.json", ".draft-07.schema.json")
    return {**twin, "$schema": "http://json-schema.org/draft-07/schema#", "$id": identity}


def _turned(value: Any, *, names: bool = False) -> Any:
    if isinstance(value, list):
        return [_turned(one) for one in value]
    if not isinstance(value, dict):
        return value
    if not names and (new := _NEW_KEYWORDS & value.keys()):
        raise ValueError(f"draft-07 has no {', '.join(sorted(new))}")
    turned = {
        "definitions" if key == "$defs" and not names else key: inner
        if not names and key in ("examples", "default", "const", "enum", "required")
        else _turned(inner, names=not names and key in ("properties", "$defs"))
        for key, inner in value.items()
    }
    reference = turned.get("$ref")
    if names or not isinstance(reference, str):
        return turned
    turned["$ref"] = reference.replace("#/$defs/", "#/definitions/")
    if len(turned) == 1:
        return turned
    return {**{key: inner for key, inner in turned.items() if key != "$ref"}, "allOf": [{"$ref": turned["$ref"]}]}
