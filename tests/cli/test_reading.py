"""What of a card is not read is said where its record is shown."""

from __future__ import annotations

import pytest

from openness._pattern import pattern, search
from openness.cli import main
from openness.naming import mentions

CARD = "---\nlicense: mit\n---\n# Heron\n\nHeron has 7 billion parameters.\n\nIt is fine-tuned from the wren model.\n"


@pytest.fixture
def tired(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that is given up at its first refused match."""
    monkeypatch.setattr(mentions, "_LOWER", pattern("[a-z]+", not_after="[a-z]| "))
    monkeypatch.setattr(search, "_WORK", -1)


@pytest.mark.parametrize(
    "command", [["describe"], ["assess"], ["export", "--to", "cyclonedx"], ["notice"], ["describe", "--explain"]]
)
@pytest.mark.usefixtures("tired")
def test_a_search_that_is_given_up_is_said(command, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(CARD)
    main([command[0], "README.md", "--assume-card", *command[1:]])
    said = capsys.readouterr().err.splitlines()
    words = "a sentence here repeats itself so often that a search was given up; of what it says some is not read"
    assert [line for line in said if "given up" in line] == [f"openness: warning: README.md:8: {words}"]


@pytest.mark.parametrize("command", ["describe", "assess"])
def test_the_end_of_a_card_that_is_not_read_is_said(command, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(CARD + "quiet words of a marsh,\n" * 10_500 + "It has 9 layers.\n")
    assert main([command, "README.md", "--assume-card"]) == 0
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "warning" in line]
    assert line.startswith("openness: warning: README.md:104")
    assert "250,000 characters" in line


@pytest.mark.parametrize("command", ["describe", "assess"])
def test_of_a_card_that_is_read_whole_nothing_is_said(command, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(CARD)
    assert main([command, "README.md", "--assume-card"]) == 0
    assert capsys.readouterr().err == ""
