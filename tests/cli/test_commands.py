"""The other commands: describe, explain, schema, validate, init, compare, export, and the command line itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

import openness
from openness.cli import COMMANDS
from openness.schema import NAMES

CARD = "---\nlicense: llama2\nbase_model: meta-llama/Llama-2-7b-hf\n---\n# Acme Chat\n\nFine-tuned from Llama 2.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(CARD)
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run_cli, name: str) -> None:
    code, out, err = run_cli(name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: openness {name}")


def test_an_unknown_command_suggests_the_nearest(run_cli) -> None:
    code, _, err = run_cli("chek", "README.md")
    assert code == 2
    assert err == "openness: error: unknown command `chek`; did you mean `check`?\n"


def test_version(run_cli) -> None:
    from importlib.metadata import version

    assert run_cli("--version")[1] == f"openness {version('openness')}\n"


@pytest.mark.usefixtures("folder")
def test_describe_gives_the_record_in_json_and_yaml(run_cli) -> None:
    release = json.loads(run_cli("describe", "README.md", "--format", "json")[1])
    assert release["license"]["concluded"] == "LicenseRef-llama2"
    assert release["license"]["evidence"]["declared"][0]["line"] == 2
    stated = yaml.safe_load(run_cli("describe", "README.md", "--format", "yaml")[1])
    assert stated["lineage"]["bases"][0]["model"] == "meta-llama/Llama-2-7b-hf"
    assert "compute" not in stated


@pytest.mark.usefixtures("folder")
def test_describe_explain_puts_each_fact_beside_the_cards_line(run_cli) -> None:
    out = run_cli("describe", "README.md", "--explain")[1]
    assert "  concluded: LicenseRef-llama2\n    README.md:2 (front-matter)\n      2 | license: llama2\n" in out
    assert "nobody said" in out


def test_a_record_can_be_read_back(folder: Path, run_cli) -> None:
    (folder / "record.json").write_text(run_cli("describe", "README.md", "--format", "json")[1])
    assert (
        json.loads(run_cli("describe", "record.json", "--format", "json")[1])["license"]["concluded"]
        == "LicenseRef-llama2"
    )


def test_explain_prints_a_rules_page_and_lists_all(run_cli) -> None:
    assert "Instead of" in run_cli("explain", "misspelled-license")[1]
    assert "misspelled-license" in run_cli("explain")[1]
    code, _, err = run_cli("explain", "mispelled-license")
    assert code == 2
    assert "did you mean misspelled-license" in err


def test_explain_takes_a_framework_and_a_licence(run_cli) -> None:
    code, out, _ = run_cli("explain", "osaid-1.0")
    assert code == 0
    assert "Use the system for any purpose" in out, "what a criterion asks"
    assert "pass " in out, "what a verdict means"
    assert run_cli("explain", "llama2")[1] == run_cli("license", "llama2")[1]
    code, _, err = run_cli("explain", "osaid-1")
    assert (code, "did you mean osaid-1.0" in err) == (2, True)
    code, _, err = run_cli("explain", "lama2")
    assert (code, "llama2" in err, err.count("\n")) == (2, True, 1)


@pytest.mark.parametrize("name", NAMES)
def test_schema_prints_what_the_library_gives(run_cli, name: str) -> None:
    assert json.loads(run_cli("schema", name)[1])["$id"].endswith(f"/{name}.schema.json")


def test_an_unknown_schema_names_the_known(run_cli) -> None:
    code, _, err = run_cli("schema", "model")
    assert code == 2
    assert "model-release" in err


def test_validate_names_line_and_column_best_first(folder: Path, run_cli) -> None:
    (folder / "openness.yaml").write_text("weights:\n  access: publik\ndata:\n  disclosur: listed\n")
    code, out, err = run_cli("validate", "openness.yaml")
    text = out + err
    assert code == 1
    assert "openness.yaml:2:11" in text
    assert "public" in text
    assert "openness.yaml:4:3" in text
    assert "disclosure" in text


def test_validate_passes_a_good_statement(folder: Path, run_cli) -> None:
    (folder / "openness.yaml").write_text("weights:\n  access: public\n")
    assert run_cli("validate", "openness.yaml")[0] == 0


def test_validate_refuses_what_is_not_there(run_cli) -> None:
    code, _, err = run_cli("validate", "nowhere.yaml")
    assert code == 2
    assert err.count("\n") == 1


def test_init_writes_a_start_that_validates_and_never_overwrites(folder: Path, run_cli) -> None:
    assert run_cli("init")[0] == 0
    assert (folder / "openness.yaml").exists()
    assert run_cli("validate", "openness.yaml")[0] == 0
    before = (folder / "openness.yaml").read_bytes()
    code, _, err = run_cli("init")
    assert code == 2
    assert "exists" in err
    assert (folder / "openness.yaml").read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_compare_shows_facts_and_verdicts(run_cli) -> None:
    code, out, _ = run_cli("compare", "README.md", "README.md", "--format", "markdown")
    assert code == 0
    assert "| **threshold** | 700 million monthly active users (clause 2) |" in out
    assert "| **osaid-1.0** | fail | fail |" in out


def test_compare_as_a_page_is_escaped_and_whole(folder: Path, run_cli) -> None:
    (folder / "README.md").write_text(CARD.replace("license: llama2", "license: <script>"))
    run_cli("compare", "README.md", "--format", "html", "--output", "page.html")
    page = (folder / "page.html").read_text()
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert "<script>" not in page


@pytest.mark.usefixtures("folder")
def test_export_front_matter_and_an_unknown_format(run_cli) -> None:
    text = run_cli("export", "README.md", "--to", "front-matter")[1]
    assert yaml.safe_load(text.strip("-\n"))["license"] == "llama2"
    code, _, err = run_cli("export", "README.md", "--to", "cyclone")
    assert code == 2
    assert "unknown export" in err


@pytest.mark.usefixtures("folder")
def test_the_draft_of_the_eu_summary_marks_what_is_missing(run_cli) -> None:
    text = run_cli("export", "README.md", "--to", "eu-training-summary")[1]
    assert "derived from meta-llama/Llama-2-7b-hf" in text or "### 1.2" in text
    assert "_To be filled: nothing published says it._" in text


def test_python_gives_what_the_command_line_gives(folder: Path) -> None:
    card = openness.ModelCard.read(folder / "README.md")
    report = openness.check(card)
    assert not report.skipped
    assert openness.assess(openness.release_from_card(card), "osaid-1.0").verdict == "fail"
    assert openness.licenses.get("llama2").terms.commercial_use is not None


def test_explain_takes_a_family(run_cli) -> None:
    code, out, _ = run_cli("explain", "lineage")
    assert code == 0
    assert "license-laxer-than-base-model" in out
    assert "missing-license" not in out


def test_draft_07_is_for_statements(run_cli) -> None:
    assert run_cli("schema", "report", "--draft-07")[::2] == (
        2,
        "openness: error: report: not in draft-07; statement is (without --draft-07: 2020-12)\n",
    )


def test_validate_sends_a_card_to_check(folder: Path, run_cli) -> None:
    code, _, err = run_cli("validate", "README.md")
    assert (code, "try `openness check README.md`" in err) == (2, True)
    (folder / "acme.openness.yaml").write_text('schema_version: "1.1"\nweights:\n  access: public\n')
    assert run_cli("validate", "acme.openness.yaml")[0] == 0


def test_init_states_nothing_and_its_hints_hold(folder: Path, run_cli) -> None:
    before = run_cli("describe", "README.md")[1]
    run_cli("init")
    path = folder / "openness.yaml"
    assert run_cli("describe", "README.md")[1] == before
    lines = path.read_text().splitlines()
    start = lines.index('schema_version: "1.1"')
    path.write_text("\n".join([*lines[:start], *(line.removeprefix("# ") for line in lines[start:])]) + "\n")
    assert run_cli("validate", "openness.yaml")[0] == 0
    assert json.loads(run_cli("describe", "README.md", "--format", "json")[1])["weights"]["access"] == "public"


@pytest.mark.parametrize(
    "command", [("describe",), ("compare",), ("export", "--to", "mof"), ("badge", "--framework", "mof")]
)
def test_a_folder_stands_for_its_readme_and_never_for_the_first_of_several(folder: Path, run_cli, command) -> None:
    (folder / "CHANGES.md").write_text("# Changes\n")
    (folder / "other.md").write_text(CARD)
    assert run_cli(*command, ".")[0] == 0
    (folder / "README.md").rename(folder / "third.md")
    code, _, err = run_cli(*command, ".")
    assert (code, err) == (2, "openness: error: .: 2 model cards in this folder; name one, for example other.md\n")


@pytest.mark.usefixtures("folder")
def test_describe_wraps_what_nobody_said(run_cli) -> None:
    assert max(map(len, run_cli("describe", "README.md", "--explain")[1].splitlines())) <= 80


STEERING = '---\nlicense: "\\e[31mapache 2"\n---\n# \x1b]0;x\x07 M\n\nThis open-source model \x1b[2J is fine.\n'


@pytest.mark.parametrize(
    "words",
    [
        ("check", "README.md"),
        ("check", "README.md", "--format", "concise"),
        ("check", "README.md", "--format", "github"),
        ("describe", "README.md"),
        ("describe", "README.md", "--format", "json"),
        ("describe", "README.md", "--explain"),
        ("assess", "README.md", "--why"),
        ("compare", "README.md"),
        ("check", "\x1b[31mnowhere"),
        ("check", "--\x1b[31m"),
        ("validate", "e.yaml"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("colour", ["", "1"])
def test_a_card_does_not_steer_the_terminal(words, colour: str, folder: Path, run_cli, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", colour)
    (folder / "README.md").write_text(STEERING)
    (folder / "e.yaml").write_text('"a\\e[2Jb"\n')
    _, out, err = run_cli(*words)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", out) if colour else out
    assert [one for one in shown + err if one < " " and one != "\n"] == []


def test_a_file_that_holds_nothing_or_no_json_says_so(folder: Path, run_cli) -> None:
    (folder / "empty.yaml").write_text("")
    assert (
        run_cli("validate", "empty.yaml")[1] == "empty.yaml:1:1: empty; a record and a statement are mappings of keys\n"
    )
    (folder / "half.json").write_text('{"schema_version": ')
    assert run_cli("describe", "half.json")[2].startswith(
        "openness: error: half.json: no JSON: Expecting value: line 1"
    )
