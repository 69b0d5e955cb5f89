"""Somebody else's validators, offline."""

from __future__ import annotations

from functools import cache
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

_VERSIONS = {"1.6": SchemaVersion.V1_6, "1.7": SchemaVersion.V1_7}


@cache
def _validator(version: str) -> JsonStrictValidator:
    return JsonStrictValidator(_VERSIONS[version])


def cyclonedx_faults(text: str, version: str) -> Any:
    """What the strict validator of cyclonedx-python-lib finds; None for a valid document."""
    return _validator(version).validate_str(text)
