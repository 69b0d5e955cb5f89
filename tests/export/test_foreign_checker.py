"""What ntia-conformance-checker says of an SPDX export: the bill has its root, and only what nobody stated is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from validators import cyclonedx_faults, spdx_elements

from openness import ModelRelease, catalog, export

COMMIT = "ab" * 20
DIGEST = "9f" * 32
SEEN = [{"source": "hub-api", "path": "org/heron", "quote": "heron", "confidence": "certain"}]


def heron(**subject: Any) -> ModelRelease:
    said = {"id": "org/heron", "name": "Heron", "organization": "Org", "revision": COMMIT, **subject}
    files = [
        {"path": "part one/model.safetensors", "size": 12, "sha256": DIGEST, "evidence": SEEN},
        {"path": "model.bin", "evidence": SEEN},
    ]
    return ModelRelease.model_validate(
        {
            "schema_version": "1.1",
            "subject": {**said, "evidence": dict.fromkeys(said, SEEN)},
            "weights": {"access": "public", "evidence": {"access": SEEN}, "files": files},
        }
    )


@pytest.fixture
def checked(tmp_path: Path, lacking: Any) -> Any:
    try:
        import ntia_conformance_checker as checker
    except ImportError:
        lacking("boms")

    def check(release: ModelRelease) -> Any:
        path = tmp_path / "bom.spdx.json"
        path.write_text(export.render(release, "spdx"), encoding="utf-8")
        return checker.SbomChecker(str(path), compliance="ntia", sbom_spec="spdx3")

    return check


def test_a_release_that_states_what_is_asked_conforms(checked: Any) -> None:
    found = checked(heron())
    assert found.compliant
    assert found.dependency_relationships


def test_a_version_that_nobody_stated_is_what_is_missing(checked: Any) -> None:
    found = checked(catalog.load("llama-2-7b"))
    assert not found.compliant
    assert found.components_without_versions
    assert not found.components_without_suppliers


def test_the_root_of_a_document_is_a_bill_whose_root_is_the_model() -> None:
    text = export.render(heron(), "spdx")
    spdx_elements(text)
    elements = {one.get("spdxId"): one for one in json.loads(text)["@graph"]}
    (document,) = (one for one in elements.values() if one["type"] == "SpdxDocument")
    (bill,) = (elements[one] for one in document["rootElement"])
    assert bill["type"] == "software_Sbom"
    assert [elements[one]["type"] for one in bill["rootElement"]] == ["ai_AIPackage"]


def test_files_carry_the_hash_and_the_address_at_the_commit() -> None:
    pinned = f"https://huggingface.co/org/heron/resolve/{COMMIT}/part%20one/model.safetensors"
    elements = json.loads(export.render(heron(), "spdx"))["@graph"]
    first, second = (one for one in elements if one["type"] == "software_File")
    assert first["verifiedUsing"] == [{"type": "Hash", "algorithm": "sha256", "hashValue": DIGEST}]
    assert first["externalRef"][0]["locator"] == [pinned]
    assert "verifiedUsing" not in second
    for to, version in (("cyclonedx", "1.6"), ("cyclonedx-1.7", "1.7")):
        text = export.render(heron(), to)
        assert cyclonedx_faults(text, version) is None
        one, other = json.loads(text)["metadata"]["component"]["components"]
        assert one["hashes"] == [{"alg": "SHA-256", "content": DIGEST}]
        assert one["externalReferences"][0]["url"] == pinned
        assert "hashes" not in other


def test_without_a_commit_no_address_is_given() -> None:
    for revision in (None, "main"):
        assert "/resolve/" not in json.dumps(json.loads(export.render(heron_at(revision), "spdx"))["@graph"])


def heron_at(revision: str | None) -> ModelRelease:
    release = heron()
    return release.model_copy(update={"subject": release.subject.model_copy(update={"revision": revision})})
