"""
Where rows come from: Parquet files, JSON Lines, a folder of cards, each on this machine or on the Hub (`hf://`), or standard input.

A source is cut into units (`Unit`), each of which any process can read by itself; the units of one source are the same
whenever it is opened. Columns are found by name, in both shapes that the Hub's public tables have.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any, Final, Literal

from openness import _input
from openness._value import dataclass
from openness.errors import TargetError
from openness.index import _cards, _lines, _parquet
from openness.index.row import Row, row_of

Kind = Literal["parquet", "lines", "cards"]
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "modelId", "model_id", "repo_id"),
    "card": ("card", "readme", "card_text"),
    "cardData": ("cardData", "card_data"),
    "tags": ("tags",),
    "baseModels": ("baseModels", "base_models"),
    "gated": ("gated",),
    "downloads": ("downloads",),
    "downloadsAllTime": ("downloadsAllTime", "downloads_all_time"),
    "likes": ("likes",),
    "createdAt": ("createdAt", "created_at"),
    "lastModified": ("lastModified", "last_modified"),
    "safetensors": ("safetensors",),
    "pipeline_tag": ("pipeline_tag",),
    "library_name": ("library_name",),
}
"""Names of columns here, and the spellings that public tables of the Hub use."""
_TELLS: Final = ("cardData", "card", "tags")
"""Of these a table must have one: without them nothing is said of a licence."""
_ENDINGS: Final[tuple[tuple[Kind, tuple[str, ...]], ...]] = (
    ("parquet", (".parquet",)),
    ("lines", (".jsonl", ".ndjson")),
    ("cards", (".md", ".markdown")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A part of a source: rows `start` to `end` of a row group, bytes of a file of lines, or files of a folder."""

    number: int
    file: int
    group: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table of models; values that another process can be given."""

    name: str
    kind: Kind
    files: tuple[str, ...]
    names: Mapping[str, str]
    """Of each of `COLUMNS` that the table has, its name there; of lines and cards as met."""
    root: str = ""
    remote: bool = False

    @property
    def absent(self) -> tuple[str, ...]:
        """Columns that the table lacks: what they would say is unknown."""
        return () if self.kind != "parquet" else tuple(name for name in COLUMNS if name not in self.names)

    def units(self, rows: int = 2000) -> Iterator[Unit]:
        """The parts, of about `rows` rows each, in order."""
        number = 0
        for at, name in enumerate(self.files if self.kind != "cards" else ("",)):
            for group, start, end in self._cuts(name, rows):
                yield Unit(number=number, file=at, group=group, start=start, end=end)
                number += 1

    def _cuts(self, name: str, rows: int) -> Iterator[tuple[int, int, int]]:
        if self.kind == "cards":
            yield from ((0, n, min(n + rows, len(self.files))) for n in range(0, len(self.files), rows))
        elif self.kind == "parquet":
            yield from _parquet.cuts(self.opener(name), name, rows)
        else:
            yield from _lines.cuts(self.opener(name), name)

    def count(self) -> int | None:
        """How many rows there are, where a look at the files tells it."""
        if self.kind == "cards":
            return len(self.files)
        return sum(unit.end - unit.start for unit in self.units(1 << 40)) if self.kind == "parquet" else None

    def rows(self, unit: Unit) -> Iterator[Row]:
        """The rows of a part. Raises TargetError, naming the row, for what is no row of a table of models."""
        for where, found in self._found(unit):
            yield row_of(found, where=where)

    def _found(self, unit: Unit) -> Iterator[tuple[str, Mapping[str, Any]]]:
        if self.kind == "cards":
            yield from _cards.read(self.files[unit.start : unit.end], self.root)
            return
        name = self.files[unit.file]
        if self.kind == "parquet":
            yield from _parquet.read(self.opener(name), name, self.names, (unit.group, unit.start, unit.end))
        else:
            for where, found in _lines.read(self.opener(name), name, unit.start, unit.end):
                yield where, _renamed(found)

    def opener(self, name: str) -> Callable[[], AbstractContextManager[IO[bytes]]]:
        """How one of the files is opened."""
        if self.remote:
            from openness.hub.files import open_file

            return lambda: open_file(name)
        return lambda: Path(name).open("rb")

    def fingerprint(self) -> str:
        """What tells this source from another one, or from itself once it has changed."""
        found = hashlib.sha256(f"{self.kind}\n{sorted(self.names.items())}".encode())
        for name in self.files:
            found.update(f"{name}\n{self._state(name)}\n".encode("utf-8", "surrogateescape"))
        return found.hexdigest()[:16]

    def _state(self, name: str) -> str:
        if self.remote:
            from openness.hub.files import state_of_file

            return state_of_file(name)
        status = Path(name).stat()
        return f"{status.st_size} {status.st_mtime_ns}"


def open_source(name: str) -> Source:
    """
    The source that a word on the command line names: a file, a folder, a pattern, or `hf://datasets/org/name/...`.

    Raises TargetError where there is nothing, or nothing that can be read as a table of models.
    """
    remote = name.startswith("hf://")
    files, root = _remote_files(name) if remote else _local_files(name)
    kind, chosen = _kind(name, files)
    if kind == "cards" and remote:
        raise TargetError(
            f"{_input.shown(name)}: a folder of cards is read on this machine alone; `hf://` takes tables"
        )
    source = Source(name=name, kind=kind, files=tuple(chosen), names={}, root=root, remote=remote)
    if kind != "parquet":
        return source
    names = _parquet.columns(source.opener(source.files[0]), source.files[0], COLUMNS)
    if "id" not in names or not any(one in names for one in _TELLS):
        what = "no column of ids (`id` or `modelId`)" if "id" not in names else "none of `cardData`, `card` and `tags`"
        raise TargetError(f"{_input.shown(name)}: no table of models: {what}")
    return Source(name=name, kind=kind, files=source.files, names=names, root=root, remote=remote)


def spooled(lines: IO[bytes], folder: Path) -> Source:
    """Standard input as a source: its lines are kept in a file of the folder, so that a part can be read again."""
    path = folder / "source.jsonl"
    with path.open("wb") as kept:
        while data := lines.read(1 << 20):
            kept.write(data)
    return Source(name="-", kind="lines", files=(str(path),), names={})


def _local_files(name: str) -> tuple[list[str], str]:
    path = Path(name)
    if path.is_dir():
        found = sorted(str(one) for one in path.rglob("*") if one.is_file() and not _hidden(one, path))
        return found, str(path)
    if path.exists():
        return [str(path)], str(path.parent)
    found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - a pattern as the shell has it, absolute too
    if not found:
        raise TargetError(f"{_input.shown(name)}: no such file, folder or pattern")
    return [one for one in found if Path(one).is_file()], str(Path(name).parent)


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith((".", "_")) for part in path.relative_to(root).parts)


def _remote_files(name: str) -> tuple[list[str], str]:
    from openness.hub.files import list_files

    return list_files(name), name


def _kind(name: str, files: list[str]) -> tuple[Kind, list[str]]:
    """The first kind of which there are files; a lone file of no known ending is looked into."""
    for kind, endings in _ENDINGS:
        chosen = [one for one in files if one.casefold().endswith(endings)]
        if chosen:
            return kind, chosen
    if len(files) == 1 and not files[0].startswith("hf://"):
        with Path(files[0]).open("rb") as file:
            head = file.read(4)
        if head == b"PAR1":
            return "parquet", files
        if head.lstrip()[:1] == b"{":
            return "lines", files
    raise TargetError(f"{_input.shown(name)}: neither Parquet, nor JSON Lines (.jsonl), nor a folder of cards (.md)")


def _renamed(found: Mapping[str, Any]) -> dict[str, Any]:
    """Values by the names of columns here."""
    return {name: found[spelling] for name, spellings in COLUMNS.items() for spelling in spellings if spelling in found}


def rows_of_lines(lines: IO[bytes], name: str) -> Iterator[Row]:
    """Rows of an open stream of JSON Lines, for who reads them once."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{name}:{number}"
            yield row_of(_renamed(_lines.parsed(line, where)), where=where)
