"""
The published JSON Schemas, generated from the classes: one source for code, docs and schema.

`python tools/schema_files.py` writes them to `schema/`; `openness schema NAME` prints them from the installed package.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema

from openness.errors import UnknownNameError
from openness.release import SCHEMA_VERSION

BASE_URL = "https://openness.dev/schema"
NAMES = ("model-release", "statement", "assessment", "report", "license-terms")
"""Names of the published schemas."""


class _Published(GenerateJsonSchema):
    """Draft 2020-12 with `$schema`, without the titles that only repeat the keys."""

    schema_dialect = "https://json-schema.org/draft/2020-12/schema"

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        return {"$schema": self.schema_dialect, **super().generate(schema, mode)}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the generator's own signature
        return False


def _model(name: str) -> type[BaseModel]:
    """The class behind a schema; each is imported only when asked for."""
    if name == "model-release":
        from openness.release import ModelRelease

        return ModelRelease
    if name == "statement":
        from openness.release.statement import statement_class

        return statement_class()
    if name == "assessment":
        from openness.frameworks import AssessmentReport

        return AssessmentReport
    if name == "report":
        from openness.output.json_v1 import ReportV1

        return ReportV1
    if name == "license-terms":
        from openness.licenses import License

        return License
    raise UnknownNameError(f"{name}: unknown schema; known: {', '.join(NAMES)}", near=NAMES)


def json_schema(name: str) -> dict[str, Any]:
    """
    A published schema by name, as data.

    Raises UnknownNameError for a name outside `NAMES`.
    """
    generated = _model(name).model_json_schema(schema_generator=_Published)
    identity = {"$schema": generated.pop("$schema"), "$id": f"{BASE_URL}/{SCHEMA_VERSION}/{name}.schema.json"}
    return {**identity, **generated}
