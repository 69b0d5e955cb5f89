"""
What a publisher states: the record's keys, all optional, without evidence to write, because it is the evidence.

A statement stands under `openness:` in the front matter or in `openness.yaml` beside the card. Its classes are derived
from the record's, so the two can never drift apart.
"""

import types
import typing
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import create_model

from openness._base import Frozen
from openness.release.model_release import ModelRelease

_LEFT_OUT = frozenset({"evidence", "attestations"})
"""Fields that a publisher does not state: evidence is the statement itself, attestations are others' grades."""


@cache
def statement_class() -> type[Frozen]:
    """The class of a statement: `ModelRelease` without evidence, every key optional."""
    return _derived(ModelRelease, "Statement")


@cache
def _derived(model: type[Frozen], name: str | None = None) -> type[Frozen]:
    fields: dict[str, Any] = {}
    for key, field in model.model_fields.items():
        if key in _LEFT_OUT:
            continue
        required = field.is_required() and model is not ModelRelease
        annotation = _stated(field.annotation)
        if not required and types.NoneType not in get_args(annotation):
            annotation |= None
        limits = Annotated[annotation, *field.metadata] if field.metadata else annotation
        fields[key] = (limits, ...) if required else (limits, None)
    derived: type[Frozen] = create_model(
        name or f"Stated{model.__name__}",
        __base__=Frozen,
        __doc__=_doc(model, name),
        **fields,
    )
    derived.__openness_origin__ = model  # type: ignore[attr-defined] # where the schema finds the field's docstring
    return derived


def _doc(model: type[Frozen], name: str | None) -> str:
    return (
        "What a publisher states about a model."
        if name
        else f"{(model.__doc__ or '').strip()} As stated by the publisher."
    )


def _stated(annotation: Any) -> Any:
    """An annotation with every record class in it replaced by its stated twin."""
    origin = get_origin(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return _derived(annotation)
    if origin is None:
        return annotation
    parts = tuple(part if part is Ellipsis else _stated(part) for part in get_args(annotation))
    if origin in (typing.Union, types.UnionType):
        return typing.Union[parts]  # noqa: UP007 - built from values, not written
    if origin is tuple:
        return tuple[parts]  # type: ignore[valid-type] # parts made here, not written
    if origin is dict:
        return dict[parts]  # type: ignore[valid-type,misc] # two parts: key and value
    return annotation
