"""From foreign files into records: only what is a fact there; grades are kept as attestations."""

from __future__ import annotations

from functools import cache
from typing import Any

from openness.foreign.mof import MofFile, component_table
from openness.foreign.osai import OsaiRecord
from openness.release import SCHEMA_VERSION, ModelRelease


@cache
def mof_kinds() -> dict[str, str]:
    """The Model Openness Tool's component names, and our kinds."""
    return {entry["name"]: entry["kind"] for entry in component_table()}


def release_from_mof(file: MofFile, *, path: str) -> ModelRelease:
    """A record of what a model file lists: being listed is a fact of the file, its licence as written."""
    evidence: dict[str, Any] = {"source": "repo-file", "path": path, "confidence": "certain"}
    subject: dict[str, Any] = {}
    places: dict[str, Any] = {}
    for field, key in (("name", "name"), ("organization", "producer"), ("architecture", "architecture")):
        value = file.value(key)
        if value:
            subject[field] = value
            places[field] = [{**evidence, "quote": f"{key}: {value}"[:160]}]
    components: dict[str, list[dict[str, Any]]] = {}
    kinds = mof_kinds()
    for entry in file.components:
        kind = kinds.get(entry.name or "")
        if kind is None:
            continue
        license_ = entry.license
        components.setdefault(kind, []).append(
            {
                "name": entry.name,
                "availability": "released",
                "license": license_ if license_ and license_ != "unlicensed" else None,
                "url": entry.get("component_path"),
                "evidence": [{**evidence, "quote": f"{entry.name}: {license_}"[:160]}],
            }
        )
    return ModelRelease.model_validate(
        {
            "schema_version": SCHEMA_VERSION,
            "subject": {**subject, "evidence": places},
            "components": components,
        }
    )


def release_from_osai(record: OsaiRecord, *, path: str) -> ModelRelease:
    """A record with the system's name and every grade as the index's attestation."""
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
