"""What of a base's licence binds: the table of upstream and relation, the terms outside it, and merges."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest

from openness.licenses import all_licenses, get, inheritance
from openness.licenses.combination import combined
from openness.licenses.inheritance import Bond, inherited, is_of_another_generation, is_permissive, restricts_more
from openness.licenses.model import License, Terms

TABLE = Path(inheritance.__file__).with_name("tables") / "inheritance.toml"
ROWS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["upstream"]
COLUMNS = ("finetune", "merge", "adapter", "quantized", "distillation")


def made_up(name: str, **terms: str) -> License:
    stated = {key: {"value": value, "clause": "1"} for key, value in terms.items()}
    return License(id=name, name=name, readings=2, text_read="2026-01-01", terms=Terms.model_validate(stated))


@pytest.mark.parametrize(
    ("upstream", "bonds"),
    [
        #                 finetune merge adapter quantized distillation
        ("llama2", "keep keep contested keep blocked"),
        ("llama3", "keep keep keep keep blocked"),
        ("llama3.1", "keep keep keep keep keep"),
        ("llama4", "keep keep keep keep keep"),
        ("gemma", "keep keep keep keep keep"),
        ("bigscience-openrail-m", "keep keep keep keep keep"),
        ("bigcode-openrail-m", "keep keep keep keep keep"),
        ("deepseek-1.0", "keep keep keep keep keep"),
        ("tongyi-qianwen", "keep keep contested keep blocked"),
        ("tongyi-qianwen-research", "keep keep keep keep blocked"),
        ("qwen", "keep keep contested keep keep"),
        ("qwen-research", "keep keep keep keep keep"),
        ("dbrx", "keep keep keep keep blocked"),
        ("stabilityai-community", "keep keep keep keep blocked"),
        ("flux-1-dev", "keep keep keep keep contested"),
        ("mrl-0.1", "keep keep keep keep keep"),
        ("hunyuan-3d-2.0", "keep keep keep keep blocked"),
        ("grok2-community", "keep keep keep keep contested"),
        ("exaone-1.1-nc", "keep keep keep keep blocked"),
        ("exaone-1.2-nc", "keep keep keep keep contested"),
        ("nvidia-open-model-2025-04-28", "free free free keep free"),
        ("openmdw-1.1", "free free free free free"),
        ("apache-2.0", "free free free free free"),
        ("mit", "free free free free free"),
        ("gpl-3.0", "keep keep contested keep contested"),
        ("cc-by-4.0", "free free contested free contested"),
        ("cc-by-sa-4.0", "keep keep contested keep contested"),
        ("cc-by-nc-4.0", "keep keep keep keep contested"),
        ("cc-by-nd-4.0", "blocked blocked contested contested contested"),
        ("opt-175b", "keep keep keep keep keep"),
        ("kimi-k2-modified-mit", "keep keep keep keep free"),
    ],
)
def test_what_binds_downstream(upstream: str, bonds: str) -> None:
    found = {relation: inherited(get(upstream), relation) for relation in COLUMNS}
    assert " ".join(one.bond for one in found.values()) == bonds
    assert all(one.clauses for one in found.values())


def test_every_row_names_licences_that_exist_a_bond_for_each_relation_and_clauses() -> None:
    named = [name for row in ROWS for name in row["licenses"]]
    assert len(named) == len(set(named)), "a licence stands in two rows"
    for row in ROWS:
        assert {row[column] for column in COLUMNS} <= set(get_args(Bond)) - {"unknown"}
        assert row["clauses"]
        for name in [*row["licenses"], *row.get("same_family", ())]:
            assert get(name).id == name


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["licenses"][0])
def test_the_table_says_of_outputs_what_the_terms_say(row: dict[str, object]) -> None:
    """A bar on training others stands in the text if the table says so, and the other way round."""
    for name in row["licenses"]:  # type: ignore[attr-defined]
        term = get(name).terms.outputs_train_other_models
        if term is None:
            continue
        if row["distillation"] == "blocked":
            assert term.value == "forbidden", name
        elif row["distillation"] in ("keep", "free"):
            assert term.value != "forbidden", name
        else:
            assert (term.value, term.certainty) != ("forbidden", "certain"), name


@pytest.mark.parametrize(("relation", "follows"), [("continued-pretraining", "finetune"), ("conversion", "quantized")])
def test_a_relation_without_a_column_follows_another(relation: str, follows: str) -> None:
    for name in ("llama2", "cc-by-nd-4.0", "nvidia-open-model-2025-04-28"):
        assert inherited(get(name), relation).bond == inherited(get(name), follows).bond


def test_a_block_does_not_reach_models_of_the_same_family() -> None:
    assert inherited(get("llama2"), "distillation", downstream=get("llama2")).bond == "keep"
    assert inherited(get("llama2"), "distillation", downstream=get("llama3")).bond == "blocked"
    assert inherited(get("llama2"), "distillation", downstream=get("mit")).bond == "blocked"


@pytest.mark.parametrize("relation", [*COLUMNS, "unspecified", "conversion", "something-new"])
def test_a_gap_in_the_chain_is_unknown(relation: str) -> None:
    assert inherited(None, relation).bond == "unknown"
    assert inherited(made_up("nothing-read"), relation).bond == "unknown"


def test_a_relation_that_nobody_knows_is_unknown() -> None:
    assert inherited(get("mit"), "something-new").bond == "unknown"


@pytest.mark.parametrize(
    ("terms", "relation", "bond"),
    [
        ({"derivative_license": "same-license"}, "finetune", "keep"),
        ({"derivative_license": "additional-terms"}, "finetune", "keep"),
        ({"derivative_license": "free"}, "finetune", "free"),
        ({"derivative_license": "not-stated"}, "finetune", "unknown"),
        ({"derivative_license": "free", "modification": "forbidden"}, "finetune", "blocked"),
        ({"derivative_license": "free", "outputs_train_other_models": "forbidden"}, "distillation", "blocked"),
        ({"derivative_license": "free"}, "distillation", "unknown"),
        ({"derivative_license": "same-license", "outputs_train_other_models": "allowed"}, "distillation", "free"),
        ({"outputs_train_other_models": "allowed-with-condition"}, "distillation", "keep"),
        ({"outputs_train_other_models": "silent"}, "distillation", "unknown"),
    ],
)
def test_a_licence_outside_the_table_is_judged_by_its_terms(terms: dict[str, str], relation: str, bond: str) -> None:
    assert inherited(made_up("made-up", **terms), relation).bond == bond


def test_a_contested_term_stays_contested() -> None:
    terms = Terms.model_validate({"derivative_license": {"value": "free", "clause": "1", "certainty": "contested"}})
    assert inherited(License(id="made-up", name="x", terms=terms), "finetune").bond == "contested"


# Merges.


def test_a_merge_takes_the_least_that_any_parent_allows() -> None:
    mit, llama, nc = get("mit"), get("llama3.1"), get("exaone-1.2-nc")
    assert combined([mit, mit]).commercial_use == "allowed"
    assert combined([mit, llama]).commercial_use == "allowed-with-threshold"
    assert combined([llama, nc, mit]).commercial_use in ("forbidden", "separate-license-needed")


def test_a_parent_without_a_known_licence_makes_a_merge_unknown_and_never_better() -> None:
    assert combined([get("mit"), None]).commercial_use == "unknown"
    assert combined([get("mit"), made_up("nothing-read")]).commercial_use == "unknown"
    assert combined([None]).commercial_use == "unknown"
    assert combined([]).commercial_use == "unknown"
    assert combined([made_up("never", commercial_use="forbidden"), None]).commercial_use == "forbidden"


def test_a_merge_owes_what_every_parent_asks_for() -> None:
    merged = combined([get("llama3.1"), get("gemma-2025-03-24"), get("apache-2.0")])
    assert merged.licenses == ("llama3.1", "gemma-2025-03-24", "apache-2.0")
    said = {(one.license, one.text.split(":")[0]) for one in merged.duties}
    assert ("llama3.1", "display “Built with Llama”") in said
    assert ("gemma-2025-03-24", "the use restrictions, as an enforceable clause of your own terms") in said
    assert ("apache-2.0", "the NOTICE of the work, if it has one") in said


def test_a_merge_keeps_every_threshold_apart() -> None:
    merged = combined([get("llama3.1"), get("tongyi-qianwen"), get("stabilityai-community"), get("llama3.1")])
    assert [(name, one.metric, one.number) for name, one in merged.thresholds] == [
        ("llama3.1", "monthly_active_users", 700e6),
        ("tongyi-qianwen", "monthly_active_users", 100e6),
        ("stabilityai-community", "annual_revenue", 1e6),
    ]


@pytest.mark.parametrize(
    ("parents", "words"),
    [
        (("gpl-3.0", "bigscience-openrail-m"), "allows no further restrictions"),
        (("gpl-3.0", "cc-by-sa-4.0"), "each want the whole"),
        (("llama2", "mit"), None),
        (("llama3.1", "gemma-2025-03-24"), None),
        (("mit", "apache-2.0"), None),
        (("llama2", "llama2"), None),
    ],
)
def test_parents_that_cannot_stand_together(parents: tuple[str, ...], words: str | None) -> None:
    conflicts = combined([get(name) for name in parents]).conflicts
    assert bool(conflicts) == bool(words)
    assert all(str(words) in one for one in conflicts)


# Comparing a licence with its base's.


@pytest.mark.parametrize(
    ("upstream", "downstream", "matters"),
    [
        ("llama2", "mit", ("commercial use", "fields of use")),
        ("cc-by-nc-4.0", "apache-2.0", ("commercial use",)),
        ("gpl-3.0", "mit", ("share-alike",)),
        ("apple-amlr", "mit", ("commercial use", "research only", "fields of use")),
        ("mit", "apple-amlr", ()),
        ("mit", "llama2", ()),
        ("apache-2.0", "mit", ()),
        ("llama3.1", "llama3", ()),
    ],
)
def test_where_a_base_allows_less(upstream: str, downstream: str, matters: tuple[str, ...]) -> None:
    assert restricts_more(get(upstream), get(downstream)) == matters


@pytest.mark.parametrize(
    ("own", "base", "another"),
    [
        ("llama3", "llama3.1", True),
        ("llama3.1", "llama3", True),
        ("llama3", "llama3", False),
        ("mit", "llama3", False),
        ("llama3", "mit", False),
    ],
)
def test_a_licence_of_one_generation_is_not_that_of_another(own: str, base: str, another: bool) -> None:
    assert is_of_another_generation(get(own), get(base)) is another


def test_only_verified_freedom_is_permissive() -> None:
    full = {"commercial_use": "allowed", "use_restrictions": "none", "share_alike": "none"}
    assert is_permissive(made_up("all-said", **full))
    for gap in full:
        assert not is_permissive(made_up("gap", **{key: value for key, value in full.items() if key != gap})), gap
    assert is_permissive(get("mit"))
    assert not any(is_permissive(text) for text in all_licenses() if not text.readings)
    assert not is_permissive(get("gpl-3.0"))
    assert not is_permissive(get("llama2"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["licenses"][0])
def test_what_binds_has_its_clauses_and_the_note_that_is_meant_for_it(row: dict) -> None:
    for name in row["licenses"]:
        for column in COLUMNS:
            found = inherited(get(name), column)
            assert (found.upstream, found.relation, found.bond) == (name, column, row.get(column, "unknown"))
            assert found.clauses == row.get("clauses")
            meant = "note_on" not in row or column in row["note_on"]
            assert found.note == (row.get("note") if meant else None)


def test_of_an_unknown_licence_nothing_is_known_and_of_one_outside_the_table_its_terms_tell() -> None:
    nothing = inherited(None, "merge")
    assert (nothing.upstream, nothing.relation, nothing.bond) == ("unknown", "merge", "unknown")
    assert nothing.note == "the base model's licence is not known"
    assert inherited(made_up("heron", derivative_license="free"), "merge").note == "told from its terms"
