"""Reading a record that somebody wrote: one clear error with every place that is wrong."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from openness.errors import InvalidRecordError
from openness.release.model_release import ModelRelease


def read_record(value: dict[str, Any], *, name: str = "record") -> ModelRelease:
    """A record from JSON or YAML data; InvalidRecordError names the first place and holds all."""
    try:
        return ModelRelease.model_validate(value)
    except ValidationError as error:
        places = tuple(f"{_path(one['loc'])}: {one['msg']}" for one in error.errors())
        more = f" (and {len(places) - 1} more; see `openness validate`)" if len(places) > 1 else ""
        raise InvalidRecordError(f"{name}: {places[0]}{more}", places=places) from None


def _path(location: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in location) or "record"
