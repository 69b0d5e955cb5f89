"""Small records for tests: every value gets its evidence, so that only the facts are written down."""

from __future__ import annotations

from typing import Any

from openness.release import COMPONENT_KINDS, SCHEMA_VERSION, ModelRelease

EVIDENCE = ({"source": "statement", "quote": "said so"},)


def record(components: dict[str, Any] | None = None, **sections: dict[str, Any]) -> ModelRelease:
    """
    A record of the sections given; `components` maps a kind to `(availability, licence)` or to a list of such pairs.

        record(license={"concluded": "MIT"}, weights={"access": "public"}, components={"training-code": "MIT"})

    A licence alone means: released under it. `None` means: released, licence not said.
    """
    value: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
    for name, facts in sections.items():
        value[name] = _section(facts)
    if components:
        value["components"] = {kind: [_item(one) for one in _listed(items)] for kind, items in components.items()}
    return ModelRelease.model_validate(value)


def every_component(license_: str | None, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """All seventeen components released under one licence, some left out."""
    return {kind: license_ for kind in COMPONENT_KINDS if kind not in without}


def _listed(items: Any) -> list[Any]:
    return items if isinstance(items, list) else [items]


def _item(given: Any) -> dict[str, Any]:
    availability, license_ = given if isinstance(given, tuple) else ("released", given)
    return {"availability": availability, "license": license_, "evidence": EVIDENCE}


def _section(facts: dict[str, Any]) -> dict[str, Any]:
    filled: dict[str, Any] = {"evidence": {}}
    for key, value in facts.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            filled[key] = [{**item, "evidence": EVIDENCE} for item in value]
        else:
            filled[key] = value
            if value is not None:
                filled["evidence"][key] = EVIDENCE
    return filled
