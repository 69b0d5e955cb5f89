"""Validate a record or statement against the JSON Schema: every fault with line and column, the best first."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from openness import _input, _limits, _yaml
from openness._inert import shown
from openness.cli._exit import ERROR, FINDINGS, OK
from openness.cli._faults import Fault, faults, place_of
from openness.cli._terminal import complain, say
from openness.errors import TargetError
from openness.release.reading import is_newer, record_class, version_fault, version_note
from openness.release.upgrade import upgrade
from openness.schema import NAMES, json_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `validate`."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="JSON or YAML")
    parser.add_argument("--schema", choices=NAMES, help="schema to use (default: told from the content)")


def run(args: argparse.Namespace) -> int:
    """Print one line a fault."""
    code = OK
    failed = False
    for name in args.files:
        try:
            found = _faults(name, args.schema)
        except TargetError as error:
            if len(args.files) == 1:
                raise
            complain(str(error))
            failed = True
            continue
        for fault in found:
            where = f"{fault.where}: " if fault.where else ""
            say(shown(f"{name}:{fault.line}:{fault.column}: {where}{fault.message}"))
        if found:
            code = FINDINGS
        else:
            say(shown(f"{name}: valid"))
    return ERROR if failed else code


def _faults(name: str, schema_name: str | None) -> list[Fault]:
    if Path(name).suffix.casefold() in (".md", ".markdown"):
        raise TargetError(f"{name}: Markdown, no record and no statement; try `openness check {name}`")
    text = _input.read_text(name, _limits.RECORD, what="no record")
    document = _yaml.load(text)
    if document.problems:
        return [Fault(one.line or 1, one.column or 1, "", one.message) for one in document.problems]
    if document.value is None:
        return [Fault(1, 1, "", "empty; a record and a statement are mappings of keys")]
    told = schema_name or _told(name, document.value)
    value, newer = document.value, False
    if told in ("model-release", "statement") and isinstance(value, dict) and "schema_version" in value:
        if wrong := version_fault(value):
            return [Fault(*place_of(text, ["schema_version"]), "schema_version", wrong)]
        newer = is_newer(value["schema_version"])
        if note := version_note(value["schema_version"], name=name):
            complain(note, "warning")
        value = upgrade(value)
    found = faults(text, value, json_schema(told, reader=newer))
    return found or (_beyond_the_schema(text, value) if told == "model-release" else [])


def _told(name: str, value: Any) -> str:
    if Path(name).name.endswith(("openness.yaml", "openness.yml")) or not isinstance(value, dict):
        return "statement"
    by_format = {"openness-report": "report", "openness-assessment": "assessment"}
    if value.get("format") in by_format:
        return by_format[value["format"]]
    return "model-release" if "schema_version" in value else "statement"


def _beyond_the_schema(text: str, value: Any) -> list[Fault]:
    """What the classes refuse and a schema cannot say; nothing today, and a net below tomorrow."""
    from pydantic import ValidationError

    try:
        record_class(value).model_validate_json(json.dumps(value, default=str))
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
