"""Every example of `--help` runs as it stands, and no command is without."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from openness.cli import COMMANDS
from openness.cli._examples import EXAMPLES

CARD = """---
license: llama2
base_model: meta-llama/Llama-2-7b-hf
---
# Acme Chat

Fine-tuned from Llama 2.
"""
MODELS = (
    {"id": "mistralai/Mistral-7B-v0.1", "cardData": {"license": "apache-2.0"}},
    {"id": "org/name", "cardData": {"license": "apache-2.0", "base_model": "mistralai/Mistral-7B-v0.1"}},
)
CODES = {"check README.md": 1, "check README.md --diff": 1, "check . --format concise --fail-on warning": 1, "notice README.md -o NOTICE": 1,
         "notice README.md --format markdown": 1}  # fmt: skip
"""Where there is something to find, the exit code says so."""


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_two_or_three_examples(name: str, run_cli) -> None:
    assert len(EXAMPLES[name]) in (2, 3)
    out = run_cli(name, "--help")[1]
    for words, use in EXAMPLES[name]:
        assert f"openness {name} {words}".rstrip() in out
        assert use in out
    assert all(len(line) <= 100 for line in out.partition("examples:")[2].splitlines())


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, listed in EXAMPLES.items() for words, _ in listed])
def test_an_example_runs_as_it_stands(name, words, *, tmp_path: Path, monkeypatch, run_cli, root) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    (tmp_path / "README.md").write_text(CARD.replace("llama2", "apache 2") if name == "check" else CARD)
    (tmp_path / "LICENSE").write_text((root / "LICENSE").read_text())
    (tmp_path / "models.jsonl").write_text("".join(json.dumps(one) + "\n" for one in MODELS))
    if name == "validate":
        (tmp_path / "openness.yaml").write_text("weights:\n  access: public\n")
        (tmp_path / "record.json").write_text(run_cli("describe", "README.md", "--format", "json")[1])
    if "hub.index" in words and not words.startswith("build"):
        run_cli("index", "build", "models.jsonl", "-o", "hub.index")
    if words.startswith("query"):
        run_cli("census", "models.jsonl", "--out", "census")
    code, out, err = run_cli(name, *shlex.split(words))
    assert code == CODES.get(f"{name} {words}", 0), err
    assert out or "-o" in words
