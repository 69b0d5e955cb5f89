"""The catalogue's files, and what is made of one."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from openness._value import dataclass
from openness.release import Evidence, ModelRelease

_DATA = files("openness.catalog").joinpath("data")
_SUFFIX = ".yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One public text that facts were read in."""

    key: str
    """Its short name in the file."""
    title: str
    """Its title as written."""
    url: str
    """Where it is published."""
    published: str
    """Day, month or year of publication or of the version that was read (ISO 8601), or `undated`."""
    read: date
    """Day on which it was read for the catalogue."""
    copy: str | None = None
    """Where its text was read, if not at `url`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One stated value of a record, and the places that show it."""

    field: str
    """Path in the record, for example `data.disclosure` or `lineage.stages[1]`."""
    value: Any
    """The value; for a list item, its fields."""
    evidence: tuple[Evidence, ...]
    """The places, as in the record."""
    sources: tuple[str, ...]
    """Keys of the sources of these places, in the same order."""
    places: tuple[str | None, ...]
    """Section, page or table of each place, in words, where a line says too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One system of the catalogue."""

    name: str
    release: ModelRelease
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]


@cache
def names() -> tuple[str, ...]:
    """The names of all systems, in alphabetical order."""
    found = (entry.name for entry in _DATA.iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


def text_of(name: str) -> str:
    """The file of one system, as it stands."""
    return _DATA.joinpath(name + _SUFFIX).read_text(encoding="utf-8")
