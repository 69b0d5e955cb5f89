"""
SPDX 2.3 as JSON: the model, its bases, its data and the files of its weights as packages, for tools that read no SPDX 3.

The format has no word for models, training or use restrictions. A base is what the model is `DESCENDANT_OF`; data are
related as `OTHER` with the words `trained on`. A file of the weights is a package, since a file must have a SHA-1. The
frameworks' verdicts and the whole record stand in annotations. docs/exports/spdx-2.3.md says what goes where.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from openness import frameworks
from openness.export import _licenses
from openness.export._facts import MOMENT, created, file_url, hub_url, purl, title, web
from openness.export._spdx_licenses import REF, reference
from openness.export.spdx import statement
from openness.formats.extension import RECORD, kept
from openness.formats.spdx2 import TRAINED_ON
from openness.licenses import License, find
from openness.release import Base, Dataset, ModelRelease, WeightFile

SUFFIX = ".spdx.json"
_NO = "NOASSERTION"
_MODEL = "SPDXRef-model"
_NO_TEXTS: Mapping[str, str] = {}


def render(release: ModelRelease, *, texts: Mapping[str, str] = _NO_TEXTS, moment: datetime | None = None) -> str:
    """The document, made now or at a `moment`; `texts` are licence texts by our licence id, where the caller holds them."""
    made = created(moment) or datetime.now(UTC).strftime(MOMENT)
    return json.dumps(_Document(release, texts, made).data(), indent=2, ensure_ascii=False) + "\n"


class _Document:
    """The packages of one document, the relationships between them, and the licences that SPDX does not list."""

    def __init__(self, release: ModelRelease, texts: Mapping[str, str], made: str) -> None:
        from importlib.metadata import version

        self.release, self.texts, self.made = release, texts, made
        self.record = kept(release)
        self.tool = f"Tool: openness-{version('openness')}"
        self.packages: list[dict[str, Any]] = []
        self.relations: list[dict[str, str]] = []
        self.extracted: dict[str, dict[str, Any]] = {}

    def data(self) -> dict[str, Any]:
        """The JSON."""
        release = self.release
        self._model()
        for number, base in enumerate(release.lineage.bases, 1):
            self._relate(_MODEL, "DESCENDANT_OF", self._base(base, f"SPDXRef-base-{number}"), base.relation)
        for number, one in enumerate(release.data.datasets, 1):
            self._relate(_MODEL, "OTHER", self._dataset(one, f"SPDXRef-dataset-{number}"), TRAINED_ON)
        for number, file in enumerate(release.weights.files, 1):
            self._relate(_MODEL, "CONTAINS", self._file(file, f"SPDXRef-file-{number}"))
        self._relate("SPDXRef-DOCUMENT", "DESCRIBES", _MODEL)
        return {
            "spdxVersion": "SPDX-2.3",
            "dataLicense": "CC0-1.0",
            "SPDXID": "SPDXRef-DOCUMENT",
            "name": f"{title(release)}: model, licences, lineage and training data",
            "documentNamespace": f"https://openness.dev/spdx-2.3/{uuid.uuid5(uuid.NAMESPACE_URL, self.record)}",
            "creationInfo": {"created": self.made, "creators": [self.tool]},
            "packages": self.packages,
            "relationships": self.relations,
            "hasExtractedLicensingInfos": list(self.extracted.values()),
            "annotations": [self._annotation("OTHER", f"{RECORD}: {self.record}")],
        }

    def _add(self, identity: str, **values: Any) -> str:
        said = {key: value for key, value in values.items() if value not in (None, [], "")}
        concluded = {"licenseConcluded": _NO, "licenseDeclared": _NO, "copyrightText": _NO, "downloadLocation": _NO}
        self.packages.append({"SPDXID": identity, "filesAnalyzed": False, **concluded, **said})
        return identity

    def _relate(self, start: str, kind: str, end: str, comment: str | None = None) -> None:
        said = {"comment": comment} if comment else {}
        self.relations.append({"spdxElementId": start, "relationshipType": kind, "relatedSpdxElement": end, **said})

    def _annotation(self, kind: str, words: str) -> dict[str, str]:
        return {"annotationDate": self.made, "annotationType": kind, "annotator": self.tool, "comment": words}

    def _model(self) -> None:
        release, subject = self.release, self.release.subject
        page = hub_url(subject.id)
        place = next((url for one in release.distribution.channels if (url := web(one.url))), None)
        self._add(
            _MODEL,
            name=title(release),
            versionInfo=subject.revision,
            supplier=_supplier(subject.organization or (subject.id or "").rpartition("/")[0]),
            downloadLocation=page or place,
            homepage=page,
            releaseDate=f"{subject.released}T00:00:00Z" if subject.released else None,
            primaryPackagePurpose="OTHER",
            licenseDeclared=self._declared(),
            licenseConcluded=self._concluded(),
            externalRefs=_purls(purl(subject.id, subject.revision)),
            annotations=[self._annotation("REVIEW", statement(one)) for one in frameworks.assess(release)],
        )

    def _base(self, base: Base, identity: str) -> str:
        page = hub_url(base.model)
        return self._add(
            identity,
            name=base.model or "unnamed",
            downloadLocation=page,
            homepage=page,
            primaryPackagePurpose="OTHER",
            licenseDeclared=self._written(base.license),
            externalRefs=_purls(purl(base.model)),
        )

    def _dataset(self, one: Dataset, identity: str) -> str:
        return self._add(
            identity,
            name=one.name or "unnamed",
            downloadLocation=web(one.url) or hub_url(one.id, dataset=True),
            primaryPackagePurpose="OTHER",
            licenseDeclared=self._written(one.license),
            comment="; ".join(
                f"{key}: {value}" for key, value in (("access", one.access), ("kind", one.kind), ("stage", one.stage))
                if value and value != "unknown"
            ),
        )  # fmt: skip

    def _file(self, one: WeightFile, identity: str) -> str:
        return self._add(
            identity,
            name=one.path or "unnamed",
            packageFileName=one.path,
            downloadLocation=web(file_url(self.release, one.path)),
            primaryPackagePurpose="FILE",
            checksums=[{"algorithm": "SHA256", "checksumValue": one.sha256}] if one.sha256 else None,
        )

    def _declared(self) -> str:
        found = _licenses.declared(self.release)
        if len(found) > 1:
            words = ", ".join(one.name for one in found)
            return self._extracted("LicenseRef-declared", words, f"{words} (several licences, no operator stated)")
        return self._named(found[0]) if found else _NO

    def _concluded(self) -> str:
        found = _licenses.concluded(self.release)
        if found is None:
            return _NO
        if found.expression is None:
            return self._named(found)
        for text in found.expression.licenses:
            self._custom(text.expression, text)
        for ref in REF.findall(found.expression.expression):
            self._custom(ref, find(ref))
        return found.expression.expression

    def _written(self, word: str | None) -> str:
        return self._named(_licenses.named(word)) if word else _NO

    def _named(self, one: _licenses.Named) -> str:
        if one.text is None:
            address = f"It is published at {one.url}." if one.url else "No address is known."
            return self._extracted(reference(one.name), one.title, f"The text is not part of this document. {address}")
        self._custom(one.text.expression, one.text, url=one.url)
        return one.text.expression

    def _custom(self, expression: str, text: License | None, *, url: str | None = None) -> None:
        """What SPDX asks to be told of each `LicenseRef-`: its text, where it is at hand."""
        address = web(url) or (web(text.url) if text else None)
        whole = self.texts.get(text.id) if text else None
        where = f"It is published at {address}." if address else "No address is known."
        for ref in REF.findall(expression):
            words = whole or f"The text is not part of this document. {where}"
            self._extracted(ref, text.name if text else ref.removeprefix("LicenseRef-"), words, address)

    def _extracted(self, ref: str, name: str, words: str, address: str | None = None) -> str:
        said = {"seeAlsos": [address]} if address else {}
        self.extracted.setdefault(ref, {"licenseId": ref, "name": name, "extractedText": words, **said})
        return ref


def _supplier(name: str) -> str:
    """An organisation; what stands in brackets would be read as its e-mail address, so commas stand there."""
    plain = " ".join(name.replace("(", ", ").replace(")", " ").replace(" ,", ",").split())
    return f"Organization: {plain}" if plain else _NO


def _purls(url: str | None) -> list[dict[str, str]]:
    kind = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl"}
    return [{**kind, "referenceLocator": url}] if url else []
