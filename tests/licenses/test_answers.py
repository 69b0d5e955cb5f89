"""
Questions as people ask them: each with the answer that the text gives (`questions.toml`), and the page made of them.

Beside them what holds for every text: details have their place in a text, sizes say which rights they bind, names that
people type lead somewhere.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from openness.errors import FamilyError
from openness.licenses import all_licenses, find, get, ids
from openness.licenses._uses import FIELDS
from openness.licenses.details import Details, detailed, details
from openness.licenses.expression import ask, parse
from openness.licenses.questions import (
    may_host,
    may_modify,
    may_redistribute,
    may_train_on_outputs,
    may_use_commercially,
    must_carry,
    of_all,
    what_is_forbidden,
)
from openness.licenses.store import meant_by
from openness.licenses.vocabulary import TERMS

QUESTIONS = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))["question"]
RIGHTS = (may_use_commercially, may_host, may_modify, may_redistribute, may_train_on_outputs)


@pytest.fixture(scope="module")
def tool(root: Path) -> Any:
    sys.path.insert(0, str(root / "tools"))
    try:
        import license_questions
    finally:
        sys.path.pop(0)
    return license_questions


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["ask"])
def test_a_question_is_answered_as_the_text_does(row: dict[str, str], tool: Any) -> None:
    assert tool.fault(row, tool.asked(row)) is None


def test_a_wrong_answer_or_ground_is_seen(tool: Any) -> None:
    row = QUESTIONS[0]
    reply = tool.asked(row)
    assert "not yes" in tool.fault({**row, "answer": "yes"}, reply)
    assert "lack 99" in tool.fault({**row, "clause": "99"}, reply)


def test_the_page_of_questions_is_up_to_date(root: Path) -> None:
    run = subprocess.run(
        [sys.executable, "tools/license_questions.py", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, "")


# Details.


@pytest.mark.parametrize("identity", detailed())
def test_details_are_as_their_class_says_and_speak_of_the_licence(identity: str) -> None:
    text, read = get(identity), details(get(identity))
    assert Details.model_validate(read.model_dump()) == read
    assert identity in ids()
    assert read != Details()
    for one in read.reach:
        assert one.of == "thresholds" or one.of in TERMS, one.of
        clauses = {size.clause for size in text.thresholds}
        assert one.of != "thresholds" or one.clause in clauses, one.clause
        assert one.of == "thresholds" or getattr(text.terms, one.of) is not None, one.of


def test_every_size_says_which_rights_it_binds() -> None:
    for text in all_licenses():
        for size in text.thresholds if text.kind != "series" else ():
            stated = [one for one in details(text).reach if one.of == "thresholds" and one.clause == size.clause]
            assert stated, f"{text.id}: nobody says which rights the size of clause {size.clause} binds"


def test_every_text_with_restricted_fields_lists_what_it_forbids() -> None:
    without = {
        text.id
        for text in all_licenses()
        if text.kind != "series"
        and text.terms.use_restrictions is not None
        and text.terms.use_restrictions.value in FIELDS
        and not what_is_forbidden(text)
    }
    # a production ban without a list, and terms that only point to pages that were not read
    known = {"busl-1.1", "huggingface-terms-2022-09-15", "salesforce-ai-ethics"}
    assert without == known, "what a text forbids stands in openness/licenses/details/<id>.toml: [[forbidden_uses]]"


def test_forbidden_uses_have_clauses_and_those_of_a_policy_count_for_the_licence() -> None:
    found = what_is_forbidden(get("llama4"))
    assert ("1.b.iv", "llama4") in {(one.clause, one.license) for one in found}
    assert ("3.1", "llama-4-use-policy") in {(one.clause, one.license) for one in found}
    assert all(one.clause for text in all_licenses() for one in what_is_forbidden(text))


def test_a_prescribed_notice_is_carried_word_for_word() -> None:
    said = [one.text for one in must_carry(get("llama3.1"))]
    notice = "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved."
    assert any(f"“{notice}”, word for word" in one for one in said)


@cache
def letters(words: str) -> str:
    """Letters and digits alone: layout, quotes and markup do not make another text."""
    return re.sub(r"[^0-9A-Za-z©]+", "", words.replace("(c)", "©")).casefold()


def test_prescribed_notices_stand_in_the_texts_word_for_word(shared: Path, root: Path) -> None:
    rows = (root / "docs" / "readings" / "texts.tsv").read_text(encoding="utf-8").splitlines()[1:]
    files = dict(row.split("\t")[:2] for row in rows)
    checked = 0
    for identity in detailed():
        for one in details(get(identity)).notices:
            path = shared / "data" / "licenses" / "texts" / files[identity]
            assert letters(one.text) in letters(path.read_text(encoding="utf-8")), (identity, one.text)
            checked += 1
    assert checked > 40


# What no question names.


def test_above_a_size_that_ends_every_right_no_question_is_answered_yes() -> None:
    for name in ("llama2", "llama4", "dbrx", "nexusraven-v2", "hunyuan-3d-2.0", "hyperclova-x-seed"):
        for question in RIGHTS:
            assert question(get(name), users=1e12).answer == "no", (name, question.__name__)


def test_a_size_that_nobody_gave_stays_a_condition() -> None:
    for question in (may_modify, may_redistribute):
        plain = question(get("mistral-medium-3.5"))
        assert plain.answer == "with-conditions"
        assert any(one.clause == "2" and "monthly revenue" in one.text for one in plain.reasons)


def test_under_a_no_only_what_decides_is_said() -> None:
    assert {one.clause for one in may_host(get("llama3.1"), users=8e8).reasons} == {"2"}


def test_in_an_and_the_conditions_of_every_part_are_kept() -> None:
    both = ask("MIT AND llama3.3", may_redistribute)
    assert {one.license for one in both.reasons} >= {"mit", "llama3.3"}
    assert {one.license for one in ask("chatglm-6b AND llama3.3", may_host).reasons} >= {"chatglm-6b", "llama3.3"}


def test_members_that_differ_leave_a_family_open() -> None:
    with pytest.raises(FamilyError):
        get("llama")
    differ = of_all([get("llama1"), get("llama2")], may_use_commercially)
    assert differ.answer == "unknown"
    assert {one.text.partition(":")[0] for one in differ.reasons} == {"llama1", "llama2"}
    milder = of_all([get("mit"), get("llama2")], may_use_commercially)
    assert milder.answer == "with-conditions"
    assert of_all([get("mit"), get("isc")], may_use_commercially).answer == "yes"


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("AGPL-3.0-or-later", "AGPL-3.0-or-later"),
        ("agpl-3.0-only", "AGPL-3.0-only"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("agpl-3.0", "LicenseRef-agpl-3.0"),
        ("gpt-oss", "Apache-2.0"),
        ("command-r", "CC-BY-NC-4.0 AND LicenseRef-c4ai-use-policy"),
        ("cohere", "CC-BY-NC-4.0 AND LicenseRef-cohere-labs-use-policy"),
        ("grok-2", "LicenseRef-grok2-community"),
        ("kimi-k2", "LicenseRef-kimi-k2-modified-mit"),
        ("s-lab", "LicenseRef-s-lab-1.0"),
    ],
)
def test_what_a_name_stands_for(name: str, expression: str) -> None:
    assert parse(name).expression == expression
    text = find(name)
    assert text is None or text.expression == expression


def test_a_model_s_name_is_no_licence_s_name() -> None:
    meaning = meant_by("GPT-OSS")
    assert meaning is not None
    assert (meaning.expression, find("gpt-oss")) == ("Apache-2.0", None)
    assert meant_by("mit") is None


def test_sharing_asks_for_the_notice_in_its_words() -> None:
    said = [one.text for one in may_redistribute(get("gemma-2025-03-24")).reasons]
    assert any("“Gemma is provided under and subject to the Gemma Terms of Use" in one for one in said)
    assert not any("“Gemma is provided" in one.text for one in may_host(get("gemma-2025-03-24")).reasons)
