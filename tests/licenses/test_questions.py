"""What people ask of a licence: each answer with the clause that gives it, as it stands in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from openness.errors import UnknownNameError
from openness.licenses import all_licenses, get, resolve
from openness.licenses.details import detailed, details
from openness.licenses.model import License, Terms
from openness.licenses.notices import by_occasion, carried
from openness.licenses.questions import (
    Reply,
    may_host,
    may_modify,
    may_redistribute,
    may_train_on_outputs,
    may_use_commercially,
    may_use_in,
    must_carry,
    spoken_number,
    what_binds_others,
    what_ends_rights,
    what_holds_for_outputs,
    what_is_agreed,
    what_is_allowed_anyway,
    what_is_forbidden,
)


def clauses(reply: Reply) -> dict[str, str]:
    """Clause -> words of every ground; a clause that settles two things keeps both."""
    found: dict[str, str] = {}
    for one in reply.reasons:
        found[one.clause or ""] = f"{found.get(one.clause or '', '')}{one.text}\n"
    return found


def license_of(**terms: dict[str, str]) -> License:
    """A licence with nothing but these terms."""
    return License(id="made-up", name="Made up", readings=2, text_read="2026-01-01", terms=Terms.model_validate(terms))


# A firm with 800 million monthly users.


@pytest.mark.parametrize(
    ("name", "clause", "said"),
    [
        ("llama2", "2", "above 700 million monthly active users, counted once, on 2023-07-18"),
        ("llama3", "2", "above 700 million monthly active users, counted once, on 2024-04-18"),
        ("llama3.1", "2", "above 700 million monthly active users, counted once, on 2024-07-23"),
        ("llama4", "2", "above 700 million monthly active users, counted once, on 2025-04-05"),
        ("tongyi-qianwen", "4", "above 100 million monthly active users, counted for as long as the licence lasts"),
    ],
)
def test_a_firm_with_800_million_monthly_users_needs_another_licence(name: str, clause: str, said: str) -> None:
    reply = may_use_commercially(get(name), users=800e6)
    assert reply.answer == "no"
    assert f"{said}: another licence must be asked for" in clauses(reply)[clause]


@pytest.mark.parametrize(
    ("name", "clause"),
    [("gemma-2024-02-21", "3.2"), ("gemma-2024-04-01", "3.2"), ("gemma-2025-03-24", "3.2"), ("falcon-3", "5.1")],
)
def test_gemma_and_falcon_3_know_no_size_only_a_use_policy(name: str, clause: str) -> None:
    text = get(name)
    reply = may_use_commercially(text, users=800e6)
    assert reply.answer == "with-conditions"
    assert text.thresholds == ()
    assert "fields of use are restricted" in clauses(reply)[clause]


def test_gemma_as_a_series_answers_as_its_versions_do() -> None:
    assert may_use_commercially(get("gemma"), users=800e6).answer == "with-conditions"


@pytest.mark.parametrize(
    ("users", "answer"), [(700e6, "with-conditions"), (700e6 + 1, "no"), (None, "with-conditions")]
)
def test_the_number_itself_is_not_above(users: float | None, answer: str) -> None:
    assert may_use_commercially(get("llama2"), users=users).answer == answer


def test_users_say_nothing_about_a_threshold_in_money() -> None:
    reply = may_use_commercially(get("stabilityai-community"), users=800e6)
    assert reply.answer == "with-conditions"
    assert "above USD 1 million annual revenue" in clauses(reply)["III"]


def test_a_size_says_whose_users_count_and_over_which_period() -> None:
    said = clauses(may_use_commercially(get("llama2"), users=800e6))["2"]
    assert "(affiliates count too; period: the calendar month before the release date; does not apply" in said
    assert "affiliates" not in clauses(may_use_commercially(get("tongyi-qianwen"), users=800e6))["4"]  # silent


# A firm with 2 million USD revenue.


@pytest.mark.parametrize(("revenue", "answer"), [(2e6, "no"), (1e6, "with-conditions"), (999_999, "with-conditions")])
def test_stability_community_ends_above_a_million_dollars(revenue: float, answer: str) -> None:
    reply = may_use_commercially(get("stabilityai-community"), annual_revenue=revenue)
    assert reply.answer == answer
    assert ("the rights end" in clauses(reply)["III"]) == (answer == "no")


@pytest.mark.parametrize("name", ["stabilityai-nc-research-2023-12", "sdxl-turbo", "stability-sdxl-0.9"])
def test_stability_s_other_licences_give_no_commerce_at_any_revenue(name: str) -> None:
    assert may_use_commercially(get(name), annual_revenue=0).answer == "no"


def test_a_duty_to_display_is_no_ban() -> None:
    reply = may_use_commercially(get("kimi-k2-modified-mit"), users=101e6, monthly_revenue=1)
    assert reply.answer == "with-conditions"
    assert any("a notice must be displayed" in one.text for one in reply.reasons)
    assert may_use_commercially(get("kimi-k2-modified-mit"), users=99e6, monthly_revenue=19e6).answer == "yes"


# To what end.


@pytest.mark.parametrize(
    ("ask", "name", "use", "answer"),
    [
        (may_host, "mnpl-0.1", None, "with-conditions"),
        (may_host, "mnpl-0.1", "commercial", "no"),
        (may_redistribute, "s-lab-1.0", "commercial", "no"),
        (may_modify, "s-lab-1.0", None, "with-conditions"),
        (may_modify, "s-lab-1.0", "non-commercial", "yes"),
        (may_modify, "apple-amlr", "non-commercial", "with-conditions"),  # not commercial, but is it research?
        (may_modify, "apple-amlr", "research", "yes"),
        (may_modify, "apple-amlr", "commercial", "no"),
        (may_train_on_outputs, "flux-1-dev-2025-06-27", "commercial", "no"),
        (may_train_on_outputs, "flux-1-dev-2025-06-27", "research", "with-conditions"),
        (may_train_on_outputs, "mit", "commercial", "yes"),
        (may_host, "apache-2.0", "commercial", "yes"),
        (may_train_on_outputs, "cc-by-nc-4.0", "commercial", "no"),
    ],
)
def test_the_end_settles_what_is_granted_for_some_ends(ask, name: str, use: str | None, answer: str) -> None:
    reply = ask(get(name), use=use)
    assert reply.answer == answer, reply.reasons


@pytest.mark.parametrize(("use", "answer"), [(None, "with-conditions"), ("commercial", "no"), ("research", "yes")])
def test_a_size_that_binds_commerce_alone_binds_nobody_else(use: str | None, answer: str) -> None:
    assert may_modify(get("lfm-open-1.0"), annual_revenue=12e6, use=use).answer == answer


def test_what_is_due_once_shared_is_said_and_is_no_condition_of_a_change() -> None:
    reply = may_modify(get("mpl-2.0"))
    assert reply.answer == "yes"
    assert any(one.text == "once shared, required: the same licence on changed files" for one in reply.reasons)
    reply = may_modify(get("soml-1.0"))  # this text binds the change itself
    assert reply.answer == "with-conditions"


def test_a_ban_on_one_kind_of_model_leaves_the_others_free() -> None:
    reply = may_train_on_outputs(get("llama2"))
    assert reply.answer == "with-conditions"
    assert clauses(reply)["1.b.v"] == (
        "outputs may not train other models if the other model is a large language model "
        "other than Llama 2 and its derivatives\n"
    )
    assert may_train_on_outputs(get("nexusflow-personal-use")).answer == "no"  # any other model


# A French firm.


@pytest.mark.parametrize(
    ("name", "multimodal", "answer", "clause", "where"),
    [
        ("llama3.2", True, "no", "closing paragraph", "llama-3.2-use-policy"),
        ("llama3.2", False, "yes", "closing paragraph", "llama-3.2-use-policy"),
        ("llama3.2", None, "with-conditions", "closing paragraph", "llama-3.2-use-policy"),
        ("llama4", True, "no", "closing paragraph", "llama-4-use-policy"),
        ("hunyuan-3d-2.0", None, "no", "1(l), 2, 5(c)", "hunyuan-3d-2.0"),
        ("hunyuan-image-3.0", False, "no", "1(l), 2, 5(c)", "hunyuan-image-3.0"),
        ("llama3.1", True, "yes", "no clause", "llama3.1"),
        ("apache-2.0", True, "yes", "no clause", "apache-2.0"),
    ],
)
def test_a_french_firm(name: str, multimodal: bool | None, answer: str, clause: str, where: str) -> None:
    reply = may_use_in(get(name), "FR", multimodal=multimodal)
    assert (reply.answer, reply.reasons[0].clause, reply.reasons[0].license) == (answer, clause, where)


def test_end_users_of_a_product_are_exempt_and_the_answer_says_so() -> None:
    assert "exempt: end users of a product" in may_use_in(get("llama4"), "FR", multimodal=True).reasons[0].text


@pytest.mark.parametrize(
    ("country", "answer"),
    [("US", "yes"), ("kr", "no"), ("UK", "no"), ("GB", "no"), ("EU", "no"), ("EL", "no"), ("CH", "yes"), ("CN", "yes")],
)
def test_hunyuan_leaves_out_the_union_britain_and_korea(country: str, answer: str) -> None:
    assert may_use_in(get("hunyuan-3d-2.0"), country).answer == answer


@pytest.mark.parametrize("country", ["Frankreich", "FRA", "XX", "", "England"])
def test_what_is_no_country_is_refused_rather_than_not_excluded(country: str) -> None:
    with pytest.raises(UnknownNameError, match="no country code"):
        may_use_in(get("hunyuan-3d-2.0"), country)


# Outputs.


@pytest.mark.parametrize(
    ("name", "answer", "clause", "called"),
    [
        ("llama2", "with-conditions", "1.b.v", None),
        ("llama3", "with-conditions", "1.b.v", None),
        ("llama3.1", "with-conditions", "1.b.i", "Llama"),
        ("llama3.2", "with-conditions", "1.b.i", "Llama"),
        ("llama3.3", "with-conditions", "1.b.i", "Llama"),
        ("llama4", "with-conditions", "1.b.i", "Llama"),
        ("gemma-2025-03-24", "with-conditions", "1.1(e), 3.1, 3.3", None),
        ("dbrx", "with-conditions", "2.3", None),
        ("grok2-community", "contested", "2.b, 4", None),
        ("mit", "yes", "no clause", None),
    ],
)
def test_outputs_train_another_model(name: str, answer: str, clause: str, called: str | None) -> None:
    reply = may_train_on_outputs(get(name))
    assert (reply.answer, reply.reasons[0].clause) == (answer, clause)
    named = [one.text for one in reply.reasons if "name must begin with" in one.text]
    assert bool(named) == bool(called)
    assert all(f"begin with `{called}`" in one for one in named)


# RAIL.


def test_which_rail_licences_oblige_to_use_the_latest_version() -> None:
    rail = [
        "bigscience-bloom-rail-1.0", "bigscience-openrail-m", "bigscience-openrail-m2", "creativeml-openrail-m",
        "openrail++", "bigcode-openrail-m", "deepseek-1.0", "responsible-ai-source-1.0", "responsible-ai-source-1.1",
    ]  # fmt: skip
    duties = {name: get(name).terms.latest_version_duty for name in rail}
    obliged = {name: term.clause for name, term in duties.items() if term and term.value != "none"}
    assert obliged == {"bigscience-bloom-rail-1.0": "7", "bigscience-openrail-m": "7", "creativeml-openrail-m": "7"}
    assert all(term is not None for term in duties.values())


def test_what_ends_the_rights_under_bigcode_s_and_under_bigscience_s() -> None:
    bigcode = {one.text.split(":")[0]: one.clause for one in what_ends_rights(get("bigcode-openrail-m"))}
    bigscience = {one.text.split(":")[0]: one.clause for one in what_ends_rights(get("bigscience-openrail-m"))}
    restricted = {"the licensor may restrict use, remotely or otherwise": "7"}
    assert bigcode == {"a patent suit ends all rights": "3", **restricted}
    assert bigscience == {"a patent suit ends the patent licences": "3", **restricted}


# Duties, grants, gaps.


def test_what_must_be_carried_along_with_llama_3_1() -> None:
    duties = {one.text.split(":")[0]: one.clause for one in must_carry(get("llama3.1"))}
    assert duties["“Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. "
                  'All Rights Reserved.”, word for word, in a text file named "Notice" with copies'] == "1.b.iii"  # fmt: skip
    assert not any(one.startswith("a file named") for one in duties), "said once, with the text itself"
    assert duties["a copy of the licence"] == "1.b.i"
    assert duties["display “Built with Llama”"] == "1.b.i"
    assert duties["a name of derivatives that begins with “Llama”"] == "1.b.i"


def test_a_series_asks_for_what_any_version_asks_for() -> None:
    series = {one.text.split(":")[0] for one in must_carry(get("gemma"))}
    assert series >= {one.text.split(":")[0] for one in must_carry(get("gemma-2024-02-21"))}
    assert series


@pytest.mark.parametrize(
    ("ask", "name", "answer"),
    [
        (may_redistribute, "cc-by-nc-4.0", "with-conditions"),
        (may_modify, "cc-by-nd-4.0", "with-conditions"),
        (may_modify, "apache-2.0", "yes"),  # marks are due on what is handed out
        (may_modify, "mit", "yes"),
        (may_host, "stabilityai-community", "with-conditions"),
        (may_host, "apache-2.0", "yes"),
        (may_host, "falcon-3", "with-conditions"),
        (may_host, "chatglm-6b", "unknown"),
        (may_redistribute, "whiterabbitneo-terms", "contested"),
    ],
)
def test_grants(ask, name: str, answer: str) -> None:
    assert ask(get(name)).answer == answer


def test_every_question_has_an_answer_with_grounds_for_every_licence() -> None:
    for text in all_licenses():
        for reply in (
            may_use_commercially(text), may_use_in(text, "FR"), may_train_on_outputs(text),
            may_host(text), may_modify(text), may_redistribute(text),
        ):  # fmt: skip
            assert reply.reasons, (text.id, reply.question)
            if text.text_read is None:
                assert reply.answer == "unknown", text.id


def test_a_term_that_nobody_verified_gives_unknown() -> None:
    nothing = license_of()
    for reply in (
        may_use_commercially(nothing),
        may_use_in(nothing, "FR"),
        may_train_on_outputs(nothing),
        may_host(nothing),
    ):
        assert reply.answer == "unknown"
        assert "nobody has verified" in reply.reasons[0].text
    assert must_carry(nothing) == what_ends_rights(nothing) == ()


def test_commerce_with_unverified_fields_or_sizes_is_unknown() -> None:
    free = {"value": "none", "clause": "1"}
    granted = {"value": "allowed", "clause": "1"}
    assert may_use_commercially(license_of(commercial_use=granted, use_restrictions=free)).answer == "yes"
    assert may_use_commercially(license_of(commercial_use=granted)).answer == "unknown"
    limited = {"value": "allowed-with-threshold", "clause": "1"}
    assert may_use_commercially(license_of(commercial_use=limited, use_restrictions=free), users=1).answer == "unknown"


def test_a_contested_reading_is_reported_as_contested() -> None:
    term = {"value": "forbidden", "clause": "9", "certainty": "contested"}
    reply = may_use_commercially(license_of(commercial_use=term))
    assert (reply.answer, reply.reasons[0].certainty) == ("contested", "contested")


@pytest.mark.parametrize(
    ("number", "words"), [(700_000_000, "700 million"), (1_500_000, "1.5 million"), (2e9, "2 billion"), (1000, "1,000")]
)
def test_numbers_in_words(number: float, words: str) -> None:
    assert spoken_number(number) == words


def test_incorporated_policies_labels_and_the_latest_version_are_among_what_is_asked() -> None:
    bloom = {(one.text.split()[0], one.clause) for one in must_carry(get("bigscience-bloom-rail-1.0"))}
    assert {("say", "Attachment A, 5"), ("make", "7")} <= bloom
    assert any("Usage Policies" in one.text for one in must_carry(get("openai-terms-2023-03-14")))


@pytest.mark.parametrize(
    ("name", "clause", "when"),
    [
        ("apache-2.0", "4(a)", ("sharing",)),
        ("apache-2.0", "4(b)", ("changed",)),
        ("llama3.1", "1.b.i", ("sharing", "service")),
        ("creativeml-openrail-m", "4, 5", ("sharing", "service")),
        ("creativeml-openrail-m", "7", ("use",)),
        ("bigscience-bloom-rail-1.0", "Attachment A, 5", ("service", "publishing", "use")),
        ("gemma-2025-03-24", "3.1", ("sharing", "service")),
        ("bigscience-bloom-rail-1.0", "4.2", ("sharing", "service")),
        ("llama2", "1.b.i", ("service",)),
        ("stabilityai-community", "III", ("commerce",)),
        ("zlib", "2", ("changing",)),
        ("soml-1.0", "3(A), 3(B)", ("use",)),
    ],
)
def test_when_a_duty_is_due(name: str, clause: str, when: tuple[str, ...]) -> None:
    assert when in [one.when for one in carried(get(name)) if one.clause == clause]


@pytest.mark.parametrize(
    ("name", "clause", "words"),
    [
        ("llama2", "6", "delete all copies and stop using it"),
        ("flux-1-dev-805da85", "8.d", "stop using, accessing and distributing the model and its derivatives"),
        ("exaone-1.2-nc", "7.2", "stop using the model and its derivatives, and destroy all copies of them"),
    ],
)
def test_what_is_due_once_the_rights_have_ended(name: str, clause: str, words: str) -> None:
    last = what_ends_rights(get(name))[-1]
    assert (last.text.split(",")[0], last.clause) == (f"once they have ended: {words}".split(",")[0], clause)
    assert not any(words in one.text for one in must_carry(get(name))), "nothing to carry along"


def test_what_is_agreed_besides() -> None:
    found = {one.text.split(":")[0]: one.clause for one in what_is_agreed(get("openai-terms-2023-03-14"))}
    assert found["you indemnify the licensor"] == "7(a)"
    assert found["the licensor may change the terms for what you have"] == "9(f)"
    (only,) = what_is_agreed(get("mit"))
    assert (only.text[:18], only.clause) == ("as is: no warranty", "last paragraph")
    last = [one.text for one in what_is_agreed(get("llama3.1"))][-3:]
    assert last[1].startswith(
        "no trademark licence, save as reasonably needed to describe and pass it on, and for the mark"
    )
    del last[1]
    assert last == [
        "the licence is not transferable",
        "as is: no warranty, none of non-infringement either; no liability for lost profits or indirect damage",
    ]
    assert any("Meta Platforms Ireland Limited" in one.text for one in what_is_agreed(get("llama3.1")))


def test_warranty_is_told_of_every_licence_that_was_read_and_speaks_of_it() -> None:
    silent = {"etalab-2.0", "gfdl-1.3", "lgpl-3.0", "wtfpl"}  # texts without a word on it
    read = [one for one in all_licenses() if one.kind == "license" and one.text_read and not one.members]
    untold = {one.id for one in read if not any(p.about == "warranty" for p in details(one).points)}
    assert untold == silent, (
        "openness/licenses/details/<id>.toml: [[points]], about warranty; or here, where a text is silent"
    )


def test_of_a_series_each_item_says_in_which_versions_it_stands() -> None:
    notices = {one.verbatim: one.versions for one in carried(get("flux-1-dev")) if one.kind == "notice"}
    assert sorted(notices.values()) == [
        ("flux-1-dev-2025-06-27", "flux-1-dev-57ce405"),
        ("flux-1-dev-805da85", "flux-1-dev-1f71c43"),
    ]
    assert {one.versions for one in carried(get("flux-1-dev")) if one.kind == "license-copy"} == {()}


def test_passing_on_is_never_private() -> None:
    assert may_redistribute(get("apache-2.0"), private=True) == may_redistribute(get("apache-2.0"))


@pytest.mark.parametrize("right", [may_modify, may_use_commercially])
def test_private_use_is_bound_by_what_is_due_on_any_use_alone(right: Callable[..., Reply]) -> None:
    for name in ("llama3.1", "apache-2.0", "creativeml-openrail-m", "gpl-3.0"):
        due = [why for why in right(get(name), private=True).reasons if "required" in why.text]
        kept = [one.what for one in carried(get(name)) if not {"use", "commerce", "changing"}.isdisjoint(one.when)]
        assert [why.text for why in due] == [f"required: {what}" for what in kept if "which the licence" not in what]


def test_every_point_has_its_clause_and_stands_in_an_answer() -> None:
    told = (what_holds_for_outputs, what_is_agreed, what_is_allowed_anyway, what_binds_others)
    for name in detailed():
        answers = {one.text for ask in told for one in ask(get(name))}
        for point in details(get(name)).points:
            assert point.clause, name
            assert point.about == "apart" or point.what in answers, (name, point.what)


def test_a_series_says_in_which_versions_a_limit_on_outputs_holds() -> None:
    newest, older, *_ = what_holds_for_outputs(get("flux-1-dev"))
    assert newest.text.startswith("where flux-1-dev-2025-06-27 holds: ")
    assert older.text.startswith("where flux-1-dev-57ce405 holds: ")
    assert older.text.endswith("read together, no")
    allowed = {one.text.split(" holds: ")[0]: one.text for one in what_is_allowed_anyway(get("flux-1-dev"))}
    assert "info@blackforestlabs.ai" in allowed["where flux-1-dev-805da85 or flux-1-dev-1f71c43"]


def test_what_each_version_forbids_is_told_whole() -> None:
    by_version = Counter(one.license for one in what_is_forbidden(get("flux-1-dev")))
    assert min(by_version[member] for member in get("flux-1-dev").members) >= 13


@pytest.mark.parametrize("name", ["by", "by-nc", "by-nd", "by-sa", "by-nc-sa", "by-nc-nd"])
def test_a_right_in_databases_stands_in_section_4_of_creative_commons_4(name: str) -> None:
    text = get(f"cc-{name}-4.0")
    (told,) = [one for one in what_is_agreed(text) if "database" in one.text]
    assert (told.clause or "").startswith("4(b)")
    assert "in which you have such rights" in told.text
    others = [*what_ends_rights(text), *must_carry(text), *may_redistribute(text).reasons]
    assert not [one.text for one in others if "database" in one.text.lower()]


@pytest.mark.parametrize("name", [one.id for one in all_licenses() if one.id.startswith("cc-by") and one.text_read])
def test_who_hosts_under_creative_commons_owes_what_who_shares_does(name: str) -> None:
    reply = may_host(get(name), use="non-commercial")
    assert reply.answer == "with-conditions"
    assert any("credit and notices" in why.text for why in reply.reasons)
    due = [one for one in carried(get(name)) if "credit and notices" in one.what]
    assert [one.when for one in due] == [("service",)]


def test_a_breach_that_ends_the_rights_at_once_does_so_though_they_may_come_back() -> None:
    for name in ("cc-by-nc-sa-4.0", "gpl-3.0", "mpl-2.0", "odbl"):
        assert what_ends_rights(get(name))[0].text.startswith("a breach, at once; the rights come back if it is mended")
    for name in ("epl-2.0", "cdla-sharing-1.0", "coqui-cpml-1.0.0"):
        assert what_ends_rights(get(name))[0].text.startswith("a breach that is not mended in time")


@pytest.mark.parametrize("name", ["llama3", "llama3.1", "llama3.2", "llama3.3", "llama4"])
def test_brand_guidelines_bind_whoever_uses_llama(name: str) -> None:
    (brand,) = [one for one in carried(get(name)) if "brand guidelines" in one.what]
    assert (brand.when, brand.clause, brand.certainty) == (("use",), "5.a", "certain")
    assert any("no trademark licence" in one.text and one.clause == "5.a" for one in what_is_agreed(get(name)))


@pytest.mark.parametrize("name", ["falcon-180b", "falcon-2-11b", "falcon-3"])
def test_a_statement_on_a_derivative_is_due_where_one_is_made_and_not_with_outputs(name: str) -> None:
    (display,) = [one for one in carried(get(name)) if one.kind == "display"]
    assert by_occasion([display]).keys() == {"when a public statement is made about a changed version"}


def test_a_text_without_numbers_is_cited_without_numbers(root: Path) -> None:
    """Neither in its terms nor elsewhere: a number that no reader of the text can find is no place."""
    rows = (root / "docs/readings/paragraphs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    names = {row.split("\t")[0] for row in rows}
    assert {"mit", "isc", "bsd-3-clause", "unlicense"} <= names
    for name in names:
        text = get(name)
        places = [term.clause for _, term in text.terms.stated()] + [point.clause for point in details(text).points]
        assert [one for one in places if re.match(r"\d|.*[;,] *\d", one)] == [], name


def test_a_duty_that_is_told_item_by_item_stands_where_it_touches_a_right() -> None:
    asked = {"redistribute": may_redistribute, "host": may_host, "modify": may_modify}
    seen = 0
    for text in all_licenses():
        for duty in details(text).duties:
            for right in {*duty.rights} & {*asked}:
                reply = asked[right](text)
                if reply.answer in ("no", "unknown", "contested") or duty.when == ("end",):
                    continue
                words = [one.text for one in reply.reasons if one.clause == duty.clause]
                assert f"required: {duty.what}" in words, (text.id, right)
                seen += 1
    assert seen > 20


def test_what_is_no_name_of_a_licence_is_unknown_however_long() -> None:
    for name in ("heron", "heron " * 200, "mit" * 500):
        found = resolve(name)
        assert (found.name, found.kind, found.id, found.members) == (name, "unknown", None, ())
    assert resolve("mit").kind == "license"
