"""Where an exported file keeps the whole record: one property of CycloneDX or SPDX 3, one annotation of SPDX 2, one key of a YAML file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from openness import _input, _yaml
from openness._base import Frozen
from openness._inert import json_text
from openness._pattern import simple
from openness.errors import InvalidRecordError
from openness.release import ModelRelease
from openness.release.reading import read_record

RECORD = "openness:record"
"""Name of the property that holds the record as JSON."""
KEY = "openness"
"""Key of a YAML file that holds the record as a mapping."""
_ODD = simple("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def kept(release: ModelRelease) -> str:
    """The record as one line of JSON, without what nobody said."""
    return json_text(json.dumps(plain(release), ensure_ascii=False, separators=(",", ":")))


def plain(release: ModelRelease) -> dict[str, Any]:
    """The record as data, without what nobody said."""
    value: dict[str, Any] = release.model_dump(mode="json", exclude_defaults=True)
    return value


def holds_record(value: dict[str, Any]) -> bool:
    """Whether a CycloneDX or SPDX document holds the record that `openness export` put there."""
    return next(_records(value), None) is not None


def release_from_bom(value: dict[str, Any], *, name: str = "file") -> ModelRelease:
    """The record that `openness export` put into a CycloneDX or SPDX document; InvalidRecordError where none is."""
    words = next(_records(value), None)
    if words is None:
        raise InvalidRecordError(
            f"{name}: no property `{RECORD}`; only documents that `openness export` wrote can be read back"
        )
    try:
        record = _input.load_json(words)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise InvalidRecordError(f"{name}: the property `{RECORD}` holds no record")
    return read_record(record, name=name)


class Kept(Frozen):
    """The record that an exported YAML file keeps under `openness:`, and a digest of the rest of that file."""

    digest: str
    """SHA-256 of what else the file holds: a file that somebody edited no longer follows its kept record."""
    record: dict[str, Any]
    """The record, without what nobody said."""


def keep(file: Frozen, release: ModelRelease) -> dict[str, Any]:
    """What stands under `openness:` of a file: the record, and the digest of the file as typed."""
    return {"digest": digest(file), "record": plain(release)}


def written(kept: dict[str, Any]) -> str:
    """The line that holds what is kept, as JSON, which is YAML too; what YAML takes for a line's end is escaped."""
    words = json_text(json.dumps(kept, ensure_ascii=False), yaml=True)
    escaped = _ODD.sub(lambda one: "\\u" + format(ord(one[0]), "04x"), words)
    return f"{KEY}: {escaped}\n"


def digest(file: Frozen) -> str:
    """A digest of a typed file without what it keeps."""
    return sha256(file.model_copy(update={"kept": None}).model_dump_json().encode()).hexdigest()


def kept_in(text: str) -> Kept | None:
    """What stands under `openness:` of a YAML file; None where nothing of that form does."""
    if f"\n{KEY}:" not in text:
        return None
    value = _yaml.load(text).value
    found = value.get(KEY) if isinstance(value, dict) else None
    if not isinstance(found, dict) or not isinstance(found.get("record"), dict):
        return None
    return Kept(digest=str(found.get("digest")), record=found["record"])


def restored(file: Frozen, kept: Kept | None, *, name: str) -> ModelRelease | None:
    """The kept record of a file that nobody edited since; None otherwise."""
    return read_record(kept.record, name=name) if kept is not None and kept.digest == digest(file) else None


def _records(value: dict[str, Any]) -> Iterator[str]:
    for one in _list(value.get("properties")):
        if isinstance(one, dict) and one.get("name") == RECORD:
            yield str(one.get("value"))
    for note in _list(value.get("annotations")):
        comment = note.get("comment") if isinstance(note, dict) else None
        if isinstance(comment, str) and comment.startswith(f"{RECORD}: "):
            yield comment.removeprefix(f"{RECORD}: ")
    for element in _list(value.get("@graph")):
        for extension in _list(element.get("extension") if isinstance(element, dict) else None):
            for one in _list(extension.get("extension_cdxProperty") if isinstance(extension, dict) else None):
                if isinstance(one, dict) and one.get("extension_cdxPropName") == RECORD:
                    yield str(one.get("extension_cdxPropValue"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
