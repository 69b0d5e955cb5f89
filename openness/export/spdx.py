"""
SPDX 3.0.1 as JSON-LD: the model as an AI package, its training data as dataset packages.

Every package has one declared and one concluded licence relationship; what nobody said is `NoAssertionLicense`. A base
model is what the model is `descendantOf`. What a licence allows, the frameworks' verdicts and the whole record stand in
the extension that SPDX has for CycloneDX properties. docs/exports/spdx.md says what goes where.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from openness import frameworks
from openness.export import _spdx_licenses
from openness.export._facts import MOMENT, Property, created, facts, file_url, hub_url, purl, title, web
from openness.formats.extension import RECORD, kept
from openness.frameworks import Assessment
from openness.release import Base, Dataset, ModelRelease, WeightFile

SUFFIX = ".spdx.json"
_CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
_NO_TEXTS: Mapping[str, str] = {}
_AI = ("releaseTime", "suppliedBy", "software_downloadLocation", "software_packageVersion", "software_primaryPurpose")
_DATASET = ("builtTime", "originatedBy", "releaseTime", "software_downloadLocation", "software_primaryPurpose")


def render(release: ModelRelease, *, texts: Mapping[str, str] = _NO_TEXTS, moment: datetime | None = None) -> str:
    """The document, made now or at a `moment`; `texts` are licence texts by our licence id, where the caller holds them."""
    made = created(moment) or datetime.now(UTC).strftime(MOMENT)
    return json.dumps(_Document(release, texts, made).data(), indent=2, ensure_ascii=False) + "\n"


class _Document:
    """The elements of one document, in order."""

    def __init__(self, release: ModelRelease, texts: Mapping[str, str], made: str) -> None:
        self.release, self.made = release, made
        self.record = kept(release)
        self.base = f"https://openness.dev/spdx/{uuid.uuid5(uuid.NAMESPACE_URL, self.record)}#"
        self.elements: list[dict[str, Any]] = []
        self.licenses = _spdx_licenses.Licenses(self._add, texts)

    def data(self) -> dict[str, Any]:
        """The JSON-LD."""
        author = self._add("SoftwareAgent", "openness", name="openness")
        model = self._model()
        for number, base in enumerate(self.release.lineage.bases, 1):
            self._relate(model, "descendantOf", [self._base(base, number)], comment=base.relation)
        datasets = [self._dataset(one, number) for number, one in enumerate(self.release.data.datasets, 1)]
        if datasets:
            self._relate(model, "trainedOn", datasets)
        for one in self._assessments():
            self._add("Annotation", f"assessment-{one.framework}", subject=model, annotationType="review",
                      contentType="text/plain", statement=statement(one))  # fmt: skip
        files = [self._file(one, number) for number, one in enumerate(self.release.weights.files, 1)]
        if files:
            self._relate(model, "contains", files)
        bom = self._add(
            "software_Sbom",
            "sbom",
            name=title(self.release),
            rootElement=[model],
            element=[one["spdxId"] for one in self.elements],
        )
        info = {
            "type": "CreationInfo",
            "@id": "_:creationinfo",
            "specVersion": "3.0.1",
            "created": self.made,
            "createdBy": [author],
        }
        document = {
            "type": "SpdxDocument",
            "spdxId": f"{self.base}document",
            "creationInfo": "_:creationinfo",
            "name": f"{title(self.release)}: model, licences, lineage and training data",
            "profileConformance": self._profiles(),
            "rootElement": [bom],
            "element": [one["spdxId"] for one in self.elements],
        }
        return {"@context": _CONTEXT, "@graph": [info, document, *self.elements]}

    def _add(self, kind: str, key: str, **values: Any) -> str:
        identity = f"{self.base}{key}"
        said = {name: value for name, value in values.items() if value not in (None, [], {}, "")}
        self.elements.append({"type": kind, "spdxId": identity, "creationInfo": "_:creationinfo", **said})
        return identity

    def _relate(self, start: str, kind: str, ends: list[str], *, comment: str | None = None) -> None:
        key = f"{start.removeprefix(self.base)}-{kind}-{ends[0].rpartition('#')[2].rpartition('/')[2]}"
        self._add("Relationship", key, **{"from": start}, relationshipType=kind, to=ends, comment=comment)

    def _license(self, package: str, declared: str, concluded: str) -> None:
        """Exactly one relationship of each kind."""
        self._relate(package, "hasDeclaredLicense", [declared])
        self._relate(package, "hasConcludedLicense", [concluded])

    def _model(self) -> str:
        release, subject = self.release, self.release.subject
        page = hub_url(subject.id)
        owner = subject.organization or (subject.id or "").rpartition("/")[0]
        supplier = self._add("Organization", "supplier", name=owner) if owner else None
        said: list[Property] = [(RECORD, self.record)]
        for section in ("subject", "license", "weights", "data", "lineage", "compute", "evaluation", "documentation",
                        "distribution"):  # fmt: skip
            said += facts(release, section)
        said += [("openness:claim", one.claim) for one in release.claims]
        said += [(f"openness:verdict:{one.framework}", one.verdict) for one in self._assessments() if one.verdict]
        said += [(f"openness:attestation:{one.by}", f"{one.framework} {one.criterion or ''}: {one.grade}")
                 for one in release.attestations]  # fmt: skip
        model = self._add(
            "ai_AIPackage",
            "model",
            name=title(release),
            suppliedBy=supplier,
            releaseTime=f"{subject.released}T00:00:00Z" if subject.released else None,
            software_primaryPurpose="model",
            software_packageVersion=subject.revision,
            software_downloadLocation=page or self._channel(),
            software_homePage=page,
            software_packageUrl=purl(subject.id, subject.revision),
            externalRef=self._references(),
            ai_typeOfModel=[subject.architecture] if subject.architecture else None,
            ai_domain=[subject.domain] if subject.domain else None,
            ai_informationAboutTraining=self._training(),
            ai_hyperparameter=[_dictionary_entry(one.kind, one.hyperparameters) for one in release.lineage.stages
                               if one.hyperparameters],
            ai_metric=[_dictionary_entry(f"{one.benchmark}, {one.metric or 'result'}", one.value)
                       for one in release.evaluation.results if one.value],
            ai_standardCompliance=[f"{one.framework} {one.version}: {verdict.label}" for one in self._assessments()
                                   if (verdict := frameworks.verdict_of(one)) is not None and verdict.complies],
            extension=_spdx_licenses.extension(said),
        )  # fmt: skip
        self._license(model, self.licenses.declared(release), self.licenses.concluded(release))
        return model

    def _assessments(self) -> tuple[Assessment, ...]:
        return frameworks.assess(self.release)

    def _channel(self) -> str | None:
        return next((url for one in self.release.distribution.channels if (url := web(one.url))), None)

    def _training(self) -> str | None:
        data = self.release.data
        pairs = (
            ("Disclosure", data.disclosure),
            ("size", data.size),
            ("cut-off", data.cutoff),
            ("reason", data.reason),
        )
        stages = [f"{one.kind}{': ' + one.tokens if one.tokens else ''}" for one in self.release.lineage.stages]
        words = [f"{name}: {value}" for name, value in pairs if value not in (None, "unknown")]
        words += [f"stages: {', '.join(stages)}"] if stages else []
        return "; ".join(words) or None

    def _references(self) -> list[dict[str, Any]]:
        documentation = self.release.documentation
        named = [
            ("license", web(self.release.license.link)),
            ("vcs", web(documentation.training_code.url)),
            *(("documentation", web(one.ref) or web(f"https://arxiv.org/abs/{one.ref}")) for one in documentation.papers),
            *(("altDownloadLocation", web(one.url)) for one in self.release.distribution.channels),
        ]  # fmt: skip
        return [
            {"type": "ExternalRef", "externalRefType": kind, "locator": [url]}
            for kind, url in dict.fromkeys(named)
            if url
        ]

    def _base(self, base: Base, number: int) -> str:
        page = hub_url(base.model)
        package = self._add(
            "ai_AIPackage",
            f"base-{number}",
            name=base.model or "unnamed",
            software_primaryPurpose="model",
            software_downloadLocation=page,
            software_homePage=page,
            software_packageUrl=purl(base.model),
        )
        self._license(package, self.licenses.written(base.license), _spdx_licenses.NO_ASSERTION)
        return package

    def _dataset(self, one: Dataset, number: int) -> str:
        said = [("access", one.access), ("kind", one.kind), ("stage", one.stage), ("id", one.id)]
        package = self._add(
            "dataset_DatasetPackage",
            f"dataset-{number}",
            name=one.name or "unnamed",
            software_primaryPurpose="data",
            software_downloadLocation=web(one.url) or hub_url(one.id, dataset=True),
            dataset_datasetType=["noAssertion"],
            extension=_spdx_licenses.extension((f"openness:dataset:{name}", value) for name, value in said
                                               if value and value != "unknown"),
        )  # fmt: skip
        self._license(package, self.licenses.written(one.license), _spdx_licenses.NO_ASSERTION)
        return package

    def _file(self, one: WeightFile, number: int) -> str:
        """A file of the weights, with the hash that the Hub announced and its address at the commit that was read."""
        pinned = web(file_url(self.release, one.path))
        return self._add(
            "software_File",
            f"file-{number}",
            name=one.path,
            software_primaryPurpose="model",
            verifiedUsing=[{"type": "Hash", "algorithm": "sha256", "hashValue": one.sha256}] if one.sha256 else None,
            externalRef=[{"type": "ExternalRef", "externalRefType": "binaryArtifact", "locator": [pinned]}]
            if pinned
            else None,
        )

    def _profiles(self) -> list[str]:
        """
        The profiles whose every demand is met; an AI profile without a release date is not claimed.

        `extension` is never claimed: SPDX's own JSON-LD context reads that word as the property of this name, so that a
        document which claims it is found to break the shapes.
        """
        found = ["core", "software", "simpleLicensing", "expandedLicensing"]
        for profile, kind, demands in (("ai", "ai_AIPackage", _AI), ("dataset", "dataset_DatasetPackage", _DATASET)):
            packages = [one for one in self.elements if one["type"] == kind]
            if packages and all(name in one for one in packages for name in demands):
                found.append(profile)
        return found


def statement(one: Assessment) -> str:
    """What a framework says, in lines: the verdict, then each criterion with its reason."""
    head = f"{one.framework} {one.version}: {one.verdict or 'graded, no verdict'}" + (
        f" ({one.label})" if one.label else ""
    )
    return "\n".join([head, *(f"- {answer.id}: {answer.answer}: {answer.reason}" for answer in one.criteria)])


def _dictionary_entry(key: str, value: str | None) -> dict[str, Any]:
    return {"type": "DictionaryEntry", "key": key, "value": value}
