"""
Bills of materials that other tools write: only what is a fact there is read, and what was not read is listed.

The documents are our own, in the shapes that generators write; the strict validator of cyclonedx-python-lib and the
bindings of spdx-python-model hold them to be of the format.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spdx_python_model import v3_0_1 as model

from openness import catalog, export
from openness.errors import InvalidRecordError
from openness.formats.bom import Bom, is_bom, read_bom
from openness.formats.extension import RECORD
from openness.licenses import find, resolve

BOMS = Path(__file__).parent / "boms"
HERE = "https://example.org/heron/"


def text_of(name: str) -> str:
    return (BOMS / name).read_text(encoding="utf-8")


def heron(version: str = "1.6") -> dict[str, Any]:
    value: dict[str, Any] = json.loads(text_of("heron.cdx.json"))
    value["$schema"] = value["$schema"].replace("1.6", version)
    return {**value, "specVersion": version}


def spdx3() -> dict[str, Any]:
    """A document made by somebody else's bindings: a model that contains a file, its base, its data, their licences."""
    info = model.CreationInfo(specVersion="3.0.1", created=datetime(2026, 5, 1, tzinfo=UTC))
    maker = model.Organization(spdxId=f"{HERE}maker", creationInfo=info, name="Marsh Labs")
    info.createdBy = [maker]
    about = {"creationInfo": info}
    mit, nc = (
        model.simplelicensing_LicenseExpression(spdxId=f"{HERE}{one}", simplelicensing_licenseExpression=one, **about)
        for one in ("MIT", "CC-BY-NC-4.0")
    )
    heron_ = model.ai_AIPackage(
        spdxId=f"{HERE}model", name="heron-7b", suppliedBy=maker, releaseTime=datetime(2026, 4, 1, tzinfo=UTC),
        software_packageVersion="3f2a9c1", software_packageUrl="pkg:huggingface/marsh/heron-7b@3f2a9c1",
        software_downloadLocation="https://huggingface.co/marsh/heron-7b", ai_limitation="knows no ducks",
        ai_typeOfModel=["transformer"], ai_metric=[model.DictionaryEntry(key="f1", value="0.71")], **about,
    )  # fmt: skip
    base = model.ai_AIPackage(
        spdxId=f"{HERE}base", name="base-7b", software_packageUrl="pkg:huggingface/org/base-7b", **about
    )
    weights = model.software_File(spdxId=f"{HERE}file", name="model.bin", **about)
    data = model.dataset_DatasetPackage(
        spdxId=f"{HERE}data", name="pond-corpus", dataset_datasetType=[model.dataset_DatasetType.text],
        dataset_datasetAvailability=model.dataset_DatasetAvailabilityType.directDownload,
        software_downloadLocation="https://huggingface.co/datasets/marsh/pond-corpus", **about,
    )  # fmt: skip
    kind = model.RelationshipType
    links = [
        (heron_, kind.contains, weights), (weights, kind.trainedOn, data), (heron_, kind.descendantOf, base),
        (heron_, kind.hasDeclaredLicense, mit), (data, kind.hasDeclaredLicense, nc), (base, kind.hasDeclaredLicense, mit),
    ]  # fmt: skip
    relations = [
        model.Relationship(spdxId=f"{HERE}r{number}", from_=start, relationshipType=word, to=[end], **about)
        for number, (start, word, end) in enumerate(links)
    ]
    sbom = model.software_Sbom(spdxId=f"{HERE}sbom", rootElement=[heron_], **about)
    objects = model.SHACLObjectSet([maker, mit, nc, base, heron_, weights, data, sbom, *relations])
    return dict(model.JSONLDSerializer().serialize_data(objects))


CDX_FACTS = {
    "id": "marsh/heron-7b",
    "name": "heron-7b",
    "organization": "Marsh Labs",
    "revision": "3f2a9c1",
    "architecture": "LlamaForCausalLM",
    "modalities": ("text",),
}


@pytest.mark.parametrize("version", ["1.5", "1.6", "1.7"])
def test_cyclonedx_of_every_version(version: str) -> None:
    value = heron(version)
    validator = JsonStrictValidator(
        {"1.5": SchemaVersion.V1_5, "1.6": SchemaVersion.V1_6, "1.7": SchemaVersion.V1_7}[version]
    )
    assert validator.validate_str(json.dumps(value)) is None
    bom = read_bom(value, name="heron.cdx.json")
    release = bom.release
    assert bom.format == "CycloneDX"
    assert {key: getattr(release.subject, key) for key in CDX_FACTS} == CDX_FACTS
    assert (release.license.declared, release.license.concluded) == (("Apache-2.0",), "Apache-2.0")
    assert [one.model for one in release.lineage.bases] == ["meta-llama/Llama-2-7b-hf"]
    assert [(one.name, one.id, one.license) for one in release.data.datasets] == [
        ("marsh/pond-corpus", "marsh/pond-corpus", "CC-BY-NC-4.0"),
        ("field notes", None, None),
    ]
    assert release.data.disclosure == "listed"
    assert [(one.benchmark, one.metric, one.value) for one in release.evaluation.results] == [
        ("BirdQA", "accuracy", "0.71")
    ]
    assert (release.documentation.intended_use, release.documentation.limitations) == ("stated", "stated")
    assert [one.ref for one in release.documentation.papers] == ["2601.00001"]
    assert [one.kind for one in release.distribution.channels] == ["hub"]


def test_what_was_not_read_is_listed() -> None:
    assert read_bom(heron()).unread == (
        "metadata.component.description",
        "metadata.component.properties",
        "metadata.component.modelCard.modelParameters.approach",
        "metadata.component.modelCard.modelParameters.task",
        "metadata.component.modelCard.considerations.fairnessAssessments",
        "components[].type",
        "components[].bom-ref",
        "components[].name",
        "components[].version",
    )


def test_nothing_is_made_up() -> None:
    release = read_bom(heron()).release
    assert release.weights.access == "unknown"  # a link to a repository does not say who can download
    bare = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [{"type": "machine-learning-model", "name": "m"}],
    }
    found = read_bom(bare).release
    assert found.subject.name == "m"
    assert found.model_dump(exclude_defaults=True).keys() == {"schema_version", "subject"}


def test_a_model_that_is_a_file_has_its_hash() -> None:
    digest = "735D930F5F98F59AEDE1A378409F1EC73946592CE9BA811A8EE386ACF5026190"
    model_ = {
        "type": "machine-learning-model",
        "name": "heron.safetensors",
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }
    bom = read_bom({"bomFormat": "CycloneDX", "specVersion": "1.7", "components": [model_]})
    (one,) = bom.release.weights.files
    assert (one.path, one.sha256, bom.unread) == ("heron.safetensors", digest.casefold(), ())
    odd = read_bom({"bomFormat": "CycloneDX", "components": [{**model_, "name": "heron"}]})
    assert (odd.release.weights.files, odd.unread) == ((), ("components[].hashes",))


LICENSES = [
    ([{"license": {"name": "llama2"}}], ("llama2",), "LicenseRef-llama2"),
    ([{"expression": "MIT OR Apache-2.0"}], ("MIT OR Apache-2.0",), "MIT OR Apache-2.0"),
    ([{"license": {"id": "MIT"}}, {"license": {"id": "Apache-2.0"}}], ("MIT", "Apache-2.0"), None),
    ([{"license": {"name": "Acme terms"}}], ("Acme terms",), None),
    (
        [{"license": {"name": "its text", "url": "https://www.apache.org/licenses/LICENSE-2.0"}}],
        ("apache-2.0",),
        "Apache-2.0",
    ),
    ([{"license": {"name": "NOASSERTION"}}], (), None),
    ([{"license": {"id": "MIT", "acknowledgement": "declared"}}], ("MIT",), "MIT"),
    ([{"license": {"id": "MIT", "acknowledgement": "concluded"}}], (), "MIT"),
    ([], (), None),
]


@pytest.mark.parametrize(("choices", "declared", "concluded"), LICENSES)
def test_licences_of_cyclonedx(choices: list[Any], declared: tuple[str, ...], concluded: str | None) -> None:
    value = heron()
    value["metadata"]["component"]["licenses"] = choices
    found = read_bom(value).release.license
    assert (found.declared, found.concluded) == (declared, concluded)


def test_spdx_3_of_somebody_elses_bindings() -> None:
    bom = read_bom(spdx3(), name="heron.spdx3.json")
    release = bom.release
    assert bom.format == "SPDX 3"
    subject = release.subject
    assert (subject.id, subject.name, subject.organization, subject.revision, str(subject.released)) == (
        "marsh/heron-7b", "heron-7b", "Marsh Labs", "3f2a9c1", "2026-04-01",
    )  # fmt: skip
    assert subject.architecture is None  # `typeOfModel` says how it learns
    assert (release.license.declared, release.license.concluded) == (("MIT",), "MIT")
    assert [(one.model, one.license) for one in release.lineage.bases] == [("org/base-7b", "MIT")]
    assert [(one.name, one.id, one.license, one.access) for one in release.data.datasets] == [
        ("pond-corpus", "marsh/pond-corpus", "CC-BY-NC-4.0", "public")
    ]
    assert release.documentation.limitations == "stated"
    assert [(one.benchmark, one.value) for one in release.evaluation.results] == [("f1", "0.71")]
    assert bom.unread == ("File", "AIPackage.ai_typeOfModel")


def test_spdx_2() -> None:
    bom = read_bom(json.loads(text_of("heron.spdx2.json")), name="heron.json")
    release = bom.release
    assert bom.format == "SPDX 2"
    assert (release.subject.id, release.subject.name, release.subject.organization, release.subject.revision) == (
        "marsh/heron-7b", "heron-7b", "Marsh Labs", "3f2a9c1",
    )  # fmt: skip
    assert (release.license.declared, release.license.concluded) == (("MIT",), "MIT")
    assert "packages[].copyrightText" in bom.unread


REFUSED = [
    ({"bomFormat": "CycloneDX", "components": [{"type": "library", "name": "x"}]}, "no machine-learning models"),
    ({"bomFormat": "CycloneDX", "components": [{"type": "machine-learning-model"}] * 2}, "2 machine-learning models"),
    ({"@graph": [{"type": "software_Package", "spdxId": "a", "name": "x"}]}, "without an AI package"),
    ({"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "a"}, {"SPDXID": "b"}]}, "describes no packages"),
]


@pytest.mark.parametrize(("value", "words"), REFUSED)
def test_a_document_about_no_one_model_is_refused_by_name(value: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidRecordError, match=f"x.json: .*{words}"):
        read_bom(value, name="x.json")


def test_what_is_no_bill_of_materials() -> None:
    assert not any(map(is_bom, ({}, [], None, {"schema_version": "1.1"}, {"@graph": {}}, {"spdxVersion": "SPDX-3.0"})))


def without_record(text: str) -> dict[str, Any]:
    """One of our own exports as another tool would have written it: without the record that it keeps."""
    value: dict[str, Any] = json.loads(text)
    value["properties"] = [one for one in value.get("properties", []) if one["name"] != RECORD]
    for element in value.get("@graph", []):
        for extension in element.get("extension", []):
            extension["extension_cdxProperty"] = [
                one for one in extension["extension_cdxProperty"] if one["extension_cdxPropName"] != RECORD
            ]
    return value


@pytest.mark.parametrize("to", ["cyclonedx", "cyclonedx-1.7", "spdx"])
@pytest.mark.parametrize("name", catalog.names())
def test_what_we_export_is_read_without_our_record_too(name: str, to: str) -> None:
    release = catalog.load(name)
    found = read_bom(without_record(export.render(release, to))).release
    text = find(release.license.concluded)
    # CycloneDX holds the title of a licence that SPDX does not list: one that several bear, or none knows, tells nothing.
    lost = to != "spdx" and text is not None and not text.spdx and resolve(text.name).kind in ("family", "unknown")
    assert found.license.concluded == (None if lost else release.license.concluded)
    assert found.subject.organization == release.subject.organization
    assert [one.model.casefold() for one in found.lineage.bases] == [
        one.model.casefold() for one in release.lineage.bases
    ]
    assert [one.name for one in found.data.datasets] == [one.name for one in release.data.datasets]


KEYS = st.sampled_from([
    "bomFormat", "specVersion", "metadata", "component", "components", "type", "name", "group", "purl", "version", "licenses",
    "license", "id", "expression", "modelCard", "modelParameters", "datasets", "ref", "pedigree", "ancestors", "@graph",
    "spdxId", "from", "to", "relationshipType", "releaseTime", "rootElement", "packages", "SPDXID", "spdxVersion",
    "externalReferences", "url", "bom-ref", "hashes", "tags", "properties", "text", "content", "encoding", "alg", "authors",
    "environmentalConsiderations", "energyConsumptions", "activity", "co2CostEquivalent", "unit", "verifiedUsing", "externalRef",
    "locator", "domain", "ai_energyConsumption", "ai_trainingEnergyConsumption", "element", "relationships", "checksums",
    "relatedSpdxElement", "spdxElementId", "hasExtractedLicensingInfos", "licenseId", "extractedText", "dependencies", "ai_metric", "key", "value", "suppliedBy", "considerations", "useCases",
])  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(["machine-learning-model", "ai_AIPackage", "Relationship", "trainedOn", "hasDeclaredLicense", "MIT", "a",
                     "pkg:huggingface/a/b@c", "2026-99-99", "https://huggingface.co/datasets/a/b", "descendantOf", "contains",
                     "base_model:finetune:a/b", "a.safetensors", "0f" * 32, "training", "base64", "https://huggingface.co/a/b",
                     "https://arxiv.org/abs/2601.00001", "DESCENDANT_OF", "LicenseRef-a", "trained on", "SPDXRef-a"]),
)  # fmt: skip
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=30,
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, ANYTHING, max_size=6), st.sampled_from(["cyclonedx", "spdx3", "spdx2"]))
def test_whatever_stands_there_is_read_or_refused(value: dict[str, Any], form: str) -> None:
    if form == "cyclonedx":
        value = {
            **value,
            "bomFormat": "CycloneDX",
            "metadata": {"component": {**value, "type": "machine-learning-model"}},
        }
    elif form == "spdx3":
        value = {
            "@graph": [
                {**value, "type": "ai_AIPackage", "spdxId": "a"},
                value,
                {**value, "type": "Relationship", "from": "a"},
            ]
        }
    else:
        value = {"spdxVersion": "SPDX-2.3", "packages": [{**value, "SPDXID": "a"}]}
    with suppress(InvalidRecordError):
        assert isinstance(read_bom(value), Bom)


# -- on the command line -------------------------------------------------------------------------------------------------


def test_the_commands_read_a_foreign_bill_of_materials(run_cli) -> None:
    path = BOMS / "heron.cdx.json"
    code, out, err = run_cli("describe", path, "--format", "json")
    assert (code, json.loads(out)["subject"]["id"]) == (0, "marsh/heron-7b")
    assert err.startswith("openness: note: ")
    assert "read as CycloneDX; not read: metadata.component.description" in err
    code, out, _ = run_cli("check", path, "--format", "concise")
    assert code == 1
    assert f"{path}:1:1: error[license-laxer-than-base-model]" in out
    code, out, _ = run_cli("assess", path, "--framework", "osaid-1.0")
    assert (code, "? use: places give the weights licences that contradict each other" in out) == (0, True)
    code, out, _ = run_cli("license", path)
    assert code == 0
    assert "base meta-llama/Llama-2-7b-hf" in out


def test_a_bill_of_materials_without_faults_is_clean(run_cli) -> None:
    assert run_cli("check", BOMS / "heron.spdx2.json")[:2] == (0, "no findings in 1 model card\n")
    code, out, _ = run_cli("check", BOMS / "heron.cdx.json", "--select", "metadata")
    assert (code, out) == (0, "no findings in 1 model card\n")


def test_a_document_about_no_model_is_one_line_and_exit_code_2(run_cli, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"@graph": []}', encoding="utf-8")
    code, out, err = run_cli("describe", path)
    assert (code, out, err) == (
        2,
        "",
        f"openness: error: {path}: an SPDX document without an AI package (`ai_AIPackage`)\n",
    )
