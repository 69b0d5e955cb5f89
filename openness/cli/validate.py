"""Validate a record or statement against the JSON Schema: every fault with line and column, the best first."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import yaml

from openness import _yaml
from openness.cli._exit import FINDINGS, OK
from openness.errors import TargetError
from openness.schema import NAMES, json_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `validate`."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="JSON or YAML")
    parser.add_argument("--schema", choices=NAMES, help="schema to use (default: told from the content)")


def run(args: argparse.Namespace) -> int:
    """Print one line a fault."""
    code = OK
    for name in args.files:
        faults = list(_faults(name, args.schema))
        for line, column, where, message in faults:
            print(f"{name}:{line}:{column}: {where}: {message}" if where else f"{name}:{line}:{column}: {message}")
        if faults:
            code = FINDINGS
        else:
            print(f"{name}: valid")
    return code


def _faults(name: str, schema_name: str | None) -> list[tuple[int, int, str, str]]:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    try:
        text = Path(name).read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise TargetError(f"{name}: {(error.strerror or 'cannot be read').lower()}") from None
    document = _yaml.load(text)
    if document.problems:
        first = document.problems[0]
        return [(first.line or 1, first.column or 1, "", first.message)]
    schema = json_schema(schema_name or _told(name, document.value))
    errors = sorted(
        Draft202012Validator(schema).iter_errors(document.value), key=lambda error: list(map(str, error.absolute_path))
    )
    best = best_match(iter(errors))
    ordered = [best, *(error for error in errors if error is not best)] if best else errors
    return [_fault(text, error) for error in ordered]


def _told(name: str, value: Any) -> str:
    if Path(name).name == "openness.yaml" or not isinstance(value, dict):
        return "statement"
    by_format = {"openness-report": "report", "openness-assessment": "assessment"}
    if value.get("format") in by_format:
        return by_format[value["format"]]
    return "model-release" if "schema_version" in value else "statement"


def _fault(text: str, error: Any) -> tuple[int, int, str, str]:
    path = list(error.absolute_path)
    line, column = _place(text, path)
    message = error.message
    if error.validator == "enum":
        message = f"{json.dumps(error.instance)} is not one of {', '.join(map(str, error.validator_value))}"
    if error.validator == "additionalProperties":
        message = message.replace("Additional properties are not allowed", "unknown key").replace(" was unexpected", "")
    return line, column, ".".join(map(str, path)), message


def _place(text: str, path: list[Any]) -> tuple[int, int]:
    try:
        node = _yaml.compose(text)
    except yaml.YAMLError:
        return 1, 1
    mark = node.start_mark if node else None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if pair is None:
                break
            mark, node = pair[0].start_mark, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
