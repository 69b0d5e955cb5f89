"""Other projects' files, typed and exactly as written; recognised by content, not by suffix."""

from __future__ import annotations

from openness import _yaml
from openness.formats.importing import release_from_mof, release_from_osai
from openness.formats.mof import MofComponent, MofField, MofFile, component_table, looks_like_mof, read_mof
from openness.formats.osai import DIMENSIONS, OsaiDimension, OsaiRecord, looks_like_osai, read_osai


def recognise(text: str, *, name: str = "file") -> MofFile | OsaiRecord | None:
    """The foreign file that a text is, or None."""
    value = _yaml.load(text).value
    if looks_like_mof(value):
        return read_mof(text, name=name)
    if looks_like_osai(value):
        return read_osai(text, name=name)
    return None


__all__ = [
    "DIMENSIONS",
    "MofComponent",
    "MofField",
    "MofFile",
    "OsaiDimension",
    "OsaiRecord",
    "component_table",
    "read_mof",
    "read_osai",
    "recognise",
    "release_from_mof",
    "release_from_osai",
]
