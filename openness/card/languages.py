"""The codes that the Hub takes in `language`, and the code that people mean by a name. Facts: `languages.json`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from openness._pattern import simple

_THREE = simple(r"[a-z]{3}")


@cache
def _table() -> dict[str, Any]:
    return json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def is_language_code(value: str) -> bool:
    """Whether a value is an ISO 639-1 code, has the form of an ISO 639-2 or 639-3 code, or is a word of the Hub's own."""
    table = _table()
    return value in table["codes"] or value in table["special"] or _THREE.fullmatch(value) is not None


def is_withdrawn(value: str) -> bool:
    """Whether a value once was an ISO 639-1 code: cards that have it stand on the Hub."""
    return value in _table()["withdrawn"]


def language_of_country(value: str) -> tuple[str, str, str] | None:
    """For a code that is also a country's: its language's name, the code of the country's language, that one's name."""
    table = _table()
    meant = table["of_a_country"].get(value)
    return (table["codes"][value], meant, table["codes"][meant]) if meant is not None else None


def language_code_meant(value: str) -> str | None:
    """The code that a name or another spelling means (`English`, `fr-BE`, `zh_CN`); None where that cannot be told."""
    table = _table()
    folded = value.strip().strip(",").casefold()
    head = folded.replace("_", "-").partition("-")[0]
    names: dict[str, str] = {name.casefold(): code for code, name in table["codes"].items()}
    for word in (folded, head):
        if word in table["meant"]:
            return str(table["meant"][word])
        if word in names:
            return names[word]
        if word in table["codes"] or word in table["special"] or (word != folded and _THREE.fullmatch(word)):
            return word
    return None
