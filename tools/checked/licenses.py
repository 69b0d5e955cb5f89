"""
The licences as data: one file a licence, the names that are no single licence, and the tables beside them.

A licence's file is held against the class that reads it (`openness.licenses.model.License`), and every id in one of
these files against the ids that have a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from checked.complaints import Complaint, named, parsed_toml, parsed_tsv, validated, wrong_word
from openness._base import Frozen
from openness.licenses.details import Details
from openness.licenses.expression import parse
from openness.licenses.model import License

FOLDER = Path("openness/licenses")
"""Licences and tables, from the root."""
READINGS = Path("docs/readings")
"""The tables of texts, from the root."""

_Text = Annotated[str, Field(min_length=1)]
_Ids = Annotated[tuple[_Text, ...], Field(min_length=1)]
_Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
_Bond = Literal["keep", "free", "blocked", "contested"]


class HubNames(Frozen):
    """Names on the Hub's list that are no licence."""

    families: tuple[_Text, ...]
    sentinels: tuple[_Text, ...]


class NoLicenses(Frozen):
    """Words that stand where a licence should."""

    words: tuple[_Text, ...]


class Meant(Frozen):
    """What a model's name means where a licence's is asked for."""

    means: _Text
    why: _Text


class Names(Frozen):
    """`data/_names.toml`."""

    families: dict[str, _Ids]
    models: dict[str, Meant]
    hub: HubNames
    not_licenses: NoLicenses


class Upstream(Frozen):
    """A row of `tables/inheritance.toml`: what of these licences binds, relation by relation."""

    licenses: _Ids
    finetune: _Bond
    merge: _Bond
    adapter: _Bond
    quantized: _Bond
    distillation: _Bond
    same_family: tuple[_Text, ...] = ()
    clauses: _Text
    note: _Text | None = None
    note_on: tuple[Literal["finetune", "merge", "adapter", "quantized", "distillation"], ...] = ()


class Inheritance(Frozen):
    """`tables/inheritance.toml`."""

    upstream: tuple[Upstream, ...]


class KnownModel(Frozen):
    """A row of `tables/models.toml`."""

    patterns: _Ids
    license: _Text
    also: _Ids | None = None


class Mirrors(Frozen):
    """The owners whose models are others' under the same name."""

    owners: _Ids


class KnownModels(Frozen):
    """`tables/models.toml`."""

    mirrors: Mirrors
    model: tuple[KnownModel, ...]


class Pair(Frozen):
    """A row of `tables/compatibility.toml`: what one text settles of licences on each other."""

    upstream: _Ids
    downstream: _Ids
    answer: Literal["yes", "no", "contested"]
    of: _Text
    clause: _Text
    why: _Text


class Compatibility(Frozen):
    """`tables/compatibility.toml`."""

    pair: tuple[Pair, ...]


class KnownService(Frozen):
    """A row of `tables/services.toml`."""

    provider: _Text
    called: _Ids
    patterns: _Ids
    not_patterns: _Ids | None = None
    terms: _Text
    license: _Text | None = None
    clause: _Text
    bars: _Text
    url: _Text


class KnownServices(Frozen):
    """`tables/services.toml`."""

    service: tuple[KnownService, ...]


class Countries(Frozen):
    """The codes of ISO 3166-1."""

    codes: tuple[_Country, ...]


class Territories(Frozen):
    """`tables/territories.toml`."""

    territories: dict[_Country, tuple[_Country, ...]]
    also: dict[_Country, Annotated[tuple[_Country, ...], Field(min_length=1, max_length=1)]]
    countries: Countries


class TextRow(Frozen):
    """A row of `texts.tsv`: the file in which a licence's text was read."""

    id: _Text
    text: _Text


class EqualRow(Frozen):
    """A row of `equals.tsv`: another file with the same text, or with a mere pointer to it."""

    text: _Text
    equals: _Text
    part: Annotated[str, Field(pattern=r"^(before:.+)?$")]
    why: _Text


class KindRow(Frozen):
    """A row of `kinds.tsv`: a text that is no licence."""

    id: _Text
    kind: Literal["policy", "terms"]


class ParagraphRow(Frozen):
    """A row of `paragraphs.tsv`: how a number is cited that a reader gave a part of a text which bears none."""

    id: _Text
    clause: Annotated[str, Field(pattern=r"^\d+$")]
    cited: Annotated[str, Field(pattern=r"^\D")]


def check(root: Path) -> list[Complaint]:
    """Everything that is wrong with the licences of a tree and the tables beside them."""
    data = root / FOLDER / "data"
    known = {path.stem for path in data.glob("[!_]*.toml")}
    found: list[Complaint] = []
    for path in sorted(data.glob("[!_]*.toml")):
        table, wrong = parsed_toml(root, path)
        found += wrong
        if not wrong:
            found += _license(table, path.stem, named(root, path), known)
    found += _names(root, data / "_names.toml", known)
    return [*found, *_details(root, known), *_tables(root, known), *_texts(root, known)]


def _license(table: dict[str, Any], identity: str, file: str, known: set[str]) -> list[Complaint]:
    read, found = validated(License, table, file)
    if table.get("id") != identity:
        found.append(Complaint(file, "id", f"found '{table.get('id')}', but the file is {identity}'s"))
    if read is not None:
        pointers = {
            "predecessor": [read.predecessor] if read.predecessor else [],
            "policies": read.policies,
            "members": read.members,
            "exclusions.document": [one.document for one in read.exclusions if one.document],
        }
        for key, ids in pointers.items():
            found += _unknown(file, key, ids, known)
    return found


def _names(root: Path, path: Path, known: set[str]) -> Iterator[Complaint]:
    table, wrong = parsed_toml(root, path)
    file = named(root, path)
    read, more = validated(Names, table, file) if not wrong else (None, wrong)
    yield from more
    if read is not None:
        for name, members in read.families.items():
            yield from _unknown(file, f"families.{name}", members, known)
        yield from _unknown(file, "hub.families", read.hub.families, read.families)
        for name, one in read.models.items():
            for unknown in parse(one.means).unknown:
                yield wrong_word(file, f"models.{name}.means", unknown, known)


def _details(root: Path, known: set[str]) -> Iterator[Complaint]:
    for path in sorted((root / FOLDER / "details").glob("*.toml")):
        file = named(root, path)
        table, wrong = parsed_toml(root, path)
        yield from wrong or validated(Details, table, file)[1]
        yield from _unknown(file, "", (path.stem,), known)


def _tables(root: Path, known: set[str]) -> Iterator[Complaint]:  # noqa: C901 - one check a table
    folder = root / FOLDER / "tables"
    for path in sorted(folder.glob("*.toml")):
        if path.name not in _TABLES:
            yield wrong_word(named(root, path), "", path.name, _TABLES)
    for name, model in _TABLES.items():
        table, wrong = parsed_toml(root, folder / name)
        file = named(root, folder / name)
        read, more = validated(model, table, file) if not wrong else (None, wrong)
        yield from more
        if isinstance(read, Inheritance):
            for number, row in enumerate(read.upstream):
                yield from _unknown(file, f"upstream[{number}].licenses", row.licenses, known)
                yield from _unknown(file, f"upstream[{number}].same_family", row.same_family, known)
        if isinstance(read, KnownModels):
            for number, one in enumerate(read.model):
                yield from _unknown(file, f"model[{number}].license", [one.license], known)
                yield from _unknown(file, f"model[{number}].also", one.also or [], known)
        if isinstance(read, Compatibility):
            yield from _pairs(file, read, known)

        if isinstance(read, KnownServices):
            for number, service in enumerate(read.service):
                yield from _unknown(
                    file, f"service[{number}].license", [service.license] if service.license else [], known
                )
        if isinstance(read, Territories):
            for name_, members in {**read.territories, **read.also}.items():
                yield from _unknown(file, name_, members, read.countries.codes)


def _pairs(file: str, read: Compatibility, known: set[str]) -> Iterator[Complaint]:
    """A pair names ids and SPDX ids."""
    for number, pair in enumerate(read.pair):
        yield from _unknown(file, f"pair[{number}].of", [pair.of], known)
        for name in (*pair.upstream, *pair.downstream):
            for unknown in parse(name).unknown:
                yield wrong_word(file, f"pair[{number}]", unknown, known)


_TABLES: dict[str, type[BaseModel]] = {
    "compatibility.toml": Compatibility,
    "inheritance.toml": Inheritance,
    "models.toml": KnownModels,
    "services.toml": KnownServices,
    "territories.toml": Territories,
}
"""Every table, by its file."""


def _texts(root: Path, known: set[str]) -> Iterator[Complaint]:
    """The tables of texts; fingerprints are computed from three of them."""
    for name, (model, key, others) in _TEXTS.items():
        rows, wrong = parsed_tsv(root, root / READINGS / name)
        file = named(root, root / READINGS / name)
        yield from wrong
        for number, row in enumerate(rows, start=2):
            line = f"line {number}"
            yield from validated(model, row, file, at=line)[1]
            if key in row:
                yield from _unknown(file, f"{line}.{key}", [row[key]], known | others)


_TEXTS: dict[str, tuple[type[BaseModel], str, set[str]]] = {
    "texts.tsv": (TextRow, "id", set()),
    "equals.tsv": (EqualRow, "equals", {"pointer"}),
    "kinds.tsv": (KindRow, "id", set()),
    "paragraphs.tsv": (ParagraphRow, "id", set()),
}
"""Every table of texts: its class, the column that holds ids, and what may stand there instead of an id."""


def _unknown(file: str, key: str, ids: Iterable[str], known: Iterable[str]) -> list[Complaint]:
    words = set(known)
    return [wrong_word(file, key, one, words) for one in ids if one not in words]
