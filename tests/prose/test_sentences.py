"""A card's body as blocks and sentences, with places that lead back to the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.card import ModelCard
from openness.prose.sentences import Sentence, Text


def text_of(markdown: str) -> Text:
    return Text(ModelCard.parse(f"---\nlicense: mit\n---\n\n{markdown}\n"))


def sentences(markdown: str) -> list[Sentence]:
    return list(text_of(markdown))


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("One bird. Two herons.", ["One bird.", "Two herons."]),
        ("Heron vs. Egret, e.g. a duel.", ["Heron vs. Egret, e.g. a duel."]),
        ("- first\n- second", ["first", "second"]),
        ("a line\nthat goes on", ["a line that goes on"]),
        ("**Heron** is [here](https://example.org).", ["Heron is here."]),
        ("模型很好。权重公开。", ["模型很好。", "权重公开。"]),
        ("```\nlicense: gpl\n```\nprose", ["prose"]),
        ("<!-- hidden -->\n\nshown", ["shown"]),
    ],
)
def test_a_body_is_cut_into_sentences_without_markup(markdown: str, words: list[str]) -> None:
    assert [sentence.text.strip() for sentence in sentences(markdown)] == words


@pytest.mark.parametrize(
    ("markdown", "kind"),
    [("# Heron", "heading"), ("- heron", "list"), ("| a | b |", "table"), ("> said", "quote"), ("plain", "prose")],
)
def test_a_sentence_knows_its_block(markdown: str, kind: str) -> None:
    assert sentences(markdown)[0].kind == kind


def test_a_sentence_knows_its_headings_label_and_cells() -> None:
    found = sentences("# Heron\n\n## Data\n\nSize: 3 TB\n\n| License | MIT |\n")
    size = next(one for one in found if one.text.startswith("Size"))
    assert (size.path, size.title, size.key, size.value) == (" > data", "data", "size", "3 TB")
    assert next(one for one in found if one.kind == "table").cells == ("License", "MIT")


def test_links_keep_their_words_and_address() -> None:
    (sentence,) = sentences("Trained from [the base](https://huggingface.co/acme/heron-7b) here")
    (link,) = sentence.links
    assert (link.label, link.model_id) == ("the base", "acme/heron-7b")
    assert sentence.text[link.start : link.end] == "the base"


@given(st.text(alphabet="ab *_`[]()<>|#.\n-!", max_size=120))
def test_every_place_leads_back_into_the_file(markdown: str) -> None:
    text = text_of(markdown)
    for sentence in text:
        assert text.card.body.start <= sentence.start <= sentence.end <= len(text.raw)
        begin, end = sentence.clean.span(0, len(sentence.text))
        assert sentence.start <= begin <= end <= sentence.end + 1


def test_a_table_whose_rows_begin_without_a_bar():
    found = sentences("As a table:\n\nBird |Count\n-|-\nHeron |3\nStork |4\n\nWith | bars.")
    assert [(one.kind, one.cells) for one in found] == [
        ("prose", ()),
        ("table", ("Bird", "Count")),
        ("table", ("Heron", "3")),
        ("table", ("Stork", "4")),
        ("table", ("With", "bars.")),
    ]
