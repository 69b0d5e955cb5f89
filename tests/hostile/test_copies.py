"""
What the engine is given grows with the text, not with its square: bytes are counted, as they are no lines (`test_growth`).

And how much of one card is read at all, and that the rest is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import pytest

from openness import _limits, _pattern, check, release_from_card
from openness._pattern import search
from openness._pattern.encoded import Encoded
from openness.card import ModelCard, repo_of_folder
from openness.errors import LimitError
from openness.extract import unread_for_rules
from openness.licenses._numbering import without_numbering
from openness.licenses.identification import identify
from openness.naming import mentions
from openness.phrases.matcher import Vocabulary

MOST = 1.2
SIZES = (800, 3200)
HEAD = "---\nlicense: mit\n---\n# Heron\n\n"


def _checked(text: str) -> object:
    return check(ModelCard.parse(HEAD + text), assume_card=True)


SHAPES: dict[str, tuple[Callable[[str], object], str]] = {
    "sentences-of-one-line": (_checked, "Heron was trained on the marsh {n}. "),
    "sentences-without-english": (_checked, "模型 {n} 发布。"),
    "lines-of-one-block": (_checked, "Released under the Apache {n} license.\n"),
    "rows-of-a-table": (_checked, "<table><tr><td>Marsh</td><td>{n}</td></tr></table>\n"),
    "code-blocks": (_checked, "```\nbase_model = load({n})\n```\n"),
    "words-with-numbers": (identify, "heron{n} "),
    "numbers": (identify, "{n}. Grant of marsh. "),
    "sentences-of-a-licence": (identify, "You may use the marsh {n} as you like’. "),
}


def _given(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> int:
    """Bytes that are written anew for the engine."""
    given = [0]

    class Counted(Encoded):
        __slots__ = ()

        def __init__(self, text: str, named: bool) -> None:
            super().__init__(text, named)
            given[0] += len(self.data)

    def copied(data: bytes) -> bytearray:
        given[0] += len(data)
        return bytearray(data)

    with monkeypatch.context() as patch:
        patch.setattr("openness._pattern.expression.encoded", lru_cache(maxsize=64)(Counted))
        patch.setattr(search, "bytearray", copied, raising=False)
        work()
    return given[0]


@pytest.mark.parametrize("shape", SHAPES)
def test_no_square_of_bytes(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read, words = SHAPES[shape]
    small, large = (
        _given(monkeypatch, lambda size=size: read("".join(words.replace("{n}", f"{k:04}") for k in range(size))))
        for size in SIZES
    )
    grown = math.log(large / max(1, small), SIZES[1] / SIZES[0])
    assert grown <= MOST, f"{shape}: {small} bytes, then {large}"


def _said(text: str) -> list[tuple[str, int]]:
    report = check(ModelCard.parse(text), assume_card=True)
    return [(one.message, one.place.line) for one in report.findings if one.rule == "overlong-text"]


def test_a_long_body_is_read_to_its_limit() -> None:
    line = "quiet words of a marsh, " * 4 + "\n"
    fits = HEAD + line * (_limits.BODY // len(line) - 2)
    assert _said(fits) == []
    more = fits + line * 4 + "Heron has 7 billion parameters.\n"
    ((message, number),) = _said(more)
    assert f"{_limits.BODY:,}" in message
    assert 0 <= number - fits.count("\n") <= 3
    assert release_from_card(ModelCard.parse(more)).subject.parameters is None


def test_many_sentences_are_read_to_their_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    many = "".join(
        f"- Build {n}: the weights were trained on the Marsh corpus.\n" for n in range(4 * _limits.SENTENCES)
    )
    heard: list[int] = []
    hits = Vocabulary._hits
    monkeypatch.setattr(
        Vocabulary,
        "_hits",
        lambda self, sentence, anchors: (heard.append(sentence.start), hits(self, sentence, anchors))[1],
    )
    ((message, number),) = _said(HEAD + many)
    assert len(heard) == _limits.SENTENCES
    assert f"{_limits.SENTENCES} sentences" in message
    assert number == HEAD.count("\n") + _limits.SENTENCES + 1


def test_the_largest_real_cards_are_read_whole(real_cards: list[dict[str, bytes]]) -> None:
    long = {one["card"] for one in real_cards if len(one["card"]) > _limits.WHOLE}
    read = [ModelCard.parse(card) for card in long]
    assert len(read) > 200
    assert [card.problems for card in read if any(one.kind == "overlong-body" for one in card.problems)] == []
    assert [card.text[:200] for card in read if list(unread_for_rules(card))] == []


def test_a_search_that_is_given_up_is_said_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    card = HEAD + "Heron has 7 billion parameters.\n\nIt is fine-tuned from the wren model.\n"
    assert _said(card) == []
    refused = _pattern.pattern("[a-z]+", not_after="[a-z]| ")
    monkeypatch.setattr(mentions, "_LOWER", refused)
    monkeypatch.setattr(search, "_WORK", -1)
    ((message, number),) = _said(card)
    assert "given up" in message
    assert number == HEAD.count("\n") + 3
    assert release_from_card(ModelCard.parse(card)).subject.parameters == 7_000_000_000


def test_outside_a_card_a_search_that_is_given_up_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_WORK", -1)
    asked = _pattern.pattern("(?P<a>a+)b?", not_after={"a": "a|c"})
    with pytest.raises(LimitError):
        asked.search("aaaac")
    with _pattern.given_up() as texts, _pattern.given_up() as inner:
        assert asked.search("aaaac") is None
    assert texts == inner == ["aaaac"]


@pytest.mark.parametrize(
    ("expression", "conditions"),
    [
        ("[a-z]+(?:-[a-z]+)*", {"not_before": "[a-z/-]", "not_after": "[a-z/-]"}),
        (r"[.!?][)*_]*(?P<next>)", {"after": {"next": r"\S"}}),
        (r"x(?:(?P<one>a+)|b(?P<two>))", {"not_after": {"one": "[ab]"}, "after": {"two": r"[\r\n]|\Z"}}),
    ],
)
def test_one_sign_at_an_edge_is_matched_and_refuses_nothing(expression, conditions, monkeypatch) -> None:
    monkeypatch.setattr(search, "_WORK", -1)  # nothing may be refused
    asked = _pattern.pattern(expression, **conditions)
    for text in (
        "a-" * 500 + "/",
        "/" + "ab-" * 500,
        "." + "*" * 500 + " ",
        "x" + "a" * 500 + "b",
        "xb " * 200,
        "one two-x.",
    ):
        list(asked.finditer(text))


def test_a_number_as_long_as_a_book_is_no_marker_and_refuses_nothing(monkeypatch) -> None:
    monkeypatch.setattr(search, "_WORK", -1)
    text = "9" * 5000 + " marshes.\n\n2. Grant of " + "9" * 5000 + ".\n"
    assert without_numbering(text) == text.replace("\n2. ", "\n   ")


def test_a_fence_as_long_as_a_book_is_closed_by_one_as_long() -> None:
    fence = "`" * 40_000
    card = ModelCard.parse(f"# A\n\n{fence}\n```\n# No heading\n{fence}\n\n# B\n")
    assert [one.title for one in card.body.sections] == ["A", "B"]


def test_a_licence_file_beside_a_card_that_is_too_large_is_not_read_and_said(tmp_path) -> None:
    (tmp_path / "README.md").write_text(HEAD)
    (tmp_path / "LICENSE").write_text("MIT License\n" + "heron " * (_limits.LICENSE_TEXT // 6))
    (tmp_path / "NOTICE").write_text("heron " * (_limits.LICENSE_TEXT // 6 + 1))
    folder = repo_of_folder(tmp_path)
    assert {file.path: file.text is None for file in folder.files} == {
        "LICENSE": True,
        "NOTICE": False,
        "README.md": True,
    }
    assert [note for note in folder.notes if "LICENSE was not read" in note] == list(folder.notes)
    assert len(folder.notes) == 1
