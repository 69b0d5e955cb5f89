"""
SPDX 3.0 with the AI and dataset profiles that other tools wrote: what it states of a model.

Source: the SPDX 3.0.1 specification, `AIPackage`, `DatasetPackage` and relationship types. Licences are read from the
relationships, datasets from `trainedOn` of the model or of a file that it contains.
"""

from __future__ import annotations

from typing import Any

from openness.errors import InvalidRecordError
from openness.formats._bom_record import BomRecord, day_of
from openness.formats._spdx3_graph import Graph, entries, field, kind_of, listed_elements, part
from openness.formats._taken import Taken
from openness.release import ModelRelease

_ACCESS = {"directDownload": "public", "clickthrough": "obtainable", "registration": "obtainable"}


def is_spdx3(value: Any) -> bool:
    """Whether parsed JSON is an SPDX 3 document."""
    return listed_elements(value) is not None


def release_from_spdx3(value: dict[str, Any], *, path: str) -> tuple[ModelRelease, list[str]]:
    """The record of the model that a document is about, and what was not read; InvalidRecordError where there is no AI package."""
    graph = Graph(listed_elements(value) or [])
    model = graph.model()
    if model is None:
        raise InvalidRecordError(f"{path}: an SPDX document without an AI package (`ai_AIPackage`)")
    draft = BomRecord(path)
    twins = graph.twins(model)
    for one in twins:
        _package(one, graph, draft)
    for one in twins:
        _licenses(one, graph, draft)
    for base in (end for one in twins for end in graph.ends(one, "descendantOf")):
        _base(base, graph, draft)
    holders = graph.holders("DatasetPackage")
    for data in dict.fromkeys(holders.get(end, end) for end in graph.of_parts(twins, "trainedOn")):
        _dataset(data, graph, draft)
    for data in graph.of_parts([model], "testedOn"):
        if name := graph.name(data):
            draft.component("evaluation-data", {"name": name}, f"testedOn: {name}")
    for identity in graph.parts(twins):
        _file(identity, graph, draft)
    return draft.release(), list(graph.unread())


def _package(model: Taken, graph: Graph, draft: BomRecord) -> None:
    model.skip("software_primaryPurpose", "primaryPurpose", "builtTime", "comment")
    purl = field(model, "packageUrl")
    draft.identity(model.text("name"), None, purl, field(model, "packageVersion"))
    for key in ("suppliedBy", "originatedBy"):
        for one in model.texts(key):
            name = graph.name(one)
            draft.put("subject", "organization", name, f"{key}: {name}")
    if (released := model.text("releaseTime")) and (day := day_of(released)):
        draft.put("subject", "released", day, f"releaseTime: {released}")
    _domain(model, draft)
    _links(model, draft)
    if words := field(model, "limitation"):
        draft.put("documentation", "limitations", "stated", f"limitation: {words}")
    if (words := field(model, "useSensitivePersonalInformation")) and words != "noAssertion":
        said = f"useSensitivePersonalInformation: {words}"
        draft.put("data", "personal_data", said, said)
    _metrics(model, draft)
    _energy(model, draft)


def _domain(model: Taken, draft: BomRecord) -> None:
    """The one domain; several are keywords, among which the Hub's tags may name a base model."""
    domains = [one for key in ("ai_domain", "domain") for one in model.texts(key)]
    draft.tags(domains, "domain")
    if len(domains) == 1:
        draft.put("subject", "domain", domains[0], f"domain: {domains[0]}")
    elif domains:
        model.untake("ai_domain")
        model.untake("domain")


def _links(model: Taken, draft: BomRecord) -> None:
    for key in ("downloadLocation", "homePage"):
        if url := field(model, key):
            draft.link(key, url)
    for reference in model.parts("externalRef"):
        reference.skip("type", "comment", "contentType")
        kind = reference.text("externalRefType") or "externalRef"
        for url in reference.texts("locator"):
            draft.link(kind, url)


def _metrics(model: Taken, draft: BomRecord) -> None:
    for metric in entries(model, "metric"):
        name, value = metric.text("key"), metric.text("value")
        metric.skip("type", "@type")
        if name and value:
            draft.put("evaluation", "reported", "stated", f"{name}: {value}")
            draft.add("evaluation", "results", {"benchmark": name, "value": value}, f"{name}: {value}")


def _licenses(model: Taken, graph: Graph, draft: BomRecord) -> None:
    """By its relationships; by the keys of SPDX 2 where a generator kept them."""
    for target in graph.ends(model, "hasDeclaredLicense"):
        if words := graph.license(target):
            draft.declare(words, "hasDeclaredLicense")
    for target in graph.ends(model, "hasConcludedLicense"):
        if words := graph.license(target):
            draft.conclude(words, "hasConcludedLicense")
    if words := model.text("licenseDeclared"):
        draft.declare(words, "licenseDeclared")
    if words := model.text("licenseConcluded"):
        draft.conclude(words, "licenseConcluded")


def _energy(model: Taken, draft: BomRecord) -> None:
    """The energy of the training, as written."""
    spent = part(model, "energyConsumption")
    spent.skip("type", "@type")
    for one in entries(spent, "trainingEnergyConsumption"):
        one.skip("type", "@type")
        amount, unit = field(one, "energyQuantity"), field(one, "energyUnit")
        if amount and unit:
            said = f"trainingEnergyConsumption: {amount} {unit}"
            draft.put("compute", "emissions_reported", "stated", said)
            draft.put("compute", "emissions", f"{amount} {unit}", said)


def _base(identity: str, graph: Graph, draft: BomRecord) -> None:
    base = graph.element(identity)
    if name := graph.name(identity):
        draft.model(name, graph.only_license(base), f"descendantOf: {name}", purl=field(base, "packageUrl"))


def _dataset(identity: str, graph: Graph, draft: BomRecord) -> None:
    data = graph.element(identity)
    data.skip("software_primaryPurpose", "builtTime", "originatedBy", "dataset_datasetType")
    name = graph.name(identity)
    if name is None:
        return
    access = _ACCESS.get(field(data, "datasetAvailability") or "", "unknown")
    url = field(data, "downloadLocation") or field(data, "homePage")
    license_ = graph.only_license(data) or data.text("licenseDeclared")
    purl = field(data, "packageUrl")
    if not draft.dataset(name, f"trainedOn: {name}", url=url, license=license_, access=access, purl=purl):
        data.untake("name")


def _file(identity: str, graph: Graph, draft: BomRecord) -> None:
    """A file of the weights that has a hash."""
    one = graph.elements.get(identity)
    if one is None or kind_of(one.value) != "File":
        return
    listed = [found for key in ("verifiedUsing", "hash") if isinstance(found := one.value.get(key), list)]
    said = [hash_ for found in listed for hash_ in found if isinstance(hash_, dict)]
    hashes = [(str(hash_.get("algorithm")), str(hash_.get("hashValue"))) for hash_ in said]
    name = one.value.get("name")
    if draft.file(name if isinstance(name, str) else None, hashes):
        graph.element(identity).skip("name", "software_primaryPurpose", "software_fileKind", "fileKind")
