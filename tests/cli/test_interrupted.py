"""Ctrl-C, and `--` before words that look like options."""

from __future__ import annotations

from pathlib import Path

import pytest

from openness import rules
from openness.cli import COMMANDS

CARD = "---\nlicense: apache 2\nlibrary_name: transformers\n---\n# M\n\nThis model writes text.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(CARD)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_what_is_done_before_ctrl_c_is_reported(run_cli, monkeypatch: pytest.MonkeyPatch) -> None:
    check = rules.check

    def stopped(card, **given):
        if card.path == "c.md":
            raise KeyboardInterrupt
        return check(card, **given)

    monkeypatch.setattr(rules, "check", stopped)
    code, out, err = run_cli("check", ".", "--format", "concise")
    assert (code, err) == (130, "openness: error: interrupted; 2 files were checked, what follows was not\n")
    assert [line.partition(":")[0] for line in out.splitlines() if "unknown-license" in line or "license" in line][:2]
    assert "c.md" not in out


@pytest.mark.usefixtures("folder")
def test_ctrl_c_before_anything_is_done_is_one_line(run_cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rules, "check", stopped)
    assert run_cli("check", ".") == (130, "", "openness: error: interrupted\n")


TAKES = {
    "check": (), "describe": (), "assess": (), "compare": (), "license": (), "notice": ("--assume-card",),
    "export": ("--to", "spdx"), "badge": ("--framework", "mof"),
}  # fmt: skip


@pytest.mark.parametrize("command", TAKES)
def test_behind_two_dashes_every_word_is_a_target(folder: Path, run_cli, command: str) -> None:
    (folder / "-v.md").write_text(CARD)
    code, out, err = run_cli(command, *TAKES[command], "--", "-v.md")
    assert code in (0, 1), err
    assert out
    assert run_cli(command, *TAKES[command], "--", "--help")[0] == 2, "no file of that name"


@pytest.mark.parametrize(("command", "word"), [
    ("explain", "missing-license"), ("schema", "report"), ("init", "."), ("validate", "o.yaml"), ("index", "show"),
    ("census", "nowhere"), ("graph", "mistralai/Mistral-7B-v0.1"),
])  # fmt: skip
def test_two_dashes_stand_before_a_plain_word_too(folder: Path, run_cli, command: str, word: str) -> None:
    (folder / "o.yaml").write_text("weights:\n  access: public\n")
    with_dashes = run_cli(command, "--", word)
    (folder / "openness.yaml").unlink(missing_ok=True)
    assert with_dashes == run_cli(command, word)


def test_every_command_is_tried_with_two_dashes() -> None:
    assert set(COMMANDS) == {*TAKES, "explain", "schema", "init", "validate", "index", "census", "graph"}
