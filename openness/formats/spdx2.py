"""
SPDX 2.3 in JSON that other tools wrote: name, supplier, version, licences and download of the package it describes.

Source: the SPDX 2.3 specification, `packages` and `relationships`. It has no word for datasets or base models.
"""

from __future__ import annotations

from typing import Any

from openness.errors import InvalidRecordError
from openness.formats._bom_record import BomRecord
from openness.formats._taken import Taken
from openness.release import ModelRelease

_DOCUMENT = ("spdxVersion", "SPDXID", "dataLicense", "name", "documentNamespace", "creationInfo", "documentDescribes",
             "relationships", "packages")  # fmt: skip


def is_spdx2(value: Any) -> bool:
    """Whether parsed JSON is an SPDX 2 document."""
    return isinstance(value, dict) and str(value.get("spdxVersion")).startswith("SPDX-2.")


def release_from_spdx2(value: dict[str, Any], *, path: str) -> tuple[ModelRelease, list[str]]:
    """The record of the package that a document describes, and what was not read; InvalidRecordError where it is no one package."""
    document = Taken(value)
    packages = {str(one.value.get("SPDXID")): one for one in document.parts("packages")}
    described = dict.fromkeys(one for one in document.texts("documentDescribes") if one in packages)
    for relation in document.parts("relationships"):
        relation.skip("comment")
        start, kind, end = (relation.text(key) for key in ("spdxElementId", "relationshipType", "relatedSpdxElement"))
        if kind == "DESCRIBES" and start == value.get("SPDXID") and end in packages:
            described[str(end)] = None
    if not described and len(packages) == 1:
        described = dict.fromkeys(packages)
    if len(described) != 1:
        raise InvalidRecordError(f"{path}: an SPDX 2 document that describes {len(described) or 'no'} packages")
    package = packages[next(iter(described))]
    draft = BomRecord(path)
    package.skip("SPDXID", "filesAnalyzed", "primaryPackagePurpose", "checksums", "packageVerificationCode")
    purls = []
    for one in package.parts("externalRefs"):
        one.skip("referenceCategory", "comment")
        kind, locator = one.text("referenceType"), one.text("referenceLocator")
        if kind == "purl" and locator:
            purls.append(locator)
    draft.identity(package.text("name"), None, next(iter(purls), None), package.text("versionInfo"))
    for key in ("supplier", "originator"):
        name = (package.text(key) or "").removeprefix("Organization: ").removeprefix("Person: ")
        draft.put("subject", "organization", name if name != "NOASSERTION" else None, f"{key}: {name}")
    if words := package.text("licenseDeclared"):
        draft.declare(words, "licenseDeclared")
    if words := package.text("licenseConcluded"):
        draft.conclude(words, "licenseConcluded")
    for key in ("downloadLocation", "homepage"):
        if url := package.text(key):
            draft.link(key, url)
    document.skip(*_DOCUMENT)
    return draft.release(), [one for one in document.unread() if not one.startswith("relationships")]
