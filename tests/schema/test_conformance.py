"""The conformance suite: one verdict on every case by five validators, at the place and by the keyword that it names."""

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
from pydantic import ValidationError

import openness
from openness.release import SCHEMA_VERSION, ModelRelease
from openness.release.open_record import open_class
from openness.schema import _model

ROOT = Path(__file__).resolve().parents[2]
SUITE = ROOT / "schema" / "conformance" / SCHEMA_VERSION
GROUPS = [group for path in sorted(SUITE.glob("*.json")) for group in json.loads(path.read_text(encoding="utf-8"))]
SCHEMAS = {
    one["$id"]: one
    for path in sorted((ROOT / "schema" / SCHEMA_VERSION).glob("*.schema.json"))
    if "draft-07" not in path.name
    for one in [json.loads(path.read_text(encoding="utf-8"))]
}
each_group = pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["schema"]["$ref"].rpartition("/")[2])


def _pointer(path: Any) -> str:
    return "".join(f"/{step}" for step in path)


def _compare(group: dict[str, Any], verdicts: list[set[tuple[str, str]]]) -> None:
    """Every test: accepted where it is valid; refused at the named place by the named keyword where it is not."""
    wrong = []
    for test, failures in zip(group["tests"], verdicts, strict=True):
        expected = test.get("fails", {})
        if test["valid"] == bool(failures) or (expected and (expected["path"], expected["keyword"]) not in failures):
            wrong.append(f"{test['description']}: expected {expected or 'valid'}, got {sorted(failures) or 'valid'}")
    assert not wrong, "\n".join(wrong)


@each_group
def test_a_case_says_what_must_fail_and_the_suite_holds_both_kinds(group: dict[str, Any]) -> None:
    for test in group["tests"]:
        assert test.keys() == {"description", "data", "valid"} | ({"fails"} if not test["valid"] else set())
    assert {test["valid"] for test in group["tests"]} == {True, False}
    names = [test["description"] for test in group["tests"]]
    assert len(names) == len(set(names))


def _python_failures(error: jsonschema.ValidationError) -> set[tuple[str, str]]:
    found = {(_pointer(error.absolute_path), str(error.validator))}
    for one in error.context or ():
        found |= _python_failures(one)
    return found


@each_group
def test_jsonschema(group: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(
        SCHEMAS[group["schema"]["$ref"]], format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    verdicts = [set().union(*map(_python_failures, validator.iter_errors(test["data"]))) for test in group["tests"]]
    _compare(group, verdicts)


def test_the_draft_07_twin_judges_statements_alike() -> None:
    (group,) = [one for one in GROUPS if one["schema"]["$ref"].endswith("/statement.schema.json")]
    twin = json.loads((ROOT / "schema" / SCHEMA_VERSION / "statement.draft-07.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(twin, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
    _compare(
        group, [set().union(*map(_python_failures, validator.iter_errors(test["data"]))) for test in group["tests"]]
    )


@each_group
def test_jsonschema_rs(group: dict[str, Any]) -> None:
    validator = jsonschema_rs.Draft202012Validator(SCHEMAS[group["schema"]["$ref"]], validate_formats=True)

    def failures(errors: Any) -> set[tuple[str, str]]:
        found = set()
        for one in errors:
            found.add((_pointer(one.instance_path), str(one.schema_path[-1])))
            for branch in getattr(one.kind, "context", ()) or ():
                found |= failures(branch)
        return found

    _compare(group, [failures(validator.iter_errors(test["data"])) for test in group["tests"]])


@each_group
def test_check_jsonschema(group: dict[str, Any], tmp_path: Path) -> None:
    names = []
    for number, test in enumerate(group["tests"]):
        names.append(str(tmp_path / f"{number}.json"))
        Path(names[-1]).write_text(json.dumps(test["data"]))
    schema = ROOT / "schema" / SCHEMA_VERSION / group["schema"]["$ref"].rpartition("/")[2]
    words = [sys.executable, "-m", "check_jsonschema", "--no-cache", "--schemafile", str(schema), "-o", "json"]
    run = subprocess.run([*words, *names], capture_output=True, text=True, check=False)
    refused = {Path(one["filename"]).stem for one in json.loads(run.stdout)["errors"]}
    wrong = [
        test["description"] for number, test in enumerate(group["tests"]) if test["valid"] == (str(number) in refused)
    ]
    assert not wrong, wrong


def test_ajv(node_home: Path) -> None:
    run = subprocess.run(
        ["node", str(ROOT / "tests" / "node" / "validate.js")],
        input=json.dumps({"schemas": list(SCHEMAS.values()), "groups": GROUPS}),
        capture_output=True, text=True, check=False, env={**os.environ, "NODE_PATH": str(node_home / "node_modules")},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    assert said["complaints"] == [], "ajv, as strict as it comes, has nothing to complain about"
    for group, verdicts in zip(GROUPS, said["verdicts"], strict=True):
        _compare(group, [{(one["path"], one["keyword"]) for one in failures} for failures in verdicts])


@each_group
def test_pydantic(group: dict[str, Any]) -> None:
    file = group["schema"]["$ref"].rpartition("/")[2]
    model = open_class() if "reader" in file else _model(file.partition(".")[0])
    wrong = []
    for test in group["tests"]:
        try:
            model.model_validate_json(json.dumps(test["data"]))
        except ValidationError as error:
            places = {_pointer(one["loc"]) for one in error.errors()}
            if test["valid"] or not any(
                test["fails"]["path"].startswith(one) or one.startswith(test["fails"]["path"]) for one in places
            ):
                wrong.append(f"{test['description']}: {error.errors()[0]['msg']} at {sorted(places)}")
        else:
            if not test["valid"]:
                wrong.append(f"{test['description']}: accepted")
    assert not wrong, "\n".join(wrong)


def test_what_python_reads_is_what_the_reader_schema_takes() -> None:
    """`read_record` on data: the same verdict as the classes give on text."""
    from openness.release.reading import read_record

    for group in GROUPS:
        if "model-release" not in group["schema"]["$ref"]:
            continue
        for test in group["tests"]:
            version = test["data"].get("schema_version") if isinstance(test["data"], dict) else None
            if (
                version is None
                or (version != SCHEMA_VERSION and "reader" not in group["schema"]["$ref"])
                or version == "0.9"
            ):
                continue
            if test["valid"]:
                assert isinstance(read_record(test["data"]), ModelRelease)
            else:
                with pytest.raises(openness.OpennessError):
                    read_record(test["data"])
