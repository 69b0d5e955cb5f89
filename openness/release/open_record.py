"""
Records of a newer minor version, by the reader's rules: unknown keys and unknown members are kept as they are.

The classes are derived from the record's own, so the two can never drift apart; a record read this way is still a
`ModelRelease`, and `schema_version` says that it is newer. An unknown member is never turned into `unknown`: nobody
said nothing, somebody said something that this version has no word for.
"""

import types
import typing
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import ConfigDict, Field, create_model

from openness._base import Frozen
from openness._trusted import build
from openness.release.evidence import Evidence
from openness.release.model_release import SCHEMA_VERSION, ModelRelease

Model = TypeVar("Model", bound=Frozen)

MAJOR = SCHEMA_VERSION.partition(".")[0]
VERSION_PATTERN = rf"^{MAJOR}\.(0|[1-9][0-9]*)$"
"""Versions that the reader's rules cover."""


@cache
def open_class() -> type[ModelRelease]:
    """`ModelRelease` for a newer minor version of the same major one."""
    return _derived(ModelRelease)


@cache
def _derived(model: type[Model]) -> type[Model]:
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        annotation = (
            Annotated[_opened(field.annotation), *field.metadata] if field.metadata else _opened(field.annotation)
        )
        if model is ModelRelease and name == "schema_version":
            annotation = Annotated[str, Field(pattern=VERSION_PATTERN)]
        if field.is_required():
            fields[name] = (annotation, ...)
        elif isinstance(field.default_factory, type) and issubclass(field.default_factory, Frozen):
            fields[name] = (annotation, Field(default_factory=_derived(field.default_factory)))
        elif field.default_factory is not None:
            fields[name] = (annotation, Field(default_factory=field.default_factory))
        else:
            fields[name] = (annotation, field.default)
    derived: type[Model] = create_model(
        f"Open{model.__name__}",
        __base__=model,
        __module__=__name__,
        **fields,
    )
    derived.model_config = ConfigDict(**{**derived.model_config, "extra": "allow"})
    derived.model_rebuild(force=True)
    return derived


def _opened(annotation: Any) -> Any:
    """An annotation in which every record class is open and every enumeration takes other members."""
    origin = get_origin(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return _derived(annotation)
    if origin is Literal:
        return str
    if origin is None:
        return annotation
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        return Annotated[_opened(inner), *metadata]
    parts = tuple(part if part is Ellipsis else _opened(part) for part in get_args(annotation))
    if origin in (typing.Union, types.UnionType):
        return typing.Union[parts]  # noqa: UP007 - built from values, not written
    if origin is tuple:
        return tuple[parts]  # type: ignore[valid-type] # parts made here, not written
    if origin is dict:
        return dict[parts]  # type: ignore[valid-type,misc] # two parts: key and value
    return annotation


def understood(release: ModelRelease) -> ModelRelease:
    """
    What this version understands of a newer record, for those who judge: a word that it does not know tells it nothing.

    The record itself keeps the word; only a judge, who must not take it for a yes or a no, sees `unknown` in its place.
    """
    return release if type(release) is ModelRelease else _understood(ModelRelease, release)


def _understood(cls: type[Model], value: Any) -> Model:
    return build(
        cls, {name: _known(field.annotation, getattr(value, name)) for name, field in cls.model_fields.items()}
    )


def _known(annotation: Any, value: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return value if annotation is Evidence else _understood(annotation, value)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _known(parts[0], value)
    if origin in (typing.Union, types.UnionType):
        members = next((get_args(one) for one in parts if get_origin(one) is Literal), None)
        return None if members is not None and value not in members else value
    if origin is Literal:
        return "unknown" if value not in parts and "unknown" in parts else value
    if origin is tuple:
        return tuple(_known(parts[0], one) for one in value)
    if origin is dict:
        names = get_args(parts[0])
        return {key: _known(parts[1], one) for key, one in value.items() if not names or key in names}
    return value
