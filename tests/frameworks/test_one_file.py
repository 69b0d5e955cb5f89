"""A framework is one file: whatever shows a verdict takes it from the framework's class, and no other file names it."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest
from records import record

from openness import export, frameworks
from openness.errors import UnknownNameError
from openness.frameworks import Answer, Framework, Verdict, criterion, verdict_of
from openness.output import assessment_v1, badge, verdicts
from openness.output._style import Style

ROOT = Path(__file__).resolve().parents[2]


class Ponds(Framework):
    """
    Whether a model may swim.

    ## How it decides

    By its weights.

    ## Limits

    It is made up for this test.
    """

    name, version, title, url = "ponds-1", "1", "Pond rules", "https://example.org/ponds"
    verdicts = (
        Verdict("swims", "May swim", "green", "the weights are public"),
        Verdict("wades", "May wade", "yellow", "the weights are gated"),
        Verdict("stays-dry", "Must stay dry", "red", "the weights are withheld"),
        Verdict("no-pond", "There is no pond", "grey", "nobody speaks of weights", ordered=False),
    )

    @criterion("water", settle="say whether the weights can be had")
    def water(self, release):
        """The weights can be had."""
        table = {"public": "met", "gated": "partial", "withheld": "unmet"}
        return Answer(id="water", answer=table.get(release.weights.access, "unknown"), reason="by access")

    def conclude(self, answers):
        words = {"met": "swims", "partial": "wades", "unmet": "stays-dry"}
        return self.concluded(words.get(answers[0].answer, "no-pond"), answers)


@pytest.fixture
def ponds(monkeypatch):
    """The framework above, registered by its one line."""
    monkeypatch.setitem(sys.modules, "openness.frameworks.ponds", sys.modules[__name__])
    monkeypatch.setitem(frameworks._HOMES, "ponds-1", ("ponds", "Ponds"))
    monkeypatch.setattr(frameworks, "NAMES", (*frameworks.NAMES, "ponds-1"))
    frameworks._own.cache_clear()
    yield frameworks.get("ponds-1")
    frameworks._own.cache_clear()


SHOWN = [
    ("public", "swims", badge.GREEN, "1;32", True),
    ("gated", "wades", badge.YELLOW, "1;33", False),
    ("withheld", "stays-dry", badge.RED, "1;31", False),
    (None, "no-pond", badge.GREY, "1;36", False),
]


@pytest.mark.parametrize("shown", SHOWN)
def test_badge_text_json_and_spdx_show_a_verdict_that_they_do_not_know(ponds, shown):
    access, word, colour, ansi, complies = shown
    release = record(weights={"access": access} if access else {})
    found = frameworks.assess(release, "ponds-1")
    assert verdict_of(found) == ponds.verdict(word)
    assert f'fill="{colour}"' in badge.of_assessment(found)
    assert word.replace("-", " ") in badge.of_assessment(found)
    label = ponds.verdict(word).label
    assert f"\033[{ansi}m{word}\033[0m" in verdicts.verdict(found, Style(colour=True))
    assert f"{word}  {label}" in verdicts.render("m", [found])
    published = json.loads(assessment_v1.report([("m", [found])]).model_dump_json())["results"][0]["assessments"][0]
    assert (published["verdict"], published["label"], published["progress"]) == (word, label, None)
    assert (f"ponds-1 1: {label}" in export.render(release, "spdx")) is complies


@pytest.mark.usefixtures("ponds")
def test_its_page_is_written_from_its_file(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tools")
    import framework_pages

    text = framework_pages.page("ponds-1")
    for words in ("# Pond rules\n", "Whether a model may swim.", "### water\n\nThe weights can be had.", "By its weights.",
                  "| `swims` | the weights are public |", "It is made up for this test."):  # fmt: skip
        assert words in text
    assert text.index("`swims`") < text.index("`stays-dry`")


def test_a_page_without_its_sections_is_refused_by_name(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tools")
    import framework_pages

    class Bare(Ponds):
        """Only an opening."""

    with pytest.raises(ValueError, match="Bare: the docstring needs an opening and the sections `## How it decides`"):
        framework_pages.prose(Bare())


def test_the_order_is_that_of_the_table_and_out_of_it_is_no_rank(ponds):
    assert [ponds.rank(one.word) for one in ponds.verdicts] == [0, 1, 2, None]
    assert ponds.rank("flies") is None
    assert ponds.rank(None) is None


def test_a_word_that_is_no_verdict_is_refused(ponds):
    with pytest.raises(
        UnknownNameError, match="flies: no verdict of ponds-1; it has: swims, wades, stays-dry, no-pond"
    ):
        ponds.concluded("flies", ())
    with pytest.raises(UnknownNameError, match="pass: no verdict of osai-12; it has: none"):
        frameworks.get("osai-12").concluded("pass", ())


@pytest.mark.parametrize("name", frameworks.NAMES)
def test_the_verdicts_of_a_framework_are_told_apart(name):
    found = frameworks.get(name).verdicts
    assert len({one.word for one in found}) == len({one.label for one in found}) == len(found)
    assert all(one.label and one.meaning for one in found)
    assert not found or any(one.complies for one in found)
    assert set(frameworks.get(name).goals) <= {one.word for one in found}


PLAIN = {"none"}
"""Verdicts whose word says other things too, as in a table cell: to find it there tells nothing."""


def words_in(source: str) -> set[str]:
    """Every text that stands alone as a value in a Python source."""
    return {
        one.value for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Constant) and type(one.value) is str
    }


def test_nothing_that_shows_verdicts_names_one():
    words = {one.word for name in frameworks.NAMES for one in frameworks.get(name).verdicts} - PLAIN
    files = [*(ROOT / "openness/output").glob("*.py"), *(ROOT / "openness/export").glob("*.py"),
             ROOT / "openness/cli/assess.py", ROOT / "openness/cli/badge.py", ROOT / "tools/framework_pages.py"]  # fmt: skip
    named = {str(path.relative_to(ROOT)): words & words_in(path.read_text(encoding="utf-8")) for path in files}
    assert not {name: found for name, found in named.items() if found}
    assert words_in('if x == "pass": y = {"fail": 1}') == {"pass", "fail"}
