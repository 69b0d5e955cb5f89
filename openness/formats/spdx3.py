"""
SPDX 3.0 with the AI and dataset profiles that other tools wrote: what it states of a model.

Source: the SPDX 3.0.1 specification, `AIPackage`, `DatasetPackage` and relationship types. Licences are read from the
relationships, datasets from `trainedOn` of the model or of a file that it contains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from openness.errors import InvalidRecordError
from openness.formats._bom_record import BomRecord
from openness.formats._taken import Taken
from openness.release import ModelRelease

_PREFIXES = ("ai_", "dataset_", "software_", "simplelicensing_", "expandedlicensing_", "core_")
_LICENSES = "https://spdx.org/licenses/"
_IDENTITY = ("type", "@type", "spdxId", "@id", "creationInfo", "verifiedUsing", "externalIdentifier")
_FRAME = frozenset({"CreationInfo", "SpdxDocument", "Sbom", "Bom", "Relationship", "LifecycleScopedRelationship", "Person",
                    "Organization", "Agent", "SoftwareAgent", "Tool", "LicenseExpression", "SimpleLicensingText",
                    "ListedLicense", "CustomLicense"})  # fmt: skip
"""Elements that say nothing of the model by themselves: they frame it, or are read through a relationship."""
_ACCESS = {"directDownload": "public", "clickthrough": "obtainable", "registration": "obtainable"}


def is_spdx3(value: Any) -> bool:
    """Whether parsed JSON is an SPDX 3 document."""
    return isinstance(value, dict) and isinstance(value.get("@graph"), list)


def release_from_spdx3(value: dict[str, Any], *, path: str) -> tuple[ModelRelease, list[str]]:
    """The record of the model that a document is about, and what was not read; InvalidRecordError where there is no AI package."""
    graph = _Graph(value)
    model = graph.model()
    if model is None:
        raise InvalidRecordError(f"{path}: an SPDX document without an AI package (`ai_AIPackage`)")
    draft = BomRecord(path)
    _package(model, graph, draft)
    for target in graph.ends(model, "hasDeclaredLicense"):
        if words := graph.license(target):
            draft.declare(words, "hasDeclaredLicense")
    for target in graph.ends(model, "hasConcludedLicense"):
        if words := graph.license(target):
            draft.conclude(words, "hasConcludedLicense")
    for base in graph.ends(model, "descendantOf"):
        _base(base, graph, draft)
    for data in graph.of_parts(model, "trainedOn"):
        _dataset(data, graph, draft)
    for data in graph.of_parts(model, "testedOn"):
        if name := graph.element(data).text("name"):
            draft.component("evaluation-data", {"name": name}, f"testedOn: {name}")
    return draft.release(), list(graph.unread())


class _Graph:
    """The elements by their ids, and the relationships between them."""

    def __init__(self, value: dict[str, Any]) -> None:
        listed = [one for one in value["@graph"] if isinstance(one, dict)]
        self.elements = {_id(one): Taken(one, _kind(one)) for one in listed}
        self._ends: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for one in listed:
            if _kind(one) in ("Relationship", "LifecycleScopedRelationship"):
                kind, start = str(one.get("relationshipType")), str(one.get("from"))
                self._ends[kind, start] += _listed(one.get("to"))
        self._read: set[str] = set()

    def element(self, identity: str) -> Taken:
        """An element by its id; an empty one for an id of elsewhere."""
        self._read.add(identity)
        return self.elements.get(identity) or Taken({})

    def model(self) -> Taken | None:
        """The AI package at the document's root, else the first that none of the others was made from."""
        packages = {key: one for key, one in self.elements.items() if _kind(one.value) == "AIPackage"}
        roots = [end for one in self.elements.values() for end in _listed(one.value.get("rootElement"))]
        bases = {end for (kind, _), ends in self._ends.items() if kind == "descendantOf" for end in ends}
        found = next((key for key in roots if key in packages), None)
        found = found or next((key for key in packages if key not in bases), None) or next(iter(packages), None)
        return self.element(found) if found is not None else None

    def ends(self, start: Taken, kind: str) -> list[str]:
        """The ids to which relationships of a kind lead."""
        return list(dict.fromkeys(self._ends.get((kind, _id(start.value)), ())))

    def of_parts(self, start: Taken, kind: str) -> list[str]:
        """The same from an element and from whatever it contains."""
        inside = dict.fromkeys([_id(start.value)])
        waiting = list(inside)
        while waiting:
            for end in self._ends.get(("contains", waiting.pop()), ()):
                if end not in inside:
                    inside[end] = None
                    waiting.append(end)
        return list(dict.fromkeys(end for one in inside for end in self._ends.get((kind, one), ())))

    def license(self, identity: str) -> str | None:
        """A licence by the id of its element: the expression, the listed licence's id, or the name of a custom one."""
        one = self.element(identity)
        expression = _field(one, "licenseExpression") or _field(one, "licenseText")
        if expression is not None and "\n" not in expression:
            return expression
        if identity.startswith(_LICENSES):
            return identity.removeprefix(_LICENSES)
        return one.text("name")

    def only_license(self, start: Taken) -> str | None:
        """The one licence that an element declares; None for none and for several."""
        found = [words for end in self.ends(start, "hasDeclaredLicense") if (words := self.license(end))]
        return found[0] if len(found) == 1 and found[0].casefold() != "noassertion" else None

    def unread(self) -> Iterator[str]:
        """Keys of what was read, and elements of a kind that nothing was read of."""
        for identity, one in self.elements.items():
            if identity in self._read:
                one.skip(*_IDENTITY)
                yield from one.unread()
            elif _kind(one.value) not in _FRAME:
                yield _kind(one.value)


def _package(model: Taken, graph: _Graph, draft: BomRecord) -> None:
    model.skip("software_primaryPurpose", "builtTime", "comment")
    purl = _field(model, "packageUrl")
    draft.identity(model.text("name"), None, purl, _field(model, "packageVersion"))
    for key in ("suppliedBy", "originatedBy"):
        for one in model.texts(key):
            name = graph.element(one).text("name")
            draft.put("subject", "organization", name, f"{key}: {name}")
    if (released := model.text("releaseTime")) and (day := _day(released)):
        draft.put("subject", "released", day, f"releaseTime: {released}")
    for key in ("downloadLocation", "homePage"):
        if url := _field(model, key):
            draft.link(key, url)
    if words := _field(model, "limitation"):
        draft.put("documentation", "limitations", "stated", f"limitation: {words}")
    if (words := _field(model, "useSensitivePersonalInformation")) and words != "noAssertion":
        said = f"useSensitivePersonalInformation: {words}"
        draft.put("data", "personal_data", said, said)
    for metric in _entries(model, "metric"):
        name, value = metric.text("key"), metric.text("value")
        metric.skip("type", "@type")
        if name and value:
            draft.put("evaluation", "reported", "stated", f"{name}: {value}")
            draft.add("evaluation", "results", {"benchmark": name, "value": value}, f"{name}: {value}")


def _base(identity: str, graph: _Graph, draft: BomRecord) -> None:
    base = graph.element(identity)
    if name := base.text("name"):
        draft.model(name, graph.only_license(base), f"descendantOf: {name}", purl=_field(base, "packageUrl"))


def _dataset(identity: str, graph: _Graph, draft: BomRecord) -> None:
    data = graph.element(identity)
    data.skip("software_primaryPurpose", "builtTime", "originatedBy", "dataset_datasetType")
    name = data.text("name")
    if name is None:
        return
    access = _ACCESS.get(_field(data, "datasetAvailability") or "", "unknown")
    url = _field(data, "downloadLocation") or _field(data, "homePage")
    draft.dataset(name, f"trainedOn: {name}", url=url, license=graph.only_license(data), access=access)


def _day(moment: str) -> str | None:
    try:
        return date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return None


def _field(element: Taken, name: str) -> str | None:
    return next((words for prefix in ("", *_PREFIXES) if (words := element.text(f"{prefix}{name}"))), None)


def _entries(element: Taken, name: str) -> list[Taken]:
    return next((found for prefix in ("", *_PREFIXES) if (found := element.parts(f"{prefix}{name}"))), [])


def _kind(element: dict[str, Any]) -> str:
    kind = str(element.get("type") or element.get("@type") or "element")
    return kind.rpartition("_")[2].rpartition("/")[2]


def _id(element: dict[str, Any]) -> str:
    return str(element.get("spdxId") or element.get("@id") or id(element))


def _listed(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
