"""The front-matter keys of the Hub: which it documents, whose card they show, what they take. Facts: `hub_keys.json`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from openness._value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HubKeys:
    """The table, by what is asked of a key."""

    documented: frozenset[str]
    """Keys that the Hub documents for model cards, and common ones that mean no other."""
    model: frozenset[str]
    """Keys that only a model's card has, as people spell them."""
    dataset: frozenset[str]
    """Keys that only a dataset's card has."""
    space: frozenset[str]
    """Keys that only a Space's card has."""
    misspelled: dict[str, str]
    """Keys as people write them by mistake, and the key that they mean."""
    guessed: tuple[str, ...]
    """Keys that are worth a guess: an unknown key one slip away from one of them is taken for it."""
    text: tuple[str, ...]
    """Keys that take one text."""
    list: tuple[str, ...]
    """Keys that take one text or a list of them."""
    mappings: tuple[str, ...]
    """Keys that take a list of mappings."""
    values: dict[str, frozenset[str]]
    """Keys that take one of a closed set of values."""
    meant: dict[str, dict[str, str]]
    """For such a key: values as people write them by mistake, and the value that they mean."""


@cache
def hub_keys() -> HubKeys:
    """The table of the package, read when first asked for."""
    table = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return HubKeys(
        documented=frozenset(table["documented"]),
        model=frozenset(table["model"]),
        dataset=frozenset(table["dataset"]),
        space=frozenset(table["space"]),
        misspelled=table["misspelled"],
        guessed=tuple(table["guessed"]),
        text=tuple(table["text"]),
        list=tuple(table["list"]),
        mappings=tuple(table["mappings"]),
        values={key: frozenset(values) for key, values in table["values"].items()},
        meant=table["meant"],
    )
