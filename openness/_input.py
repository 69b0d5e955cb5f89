"""
Files of strangers: regular files alone, up to a size, inside their folder; JSON and TOML of a depth that a parser survives.

A FIFO is never waited for and a device never read. A link is followed only to what lies in the folder that is looked at.
"""

from __future__ import annotations

import json
import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any, Final

from openness import _limits
from openness._pattern import pattern, simple
from openness.errors import TargetError

_SNAPSHOT: Final = pattern(r"models--[^/]*/snapshots/[0-9a-f]{40}\Z")
_BRACKETS: Final = b"[]{}"
_OTHERS: Final = bytes(one for one in range(256) if one not in _BRACKETS)
_STEP: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
_STRUCTURE: Final = simple(r'\\.|["\[\]{}]', re.DOTALL)
_TOML: Final = simple(r"""[\[\]{}"'#]""")
_NUMBER: Final = simple(r"[0-9][0-9_]*")
_MOST_DOTS: Final = 2000
"""In one line of TOML: its parser takes time with the square of a key's parts."""


def read_bytes(path: str | Path, limit: int, *, within: Path | None = None, what: str = "not read") -> bytes:
    """
    A file's bytes.

    Raises TargetError for what is missing, no regular file or above `limit`; with `within` also for a link that leads
    out of that folder.
    """
    try:
        real = Path(path) if within is None else _inside(Path(path), within)
        # Opened without waiting, since nobody may ever write to a FIFO; what it is, the open file says.
        handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                kind = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
                raise TargetError(f"{shown(path)}: {kind}, not read")
            data = b"" if status.st_size > limit else file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise TargetError(f"{shown(path)}: {(getattr(error, 'strerror', None) or 'cannot be read').lower()}") from None
    if status.st_size > limit or len(data) > limit:
        raise TargetError(f"{shown(path)}: larger than {size(limit)}, {what}")
    return data


def read_text(path: str | Path, limit: int, *, within: Path | None = None, what: str = "not read") -> str:
    """A file's text, as UTF-8; each wrong byte becomes U+FFFD. Raises as `read_bytes` does."""
    return (
        read_bytes(path, limit, within=within, what=what)
        .decode("utf-8-sig", "replace")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )


def bounded(data: bytes, limit: int, *, name: str, what: str = "not read") -> bytes:
    """What came by another way, where it is not larger than its limit; TargetError otherwise."""
    if len(data) > limit:
        raise TargetError(f"{name}: larger than {size(limit)}, {what}")
    return data


def size(limit: int) -> str:
    """A limit in words."""
    return f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit // 1000} kB"


def shown(path: object) -> str:
    """A file's name as text: bytes that are no UTF-8, which the system hands on as lone surrogates, are escaped."""
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            return os.fsencode(text).decode("utf-8", "backslashreplace")
        except UnicodeEncodeError:
            return text.encode("utf-8", "backslashreplace").decode()
    return text


def leads_out(path: Path, within: Path) -> bool:
    """Whether a path is, or lies behind, a link that leads out of a folder."""
    try:
        _inside(path, within)
    except (OSError, TargetError, ValueError):
        return True
    return False


def _inside(path: Path, within: Path) -> Path:
    real = Path(os.path.realpath(path, strict=True))
    if not real.is_relative_to(_root(within)):
        raise TargetError(f"{shown(path)}: a link that leads out of its folder, not followed; name the file itself")
    return real


def _root(within: Path) -> Path:
    """The folder itself; in the Hub client's cache the repository's, where a snapshot's files are links to nameless ones."""
    real = Path(os.path.realpath(within))
    # Asked of the path as given: a stranger's folder cannot choose where it lies.
    return real.parent.parent if _SNAPSHOT.search(Path(os.path.abspath(within)).as_posix()) else real  # noqa: PTH100 - links must stay


def load_json(text: str | bytes) -> Any:
    """
    JSON as data. ValueError for what is none, nests deeper or has longer numbers than the limits allow.

    Lone surrogates, which no text can be written with, become U+FFFD.
    """
    if depth_of_json(text) > _limits.DEPTH:
        raise ValueError(f"nested deeper than {_limits.DEPTH} levels")
    value = json.loads(text, parse_int=_whole)
    escaped = b"\\ud" if isinstance(text, bytes) else "\\ud"
    return _without_surrogates(value) if escaped in text.lower() else value  # type: ignore[operator] # of one kind


def depth_of_json(text: str | bytes) -> int:
    """How deep brackets nest; exact where it is near the limit, never too small."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    kept = data.translate(None, _OTHERS)
    opened = kept.count(b"[") + kept.count(b"{")
    return opened if opened <= _limits.DEPTH else _exact_depth(data.decode("utf-8", "replace"))


def _exact_depth(text: str) -> int:
    depth = deepest = 0
    quoted = False
    for match in _STRUCTURE.finditer(text):
        sign = match.group()
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in _STEP:
            depth += _STEP[sign]
            deepest = max(deepest, depth)
    return deepest


def _whole(digits: str) -> int:
    if len(digits) > _limits.DIGITS:
        raise ValueError(f"a number of {len(digits)} digits; at most {_limits.DIGITS} are read")
    return int(digits)


def _without_surrogates(root: Any) -> Any:
    """The same value with U+FFFD for each lone surrogate; its depth is known to be small."""
    if isinstance(root, str):
        return root if root.isascii() else root.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(root, list):
        return [_without_surrogates(one) for one in root]
    if isinstance(root, dict):
        return {_without_surrogates(key): _without_surrogates(one) for key, one in root.items()}
    return root


def load_toml(text: str) -> dict[str, Any]:
    """TOML as data. ValueError (TOMLDecodeError is one) for what is none, or beyond the limits."""
    if _depth_of_toml(text) <= _limits.DEPTH:
        if max(map(len, _NUMBER.findall(text)), default=0) > _limits.DIGITS:
            raise ValueError(f"a number of more than {_limits.DIGITS} digits")
        if max((line.count(".") for line in text.splitlines()), default=0) <= _MOST_DOTS:
            value = tomllib.loads(text)
            if depth_of(value) <= _limits.DEPTH:  # keys joined by dots nest as well
                return value
    raise ValueError(f"nested deeper than {_limits.DEPTH} levels")


def _depth_of_toml(text: str) -> int:
    """How deep brackets nest outside of texts and comments."""
    depth = deepest = at = 0
    while match := _TOML.search(text, at):
        sign, at = match.group(), match.end()
        if sign in _STEP:
            depth += _STEP[sign]
            deepest = max(deepest, depth)
            continue
        mark = "\n" if sign == "#" else sign * 3 if text.startswith(sign * 2, at) else sign
        at = text.find(mark, at + len(mark) - 1)
        while sign == '"' and at > 0 and _is_escaped(text, at):
            at = text.find(mark, at + 1)
        if at < 0:
            break
        at += len(mark)
    return deepest


def _is_escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes precedes an offset; more than a hundred are none that anybody means."""
    before = text[max(0, at - 100) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def depth_of(value: Any) -> int:
    """How deep mappings and lists nest, asked without recursion."""
    deepest = 0
    todo = [(value, 1)]
    while todo:
        one, depth = todo.pop()
        if isinstance(one, (dict, list, tuple)):
            deepest = max(deepest, depth)
            todo.extend((part, depth + 1) for part in (one.values() if isinstance(one, dict) else one))
    return deepest
