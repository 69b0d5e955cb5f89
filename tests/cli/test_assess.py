"""`openness assess`: verdicts as text and JSON, foreign files by content, and one-line errors."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import openness
from openness.frameworks import NAMES
from openness.release import COMPONENT_KINDS, SCHEMA_VERSION

CARD = """---
license: llama2
library_name: transformers
---
# Small

The training data is not disclosed.
"""
MOF = """framework: {name: Model Openness Framework, version: '1.0', date: '2024-12-15'}
release:
  name: Small
  producer: Us
  license: {distribution: {name: Apache-2.0, path: ''}}
  components:
    - {name: Model architecture}
    - {name: Model parameters (Final), license: MIT, component_path: https://example.org/w}
    - {name: Technical report}
    - {name: Evaluation results}
    - {name: Model card}
    - {name: Data card}
"""
OSAI = """system: {name: Small}
org: {name: Us}
code: {class: open, link: https://example.org, notes: all of it}
paper: {class: partial, link: , notes: }
datasheet: {class: full, link: [], notes: }
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "README.md").write_text(CARD, encoding="utf-8")
    (tmp_path / "model.yml").write_text(MOF, encoding="utf-8")
    (tmp_path / "index.yaml").write_text(
        OSAI.replace("link: ,", "link: ~,").replace("notes: }", "notes: ~}"), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def results(run_cli: Any, *words: str) -> list[dict[str, Any]]:
    code, out, err = run_cli("assess", "--format", "json", *words)
    assert (code, err) == (0, "")
    shown = json.loads(out)
    jsonschema.Draft202012Validator(openness.json_schema("assessment")).validate(shown)
    assert (shown["format"], shown["version"]) == ("openness-assessment", "1.0")
    found: list[dict[str, Any]] = shown["results"]
    return found


@pytest.mark.usefixtures("folder")
def test_all_frameworks_one_line_each(run_cli: Any) -> None:
    code, out, err = run_cli("assess", "README.md")
    assert (code, err) == (0, "")
    first, *lines = out.splitlines()
    assert first == "README.md"
    assert [line.split()[0] for line in lines] == list(NAMES)
    assert [line.split()[1] for line in lines if line.split()[0] in ("osaid-1.0", "eu-ai-act-53-2")] == [
        "fail",
        "not-met",
    ]


@pytest.mark.usefixtures("folder")
def test_one_framework_shows_its_criteria_and_what_would_settle_the_rest(run_cli: Any) -> None:
    code, out, _ = run_cli("assess", "README.md", "--framework", "osaid-1.0")
    assert code == 0
    lines = out.splitlines()
    assert lines[1] == "  osaid-1.0 (1.0 (2024-10-28)): fail  Does not meet it"
    assert any(line.startswith("    - use: ") and "700,000,000 users" in line for line in lines)
    assert "        README.md:2: “license: llama2”" in lines
    assert "  what would settle the rest:" in lines


@pytest.mark.usefixtures("folder")
def test_why_adds_at_most_two_reasons_a_framework(run_cli: Any) -> None:
    _, out, _ = run_cli("assess", "README.md", "--why", "--framework", "osaid-1.0", "--framework", "mof")
    lines = out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == [
        "osaid-1.0",
        "-",
        "-",
        "mof",
        *(line.split()[0] for line in lines[4:]),
    ]
    assert len(lines) == 6


@pytest.mark.usefixtures("folder")
def test_the_way_to_a_class(run_cli: Any) -> None:
    _, out, _ = run_cli("assess", "model.yml", "--framework", "mof-mot", "--to", "class-iii")
    assert out.splitlines() == ["model.yml", "  class-iii is reached"]
    _, out, _ = run_cli("assess", "README.md", "--to", "class-ii")
    assert out.splitlines()[1].endswith("steps to class-ii of mof:")
    _, mixed, _ = run_cli("assess", "README.md", "--framework", "osai-12", "--framework", "mof", "--to", "class-ii")
    assert mixed == out


@pytest.mark.usefixtures("folder")
def test_json_follows_the_published_schema(run_cli: Any) -> None:
    card, file, index = results(run_cli, "README.md", "model.yml", "index.yaml")
    assert [one["target"] for one in (card, file, index)] == ["README.md", "model.yml", "index.yaml"]
    for one in (card, file, index):
        assert [got["framework"] for got in one["assessments"]] == list(NAMES)
    by_name = {got["framework"]: got for got in card["assessments"]}
    assert by_name["osai-12"]["verdict"] is None
    assert set(by_name["osai-12"]["score"]) == {"value", "of", "mean"}
    assert by_name["osaid-1.0"]["score"] is None
    refused = next(one for one in by_name["osaid-1.0"]["criteria"] if one["id"] == "use")
    assert refused["answer"] == "unmet"
    assert refused["evidence"][0]["line"] == 2
    assert {"id", "settle"} == set(by_name["mof"]["undetermined"][0])


@pytest.mark.usefixtures("folder")
def test_a_model_file_goes_straight_to_its_conclusion(run_cli: Any) -> None:
    (result,) = results(run_cli, "model.yml", "--framework", "mof-mot")
    got = result["assessments"][0]
    assert got["verdict"] == "class-iii"
    assert got["progress"] == {"class_1": 0.0, "class_2": 60.0, "class_3": 100.0}
    (as_facts,) = results(run_cli, "model.yml", "--framework", "mof")
    weights = next(one for one in as_facts["assessments"][0]["criteria"] if one["id"] == "model-parameters-final")
    assert weights["answer"] == "met"
    assert weights["evidence"][0]["path"] == "model.yml"


@pytest.mark.usefixtures("folder")
def test_an_index_record_keeps_its_grades(run_cli: Any) -> None:
    (result,) = results(run_cli, "index.yaml", "--framework", "osai-12")
    got = result["assessments"][0]
    assert got["score"] == {"value": 1.5, "of": 12.0, "mean": 0.125}
    assert next(one for one in got["criteria"] if one["id"] == "code")["reason"] == "all of it"


@pytest.mark.parametrize("name", ["model.txt", "model", "model.json", "model.YML"])
def test_foreign_files_are_known_by_content_not_by_suffix(name: str, folder: Path, run_cli: Any) -> None:
    shutil.copy(folder / "model.yml", folder / name)
    (result,) = results(run_cli, name, "--framework", "mof-mot")
    assert result["assessments"][0]["verdict"] == "class-iii"


def test_a_record_is_assessed_as_it_is(folder: Path, run_cli: Any) -> None:
    (folder / "record.json").write_text(json.dumps({"schema_version": SCHEMA_VERSION}), encoding="utf-8")
    (result,) = results(run_cli, "record.json")
    verdicts = {got["framework"]: got["verdict"] for got in result["assessments"]}
    assert verdicts["osaid-1.0"] == verdicts["mof"] == verdicts["eu-ai-act-53-2"] == "undetermined"


def test_strict_changes_mof_alone(folder: Path, run_cli: Any) -> None:
    evidence = [{"source": "statement"}]
    item = {"availability": "released", "license": "MIT", "evidence": evidence}
    record = {"schema_version": SCHEMA_VERSION, "components": {kind: [item] for kind in COMPONENT_KINDS}}
    (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")
    lenient, strict = (
        {got["framework"]: got["verdict"] for got in results(run_cli, "record.json", *more)[0]["assessments"]}
        for more in ((), ("--strict",))
    )
    assert (lenient.pop("mof"), strict.pop("mof")) == ("class-i", "unclassified")
    assert lenient == strict


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("README.md", "--framework", "osaid"), "osaid: unknown framework; did you mean osaid-1.0"),
        (("README.md", "--framework", "MOF"), "MOF: unknown framework; known: mof, mof-mot"),
        (("README.md", "--to", "class-x"), "class-x: unknown class; known: class-iii, class-ii, class-i"),
        (
            ("README.md", "--framework", "osaid-1.0", "--to", "class-i"),
            "osaid-1.0 has no classes; mof and mof-mot have",
        ),
        (("none.md",), "none.md: no such file or folder"),
        ((), "no target; name a card"),
        (("broken.yml",), "broken.yml: "),
        (("control.yml",), "control.yml: no YAML: unacceptable character"),
        (("plain.yml",), "plain.yml: neither a model card (Markdown) nor a record"),
        (("wrong.json",), "wrong.json: "),
        (("notes.md",), "notes.md: skipped"),
        (("README.md", "--format", "html"), "argument --format: invalid choice"),
    ],
)
def test_an_error_is_one_line_and_exit_2(words: tuple[str, ...], message: str, folder: Path, run_cli: Any) -> None:
    (folder / "broken.yml").write_text("release:\n  components: [\n", encoding="utf-8")
    (folder / "control.yml").write_text("release: {name: 'a\x07b', components: []}\n", encoding="utf-8")
    (folder / "plain.yml").write_text("a: 1\n", encoding="utf-8")
    (folder / "wrong.json").write_text(
        json.dumps({"schema_version": SCHEMA_VERSION, "weights": {"access": "public"}}), encoding="utf-8"
    )
    (folder / "notes.md").write_text("# Notes\n\nNo model here.\n", encoding="utf-8")
    code, out, err = run_cli("assess", *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"openness: error: {message}")
    assert len(err.splitlines()) == 1


def test_real_files_of_both_projects(shared: Path, run_cli: Any) -> None:
    (amber,) = results(run_cli, str(shared / "data/mof/models/Amber.yml"))
    expected = json.loads((shared / "data/mof/expected-models.json").read_text(encoding="utf-8"))["Amber.yml"]
    got = {one["framework"]: one for one in amber["assessments"]}["mof-mot"]
    assert got["verdict"] == {0: "unclassified", 1: "class-i", 2: "class-ii", 3: "class-iii"}[expected["model_class"]]


def test_a_folder_passes_over_what_is_no_card(folder: Path, run_cli: Any) -> None:
    (folder / "AUTHORS.md").write_text("# Authors\n", encoding="utf-8")
    code, out, err = run_cli("assess", ".", "--framework", "mof")
    assert (code, err) == (0, "")
    assert "README.md" in out
    assert "AUTHORS.md" not in out
    (folder / "notes").mkdir()
    (folder / "notes" / "a.md").write_text("# A\n", encoding="utf-8")
    assert run_cli("assess", "notes")[0] == 2


def test_a_path_to_a_class_is_text_only(run_cli) -> None:
    code, out, err = run_cli("assess", "catalog:olmo-7b", "--to", "class-iii", "--format", "json")
    assert (code, out) == (2, "")
    assert "--to" in err
