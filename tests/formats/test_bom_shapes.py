"""
Bills of materials in the shapes that generators really write, which bend their formats; what each states is read.

The files are our own. Their shapes are those of tools whose output was read by hand: docs/exports/README.md names them.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from openness.errors import InvalidRecordError
from openness.formats._bom_record import dataset_of_purl
from openness.formats._spdx3_graph import Graph
from openness.formats.bom import Bom, read_bom

BOMS = Path(__file__).parent / "boms"
COMMIT = "5d3f" * 10
DIGEST = "0f" * 32
APACHE = (Path(__file__).parents[2] / "LICENSE").read_text(encoding="utf-8")


def read(name: str) -> Bom:
    return read_bom(json.loads((BOMS / name).read_text(encoding="utf-8")), name=name)


def test_what_a_generator_writes_of_a_model_of_the_hub() -> None:
    bom = read("heron.generated.cdx.json")
    release = bom.release
    subject = release.subject
    assert (subject.id, subject.organization, subject.revision) == ("marsh/heron-7b", "marsh", COMMIT)
    assert (release.license.declared, release.license.concluded) == (("llama3.1",), "LicenseRef-llama3.1")
    assert [(one.name, one.id) for one in release.data.datasets] == [
        ("pondbank", "pondbank"),
        ("marsh/reed-talk", "marsh/reed-talk"),
    ]
    assert [one.ref for one in release.documentation.papers] == ["2601.00001"]
    assert [(one.kind, one.url) for one in release.distribution.channels] == [
        ("hub", "https://huggingface.co/marsh/heron-7b"),
        ("other", "https://files.example.org/heron-7b.tar"),
    ]
    assert (release.compute.emissions_reported, release.compute.emissions) == ("stated", "0.05 tCO2eq")
    assert "metadata.component" in bom.unread
    assert "components[].modelCard.modelParameters.datasets[].name" in bom.unread  # `for` names no dataset


def test_tags_of_the_hub_and_names_made_into_identifiers() -> None:
    release = read("heron.tagged.cdx.json").release
    assert (release.subject.id, release.subject.organization) == ("marsh/heron-7b", "marsh")
    assert [(one.model, one.relation) for one in release.lineage.bases] == [("meta-llama/Llama-3.1-8B", "finetune")]
    assert [(one.name, one.id) for one in release.data.datasets] == [
        ("marsh/reed-talk", None),
        ("marsh/pond-corpus", "marsh/pond-corpus"),
    ]
    assert release.license.concluded == "Apache-2.0"


def test_a_package_that_is_the_model_too_and_words_in_place_of_ids() -> None:
    bom = read("heron.converted.spdx3.json")
    release = bom.release
    subject = release.subject
    assert (subject.id, subject.organization, subject.revision) == ("marsh/heron-7b", "marsh", COMMIT)
    assert (release.license.declared, release.license.concluded) == (("CC-BY-NC-4.0",), "CC-BY-NC-4.0")
    assert [one.name for one in release.data.datasets] == ["pondbank", "reed-talk"]
    assert [(one.model, one.relation) for one in release.lineage.bases] == [("marsh/heron-7b-base", "quantized")]
    assert "Package" in bom.unread  # torch


def test_elements_that_stand_inside_the_document() -> None:
    bom = read("heron.inlined.spdx3.json")
    release = bom.release
    subject = release.subject
    assert bom.format == "SPDX 3"
    assert (subject.id, subject.organization, subject.revision, str(subject.released), subject.domain) == (
        "marsh/heron-7b", "Marsh Labs", COMMIT, "2026-04-01", "birds",
    )  # fmt: skip
    assert release.license.declared == ("MIT",)  # that of the document's own data is not the model's
    assert [(one.path, one.sha256) for one in release.weights.files] == [("model.safetensors", DIGEST)]
    assert release.data.datasets == ()  # `See model card` is what a generator fills in


def test_data_of_a_file_are_those_of_the_dataset_that_holds_it() -> None:
    bom = read("heron.files.spdx3.json")
    release = bom.release
    assert (release.subject.name, release.subject.organization) == ("heron-small", "Ada Marsh")
    assert "AIPackage heron-large" in bom.unread
    (data,) = release.data.datasets
    assert (data.name, data.license, data.access, data.url) == (
        "Pond notes, cleaned", "CC0-1.0", "public", "https://example.org/pond-notes",
    )  # fmt: skip
    assert [one.name for one in release.components["evaluation-data"]] == ["test.txt"]
    assert [(one.path, one.sha256) for one in release.weights.files] == [("heron.bin", DIGEST)]
    assert release.compute.emissions == "4.5 kilowattHour"
    assert [one.url for one in release.distribution.channels] == ["https://files.example.org/heron-small.zip"]


def cyclonedx(*components: dict[str, Any], **document: Any) -> dict[str, Any]:
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components), **document}


def model(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "machine-learning-model", "bom-ref": name, "name": name, **more}


def test_of_several_models_the_one_that_no_other_needs() -> None:
    several = (model("base"), model("heron"), {"type": "application", "bom-ref": "app", "name": "app"})
    needs = [{"ref": "app", "dependsOn": ["heron"]}, {"ref": "heron", "dependsOn": ["base"]}]
    assert read_bom(cyclonedx(*several, dependencies=needs)).release.subject.name == "heron"
    about = {"component": {"type": "application", "name": "base"}}
    assert read_bom(cyclonedx(*several, metadata=about)).release.subject.name == "base"
    with pytest.raises(InvalidRecordError, match="2 machine-learning models"):
        read_bom(cyclonedx(*several))


@pytest.mark.parametrize("encoded", [False, True])
def test_a_licence_by_its_whole_text(encoded: bool) -> None:
    content = base64.b64encode(APACHE.encode()).decode() if encoded else APACHE
    attached = {"contentType": "text/plain", "content": content, **({"encoding": "base64"} if encoded else {})}
    choices = [{"license": {"name": "Terms of the marsh", "text": attached}}]
    release = read_bom(cyclonedx(model("heron", licenses=choices))).release
    assert (release.license.declared, release.license.concluded) == (("apache-2.0",), "Apache-2.0")
    element = {"type": "simplelicensing_SimpleLicensingText", "spdxId": "l", "simplelicensing_licenseText": APACHE}
    link = {"type": "Relationship", "spdxId": "r", "from": "m", "relationshipType": "hasDeclaredLicense", "to": ["l"]}
    graph = {"@graph": [{"type": "ai_AIPackage", "spdxId": "m", "name": "heron"}, element, link]}
    assert read_bom(graph).release.license.concluded == "Apache-2.0"


def test_odd_base64_and_a_text_of_no_known_licence_give_the_title() -> None:
    for content, encoding in (("###", {"encoding": "base64"}), ("Be kind.\nTo birds.", {})):
        choices = [{"license": {"name": "Terms of the marsh", "text": {"content": content, **encoding}}}]
        found = read_bom(cyclonedx(model("heron", licenses=choices))).release.license
        assert (found.declared, found.concluded) == (("Terms of the marsh",), None)


FILES = [
    ([{"alg": "SHA-256", "content": DIGEST}], DIGEST),
    ([{"alg": "SHA-1", "content": "ab" * 20}], None),
    ([{"alg": "SHA-256", "content": "short"}, 3], None),
    ("none", None),
]


@pytest.mark.parametrize(("hashes", "digest"), FILES)
def test_files_that_a_model_consists_of(hashes: Any, digest: str | None) -> None:
    file = {"type": "file", "name": "heron.gguf", "hashes": hashes}
    found = read_bom(cyclonedx(model("heron", components=[file]))).release.weights.files
    assert [one.sha256 for one in found] == ([digest] if digest else [])


PAGES = [
    ("heron", None, "https://huggingface.co/marsh/heron", "marsh/heron"),
    ("heron", "marsh", "https://huggingface.co/marsh/heron/tree/main", "marsh/heron"),
    ("heron", "pond", "https://huggingface.co/marsh/heron", None),
    ("heron", None, "https://huggingface.co/marsh/heron-base", None),
    ("heron", None, "https://huggingface.co/datasets/marsh/heron", None),
    ("heron", None, "https://huggingface.co/spaces/marsh/heron", None),
    ("heron", None, "https://huggingface.co/heron", None),
]


@pytest.mark.parametrize(("name", "group", "url", "identity"), PAGES)
def test_a_page_of_the_hub_gives_the_id_where_it_is_the_models_own(
    name: str, group: str | None, url: str, identity: str | None
) -> None:
    links = [{"type": "website", "url": url}]
    release = read_bom(cyclonedx(model(name, externalReferences=links, **({"group": group} if group else {})))).release
    assert release.subject.id == identity


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("the", False),
        ("size", False),
        ("8", False),
        ("code", True),
        ("Books", True),
        ("glue", True),
        ("field notes", True),
    ],
)
def test_a_small_word_is_no_dataset(name: str, kept: bool) -> None:
    card = {"modelParameters": {"datasets": [{"type": "dataset", "name": name}]}}
    bom = read_bom(cyclonedx(model("heron", modelCard=card)))
    assert [one.name for one in bom.release.data.datasets] == ([name] if kept else [])
    assert ("components[].modelCard.modelParameters.datasets[].name" in bom.unread) is not kept


# -- what is no text, what several hold, and files of many elements ---------------------------------------------------------


def test_a_reference_that_is_no_text_and_a_name_that_is_none_tell_no_model() -> None:
    models = [
        {"type": "machine-learning-model", "name": "heron", "bom-ref": []},
        {"type": "machine-learning-model", "bom-ref": {}},
    ]
    with pytest.raises(InvalidRecordError, match="2 machine-learning models"):
        read_bom({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": models})


def test_a_base_that_is_told_twice_has_the_words_of_both() -> None:
    model = {
        "type": "machine-learning-model",
        "name": "egret",
        "tags": ["base_model:acme/heron"],
        "pedigree": {
            "ancestors": [
                {"type": "machine-learning-model", "name": "acme/heron", "licenses": [{"license": {"id": "MIT"}}]}
            ]
        },
    }
    made = read_bom({"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": model}})
    (base,) = made.release.lineage.bases
    assert base.license == "MIT"
    assert [one.quote for one in base.evidence] == ["tags: base_model:acme/heron", "ancestor: acme/heron"]


@pytest.mark.parametrize(
    "purl",
    ["pkg:huggingface/datasets/acme/birds", "pkg:huggingface-dataset/acme/birds", "pkg:huggingface/datasets/squad"],
)
def test_a_purl_of_a_dataset_names_no_model(purl: str) -> None:
    assert dataset_of_purl(purl) == purl.split("/", 2 if "/datasets/" in purl else 1)[-1]
    model = {"type": "machine-learning-model", "name": "egret", "purl": purl}
    made = read_bom({"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": model}})
    assert made.release.subject.id is None


def test_the_holder_of_an_element_is_the_nearest_and_each_is_met_once() -> None:
    listed = [{"type": "dataset_DatasetPackage", "spdxId": "far"}, {"type": "dataset_DatasetPackage", "spdxId": "near"}]
    listed += [{"type": "software_File", "spdxId": f"f{n}"} for n in range(3)]
    pairs = [("far", "near"), ("near", "f0"), ("f0", "f1"), ("f1", "f0"), ("elsewhere", "f2")]
    listed += [{"type": "Relationship", "relationshipType": "contains", "from": a, "to": [b]} for a, b in pairs]
    assert Graph(listed).holders("DatasetPackage") == {"far": "far", "near": "near", "f0": "near", "f1": "near"}
