"""Countries and the territories that licences name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from openness.errors import UnknownNameError


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).with_name("tables") / "territories.toml"
    table: dict[str, dict[str, list[str]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return table


def place(name: str) -> str:
    """
    The code of a country, or `EU`.

    Raises UnknownNameError: a country that is not understood must not pass for one that no licence excludes.
    """
    code = name.strip().upper()
    code = _table()["also"].get(code, [code])[0]
    if code not in _table()["territories"] and code not in _table()["countries"]["codes"]:
        raise UnknownNameError(f"{name}: no country code; write the two letters of ISO 3166 (FR), or EU")
    return code


def within(code: str, territories: Iterable[str]) -> bool:
    """Whether a place lies in one of these territories, or one of them in it."""
    members = _table()["territories"]
    return any(
        code == one or code in members.get(one, ()) or (code in members and one in members[code]) for one in territories
    )
