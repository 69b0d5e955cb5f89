"""From foreign files into records: only what is a fact there; grades are kept as attestations."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from openness._pattern import pattern
from openness.formats.extension import restored
from openness.formats.mof import MofComponent, MofFile, component_table
from openness.formats.osai import OsaiRecord
from openness.release import SCHEMA_VERSION, ModelRelease

_ON_HUB = pattern(r"https?://(?:www\.)?huggingface\.co/([\w.-]+/[\w.-]+)/?\Z")
_NO_LICENSE = frozenset({None, "", "0"})
"""What the Model Openness Tool reads as no licence."""


@cache
def mof_kinds() -> dict[str, str]:
    """The Model Openness Tool's component names, and our kinds."""
    return {entry["name"]: entry["kind"] for entry in component_table()}


def mof_license(file: MofFile, entry: MofComponent) -> str | None:
    """
    The licence that a file gives a component: its own, else that of its type, else the distribution's.

    None where the file calls it unlicensed or names none.
    """
    own = entry.license
    if own is None:
        type_ = next((one["type"] for one in component_table() if one["name"] == entry.name), None)
        wide = (file.global_license(kind) for kind in (type_, "distribution") if kind is not None)
        own = next((one for one in wide if one not in _NO_LICENSE), None)
    return None if own in _NO_LICENSE or own == "unlicensed" else own


def release_from_mof(file: MofFile, *, path: str) -> ModelRelease:
    """
    A record of what a model file lists: being listed is a fact of the file, its licence as the file gives it.

    A file that `openness export` wrote and nobody edited since gives back the record it was written from.
    """
    restored_ = restored(file, file.kept, name=path)
    if restored_ is not None:
        return restored_
    evidence: dict[str, Any] = {"source": "repo-file", "path": path, "confidence": "certain"}
    subject: dict[str, Any] = {}
    places: dict[str, Any] = {}
    for field, key in (("name", "name"), ("organization", "producer"), ("architecture", "architecture")):
        value = file.value(key)
        if value:
            subject[field] = value
            places[field] = [{**evidence, "quote": f"{key}: {value}"[:160]}]
    found = _ON_HUB.match(file.value("huggingface") or "")
    for field, value in (("id", found and found[1]), ("released", _day(file.value("date")))):
        if value:
            subject[field] = value
            places[field] = [{**evidence, "quote": value}]
    components: dict[str, list[dict[str, Any]]] = {}
    kinds = mof_kinds()
    for entry in file.components:
        kind = kinds.get(entry.name or "")
        if kind is None:
            continue
        license_ = mof_license(file, entry)
        components.setdefault(kind, []).append(
            {
                "name": entry.name,
                "availability": "released",
                "license": license_,
                "url": entry.get("component_path"),
                "evidence": [{**evidence, "quote": f"{entry.name}: {license_ or 'unlicensed'}"[:160]}],
            }
        )
    return ModelRelease.model_validate(
        {
            "schema_version": SCHEMA_VERSION,
            "subject": {**subject, "evidence": places},
            "components": components,
        }
    )


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text or "").isoformat()
    except ValueError:
        return None


def release_from_osai(record: OsaiRecord, *, path: str) -> ModelRelease:
    """
    A record with the system's name and every grade as the index's attestation.

    A file that `openness export` wrote and nobody edited since gives back the record it was written from.
    """
    restored_ = restored(record, record.kept, name=path)
    if restored_ is not None:
        return restored_
    system, org = record.system, record.org
    evidence = {"source": "repo-file", "path": path, "confidence": "certain"}
    subject: dict[str, Any] = {}
    places: dict[str, Any] = {}
    for field, value in (("name", system.get("name")), ("organization", org.get("name"))):
        if value:
            subject[field] = str(value)
            places[field] = [{**evidence, "quote": str(value)[:160]}]
    by = "Opening up ChatGPT" if record.instrument == "oucg-14" else "European Open Source AI Index"
    grades = [
        {"by": by, "framework": record.instrument, "criterion": one.name, "grade": one.grade,
         "url": one.links[0] if one.links else None}
        for one in record.dimensions
        if one.grade is not None
    ]  # fmt: skip
    return ModelRelease.model_validate(
        {"schema_version": SCHEMA_VERSION, "subject": {**subject, "evidence": places}, "attestations": grades}
    )
