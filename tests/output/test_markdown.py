"""Markdown for the comment on a pull request: counts, a table a card, milder findings folded, the rules' pages."""

from __future__ import annotations

from openness.card import ModelCard
from openness.output import Result, View, render
from openness.rules import check

BAD = """---
license: Apache 2.0
---
# Acme

Acme is a model for [More Information Needed].
"""
GOOD = "---\nlicense: apache-2.0\n---\n# Acme\n"


def comment(*texts: tuple[str, str], view: View | None = None) -> str:
    cards = [ModelCard.parse(text, path=path) for path, text in texts]
    return render(
        [Result(target=card.path, report=check(card, rules=frozenset({"misspelled-license", "template-placeholder"})), card=card) for card in cards],
        "markdown",
        view=view,
    )  # fmt: skip


def test_the_worst_card_comes_first_and_milder_findings_are_folded() -> None:
    text = comment(("good.md", GOOD), ("bad.md", BAD))
    told, folded = text.split("<details>")
    assert told.startswith("## openness\n\n1 error in 1 of 2 model cards; 1 clean; 1 info not shown")
    assert "### bad.md" in told
    assert "| 2 | **error** | **misspelled-license** " in told
    assert "template-placeholder" not in told
    assert "<summary>bad.md: 1 of lesser severity</summary>" in folded
    assert "**template-placeholder**" in folded
    assert text.endswith("- `misspelled-license`: <https://openness.dev/rules/misspelled-license>")
    assert "good.md" not in text, "a clean card is counted and not named"


def test_what_is_asked_for_is_not_folded() -> None:
    text = comment(("bad.md", BAD), view=View(show="info"))
    assert "<details>" not in text
    assert "| 6 | info | **template-placeholder** " in text


def test_nothing_found_is_one_line() -> None:
    assert comment(("good.md", GOOD)) == "## openness\n\nno findings in 1 model card"


def test_a_name_is_no_markup_where_it_is_folded() -> None:
    text = comment(("<img src=x>.md", BAD))
    assert "<img" not in text.replace("\\<", "")
    assert "<summary>&lt;img src=x&gt;.md: 1 of lesser severity</summary>" in text
