"""SPDX 3.0.1: valid by somebody else's bindings, each licence relationship once, and back to the same record."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from validators import spdx_elements

from openness import ModelCard, catalog, export, licenses, release_from_card
from openness.formats.extension import release_from_bom

NO_ASSERTION = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def of_card(text: str):
    return release_from_card(ModelCard.parse(text, path="README.md"))


def graph(release, **more) -> dict[str, dict]:
    made = json.loads(export.render(release, "spdx", **more))
    return {one.get("spdxId", "info"): one for one in made["@graph"]}


def ends(elements, kind: str, start: str = "#model") -> list[dict]:
    found = [
        end
        for one in elements.values()
        if one.get("relationshipType") == kind and one["from"].endswith(start)
        for end in one["to"]
    ]
    return [elements.get(end, {"spdxId": end}) for end in found]


def properties(element) -> dict[str, str]:
    return {
        one["extension_cdxPropName"]: one["extension_cdxPropValue"]
        for extension in element["extension"]
        for one in extension["extension_cdxProperty"]
    }


def test_real_cards_and_catalogue_are_valid_and_come_back(every_record):
    for name, release in every_record.items():
        text = export.render(release, "spdx")
        spdx_elements(text)
        assert release_from_bom(json.loads(text)) == release, name
        elements = json.loads(text)["@graph"]
        ids = [one.get("spdxId") for one in elements]
        assert len(ids) == len(set(ids)), name
        packages = [one["spdxId"] for one in elements if one["type"] in ("ai_AIPackage", "dataset_DatasetPackage")]
        counted = Counter((one["from"], one["relationshipType"]) for one in elements if one["type"] == "Relationship")
        for package in packages:
            assert counted[package, "hasDeclaredLicense"] == counted[package, "hasConcludedLicense"] == 1, name


def test_every_licence_is_valid():
    datasets = "\n".join(f"    - {{name: d{n}, license: '{one}'}}" for n, one in enumerate(licenses.ids()))
    release = of_card(f"---\nlicense: mit\nopenness:\n  data:\n    datasets:\n{datasets}\n---\n# M\n")
    assert len(release.data.datasets) == len(licenses.ids())
    spdx_elements(export.render(release, "spdx"))


def test_the_threshold_of_llama_2():
    elements = graph(catalog.load("llama-2-7b"))
    (concluded,) = ends(elements, "hasConcludedLicense")
    assert concluded["simplelicensing_licenseExpression"] == "LicenseRef-llama2"
    (entry,) = concluded["simplelicensing_customIdToUri"]
    custom = elements[entry["value"]]
    assert custom["name"] == "Llama 2 Community License Agreement"
    assert "700 million monthly active users" in custom["comment"]
    assert properties(custom)["openness:license:threshold:1:number"] == "700000000"
    assert "published at https://" in custom["simplelicensing_licenseText"]


def test_the_text_stands_there_where_it_is_known():
    elements = graph(of_card("---\nlicense: llama2\n---\n# M\n"), texts={"llama2": "WHOLE TEXT"})
    (declared,) = ends(elements, "hasDeclaredLicense")
    custom = elements[declared["simplelicensing_customIdToUri"][0]["value"]]
    assert custom["simplelicensing_licenseText"] == "WHOLE TEXT"


def test_the_base_model_of_code_llama():
    (base,) = ends(graph(catalog.load("code-llama-34b")), "descendantOf")
    assert base["type"] == "ai_AIPackage"
    assert "llama" in base["name"].casefold()
    assert "2" in base["name"]


def test_training_data_and_their_licences():
    elements = graph(of_card("---\nlicense: mit\ndatasets: [org/one, org/two]\n---\n# M\n"))
    assert [one["name"] for one in ends(elements, "trainedOn")] == ["org/one", "org/two"]
    assert ends(elements, "hasDeclaredLicense", "#dataset-1")[0]["spdxId"] == NO_ASSERTION


def test_nothing_said_is_no_assertion_and_no_profile_is_claimed_in_vain():
    elements = graph(of_card("# M\n"))
    assert ends(elements, "hasDeclaredLicense")[0]["spdxId"] == NO_ASSERTION
    assert ends(elements, "hasConcludedLicense")[0]["spdxId"] == NO_ASSERTION
    (document,) = (one for one in elements.values() if one["type"] == "SpdxDocument")
    assert "ai" not in document["profileConformance"]
    (model,) = (one for one in elements.values() if one["type"] == "ai_AIPackage")
    assert "ai_standardCompliance" not in model


def test_a_list_of_licences_gets_no_operator():
    (declared,) = ends(graph(of_card("---\nlicense: [mit, apache-2.0]\n---\n# M\n")), "hasDeclaredLicense")
    assert declared["type"] == "simplelicensing_SimpleLicensingText"
    assert declared["name"] == "mit, apache-2.0"


def test_two_names_that_lose_letters_stay_apart():
    release = of_card(
        "---\nopenness: {data: {datasets: [{name: a, license: 许可}, {name: b, license: 协议}]}}\n---\n# M\n"
    )
    elements = graph(release)
    names = {one["name"] for one in elements.values() if one["type"] == "expandedlicensing_CustomLicense"}
    assert names == {"许可", "协议"}
    spdx_elements(export.render(release, "spdx"))


def test_the_ai_profile_is_claimed_where_all_it_demands_is_there():
    release = of_card(
        "---\nlicense: mit\nopenness: {subject: {id: org/m, organization: Org, revision: abc, released: 2024-01-02}}\n---\n# M\n"
    )
    elements = graph(release)
    (document,) = (one for one in elements.values() if one["type"] == "SpdxDocument")
    assert "ai" in document["profileConformance"]
    (info,) = (one for one in elements.values() if one["type"] == "CreationInfo")
    assert info["created"] == "2023-11-14T22:13:20Z"


@pytest.mark.parametrize(
    ("key", "value"), [("software_primaryPurpose", "nothing"), ("ai_nothing", "x"), ("releaseTime", "x")]
)
def test_the_bindings_would_notice(key, value):
    made = json.loads(export.render(catalog.load("llama-2-7b"), "spdx"))
    model = next(one for one in made["@graph"] if one["type"] == "ai_AIPackage")
    model[key] = value
    with pytest.raises(Exception, match=r".+"):
        spdx_elements(json.dumps(made))
