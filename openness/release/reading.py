"""
Reading a record that somebody wrote: which version it follows, then one clear error with every place that is wrong.

An older version is brought up to this one; a newer minor version is read by the reader's rules; a newer major version
is refused, because its words may mean something else.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from openness._pattern import simple
from openness.errors import InvalidRecordError
from openness.release.model_release import SCHEMA_VERSION, ModelRelease
from openness.release.upgrade import STEPS, upgrade


def read_record(value: dict[str, Any], *, name: str = "record") -> ModelRelease:
    """
    A record from JSON or YAML data, in this version or, if it is of a newer minor version, as that version wrote it.

    Raises InvalidRecordError, which names the first place and holds all; for a newer major version it says what to install.
    """
    if wrong := version_fault(value):
        raise InvalidRecordError(f"{name}: {wrong}", places=(f"schema_version: {wrong}",))
    try:
        return record_class(value).model_validate(upgrade(value))
    except ValidationError as error:
        places = tuple(f"{_path(one['loc'])}: {one['msg']}" for one in error.errors())
        more = f" (and {len(places) - 1} more; see `openness validate`)" if len(places) > 1 else ""
        raise InvalidRecordError(f"{name}: {places[0]}{more}", places=places) from None


def record_class(value: dict[str, Any]) -> type[ModelRelease]:
    """The class that reads a record: the closed one, or for a newer minor version the open one."""
    if not is_newer(value.get("schema_version")):
        return ModelRelease
    from openness.release.open_record import open_class

    return open_class()


def version_fault(value: dict[str, Any]) -> str | None:
    """Why a record's `schema_version` cannot be read; None where it can, and where it is missing altogether."""
    version = value.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, (int, float)) and not isinstance(version, bool):
        return f'`schema_version` is a number; write it in quotes: "{version}"'
    if not isinstance(version, str) or not simple(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})").fullmatch(version):
        return f'`schema_version` is {version!r}; it is written like "{SCHEMA_VERSION}"'
    if _parts(version)[0] > _parts(SCHEMA_VERSION)[0]:
        return (
            f"follows schema {version}, and this openness reads up to {_parts(SCHEMA_VERSION)[0]}.x; "
            f"install one that knows it: pip install --upgrade openness"
        )
    if _parts(version) < _parts(SCHEMA_VERSION) and version not in STEPS:
        return f"follows schema {version}, which was never published; known: {', '.join((*STEPS, SCHEMA_VERSION))}"
    return None


def version_note(version: str, *, name: str = "record") -> str | None:
    """What to tell a reader about a record of a newer minor version; None for any other."""
    if not is_newer(version):
        return None
    return (
        f"{name}: follows schema {version}, newer than {SCHEMA_VERSION}: what is new in it is kept as it is and not "
        f"understood; pip install --upgrade openness"
    )


def is_newer(version: Any) -> bool:
    """Whether a version is a newer minor one of the same major version."""
    ours = _parts(SCHEMA_VERSION)
    theirs = _parts(version) if isinstance(version, str) and simple(r"\d{1,6}\.\d{1,6}").fullmatch(version) else ours
    return theirs[0] == ours[0] and theirs > ours


def _parts(version: str) -> tuple[int, int]:
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def _path(location: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in location) or "record"
