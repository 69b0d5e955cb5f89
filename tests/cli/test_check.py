"""`openness check` as a person or CI uses it: output, exit codes, settings, ignores, and every kind of bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

GOOD = "---\nlicense: mit\nlanguage: en\ndatasets: [acme/a]\nlibrary_name: x\n---\n# Acme\n\nTrained on [acme/a](https://huggingface.co/datasets/acme/a).\n"
BAD = "---\nlicense: apache 2\nlanguage: no\ndatasets: [acme/a]\n---\n# Acme\n\nText.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "openness.toml").write_text("")
    return tmp_path


def write(folder: Path, text: str, name: str = "README.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_a_finding_shows_its_place_a_hint_and_the_line(folder: Path, run_cli) -> None:
    write(folder, BAD)
    code, out, err = run_cli("check", "README.md")
    assert code == 1
    assert err == ""
    assert "README.md:2:10: error[misspelled-license]" in out
    assert "  2 | license: apache 2\n    |          ^^^^^^^^\n  hint: write `apache-2.0`  [--fix]" in out


def test_a_clean_card_exits_0(folder: Path, run_cli) -> None:
    write(folder, GOOD)
    code, out, _ = run_cli("check", "README.md", "--fail-on", "info")
    assert (code, "no findings" in out or "1 model card" in out) == (0, True), out


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(folder: Path, run_cli, level: str, code: int) -> None:
    write(folder, BAD)
    assert run_cli("check", "README.md", "--fail-on", level)[0] == code


def test_ordinary_markdown_is_skipped_and_said_so(folder: Path, run_cli) -> None:
    write(folder, "# A library\n\nInstall it.\n")
    code, out, _ = run_cli("check", "README.md", "--format", "json")
    assert code == 0
    (result,) = json.loads(out)["results"]
    assert result["skipped"]
    assert result["findings"] == []


def test_json_is_the_published_report(folder: Path, run_cli) -> None:
    from jsonschema import Draft202012Validator

    import openness

    write(folder, BAD)
    code, out, _ = run_cli("check", "README.md", "--format", "json")
    report = json.loads(out)
    Draft202012Validator(openness.json_schema("report")).validate(report)
    assert code == 1
    assert (report["format"], report["version"]) == ("openness-report", "1.0")
    finding = report["results"][0]["findings"][0]
    assert {"rule", "severity", "confidence", "message", "hint", "path", "line", "column", "end_line", "end_column",
            "fixable", "fingerprint"} == set(finding)  # fmt: skip
    assert report["results"][0]["release"]["license"]["declared"] == ["apache 2"]


def test_github_annotations(folder: Path, run_cli) -> None:
    write(folder, BAD)
    out = run_cli("check", "README.md", "--format", "github")[1]
    assert "::error file=README.md,line=2,col=10" in out


def test_sarif_and_junit_can_be_read_by_others(folder: Path, run_cli) -> None:
    write(folder, BAD)
    sarif = json.loads(run_cli("check", "README.md", "--format", "sarif")[1])
    assert sarif["version"] == "2.1.0"
    assert {result["ruleId"] for result in sarif["runs"][0]["results"]} >= {"misspelled-license", "boolean-language"}
    suite = ET.fromstring(run_cli("check", "README.md", "--format", "junit")[1])
    assert suite.iter("failure")


def test_select_ignore_and_unknown_rules(folder: Path, run_cli) -> None:
    write(folder, BAD)
    assert "boolean-language" not in run_cli("check", "README.md", "--select", "license")[1]
    assert "misspelled-license" not in run_cli("check", "README.md", "--ignore", "misspelled-license")[1]
    code, out, err = run_cli("check", "README.md", "--select", "mispelled-license")
    assert (code, out) == (2, "")
    assert "did you mean misspelled-license" in err
    assert err.count("\n") == 1


def test_a_baseline_hides_what_was_known(folder: Path, run_cli) -> None:
    write(folder, BAD)
    run_cli("check", "README.md", "--format", "json", "--output", "base.json")
    assert run_cli("check", "README.md", "--baseline", "base.json")[0] == 0
    write(folder, BAD.replace("Text.", "[More Information Needed]"))
    assert "template-placeholder" in run_cli("check", "README.md", "--baseline", "base.json", "--show", "info")[1]


def test_a_baseline_of_the_settings_can_be_written_and_written_anew(folder: Path, run_cli) -> None:
    write(folder, BAD)
    (folder / "openness.toml").write_text('baseline = "known.json"\n')
    code, _, err = run_cli("check", "README.md")
    how = "write this baseline with `openness check --offline --format json --fail-on never --output known.json .`"
    assert (code, how in err, one_line(err)) == (2, True, True)
    for _ in range(2):
        run_cli("check", "README.md", "--format", "json", "--output", "known.json", "--fail-on", "never")
        assert run_cli("check", "README.md", "--fail-on", "info")[0] == 0


def test_an_inline_ignore_with_its_reason(folder: Path, run_cli) -> None:
    write(
        folder,
        BAD.replace("license: apache 2", "license: apache 2  # openness: ignore[misspelled-license] our own name"),
    )
    assert "misspelled-license" not in run_cli("check", "README.md")[1]


def test_per_file_ignores(folder: Path, run_cli) -> None:
    (folder / "openness.toml").write_text('[per-file-ignores]\n"old/*" = ["misspelled-license"]\n')
    write(folder, BAD, "old/README.md")
    write(folder, BAD, "new/README.md")
    out = run_cli("check", "old", "new", "--format", "concise")[1]
    assert "new/README.md:2:10: error[misspelled-license]" in out
    assert "old/README.md:2:10" not in out


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_fix_changes_only_the_bytes_it_must(folder: Path, run_cli, ending: bytes) -> None:
    text = b"\xef\xbb\xbf---\n# a comment\nlanguage: no   # Norwegian\ntags:   [ a,  b ]\nlicense: apache 2\n---\n\n# caf\xc3\xa9 \t\n\nno newline at the end"
    before = text.replace(b"\n", ending)
    path = folder / "README.md"
    path.write_bytes(before)
    run_cli("check", "README.md", "--fix")
    expected = before.replace(b"language: no ", b'language: "no" ').replace(b"apache 2", b"apache-2.0")
    assert path.read_bytes() == expected


def test_diff_shows_the_change_and_makes_none(folder: Path, run_cli) -> None:
    path = write(folder, BAD)
    code, out, _ = run_cli("check", "README.md", "--diff")
    assert code == 1
    assert '-license: apache 2\n-language: no\n+license: apache-2.0\n+language: "no"\n' in out
    assert path.read_text() == BAD


def test_fix_is_stable(folder: Path, run_cli) -> None:
    path = write(folder, BAD)
    run_cli("check", "README.md", "--fix")
    once = path.read_bytes()
    run_cli("check", "README.md", "--fix")
    assert path.read_bytes() == once
    assert run_cli("check", "README.md", "--diff")[1] == ""


def one_line(err: str) -> bool:
    return err.count("\n") == 1 and "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["missing.md"], "no such file"),
        (["empty-folder"], "no Markdown file"),
        (["binary.md"], "binary"),
        (["README.md", "--nonsense"], "--nonsense"),
        (["README.md", "--format", "xml"], "xml"),
        (["README.md", "--config", "nowhere.toml"], "no such configuration file"),
        (["README.md", "--config", "wrong-key.toml"], "colour"),
        (["README.md", "--config", "broken.toml"], "not TOML"),
        (["README.md", "--baseline", "missing.json"], "missing.json"),
        (["notes.txt.json"], "notes.txt.json"),
        ([], "no TARGET"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_one_line_and_exit_2(folder: Path, run_cli, words: list[str], complaint: str) -> None:
    write(folder, GOOD)
    (folder / "empty-folder").mkdir()
    (folder / "binary.md").write_bytes(b"\x00\x01\x02" * 100)
    (folder / "wrong-key.toml").write_text('colour = "red"\n')
    (folder / "broken.toml").write_text("select = [\n")
    (folder / "notes.txt.json").write_text("{}")
    code, out, err = run_cli("check", *words)
    assert code == 2, (out, err)
    assert one_line(err), err
    assert complaint in err


def test_an_unreadable_file_is_one_line(folder: Path, run_cli) -> None:
    """A link to itself cannot be read by anybody, root included."""
    (folder / "README.md").symlink_to("README.md")
    code, _, err = run_cli("check", "README.md")
    assert code == 2
    assert one_line(err), err
    assert "README.md" in err


def test_a_card_that_cannot_be_parsed_is_a_finding(folder: Path, run_cli) -> None:
    write(folder, "---\nlicense: [mit\n---\n# Acme\n")
    code, out, err = run_cli("check", "README.md", "--format", "concise")
    assert (code, err) == (1, "")
    assert "error[invalid-yaml]" in out


def test_standard_input() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "openness", "check", "-", "--format", "concise"],
        input=BAD, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "-:2:10: error[misspelled-license]" in run.stdout


def test_a_reader_that_leaves_a_pipe_is_no_error(folder: Path) -> None:
    write(folder, BAD)
    run = subprocess.run(
        f"{sys.executable} -m openness check README.md | head -n 1",
        shell=True, capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    assert run.stderr == ""


def test_diff_with_fix_changes_nothing_either(folder: Path, run_cli) -> None:
    path = write(folder, BAD)
    code, out, _ = run_cli("check", "README.md", "--fix", "--diff")
    assert (code, "+license: apache-2.0" in out) == (1, True)
    assert path.read_text() == BAD


@pytest.mark.parametrize("words", [("models",), ("models/good.md", "models/binary.md"), ("models/good.md", "gone.md")])
def test_a_file_that_cannot_be_read_hides_no_other(folder: Path, run_cli, words: tuple[str, ...]) -> None:
    write(folder, BAD, "models/good.md")
    (folder / "models/binary.md").write_bytes(b"\x00\x01\x02" * 100)
    code, out, err = run_cli("check", *words, "--format", "concise")
    assert code == 2
    assert "models/good.md:2:10: error[misspelled-license]" in out
    assert one_line(err), err


def test_one_skipped_file_is_named_with_the_way_to_check_it(folder: Path, run_cli) -> None:
    write(folder, "# A model\n\nIts weights are here.\n")
    out = run_cli("check", "README.md")[1]
    assert "skipped README.md: no model card: no front matter; --assume-card checks it all the same" in out
    write(folder, GOOD, "other.md")
    assert "--assume-card" not in run_cli("check", ".")[1]


def test_options_may_stand_between_targets(folder: Path, run_cli) -> None:
    write(folder, BAD, "a.md")
    write(folder, BAD, "b.md")
    out = run_cli("check", "a.md", "--format", "concise", "b.md")[1]
    assert {line.split(":")[0] for line in out.splitlines()} == {"a.md", "b.md"}


def test_a_mistyped_option_suggests_the_nearest(run_cli) -> None:
    assert run_cli("check", "a.md", "--formt", "json")[2].endswith("--formt json; did you mean `--format`?\n")


def test_fix_says_what_it_mended_and_what_is_left(folder: Path, run_cli) -> None:
    write(folder, BAD.replace("Text.", "[More Information Needed]"))
    _, out, err = run_cli("check", "README.md", "--fix", "--show", "info")
    assert out.startswith("README.md: mended misspelled-license (line 2), boolean-language (line 3)\n")
    assert "info[template-placeholder]" in out
    assert err == ""


def test_fix_tells_a_person_also_where_the_report_is_for_a_program(folder: Path, run_cli) -> None:
    write(folder, BAD)
    _, out, err = run_cli("check", "README.md", "--fix", "--format", "concise")
    assert (out, err) == ("", "openness: README.md: mended misspelled-license, boolean-language\n")


def test_what_makes_the_exit_code_1_is_shown(folder: Path, run_cli) -> None:
    write(folder, GOOD + "\n[More Information Needed]\n")
    assert "template-placeholder" not in run_cli("check", "README.md")[1]
    code, out, _ = run_cli("check", "README.md", "--fail-on", "info", "--format", "concise")
    assert (code, "info[template-placeholder]" in out) == (1, True)


def test_a_rule_that_is_asked_for_by_name_is_shown(folder: Path, run_cli) -> None:
    write(folder, GOOD + "\n[More Information Needed]\n")
    assert "info[template-placeholder]" in run_cli("check", "README.md", "--select", "template-placeholder")[1]
    assert "info[template-placeholder]" not in run_cli("check", "README.md", "--select", "metadata")[1]


def test_settings_may_show_more(folder: Path, run_cli) -> None:
    write(folder, GOOD + "\n[More Information Needed]\n")
    (folder / "openness.toml").write_text('show = "info"\n')
    assert "info[template-placeholder]" in run_cli("check", "README.md")[1]
    (folder / "openness.toml").write_text('show = "all"\n')
    code, _, err = run_cli("check", "README.md")
    assert (code, err.strip()) == (2, err.strip())
    assert "`show` is 'all', known: error, warning, info" in err


def test_statistics_are_no_format_for_programs(folder: Path, run_cli) -> None:
    write(folder, BAD)
    assert run_cli("check", "README.md", "--statistics")[1].splitlines()[1].split() == [
        "misspelled-license", "error", "1", "1", "1"
    ]  # fmt: skip
    code, _, err = run_cli("check", "README.md", "--statistics", "--format", "json")
    assert (code, one_line(err)) == (2, True)


def test_json_reads_the_record_once(folder: Path, run_cli, monkeypatch: pytest.MonkeyPatch) -> None:
    import openness.extract
    from openness import rules

    write(folder, BAD)
    read: list[str] = []
    whole = openness.extract.release_from_card
    monkeypatch.setattr(openness.extract, "release_from_card", lambda card: (read.append("whole"), whole(card))[1])
    monkeypatch.setattr(rules, "release_from_card", lambda card: (read.append("again"), whole(card))[1])
    monkeypatch.setattr(rules, "release_for_rules", lambda card: (read.append("for rules"), whole(card))[1])
    out = run_cli("check", "README.md", "--format", "json")[1]
    assert read == ["whole"]
    assert json.loads(out)["results"][0]["release"]["license"]["declared"] == ["apache 2"]
    run_cli("check", "README.md")
    assert read == ["whole", "for rules"]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("# A library\n\nWrite:\n\n```yaml\n---\nlicense: mit\nlanguage: en\n---\n```\n", None),
        ("# A library\n\n---\nlicense: MIT License\ntags: x\n---\n", "pyproject.toml"),
        ("---\nlicense: MIT License\n---\n# A library\n", "package.json"),
    ],
    ids=["an example in a code block", "late metadata beside a package", "a licence alone beside a package"],
)
def test_the_readme_of_a_library_is_no_error(folder: Path, run_cli, text: str, beside: str | None) -> None:
    write(folder, text)
    if beside:
        write(folder, "{}", beside)
    code, out, _ = run_cli("check", "README.md")
    assert (code, "skipped README.md" in out) == (0, True), out


def test_a_card_beside_a_package_is_a_card(folder: Path, run_cli) -> None:
    """Training code with its model: the metadata of a model say so, or the weights that lie there."""
    write(folder, "", "pyproject.toml")
    write(folder, BAD)
    assert run_cli("check", "README.md")[0] == 1
    write(folder, "---\nlicense: MIT License\n---\n# A\n")
    write(folder, "", "model.safetensors")
    assert run_cli("check", "README.md")[0] == 1


def test_the_projects_own_readme_is_no_error(root: Path, run_cli) -> None:
    assert run_cli("check", root / "README.md", "--offline", "--format", "concise") == (0, "", "")


def test_an_excluded_bill_of_materials_is_skipped_as_a_card_is(folder: Path, run_cli) -> None:
    (folder / "openness.toml").write_text('exclude = ["*.json"]\n')
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {"component": {"type": "machine-learning-model", "name": "heron"}},
    }
    write(folder, json.dumps(bom), "bom.json")
    code, out, _ = run_cli("check", "bom.json")
    assert (code, "skipped bom.json: excluded by settings" in out) == (0, True)


def test_a_card_that_is_no_file_is_never_written(folder: Path) -> None:
    from openness import ModelCard, check
    from openness.cli._fix import apply

    path = write(folder, GOOD)
    card = ModelCard.parse(BAD, path="README.md")
    assert apply(card, check(card)).text == BAD
    assert path.read_text(encoding="utf-8") == GOOD
