"""What changed between two licences, by term."""

from __future__ import annotations

import pytest

from openness.licenses import all_licenses, get
from openness.licenses.compare import changes


def test_from_llama_2_to_llama_3_1() -> None:
    found = {one.term: one for one in changes(get("llama2"), get("llama3.1"))}
    outputs = found["outputs_train_other_models"]
    assert (outputs.before, outputs.clause_before) == ("forbidden", "1.b.v")
    assert (outputs.after, outputs.clause_after) == ("allowed-with-condition", "1.b.i")
    assert (found["derivative_name_prefix"].before, found["derivative_name_prefix"].after) == ("none", "Llama")
    assert (found["display_notice"].before, found["display_notice"].after) == ("none", "Built with Llama")
    assert "2023-07-18" in (found["thresholds"].before or "")
    assert "2024-07-23" in (found["thresholds"].after or "")
    assert "governing_law" not in found
    assert "commercial_use" not in found


def test_a_place_left_out_later_is_a_change() -> None:
    found = {one.term: one for one in changes(get("llama3.1"), get("llama3.2"))}
    assert found["exclusions"].before == "none"
    assert found["exclusions"].after == "EU (multimodal, llama-3.2-use-policy)"


def test_a_term_that_nobody_verified_is_null_and_not_the_same_as_none() -> None:
    found = {one.term: one for one in changes(get("mit"), get("apple-ascl"))}
    assert found["share_alike"].before == "none"
    assert found["share_alike"].after is None


@pytest.mark.parametrize("identity", ["llama2", "hunyuan-3d-2.0", "gemma"])
def test_nothing_changes_between_a_licence_and_itself(identity: str) -> None:
    assert changes(get(identity), get(identity)) == ()


def test_both_ways_are_mirrors() -> None:
    for text in all_licenses():
        if not text.predecessor:
            continue
        before = get(text.predecessor)
        there, back = changes(before, text), changes(text, before)
        assert [(one.term, one.before, one.after) for one in there] == [
            (one.term, one.after, one.before) for one in back
        ]
