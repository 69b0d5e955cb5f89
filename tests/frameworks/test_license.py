"""What single terms of a licence come to, by licences made up for it: every answer with its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from records import record

from openness.frameworks import _license as judges
from openness.frameworks.eu_ai_act import _four_rights
from openness.licenses.model import License, Terms

OPEN = {
    "commercial_use": "allowed",
    "research_only": "no",
    "use_restrictions": "none",
    "geographic_exclusion": "none",
    "modification": "allowed",
    "redistribution": "allowed",
}
Judge = Callable[[License], tuple[str, str]]


def heron(more: dict[str, Any] | None = None, **changed: Any) -> License:
    """A licence that grants everything; `changed` replaces the values of terms, None takes one away."""
    stated: dict[str, Any] = {}
    for number, (name, value) in enumerate({**OPEN, **changed}.items(), 1):
        if value is not None:
            term = value if isinstance(value, dict) else {"value": value}
            stated[name] = {"clause": str(number), **term}
    return License(id="heron", name="Heron", terms=Terms.model_validate(stated), **(more or {}))


def contested(value: str) -> dict[str, str]:
    return {"value": value, "certainty": "contested"}


SIZE = {
    "thresholds": [
        {
            "metric": "monthly_active_users",
            "operator": ">",
            "number": 5_000,
            "unit": "users",
            "measured": "continuing",
            "consequence": "separate-license-needed",
            "clause": "9",
        }
    ]
}
SHOWN = {"thresholds": [{**SIZE["thresholds"][0], "consequence": "display-duty"}]}
APPROVED = {"osi_approved": True}

EXAMPLES: list[tuple[Judge, License, str, str]] = [
    (judges.is_open, heron(APPROVED), "met", "Heron is approved by the Open Source Initiative"),
    (judges.is_open, heron({"fsf_free": True}), "met", "Heron is called free by the Free Software Foundation"),
    (judges.is_open, heron(), "met", "Heron gives use, change and sharing to everyone"),
    (judges.is_open, heron(SIZE), "unmet", "Heron: stops at 5,000 users (monthly active users) (clause 9)"),
    (judges.is_open, heron(SHOWN), "met", "Heron gives use, change and sharing to everyone"),
    (judges.free_use, heron(), "met", "Heron: may be used for any purpose"),
    (judges.free_use, heron(commercial_use="silent"), "met", "Heron: may be used for any purpose"),
    (
        judges.free_use,
        heron(commercial_use="separate-license-needed"),
        "unmet",
        "Heron: commercial use is separate license needed (clause 1)",
    ),
    (judges.free_use, heron(research_only="yes"), "unmet", "Heron: use is for research only (clause 2)"),
    (
        judges.free_use,
        heron(use_restrictions="policy-by-reference"),
        "unmet",
        "Heron: fields of use are restricted (policy by reference) (clause 3)",
    ),
    (judges.free_use, heron(use_restrictions="law-and-export-only"), "met", "Heron: may be used for any purpose"),
    (judges.free_use, heron(geographic_exclusion="EU,GB"), "unmet", "Heron: leaves out EU,GB (clause 4)"),
    (judges.free_use, heron(geographic_exclusion="embargo-only"), "met", "Heron: may be used for any purpose"),
    (judges.free_use, heron(research_only=None), "unknown", "nobody has verified these terms of Heron"),
    (
        judges.free_use,
        heron(APPROVED, research_only=None),
        "met",
        "Heron is approved by the Open Source Initiative",
    ),
    (
        judges.free_use,
        heron(research_only=contested("yes")),
        "unknown",
        "Heron: use is for research only (clause 2); that reading is contested",
    ),
    (  # what one clause refuses for certain is refused, whatever another may mean
        judges.free_use,
        heron(commercial_use=contested("forbidden"), geographic_exclusion="EU"),
        "unmet",
        "Heron: leaves out EU (clause 4)",
    ),
    (  # a reading that is disputed comes before one that is missing
        judges.free_use,
        heron(commercial_use=contested("forbidden"), research_only=None),
        "unknown",
        "Heron: commercial use is forbidden (clause 1); that reading is contested",
    ),
    (judges.free_change, heron(), "met", "Heron: may be modified"),
    (judges.free_change, heron(modification="private-only"), "unmet", "Heron: modification is private only (clause 5)"),
    (
        judges.free_change,
        heron(modification="unclear"),
        "unknown",
        "Heron: modification is not settled by the text",
    ),
    (judges.free_change, heron(modification=None), "unknown", "nobody has verified these terms of Heron"),
    (judges.free_sharing, heron(), "met", "Heron: may be passed on"),
    (
        judges.free_sharing,
        heron(redistribution={"value": "forbidden", "clause": "no clause"}),
        "unmet",
        "Heron: redistribution is forbidden",
    ),
    (judges.change_for_any_purpose, heron(), "met", "Heron: may be modified"),
    (
        judges.change_for_any_purpose,
        heron(research_only="yes"),
        "unmet",
        "Heron: use is for research only (clause 2)",
    ),
    (judges.sharing_for_any_purpose, heron(), "met", "Heron: may be passed on"),
    (
        judges.sharing_for_any_purpose,
        heron(redistribution="forbidden"),
        "unmet",
        "Heron: redistribution is forbidden (clause 6)",
    ),
    (
        judges.sharing_for_any_purpose,
        heron(research_only="yes"),
        "unmet",
        "Heron: use is for research only (clause 2)",
    ),
    (judges.all_freedoms, heron(), "met", "Heron: may be used for any purpose"),
    (
        judges.all_freedoms,
        heron(modification="unclear", redistribution="forbidden"),
        "unmet",
        "Heron: redistribution is forbidden (clause 6)",
    ),
    (_four_rights, heron(APPROVED), "met", "Heron is approved by the Open Source Initiative"),
    (_four_rights, heron(), "met", "Heron gives use, modification and distribution to everyone"),
    (_four_rights, heron(SIZE), "unmet", "Heron: rights depend on size, 5,000 users (clause 9)"),
    (_four_rights, heron(SHOWN), "met", "Heron gives use, modification and distribution to everyone"),
    (_four_rights, heron(commercial_use="silent"), "met", "Heron gives use, modification and distribution to everyone"),
    (
        _four_rights,
        heron(commercial_use="separate-license-needed"),
        "unmet",
        "Heron: commercial use is separate license needed (clause 1)",
    ),
    (_four_rights, heron(research_only="yes"), "unmet", "Heron: it is for research only (clause 2)"),
    (_four_rights, heron(geographic_exclusion="EU"), "unmet", "Heron: it leaves out EU (clause 4)"),
    (
        _four_rights,
        heron(geographic_exclusion="embargo-only"),
        "met",
        "Heron gives use, modification and distribution to everyone",
    ),
    (_four_rights, heron(modification="forbidden"), "unmet", "Heron: modification is forbidden (clause 5)"),
    (_four_rights, heron(redistribution="research-only"), "unmet", "Heron: redistribution is research only (clause 6)"),
    (
        _four_rights,
        heron(redistribution="unclear"),
        "partial",
        "Heron: redistribution is unclear (clause 6); lawyers may read it otherwise",
    ),
    (
        _four_rights,
        heron(research_only=contested("yes")),
        "partial",
        "Heron: it is for research only (clause 2); lawyers may read it otherwise",
    ),
    (_four_rights, heron(modification=None), "unknown", "nobody has verified these terms of Heron"),
    (
        _four_rights,
        heron(use_restrictions="inline"),
        "partial",
        "Heron restricts uses (clause 3): allowed only if proportionate and for safety",
    ),
    (
        _four_rights,
        heron(use_restrictions="law-and-export-only"),
        "met",
        "Heron gives use, modification and distribution to everyone",
    ),
    (_four_rights, heron(use_restrictions=None), "met", "Heron gives use, modification and distribution to everyone"),
]


@pytest.mark.parametrize(("judge", "text", "answer", "words"), EXAMPLES)
def test_a_term_comes_to(judge: Judge, text: License, answer: str, words: str) -> None:
    assert judge(text) == (answer, words)


EXPRESSIONS = [
    (None, "unknown", "no licence is known"),
    ("MIT AND (", "unknown", "`MIT AND (` is no licence expression"),
    ("MIT OR CC-BY-NC-4.0", "met", "MIT is approved by the Open Source Initiative"),
    ("MIT AND LicenseRef-heron", "unknown", "`LicenseRef-heron` is no licence we know"),
    ("LicenseRef-heron OR MIT", "met", "MIT is approved by the Open Source Initiative"),
]


@pytest.mark.parametrize(("expression", "answer", "words"), EXPRESSIONS)
def test_an_expression_comes_to(expression: str | None, answer: str, words: str) -> None:
    assert judges.judged(expression, judges.is_open) == (answer, words)


def test_of_several_codes_the_best_counts_and_a_partial_answer_leaves_it_open() -> None:
    def code(*given: Any) -> tuple[str, str]:
        found = record(components={"training-code": list(given)}).component("training-code")
        return judges.code_released(found, "training-code")[0]

    assert code(("withheld", None), "MIT") == (
        "met",
        "the training code: MIT is approved by the Open Source Initiative",
    )
    assert code(("withheld", None), None) == (
        "unknown",
        "the training code is released; under which licence is not said",
    )
    assert code(("partial", "MIT")) == ("unmet", "the training code is released in part only")
    assert judges.code_released((), "training-code") == (
        ("unknown", "nobody says whether the training code is released"),
        (),
    )
