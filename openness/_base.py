"""The base of every typed value: frozen, closed, built on first use."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """
    A value that never changes and takes no unknown key.

    `defer_build` keeps `import openness` cheap: a class is compiled when its first value is made.
    Attribute docstrings become schema descriptions when the schema is generated, not at import.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,
        protected_namespaces=(),
    )
