"""The elements of an SPDX 3 document by their ids, wherever they stand in it, and the relationships between them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import Any

from openness.formats._bom_record import license_of_text
from openness.formats._taken import Taken

_PREFIXES = ("ai_", "dataset_", "software_", "simplelicensing_", "expandedlicensing_", "core_")
_LICENSES = "https://spdx.org/licenses/"
_IDENTITY = ("type", "@type", "spdxId", "@id", "creationInfo", "verifiedUsing", "hash", "externalIdentifier")
_FRAME = frozenset({"CreationInfo", "SpdxDocument", "Sbom", "Bom", "Relationship", "LifecycleScopedRelationship", "Person",
                    "Organization", "Agent", "SoftwareAgent", "Tool", "LicenseExpression", "SimpleLicensingText",
                    "ListedLicense", "CustomLicense"})  # fmt: skip
"""Elements that say nothing of the model by themselves: they frame it, or are read through a relationship."""
_RELATIONS = ("Relationship", "LifecycleScopedRelationship")


def listed_elements(value: Any) -> list[dict[str, Any]] | None:
    """The elements of a document: of `@graph`, or within the one document that stands alone; None for other JSON."""
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("@graph"), list):
        return [one for one in value["@graph"] if isinstance(one, dict)]
    inside = value.get("element")
    if kind_of(value) != "SpdxDocument" or not isinstance(inside, list):
        return None
    return [value, *(one for one in inside if isinstance(one, dict))]


class Graph:
    """The elements by their ids, and the relationships between them."""

    def __init__(self, listed: list[dict[str, Any]]) -> None:
        """The elements `listed`, and those that stand inside one of them in place of its id."""
        found: dict[str, dict[str, Any]] = {}
        for one in listed:
            found[_id(one)] = _lifted(one, found)
        self.elements = {key: Taken(one, kind_of(one)) for key, one in found.items()}
        self._ends: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for one in found.values():
            if kind_of(one) in _RELATIONS:
                kind, start = str(one.get("relationshipType")), str(one.get("from"))
                self._ends[kind, start] += texts(one.get("to"))
        self._read: set[str] = set()

    def element(self, identity: str) -> Taken:
        """An element by its id; an empty one for an id of elsewhere."""
        self._read.add(identity)
        return self.elements.get(identity) or Taken({})

    def name(self, identity: str) -> str | None:
        """The name of an element; what stands in place of an id is a name, unless it is an address."""
        found = self.element(identity).text("name")
        plain = identity not in self.elements and ":" not in identity
        return found or (identity.strip() or None if plain else None)

    def model(self) -> Taken | None:
        """The AI package at the document's root, else the first that none of the others was made from."""
        packages = {key: one for key, one in self.elements.items() if kind_of(one.value) == "AIPackage"}
        roots = [end for one in self.elements.values() for end in texts(one.value.get("rootElement"))]
        bases = {end for (kind, _), ends in self._ends.items() if kind == "descendantOf" for end in ends}
        found = next((key for key in roots if key in packages), None)
        found = found or next((key for key in packages if key not in bases), None) or next(iter(packages), None)
        return self.element(found) if found is not None else None

    def twins(self, model: Taken) -> list[Taken]:
        """The model, and packages that are it too: of the same purl, or of the same name where nothing tells them apart."""
        found = [model]
        for identity, one in self.elements.items():
            if one is model or kind_of(one.value) != "Package":
                continue
            purls, places = {_purl(model), _purl(one)} - {None}, {_place(model), _place(one)} - {None}
            same_purl = len(purls) == 1 and _purl(model) == _purl(one)
            if same_purl or (one.value.get("name") == model.value.get("name") and len(purls) < 2 and len(places) < 2):
                found.append(self.element(identity))
        return found

    def ends(self, start: Taken, kind: str) -> list[str]:
        """The ids to which relationships of a kind lead."""
        return list(dict.fromkeys(self._ends.get((kind, _id(start.value)), ())))

    def of_parts(self, starts: Iterable[Taken], kind: str) -> list[str]:
        """The same from elements and from whatever they contain."""
        return list(dict.fromkeys(end for one in self.parts(starts) for end in self._ends.get((kind, one), ())))

    def parts(self, starts: Iterable[Taken]) -> list[str]:
        """The ids of elements and of whatever they contain."""
        return list(self._contained(_id(one.value) for one in starts))

    def holders(self, kind: str) -> dict[str, str]:
        """Of whatever elements of a kind contain, the id of the nearest that does; of such an element its own."""
        return self._contained(key for key, one in self.elements.items() if kind_of(one.value) == kind)

    def _contained(self, starts: Iterable[str]) -> dict[str, str]:
        """Ids and those that they contain, the nearest first, each with the start from which it was met: one walk for all."""
        found = {one: one for one in starts}
        waiting = deque(found)
        while waiting:
            holder = waiting.popleft()
            for one in self._ends.get(("contains", holder), ()):
                if one not in found:
                    found[one] = found[holder]
                    waiting.append(one)
        return found

    def license(self, identity: str) -> str | None:
        """A licence by the id of its element: the expression, the listed licence's id, the name or text of a custom one."""
        one = self.element(identity)
        expression = field(one, "licenseExpression") or field(one, "licenseText")
        if expression is not None and (known := license_of_text(expression)):
            return known
        if expression is not None and "\n" not in expression:
            return expression
        if identity.startswith(_LICENSES):
            return identity.removeprefix(_LICENSES)
        return self.name(identity)

    def only_license(self, start: Taken) -> str | None:
        """The one licence that an element declares; None for none and for several."""
        found = [words for end in self.ends(start, "hasDeclaredLicense") if (words := self.license(end))]
        return found[0] if len(found) == 1 and found[0].casefold() != "noassertion" else None

    def unread(self) -> Iterator[str]:
        """Keys of what was read, and elements of a kind that nothing was read of; another model by its name."""
        for identity, one in self.elements.items():
            kind = kind_of(one.value)
            if identity in self._read:
                one.skip(*_IDENTITY)
                yield from one.unread()
            elif kind == "AIPackage":
                yield f"{kind} {one.value.get('name')}"
            elif kind not in _FRAME:
                yield kind


def field(element: Taken, name: str) -> str | None:
    """A text of an element, with or without the prefix of its profile."""
    return next((words for prefix in ("", *_PREFIXES) if (words := element.text(f"{prefix}{name}"))), None)


def entries(element: Taken, name: str) -> list[Taken]:
    """The objects of a list of an element, with or without the prefix of its profile."""
    return next((found for prefix in ("", *_PREFIXES) if (found := element.parts(f"{prefix}{name}"))), [])


def part(element: Taken, name: str) -> Taken:
    """An object of an element, with or without the prefix of its profile."""
    return next((found for prefix in ("", *_PREFIXES) if (found := element.part(f"{prefix}{name}")).value), Taken({}))


def kind_of(element: dict[str, Any]) -> str:
    """The class of an element without prefix and address."""
    kind = str(element.get("type") or element.get("@type") or "element")
    return kind.rpartition("_")[2].rpartition("/")[2]


def texts(value: Any) -> list[str]:
    """A text or the texts of a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _lifted(element: dict[str, Any], found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """An element with the ids of those that stand within it; these go to the others, unless they stand there already."""

    def put(value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("spdxId"), str) and value.get("type"):
            found.setdefault(value["spdxId"], value)
            return value["spdxId"]
        return [put(one) for one in value] if isinstance(value, list) else value

    kept = ("element", "creationInfo", "dataLicense")
    return {key: value if key in kept else put(value) for key, value in element.items()}


def _purl(one: Taken) -> str | None:
    return _plain(one, "packageUrl")


def _place(one: Taken) -> str | None:
    return _plain(one, "downloadLocation")


def _plain(one: Taken, name: str) -> str | None:
    """A text that is compared and not read."""
    found = (one.value.get(f"{prefix}{name}") for prefix in ("", *_PREFIXES))
    return next((words for words in found if isinstance(words, str)), None)


def _id(element: dict[str, Any]) -> str:
    return str(element.get("spdxId") or element.get("@id") or id(element))
