"""The published files: what the classes say, what the wheel carries, complete in words, and never edited afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from hashlib import sha256
from typing import Any

import jsonschema
import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from openness.release import SCHEMA_VERSION
from openness.release.reading import read_record
from openness.schema import NAMES, generated, json_schema, published
from openness.schema._meanings import MEANINGS

FILES = generated()
KEYWORDS = {
    "$schema", "$id", "$ref", "$defs", "definitions", "title", "description", "type", "const", "oneOf", "anyOf", "allOf",
    "properties", "required", "additionalProperties", "items", "default", "examples", "if", "then", "not", "enum",
    "minimum", "maximum", "minItems", "minLength", "maxLength", "pattern", "format",
}  # fmt: skip


def test_nobody_edits_the_past(root) -> None:
    lines = (root / "schema" / "digests.txt").read_text().splitlines()
    frozen = dict(reversed(line.split("  ")) for line in lines)
    for path, digest in frozen.items():
        assert sha256((root / "schema" / path).read_bytes()).hexdigest() == digest, path
    versions = {path.partition("/")[0] for path in frozen}
    there = {
        path.relative_to(root / "schema").as_posix() for one in versions for path in (root / "schema" / one).iterdir()
    }
    assert there == frozen.keys()
    assert {"0.9", SCHEMA_VERSION} <= versions


def test_the_files_are_what_the_classes_say_and_latest_is_a_copy(root) -> None:
    for name, text in FILES.items():
        assert (root / "schema" / SCHEMA_VERSION / name).read_text(encoding="utf-8") == text, name
        assert (root / "schema" / "latest" / name).read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_a_schema_with_a_versioned_identity(name: str) -> None:
    schema = json.loads(FILES[name])
    validator = Draft7Validator if "draft-07" in name else Draft202012Validator
    assert schema["$schema"] == validator.META_SCHEMA["$schema" if "$schema" in validator.META_SCHEMA else "$id"]
    validator.check_schema(schema)
    known = {
        key
        for one in _objects(schema)
        for key in one[1]
        if not one[0].endswith(("/properties", "/$defs", "/definitions"))
    }
    assert known <= KEYWORDS, "keywords that no validator knows"
    assert schema["$id"] == f"https://openness.dev/schema/{SCHEMA_VERSION}/{name}"


def _objects(schema: Any, path: str = "#") -> Any:
    """Every object schema with its path, and every field with its own."""
    if isinstance(schema, list):
        for number, one in enumerate(schema):
            yield from _objects(one, f"{path}/{number}")
    elif isinstance(schema, dict):
        yield path, schema
        for key, one in schema.items():
            if key not in ("examples", "default", "if", "then", "enum", "const"):
                yield from _objects(one, f"{path}/{key}")


@pytest.mark.parametrize("name", FILES)
def test_every_field_is_described_and_every_object_has_an_example_that_is_valid(name: str) -> None:
    schema = json.loads(FILES[name])
    definitions = "definitions" if "draft-07" in name else "$defs"
    validator = Draft7Validator if "draft-07" in name else Draft202012Validator
    for path, one in _objects(schema):
        field = path.split("/")[-2:-1] == ["properties"]
        if field and "/properties/value" not in path.removeprefix("#/$defs/Terms"):
            assert one.get("description"), f"{path} has no description"
    for name_, one in {"": schema, **schema[definitions]}.items():
        assert one["description"], name_
        for example in one["examples"]:
            validator({**one, definitions: schema[definitions]}).validate(example)


@pytest.mark.parametrize("name", NAMES)
def test_every_enumeration_says_what_its_members_mean(name: str) -> None:
    schema = json_schema(name)
    for path, one in _objects(schema):
        assert "enum" not in one or path.endswith("/Stated/not"), path
        members = one.get("oneOf", ())
        assert all(member.get("description") for member in members if "const" in member), path
    assert all(all(words for words in one.values()) for one in MEANINGS.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_writer_is_closed_and_the_reader_is_open(name: str) -> None:
    writer, reader = json_schema(name), json_schema(name, reader=True)
    for path, one in _objects(writer):
        if "properties" in one and path != "#" and "/allOf/" not in path and "/Terms/" not in path:
            assert one.get("additionalProperties") is False, path
    for path, one in _objects(reader):
        assert one.get("additionalProperties") is not False, path
        if "oneOf" in one:
            assert path.endswith("/anyOf/0"), f"{path} takes no member of a newer minor version"


def test_what_the_writer_takes_the_reader_takes_and_more() -> None:
    place = [{"source": "satellite", "orbit": 3}]
    record = {
        "schema_version": "1.7",
        "mood": {"colour": "blue"},
        "weights": {"access": "torrent", "gating": "lottery", "seeds": 3, "evidence": {"access": place, "gating": place, "seeds": place}},
        "components": {"tokenizer": [{"availability": "rented", "evidence": place}]},
    }  # fmt: skip
    assert Draft202012Validator(json_schema("model-release", reader=True)).is_valid(record)
    with pytest.raises(jsonschema.ValidationError):
        Draft202012Validator(json_schema("model-release")).validate(record)
    for version in ("2.0", "1", "1.01", "0.9", 1.7):
        assert not Draft202012Validator(json_schema("model-release", reader=True)).is_valid({"schema_version": version})


@pytest.fixture(scope="module")
def installed(tmp_path_factory, root):
    """A folder that holds what a wheel installs, and nothing of the checkout."""
    from hatchling.builders.wheel import WheelBuilder

    made = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(root)).build(directory=str(made), versions=["standard"])
    folder = made / "site"
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def test_the_installed_package_prints_what_is_published(installed, root, tmp_path) -> None:
    """Byte for byte, with no network: the socket is taken away."""
    code = (
        "import sys, socket; socket.socket = None; "
        f"sys.path.insert(0, {str(installed)!r}); sys.dont_write_bytecode = True\n"
        "import openness; assert openness.__file__.startswith(sys.path[0]), openness.__file__\n"
        "from openness.cli import main\n"
        "for words in sys.stdin.read().split('\\n'):\n"
        "    main(words.split()); print(chr(30), end='')\n"
    )
    files = sorted(FILES)
    words = [
        f"schema {name.partition('.')[0]}"
        + (" --reader" if ".reader." in name else " --draft-07" if "draft" in name else "")
        for name in files
    ]
    run = subprocess.run(
        [sys.executable, "-c", code], input="\n".join(words).encode(), capture_output=True, cwd=tmp_path, check=True
    )
    printed = run.stdout.decode().split(chr(30))
    for name, text in zip(files, printed, strict=False):
        assert text == (root / "schema" / SCHEMA_VERSION / name).read_text(encoding="utf-8"), name


def test_the_face_gives_what_is_published() -> None:
    for name in NAMES:
        assert json_schema(name) == json.loads(published(name))
        assert json_schema(name, reader=True) == json.loads(published(name, "reader"))


def test_a_reader_of_1_0_takes_a_record_of_this_version(root) -> None:
    """What 1.1 adds is unknown to a consumer of 1.0, and never an error."""
    schema = json.loads((root / "schema/1.0/model-release.reader.schema.json").read_text(encoding="utf-8"))
    assert Draft202012Validator(schema).is_valid(json_schema("model-release")["examples"][0])
    older = json.loads((root / "schema/1.0/model-release.schema.json").read_text(encoding="utf-8"))
    (record,) = older["examples"]
    assert read_record(record).schema_version == SCHEMA_VERSION
