"""
Values built from data that this package itself wrote, without compiling a validator for them.

A validator for the whole record takes 50 ms to compile, a third of a short run. Records come from one place (`Draft`)
and licences from data files; tests validate both in full, so that a run need not. Data from outside is always validated.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from openness._base import Frozen, FrozenDict, frozen
from openness._inert import whole

Value = TypeVar("Value", bound=Frozen)
_Convert = Callable[[Any], Any] | None
_set = object.__setattr__  # the classes are frozen


def build(cls: type[Value], values: dict[str, Any]) -> Value:
    """A value of a class from plain data in the class's own shape; keys that the class does not have are refused."""
    converters, defaults, required = _conversions_of(cls)
    fields = defaults.copy()
    try:
        for name, given in values.items():
            convert = converters[name]
            fields[name] = given if convert is None or given is None else convert(given)
    except KeyError:
        if unknown := values.keys() - converters.keys():
            raise TypeError(f"{cls.__name__} has no {', '.join(sorted(unknown))}") from None
        raise
    if missing := required - values.keys():
        raise TypeError(f"{cls.__name__} needs {', '.join(f'`{name}`' for name in sorted(missing))}")
    return _made(cls, fields, set(values))


def made(cls: type[Value], **values: Any) -> Value:
    """A value of a class from values that are of its fields' own types already; nothing is looked at but the names."""
    _, defaults, required = _conversions_of(cls)
    fields = {**defaults, **values}
    if len(fields) != len(defaults) or not required <= values.keys():
        return build(cls, values)  # which says what is wrong
    return _made(cls, fields, set(values))


def _made(cls: type[Value], fields: dict[str, Any], stated: set[str]) -> Value:
    one = cls.__new__(cls)
    _set(one, "__dict__", fields)
    _set(one, "__pydantic_fields_set__", stated)
    _set(one, "__pydantic_extra__", None)
    _set(one, "__pydantic_private__", None)
    return one


@cache
def _conversions_of(cls: type[Frozen]) -> tuple[dict[str, _Convert], dict[str, Any], frozenset[str]]:
    """
    How each field is converted, its default, and which fields have none.

    Empty sections are frozen, so that all records share one.
    """
    converters: dict[str, _Convert] = {}
    defaults: dict[str, Any] = {}
    for name, field in cls.model_fields.items():
        converters[name] = _converter(field.annotation)
        if field.is_required():
            defaults[name] = None  # keeps its place in the order of the fields
        elif field.default_factory is None:
            defaults[name] = field.default
        elif isinstance(field.default_factory, type) and issubclass(field.default_factory, Frozen):
            defaults[name] = build(field.default_factory, {})
        else:
            defaults[name] = frozen(field.get_default(call_default_factory=True))
    required = frozenset(name for name, field in cls.model_fields.items() if field.is_required())
    return converters, defaults, required


def _converter(kind: Any) -> _Convert:
    """From plain data to a field's type; None where the data is the value already."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _converter(get_args(kind)[0])
    if origin in (Union, UnionType):
        return _one_of([one for one in get_args(kind) if one is not NoneType])
    if origin is tuple:
        item = _converter(get_args(kind)[0])
        return tuple if item is None else lambda values: tuple([item(value) for value in values])
    if origin is dict:
        each = _converter(get_args(kind)[1])
        if each is None:
            return frozen
        return lambda values: FrozenDict({key: each(value) for key, value in values.items()})
    if origin is Literal:
        return None
    if isinstance(kind, type) and issubclass(kind, Frozen):
        return lambda values: values if isinstance(values, kind) else build(kind, values)
    if kind is datetime:
        return lambda value: datetime.fromisoformat(value) if isinstance(value, str) else value
    if kind is date:
        return lambda value: date.fromisoformat(value) if isinstance(value, str) else value
    return float if kind is float else _text if kind is str else None


def _text(value: Any) -> Any:
    """Text that every format can write: halves of characters, as of a file's name that is no UTF-8, are shown."""
    return whole(value) if isinstance(value, str) else value


def _one_of(kinds: list[Any]) -> _Convert:
    """A union: text stays text, a list becomes the tuple that the class asks for."""
    if len(kinds) == 1:
        return _converter(kinds[0])
    many = next((_converter(kind) for kind in kinds if get_origin(kind) is tuple), None)
    return None if many is None else lambda value: many(value) if isinstance(value, (list, tuple)) else value
