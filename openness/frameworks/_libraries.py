"""General libraries, which run models of many publishers: which one a release names, and under which licence it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from openness._pattern import pattern
from openness._value import dataclass
from openness.release import Evidence, ModelRelease
from openness.release.once import once

_KINDS = ("inference-code", "supporting-libraries")


@dataclass(frozen=True, slots=True)
class GeneralLibrary:
    """One library of `data/general_libraries.toml`."""

    name: str
    license: str
    """SPDX id, as the library's own repository declares it."""


@once
def named_libraries(release: ModelRelease) -> tuple[tuple[GeneralLibrary, tuple[Evidence, ...]], ...]:
    """The general libraries that a release names as what runs it, each with the places that name it."""
    return tuple(_named(release))


def _named(release: ModelRelease) -> Iterator[tuple[GeneralLibrary, tuple[Evidence, ...]]]:
    names, quoted = _patterns()
    for kind in _KINDS:
        for item in release.component(kind):  # type: ignore[arg-type] # two kinds of the record
            said = f"{item.name or ''} {(item.url or '').rpartition('/')[2]}"
            found = {match["word"].casefold() for match in names.finditer(said)}
            found |= _in_quotes(quoted, item.evidence)
            yield from ((library, item.evidence) for library in _libraries(found))
    usage = release.documentation.evidence.get("usage", ())
    yield from ((library, usage) for library in _libraries(_in_quotes(quoted, usage)))


def _in_quotes(quoted: re.Pattern[str], evidence: tuple[Evidence, ...]) -> set[str]:
    return {match["word"].casefold() for place in evidence for match in quoted.finditer(place.quote or "")}


def _libraries(words: set[str]) -> list[GeneralLibrary]:
    table = _table()
    return list(dict.fromkeys(table[word] for word in sorted(words)))


@cache
def _table() -> dict[str, GeneralLibrary]:
    path = Path(__file__).with_name("data") / "general_libraries.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["library"]
    return {word: GeneralLibrary(one["name"], one["license"]) for one in rows for word in one["words"]}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words in a name, and in a quote, where only an import, an installation or code speaks: `vision transformers` does not."""
    words = f"(?P<word>{'|'.join(re.escape(one) for one in sorted(_table(), key=len, reverse=True))})"
    name = pattern(words, re.IGNORECASE, not_before=r"[\w-]", not_after=r"[\w-]")
    quote = pattern(
        rf"(?:\bfrom |\bimport |\binstall (?:-\S+ )*|`|\blibrary_name: [\"']?){words}",
        re.IGNORECASE,
        not_after=r"[\w-]",
    )
    return name, quote
