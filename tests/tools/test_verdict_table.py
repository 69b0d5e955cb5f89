"""`tools/verdict_table.py`: where a verdict differs from OSI's, the page says why, or it is not written."""

from __future__ import annotations

import pytest
import verdict_table

DIFFERENT = {"system": "Made-up", "catalog": ["llama-2-7b"], "outcome": "pass"}


def test_a_difference_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="our verdict on Made-up differs from OSI's, and no `why`"):
        verdict_table.osi([DIFFERENT])


def test_a_difference_with_a_reason_is_told():
    lines = verdict_table.osi([{**DIFFERENT, "why": "They read\nanother licence."}])
    assert lines[2] == "0 of 1 agree, 1 disagree, 0 undetermined by our facts: of 1 systems, 0 agree."
    assert lines[lines.index("### Where we differ") + 2 :] == ["- **Made-up.** They read another licence."]


def test_what_agrees_needs_no_reason():
    lines = verdict_table.osi([{**DIFFERENT, "outcome": "fail"}])
    assert lines[2] == "1 of 1 agree, 0 disagree, 0 undetermined by our facts: of 1 systems, 1 agree."
    assert "### Where we differ" not in lines


def test_a_verdict_that_is_none_is_explained_too():
    open_ = {"system": "T5", "catalog": ["t5-11b"], "outcome": "pass"}
    with pytest.raises(ValueError, match="our verdict on T5 leaves open OSI's, and no `why`"):
        verdict_table.osi([open_])
    lines = verdict_table.osi([{**open_, "why": "No list says where it can be had."}])
    assert lines[lines.index("### What nobody says") + 2 :] == ["- **T5.** No list says where it can be had."]
