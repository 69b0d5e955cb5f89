"""
CycloneDX 1.5 to 1.7 that other tools wrote: what their ML-BOM states of a model.

Source: the CycloneDX specification, `component` and `modelCard`. Only what is a fact there is read: a licence, a name, an
ancestor, a dataset. Scores, descriptions and a tool's own properties are not, and are listed as not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openness._pattern import pattern
from openness.errors import InvalidRecordError
from openness.formats._bom_record import BomRecord, expression_of
from openness.formats._taken import Taken
from openness.naming.licenses import of_link
from openness.release import ModelRelease

_WEIGHTS = (".safetensors", ".gguf", ".bin", ".pt", ".pth", ".onnx", ".h5", ".ckpt", ".msgpack")
_SHA256 = pattern(r"[0-9a-f]{64}")
_MODEL = "machine-learning-model"
_DOCUMENT = ("$schema", "bomFormat", "specVersion", "serialNumber", "version", "metadata", "dependencies", "components")


def is_cyclonedx(value: Any) -> bool:
    """Whether parsed JSON is a CycloneDX document."""
    return isinstance(value, dict) and value.get("bomFormat") == "CycloneDX"


def release_from_cyclonedx(value: dict[str, Any], *, path: str) -> tuple[ModelRelease, list[str]]:
    """The record of the model that a document is about, and the keys that were not read; InvalidRecordError where none is."""
    document = Taken(value)
    metadata = document.part("metadata")
    metadata.skip("timestamp", "tools", "authors", "lifecycles")
    subject = metadata.part("component")
    others = document.parts("components")
    if subject.value.get("type") != _MODEL:
        models = [one for one in others if one.value.get("type") == _MODEL]
        if len(models) != 1:
            raise InvalidRecordError(f"{path}: a CycloneDX document with {len(models) or 'no'} machine-learning models")
        subject = models[0]
    draft = BomRecord(path)
    _component(subject, draft)
    by_ref = {str(one.value["bom-ref"]): one for one in others if isinstance(one.value.get("bom-ref"), str)}
    _model_card(subject.part("modelCard"), draft, by_ref)
    document.skip(*_DOCUMENT)
    return draft.release(), list(document.unread())


def _component(model: Taken, draft: BomRecord) -> None:
    model.skip("type", "bom-ref", "mime-type")
    draft.identity(model.text("name"), model.text("group"), model.text("purl"), model.text("version"))
    for key in ("supplier", "manufacturer"):
        name = model.part(key).text("name")
        draft.put("subject", "organization", name, f"{key}: {name}")
    for key in ("publisher", "author"):
        name = model.text(key)
        draft.put("subject", "organization", name, f"{key}: {name}")
    name = model.text("name")
    for one in model.parts("hashes") if name and name.casefold().endswith(_WEIGHTS) else ():
        algorithm, digest = one.text("alg"), (one.text("content") or "").casefold()
        if algorithm == "SHA-256" and _SHA256.fullmatch(digest):
            draft.add("weights", "files", {"path": name, "sha256": digest}, f"{algorithm}: {digest}")
    for license_, concluded in _licenses(model):
        if concluded:
            draft.conclude(license_, "concluded license")
        else:
            draft.declare(license_)
    for reference in model.parts("externalReferences"):
        kind, url = reference.text("type"), reference.text("url")
        if kind == "license" and url:
            draft.put("license", "link", url, f"license: {url}")
        elif kind and url:
            draft.link(kind, url)
    for base in model.part("pedigree").parts("ancestors"):
        base.skip("type", "bom-ref", "version")
        name, group, purl = base.text("name"), base.text("group"), base.text("purl")
        if name:
            words = [license_ for license_, _ in _licenses(base)]
            full = f"{group}/{name}" if group and "/" not in name else name
            draft.model(full, words[0] if len(words) == 1 else None, f"ancestor: {full}", purl=purl)


def _licenses(component: Taken) -> Iterator[tuple[str, bool]]:
    """The licences of a component, each with whether the document calls it concluded."""
    for choice in component.parts("licenses"):
        named = choice.part("license")
        named.skip("bom-ref", "text", "licensing", "properties")
        choice.skip("bom-ref")
        words = choice.text("expression") or named.text("id") or named.text("name")
        url = named.text("url")
        if words and url and expression_of(words) is None:
            words = of_link(url) or words  # a title that is nobody's name for it, with the address of its text
        role = choice.text("acknowledgement") or named.text("acknowledgement")
        if words:
            yield words, role == "concluded"


def _model_card(card: Taken, draft: BomRecord, by_ref: dict[str, Taken]) -> None:
    card.skip("bom-ref")
    parameters = card.part("modelParameters")
    family, architecture = parameters.text("architectureFamily"), parameters.text("modelArchitecture")
    draft.put("subject", "architecture", architecture or family, f"architecture: {architecture or family}")
    formats = [words for key in ("inputs", "outputs") for one in parameters.parts(key) if (words := one.text("format"))]
    draft.modalities(formats, "inputs and outputs")
    for one in parameters.parts("datasets"):
        _dataset(one, draft, by_ref)
    metrics = card.part("quantitativeAnalysis").parts("performanceMetrics")
    for metric in metrics:
        kind, value = metric.text("type"), metric.text("value")
        if kind and value:
            draft.put("evaluation", "reported", "stated", f"{kind}: {value}")
            draft.add("evaluation", "results", {"benchmark": metric.text("slice") or kind, "metric": kind, "value": value},
                      f"{kind}: {value}")  # fmt: skip
    considerations = card.part("considerations")
    for field, keys in (
        ("intended_use", ("useCases", "users")),
        ("limitations", ("technicalLimitations", "performanceTradeoffs")),
    ):
        for key in keys:
            if told := considerations.texts(key):
                draft.put("documentation", field, "stated", f"{key}: {told[0]}")
    for one in considerations.parts("ethicalConsiderations"):
        one.skip("mitigationStrategy")
        if name := one.text("name"):
            draft.put("documentation", "limitations", "stated", f"ethicalConsiderations: {name}")


def _dataset(one: Taken, draft: BomRecord, by_ref: dict[str, Taken]) -> None:
    """A dataset of the model's card, written there or by the name of a component."""
    ref = one.text("ref")
    component = by_ref.get(ref or "")
    if component is not None:
        component.skip("type", "bom-ref", "version")
        name, group = component.text("name"), component.text("group")
        words = [license_ for license_, _ in _licenses(component)]
        links = []
        for part in component.parts("externalReferences"):
            part.skip("type")
            links += part.texts("url")
        links += [url for part in component.parts("data") if (url := part.part("contents").text("url"))]
        full = f"{group}/{name}" if group and name and "/" not in name else name
        if full:
            license_ = words[0] if len(words) == 1 else None
            draft.dataset(full, f"dataset: {full}", url=next(iter(links), None), license=license_)
        return
    one.skip("type", "bom-ref")
    name = one.text("name") or ref
    if name:
        draft.dataset(name, f"dataset: {name}", url=one.part("contents").text("url"))
