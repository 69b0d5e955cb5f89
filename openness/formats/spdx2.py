"""
SPDX 2.3 in JSON that other tools wrote: name, supplier, version, licences and download of the package it describes.

Source: the SPDX 2.3 specification, `packages` and `relationships`. A base model is what the
package is `DESCENDANT_OF`; the format has no word for training data, and ours is the comment `trained on`.
"""

from __future__ import annotations

from typing import Any

from openness.errors import InvalidRecordError
from openness.formats._bom_record import BomRecord, day_of, expression_of, license_of_text, said
from openness.formats._taken import Taken
from openness.release import ModelRelease

TRAINED_ON = "trained on"
"""The comment of a relationship from a model to its training data."""
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
    _package(package, _extracted(value), draft)
    for relation in document.parts("relationships"):
        _related(relation.value, package, packages, draft)
    document.skip(*_DOCUMENT)
    return draft.release(), [one for one in document.unread() if not one.startswith("relationships")]


def _extracted(value: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """
    For each `LicenseRef-` the known licence whose text the document gives for it, with the words that do.

    Where it gives no text, whose name: a text that is at hand is not overruled by its name.
    """
    listed = value.get("hasExtractedLicensingInfos")
    found: dict[str, tuple[str, str]] = {}
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and isinstance(ref := one.get("licenseId"), str):
            text, name = one.get("extractedText"), one.get("name")
            text, name = text if isinstance(text, str) else "", name if isinstance(name, str) else ""
            if known := license_of_text(text):
                found[ref] = known, f"{ref}; extractedText: {text.strip().splitlines()[0].strip()}"
            elif expression_of(name) and not _is_text(text, name):
                found[ref] = name, f"{ref}; name: {name}"
    return found


def _known(words: str, extracted: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """A licence as the document gives it, with the words that do."""
    return extracted.get(words, (words, words)) if expression_of(words) is None else (words, words)


def _is_text(words: str, name: str) -> bool:
    """Whether what stands in a text's place is one: not empty, the name again, or an address."""
    return said(words) is not None and words.strip().casefold() != name.strip().casefold() and " " in words.strip()


def _package(package: Taken, extracted: dict[str, tuple[str, str]], draft: BomRecord) -> None:
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
        known, shown = _known(words, extracted)
        draft.declare(known, "licenseDeclared", shown)
    if words := package.text("licenseConcluded"):
        known, shown = _known(words, extracted)
        draft.conclude(known, "licenseConcluded", shown)
    for key in ("downloadLocation", "homepage"):
        if url := package.text(key):
            draft.link(key, url)
    if (released := package.text("releaseDate")) and (day := day_of(released)):
        draft.put("subject", "released", day, f"releaseDate: {released}")


def _related(relation: dict[str, Any], package: Taken, packages: dict[str, Taken], draft: BomRecord) -> None:
    """What the package descends from, what it was trained on, and the files of weights that it contains."""
    start, kind, end = (relation.get(key) for key in ("spdxElementId", "relationshipType", "relatedSpdxElement"))
    if kind == "ANCESTOR_OF":
        start, kind, end = end, "DESCENDANT_OF", start
    other = packages.get(str(end))
    if start != package.value.get("SPDXID") or other is None:
        return
    name = other.value.get("name")
    if not isinstance(name, str) or not name.strip():
        return
    comment = relation.get("comment")
    comment = comment if isinstance(comment, str) else None
    declared = other.value.get("licenseDeclared")
    license_ = declared if isinstance(declared, str) and declared not in ("NOASSERTION", "NONE") else None
    if kind == "DESCENDANT_OF":
        _read(other)
        draft.model(name, license_, f"DESCENDANT_OF: {name}", purl=_purl(other), relation=comment)
    elif kind == "OTHER" and comment == TRAINED_ON:
        _read(other)
        place = other.value.get("downloadLocation")
        url = place if isinstance(place, str) and "://" in place else None
        draft.dataset(name, f"{TRAINED_ON}: {name}", url=url, license=license_, purl=_purl(other))
    elif kind == "CONTAINS":
        listed = other.value.get("checksums")
        hashes = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        if draft.file(name, [(str(one.get("algorithm")), str(one.get("checksumValue"))) for one in hashes]):
            _read(other)


def _read(other: Taken) -> None:
    other.skip(
        "SPDXID", "name", "licenseDeclared", "downloadLocation", "checksums", "filesAnalyzed", "primaryPackagePurpose",
        "packageFileName",
    )  # fmt: skip


def _purl(package: Taken) -> str | None:
    refs = package.value.get("externalRefs")
    found = [one for one in refs if isinstance(one, dict)] if isinstance(refs, list) else []
    purls = [one.get("referenceLocator") for one in found if one.get("referenceType") == "purl"]
    return next((one for one in purls if isinstance(one, str)), None)
