"""The frameworks' pages are generated, current, and name every criterion and verdict."""

from __future__ import annotations

import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from openness.formats import DIMENSIONS
from openness.frameworks import NAMES, get
from openness.frameworks.osai import RULES

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "frameworks"
PROSE = tomllib.loads((ROOT / "tools/framework_pages.toml").read_text(encoding="utf-8"))
LABELS = {
    "mof": {"class-i", "class-ii", "class-iii", "unclassified", "undetermined"},
    "mof-mot": {"class-i", "class-ii", "class-iii", "unclassified"},
    "osaid-1.0": {"pass", "fail", "undetermined"},
    "open-weights-definition": {"pass", "fail", "undetermined"},
    "eu-ai-act-53-2": {"conditions-met", "not-met", "needs-review", "out-of-scope", "undetermined"},
}


def test_the_pages_are_current() -> None:
    run = subprocess.run(
        [sys.executable, "tools/framework_pages.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_page_names_every_criterion_and_every_verdict(name: str) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    framework = get(name)
    for identity, settle, method in framework.criteria():
        assert f"### {identity}\n\n{inspect.cleandoc(method.__doc__ or '')}" in text
        assert settle in text
    for dimension in DIMENSIONS.get(name, ()):
        assert f"| `{dimension}` |" in text
    assert {word for word, _ in PROSE[name]["verdicts"]} == LABELS.get(name, set())
    assert f"openness assess README.md --framework {name}" in text
    assert f"({name}.md)" in (PAGES / "README.md").read_text(encoding="utf-8")


def test_every_rule_for_a_grade_is_explained() -> None:
    assert set(PROSE["dimensions"]) == set(RULES)


@pytest.mark.parametrize("name", NAMES)
def test_every_criterion_states_its_clause(name: str) -> None:
    for identity, settle, method in get(name).criteria():
        assert (method.__doc__ or "").strip(), identity
        assert settle
