"""SPDX 2.3: valid by spdx-tools, back to the same record, and read as any other tool's document without ours in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

from openness import ModelCard, ModelRelease, catalog, export, licenses, release_from_card
from openness.formats.bom import read_bom
from openness.licenses import find

COMMIT = "ab" * 20
DIGEST = "9f" * 32
SEEN = [{"source": "hub-api", "path": "org/heron", "quote": "heron", "confidence": "certain"}]
MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def of_card(text: str) -> ModelRelease:
    return release_from_card(ModelCard.parse(text, path="README.md"))


def document(release: ModelRelease, **more: Any) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(export.render(release, "spdx-2.3", **more))
    return value


def package(made: dict[str, Any], identity: str = "SPDXRef-model") -> dict[str, Any]:
    (found,) = (one for one in made["packages"] if one["SPDXID"] == identity)
    return dict(found)


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory, lacking: Callable[..., NoReturn]) -> Callable[[str], list[str]]:
    """What spdx-tools finds in a document."""
    try:
        from spdx_tools.spdx.parser.parse_anything import parse_file
        from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document
    except ImportError:
        lacking("boms")
    path = tmp_path_factory.mktemp("spdx") / "bom.spdx.json"

    def found(text: str) -> list[str]:
        path.write_text(text, encoding="utf-8")
        return [one.validation_message for one in validate_full_spdx_document(parse_file(str(path)))]

    return found


def test_real_cards_and_catalogue_are_valid(
    every_record: dict[str, ModelRelease], faults: Callable[[str], list[str]]
) -> None:
    for name, release in every_record.items():
        assert faults(export.render(release, "spdx-2.3")) == [], name


def test_every_licence_is_valid(faults: Callable[[str], list[str]]) -> None:
    datasets = "\n".join(f"    - {{name: d{n}, license: '{one}'}}" for n, one in enumerate(licenses.ids()))
    release = of_card(f"---\nlicense: mit\nopenness:\n  data:\n    datasets:\n{datasets}\n---\n# M\n")
    for message in faults(export.render(release, "spdx-2.3")):
        # An id that SPDX has listed since the validator's copy of the list was made.
        head, _, newer = message.partition("Unrecognized license reference: ")
        text = find(newer.partition(".")[0] if not newer.startswith("OpenMDW") else newer.partition(". ")[0])
        assert not head, message
        assert text is not None, message
        assert text.spdx is not None, message


def test_the_validator_would_notice(faults: Callable[[str], list[str]]) -> None:
    made = document(catalog.load("llama-2-7b"))
    made["packages"][0]["licenseDeclared"] = "LicenseRef-nobody-told"
    assert faults(json.dumps(made))


def test_every_record_comes_back(every_record: dict[str, ModelRelease]) -> None:
    for name, release in every_record.items():
        text = export.render(release, "spdx-2.3", moment=MOMENT)
        assert read_bom(json.loads(text)).release == release, name
        assert export.render(release, "spdx-2.3", moment=MOMENT) == text


def test_without_our_record_it_is_read_as_any_other(every_record: dict[str, ModelRelease]) -> None:
    for name, release in every_record.items():
        made = document(release)
        del made["annotations"]
        found = read_bom(made).release
        concluded = release.license.concluded
        force = package(made)["licenseConcluded"]
        assert found.license.concluded == (force if force != "NOASSERTION" else found.license.concluded), name
        assert concluded is None or force in (concluded, "NOASSERTION"), name
        assert [one.model.casefold() for one in found.lineage.bases] == [
            one.model.casefold() for one in release.lineage.bases
        ], name
        assert [one.relation for one in found.lineage.bases] == [one.relation for one in release.lineage.bases], name
        assert [one.sha256 for one in found.weights.files] == [
            one.sha256 for one in release.weights.files if one.sha256
        ]


def test_what_goes_where() -> None:
    said = {
        "id": "org/heron",
        "name": "Heron",
        "organization": "Org (Birds)",
        "revision": COMMIT,
        "released": "2026-04-01",
    }
    made = document(
        ModelRelease.model_validate(
            {
                "schema_version": "1.1",
                "subject": {**said, "evidence": dict.fromkeys(said, SEEN)},
                "weights": {
                    "evidence": {},
                    "files": [{"path": "model.safetensors", "sha256": DIGEST, "evidence": SEEN}],
                },
                "lineage": {
                    "evidence": {},
                    "bases": [{"model": "org/base", "relation": "merge", "license": "llama2", "evidence": SEEN}],
                },
                "data": {
                    "evidence": {},
                    "datasets": [{"name": "pond", "id": "org/pond", "access": "public", "evidence": SEEN}],
                },
            }
        ),
        moment=MOMENT,
    )
    assert made["creationInfo"]["created"] == "2026-05-01T12:00:00Z"
    model = package(made)
    assert model["supplier"] == "Organization: Org, Birds"
    assert (model["versionInfo"], model["releaseDate"]) == (COMMIT, "2026-04-01T00:00:00Z")
    assert model["externalRefs"][0]["referenceLocator"] == f"pkg:huggingface/org/heron@{COMMIT}"
    assert (model["licenseDeclared"], model["licenseConcluded"]) == ("NOASSERTION", "NOASSERTION")
    assert package(made, "SPDXRef-base-1")["licenseDeclared"] == "LicenseRef-llama2"
    file = package(made, "SPDXRef-file-1")
    assert file["checksums"] == [{"algorithm": "SHA256", "checksumValue": DIGEST}]
    assert file["downloadLocation"].endswith(f"/resolve/{COMMIT}/model.safetensors")
    assert package(made, "SPDXRef-dataset-1")["comment"] == "access: public"
    assert {(one["relationshipType"], one.get("comment")) for one in made["relationships"]} == {
        ("DESCENDANT_OF", "merge"), ("OTHER", "trained on"), ("CONTAINS", None), ("DESCRIBES", None),
    }  # fmt: skip


def test_a_licence_that_spdx_does_not_list_has_its_text_or_where_it_is() -> None:
    release = of_card("---\nlicense: llama2\n---\n# M\n")
    (plain,) = document(release)["hasExtractedLicensingInfos"]
    assert "published at https://" in plain["extractedText"]
    (whole,) = document(release, texts={"llama2": "WHOLE TEXT"})["hasExtractedLicensingInfos"]
    assert (whole["licenseId"], whole["extractedText"]) == ("LicenseRef-llama2", "WHOLE TEXT")


def test_a_list_of_licences_gets_no_operator() -> None:
    made = document(of_card("---\nlicense: [mit, apache-2.0]\n---\n# M\n"))
    assert package(made)["licenseDeclared"] == "LicenseRef-declared"
    assert made["hasExtractedLicensingInfos"][0]["name"] == "mit, apache-2.0"


def test_a_contradicted_licence_is_not_concluded() -> None:
    made = document(of_card("---\nlicense: apache-2.0\nbase_model: meta-llama/Llama-2-7b-hf\n---\n# Heron\n"))
    assert (package(made)["licenseDeclared"], package(made)["licenseConcluded"]) == ("Apache-2.0", "NOASSERTION")


def test_a_foreign_reference_is_what_its_text_is() -> None:
    text = (Path(__file__).parents[2] / "LICENSE").read_text(encoding="utf-8")
    infos = [
        {"licenseId": "LicenseRef-1", "extractedText": text},
        {"licenseId": "LicenseRef-2", "extractedText": "NOASSERTION", "name": "llama2"},
        {"licenseId": "LicenseRef-3", "extractedText": "You may look at it, and no more.", "name": "MIT"},
    ]
    said = {
        "LicenseRef-1": ("Apache-2.0", "extractedText: Apache License"),
        "LicenseRef-2": ("LicenseRef-llama2", "name: llama2"),
    }
    for ref in ("LicenseRef-1", "LicenseRef-2", "LicenseRef-3"):
        made = {
            "spdxVersion": "SPDX-2.3",
            "packages": [{"SPDXID": "SPDXRef-a", "name": "heron", "licenseDeclared": ref}],
            "hasExtractedLicensingInfos": infos,
        }
        read = read_bom(made).release.license
        known, words = said.get(ref, (None, ""))
        assert read.concluded == known
        assert all(
            one.quote == f"licenseDeclared: {ref}{'; ' if words else ''}{words}" for one in read.evidence["declared"]
        )


# -- when a document was made ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["cyclonedx", "cyclonedx-1.7", "spdx", "spdx-2.3"])
def test_the_moment_of_writing(to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    release = catalog.load("llama-2-7b")

    def made(**more: Any) -> str | None:
        value = json.loads(export.render(release, to, **more))
        if "@graph" in value:
            return next(str(one["created"]) for one in value["@graph"] if one["type"] == "CreationInfo")
        info = value.get("creationInfo") or value["metadata"]
        return info.get("created") or info.get("timestamp")

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert made() == "2023-11-14T22:13:20Z"
    assert made(moment=MOMENT) == "2026-05-01T12:00:00Z"
    assert made(moment=datetime(2026, 5, 1, 14)) == "2026-05-01T14:00:00Z"  # noqa: DTZ001 - the case
    for odd in ("", "soon", "9" * 30, "١٢"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
        now = made()
        assert now is None if to.startswith("cyclonedx") else now is not None and now > "2026"


def test_the_moment_on_the_command_line(run_cli: Any, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text("---\nlicense: mit\n---\n# Heron\n\nA model.\n", encoding="utf-8")
    code, out, _ = run_cli("export", card, "--to", "cyclonedx", "--created", "2026-05-01T14:00:00+02:00")
    assert (code, json.loads(out)["metadata"]["timestamp"]) == (0, "2026-05-01T12:00:00Z")
    code, out, _ = run_cli("export", card, "--to", "cyclonedx", "--created", "now")
    assert json.loads(out)["metadata"]["timestamp"] > "2026"
    code, out, err = run_cli("export", card, "--to", "cyclonedx", "--created", "soon")
    assert (code, out) == (2, "")
    assert err == "openness: error: --created soon: neither `now` nor a moment as 2026-05-01T12:00:00Z\n"


@pytest.mark.parametrize(
    ("revision", "pinned"),
    [(COMMIT, f"@{COMMIT}"), (COMMIT.upper(), f"@{COMMIT}"), ("main", ""), ("1.0", ""), (None, "")],
)
def test_a_purl_names_a_commit_and_nothing_else(revision: str | None, pinned: str) -> None:
    said = {"id": "org/heron"} | ({"revision": revision} if revision else {})
    subject = {**said, "evidence": dict.fromkeys(said, SEEN)}
    release = ModelRelease.model_validate({"schema_version": "1.1", "subject": subject})
    expected = f"pkg:huggingface/org/heron{pinned}"
    assert json.loads(export.render(release, "cyclonedx"))["metadata"]["component"]["purl"] == expected
    graph = json.loads(export.render(release, "spdx"))["@graph"]
    assert next(one["software_packageUrl"] for one in graph if one["type"] == "ai_AIPackage") == expected
