"""`openness validate` as people meet it: ten faults in ten places, older and newer versions, records and statements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEN = """\
schema_version: "1.1"
subject:
  id: heron-lab/heron-7b
  released: 2023-02-29
  parameters: 7B
  evidence:
    id: []
    released: [{source: front-matter, line: 0}]
    parameters: [{source: rumour}]
licence:
  declared: [mit]
weights:
  access: publik
  form: full
  evidence:
    access: [{source: prose, quote: "%s"}]
data:
  datasets:
    - id: heron-lab/heron-web
      evidence: [{source: prose}]
""" % ("x" * 161)


def test_ten_faults_are_ten_places_each_in_words(tmp_path: Path, run_cli) -> None:
    (tmp_path / "record.yaml").write_text(TEN)
    code, out, err = run_cli("validate", tmp_path / "record.yaml")
    assert code == 1
    assert err == ""
    lines = [line.removeprefix(f"{tmp_path / 'record.yaml'}:") for line in out.splitlines()]
    assert lines == [
        '4:13: subject.released: "2023-02-29" is not a day that exists, written YYYY-MM-DD',
        '5:15: subject.parameters: "7B" is not a whole number or null',
        "7:9: subject.evidence.id: an empty list; name at least one place, or leave the key out",
        "8:45: subject.evidence.released.0.line: 0 is less than 1",
        (
            '9:27: subject.evidence.parameters.0.source: "rumour" is not one of front-matter, prose, repo-file, hub-api, '
            "license-text, ancestor, statement, catalog"
        ),
        "10:1: licence: unknown key; did you mean `license`?",
        (
            '13:11: weights.access: "publik" is not one of public, gated, on-request, api-only, hosted-only, withheld, unknown; '
            "did you mean `public`?"
        ),
        "14:9: weights.form: `form` is stated without evidence",
        "16:37: weights.evidence.access.0.quote: has 161 characters, at most 160",
        "19:7: data.datasets.0: `name` is missing",
    ]


def test_the_same_record_in_json_has_the_same_faults(tmp_path: Path, run_cli) -> None:
    from openness import _yaml

    (tmp_path / "record.json").write_text(json.dumps(_yaml.load(TEN).value, indent=2))
    code, out, _ = run_cli("validate", tmp_path / "record.json")
    assert code == 1
    assert len(out.splitlines()) == 10
    assert len({line.split(": ")[0] for line in out.splitlines()}) == 10


def test_a_section_without_evidence_is_told_at_the_fact(tmp_path: Path, run_cli) -> None:
    (tmp_path / "record.yaml").write_text('schema_version: "1.1"\nweights:\n  form: full\n  access: public\n')
    out = run_cli("validate", tmp_path / "record.yaml")[1]
    assert out.splitlines() == [
        f"{tmp_path / 'record.yaml'}:3:9: weights.form: `form` is stated without evidence",
        f"{tmp_path / 'record.yaml'}:4:11: weights.access: `access` is stated without evidence",
    ]


NEWER = """\
schema_version: "1.2"
energy: {kwh: 12}
weights:
  access: torrent
  evidence:
    access: [{source: satellite, orbit: 3}]
"""


def test_a_newer_minor_version_is_read_kept_and_said(tmp_path: Path, run_cli) -> None:
    (tmp_path / "record.yaml").write_text(NEWER)
    code, out, err = run_cli("validate", tmp_path / "record.yaml")
    assert (code, out) == (0, f"{tmp_path / 'record.yaml'}: valid\n")
    assert err.count("\n") == 1
    assert "follows schema 1.2, newer than 1.1" in err
    code, out, err = run_cli("describe", tmp_path / "record.yaml", "--format", "json")
    shown = json.loads(out)
    assert code == 0
    assert shown["schema_version"] == "1.2"
    assert shown["energy"] == {"kwh": 12}
    assert shown["weights"]["access"] == "torrent"
    assert shown["weights"]["evidence"]["access"][0]["orbit"] == 3
    assert "warning: " in err


def test_a_newer_minor_version_still_has_to_show_its_facts(tmp_path: Path, run_cli) -> None:
    (tmp_path / "record.yaml").write_text(
        NEWER.replace("    access: [{source: satellite, orbit: 3}]\n", "    speed: [{source: prose}]\n")
    )
    code, out, _ = run_cli("validate", tmp_path / "record.yaml")
    assert code == 1
    assert ":4:11: weights.access: `access` is stated without evidence" in out


@pytest.mark.parametrize("command", ["describe", "assess"])
def test_a_newer_major_version_is_refused_with_what_to_install(command: str, tmp_path: Path, run_cli) -> None:
    (tmp_path / "record.json").write_text('{"schema_version": "2.0", "weights": {"reach": "all"}}')
    code, out, err = run_cli(command, tmp_path / "record.json")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "follows schema 2.0" in err
    assert "pip install --upgrade openness" in err
    code, out, _ = run_cli("validate", tmp_path / "record.json")
    assert code == 1
    assert out.count("\n") == 1
    assert "pip install --upgrade openness" in out


def test_an_older_version_is_brought_up(tmp_path: Path, run_cli) -> None:
    (tmp_path / "record.yaml").write_text('schema_version: "0.9"\nweights: {evidence: {access: []}}\n')
    assert run_cli("validate", tmp_path / "record.yaml")[0] == 0
    assert json.loads(run_cli("describe", tmp_path / "record.yaml", "--format", "json")[1])["schema_version"] == "1.1"


@pytest.mark.parametrize("version", ["0.8", "1", "v1.0", ""])
def test_a_version_that_never_was_is_refused(version: str, tmp_path: Path, run_cli) -> None:
    (tmp_path / "record.json").write_text(json.dumps({"schema_version": version}))
    assert run_cli("validate", tmp_path / "record.json")[0] == 1


def test_a_version_without_quotes_is_told_how_to_write_it(tmp_path: Path, run_cli) -> None:
    (tmp_path / "openness.yaml").write_text("schema_version: 1.0\n")
    code, out, _ = run_cli("validate", tmp_path / "openness.yaml")
    assert code == 1
    assert 'openness.yaml:1:17: schema_version: `schema_version` is a number; write it in quotes: "1.0"' in out


def test_a_statement_of_an_older_or_newer_version_is_taken(tmp_path: Path, run_cli) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n# Heron\n")
    for version in ("0.9", "1.0", "1.1", "1.2"):
        (tmp_path / "openness.yaml").write_text(f'schema_version: "{version}"\nweights:\n  access: public\n')
        shown = json.loads(run_cli("describe", tmp_path / "openness.yaml", "--format", "json")[1])
        assert shown["weights"]["access"] == "public", version
        assert shown["schema_version"] == "1.1"
    (tmp_path / "openness.yaml").write_text('schema_version: "1.2"\nweights:\n  access: torrent\n')
    out = run_cli("check", tmp_path / "README.md", "--format", "concise", "--fail-on", "never")[1]
    assert "invalid-statement" in out
    assert "newer schema" in out
