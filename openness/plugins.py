"""
Rules, frameworks, exports and licences of other packages, loaded only where they are asked for by name.

    openness.plugins.use("openness-example")     # the name of an installed package

The command line asks by `--plugin NAME` or the environment variable `OPENNESS_PLUGINS` (names joined by commas). No
settings file can: it may belong to the repository that is being checked, and a plugin is code. Call `use` before
anything else is asked of this package. docs/plugins.md shows how a plugin is written.
"""

from __future__ import annotations

from typing import Any

from openness.errors import ConfigurationError

GROUPS = ("openness.rules", "openness.frameworks", "openness.exports", "openness.licenses")
"""The entry-point groups that a package may fill."""

_used: dict[str, dict[str, Any]] = {}


def use(*names: str) -> None:
    """
    Load the plugins of these installed packages, and of no other: without a name, none stays in use.

    Raises ConfigurationError for a package that is not installed, offers no plugin, or fails to load.
    """
    found: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys(names):
        for group, key, value in _load(name):
            members = found.setdefault(group, {})
            if key in members:
                raise ConfigurationError(f"plugin {name}: `{key}` of {group} is there already from another plugin")
            members[key] = value
    _used.clear()
    _used.update(found)


def used(group: str) -> dict[str, Any]:
    """What the plugins in use offer for one of `GROUPS`, by entry-point name."""
    return _used.get(group, {})


def _load(name: str) -> list[tuple[str, str, Any]]:
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        package = distribution(name)
    except (PackageNotFoundError, ValueError):
        raise ConfigurationError(f"plugin {name}: no such package is installed") from None
    offered = [one for one in package.entry_points if one.group in GROUPS]
    if not offered:
        raise ConfigurationError(f"plugin {name}: the package offers none of {', '.join(GROUPS)}")
    loaded = []
    for one in offered:
        try:
            loaded.append((one.group, one.name, one.load()))
        except Exception as error:  # whatever somebody else's code raises at import
            reason = " ".join(str(error).split())
            raise ConfigurationError(f"plugin {name}: `{one.value}` fails to load: {reason}") from error
    return loaded
