"""The base of every typed value: frozen, closed, built on first use."""

import re
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, Strict, WithJsonSchema
from pydantic_core import CoreSchema

_DAY = r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?"
DAY_PATTERN = f"^{_DAY}$"
"""A day as ISO 8601 writes it; the pattern holds for validators that do not look at `format`."""
MOMENT_PATTERN = f"^{_DAY}T{_TIME}(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
"""A moment as RFC 3339 writes it, with its offset."""


def _whole(value: Any) -> Any:
    """JSON has one kind of number: 7.0 is a whole one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(_DAY, value):
        raise ValueError("a day is written YYYY-MM-DD")
    return date.fromisoformat(value)


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(MOMENT_PATTERN, value):
        raise ValueError("a moment is written YYYY-MM-DDThh:mm:ss with Z or an offset")
    return datetime.fromisoformat(value)


Flag = Annotated[bool, Strict()]
"""True or false; never a word or a number that means it."""
Whole = Annotated[int, Strict(), BeforeValidator(_whole)]
"""A whole number; never text."""
Count = Annotated[int, Strict(), Field(ge=1), BeforeValidator(_whole)]
"""A whole number from 1."""
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
"""A number; never text."""
Amount = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]
"""A number from 0."""
Day = Annotated[
    date, Strict(), BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "pattern": DAY_PATTERN})
]
"""A day, ISO 8601."""
DayText = Annotated[str, Field(pattern=DAY_PATTERN, max_length=10)]
"""A day as text, ISO 8601."""
DateText = Annotated[
    str, Field(pattern=r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$", max_length=10)
]
"""A day, a month or a year as text, ISO 8601, as exact as the source is."""
Moment = Annotated[
    datetime,
    Strict(),
    BeforeValidator(_moment),
    WithJsonSchema(
        {"type": "string", "format": "date-time", "pattern": MOMENT_PATTERN, "not": {"pattern": "\\s"}}
    ),  # in some languages `$` also matches before a line break
]
"""A moment with its offset, RFC 3339."""


class FrozenDict(dict[Any, Any]):
    """
    A dictionary that never changes: what a record holds, and what many records may share.

    Everywhere else it is a `dict`; a copy by `dict(...)` may be changed.
    """

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a record never changes; make a new one with `model_copy(update=...)`")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def frozen(value: Any) -> Any:
    """The same value with every dictionary in it frozen."""
    if isinstance(value, dict):
        return value if type(value) is FrozenDict else FrozenDict({key: frozen(one) for key, one in value.items()})
    if type(value) is list:
        return [frozen(one) for one in value]
    return value


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

    def model_post_init(self, _: Any, /) -> None:
        """Freeze what pydantic leaves open: a frozen value's dictionaries."""
        fields = self.__dict__
        for name, value in fields.items():
            if type(value) is dict:
                fields[name] = frozen(value)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe each field by the docstring that stands below it in the source."""
        generated = handler.resolve_ref_schema(handler(schema))
        words = field_docs(getattr(cls, "__openness_origin__", cls))
        for name, described in generated.get("properties", {}).items():
            if name in words:
                described.setdefault("description", words[name])
        return generated


@cache
def field_docs(cls: type) -> dict[str, str]:
    """The docstring below each field of a class and its bases, as one line each."""
    import ast
    import inspect
    import sys
    import textwrap

    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.partition(".")[0] in sys.stdlib_module_names or base.__module__.startswith("pydantic"):
            continue
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(base)))
        except (OSError, TypeError, SyntaxError):
            continue
        body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
        for field, words in pairwise(body):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(words, ast.Expr)
                and isinstance(words.value, ast.Constant)
                and isinstance(words.value.value, str)
            ):
                found[field.target.id] = inspect.cleandoc(words.value.value).replace("\n", " ")
    return found
