"""The European Open Source AI Index: its scores exactly, its records as written, and grades from facts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from records import record

from openness.errors import InvalidRecordError
from openness.formats import DIMENSIONS, OsaiRecord, read_osai, recognise, release_from_osai
from openness.formats.mof import looks_like_mof
from openness.frameworks import get
from openness.frameworks._base import Assessment
from openness.frameworks.osai import RULES, Instrument

INSTRUMENTS = {"osai-12": 135, "osai-14": 256, "oucg-14": 27}


def score(record_: OsaiRecord, name: str) -> Assessment:
    framework = get(name)
    assert isinstance(framework, Instrument)
    return framework.assess_record(record_)


def graded(**grades: str | None) -> OsaiRecord:
    return read_osai(
        yaml.safe_dump({name: {"class": grade, "link": None, "notes": None} for name, grade in grades.items()})
    )


def test_the_score_of_every_record_of_the_index(shared: Path) -> None:
    lines = (shared / "data/osai/records.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert Counter(row["instrument"] for row in rows) == INSTRUMENTS
    for row in rows:
        name = row["instrument"]
        body = {"system": {"name": row["system"]}, "org": row["org"], **row["dimensions"]}
        foreign = recognise(yaml.safe_dump(body, allow_unicode=True))
        assert isinstance(foreign, OsaiRecord), row["file"]
        assert foreign.instrument == name
        got = score(foreign, name)
        assert got.score is not None
        assert got.verdict is None
        expected = row["expected"]
        assert got.score.value == expected.get("points", expected.get("computed")), row["file"]
        assert got.score.of == expected["max"]
        if "score" in expected:
            assert got.score.mean == pytest.approx(expected["score"], abs=1e-12)
        for dimension in foreign.dimensions:
            raw = row["dimensions"][dimension.name]
            assert dimension.grade == raw["class"]
            assert dimension.link_is_list is isinstance(raw["link"], list)


@pytest.mark.parametrize(
    ("grades", "points", "mean"),
    [
        ({"code": "open", "paper": "partial", "datasheet": "closed"}, 1.5, 1.5 / 12),
        ({"code": "open", "paper": "open", "datasheet": None}, 2.0, 2 / 12),
        ({"code": "full", "paper": "Open", "datasheet": "open "}, 0.0, 0.0),
        (dict.fromkeys(DIMENSIONS["osai-12"], "open"), 12.0, 1.0),
    ],
)
def test_points_are_summed_and_the_mean_is_over_all_dimensions(
    grades: dict[str, Any], points: float, mean: float
) -> None:
    got = score(graded(**grades), "osai-12")
    assert got.score is not None
    assert (got.score.value, got.score.of, got.score.mean) == (points, 12.0, pytest.approx(mean))
    assert got.label == f"{points:g} of 12 points"


def test_an_unknown_word_counts_nothing_and_is_named() -> None:
    got = score(graded(code="full", paper=None, datasheet=""), "osai-12")
    assert got.answer("code").answer == "unmet"
    assert got.answer("code").reason == "`full` is no class of the instrument, so it counts 0"
    assert {got.answer(name).answer for name in ("paper", "datasheet", "preprint")} == {"not-applicable"}
    assert got.undetermined == ()


RAW = """
# tags
system: {name: Small, link: https://example.org, type: 'text, code'}
org: {name: Us}
code: {class: 'open ', link: [https://a.example, ~, https://b.example], notes: no}
paper: {class: ~, link: https://c.example, notes: ~}
datasheet: {class: no, link: ~, notes: 7}
modelcard: closed
unheard_of: {class: open}
"""


def test_a_record_keeps_what_was_written() -> None:
    got = read_osai(RAW)
    assert got.system == {"name": "Small", "link": "https://example.org", "type": "text, code"}
    assert [one.name for one in got.dimensions] == ["code", "paper", "datasheet", "modelcard"]
    code, paper, datasheet, card = got.dimensions
    assert (code.grade, code.links, code.link_is_list, code.notes) == (
        "open ", ("https://a.example", "https://b.example"), True, "no",
    )  # fmt: skip
    assert (paper.grade, paper.links, paper.link_is_list, paper.notes) == (None, ("https://c.example",), False, None)
    assert (datasheet.grade, datasheet.links, datasheet.notes) == ("no", (), "7")
    assert (card.grade, card.links) == ("closed", ())
    assert got.dimension("unheard_of") is None


def test_scalars_keep_their_words_and_doubles_stand_twice() -> None:
    got = read_osai(
        "code: {class: 1.50, notes: ~}\npaper: {class: '', notes: 'null'}\ncode: {class: True, link: 0x1F}\n"
    )
    assert [(one.name, one.grade) for one in got.dimensions] == [("code", "1.50"), ("paper", ""), ("code", "True")]
    last = got.dimension("code")
    assert last is not None
    assert (last.grade, last.links) == ("True", ("0x1F",))
    assert got.dimensions[1].notes == "null"
    assert score(read_osai("code: {class: closed}\ncode: {class: open}\n"), "osai-12").label == "1 of 12 points"


@pytest.mark.parametrize("text", ["code: [", "- a", "", "code: {class: \x07}", "code: open"])
def test_what_is_no_record_is_refused_in_one_line_or_holds_its_one_word(text: str) -> None:
    if text == "code: open":
        assert read_osai(text).dimensions[0].grade == "open"
        return
    with pytest.raises(InvalidRecordError, match=r"^file\b[^\n]*$"):
        read_osai(text)


@pytest.mark.parametrize(
    ("names", "instrument"),
    [
        (("code", "paper", "licenses"), "osai-12"),
        (("code", "paper", "api"), "osai-14"),
        (("opencode", "paper", "api"), "oucg-14"),
    ],
)
def test_the_dimensions_tell_the_instrument(names: tuple[str, ...], instrument: str) -> None:
    assert graded(**dict.fromkeys(names, "open")).instrument == instrument


def test_foreign_files_are_told_apart_by_content() -> None:
    assert isinstance(recognise(RAW), OsaiRecord)
    assert recognise("license: mit\nbase_model: a/b\n") is None
    assert recognise("schema_version: '0.9'\n") is None
    assert recognise("- a\n") is None
    assert not looks_like_mof({"release": {"name": "x"}})


def test_grades_become_attestations_and_never_facts() -> None:
    release = release_from_osai(graded(code="open", paper="partial", datasheet=None), path="a.yaml")
    assert [(one.criterion, one.grade) for one in release.attestations] == [("code", "open"), ("paper", "partial")]
    assert {one.by for one in release.attestations} == {"European Open Source AI Index"}
    assert {one.framework for one in release.attestations} == {"osai-12"}
    assert release.components == {}
    assert release.documentation.papers == ()


# -- grades from facts --------------------------------------------------------------------------------------------------

SAID = "stated"
EXAMPLES = [
    ("datasources_endmodel", "met", {"data": {"disclosure": "released"}}),
    ("datasources_endmodel", "partial", {"data": {"disclosure": "listed"}}),
    ("datasources_endmodel", "unmet", {"data": {"disclosure": "described"}}),
    ("datasources_endmodel", "unmet", {"data": {"disclosure": "undisclosed"}}),
    ("datasources_basemodel", "met", {"lineage": {"from_scratch": True}, "data": {"disclosure": "released"}}),
    ("datasources_basemodel", "unknown", {"lineage": {"from_scratch": False}, "data": {"disclosure": "released"}}),
    (
        "datasources_basemodel",
        "partial",
        {"lineage": {"stages": [{"kind": "pretraining", "scope": "base", "disclosure": "listed"}]}},
    ),
    (
        "datasources_basemodel",
        "unmet",
        {"lineage": {"stages": [{"kind": "pretraining", "scope": "base", "disclosure": "undisclosed"}]}},
    ),
    ("weights_endmodel", "met", {"weights": {"access": "public"}}),
    ("weights_endmodel", "partial", {"weights": {"access": "gated"}}),
    ("weights_endmodel", "partial", {"weights": {"access": "public", "form": "delta"}}),
    ("weights_endmodel", "unmet", {"weights": {"access": "api-only"}}),
    ("weights_basemodel", "met", {"lineage": {"from_scratch": True}, "weights": {"access": "public"}}),
    ("weights_basemodel", "met", {"lineage": {"bases": [{"model": "a/b"}]}}),
    (
        "weights_basemodel",
        "unmet",
        {
            "lineage": {
                "stages": [
                    {"kind": "pretraining", "scope": "base", "weights": "withheld"},
                    {"kind": "instruction-tuning", "scope": "end", "weights": "released"},
                ]
            },
            "weights": {"access": "public"},
        },
    ),
    (
        "weights_basemodel",
        "met",
        {
            "lineage": {
                "stages": [
                    {"kind": "pretraining", "scope": "base", "weights": "withheld"},
                    {"kind": "long-context", "scope": "base", "weights": "released"},
                ]
            },
            "weights": {"access": "public"},
        },
    ),
    (
        "weights_basemodel",
        "met",
        {
            "lineage": {
                "stages": [
                    {"kind": "finetuning", "scope": "base", "weights": "released"},
                    {"kind": "instruction-tuning", "scope": "end", "weights": "released"},
                ]
            },
            "weights": {"access": "public"},
        },
    ),
    ("trainingcode", "met", {"components": {"training-code": "MIT"}}),
    ("trainingcode", "partial", {"components": {"training-code": ("partial", "MIT")}}),
    ("trainingcode", "unmet", {"components": {"training-code": ("withheld", None)}}),
    ("trainingcode", "met", {"components": {"training-code": [("withheld", None), ("released", "MIT")]}}),
    ("trainingcode", "unknown", {"components": {"training-code": ("unknown", None)}}),
    ("code", "partial", {"documentation": {"usage": SAID}}),
    ("hardware_architecture", "met", {"subject": {"architecture": "llama"}, "compute": {"reported": SAID}}),
    ("hardware_architecture", "partial", {"subject": {"architecture": "llama"}}),
    ("preprint", "met", {"documentation": {"papers": [{"ref": "2403.13784", "kind": "preprint"}]}}),
    ("preprint", "unknown", {"documentation": {"papers": [{"ref": "10.1/x", "kind": "peer-reviewed"}]}}),
    ("paper", "met", {"documentation": {"papers": [{"ref": "10.1/x", "kind": "peer-reviewed"}]}}),
    ("paper", "unknown", {"documentation": {"papers": [{"ref": "2403.13784", "kind": "preprint"}]}}),
    (
        "modelcard",
        "met",
        {"documentation": {"usage": SAID, "limitations": SAID, "intended_use": SAID}, "data": {"disclosure": "listed"}},
    ),
    ("modelcard", "partial", {"documentation": {"usage": SAID}}),
    ("modelcard", "partial", {"subject": {"stub": True}, "documentation": {"usage": SAID}}),
    ("datasheet", "met", {"documentation": {"datasheet": SAID}}),
    ("package", "met", {"distribution": {"channels": [{"kind": "package"}]}}),
    ("package", "unknown", {"distribution": {"channels": [{"kind": "hub"}]}}),
    ("api", "met", {"distribution": {"channels": [{"kind": "api"}]}}),
    (
        "licenses",
        "met",
        {"license": {"concluded": "MIT"}, "components": {"training-code": "MIT", "datasets": "CC-BY-4.0"}},
    ),
    ("licenses", "partial", {"license": {"concluded": "MIT"}, "components": {"training-code": "MIT"}}),
    ("licenses", "unknown", {"license": {"concluded": "MIT"}}),
    ("licenses", "unmet", {"license": {"concluded": "CC-BY-NC-4.0"}}),
    ("license", "partial", {"license": {"concluded": "MIT"}}),
    ("license", "unmet", {"license": {"concluded": "LicenseRef-llama2"}}),
    ("license", "unknown", {"license": {"concluded": "LicenseRef-nobody-knows-it"}}),
]


@pytest.mark.parametrize(("dimension", "answer", "facts"), EXAMPLES)
def test_a_grade_from_facts(dimension: str, answer: str, facts: dict[str, Any]) -> None:
    release = record(**facts)
    name = next(name for name, dimensions in DIMENSIONS.items() if dimension in dimensions)
    got = get(name).assess(release).answer(dimension)
    assert got.answer == answer, got.reason
    assert got.reason
    assert bool(got.evidence) is (answer != "unknown") or got.answer == "unknown"


@pytest.mark.parametrize("dimension", RULES)
def test_nobody_said_is_unknown_for_every_dimension(dimension: str) -> None:
    (answer, _), evidence = RULES[dimension](record())
    assert (answer, evidence) == ("unknown", ())


def test_every_dimension_has_a_rule_and_what_would_settle_it() -> None:
    for name, dimensions in DIMENSIONS.items():
        got = get(name).assess(record())
        assert [one.id for one in got.criteria] == list(dimensions)
        assert set(dimensions) <= set(RULES)
        assert [one.id for one in got.undetermined] == list(dimensions)
        assert all(one.settle for one in got.undetermined)
        assert got.score is not None
        assert got.score.value == 0
