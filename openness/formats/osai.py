"""
Records of the European Open Source AI Index and its ancestor "Opening up ChatGPT", exactly as written.

Each dimension is a triple of `class`, `link` and `notes`. Sources: Language-Technology-Assessment/main-database and
opening-up-chatgpt/opening-up-chatgpt.github.io (both CC-BY-4.0); three versions of the instrument have other dimensions.
"""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import Field

from openness import _yaml
from openness._base import Frozen
from openness._yaml.written import dump
from openness.errors import InvalidRecordError
from openness.formats._nodes import root_of
from openness.formats.extension import Kept, kept_in, written

_WIDE = 1_000_000
"""No folding: one line a value."""

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "osai-12": (
        "datasources_basemodel", "datasources_endmodel", "weights_basemodel", "weights_endmodel", "trainingcode",
        "code", "hardware_architecture", "preprint", "paper", "modelcard", "datasheet", "licenses",
    ),
    "osai-14": (
        "datasources_basemodel", "datasources_endmodel", "weights_basemodel", "weights_endmodel", "trainingcode",
        "code", "hardware_architecture", "preprint", "paper", "modelcard", "datasheet", "package", "api", "licenses",
    ),
    "oucg-14": (
        "opencode", "llmdata", "llmweights", "rldata", "rlweights", "license", "code", "architecture", "preprint",
        "paper", "modelcard", "datasheet", "package", "api",
    ),
}  # fmt: skip
"""The dimensions of each version of the instrument, in the index's order."""


class OsaiDimension(Frozen):
    """One judgement as written; `grade` may be any text, and null where nothing stands."""

    name: str
    """Name of the dimension."""
    grade: str | None = None
    """`class` as written: `open`, `partial`, `closed`, or what else stands there."""
    links: tuple[str, ...] = ()
    """Evidence links."""
    link_is_list: bool = False
    """Whether `link` was written as a list."""
    notes: str | None = None
    """Notes as written."""


class OsaiRecord(Frozen):
    """A system's record."""

    system: dict[str, Any] = Field(default_factory=dict)
    """`system` as written."""
    org: dict[str, Any] = Field(default_factory=dict)
    """`org` as written."""
    dimensions: tuple[OsaiDimension, ...] = ()
    """Dimensions in the order of the file, doubles included."""
    kept: Kept | None = None
    """The record that `openness export` keeps in the file."""

    def dimension(self, name: str) -> OsaiDimension | None:
        """One dimension by name; the last where it stands twice."""
        return next((one for one in reversed(self.dimensions) if one.name == name), None)

    @property
    def instrument(self) -> str:
        """The version of the instrument that the dimensions belong to."""
        names = {one.name for one in self.dimensions}
        if names & {"opencode", "llmdata", "rlweights"}:
            return "oucg-14"
        return "osai-14" if names & {"package", "api"} else "osai-12"


def read_osai(text: str, *, name: str = "file") -> OsaiRecord:
    """A record from its text; InvalidRecordError with the place if it is no YAML mapping."""
    document = _yaml.load(text)
    if not isinstance(document.value, dict):
        problem = document.problems[0] if document.problems else None
        where = f"{name}:{problem.line or 1}:{problem.column or 1}" if problem else name
        raise InvalidRecordError(f"{where}: {problem.message if problem else 'no YAML mapping'}")
    value = document.value
    known = {one for names in DIMENSIONS.values() for one in names}
    root = root_of(text, name=name)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    return OsaiRecord(
        system=value.get("system") or {},
        org=value.get("org") or {},
        dimensions=tuple(_dimension(key.value, node) for key, node in pairs if str(key.value) in known),
        kept=kept_in(text),
    )


def write_osai(record: OsaiRecord, *, kept: dict[str, Any] | None = None) -> str:
    """A record as YAML that `read_osai` reads as the same record; `kept` is what stands under `openness:`."""
    values: list[dict[str, Any]] = [
        record.model_dump(include={"system", "org"})
    ]  # plain dictionaries, as YAML takes them
    for one in record.dimensions:  # each by itself, so that one that stands twice is written twice
        link = list(one.links) if one.link_is_list else next(iter(one.links), None)
        values.append({one.name: {"class": one.grade, "link": link, "notes": one.notes}})
    text = "".join(dump(value, width=_WIDE) for value in values)
    return text if kept is None else text + written(kept)


def _dimension(name: str, node: yaml.Node) -> OsaiDimension:
    if not isinstance(node, yaml.MappingNode):
        return OsaiDimension(name=name, grade=_scalar_text(node))
    fields = {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    link = fields.get("link")
    links = link.value if isinstance(link, yaml.SequenceNode) else [link]
    return OsaiDimension(
        name=name,
        grade=_scalar_text(fields.get("class")),
        links=tuple(words for one in links if (words := _scalar_text(one)) is not None),
        link_is_list=isinstance(link, yaml.SequenceNode),
        notes=_scalar_text(fields.get("notes")),
    )


def _scalar_text(node: yaml.Node | None) -> str | None:
    """A scalar's words; None for null, absent, or no scalar."""
    if not isinstance(node, yaml.ScalarNode) or _yaml.is_null(node):
        return None
    return str(node.value)


def looks_like_osai(value: Any) -> bool:
    """Whether parsed YAML has the shape of a record: at least three known dimensions."""
    if not isinstance(value, dict):
        return False
    known = {one for names in DIMENSIONS.values() for one in names}
    return sum(1 for key, entry in value.items() if key in known and isinstance(entry, dict)) >= 3
