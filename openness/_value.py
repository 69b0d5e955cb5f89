"""
`dataclasses.dataclass`, which writes a class's methods when its first value is made.

Writing them takes most of a millisecond a class, and a short run makes values of few of the hundred classes that it loads.
Until then a class has its slots and stands in for the rest; afterwards it is what `dataclasses` makes of it.
"""

from __future__ import annotations

import dataclasses
import inspect
import threading
from itertools import chain
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, *, slots: bool = False, **options: bool) -> Any:
        """As `dataclasses.dataclass`; what a value needs to be told from another is written with the first one."""
        if cls is None:
            return lambda given: _late(given, slots, options)
        return _late(cls, slots, options)


_LATE = ("__init__", "__repr__", "__eq__", "__hash__", "__lt__", "__le__", "__gt__", "__ge__", "__setstate__")
"""What may be asked of a class, or of a value that came from another process, before the class is written."""


_TOLD = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")
"""What tells the fields of a class."""


class _Described:
    """What `dataclasses` leaves in a class to tell its fields; asking for it writes the class."""

    def __init__(self, name: str, write: Any) -> None:
        self._name, self._write = name, write

    def __get__(self, _: object, owner: type | None = None) -> Any:
        self._write()
        return getattr(owner, self._name)


_WRITING = threading.RLock()
"""Who meets a class that is being written waits: half a class has no `__init__`."""


def _late(cls: type, slots: bool, options: dict[str, bool]) -> type:
    made = _with_slots(cls) if slots else cls
    before = dict(vars(cls))
    names = _names(cls)
    written = False

    def write() -> None:
        nonlocal written
        with _WRITING:
            if written:
                return
            whole = cls if slots else _copy(cls, before)
            dataclasses.dataclass(**options)(whole)
            # One by one in place of what stands in, which waits here: at no moment is there less than a whole class.
            for name, value in vars(whole).items():
                if name not in names and name not in _ON_CHANGE and value is not before.get(name):
                    setattr(made, name, value)
            if not slots:
                _set_defaults(made, names, before)
            written = True

    def stand_in(name: str) -> Any:
        def answer(self: Any, *args: Any, **keywords: Any) -> Any:
            write()
            return getattr(self, name)(*args, **keywords)

        return answer

    absent = (name for name in _LATE if name not in before and _is_written(name, options))
    for name, one in chain(((n, stand_in(n)) for n in absent), ((n, _Described(n, write)) for n in _TOLD)):
        setattr(made, name, one)
    if options.get("frozen"):
        made.__setattr__, made.__delattr__ = _refuse_change, _refuse_removal  # type: ignore[assignment, method-assign]
    if "__hash__" not in before and not (options.get("frozen") or options.get("unsafe_hash")):
        made.__hash__ = None  # type: ignore[assignment]
    return made


_ON_CHANGE = ("__setattr__", "__delattr__", "__dict__", "__weakref__")


def _refuse_change(_: object, name: str, value: object) -> None:  # noqa: ARG001 - as Python calls it
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_removal(_: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _copy(cls: type, content: dict[str, Any]) -> type:
    """The class as it was given: to be written while others use the one that stands in."""
    return type(cls)(
        cls.__name__, cls.__bases__, {name: one for name, one in content.items() if name not in _ON_CHANGE}
    )


def _set_defaults(made: type, names: tuple[str, ...], before: dict[str, Any]) -> None:
    """In place of what `field(...)` gave, its default, or nothing."""
    for name in names:
        given = before.get(name)
        if isinstance(given, dataclasses.Field):
            if given.default is dataclasses.MISSING:
                delattr(made, name)
            else:
                setattr(made, name, given.default)


def _is_written(name: str, options: dict[str, bool]) -> bool:
    if name == "__hash__":
        return bool(options.get("frozen") or options.get("unsafe_hash"))
    if name in ("__lt__", "__le__", "__gt__", "__ge__"):
        return bool(options.get("order"))
    return name != "__setstate__"


def _names(cls: type) -> tuple[str, ...]:
    """The fields that a class adds to those of its bases."""
    given = inspect.get_annotations(cls)
    return tuple(name for name, kind in given.items() if "ClassVar" not in str(kind)[:20])


def _with_slots(cls: type) -> type:
    """The class with a slot for each field, as `dataclasses` makes it: slots cannot be added to one that is there."""
    names = _names(cls)
    content = {name: value for name, value in vars(cls).items() if name not in (*names, "__dict__", "__weakref__")}
    content["__slots__"] = names
    content.setdefault("__getstate__", _state)
    content.setdefault("__setstate__", _set_state)
    made = type(cls)(cls.__name__, cls.__bases__, content)
    made.__qualname__ = cls.__qualname__
    return made


def _state(self: Any) -> list[Any]:
    """What is sent to another process."""
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
