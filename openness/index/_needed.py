"""Optional packages: asked for when needed, and named with the line that installs them where they are not there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from openness.errors import ConfigurationError


def needed(module: str, extra: str = "census") -> Any:
    """A module of an optional package. Raises ConfigurationError with the install line."""
    try:
        return import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        line = f"pip install 'openness[{extra}]'"
        raise ConfigurationError(f"{package} is not installed, which this needs; install it with `{line}`") from None
