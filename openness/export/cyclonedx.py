"""
CycloneDX 1.6: a bill of material of one model, its base models and its training data.

Licences carry what they allow as `openness:license:...` properties; base models stand under `pedigree.ancestors`,
training data under `modelCard` and `components`, the frameworks' answers under `declarations`. The whole record is kept
in the property `openness:record`. docs/exports/cyclonedx.md says what goes where.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from openness import frameworks
from openness.export import _declarations, _licenses
from openness.export._facts import Property, created, facts, file_url, hub_url, purl, title, web
from openness.formats.extension import RECORD, kept
from openness.release import Base, Dataset, ModelRelease, WeightFile

SUFFIX = ".cdx.json"
_MODEL = "model"
_NO_TEXTS: Mapping[str, str] = {}


def render(release: ModelRelease, *, texts: Mapping[str, str] = _NO_TEXTS, moment: datetime | None = None) -> str:
    """The document, which tells its `moment` if it has one; `texts` are licence texts by our licence id, if they are at hand."""
    return json.dumps(document(release, spec="1.6", texts=texts, moment=moment), indent=2, ensure_ascii=False) + "\n"


def document(
    release: ModelRelease, *, spec: str, texts: Mapping[str, str] = _NO_TEXTS, moment: datetime | None = None
) -> dict[str, Any]:
    """The bill of material as data, by CycloneDX 1.6 or 1.7."""
    from importlib.metadata import version

    record = kept(release)
    assessments = frameworks.assess(release)
    datasets = [_dataset(one, f"dataset-{number}") for number, one in enumerate(release.data.datasets, 1)]
    return {
        "$schema": f"http://cyclonedx.org/schema/bom-{spec}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": spec,
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, record).urn,
        "version": 1,
        "metadata": {
            **({"timestamp": made} if (made := created(moment)) else {}),
            "tools": {"components": [{"type": "application", "name": "openness", "version": version("openness")}]},
            "component": _model(release, [one["bom-ref"] for one in datasets], spec=spec, texts=texts),
        },
        "components": datasets,
        "dependencies": [
            {"ref": _MODEL, "dependsOn": [one["bom-ref"] for one in datasets]},
            *({"ref": one["bom-ref"]} for one in datasets),
        ],
        "definitions": {"standards": _declarations.standards(assessments)},
        "declarations": _declarations.declarations(release, assessments, _MODEL),
        "properties": _properties([(RECORD, record)]),
    }


def _model(release: ModelRelease, datasets: list[str], *, spec: str, texts: Mapping[str, str]) -> dict[str, Any]:
    subject = release.subject
    said: list[Property] = [
        pair for name in ("subject", "license", "weights", "lineage") for pair in facts(release, name)
    ]
    said += [("openness:license:in_text", one.license) for one in release.license.in_text]
    said += [("openness:claim", one.claim) for one in release.claims]
    for kind, items in release.components.items():
        said += [(f"openness:component:{kind}", _part(one.name, one.availability, one.license)) for one in items]
    return _without_nothing(
        {
            "type": "machine-learning-model",
            "bom-ref": _MODEL,
            "supplier": {"name": subject.organization} if subject.organization else None,
            **_identity(subject.id, title(release), subject.revision),
            "licenses": _choices(release, spec=spec, texts=texts),
            "pedigree": _pedigree(release),
            "externalReferences": _references(release),
            "modelCard": _model_card(release, datasets),
            "components": [
                _file(release, one, f"file-{number}") for number, one in enumerate(release.weights.files, 1)
            ],
            "properties": _properties(said),
        }
    )


def _identity(identity: str | None, name: str, revision: str | None = None) -> dict[str, Any]:
    group, _, short = (identity or "").rpartition("/")
    on_hub = hub_url(identity) is not None
    return {
        "group": group or None,
        "name": (short if on_hub else name) or "unnamed",
        "version": revision,
        "description": name if on_hub and name != short else None,
        "purl": purl(identity, revision),
    }


def _part(name: str | None, availability: str, license_: str | None) -> str:
    under = f" under {license_}" if license_ else ""
    return f"{name}: {availability}{under}" if name else f"{availability}{under}"


def _choices(release: ModelRelease, *, spec: str, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Declared licences, then the concluded one; the terms of each stand at its first place."""
    seen: set[str] = set()
    found: list[dict[str, Any]] = [{"license": _license(one, seen, texts)} for one in _licenses.declared(release)]
    last = _licenses.concluded(release)
    if last is None:
        return found
    if last.text is None and last.expression is not None and spec != "1.6":
        members = [pair for text in last.expression.licenses for pair in _licenses.terms(text)]
        compound = {"expression": last.expression.expression, "acknowledgement": "concluded"}
        return [*found, _without_nothing({**compound, "properties": _properties(members)})]
    return [*found, {"license": _license(last, seen, texts)}]


def _license(one: _licenses.Named, seen: set[str], texts: Mapping[str, str]) -> dict[str, Any]:
    members = [one.text] if one.text else list(one.expression.licenses) if one.expression else []
    said: list[Property] = []
    for text in members:
        said += [("openness:license:id", text.id)] if text.id in seen else _licenses.terms(text)
        seen.add(text.id)
    if one.expression is not None:
        said.insert(0, ("openness:license:expression", one.expression.expression))
    elif one.text is not None and one.name != one.text.spdx:
        said.insert(0, ("openness:license:written", one.name))
    whole = texts.get(one.text.id) if one.text else None
    identity = {"id": one.text.spdx} if one.text and one.text.spdx else {"name": one.title}
    return _without_nothing(
        {
            **identity,
            "acknowledgement": one.role,
            "text": {"contentType": "text/plain", "content": whole} if whole else None,
            "url": web(one.url),
            "properties": _properties(said),
        }
    )


def _pedigree(release: ModelRelease) -> dict[str, Any] | None:
    bases = release.lineage.bases
    if not bases:
        return None
    notes = "; ".join(f"{one.relation} of {one.model}" for one in bases)
    return {"ancestors": [_base(one, f"base-{number}") for number, one in enumerate(bases, 1)], "notes": notes}


def _base(base: Base, ref: str) -> dict[str, Any]:
    url = hub_url(base.model)
    return _without_nothing(
        {
            "type": "machine-learning-model",
            "bom-ref": ref,
            **_identity(base.model, base.model),
            "licenses": [{"license": _license(_licenses.named(base.license), set(), {})}] if base.license else [],
            "externalReferences": [{"type": "model-card", "url": url}] if url else [],
            "properties": _properties([("openness:lineage:relation", base.relation)]),
        }
    )


def _dataset(one: Dataset, ref: str) -> dict[str, Any]:
    url = web(one.url) or hub_url(one.id, dataset=True)
    said = [("access", one.access), ("kind", one.kind), ("stage", one.stage), ("id", one.id)]
    properties = [(f"openness:dataset:{name}", value) for name, value in said if value and value != "unknown"]
    if one.synthetic is not None:
        properties.append(("openness:dataset:synthetic", str(one.synthetic).lower()))
    return _without_nothing(
        {
            "type": "data",
            "bom-ref": ref,
            "name": one.name or "unnamed",
            "licenses": [{"license": _license(_licenses.named(one.license), set(), {})}] if one.license else [],
            "externalReferences": [{"type": "distribution", "url": url}] if url else [],
            "data": [
                _without_nothing({"type": "dataset", "name": one.name, "contents": {"url": url} if url else None})
            ],
            "properties": _properties(properties),
        }
    )


def _file(release: ModelRelease, one: WeightFile, ref: str) -> dict[str, Any]:
    """A file of the weights, with the hash that the Hub announced and its address at the commit that was read."""
    pinned = web(file_url(release, one.path))
    hashes = [{"alg": "SHA-256", "content": one.sha256}] if one.sha256 else []
    return _without_nothing(
        {
            "type": "file",
            "bom-ref": ref,
            "name": one.path,
            "hashes": hashes,
            "externalReferences": [_without_nothing({"type": "distribution", "url": pinned, "hashes": hashes})]
            if pinned
            else [],
            "properties": _properties([("openness:file:size", str(one.size))] if one.size else []),
        }
    )


def _model_card(release: ModelRelease, datasets: list[str]) -> dict[str, Any]:
    parameters = {
        "modelArchitecture": release.subject.architecture,
        "datasets": [{"ref": ref} for ref in datasets],
    }
    metrics = [
        _without_nothing({"type": one.metric or "result", "value": one.value, "slice": one.benchmark})
        for one in release.evaluation.results
    ]
    said = [pair for name in ("data", "evaluation", "documentation", "distribution") for pair in facts(release, name)]
    said += [("openness:data:generator", one.model) for one in release.data.generators]
    for number, stage in enumerate(release.lineage.stages, 1):
        words = stage.model_dump(mode="json", exclude_defaults=True, exclude={"evidence"})
        said += [(f"openness:stage:{number}:{key}", _property_text(value)) for key, value in words.items()]
    environment = _without_nothing({"properties": _properties(facts(release, "compute"))})
    return _without_nothing(
        {
            "modelParameters": _without_nothing(parameters),
            "quantitativeAnalysis": {"performanceMetrics": metrics} if metrics else None,
            "considerations": {"environmentalConsiderations": environment} if environment else None,
            "properties": _properties(said),
        }
    )


def _property_text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _references(release: ModelRelease) -> list[dict[str, str]]:
    documentation = release.documentation
    named = [
        ("model-card", hub_url(release.subject.id)),
        ("license", web(release.license.link)),
        ("vcs", web(documentation.training_code.url)),
        *(("documentation", web(one.ref) or web(_arxiv(one.ref))) for one in documentation.papers),
        *(("distribution", web(one.url)) for one in release.distribution.channels),
    ]
    return [{"type": kind, "url": url} for kind, url in dict.fromkeys(named) if url]


def _arxiv(ref: str) -> str | None:
    return f"https://arxiv.org/abs/{ref}" if ref[:1].isdigit() else None


def _properties(pairs: Iterable[Property]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], {}, "")}
