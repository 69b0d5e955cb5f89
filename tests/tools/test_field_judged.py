"""Judged findings as data: what a file may hold, and the table that the page shows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import field_judged

HEAD = 'sample = "two cards"\ndrawn = "all"\ndate = 2026-11-27\njudge = "nobody who wrote a rule"\n'
ONE = '[[judged]]\nrule = "missing-license"\nseverity = "warning"\nright = 19\nwrong = 1\ndoubtful = 0\n'


def page(folder: Path, *files: str) -> str:
    for number, text in enumerate(files):
        (folder / f"{number}.toml").write_text(text, encoding="utf-8")
    return "\n".join(field_judged.lines(field_judged.samples(folder), field_judged.mendings(folder)))


def test_counts_of_several_samples_are_one_line_a_rule(tmp_path: Path) -> None:
    shown = page(tmp_path, HEAD + ONE, HEAD + ONE.replace("doubtful = 0", "doubtful = 1"))
    assert "| [missing-license](rules/missing-license.md) | warning | 38 | 2 | 1 | 0.93 | no |" in shown
    assert shown.count("findings judged by nobody who wrote a rule") == 2


def test_a_rule_at_its_aim_is_told(tmp_path: Path) -> None:
    assert "| 0.95 | yes |" in page(tmp_path, HEAD + ONE)


def test_shares_and_notes_are_shown(tmp_path: Path) -> None:
    share = '[[share]]\nwhen = "before"\ncards = 200\nwarned = 50\n'
    shown = page(tmp_path, HEAD + ONE + 'note = "a list of plans"\n' + share)
    assert "| before | 200 | 50 | 25.0 % |" in shown
    assert "- `missing-license`: a list of plans" in shown


def test_nothing_judged_is_no_section(tmp_path: Path) -> None:
    assert page(tmp_path) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + ONE.replace("missing-license", "missing-licence"), "is no rule"),
        (HEAD + ONE.replace("warning", "notice"), "is no severity"),
        (HEAD + ONE + ONE, "told twice"),
        (HEAD + ONE.replace("wrong = 1\n", ""), "lacks a count"),
        (HEAD + ONE + 'judgement = "x"\n', "is no key"),
        (ONE, "`sample` is missing"),
        (HEAD + '[[share]]\nwhen = "before"\n', "`cards` and `warned`"),
    ],
)
def test_a_file_that_is_no_sample_is_refused_by_name(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as raised:
        page(tmp_path, text)
    assert "0.toml" in str(raised.value)


def test_the_samples_of_the_project_are_read() -> None:
    assert isinstance(field_judged.samples(), list)


MENDED = '[[mended]]\nrule = "missing-license"\ncommit = "0123abc"\nwhat = "says less"\nbefore = ["0"]\n'


def test_counts_from_before_a_mending_stay_in_a_column_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "mended.toml").write_text(MENDED, encoding="utf-8")
    shown = page(tmp_path, HEAD + ONE, HEAD + ONE.replace("right = 19", "right = 9").replace("wrong = 1", "wrong = 0"))
    assert (
        "| [missing-license](rules/missing-license.md) | warning | 9 | 0 | 0 | 1.00 | yes | 19, 1, 0 (0.95) |" in shown
    )
    assert "| `missing-license` | 0123abc | says less |" in shown


def test_a_rule_that_nobody_judged_since_it_was_mended_meets_no_aim(tmp_path: Path) -> None:
    (tmp_path / "mended.toml").write_text(MENDED, encoding="utf-8")
    assert "| warning | | | | | not judged since | 19, 1, 0 (0.95) |" in page(tmp_path, HEAD + ONE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MENDED.replace('["0"]', '["1"]'), "is no sample"),
        (MENDED.replace("missing-license", "wrong-type"), "judged wrong-type"),
        (MENDED.replace('what = "says less"\n', ""), "an entry has"),
    ],
)
def test_a_mending_of_no_count_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "mended.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        page(tmp_path, HEAD + ONE)


def test_a_severity_of_which_nothing_was_right_is_summed_too(tmp_path: Path) -> None:
    shown = page(tmp_path, HEAD + ONE.replace("right = 19", "right = 0"))
    assert "| *all* | warning | 0 | 1 | 0 | 0.00 | |" in shown
