"""Bills of materials, ours and other tools': CycloneDX 1.5 to 1.7, SPDX 3.0 with the AI profile, SPDX 2.3; in JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openness._base import Frozen
from openness.formats._taken import summed
from openness.formats.cyclonedx import is_cyclonedx, release_from_cyclonedx
from openness.formats.extension import holds_record, release_from_bom
from openness.formats.spdx2 import is_spdx2, release_from_spdx2
from openness.formats.spdx3 import is_spdx3, release_from_spdx3
from openness.release import ModelRelease

_Reader = Callable[..., tuple[ModelRelease, list[str]]]
_READERS: tuple[tuple[Callable[[Any], bool], str, _Reader], ...] = (
    (is_cyclonedx, "CycloneDX", release_from_cyclonedx),
    (is_spdx3, "SPDX 3", release_from_spdx3),
    (is_spdx2, "SPDX 2", release_from_spdx2),
)


class Bom(Frozen):
    """What was read of a bill of materials."""

    format: str
    """Which format it is in: `CycloneDX`, `SPDX 3`, `SPDX 2`."""
    release: ModelRelease
    """The record: only what the document states as a fact."""
    unread: tuple[str, ...] = ()
    """The keys and elements that were not read; empty where the document holds the whole record, as ours do."""


def is_bom(value: Any) -> bool:
    """Whether parsed JSON is a bill of materials of a format that is read."""
    return any(recognised(value) for recognised, _, _ in _READERS)


def read_bom(value: dict[str, Any], *, name: str = "file") -> Bom:
    """The model of a document: as `openness export` kept it, else as another tool states it; InvalidRecordError for none."""
    for recognised, words, reader in _READERS:
        if not recognised(value):
            continue
        if holds_record(value):
            return Bom(format=words, release=release_from_bom(value, name=name))
        release, unread = reader(value, path=name)
        return Bom(format=words, release=release, unread=summed(unread))
    raise ValueError(f"{name}: no bill of materials")
