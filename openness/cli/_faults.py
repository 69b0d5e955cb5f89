"""The faults of a JSON or YAML text against a schema: one per cause, with line and column, in the user's words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from openness import _limits, _yaml
from openness._value import dataclass

_TYPES = {"object": "a mapping", "array": "a list", "string": "text", "integer": "a whole number", "number": "a number",
          "boolean": "true or false", "null": "null"}  # fmt: skip

_WRITTEN = {
    "date": "a day that exists, written YYYY-MM-DD",
    "date-time": "a moment, written YYYY-MM-DDThh:mm:ss with Z or an offset",
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One cause: where in the file, where in the value, and what."""

    line: int
    column: int
    where: str
    message: str


def faults(text: str, value: Any, schema: dict[str, Any]) -> list[Fault]:
    """Every cause, in the order of the file."""
    from jsonschema import Draft202012Validator

    root = _root(text)
    found = {
        Fault(*_place(root, path, key=key), ".".join(map(str, path)), message)
        for error in Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).iter_errors(value)
        for path, key, message in _causes(error)
    }
    return sorted(found)


def place_of(text: str, path: list[Any]) -> tuple[int, int]:
    """Line and column of the value at a path, counted from 1."""
    return _place(_root(text), path)


def _root(text: str) -> yaml.Node | None:
    try:
        return _yaml.compose(text)
    except (yaml.YAMLError, RecursionError):
        return None


def _causes(error: Any) -> Iterator[tuple[list[Any], str | None, str]]:
    """Path, the unknown key where there is one, and words, for each cause below an error."""
    path = list(error.absolute_path)
    if error.validator in ("anyOf", "oneOf") and error.context:
        yield from _of_branches(error)
    elif error.validator == "additionalProperties":
        known = sorted(error.schema.get("properties", ()))
        unknown = sorted(str(one) for one in error.instance if str(one) not in known)
        for number, key in enumerate(unknown):
            near = _nearest(key, tuple(known)) if number < _limits.PROPOSALS else ""
            yield [*path, key], key, f"unknown key{near}"
    elif error.validator in ("enum", "const"):
        allowed = error.validator_value if error.validator == "enum" else [error.validator_value]
        yield path, None, _not_one_of(error.instance, allowed)
    elif error.validator == "type":
        wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
        yield (
            path,
            None,
            f"{_value_as_written(error.instance)} is not {' or '.join(_TYPES.get(str(one), str(one)) for one in wanted)}",
        )
    elif error.validator == "required" and "then" in error.schema_path:
        name = error.message.split("'")[1]
        field = error.schema["properties"]["evidence"]["required"][0] if name == "evidence" else name
        yield [*(path if name == "evidence" else path[:-1]), field], None, f"`{field}` is stated without evidence"
    elif error.validator == "required":
        name = error.message.split("'")[1]
        yield path, None, f"`{name}` is missing"
    else:
        yield path, None, _beyond_limits(error)


def _beyond_limits(error: Any) -> str:
    """A limit of a value, in words."""
    shown, limit = _value_as_written(error.instance), error.validator_value
    if error.validator in ("format", "pattern") and error.schema.get("format") in _WRITTEN:
        return f"{shown} is not {_WRITTEN[error.schema['format']]}"
    words = {
        "minimum": f"{shown} is less than {limit}",
        "maximum": f"{shown} is more than {limit}",
        "minItems": "an empty list; name at least one place, or leave the key out",
        "minLength": "is empty",
        "maxLength": f"has {len(error.instance)} characters, at most {limit}"
        if isinstance(error.instance, str)
        else "",
    }
    return words.get(error.validator) or str(error.message)


def _of_branches(error: Any) -> Iterator[tuple[list[Any], str | None, str]]:
    """The branches of an `anyOf` that a value of this type can have been meant for; several constants become one list."""
    branches: dict[Any, list[Any]] = {}
    for one in error.context:
        branches.setdefault(one.schema_path[0], []).append(one)
    constants = [one.validator_value for group in branches.values() for one in group if one.validator == "const"]
    if len(constants) == len(branches):
        yield list(error.absolute_path), None, _not_one_of(error.instance, constants)
        return
    depth = len(error.absolute_path)
    meant = [
        group
        for group in branches.values()
        if not any(one.validator == "type" and len(one.absolute_path) == depth for one in group)
    ]
    if not meant:
        wanted = [
            _TYPES.get(str(one.validator_value), str(one.validator_value))
            for group in branches.values()
            for one in group
            if one.validator == "type"
        ]
        yield (
            list(error.absolute_path),
            None,
            f"{_value_as_written(error.instance)} is not {' or '.join(dict.fromkeys(wanted))}",
        )
        return
    for one in min(meant, key=len):
        yield from _causes(one)


def _not_one_of(value: Any, allowed: list[Any]) -> str:
    words = ["null" if one is None else str(one) for one in allowed]
    return f"{_value_as_written(value)} is not one of {', '.join(words)}{_nearest(str(value), tuple(words))}"


@lru_cache(maxsize=256)  # a mistake that stands once often stands again
def _nearest(word: str, known: tuple[str, ...]) -> str:
    if len(word) > _limits.NAME:
        return ""
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _value_as_written(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _pair(node: yaml.MappingNode, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The pair of a key: looked up, as each fault of a file asks."""
    pairs = getattr(node, "openness_pairs", None)
    if pairs is None:
        pairs = {}
        for key, value in node.value:
            pairs.setdefault(str(key.value), (key, value))
        node.openness_pairs = pairs  # type: ignore[attr-defined] # kept where it belongs, as long as the tree is
    found: tuple[yaml.Node, yaml.Node] | None = pairs.get(name)
    return found


def _place(root: yaml.Node | None, path: list[Any], *, key: str | None = None) -> tuple[int, int]:
    """Where the value at a path stands; for an unknown key, where the key stands."""
    node = root
    mark = node.start_mark if node is not None else None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = _pair(node, str(step))
            if pair is None:
                break
            node = pair[1]
            block = isinstance(node, yaml.CollectionNode) and not node.flow_style
            mark = pair[0].start_mark if block or (key is not None and step == path[-1]) else node.start_mark
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
