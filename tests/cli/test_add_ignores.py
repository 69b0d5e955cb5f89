"""`--add-ignores` writes comments that cover the findings and change no other byte; git's ignores when folders are walked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness import rules
from openness.card import ModelCard
from openness.cli._add_ignores import with_comments

CARD = """---
license: apache 2
language:
- no
- en
datasets: [acme/a]
---
# Acme

Text.

```python
x = "[More Information Needed]"

y = 1
```

- one
- [More Information Needed]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "openness.toml").write_text("")
    return tmp_path


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_comments_are_added_and_every_other_byte_stays(folder: Path, run_cli, ending: str, mark: str) -> None:
    path = folder / "README.md"
    path.write_bytes((mark + CARD.replace("\n", ending)).encode())
    code, out, err = run_cli("check", "README.md", "--add-ignores", "--show", "info", "--ignore", "invalid-encoding")
    assert (code, err) == (0, "")
    assert "README.md: wrote ignore comments for " in out
    expected = (
        CARD.replace("apache 2", "apache 2  # openness: ignore[misspelled-license] TODO: say why")
        .replace("- no", "- no  # openness: ignore[boolean-language] TODO: say why")
        .replace("\n- one", "\n<!-- openness: ignore[template-placeholder] TODO: say why -->\n- one")
    )
    kept = path.read_bytes().decode().replace(ending, "\n")
    assert kept.replace("# openness: ignore[undisclosed-training-data] TODO: say why\n", "") == mark + expected
    once = path.read_bytes()
    run_cli("check", "README.md", "--add-ignores", "--show", "info", "--ignore", "invalid-encoding")
    assert path.read_bytes() == once


def test_only_what_is_shown_gets_a_comment(folder: Path, run_cli) -> None:
    path = folder / "README.md"
    path.write_text(CARD)
    run_cli("check", "README.md", "--add-ignores")
    assert "template-placeholder" not in path.read_text()
    assert "misspelled-license" in path.read_text()


def test_metadata_that_cannot_be_read_get_no_comment(folder: Path, run_cli) -> None:
    path = folder / "README.md"
    path.write_text("---\nlicense: [mit\n---\n# A\n")
    code, out, _ = run_cli("check", "README.md", "--add-ignores", "--format", "concise")
    assert (code, "error[invalid-yaml]" in out) == (1, True)
    assert path.read_text() == "---\nlicense: [mit\n---\n# A\n"


def test_what_no_comment_can_cover_is_reported(folder: Path, run_cli) -> None:
    (folder / "README.md").write_text(CARD)
    (folder / "openness.yaml").write_text("weights:\n  access: publik\n")
    code, out, _ = run_cli("check", "README.md", "--add-ignores", "--format", "concise")
    assert code == 1
    assert {line.split(":")[0] for line in out.splitlines()} == {"openness.yaml"}


def test_two_rules_on_one_line_share_a_comment() -> None:
    card = ModelCard.parse("---\nlicense: no\nlanguage: en\n---\n# A\n\nText.\n", path="README.md")
    one = next(iter(rules.check(card).findings))
    from dataclasses import replace

    place = card.front_matter.place("license")
    both = tuple(replace(one, rule=name, place=place) for name in ("unknown-license", "missing-license"))
    changed, covered = with_comments(card, both)
    assert len(covered) == 2
    assert "license: no  # openness: ignore[unknown-license, missing-license] TODO: say why\n" in changed.text


@pytest.mark.parametrize(
    "matter",
    [
        "license: >-\n  apache\n  2\n",
        'license: "apache\n  2"\n',
        "license: [\n  apache 2\n]\n",
        "license: |\n  apache 2\n",
    ],
)
def test_a_value_over_several_lines_stays_the_same(matter: str) -> None:
    card = ModelCard.parse(f"---\n{matter}---\n# A\n\nText.\n", path="README.md")
    findings = rules.check(card).findings
    changed, covered = with_comments(card, findings)
    assert changed.front_matter.values == card.front_matter.values
    assert len(covered) == len(findings)
    assert rules.check(changed, rules=frozenset(one.rule for one in findings)).findings == ()


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "license: apache 2",
                "language: no",
                "tags: [a, b]",
                "# note",
                "text: |",
                "  [More Information Needed]",
                "x: 'y",
            ]
        ),
        max_size=6,
    ),
    st.lists(
        st.sampled_from(
            ["# A", "", "[More Information Needed]", "```", "- item", "    code", "| a | b |", "trained on data"]
        ),
        max_size=8,
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_the_card_nothing_but_comments_is_added(matter: list[str], body: list[str], ending: str) -> None:
    import re

    text = ending.join(["---", *matter, "---", *body, ""])
    card = ModelCard.parse(text, path="README.md")
    findings = rules.check(card, assume_card=True).findings
    changed, covered = with_comments(card, findings)
    assert changed.front_matter.values == card.front_matter.values
    bare = re.sub(r"  # openness: ignore\[[^\]]+\] TODO: say why(?=[\r\n]|$)", "", changed.text)
    bare = re.sub(
        r"[ \t]*(?:# openness: ignore\[[^\]]+\] TODO: say why|<!-- openness: ignore\[[^\]]+\] TODO: say why -->)(?:\r\n|\n)",
        "",
        bare,
    )
    assert bare == text
    places = [one.rule for one in rules.check(changed, assume_card=True).findings]
    told = [one.rule for one in findings]
    for one in covered:
        told.remove(one.rule)
    assert sorted(places) == sorted(told), "what is covered is told no more, what is not is told as before"


def test_a_comment_above_moves_what_is_still_to_be_covered() -> None:
    """The second `license` cannot take a comment before its continuation, so one for the whole card is put above."""
    text = "---\nlicense: apache 2\nlicense: apache 2\n  and more\n---\n"
    card = ModelCard.parse(text, path="README.md")
    changed, _ = with_comments(card, rules.check(card, assume_card=True).findings)
    assert rules.check(changed, assume_card=True).findings == ()


def walked(run_cli, *words: str) -> list[str]:
    out = run_cli("check", *words, "--format", "concise")[1]
    return sorted({line.split(":")[0] for line in out.splitlines()})


@pytest.mark.parametrize("repository", [True, False], ids=["in git", "no git"])
def test_what_git_ignores_is_not_walked(folder: Path, run_cli, repository: bool) -> None:
    if repository:
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        (folder / ".git/info/exclude").write_text("mine.md\n")
    for name in ("README.md", "build/README.md", "old/a.md", "old/keep.md", "models/x/draft.md", "mine.md"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CARD)
    (folder / ".gitignore").write_text("build/\nold/*.md\n!old/keep.md\n")
    (folder / "models/.gitignore").write_text("draft.md\n")
    private = [] if repository else ["mine.md"]
    assert walked(run_cli, ".") == ["README.md", *private, "old/keep.md"]
    if repository:
        assert walked(run_cli, "old") == ["old/keep.md"]
    assert walked(run_cli, "build") == ["build/README.md"], "a folder that is named is walked"
    assert walked(run_cli, "old/a.md") == ["old/a.md"], "a file that is named is checked"
    code, _, err = run_cli("check", "models")
    assert (code, err) == (2, "openness: error: models: no Markdown file in this folder that git does not ignore\n")


def test_the_same_files_as_git_itself(folder: Path, run_cli) -> None:
    """git's own answer, for patterns that are easily read otherwise."""
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    for name in ("a/b/c.md", "a/c.md", "c.md", "d/e/f.md", "d/x.md", "g/h/i.md", "g/!k.md", "l m.md"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CARD)
    (folder / ".gitignore").write_text("/c.md\n**/b/\nd/**\n!d/x.md\ng/h\n\\!k.md\nl\\ m.md\n")
    (folder / "g/.gitignore").write_text("!h\n")
    words = ["git", "ls-files", "--others", "--exclude-standard", "*.md"]
    kept = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout.splitlines()
    assert walked(run_cli, ".") == sorted(kept)
    assert kept
