"""Which names are those of models by themselves: families, sizes, architectures, models that are only served. Facts: `families.json`."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from openness._pattern import pattern, simple

_SIZED = pattern(r"[A-Za-z][\w.]*[ _-]?(?:\d{1,2}x)?\d+(?:\.\d+)?[bB]", not_after=r"[A-Za-z0-9]")
"""A name with the number of its parameters: `Heron-7B`, `egret 8x7b`."""
_SIZED_LAST = pattern(r"[A-Za-z][\w.-]*-(?:\d{1,2}x)?\d+(?:\.\d+)?[bB](?:[^A-Za-z0-9]|$)")
"""The same where a version stands between: `Heron-2-70B`."""


def is_family(name: str) -> bool:
    """Whether a name belongs to a known family of models, or has a model's size in it."""
    return _families().search(name) is not None or _is_sized(name)


def _is_sized(name: str) -> bool:
    return _SIZED.search(name) is not None or _SIZED_LAST.search(name) is not None


def is_known(name: str) -> bool:
    """Whether a name has that of a known family in it; a size alone (`FLD-5B`) may be a dataset's."""
    return _families().search(name) is not None


def is_checkpoint(name: str) -> bool:
    """Whether a name is that of one set of weights: an id, or a name with its size."""
    return "/" in name or _is_sized(name)


def is_family_in_lower_case(word: str) -> bool:
    """Whether a word without capitals is a family's name: `llama` and `opt-350m`, not the word `orca`."""
    return is_family(word) if simple(r"[\d_-]").search(word) else _anywhere().search(word) is not None


@cache
def _table() -> dict[str, list[str]]:
    return json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def _families() -> re.Pattern[str]:
    anywhere, whole = ("|".join(map(re.escape, _table()[key])) for key in ("anywhere", "whole"))
    return pattern(
        rf"{anywhere}|(?P<start>)(?:{whole})(?P<end>)",
        re.IGNORECASE,
        not_before={"start": "[A-Za-z]"},
        not_after={"end": "[A-Za-z]"},
    )


@cache
def _anywhere() -> re.Pattern[str]:
    return pattern("|".join(map(re.escape, _table()["anywhere"])))


@cache
def _architectures() -> frozenset[str]:
    return frozenset(_table()["architectures"])


@cache
def _closed() -> re.Pattern[str]:
    return pattern("|".join(map(re.escape, _table()["closed"])), re.IGNORECASE)


def is_closed(name: str) -> bool:
    """Whether a model is only served, so that nobody outside can have started from its weights."""
    return _closed().match(name) is not None


def is_architecture(name: str) -> bool:
    """Whether a name stands for an architecture where no checkpoint is named: `BERT`, not `BERT base`."""
    return "/" not in name and simple(r"[^a-z0-9]+").sub("", name.casefold()) in _architectures()
