"""Records made from the classes: all validators accept them, and all refuse what is broken in one place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from openness.release import ModelRelease
from openness.release.reading import read_record
from openness.schema import json_schema

from .records import broken, records

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json_schema("model-release")
READER = json_schema("model-release", reader=True)
PYTHON = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
RUST = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
RUST_READER = jsonschema_rs.Draft202012Validator(READER, validate_formats=True)
THOROUGH = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
seen: dict[bool, list[Any]] = {True: [], False: []}


def _verdicts(record: Any) -> dict[str, bool]:
    try:
        ModelRelease.model_validate_json(json.dumps(record))
    except ValidationError:
        by_class = False
    else:
        by_class = True
    return {"jsonschema": PYTHON.is_valid(record), "jsonschema-rs": RUST.is_valid(record), "pydantic": by_class}


@given(records())
@THOROUGH
def test_all_accept_what_the_classes_make(record: dict[str, Any]) -> None:
    seen[True].append(record)
    assert _verdicts(record) == {"jsonschema": True, "jsonschema-rs": True, "pydantic": True}
    assert RUST_READER.is_valid(record)
    read = read_record(record)
    assert ModelRelease.model_validate_json(read.model_dump_json()) == read
    assert PYTHON.is_valid(json.loads(read.model_dump_json())), "what is written is what may be written"


@given(st.data())
@THOROUGH
def test_all_refuse_what_is_broken(data: st.DataObject) -> None:
    record, what = broken(data.draw, data.draw(records()))
    seen[False].append(record)
    assert _verdicts(record) == {"jsonschema": False, "jsonschema-rs": False, "pydantic": False}, what


@pytest.mark.parametrize("valid", [True, False])
def test_so_do_those_outside_python(valid: bool, node_home: Path, tmp_path: Path) -> None:
    if not seen[valid]:  # this worker did not run the test above
        (test_all_accept_what_the_classes_make if valid else test_all_refuse_what_is_broken)()
    cases = seen[valid][:60]
    group = {"schema": {"$ref": SCHEMA["$id"]}, "tests": [{"data": one} for one in cases]}
    run = subprocess.run(
        ["node", str(ROOT / "tests" / "node" / "validate.js")],
        input=json.dumps({"schemas": [SCHEMA], "groups": [group]}),
        capture_output=True, text=True, check=True, env={**os.environ, "NODE_PATH": str(node_home / "node_modules")},
    )  # fmt: skip
    (verdicts,) = json.loads(run.stdout)["verdicts"]
    assert [not failures for failures in verdicts] == [valid] * len(cases)
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA))
    names = [str(tmp_path / f"{number}.json") for number in range(len(cases))]
    for name, case in zip(names, cases, strict=True):
        Path(name).write_text(json.dumps(case))
    words = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--no-cache",
        "-o",
        "json",
        "--schemafile",
        str(tmp_path / "schema.json"),
    ]
    done = subprocess.run([*words, *names], capture_output=True, text=True, check=False)
    refused = {one["filename"] for one in json.loads(done.stdout)["errors"]}
    assert refused == (set() if valid else set(names))
