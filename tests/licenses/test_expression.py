"""Licence expressions: `OR` lets one choose, `AND` binds to both, `WITH` adds; what is unknown stays unknown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.errors import InvalidLicenseExpressionError
from openness.licenses.expression import ask, is_compound, parse
from openness.licenses.questions import ANSWERS_WORST_FIRST, may_train_on_outputs, may_use_commercially

BIG = partial(may_use_commercially, users=800e6)


def answer(text: str, question: Any = may_use_commercially) -> str:
    return ask(text, question).answer


def choices(text: str) -> list[list[str]]:
    """The ids of every choice, unknown ones with a question mark."""
    return [
        [*(one.id for one in choice.licenses), *(f"{name}?" for name in choice.unknown)]
        for choice in parse(text).alternatives
    ]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("mit", "MIT"),
        (" MIT ", "MIT"),
        ("MIT License", "MIT"),
        ("mit license (mit)", "MIT"),
        ("llama2", "LicenseRef-llama2"),
        ("licenseref-LLAMA2", "LicenseRef-llama2"),
        ("openrail++", "LicenseRef-openrail-plus-plus"),
        ("LicenseRef-openrail-plus-plus", "LicenseRef-openrail-plus-plus"),
        ("gpl-3.0-or-later", "GPL-3.0-or-later"),
        ("GPL-3.0+", "GPL-3.0-or-later"),
        ("GPL-2.0+ OR mit", "GPL-2.0-or-later OR MIT"),
        ("mit or apache-2.0", "MIT OR Apache-2.0"),
        ("mit\nor apache-2.0", "MIT OR Apache-2.0"),
        ("MIT OR Apache-2.0 AND CC-BY-NC-4.0", "MIT OR (Apache-2.0 AND CC-BY-NC-4.0)"),
        ("(mit or apache-2.0) and cc-by-4.0", "(MIT OR Apache-2.0) AND CC-BY-4.0"),
        ("apache-2.0 with llvm-exception", "Apache-2.0 WITH LLVM-exception"),
        ("LicenseRef-nobody-knows-it AND mit", "LicenseRef-nobody-knows-it AND MIT"),
        ("nobody-knows-it", "nobody-knows-it"),
    ],
)
def test_canonical_forms(text: str, canonical: str) -> None:
    assert parse(text).expression == canonical


def test_a_canonical_form_is_its_own_canonical_form() -> None:
    for text in ("mit or llama2", "openrail++ AND gpl-3.0+", "apache-2.0 with llvm-exception"):
        once = parse(text)
        assert parse(once.expression).expression == once.expression
        assert choices(once.expression) == choices(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mit", [["mit"]]),
        ("MIT OR llama2", [["mit"], ["llama2"]]),
        ("llama2 OR MIT", [["llama2"], ["mit"]]),
        ("MIT AND llama2", [["mit", "llama2"]]),
        ("(MIT OR Apache-2.0) AND CC-BY-NC-4.0", [["mit", "cc-by-nc-4.0"], ["apache-2.0", "cc-by-nc-4.0"]]),
        ("MIT AND (Apache-2.0 OR MIT)", [["mit"]]),  # the other choice asks for more
        ("MIT OR mit", [["mit"]]),
        ("MIT OR nobody-knows-it", [["mit"], ["nobody-knows-it?"]]),
        ("LicenseRef-nobody-knows-it AND MIT", [["mit", "LicenseRef-nobody-knows-it?"]]),
        ("openrail", [["openrail?"]]),  # a family is no text
        ("MIT WITH Commons-Clause", [["MIT WITH Commons-Clause?"]]),
    ],
)
def test_what_one_may_choose_from(text: str, expected: list[list[str]]) -> None:
    assert choices(text) == expected


def test_known_and_unknown_names_of_an_expression() -> None:
    got = parse("(MIT OR nobody) AND (MIT OR nobody-else) AND llama2")
    assert {one.id for one in got.licenses} == {"mit", "llama2"}
    assert set(got.unknown) == {"nobody", "nobody-else"}


def test_with_adds_permissions_if_spdx_lists_it_and_is_unknown_otherwise() -> None:
    listed = parse("Apache-2.0 WITH LLVM-exception").alternatives[0]
    assert ([one.id for one in listed.licenses], listed.exceptions, listed.unknown) == (
        ["apache-2.0"],
        ("LLVM-exception",),
        (),
    )
    assert answer("Apache-2.0 WITH LLVM-exception") == "yes"
    clause = parse("Apache-2.0 WITH Commons-Clause").alternatives[0]
    assert (clause.licenses, clause.unknown) == ((), ("Apache-2.0 WITH Commons-Clause",))
    assert answer("Apache-2.0 WITH Commons-Clause") == "unknown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIT", "yes"),
        ("CC-BY-NC-4.0", "no"),
        ("MIT OR CC-BY-NC-4.0", "yes"),
        ("CC-BY-NC-4.0 OR MIT", "yes"),
        ("MIT AND CC-BY-NC-4.0", "no"),
        ("nobody-knows-it", "unknown"),
        ("MIT AND nobody-knows-it", "unknown"),
        ("MIT OR nobody-knows-it", "yes"),
        ("CC-BY-NC-4.0 AND nobody-knows-it", "no"),
        ("CC-BY-NC-4.0 OR nobody-knows-it", "unknown"),
        ("(MIT OR CC-BY-NC-4.0) AND Apache-2.0", "yes"),
        ("(MIT OR Apache-2.0) AND CC-BY-NC-4.0", "no"),
        ("MIT OR Apache-2.0 AND CC-BY-NC-4.0", "yes"),
    ],
)
def test_or_is_the_most_generous_and_and_the_strictest(text: str, expected: str) -> None:
    assert answer(text) == expected


def test_the_grounds_are_those_of_the_licence_that_decides() -> None:
    both = ask("MIT AND CC-BY-NC-4.0", may_use_commercially)
    assert {reason.license for reason in both.reasons} == {"cc-by-nc-4.0"}
    assert both.question == may_use_commercially(parse("MIT").licenses[0]).question
    unknown = ask("MIT AND nobody-knows-it", may_use_commercially)
    assert {reason.license for reason in unknown.reasons} == {"nobody-knows-it"}
    assert unknown.question == both.question


def test_questions_may_carry_a_size() -> None:
    assert answer("llama2", BIG) == "no"
    assert answer("llama2 OR MIT", BIG) == "yes"
    assert answer("llama2 AND MIT", BIG) == "no"


CALLS_A_CHARACTER = 100
"""Many more than an ordinary expression takes."""


def refusal(text: str) -> str:
    """What is said of a bad expression."""
    with pytest.raises(InvalidLicenseExpressionError) as refused:
        parse(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is empty"),
        ("  ", "it is empty"),
        ("MIT OR", "the parts do not fit together"),
        ("AND", "`AND` at column 1"),
        ("(MIT", "the parts do not fit together"),
        ("MIT)", "`)` at column 4"),
        ("MIT OR OR Apache-2.0", "`OR` at column 8"),
        ("MIT WITH", "`WITH` at column 5"),
        ("MIT/Apache-2.0", "the parts do not fit together"),
        ("MIT, Apache-2.0", "the parts do not fit together"),
        ("MIT OR \n OR " + "x" * 500, "at column"),
        (" AND ".join(f"(a{n} OR b{n})" for n in range(30)), "too many choices"),
        (" OR ".join(f"a{n}" for n in range(300)), "too many choices"),
        ("a" + "".join(f" OR (b{n} AND (c{n}" for n in range(3000)) + "))" * 3000, "too many choices"),
    ],
)
def test_a_bad_expression_is_one_line(text: str, words: str, calls: Callable[[Callable[[], object]], int]) -> None:
    message = refusal(text)
    assert words in message
    assert "\n" not in message
    assert len(message) < 300
    assert calls(partial(refusal, text)) < CALLS_A_CHARACTER * len(text) + 1000, "the work grows with the length"


def test_compound_names() -> None:
    assert is_compound("MIT OR Apache-2.0")
    assert is_compound("Apache-2.0 with LLVM-exception")
    assert not is_compound("llama 2 community license")
    assert not is_compound("orwell")


# -- properties ----------------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(
    [
        "MIT",
        "Apache-2.0",
        "CC-BY-NC-4.0",
        "llama2",
        "CC-BY-4.0",
        "LicenseRef-nobody-knows-it",
        "creativeml-openrail-m",
        "gpl-3.0",
    ]
)
TEXTS = st.recursive(
    NAMES,
    lambda inner: st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(
        lambda one: f"({one[0]} {one[1]} {one[2]})"
    ),
    max_leaves=5,
)
QUESTIONS = st.sampled_from([may_use_commercially, BIG, may_train_on_outputs])


def rank(text: str, question: Any) -> int:
    return ANSWERS_WORST_FIRST.index(ask(text, question).answer)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, QUESTIONS)
def test_or_takes_the_better_and_and_the_worse_whatever_the_order(left: str, right: str, question: Any) -> None:
    one, other = rank(left, question), rank(right, question)
    for first, second in ((left, right), (right, left)):
        assert rank(f"({first}) OR ({second})", question) == max(one, other)
        assert rank(f"({first}) AND ({second})", question) == min(one, other)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_canonical_form_means_the_same(text: str) -> None:
    got = parse(text)
    again = parse(got.expression)
    assert again.expression == got.expression
    assert {one.id for one in again.licenses} == {one.id for one in got.licenses}
    assert len(again.alternatives) == len(got.alternatives)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_an_expression_or_a_one_line_error(text: str) -> None:
    try:
        assert parse(text).alternatives
    except InvalidLicenseExpressionError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
