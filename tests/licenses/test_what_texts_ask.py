"""What single texts ask for and forbid beyond their terms, as somebody who must act on the answer needs it."""

from __future__ import annotations

import pytest

from openness.licenses import get
from openness.licenses.details import detailed, details
from openness.licenses.notices import carried
from openness.licenses.questions import (
    may_host,
    must_carry,
    of_all,
    what_binds_others,
    what_is_agreed,
    what_is_forbidden,
)


def said(name: str) -> list[tuple[str, str | None]]:
    text = get(name)
    return [(one.text, one.clause) for one in (*must_carry(text), *what_is_agreed(text), *what_is_forbidden(text))]


def test_a_notice_is_due_with_a_service_where_the_text_says_so() -> None:
    """Grok 2, clause 3: who distributes products or services includes the notice."""
    (notice,) = (one for one in carried(get("grok2-community")) if one.kind == "notice")
    assert notice.when == ("sharing", "service")
    hosting = [one.text for one in may_host(get("grok2-community")).reasons]
    assert any("materials licensed under the xAI Community License" in one for one in hosting)
    assert not any("the prescribed notice" in one for one in hosting), "once, with its words"
    assert not any("word for word" in one.text for one in may_host(get("llama3.1")).reasons)


@pytest.mark.parametrize(
    ("name", "words", "clause"),
    [
        ("grok2-community", "filters and human oversight", "5"),
        ("grok2-community", "export control", "9"),
        ("grok2-community", "clearing the rights of others", "6"),
        ("grok2-community", "“Powered by xAI” prominently", "3"),
        ("grok2-community", "say openly that you use AI assistance", "3"),
        ("grok2-community", "will change over time", "preamble"),
        ("mrl-0.1", "works in or for a company", "9"),
        ("mrl-0.1", "distribution by a commercial entity", "9"),
        ("mrl-0.1", "official product", "3.1"),
        ("mnpl-0.1", "in the course of a commercial activity", "3.2"),
        ("kimi-k2-modified-mit", "“Kimi K2” prominently on the user interface", "last paragraph"),
        ("kimi-k2-modified-mit", "as is", "paragraph 3"),
        ("minimax-m2-mit-variant", "as is", "paragraph 3"),
        ("minimax-m2-mit-variant", "“MiniMax M2.7” prominently", "last paragraph"),
        ("mrl-0.1", "no trademark licence, save as customary", "4.1"),
        ("tongyi-qianwen", "no trademark licence, save for", "6.b"),
    ],
)
def test_what_a_clause_says_is_told_with_it(name: str, words: str, clause: str) -> None:
    assert clause in [where for text, where in said(name) if words in text]


@pytest.mark.parametrize("name", [one for one in detailed() if one.startswith("llama-") and "policy" in one])
def test_no_duty_is_told_that_a_policy_does_not_hold(name: str) -> None:
    """The policies forbid to allow others such uses; that one's own terms must say so is not in them."""
    assert [one.text for one in what_binds_others(get(name))] == ["you may not allow others to use it for this either"]


@pytest.mark.parametrize("name", detailed())
def test_the_words_of_a_display_hold_the_prescribed_phrase(name: str) -> None:
    for one in details(get(name)).reach:
        if one.what and one.of in ("display_notice", "derivative_name_prefix"):
            assert str(getattr(get(name).terms, one.of).value) in one.what


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ({"monthly_revenue": 25e6}, "USD 25 million is above USD 20 million monthly revenue"),
        ({"monthly_revenue": 20e6}, "USD 20 million is not above USD 20 million monthly revenue"),
        ({"users": 3e8}, "300 million are above 100 million monthly active users"),
    ],
)
def test_the_size_that_was_asked_about_is_told_with_what_it_comes_to(sizes: dict[str, float], words: str) -> None:
    reasons = [one.text for one in may_host(get("kimi-k2-modified-mit"), **sizes).reasons]
    (told,) = (one for one in reasons if one.startswith(words))
    assert ("a notice must be displayed" in told) == (" not " not in words)


@pytest.mark.parametrize("name", ["mrl-0.1", "cc-by-nc-4.0", "apple-amlr"])
def test_a_grant_for_other_ends_is_a_no_in_commerce(name: str) -> None:
    """A firm must not read of a condition where its own use is refused."""
    assert "the use is commercial" in [one.no_if for one in may_host(get(name)).reasons]
    assert may_host(get(name), use="commercial").answer == "no"
    assert not any(one.no_if for one in may_host(get(name), use="research").reasons)


def test_a_case_that_some_of_several_texts_refuse_is_told_with_them() -> None:
    texts = [get("mrl-0.1"), get("apache-2.0")]
    assert [one.no_if for one in of_all(texts, may_host).reasons if one.no_if] == ["the use is commercial, by mrl-0.1"]
    texts = [get("mrl-0.1"), get("llama3.1")]  # both on conditions
    assert [one.no_if for one in of_all(texts, may_host).reasons if one.no_if] == ["the use is commercial, by mrl-0.1"]
    texts = [get("mrl-0.1"), get("cc-by-nc-4.0")]
    assert {one.no_if for one in of_all(texts, may_host).reasons if one.no_if} == {"the use is commercial"}
