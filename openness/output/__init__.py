"""Results as text: one file a format, one table of formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from openness.output._results import Result
from openness.output._style import Style

FORMATS = ("text", "concise", "json", "sarif", "github", "junit", "html")
"""Names of the formats of `check`."""

_MODULES = {"json": "json_v1"}


def render(results: Sequence[Result], form: str, *, style: Style | None = None) -> str:
    """Results in one of `FORMATS`; only that format's module is imported."""
    module = import_module(f"openness.output.{_MODULES.get(form, form)}")
    write: Callable[..., str] = module.render
    return write(results, style=style) if form == "text" else write(results)


__all__ = ["FORMATS", "Result", "Style", "render"]
