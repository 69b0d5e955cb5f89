"""
Records of systems that people argue about: each fact with the public text that shows it.

    release = catalog.load("llama-2-70b")     # ModelRelease, like any other
    catalog.facts("llama-2-70b")              # the same facts one by one, each with where it stands
    catalog.sources("llama-2-70b")            # the texts that were read, with their dates

A catalogue file holds facts alone. They were written down before any standard was applied to them, and what no text
said is absent.
"""

from __future__ import annotations

from functools import cache

from openness.catalog._files import Entry, Fact, Source, names
from openness.catalog._reading import read_entry
from openness.errors import TargetError
from openness.release import ModelRelease

__all__ = ["Fact", "Source", "facts", "load", "names", "sources"]


def load(name: str) -> ModelRelease:
    """The record of one system; raises TargetError with the nearest names for a name outside `names()`."""
    return _catalog_entry(name).release


def facts(name: str) -> tuple[Fact, ...]:
    """Every stated fact of one system in the order of its file; raises TargetError as `load` does."""
    return _catalog_entry(name).facts


def sources(name: str) -> tuple[Source, ...]:
    """The texts that one system's facts were read in; raises TargetError as `load` does."""
    return _catalog_entry(name).sources


@cache
def _catalog_entry(name: str) -> Entry:
    if name not in names():
        raise TargetError(f"catalog:{name}: no such system{_hint(name)}")
    return read_entry(name)


def _hint(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), names(), n=3, cutoff=0.5)
    if near:
        return f"; did you mean {', '.join(f'catalog:{one}' for one in near)}?"
    return f"; known: {', '.join(names())}"
