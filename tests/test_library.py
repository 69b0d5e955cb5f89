"""What somebody meets who writes `import openness`: names, types, and what to pass."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import openness

ROOT = Path(__file__).resolve().parent.parent
_PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_version_is_the_distributions() -> None:
    assert openness.__version__ == version("openness")
    assert {"__version__", "check", "licenses"} <= set(dir(openness))


@pytest.mark.parametrize("call", ["check", "release_from_card"])
@pytest.mark.parametrize("given", ["README.md", Path("README.md"), "---\nlicense: mit\n---\n" * 50, None])
def test_a_path_or_text_in_place_of_a_card_is_told_what_to_pass(call: str, given: object) -> None:
    with pytest.raises(TypeError, match=rf"openness\.{call} takes a ModelCard.*ModelCard\.read\('README\.md'\)"):
        getattr(openness, call)(given)


def test_a_card_in_place_of_a_record_is_told_what_to_pass() -> None:
    card = openness.ModelCard.parse("---\nlicense: mit\n---\n# A model\n")
    with pytest.raises(TypeError, match=r"takes a record, not ModelCard: .*release_from_card\(card\)"):
        openness.assess(card, "mof")  # type: ignore[call-overload]


def test_a_record_that_is_at_hand_is_judged_without_reading_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from openness import rules

    card = openness.ModelCard.read(ROOT / "examples/cards/acme-7b-chat.md")
    release = openness.release_from_card(card)
    before = openness.check(card)

    def read_again(_: object) -> None:
        raise AssertionError("read twice")

    for name in ("release_from_card", "release_for_rules"):
        monkeypatch.setattr(rules, name, read_again)
    report = openness.check(card, release=release)
    assert report.findings == before.findings
    assert report.release is release
    assert openness.assess(release, "mof").framework == "mof"


def test_a_record_alone_is_checked_by_the_rules_that_ask_the_facts() -> None:
    card = openness.ModelCard.parse(
        "---\nlicense: apache-2.0\nbase_model: meta-llama/Llama-2-7b-hf\n---\n# Acme\n\nFine-tuned from Llama 2.\n"
    )
    report = openness.check(openness.release_from_card(card), path="record.json")
    assert [finding.rule for finding in report.findings] == ["license-laxer-than-base-model"]
    assert report.findings[0].path == "record.json"
    assert openness.check(openness.release_from_card(card), rules=frozenset({"missing-license"})).findings == ()


TYPED = """\
import openness
from openness.rules import Report

card = openness.ModelCard.parse("")
release = openness.release_from_card(card)
one: Report = openness.check(card, release=release, assume_card=True)
two: Report = openness.check(release, path="record.json")
"""


def test_a_checker_of_types_has_nothing_to_say_of_the_readmes_program(tmp_path: Path) -> None:
    programs = _PYTHON.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert programs
    for number, program in enumerate(programs):
        (tmp_path / f"program{number}.py").write_text(program, encoding="utf-8")
    (tmp_path / "typed.py").write_text(TYPED, encoding="utf-8")
    words = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(ROOT / ".mypy_cache"), str(tmp_path)]
    run = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
