"""The record in other formats. What a format cannot hold is listed on its page and kept in its extension point."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol

from openness import _inert, plugins
from openness.errors import ConfigurationError, UnknownNameError
from openness.release import ModelRelease

_HOMES: dict[str, str] = {
    "cyclonedx": "cyclonedx",
    "cyclonedx-1.7": "cyclonedx_1_7",
    "spdx": "spdx",
    "spdx-2.3": "spdx_2_3",
    "eu-training-summary": "eu_training_summary",
    "front-matter": "front_matter",
    "mof": "mof",
    "osai": "osai",
}
_BOMS = frozenset({"cyclonedx", "cyclonedx-1.7", "spdx", "spdx-2.3"})
"""Bills of materials: they can carry licence texts and tell when they were made."""
NAMES: tuple[str, ...] = tuple(_HOMES)
"""Names of all export formats of this package."""


def names() -> tuple[str, ...]:
    """Names of all export formats, those of the plugins in use last."""
    return (*NAMES, *(name for name in plugins.used("openness.exports") if name not in _HOMES))


class Export(Protocol):
    """What each module of this room offers."""

    SUFFIX: str
    """Usual suffix of a file of this format."""

    def render(self, release: ModelRelease) -> str:
        """The record in this format, with a line feed at the end."""


def get(name: str) -> Export:
    """An export by name; UnknownNameError with near names otherwise."""
    if name not in _HOMES and (offered := plugins.used("openness.exports").get(name)) is not None:
        if not callable(getattr(offered, "render", None)):
            raise ConfigurationError(f"plugin export `{name}` has no function `render`")
        return offered  # type: ignore[no-any-return] # a module that follows the protocol
    if name not in _HOMES:
        from difflib import get_close_matches

        near = tuple(get_close_matches(name, names(), n=2))
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(names())}"
        raise UnknownNameError(f"{name}: unknown export; {hint}", near=near)
    module: Any = import_module(f"{__name__}.{_HOMES[name]}")
    return module  # type: ignore[no-any-return] # a module that follows the protocol


def render(
    release: ModelRelease, to: str, *, texts: Mapping[str, str] | None = None, moment: datetime | None = None
) -> str:
    """
    A record in the format `to`.

    `texts` are licence texts by our licence id, for formats that can carry them. `moment` is when the document is made,
    for formats that tell it; without one SOURCE_DATE_EPOCH is asked, and SPDX, which must tell one, takes the present.

    No address that a browser would run is passed on, and no text that steers who reads the file.
    """
    writer: Any = get(to)
    release = _inert.mapped(release, lambda text: _inert.unscripted(_inert.whole(text)))
    more: dict[str, Any] = {}
    if to in _BOMS:
        more = {"moment": moment, **({"texts": texts} if texts else {})}
    text: str = writer.render(release, **more)
    return _inert.json_text(text) if writer.SUFFIX.endswith(".json") else _inert.whole(text)


__all__ = ["NAMES", "Export", "get", "names", "render"]
