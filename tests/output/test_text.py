"""The text for people: by file, the worst first, advice once, what has no place on one line, a summary by rule."""

from __future__ import annotations

import pytest

from openness import rules
from openness.card import ModelCard
from openness.output import Result, Style, View, render

BAD = "---\nlanguage: no\nlicense: apache 2\n---\n# Acme\n\n[More Information Needed]\n"
BARE = "---\nlanguage: en\n---\n# Acme\n\nText.\n"
GOOD = "---\nlicense: mit\nlanguage: en\ndatasets: [acme/a]\n---\n# Acme\n\nTrained on [acme/a](https://huggingface.co/datasets/acme/a).\n"


def result(text: str, path: str = "README.md") -> Result:
    card = ModelCard.parse(text, path=path)
    return Result(target=path, card=card, report=rules.check(card, assume_card=True))


def text(*cards: tuple[str, str], view: View | None = None, style: Style | None = None) -> str:
    return render([result(card, path) for path, card in cards], "text", view=view, style=style)


def test_a_file_tells_its_worst_finding_first() -> None:
    report = text(("README.md", BAD))
    assert report.index("README.md:3:10: error[misspelled-license]") < report.index(
        "README.md:2:11: warning[boolean-language]"
    )


def test_the_file_with_an_error_comes_before_the_one_with_a_warning() -> None:
    mild = BAD.replace("apache 2", "apache-2.0")
    report = text(("a.md", mild), ("b.md", BAD))
    assert report.index("b.md:3:10: error") < report.index("b.md:2:11: warning") < report.index("a.md:2:11: warning")


def test_a_finding_without_a_place_is_one_line_with_its_advice() -> None:
    (line,) = [one for one in text(("README.md", BARE)).splitlines() if "missing-license" in one and "README" in one]
    assert line.startswith("README.md: warning[missing-license] ")
    assert "; " in line
    assert "| ---" not in text(("README.md", BARE), view=View(show="info"))


def test_the_same_advice_is_given_once() -> None:
    report = text(("a.md", BAD), ("b.md", BAD))
    assert report.count("hint: write `apache-2.0`  [--fix]") == 1
    assert "b.md:3:10: error[misspelled-license] `apache 2` is not how the Hub writes this licence  [--fix]" in report
    assert text(("a.md", BAD), ("b.md", BAD), view=View(detail="verbose")).count("hint: write `apache-2.0`") == 2


def test_info_is_counted_and_shown_on_request() -> None:
    report = text(("README.md", BAD))
    assert "template-placeholder" not in report
    assert "2 info not shown (--show info)" in report
    full = text(("README.md", BAD), view=View(show="info"))
    assert "README.md:7:1: info[template-placeholder]" in full
    assert "not shown" not in full
    assert "1 warning not shown (--show warning); 2 info not shown" in text(("README.md", BAD), view=View(show="error"))


def test_the_summary_says_by_rule_how_many_in_how_many_cards_and_what_to_do() -> None:
    report = text(("a.md", BAD), ("b.md", BAD), ("c.md", GOOD))
    assert report.splitlines()[-7:] == [
        "rule                severity  findings  cards  fixable",
        "misspelled-license  error            2      2        2",
        "boolean-language    warning          2      2        2",
        "",
        "2 errors, 2 warnings in 2 of 3 model cards; 1 clean; 4 info not shown (--show info)",
        "4 can be mended with --fix",
        "why: openness explain RULE; to ignore: # openness: ignore[RULE] reason, or --add-ignores",
    ]


def test_one_finding_of_each_rule_needs_no_table() -> None:
    assert "severity  findings" not in text(("README.md", BAD))


def test_statistics_are_the_table_with_every_severity() -> None:
    report = text(("a.md", BAD), ("b.md", BAD), view=View(detail="statistics"))
    rows = [line.split() for line in report.splitlines()]
    assert ["misspelled-license", "error", "2", "2", "2"] in rows
    assert ["template-placeholder", "info", "2", "2", "0"] in rows
    assert "hint" not in report


def test_quiet_is_findings_alone_and_nothing_of_a_clean_card() -> None:
    quiet = View(detail="quiet")
    assert text(("README.md", GOOD), view=quiet) == ""
    assert "in 1 model card" not in text(("README.md", BAD), view=quiet)
    assert "error[misspelled-license]" in text(("README.md", BAD), view=quiet)


def test_verbose_names_the_clean_and_the_ignored_with_the_reason() -> None:
    ignored = BAD.replace("apache 2", "apache 2  # openness: ignore[misspelled-license] our own name")
    report = text(("a.md", GOOD), ("b.md", ignored), view=View(detail="verbose"))
    assert "a.md: clean" in report
    assert "b.md:3:10: ignored[misspelled-license] our own name" in report


@pytest.mark.parametrize("colour", [True, False])
def test_colour_changes_no_word(colour: bool) -> None:
    import re

    painted = text(("a.md", BAD), ("b.md", BAD), style=Style(colour=colour))
    assert ("\033[" in painted) is colour
    assert re.sub(r"\033\[[0-9;]*m", "", painted) == text(("a.md", BAD), ("b.md", BAD))


@pytest.mark.parametrize("form", ["json", "sarif", "github", "gitlab", "markdown", "html"])
def test_formats_for_programs_hold_every_severity(form: str) -> None:
    assert "template-placeholder" in render([result(BAD)], form)


def test_concise_shows_what_text_shows() -> None:
    assert [line.split("[")[0] for line in render([result(BAD)], "concise").splitlines()] == [
        "README.md:2:11: warning",
        "README.md:3:10: error",
    ]
    assert "template-placeholder" in render([result(BAD)], "concise", view=View(show="info"))


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"])
def test_a_target_that_cannot_be_read_stands_beside_the_others(form: str) -> None:
    report = render([result(BAD), Result(target="gone.md", report=None, failure="gone.md: no such file")], form)
    assert "misspelled-license" in report
