"""The base of every typed value: frozen, closed, built on first use."""

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic_core import CoreSchema


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
        for field, words in zip(body, body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(words, ast.Expr)
                and isinstance(words.value, ast.Constant)
                and isinstance(words.value.value, str)
            ):
                found[field.target.id] = inspect.cleandoc(words.value.value).replace("\n", " ")
    return found
