"""
The published JSON Schemas: two for each name, closed for who writes and open for who reads.

They are generated from the classes (`python tools/schema_files.py`), frozen in `schema/`, and carried by the package, so
that `openness schema NAME` prints offline, byte for byte, what is published.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from openness.errors import UnknownNameError
from openness.release import SCHEMA_VERSION

BASE_URL = "https://openness.dev/schema"
NAMES = ("model-release", "statement", "assessment", "report", "license-terms")
"""Names of the published schemas."""
DRAFT_07 = ("statement",)
"""Names that are published in draft-07 too, for editors."""
_WIDTH = 140
_HOMES = (
    Path(__file__).with_name("published"),  # in a wheel
    Path(__file__).parents[2] / "schema" / SCHEMA_VERSION,  # in a checkout
)


def json_schema(name: str, *, reader: bool = False) -> dict[str, Any]:
    """
    A published schema by name, as data: the closed one that a writer keeps to, or the open one for a reader.

    Raises UnknownNameError for a name outside `NAMES`.
    """
    schema: dict[str, Any] = json.loads(published(name, "reader" if reader else ""))
    return schema


@cache
def published(name: str, kind: str = "") -> str:
    """The text of a published file; `kind` is empty, `reader` or `draft-07`. UnknownNameError where there is none."""
    known = DRAFT_07 if kind == "draft-07" else NAMES
    if name not in known:
        raise UnknownNameError(f"{name}: unknown schema; known: {', '.join(known)}", near=known)
    home = next(one for one in _HOMES if one.is_dir())
    return (home / file_name(name, kind)).read_text(encoding="utf-8")


def file_name(name: str, kind: str = "") -> str:
    """The name of a published file."""
    return f"{name}.{kind}.schema.json" if kind else f"{name}.schema.json"


def generated() -> dict[str, str]:
    """Every file of this version by name, made anew from the classes."""
    from openness.schema._draft07 import draft07_schema
    from openness.schema._generate import writer_schema
    from openness.schema._reader import reader_schema

    files: dict[str, dict[str, Any]] = {}
    for name in NAMES:
        made = writer_schema(_model(name))
        identity = {"$schema": made.pop("$schema"), "$id": f"{BASE_URL}/{SCHEMA_VERSION}/{file_name(name)}"}
        writer = {**identity, **made}
        files[file_name(name)] = writer
        files[file_name(name, "reader")] = reader_schema(writer, major=SCHEMA_VERSION.partition(".")[0])
        if name in DRAFT_07:
            files[file_name(name, "draft-07")] = draft07_schema(writer)
    return {name: _written(one) + "\n" for name, one in files.items()}


def _written(value: Any, indent: str = "") -> str:
    """JSON text in which whatever fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= _WIDTH or not value or not isinstance(value, (dict, list)):
        return line
    inner = indent + "  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + _written(one, inner) for one in value) + f"\n{indent}]"
    pairs = (f"{inner}{json.dumps(key)}: {_written(one, inner)}" for key, one in value.items())
    return "{\n" + ",\n".join(pairs) + f"\n{indent}}}"


def _model(name: str) -> type[BaseModel]:
    """The class behind a schema; each is imported only when asked for."""
    if name == "model-release":
        from openness.release import ModelRelease

        return ModelRelease
    if name == "statement":
        from openness.release.statement import statement_class

        return statement_class()
    if name == "assessment":
        from openness.output.assessment_v1 import AssessmentReport

        return AssessmentReport
    if name == "report":
        from openness.output.json_v1 import ReportV1

        return ReportV1
    from openness.licenses import License

    return License
