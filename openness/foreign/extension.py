"""Where an exported file keeps the whole record: one property of CycloneDX or SPDX, one key of a YAML file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from openness.errors import InvalidRecordError
from openness.release import ModelRelease
from openness.release.reading import read_record

RECORD = "openness:record"
"""Name of the property that holds the record as JSON."""
KEY = "openness"
"""Key of a YAML file that holds the record as a mapping."""


def kept(release: ModelRelease) -> str:
    """The record as one line of JSON, without what nobody said."""
    return json.dumps(plain(release), ensure_ascii=False, separators=(",", ":"))


def plain(release: ModelRelease) -> dict[str, Any]:
    """The record as data, without what nobody said."""
    value: dict[str, Any] = release.model_dump(mode="json", exclude_defaults=True)
    return value


def looks_like_bom(value: Any) -> bool:
    """Whether parsed JSON is a CycloneDX or SPDX 3 document."""
    return isinstance(value, dict) and (value.get("bomFormat") == "CycloneDX" or "@graph" in value)


def release_from_bom(value: dict[str, Any], *, name: str = "file") -> ModelRelease:
    """The record that `openness export` put into a CycloneDX or SPDX document; InvalidRecordError where none is."""
    words = next(_records(value), None)
    if words is None:
        raise InvalidRecordError(
            f"{name}: no property `{RECORD}`; only documents that `openness export` wrote can be read back"
        )
    try:
        record = json.loads(words)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise InvalidRecordError(f"{name}: the property `{RECORD}` holds no record")
    return read_record(record, name=name)


def release_from_key(value: Any, *, name: str = "file") -> ModelRelease | None:
    """The record under `openness:` of an exported YAML file; None where none is."""
    record = value.get(KEY) if isinstance(value, dict) else None
    return read_record(record, name=name) if isinstance(record, dict) else None


def _records(value: dict[str, Any]) -> Iterator[str]:
    for one in _list(value.get("properties")):
        if isinstance(one, dict) and one.get("name") == RECORD:
            yield str(one.get("value"))
    for element in _list(value.get("@graph")):
        for extension in _list(element.get("extension") if isinstance(element, dict) else None):
            for one in _list(extension.get("extension_cdxProperty") if isinstance(extension, dict) else None):
                if isinstance(one, dict) and one.get("extension_cdxPropName") == RECORD:
                    yield str(one.get("extension_cdxPropValue"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
