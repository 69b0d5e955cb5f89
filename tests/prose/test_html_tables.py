"""The rows of HTML tables: cells under their columns, with places that lead back to the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.card import ModelCard
from openness.extract import release_from_card
from openness.prose import parts
from openness.prose.html_tables import rows
from openness.prose.sentences import Sentence, Text


def sentences(markdown: str) -> list[Sentence]:
    text = Text(ModelCard.parse(f"---\nlicense: mit\n---\n\n{markdown}\n"))
    return [one for one in text if one.text.strip()]


SPANNED = """
<table>
 <tr><th>Bird</th><th>Data</th><th>Size</th></tr>
 <tr>
  <td rowspan="2"><b>Heron</b>
  </td>
  <td colspan="2"><a href="https://example.org/marsh">Marsh</a></td>
 </tr>
 <tr><td>Reed</td><td>3 TB</td></tr>
</table>
"""


def test_cells_stand_under_their_columns_also_where_one_reaches_over_several() -> None:
    found = sentences(SPANNED)
    assert [one.cells for one in found] == [("Bird", "Data", "Size"), ("Heron", "Marsh", ""), ("", "Reed", "3 TB")]
    assert [one.kind for one in found] == ["table"] * 3


def test_a_row_reads_as_a_row_of_markdown_does() -> None:
    (row,) = sentences("<table><tr><td>License</td><td><b>MIT</b></td></tr></table>")
    assert (row.text, row.key, row.value) == ("License | MIT", "license", "MIT")


def test_words_and_links_of_a_row_lead_back_to_the_file() -> None:
    card = ModelCard.parse(SPANNED)
    row = next(one for one in Text(card) if one.text.startswith("Heron"))
    (link,) = row.links
    assert row.text[link.start : link.end] == "Marsh"
    start, end = row.clean.span(link.start, link.end)
    assert card.text[start:end] == "Marsh"


@pytest.mark.parametrize(
    ("table", "heads"),
    [
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", [True, False]),
        ("<table><thead><tr><td>a</td><td>b</td></tr></thead><tr><td>c</td><td>d</td></tr></table>", [True, False]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><th>d</th></tr></table>", [True, True]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>", [True, False]),
        ("| a | b |\n|---|---|\n| c | d |", [True, False, False]),
    ],
)
def test_the_head_of_a_table_is_known(table: str, heads: list[bool]) -> None:
    found = [one for one in Text(ModelCard.parse(table)) if one.kind == "table"]
    assert [parts.is_table_head(one) for one in found][: len(heads)] == heads[: len(found)]


def test_rows_that_nobody_closed_end_where_the_next_begins() -> None:
    found = sentences("<table><tr><td>a<td>b<tr><td>c<td>d</table>\n\nThen words.")
    assert [one.cells for one in found] == [("a", "b"), ("c", "d"), ()]
    assert found[-1].text == "Then words."


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td>\n\n## Heron\n\n- a list\n\n</td><td>b</td></tr></table>",
        "<table><tr><td><ul><li>one</li></ul></td><td>b</td></tr></table>",
        "<table><tr><td>one cell only</td></tr></table>",
        "```html\n<table><tr><td>a</td><td>b</td></tr></table>\n```",
        "<!-- <table><tr><td>a</td><td>b</td></tr></table> -->",
        "<tr><td>a</td><td>b</td></tr>",
    ],
)
def test_layout_code_and_comments_make_no_rows(layout: str) -> None:
    assert not [one for one in sentences(layout) if one.row is not None]


def test_text_around_a_table_is_read_as_before() -> None:
    found = sentences("Before it.\n<table><tr><td>a</td><td>b</td></tr></table>\nAfter it. More.")
    assert [one.text.strip() for one in found] == ["Before it.", "a | b", "After it.", "More."]


def test_a_fact_of_a_cell_is_shown_at_the_cell() -> None:
    card = """---
license: mit
---

# Heron

<table>
 <tr>
  <td>Training Data</td>
  <td>Params</td>
  <td>Token count</td>
 </tr>
 <tr>
  <td>A mix of bird songs.</td>
  <td>8B</td>
  <td>15T+</td>
 </tr>
</table>
"""
    data = release_from_card(ModelCard.parse(card)).data
    assert data.size == "15T+ tokens"
    assert [(one.line, one.quote) for one in data.evidence["size"]] == [(16, "15T+")]


TAGS = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    '<td rowspan="3">',
    "</td>",
    "<th colspan=2>",
    "<td ",
    "a",
    "\n",
]


@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_rows_follow_each_other_and_hold_their_cells(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for row in rows(text):
        assert end <= row.start <= row.begin <= row.until <= row.end <= len(text)
        assert all(a <= b and (a == b or row.begin <= a <= b <= row.until) for a, b in row.columns)
        end = row.end


@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_a_sentence_never_leaves_the_file(pieces: list[str]) -> None:
    card = ModelCard.parse("Heron.\n\n" + "".join(pieces))
    for sentence in Text(card):
        start, end = sentence.clean.span(0, len(sentence.text))
        assert 0 <= start <= end <= len(card.text)
