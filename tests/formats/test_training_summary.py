"""The filled template of the EU's public summary of training content: which sections are there, which are empty."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openness import catalog, export, rules
from openness.card import TRAINING_SUMMARY, ModelCard, skip_reason
from openness.formats.training_summary import gaps, sections

TITLE = "# Public summary of training content\n\n"


def missing(text: str) -> list[str]:
    return [gap.section.number for gap in gaps(text)]


def test_the_sections_of_the_template() -> None:
    assert [one.number for one in sections()] == [
        "1.1", "1.2", "1.3", "2.1", "2.2.1", "2.2.2", "2.3", "2.4", "2.5", "2.6", "3.1", "3.2", "3.3",
    ]  # fmt: skip
    assert [one.number for one in sections() if one.optional] == ["3.3"]


FILLED = "\n".join(f"### {one.number} {one.title}\nsaid\n" for one in sections())
CASES = [
    ("nothing at all", "", [one.number for one in sections() if not one.optional]),
    ("all of it", FILLED, []),
    ("without the optional one", FILLED.partition("### 3.3")[0], []),
    ("an empty section", FILLED.replace("types", "").replace("### 2.4 User data\nsaid\n", "### 2.4 User data\n"), ["2.4"]),
    ("a section left out", FILLED.replace("### 2.4 User data\nsaid\n", ""), ["2.4"]),
    ("to be filled", FILLED.replace("### 2.4 User data\nsaid", "### 2.4 User data\n_To be filled: nothing says it._"), ["2.4"]),
    ("a place for words", FILLED.replace("### 2.4 User data\nsaid", "### 2.4 User data\n[describe here]"), ["2.4"]),
    ("no is an answer", FILLED.replace("### 2.4 User data\nsaid", "### 2.4 User data\nNo"), []),
    ("a key and its value", FILLED.replace("### 2.4 User data\nsaid", "**2.4 User data:** none"), []),
    ("a key without a value", FILLED.replace("### 2.4 User data\nsaid", "**2.4 User data:**"), ["2.4"]),
    ("a row of a table", FILLED.replace("### 2.4 User data\nsaid", "| 2.4 User data | none |"), []),
    ("told in its parts", FILLED.replace("### 2.4 User data\nsaid", "### 2.4 User data\n#### 2.4.1 Chats\nnone"), []),
    ("both told under the whole", FILLED.replace("2.2.1", "2.2").replace("### 2.2.2 Other private data of third parties\nsaid\n", ""), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_missing(text: str, found: list[str]) -> None:
    assert missing(text) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (TITLE + "1.1 a\n2.1 b\n3.1 c\n", TRAINING_SUMMARY),
        ("# Heron: training data summary\n\n- 1.1 a\n- 2.1 b\n- 3.1 c\n", TRAINING_SUMMARY),
        (TITLE + "Nothing numbered.\n", "no model card: no front matter"),
        ("# A chapter\n1.1 a\n2.1 b\n3.1 c\n", "no model card: no front matter"),
        ("---\nlicense: mit\n---\n" + TITLE + "1.1 a\n2.1 b\n3.1 c\n", None),
    ],
)
def test_what_is_a_summary(text: str, reason: str | None) -> None:
    assert skip_reason(ModelCard.parse(text)) == reason


def test_only_the_rule_about_summaries_looks_at_one() -> None:
    report = rules.check(ModelCard.parse(TITLE + FILLED.replace("### 2.4 User data\nsaid\n", "")))
    assert [(one.rule, one.value, one.severity) for one in report.findings] == [
        ("incomplete-training-summary", "2.4", "error")
    ]
    assert rules.check(ModelCard.parse(TITLE + FILLED)).findings == ()


@pytest.mark.parametrize("name", ["pythia-12b", "gpt-4", "llama-2-7b"])
def test_our_own_draft_is_complete_in_form_and_says_what_is_to_be_filled(name: str) -> None:
    text = export.render(catalog.load(name), "eu-training-summary")
    report = rules.check(ModelCard.parse(text))
    assert report.skipped is None
    assert report.findings
    assert all("is empty" in one.message for one in report.findings)
    shown = {one.value for one in report.findings}
    assert {"2.6", "3.2"} <= shown


def test_on_the_command_line(run_cli, tmp_path) -> None:
    path = tmp_path / "summary.md"
    path.write_text(TITLE + FILLED.replace("### 2.3 ", "### 2.3x "), encoding="utf-8")
    code, out, _ = run_cli("check", path, "--format", "concise")
    assert (code, out.startswith(f"{path}:1:1: error[incomplete-training-summary] section 2.3 is missing")) == (1, True)


SUMMARIES = Path(__file__).parent / "summaries"
FILES = {
    "full": ([], []),
    "half": (["2.6", "3.2"], ["2.3", "2.4", "2.5", "3.1"]),
    "empty": ([], ["1.1", "1.2", "1.3", "2.1", "2.2.1", "2.2.2", "2.3", "2.4", "2.5", "2.6", "3.1", "3.2"]),
}
"""A summary as a provider publishes it, one half done, and the bare template: sections that are not there, and empty ones."""


@pytest.mark.parametrize("name", FILES)
def test_three_files_from_end_to_end(name: str, run_cli, tmp_path: Path) -> None:
    absent, empty = FILES[name]
    path = tmp_path / f"{name}.md"
    path.write_bytes((SUMMARIES / f"{name}.md").read_bytes())
    code, out, err = run_cli("check", path, "--format", "json")
    (result,) = json.loads(out)["results"]
    found = result["findings"]
    assert (code, err) == (1 if absent or empty else 0, "")
    lines = path.read_text(encoding="utf-8").splitlines()
    told = {one["message"].split()[1]: one for one in found}
    assert set(told) == {*absent, *empty}
    for number, one in told.items():
        assert one["message"].split()[3].rstrip(":") == ("missing" if number in absent else "empty")
        assert (number in lines[one["line"] - 1]) is (number not in absent)
    code, out, _ = run_cli("check", path, "--format", "concise")
    assert out.count("error[incomplete-training-summary]") == len(found)
