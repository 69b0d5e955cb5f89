"""The Model Openness Tool, bit for bit: its own files, a second plain implementation, and its odd corners."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import plain_mot
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import every_component, record

from openness.errors import InvalidRecordError
from openness.formats import MofFile, component_table, read_mof
from openness.frameworks import get
from openness.frameworks._base import Assessment
from openness.frameworks.mof_mot import ModelOpennessTool, buckets, is_fit, is_open

TABLE = Path(plain_mot.__file__).parents[2] / "openness/frameworks/data/mot_licenses.json"
OPEN = frozenset(json.loads(TABLE.read_text(encoding="utf-8"))["open"])
CLASS = {"class-i": 1, "class-ii": 2, "class-iii": 3, "unclassified": 0}
EXPECTED = {
    "expected-models.json": ("models", 193),
    "expected-edge.json": ("edge", 31),
    "expected-test-data.json": ("test_data", 28),
}


def assess(text: str) -> Assessment:
    return ModelOpennessTool().assess_file(read_mof(text))


def of(components: list[dict[str, Any]], **release_wide: str) -> Assessment:
    licenses = {kind: {"name": name, "path": ""} for kind, name in release_wide.items()}
    return assess(yaml.safe_dump({"release": {"name": "m", "license": licenses, "components": components}}))


def all_of(*levels: int, license_: str | None = None) -> list[dict[str, Any]]:
    """Every required component of the classes named."""
    given_ = {} if license_ is None else {"license": license_}
    return [{"name": n, **given_} for n, _, class_, required in plain_mot.COMPONENTS if required and class_ in levels]


def test_the_tools_own_files(shared: Path) -> None:
    for name, (folder, number) in EXPECTED.items():
        the_same_as_the_tool(shared, name, folder, number)


def the_same_as_the_tool(shared: Path, name: str, folder: str, number: int) -> None:
    cases = json.loads((shared / "data/mof" / name).read_text(encoding="utf-8"))
    assert len(cases) == number
    for file, case in cases.items():
        text = (shared / "data/mof" / folder / file).read_text(encoding="utf-8")
        got = assess(text)
        assert got.progress is not None
        assert CLASS[got.verdict or ""] == case["model_class"], file
        assert {k: round(v, 4) for k, v in got.progress.model_dump().items()} == case["progress"], file
        for level, lists in buckets(read_mof(text)).items():
            for word, names in case["by_class"][str(level)].items():
                assert sorted(getattr(lists, word)) == sorted(names), f"{file}: {word} of class {level}"


def test_the_table_of_licences_is_the_tools(shared: Path) -> None:
    table = json.loads((shared / "data/mof/licenses.json").read_text(encoding="utf-8"))
    known = {one["id"] for one in table["licenses"] if one["open"]} | set(table["open_ids_absent_from_license_table"])
    assert known == OPEN
    for one in table["licenses"]:
        assert is_open(one["id"]) is one["open"]
        for content, fits in one["type_appropriate"].items():
            assert is_fit(one["id"], content) is fits, one["id"]


def test_the_components_are_the_plain_ones() -> None:
    assert [
        (one["name"], one["type"], one["class"], one["required"]) for one in component_table()
    ] == plain_mot.COMPONENTS


@pytest.mark.parametrize(
    ("levels", "verdict", "progress"),
    [
        ((3,), "class-iii", (0, 60, 100)),
        ((3, 2), "class-ii", (1000 / 14, 100, 100)),
        ((3, 2, 1), "class-i", (100, 100, 100)),
        ((2, 1), "unclassified", (0, 0, 100 / 6)),  # the paper of Class I stands in for the report: 1 of 6
        ((), "unclassified", (0, 0, 0)),
    ],
)
def test_classes_are_cumulative(levels: tuple[int, ...], verdict: str, progress: tuple[float, ...]) -> None:
    got = of(all_of(*levels, license_="MIT"))
    assert got.progress is not None
    assert got.verdict == verdict
    assert tuple(got.progress.model_dump().values()) == pytest.approx(progress)


@pytest.mark.parametrize(
    ("weights", "release_wide", "verdict"),
    [
        ({}, {}, "unclassified"),
        ({}, {"distribution": "MIT"}, "class-iii"),
        ({"license": None}, {"distribution": "MIT"}, "class-iii"),
        ({"license": ""}, {"distribution": "MIT"}, "unclassified"),
        ({"license": "unlicensed"}, {"distribution": "MIT"}, "unclassified"),
        ({"license": "0"}, {"distribution": "MIT"}, "unclassified"),
        ({"license": "mit"}, {}, "unclassified"),
        ({"license": " MIT"}, {}, "unclassified"),
        ({"license": "MIT OR Apache-2.0"}, {}, "unclassified"),
        ({"license": "OpenMDW-1.0"}, {}, "class-iii"),
        ({"license": "OpenMDW-1.1"}, {}, "unclassified"),
        ({"license": "PDDL-1.0"}, {}, "unclassified"),
        ({"license": "ODC-PDDL-1.0"}, {}, "class-iii"),
        ({}, {"data": "CC-BY-NC-4.0", "distribution": "MIT"}, "unclassified"),
        ({}, {"data": "", "distribution": "MIT"}, "class-iii"),
        ({}, {"data": "0", "distribution": "MIT"}, "class-iii"),
        ({}, {"data": "unlicensed", "distribution": "MIT"}, "unclassified"),
        ({}, {"code": "MIT"}, "unclassified"),
    ],
)
def test_which_licence_counts(weights: dict[str, Any], release_wide: dict[str, str], verdict: str) -> None:
    others = [one for one in all_of(3, license_="MIT") if one["name"] != "Model parameters (Final)"]
    assert of([*others, {"name": "Model parameters (Final)", **weights}], **release_wide).verdict == verdict


def test_the_last_of_a_repeated_component_wins() -> None:
    listed = all_of(3, license_="MIT")
    closed = {"name": "Model card", "license": "proprietary"}
    assert of([closed, *listed]).verdict == "class-iii"
    assert of([*listed, closed]).verdict == "unclassified"


def test_an_unknown_name_is_stored_as_datasets() -> None:
    everything = [one for one in all_of(3, 2, 1, license_="MIT") if one["name"] != "Datasets"]
    assert of(everything).verdict == "class-ii"
    assert of([*everything, {"name": "Training dataset", "license": "MIT"}]).verdict == "class-i"
    assert (
        of([*everything, {"name": "Datasets", "license": "MIT"}, {"name": "Foo", "license": "no"}]).verdict
        == "class-ii"
    )


def test_a_paper_stands_in_for_the_report_and_not_the_other_way_round() -> None:
    no_report = [one for one in all_of(3, 2, 1, license_="MIT") if one["name"] != "Technical report"]
    assert of(no_report).verdict == "class-i"
    assert of([one for one in all_of(3, 2, 1, license_="MIT") if one["name"] != "Research paper"]).verdict == "class-ii"
    closed = [*no_report, {"name": "Research paper", "license": "proprietary"}]
    third = buckets(read_mof(yaml.safe_dump({"release": {"components": closed}})))[3]
    assert (third.missing, third.invalid) == ([], ["Research paper"])


def test_optional_components_neither_help_nor_block() -> None:
    extra = [{"name": name, "license": "proprietary"} for name, _, _, required in plain_mot.COMPONENTS if not required]
    assert of([*all_of(3, 2, 1, license_="MIT"), *extra]).verdict == "class-i"
    assert len(extra) == 3


def test_reasons_say_how_the_tool_sees_it() -> None:
    got = of([{"name": "Datasets", "license": "MIT"}, {"name": "Model card", "license": "x"}, {"name": "Data card"}])
    assert got.answer("datasets").reason == "listed under MIT, which is not made for data"
    assert got.answer("model-card").reason == "listed under x, which the tool does not count as open"
    assert got.answer("data-card").reason == "listed without a licence"
    assert got.answer("training-code").reason == "not listed"
    assert got.answer("sample-outputs").answer == "not-applicable"
    assert got.undetermined == ()


def test_a_record_is_entered_as_its_publisher_would() -> None:
    tool = get("mof-mot")
    assert tool.assess(record(components=every_component("apache-2.0"))).verdict == "class-i"
    assert tool.assess(record(components=every_component("llama2"))).verdict == "unclassified"
    partial = record(
        components={"datasets": ("partial", "MIT"), "training-code": ("withheld", "MIT"), "model-card": "MIT"}
    )
    assert [one.id for one in tool.assess(partial).criteria if one.answer == "met"] == ["model-card"]


def test_conclude_from_answers_is_the_tools_class() -> None:
    tool = get("mof-mot")
    answers = tool.assess(record(components=every_component("MIT", without=("datasets",)))).criteria
    assert tool.conclude(answers).verdict == "class-ii"


# -- raw files ---------------------------------------------------------------------------------------------------------

RAW = """
framework: {name: Model Openness Framework, version: '1.0'}
release:
  name: Amber
  version: 7.0
  producer: no
  license:
    distribution: {name: Apache-2.0, path: ''}
    data: {name: , path: LICENSE}
  components:
    - {name: Datasets, license: MIT, license: null}
    - {name: Model card, license: ''}
    - {name: Datasets, license: "null"}
    - {name: Data card}
    - {name: Foo, license: 1.0}
"""


def test_a_model_file_keeps_what_was_written() -> None:
    file = read_mof(RAW)
    assert isinstance(file, MofFile)
    assert (file.value("version"), file.value("producer"), file.value("absent")) == ("7.0", "no", None)
    assert file.global_license("distribution") == "Apache-2.0"
    assert file.global_license("data") is None
    assert file.global_license("code") is None
    assert [one.name for one in file.components] == ["Datasets", "Model card", "Datasets", "Data card", "Foo"]
    twice, empty, quoted, absent, number = file.components
    assert [(one.key, one.text) for one in twice.fields] == [
        ("name", "Datasets"),
        ("license", "MIT"),
        ("license", None),
    ]
    assert (twice.license, empty.license, quoted.license, absent.license, number.license) == (
        None,
        "",
        "null",
        None,
        "1.0",
    )
    assert "license" not in {one.key for one in absent.fields}
    assert (quoted.fields[1].plain, number.fields[1].plain) == (False, True)


@pytest.mark.parametrize("text", ["release: [", "release: {name: 'a\x07b', components: []}", "a: b: c"])
def test_what_is_no_yaml_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InvalidRecordError, match=r"^here.yml\b[^\n]*$"):
        read_mof(text, name="here.yml")


def test_strange_shapes_are_read_as_nothing() -> None:
    text = (
        "release:\n  license: {? [a] : {name: MIT}, data: MIT}\n  components: [a, [b], {? [c] : d, name: Datasets}]\n"
    )
    file = read_mof(text)
    assert [one.name for one in file.components] == [None, None, "Datasets"]
    assert file.global_license("data") is None
    assert assess(text).verdict == "unclassified"


# -- against the plain implementation ------------------------------------------------------------------------------------

NAMES = st.one_of(
    st.sampled_from(plain_mot.NAMES),
    st.sampled_from(["Training dataset", "datasets", "Model Card", "Model parameters", "", "Foo: bar"]),
)
LICENSES = st.one_of(
    st.sampled_from(sorted(OPEN)),
    st.sampled_from(["MIT", "Apache-2.0", "CC-BY-4.0", "OpenMDW-1.0", "CDLA-Permissive-2.0"]),
    st.sampled_from(
        ["", "0", "unlicensed", "mit", "MIT License", "MIT OR Apache-2.0", "PDDL-1.0", "null", "~", "1.0", "no"]
    ),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8),
)
ENTRIES = st.one_of(
    st.fixed_dictionaries({"name": NAMES}, optional={"license": st.one_of(st.none(), LICENSES)}),
    st.fixed_dictionaries({"name": NAMES, "license": st.just("MIT")}),
)
WIDE = st.dictionaries(
    st.sampled_from(["distribution", "code", "data", "document", "other"]),
    st.one_of(
        st.none(), st.fixed_dictionaries({}, optional={"name": st.one_of(st.none(), LICENSES), "path": st.just("x")})
    ),
    max_size=4,
)


@st.composite
def models(draw: st.DrawFn) -> dict[str, Any]:
    """Model files, half of them nearly complete, so that every class is met often."""
    entries = draw(st.lists(ENTRIES, max_size=20))
    if draw(st.booleans()):
        levels = draw(st.sampled_from([(3,), (3, 2), (3, 2, 1)]))
        left_out = draw(st.sets(st.sampled_from(plain_mot.NAMES), max_size=2))
        own = draw(st.sampled_from(["MIT", None]))
        entries = [*[one for one in all_of(*levels, license_=own) if one["name"] not in left_out], *entries[:3]]
        entries = draw(st.permutations(entries))
    release = {"name": "m", "components": entries}
    if draw(st.booleans()):
        release["license"] = draw(WIDE)
    return {"release": release}


@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(models())
def test_generated_files_agree_with_the_plain_implementation(model: dict[str, Any]) -> None:
    text = yaml.safe_dump(model, allow_unicode=True)
    got = assess(text)
    level, progress = plain_mot.judge(yaml.safe_load(text), OPEN)
    assert got.progress is not None
    assert (CLASS[got.verdict or ""], got.progress.model_dump()) == (level, progress)
