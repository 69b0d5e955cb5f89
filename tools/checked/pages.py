"""
The data of the frameworks, the catalogue and the pages about both.

These are small tables, each read by one module or tool; here stands which keys each may have.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from checked.complaints import Complaint, hint, named, parsed_toml, validated, wrong_word
from openness import _yaml
from openness._base import Amount, Count, DateText, Day, Flag, Frozen
from openness.catalog._reading import read_entry
from openness.errors import OpennessError
from openness.formats import DIMENSIONS
from openness.release import ModelRelease
from openness.release.evidence import Confidence
from openness.release.vocabulary import ComponentKind

CATALOG = Path("openness/catalog/data")
RUBRICS = Path("openness/frameworks/data/osai_dimensions.toml")

_Text = Annotated[str, Field(min_length=1)]
_Instrument = Literal["osai-12", "osai-14", "oucg-14"]


class OsiOutcome(Frozen):
    """What the Open Source Initiative found of a system."""

    system: _Text
    catalog: Annotated[tuple[_Text, ...], Field(min_length=1)]
    outcome: Literal["pass", "pass with another licence", "fail"]
    why: _Text | None = None


class OsaiScore(Frozen):
    """What the index or its ancestor graded a system."""

    catalog: _Text
    instrument: _Instrument
    graded: _Text
    points: Amount


class Published(Frozen):
    """`docs/catalog/published.toml`."""

    osi: tuple[OsiOutcome, ...]
    osai: tuple[OsaiScore, ...]


class MofComponent(Frozen):
    """A component of the Model Openness Framework."""

    id: Count
    name: _Text
    kind: ComponentKind
    type: Literal["code", "data", "document"]
    class_: Annotated[Literal[1, 2, 3], Field(alias="class")]
    required: Flag


class MofComponents(Frozen):
    """`openness/formats/data/mof_components.toml`."""

    component: tuple[MofComponent, ...]


class SummaryField(Frozen):
    """A field of the public summary of training content."""

    number: _Text
    title: _Text
    from_: Annotated[_Text | None, Field(alias="from")] = None
    section: _Text | None = None
    optional: Flag = False


class SummaryFields(Frozen):
    """`openness/formats/data/eu_training_summary.toml`."""

    field: tuple[SummaryField, ...]


class GeneralLibrary(Frozen):
    """A library that runs models of many publishers."""

    name: _Text
    words: Annotated[tuple[_Text, ...], Field(min_length=1)]
    license: _Text
    source: Annotated[str, Field(pattern=r"^https://")]


class GeneralLibraries(Frozen):
    """`openness/frameworks/data/general_libraries.toml`."""

    library: tuple[GeneralLibrary, ...]


class CatalogSource(Frozen):
    """A public text that facts of the catalogue were read in."""

    title: _Text
    url: Annotated[str, Field(pattern=r"^https?://")]
    published: DateText | Literal["undated"]
    read: Day
    copy_: Annotated[_Text | None, Field(alias="copy")] = None


class CatalogMark(Frozen):
    """Where a fact is written."""

    see: _Text
    line: Count | None = None
    page: Count | None = None
    at: _Text | None = None
    quote: _Text | None = None
    sure: Confidence | None = None
    also: tuple[CatalogMark, ...] = ()


_MARKS = frozenset(CatalogMark.model_fields)
_SHOWN = ({"source": "catalog", "confidence": "likely"},)
"""Evidence in the place of the marks, which are checked by themselves."""
_TABLES: dict[str, type[BaseModel]] = {
    "docs/catalog/published.toml": Published,
    "openness/formats/data/mof_components.toml": MofComponents,
    "openness/formats/data/eu_training_summary.toml": SummaryFields,
    "openness/frameworks/data/general_libraries.toml": GeneralLibraries,
}


def check(root: Path) -> list[Complaint]:
    """Everything that is wrong in the data of frameworks, catalogue and pages."""
    found: list[Complaint] = []
    systems = {path.stem for path in (root / CATALOG).glob("*.yaml")}
    for name, model in _TABLES.items():
        table, wrong = parsed_toml(root, root / name)
        read, more = validated(model, table, name) if not wrong else (None, wrong)
        found += more
        if isinstance(read, Published):
            found += _systems(read, name, systems)
    for path in sorted((root / CATALOG).glob("*.yaml")):
        found += _record(path, named(root, path))
    return [*found, *_dimensions(root)]


def _systems(read: Published, file: str, systems: set[str]) -> Iterator[Complaint]:
    for row in read.osi:
        for name in row.catalog:
            if name not in systems:
                yield wrong_word(file, f"osi[{row.system}].catalog", name, systems)
    for number, one in enumerate(read.osai):
        if one.catalog not in systems:
            yield wrong_word(file, f"osai[{number}].catalog", one.catalog, systems)


def _dimensions(root: Path) -> Iterator[Complaint]:
    """The rubrics of the index: every dimension of its instruments, and no other."""
    table, wrong = parsed_toml(root, root / RUBRICS)
    yield from wrong
    dimensions = {name for names in DIMENSIONS.values() for name in names}
    for name in table:
        if name not in dimensions:
            yield wrong_word(RUBRICS.as_posix(), "", name, dimensions)
    for name in sorted(set() if wrong else dimensions - set(table)):
        yield Complaint(RUBRICS.as_posix(), name, "missing")


def _record(path: Path, file: str) -> list[Complaint]:
    """A record of the catalogue: its sources, its marks, and what is left without them as a record."""
    text = path.read_text(encoding="utf-8")
    document = _yaml.load(text)
    if document.problems or not isinstance(document.value, dict):
        said = document.problems[0].message if document.problems else "no mapping"
        return [Complaint(file, "", f"not readable as YAML: {said}")]
    body = dict(document.value)
    sources = body.pop("sources", None)
    found: list[Complaint] = []
    for key, one in (sources if isinstance(sources, dict) else {}).items():
        given = {**one, "published": str(one["published"])} if isinstance(one, dict) and "published" in one else one
        found += validated(CatalogSource, given, file, at=f"sources.{key}")[1]
    record: dict[str, Any] = {"schema_version": "1.1"}
    for section, value in body.items():
        record[section] = _bare(value, file, section, set(sources or ()), found)
    found += validated(ModelRelease, record, file)[1]
    if not found:
        try:
            read_entry(path.stem, text)
        except OpennessError as error:
            found.append(Complaint(file, "", str(error)))
    return found


def _bare(value: Any, file: str, at: str, sources: set[str], found: list[Complaint]) -> Any:
    """The value as the record has it; its marks are held against their own class, and some evidence stands for them."""
    if isinstance(value, list):
        return [_bare(one, file, f"{at}[{number}]", sources, found) for number, one in enumerate(value)]
    if not isinstance(value, dict):
        return value
    marks = {key: one for key, one in value.items() if key in _MARKS}
    rest = {key: one for key, one in value.items() if key not in _MARKS}
    if not marks:
        if "is" in value:
            found.append(Complaint(file, f"{at}.see", "missing"))
        bare = {key: _bare(one, file, f"{at}.{key}", sources, found) for key, one in rest.items()}
        shown = {key: _SHOWN for key, one in rest.items() if isinstance(one, dict) and "is" in one}
        return {**bare, "evidence": shown} if shown else bare
    found += validated(CatalogMark, marks, file, at=at)[1]
    for mark in (marks, *(one for one in marks.get("also", ()) if isinstance(one, dict))):
        if (see := mark.get("see")) is not None and see not in sources:
            found.append(Complaint(file, f"{at}.see", f"found '{see}'{hint(str(see), sources)}"))
    if "is" not in rest:
        return {**rest, "evidence": _SHOWN}
    found += [wrong_word(file, at, key, {*_MARKS, "is"}) for key in rest if key != "is"]
    return rest["is"]
