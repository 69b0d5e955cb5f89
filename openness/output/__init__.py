"""Results as text: one file a format, one table of formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from openness._inert import uncommanded
from openness.output._results import Result, inert
from openness.output._style import Style, View

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html")
"""Names of the formats of `check`."""

_MODULES = {"json": "json_v1"}


def render(results: Sequence[Result], form: str, *, style: Style | None = None, view: View | None = None) -> str:
    """
    Results in one of `FORMATS`; only that format's module is imported. `style` and `view` concern people's formats.

    What strangers wrote is inert in each: JSON, SARIF and GitLab's escape it themselves, the others are given it on one line.
    """
    module = import_module(f"openness.output.{_MODULES.get(form, form)}")
    write: Callable[..., str] = module.render
    if form in ("json", "sarif", "gitlab"):
        return write(results)
    told = [inert(result) for result in results]
    if form == "text":
        return uncommanded(write(told, style=style, view=view))
    return uncommanded(write(told, view=view)) if form in ("concise", "markdown") else write(told)


__all__ = ["FORMATS", "Result", "Style", "View", "render"]
