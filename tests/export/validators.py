"""Somebody else's validators, offline."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from spdx_python_model import load_data

_VERSIONS = {"1.6": SchemaVersion.V1_6, "1.7": SchemaVersion.V1_7}


@cache
def _validator(version: str) -> JsonStrictValidator:
    return JsonStrictValidator(_VERSIONS[version])


def cyclonedx_faults(text: str, version: str) -> Any:
    """What the strict validator of cyclonedx-python-lib finds; None for a valid document."""
    return _validator(version).validate_str(text)


def spdx_elements(text: str) -> Any:
    """The elements as the bindings of spdx-python-model read them; an error for an unknown class, property or value."""
    model, objects = load_data(json.loads(text))
    model.JSONLDSerializer().serialize_data(objects)  # here the bindings count what a class demands
    missing = {one for one in objects.link() if not one.startswith("https://spdx.org/rdf/")}
    assert not missing, missing
    return objects
