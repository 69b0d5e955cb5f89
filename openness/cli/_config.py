"""Settings: `[tool.openness]` in `pyproject.toml`, or `openness.toml`, found upwards from the working folder."""

from __future__ import annotations

import reprlib
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openness import _input, _limits
from openness._value import dataclass
from openness.cli._terminal import tell
from openness.errors import ConfigurationError, TargetError

if TYPE_CHECKING:
    from openness.policy import Policy

_LISTS = ("select", "ignore", "extend-select", "extend-ignore", "exclude")
_TEXTS = ("fail-on", "show", "format", "baseline", "index")
_KEYS = (*_LISTS, *_TEXTS, "per-file-ignores", "policy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a configuration file says; empty where it is silent."""

    path: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str | None = None
    show: str | None = None
    format: str | None = None
    baseline: str | None = None
    index: str | None = None
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    policy: Policy | None = None

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """Rules and families that `per-file-ignores` switches off for a file."""
        return tuple(name for pattern, names in self.per_file_ignores if self._matches(path, pattern) for name in names)

    def excludes(self, path: str) -> bool:
        """Whether `exclude` leaves a file out."""
        return any(self._matches(path, pattern) for pattern in self.exclude)

    def _matches(self, path: str, pattern: str) -> bool:
        shown = Path(path)
        root = self.path.parent if self.path else Path.cwd()
        try:
            relative = shown.resolve().relative_to(root.resolve()).as_posix()
        except (ValueError, OSError):
            relative = shown.as_posix()
        return (
            fnmatch(relative, pattern) or fnmatch(shown.name, pattern) or fnmatch(relative, f"{pattern.rstrip('/')}/*")
        )


def load(explicit: str | None = None) -> Settings:
    """The settings that apply; ConfigurationError names file and key."""
    if explicit is not None:
        path = Path(explicit)
        if not path.is_file():
            raise ConfigurationError(f"{explicit}: no such configuration file")
        return _read(path)
    here = Path.cwd()
    for folder in (here, *here.parents):
        own = folder / "openness.toml"
        if own.is_file():
            return _read(own)
        project = folder / "pyproject.toml"
        if project.is_file():
            return _read(project)
    return Settings()


def _read(path: Path) -> Settings:
    tell(f"settings of {path}")
    table = read_table(path, others=path.name == "pyproject.toml")
    if path.name == "pyproject.toml":
        tool = table.get("tool")
        table = tool.get("openness", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise ConfigurationError(f"{path}: `tool.openness` takes a table, found {reprlib.repr(table)}")
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key == "plugins":
            raise ConfigurationError(f"{path}: no settings file loads plugins; use `--plugin NAME` or OPENNESS_PLUGINS")
        if key not in _KEYS:
            from difflib import get_close_matches

            near = get_close_matches(key, _KEYS, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(_KEYS)}"
            raise ConfigurationError(f"{path}: unknown setting `{key}`; {hint}")
        values[key.replace("-", "_")] = _typed(path, key, value)
    return Settings(path=path, **values)


def read_table(path: Path, *, others: bool = False) -> dict[str, Any]:
    """
    A TOML file as data; ConfigurationError in one line for what cannot be read.

    With `others` the file belongs to other programs too: one that is no TOML and never names ours is an empty one.
    """
    try:
        data = _input.read_bytes(path, _limits.SETTINGS, what="no settings file")
    except TargetError as error:
        raise ConfigurationError(str(error)) from None
    try:
        return _input.load_toml(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error})") from None
    except (ValueError, RecursionError) as error:
        if others and b"tool.openness" not in data:
            return {}
        raise ConfigurationError(f"{path}: not TOML: {str(error)[:200]}") from None


def _typed(path: Path, key: str, value: Any) -> Any:
    if key in _LISTS:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigurationError(f"{path}: `{key}` takes a list of texts, found {reprlib.repr(value)}")
    if key in _TEXTS:
        if isinstance(value, str):
            return value
        raise ConfigurationError(f"{path}: `{key}` takes text, found {reprlib.repr(value)}")
    if key == "policy":
        from openness.policy import read_policy

        if not isinstance(value, dict):
            raise ConfigurationError(f"{path}: `policy` takes a table, found {reprlib.repr(value)}")
        return read_policy(value, where=f"{path}: policy")
    if isinstance(value, dict) and all(
        isinstance(names, list) and all(isinstance(name, str) for name in names) for names in value.values()
    ):
        return tuple((pattern, tuple(names)) for pattern, names in value.items())
    raise ConfigurationError(
        f"{path}: `{key}` takes a table of file patterns with lists of rules, found {reprlib.repr(value)}"
    )
