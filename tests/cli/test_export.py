"""`openness export`, and what it wrote read back by the other commands."""

from __future__ import annotations

import json

import pytest
import yaml

CARD = "---\nlicense: llama2\nbase_model: meta-llama/Llama-2-7b-hf\ndatasets: [org/data]\n---\n# My model\n\nTrained by us.\n"


@pytest.fixture
def card(tmp_path):
    path = tmp_path / "README.md"
    path.write_text(CARD, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("to", "suffix"),
    [
        ("cyclonedx", ".cdx.json"),
        ("cyclonedx-1.7", ".json"),
        ("spdx", ".spdx.json"),
        ("mof", ".yml"),
        ("osai", ".yaml"),
    ],
)
def test_describe_reads_back_what_export_wrote(to, suffix, card, tmp_path, run_cli):
    _, before, _ = run_cli("describe", card, "--format", "json")
    written = tmp_path / f"model{suffix}"
    assert run_cli("export", card, "--to", to, "-o", written)[0] == 0
    code, after, err = run_cli("describe", written, "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(after) == json.loads(before)
    assert run_cli("assess", written, "--framework", "osaid-1.0", "--format", "json")[0] == 0


def test_a_licence_text_beside_the_card_is_carried(card, tmp_path, run_cli, root):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    text = (root / "LICENSE").read_text(encoding="utf-8")
    (tmp_path / "LICENSE").write_text(text, encoding="utf-8")
    card.write_text(CARD.replace("llama2", "apache-2.0"), encoding="utf-8")
    made = json.loads(run_cli("export", card, "--to", "cyclonedx")[1])
    assert made["metadata"]["component"]["licenses"][0]["license"]["text"]["content"] == text


def test_a_model_file_is_exported_with_all_it_holds(tmp_path, run_cli):
    path = tmp_path / "m.yml"
    path.write_text(
        "release:\n  name: M\n  contact: us\n  license: {}\n  components:\n  - {name: Model card, license: MIT}\n",
        encoding="utf-8",
    )
    made = yaml.safe_load(run_cli("export", path, "--to", "mof")[1])
    assert made["release"]["contact"] == "us"
    assert "openness" not in made
    assert "Model card" in run_cli("export", path, "--to", "cyclonedx")[1]


def test_a_bill_of_material_without_a_model_says_why_not(tmp_path, run_cli):
    path = tmp_path / "bom.json"
    path.write_text('{"bomFormat": "CycloneDX", "specVersion": "1.6"}', encoding="utf-8")
    code, out, err = run_cli("describe", path)
    assert (code, out) == (2, "")
    assert "a CycloneDX document with no machine-learning models" in err


def test_an_unknown_format_lists_all(card, run_cli):
    code, _, err = run_cli("export", card, "--to", "cyclondx")
    assert code == 2
    assert "cyclonedx" in err
    assert "spdx" in run_cli("export", card, "--to", "??")[2]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"])
def test_a_moment_that_is_none_in_utc_is_one_line(moment, card, run_cli):
    code, _, err = run_cli("export", card, "--to", "spdx-2.3", f"--created={moment}")
    assert (code, err.count("\n")) == (2, 1)
    assert "neither `now` nor a moment" in err
