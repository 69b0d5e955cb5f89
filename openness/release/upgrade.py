"""
From an older schema version to this one: small pure functions, each from one version to the next.

A step takes plain data and gives plain data. It may move, split or drop; it never invents a fact, and it never guesses:
what the older version did not say stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final

Record = dict[str, Any]


def from_0_9(record: Record) -> Record:
    """
    1.0 refuses what 0.9 let pass without meaning anything: an entry of `evidence` that holds no place.

    Nothing else changed: no key was renamed, no member taken away.
    """
    return {name: _with_places(section) if isinstance(section, dict) else section for name, section in record.items()}


def _with_places(section: Record) -> Record:
    evidence = section.get("evidence")
    if not isinstance(evidence, dict):
        return section
    return {**section, "evidence": {field: places for field, places in evidence.items() if places != []}}


def from_1_0(record: Record) -> Record:
    """1.1 adds keys (`license.parts`, `weights.excluded_territories`, `weights.files`); every record of 1.0 says what it said."""
    return record


STEPS: Final = MappingProxyType[str, tuple[str, Callable[[Record], Record]]](
    {"0.9": ("1.0", from_0_9), "1.0": ("1.1", from_1_0)}
)
"""For each older version, the next one and the step that leads there."""


def upgrade(record: Record) -> Record:
    """The record in this version; a record of this version, or of one that no step leads from, as it is."""
    while (version := str(record.get("schema_version"))) in STEPS:
        following, step = STEPS[version]
        record = {**step(record), "schema_version": following}
    return record
