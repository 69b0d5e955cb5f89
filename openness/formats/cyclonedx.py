"""
CycloneDX 1.5 to 1.7 that other tools wrote: what their ML-BOM states of a model.

Source: the CycloneDX specification, `component` and `modelCard`. Only what is a fact there is read: a licence, a name, an
ancestor, a dataset. Scores, descriptions and a tool's own properties are not, and are listed as not read; of these one is
read, `base_model`, because generators copy it from the Hub.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from openness.errors import InvalidRecordError
from openness.formats._bom_record import BomRecord, dataset_of_purl, expression_of, license_of_text
from openness.formats._taken import Taken
from openness.naming.licenses import of_link
from openness.release import ModelRelease

_MODEL = "machine-learning-model"
_DOCUMENT = ("$schema", "bomFormat", "specVersion", "serialNumber", "version", "metadata", "dependencies", "components")
_SPENT = ("co2CostEquivalent", "activityEnergyCost")
_TRAINED = frozenset({"training", "fine-tuning", "pre-training"})
"""Activities whose energy is that of the training."""


def is_cyclonedx(value: Any) -> bool:
    """Whether parsed JSON is a CycloneDX document."""
    return isinstance(value, dict) and value.get("bomFormat") == "CycloneDX"


def release_from_cyclonedx(value: dict[str, Any], *, path: str) -> tuple[ModelRelease, list[str]]:
    """The record of the model that a document is about, and the keys that were not read; InvalidRecordError where none is."""
    document = Taken(value)
    metadata = document.part("metadata")
    metadata.skip("timestamp", "tools", "authors", "lifecycles")
    others = document.parts("components")
    about = metadata.value.get("component")
    if isinstance(about, dict) and about.get("type") == _MODEL:
        subject = metadata.part("component")
    else:
        subject = _subject(others, about if isinstance(about, dict) else {}, document, path=path)
    draft = BomRecord(path)
    _component(subject, draft)
    by_ref = {ref: one for one in others if (ref := _ref(one, "bom-ref")) is not None}
    _model_card(subject.part("modelCard"), draft, by_ref)
    document.skip(*_DOCUMENT)
    return draft.release(), list(document.unread())


def _subject(others: list[Taken], about: dict[str, Any], document: Taken, *, path: str) -> Taken:
    """The one model among the components: the one that the document names, or on which no other model depends."""
    models = [one for one in others if one.value.get("type") == _MODEL]
    if len(models) > 1:
        name = about.get("name")
        named = [one for one in models if isinstance(name, str) and one.value.get("name") == name]
        refs = {ref for one in models if (ref := _ref(one, "bom-ref")) is not None}
        depending = (one for one in document.parts("dependencies") if _ref(one, "ref") in refs)
        needed = {end for one in depending for end in one.texts("dependsOn")}
        tops = [one for one in models if _ref(one, "bom-ref") not in needed]
        models = next((found for found in (named, tops) if len(found) == 1), models)
    if len(models) != 1:
        raise InvalidRecordError(f"{path}: a CycloneDX document with {len(models) or 'no'} machine-learning models")
    return models[0]


def _ref(one: Taken, key: str) -> str | None:
    """An element's own reference; None for what is no text."""
    found = one.value.get(key)
    return found if isinstance(found, str) else None


def _component(model: Taken, draft: BomRecord) -> None:
    model.skip("type", "bom-ref", "mime-type")
    draft.identity(model.text("name"), model.text("group"), model.text("purl"), model.text("version"))
    makers = {"publisher": model.text("publisher")}
    makers |= {key: model.part(key).text("name") for key in ("manufacturer", "supplier")}
    makers |= {"author": model.text("author")}
    authors = [name for one in model.parts("authors") if (name := one.text("name"))]
    for key, name in (*makers.items(), ("authors", authors[0] if len(authors) == 1 else None)):
        draft.put("subject", "organization", name, f"{key}: {name}")
    for one in (model, *(part for part in model.parts("components") if part.value.get("type") == "file")):
        _hashes(one, draft)
    if draft.tags([one for one in _list(model.value.get("tags")) if isinstance(one, str)], "tags"):
        model.skip("tags")
    _named_base(model, draft)
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


def _hashes(one: Taken, draft: BomRecord) -> None:
    """The hash of a file of the weights: of a model that is a file, or of a file that it consists of."""
    listed = [hash_ for hash_ in _list(one.value.get("hashes")) if isinstance(hash_, dict)]
    name = one.value.get("name")
    if draft.file(
        name if isinstance(name, str) else None, [(str(h.get("alg")), str(h.get("content"))) for h in listed]
    ):
        one.skip("hashes", "name", "type", "bom-ref")


def _named_base(holder: Taken, draft: BomRecord) -> None:
    """A base model that a property names by the Hub's own word for it; the other properties of a tool are its own."""
    listed = [one for one in _list(holder.value.get("properties")) if isinstance(one, dict)]
    for one in listed:
        if one.get("name") == "base_model" and isinstance(one.get("value"), str) and one["value"].strip():
            draft.model(one["value"].strip(), None, f"base_model: {one['value'].strip()}")
    if listed and all(one.get("name") == "base_model" for one in listed):
        holder.skip("properties")


def _licenses(component: Taken) -> Iterator[tuple[str, bool]]:
    """The licences of a component, each with whether the document calls it concluded."""
    for choice in component.parts("licenses"):
        named = choice.part("license")
        named.skip("bom-ref", "licensing", "properties")
        choice.skip("bom-ref")
        words = choice.text("expression") or named.text("id") or named.text("name")
        url = named.text("url")
        if words and url and expression_of(words) is None:
            words = of_link(url) or words  # a title that is nobody's name for it, with the address of its text
        text = _text(named.part("text"))
        if text and (words is None or expression_of(words) is None):
            words = license_of_text(text) or words
        role = choice.text("acknowledgement") or named.text("acknowledgement")
        if words:
            yield words, role == "concluded"


def _text(attached: Taken) -> str | None:
    """The words of an attached text, which may stand in base64; None where they are none."""
    attached.skip("contentType", "encoding")
    content = attached.text("content")
    if content is None or attached.value.get("encoding") != "base64":
        return content
    try:
        return b64decode(content, validate=True).decode()
    except ValueError:
        return None


def _model_card(card: Taken, draft: BomRecord, by_ref: dict[str, Taken]) -> None:
    card.skip("bom-ref")
    _named_base(card, draft)
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
    _energy(considerations, draft)
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


def _energy(considerations: Taken, draft: BomRecord) -> None:
    """What the training cost in CO2 and energy, as written."""
    for one in considerations.part("environmentalConsiderations").parts("energyConsumptions"):
        activity = one.text("activity")
        for key in _SPENT if activity in _TRAINED else ():
            cost = one.part(key)
            value, unit = cost.text("value"), cost.text("unit")
            if value and unit:
                said = f"{activity}: {key} {value} {unit}"
                draft.put("compute", "emissions_reported", "stated", said)
                draft.put("compute", "emissions", f"{value} {unit}", said)


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
            url, purl = next(iter(links), None), component.text("purl")
            if not draft.dataset(full, f"dataset: {full}", url=url, license=license_, purl=purl):
                component.untake("name")
        return
    one.skip("type", "bom-ref")
    pointed = str(one.value.get("ref") or one.value.get("bom-ref") or "")
    name = one.text("name") or dataset_of_purl(pointed) or pointed
    if name and not draft.dataset(
        name, f"dataset: {name}", url=one.part("contents").text("url") or one.text("url"), purl=pointed
    ):
        one.untake("name")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
