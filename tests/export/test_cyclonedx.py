"""CycloneDX: valid by somebody else's strict validator, readable for a person, and back to the same record."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from validators import cyclonedx_faults, spdx_elements

from openness import ModelRelease, catalog, export, licenses, release_from_card
from openness.card import ModelCard
from openness.errors import InvalidRecordError
from openness.export._facts import web
from openness.formats import recognise, release_from_mof, release_from_osai
from openness.formats.extension import release_from_bom
from openness.release import SCHEMA_VERSION

VERSIONS = {"cyclonedx": "1.6", "cyclonedx-1.7": "1.7"}


def of_card(text: str):
    return release_from_card(ModelCard.parse(text, path="README.md"))


def bom(release, to="cyclonedx", **more):
    return json.loads(export.render(release, to, **more))


def properties(holder) -> dict[str, str]:
    return {one["name"]: one["value"] for one in holder["properties"]}


@pytest.mark.parametrize("to", VERSIONS)
def test_real_cards_and_catalogue_are_valid_and_come_back(to, every_record):
    assert len(every_record) > 10
    for name, release in every_record.items():
        text = export.render(release, to)
        assert cyclonedx_faults(text, VERSIONS[to]) is None, name
        assert json.loads(text)["specVersion"] == VERSIONS[to]
        assert release_from_bom(json.loads(text)) == release, name
        assert export.render(release, to) == text


@pytest.mark.parametrize("to", VERSIONS)
def test_every_licence_is_valid(to):
    release = of_card(f"---\nlicense: [{', '.join(licenses.ids())}]\n---\n# M\n")
    made = bom(release, to)
    assert len(made["metadata"]["component"]["licenses"]) >= len(licenses.ids())
    assert cyclonedx_faults(json.dumps(made), VERSIONS[to]) is None


def test_the_threshold_of_llama_2_is_there_for_a_person_and_for_a_program():
    first = bom(catalog.load("llama-2-7b"))["metadata"]["component"]["licenses"][0]["license"]
    assert first["name"] == "Llama 2 Community License Agreement"
    assert first["url"].startswith("https://")
    said = properties(first)
    assert "700 million monthly active users" in said["openness:license:threshold:1"]
    assert said["openness:license:threshold:1:number"] == "700000000"
    assert said["openness:license:outputs_train_other_models"] == "forbidden"
    assert said["openness:license:outputs_train_other_models:clause"] == "1.b.v"


def test_the_base_model_of_code_llama_is_an_ancestor():
    pedigree = bom(catalog.load("code-llama-34b"))["metadata"]["component"]["pedigree"]
    (base,) = pedigree["ancestors"]
    assert "Llama 2" in f"{base['name']} {base.get('description')}" or "Llama-2" in base["name"]
    assert base["type"] == "machine-learning-model"


def test_declared_and_concluded_stand_apart():
    release = of_card("---\nlicense: apache-2.0\n---\n# M\n")
    found = [one["license"] for one in bom(release)["metadata"]["component"]["licenses"]]
    assert [(one["id"], one["acknowledgement"]) for one in found] == [
        ("Apache-2.0", "declared"),
        ("Apache-2.0", "concluded"),
    ]


def test_a_custom_licence_keeps_its_name_link_and_text():
    release = of_card("---\nlicense: other\nlicense_name: llama3\nlicense_link: LICENSE\n---\n# M\n")
    (first, *_) = bom(release, texts={"llama3": "WHOLE TEXT"})["metadata"]["component"]["licenses"]
    assert first["license"]["text"]["content"] == "WHOLE TEXT"
    assert properties(first["license"])["openness:license:id"] == "llama3"
    unknown = of_card("---\nlicense: other\nlicense_name: my-own\nlicense_link: https://example.org/L i\n---\n# M\n")
    (first, *_) = bom(unknown)["metadata"]["component"]["licenses"]
    assert first["license"]["name"] == "my-own"
    assert first["license"]["url"] == "https://example.org/L%20i"


def test_an_expression_stands_as_one_only_in_1_7():
    release = of_card("---\nlicense: other\n---\n# M\n").model_dump(mode="json")
    release["license"] |= {
        "concluded": "MIT OR LicenseRef-llama2",
        "evidence": {"concluded": [{"source": "prose"}], "declared": [{"source": "prose"}]},
    }
    record = ModelRelease.model_validate(release)
    for to, version in VERSIONS.items():
        assert cyclonedx_faults(export.render(record, to), version) is None
    old = bom(record)["metadata"]["component"]["licenses"][-1]["license"]
    new = bom(record, "cyclonedx-1.7")["metadata"]["component"]["licenses"][-1]
    assert old["name"] == new["expression"] == "MIT OR LicenseRef-llama2"
    assert new["acknowledgement"] == "concluded"
    assert any("700 million" in one["value"] for one in new["properties"])


def test_unknown_is_not_no_in_the_declarations():
    made = bom(of_card("---\nlicense: mit\n---\n# M\n"))
    maps = [one for attestation in made["declarations"]["attestations"] for one in attestation.get("map", ())]
    unknown = [one["conformance"] for one in maps if one["conformance"]["rationale"].startswith("unknown")]
    assert unknown
    assert not any("score" in one for one in unknown)
    refs = [one["bom-ref"] for standard in made["definitions"]["standards"] for one in standard["requirements"]]
    assert {one["requirement"] for one in maps} == set(refs)
    assert len(refs) == len(set(refs))


def test_the_validator_would_notice():
    made = bom(catalog.load("llama-2-7b"))
    made["metadata"]["component"]["licenses"][0]["license"]["nothing"] = 1
    assert cyclonedx_faults(json.dumps(made), "1.6") is not None


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/ü?q=[1]", "https://example.org/%C3%BC?q=%5B1%5D"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a%20b#c#d", "https://example.org/a%20b#c%23d"),
        ("LICENSE", None),
        ("https://", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_addresses(written, escaped):
    assert web(written) == escaped


@pytest.mark.parametrize(
    "value",
    [
        {"bomFormat": "CycloneDX"},
        {"bomFormat": "CycloneDX", "properties": [{"name": "openness:record", "value": "{"}]},
        {"bomFormat": "CycloneDX", "properties": [{"name": "openness:record", "value": "[]"}]},
        {"bomFormat": "CycloneDX", "properties": [{"name": "openness:record", "value": "{}"}]},
        {"@graph": [1, {"extension": 3}]},
    ],
)
def test_a_foreign_document_says_why_it_cannot_be_read(value):
    with pytest.raises(InvalidRecordError):
        release_from_bom(value, name="x.json")


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
address = st.one_of(
    words,
    st.builds("https://{}{}".format, st.sampled_from(["example.org/", "ü.example:80/", "a b/", "[x]", ""]), words),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(name=words, link=address, url=address, ref=address, declared=st.lists(words, max_size=2), base=words)
def test_any_words_give_a_valid_document(*, name, link, url, ref, declared, base):
    seen = [{"source": "prose"}]
    facts = {"declared": declared, "name": name or None, "link": link or None}
    record = ModelRelease.model_validate(
        {
            "schema_version": SCHEMA_VERSION,
            "subject": {"id": name or None, "revision": ref or None, "evidence": {"id": seen, "revision": seen}},
            "license": {**facts, "evidence": {key: seen for key, value in facts.items() if value}},
            "lineage": {"bases": [{"model": base, "license": name or None, "evidence": seen}]},
            "data": {"datasets": [{"name": name, "id": base or None, "url": url or None, "evidence": seen}]},
            "documentation": {"papers": [{"ref": ref, "evidence": seen}]},
            "distribution": {"channels": [{"kind": "api", "url": url or None, "evidence": seen}]},
        }
    )
    for to, version in VERSIONS.items():
        text = export.render(record, to)
        assert cyclonedx_faults(text, version) is None
        assert release_from_bom(json.loads(text)) == record
    text = export.render(record, "spdx")
    spdx_elements(text)
    assert release_from_bom(json.loads(text)) == record
    assert recognise(export.render(record, "mof")) is not None
    assert release_from_mof(recognise(export.render(record, "mof")), path="x") == record
    assert release_from_osai(recognise(export.render(record, "osai")), path="x") == record
