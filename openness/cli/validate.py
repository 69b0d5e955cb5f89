"""Validate a record or statement against the JSON Schema: every fault with line and column, the best first."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from openness import _yaml
from openness.cli._exit import FINDINGS, OK
from openness.cli._faults import Fault, faults, place_of
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
        found = _faults(name, args.schema)
        for fault in found:
            where = f"{fault.where}: " if fault.where else ""
            print(f"{name}:{fault.line}:{fault.column}: {where}{fault.message}")
        if found:
            code = FINDINGS
        else:
            print(f"{name}: valid")
    return code


def _faults(name: str, schema_name: str | None) -> list[Fault]:
    try:
        text = Path(name).read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise TargetError(f"{name}: {(error.strerror or 'cannot be read').lower()}") from None
    document = _yaml.load(text)
    if document.problems:
        return [Fault(one.line or 1, one.column or 1, "", one.message) for one in document.problems]
    told = schema_name or _told(name, document.value)
    found = faults(text, document.value, json_schema(told))
    return found or (_beyond_the_schema(text, document.value) if told == "model-release" else [])


def _told(name: str, value: Any) -> str:
    if Path(name).name == "openness.yaml" or not isinstance(value, dict):
        return "statement"
    by_format = {"openness-report": "report", "openness-assessment": "assessment"}
    if value.get("format") in by_format:
        return by_format[value["format"]]
    return "model-release" if "schema_version" in value else "statement"


def _beyond_the_schema(text: str, value: Any) -> list[Fault]:
    """What a schema cannot say: no fact without evidence."""
    from pydantic import ValidationError

    from openness.release import ModelRelease

    try:
        ModelRelease.model_validate_json(json.dumps(value, default=str))
    except ValidationError as error:
        return sorted(
            Fault(
                *place_of(text, list(one["loc"])),
                ".".join(map(str, one["loc"])),
                one["msg"].removeprefix("Value error, "),
            )
            for one in error.errors()
        )
    return []
