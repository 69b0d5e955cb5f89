"""The licence graph of a model: edges, judgements, odd bases, and its forms."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from openness.cli import main
from openness.graph import graph, judged
from openness.graph.terms import kind_of
from openness.index import Entry, Index, MadeFrom, build
from openness.index.lookup import Label, Models
from openness.licenses import all_licenses, conflict

PAIRS = tomllib.loads((Path(__file__).parents[1] / "licenses" / "published_pairs.toml").read_text(encoding="utf-8"))[
    "pair"
]


def made(model: str, declared: str = "", *bases: tuple[str, str]) -> Entry:
    said = (declared,) if declared else ()
    return Entry(model=model, declared=said, bases=tuple(MadeFrom(model=base, relation=how) for base, how in bases))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    entries = [
        made("acme/heron", "llama3"),
        made("birds/chat", "llama3", ("acme/heron", "finetune")),
        made("zoo/chat-mit", "mit", ("birds/chat", "finetune")),
        made("zoo/chat-gguf", "", ("zoo/chat-mit", "quantized")),
        made("zoo/lora", "mit", ("acme/heron", "adapter")),
        made("loop/a", "mit", ("loop/b", "finetune")),
        made("loop/b", "mit", ("loop/a", "finetune"), ("loop/b", "merge"), ("gone/owl", "merge")),
    ]
    build(entries, tmp_path / "hub.index", source="x")
    return tmp_path / "hub.index"


def test_each_step_is_judged_and_ancestors_further_up_too(index: Path) -> None:
    with Index(index) as opened:
        found = graph(Models(opened), "zoo/chat-mit", down=0)
    assert [(one.model, one.base, one.judgement.fits) for one in found.edges if one.judgement] == [
        ("zoo/chat-mit", "birds/chat", "no"),
        ("birds/chat", "acme/heron", "yes"),
    ]
    assert [(one.base, one.depth, one.via, one.judgement.fits) for one in found.far] == [
        ("acme/heron", 2, ("birds/chat",), "no")
    ]
    conflict_ = found.conflicts[0].judgement
    assert conflict_ is not None
    assert any(one.clause for one in conflict_.lost)
    assert conflict_.mend == "declare llama3"


def test_a_silent_model_is_omission_and_no_conflict(index: Path) -> None:
    with Index(index) as opened:
        found = graph(Models(opened), "zoo/chat-gguf")
    first = found.edges[0].judgement
    assert first is not None
    assert first.omitted
    assert first.fits != "no"


def test_circles_and_bases_that_are_gone_are_named(index: Path, capsys) -> None:
    assert main(["graph", "loop/a", "--index", str(index)]) == 0
    said = capsys.readouterr().out
    assert "a circle: the model descends from itself" in said
    assert "names itself as its base" in said
    assert "not in the index: deleted, renamed, private or newer" in said


def test_forms(index: Path, tmp_path: Path) -> None:
    for form in ("text", "json", "dot", "html"):
        assert (
            main(
                [
                    "graph",
                    "acme/heron",
                    "--down",
                    "3",
                    "--index",
                    str(index),
                    "--format",
                    form,
                    "-o",
                    str(tmp_path / form),
                ]
            )
            == 0
        )
    value = json.loads((tmp_path / "json").read_text())
    assert (value["format"], value["version"], value["descendants"]) == ("openness-graph", "1.0", 2)
    assert {one["model"] for one in value["nodes"]} == {
        "acme/heron",
        "birds/chat",
        "zoo/chat-mit",
        "zoo/chat-gguf",
        "zoo/lora",
    }
    assert (tmp_path / "dot").read_text().startswith("digraph licences {")
    page = (tmp_path / "html").read_text()
    assert "<script" not in page
    assert "http" not in page.replace('http-equiv="', "")
    assert "zoo/chat-mit" in page


def test_a_strangers_name_is_no_markup(tmp_path: Path) -> None:
    build([made("a/b", "<script>alert(1)</script>", ('c/"d"<b>', "finetune"))], tmp_path / "x", source="x")
    for form in ("dot", "html"):
        main(["graph", "a/b", "--index", str(tmp_path / "x"), "--format", form, "-o", str(tmp_path / form)])
    assert "<script>" not in (tmp_path / "html").read_text()
    assert '"c/\\"d\\"<b>"' in (tmp_path / "dot").read_text()


def test_the_exit_code_tells_of_conflicts_where_it_is_asked_for(index: Path) -> None:
    assert main(["graph", "zoo/chat-mit", "--index", str(index), "--fail-on-conflict"]) == 1
    assert main(["graph", "birds/chat", "--index", str(index), "--fail-on-conflict"]) == 0
    assert main(["graph", "no/such", "--index", str(index)]) == 2


def test_without_an_index_the_packages_own_table_answers(capsys) -> None:
    assert main(["graph", "meta-llama/Llama-3.1-8B"]) == 0
    assert "llama3.1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("model", "base", "licence", "fits"),
    [
        ("acme/a", "acme/b", "cc-by-nc-4.0", "yes"),  # their own model, which they may give under other terms
        ("acme/a", "acme/b", "gemma", "no"),  # another's agreement binds them too
        ("google/a", "acme/b", "gemma", "yes"),
        ("qwen/a", "acme/b", "qwen", "yes"),  # its licensor's name is Alibaba Cloud
        ("unsloth/a", "acme/b", "qwen", "no"),  # a mirror of theirs
        ("birds/a", "acme/b", "cc-by-nc-4.0", "no"),
    ],
)
def test_who_wrote_the_terms_is_not_bound_by_them(model: str, base: str, licence: str, fits: str) -> None:
    own, above = (Label(names=(name,), written=name, origin="declared") for name in ("mit", licence))
    assert judged(model, own, base, above, "finetune").fits == fits


def test_a_limit_that_others_put_on_the_base_is_no_publishers_own_to_lift(tmp_path: Path) -> None:
    entries = [
        made("birds/owl", "cc-by-nc-4.0"),
        made("birds/jay", "mit"),
        made("acme/of-owl", "cc-by-nc-4.0", ("birds/owl", "finetune")),
        made("acme/of-jay", "cc-by-nc-4.0", ("birds/jay", "finetune")),
        made("acme/chat", "mit", ("acme/of-owl", "merge"), ("acme/of-jay", "merge")),
    ]
    build(entries, tmp_path / "x", source="x")
    with Index(tmp_path / "x") as opened:
        found = graph(Models(opened), "acme/chat", down=0)
    fits = {one.base: one.judgement.fits for one in found.edges if one.model == "acme/chat" and one.judgement}
    assert fits == {"acme/of-owl": "no", "acme/of-jay": "yes"}


@pytest.mark.parametrize(("own", "fits"), [("llama3.1", "contested"), ("llama3", "yes"), ("mit", "no")])
def test_a_base_that_names_another_generation_than_its_own_base_settles_nothing(
    tmp_path: Path, own: str, fits: str
) -> None:
    """Who corrects what the base has wrong is in no conflict with it; a label that fits neither is."""
    entries = [
        made("birds/llama", "llama3.1"),
        made("acme/heron", "llama3", ("birds/llama", "finetune")),
        made("zoo/chat", own, ("acme/heron", "finetune")),
    ]
    build(entries, tmp_path / "x", source="x")
    with Index(tmp_path / "x") as opened:
        found = graph(Models(opened), "zoo/chat", down=0).edges[0].judgement
    assert found is not None
    assert found.fits == fits
    assert ("made from a model under llama3.1" in found.why) == (fits == "contested")


@pytest.mark.parametrize(
    "pair", PAIRS, ids=lambda pair: f"{pair['downstream']} on {pair['upstream']}, {pair['relation']}"
)
def test_liscans_pairs_as_two_models(tmp_path: Path, pair: dict) -> None:
    """Each published pair is a conflict, contested, or has its difference explained."""
    bases = (("acme/base", pair["relation"]),)
    build(
        [made("acme/base", pair["upstream"]), made("zoo/own", pair["downstream"], *bases)], tmp_path / "x", source="x"
    )
    with Index(tmp_path / "x") as opened:
        found = graph(Models(opened), "zoo/own").edges[0].judgement
    assert found is not None
    if found.fits not in ("no", "contested"):
        assert found.why
        assert pair.get("note") or "family" in found.why


def test_every_lost_limit_has_a_kind() -> None:
    texts = list(all_licenses())
    for up in texts[::3]:
        for down in texts[::5]:
            assert "other" not in {kind_of(one) for one in conflict(up, down, "finetune").lost}
