"""Building an index: rows are sorted by SQLite on the disk, so that memory stays the same however many there are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from openness import _input
from openness._writing import replaced
from openness.errors import TargetError
from openness.index.entry import Entry, MadeFrom
from openness.index.store import APPLICATION, BLOCK, PAGE, VERSION, Index, as_differences, folded, line_of, packed

_CACHE: Final = "PRAGMA cache_size = -8192"
"""8 MB for SQLite's pages and as much for its sorting: more would fill as rows come, and sorting lies on the disk anyway."""
_FAST: Final = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA locking_mode = EXCLUSIVE", _CACHE)
"""The file is nobody's until it is whole, so a half-written one needs no mending."""


def build(
    entries: Iterable[Entry], path: str | Path, *, source: str, notes: dict[str, str] | None = None
) -> dict[str, str]:
    """
    Write an index of entries; of two rows of one model the later one counts. Returns its notes.

    Raises TargetError where the file cannot be written; what was there before stays until the new one is whole.
    """
    with _errors(path), replaced(path) as beside, replaced(Path(f"{path}.sort"), keep=False) as sorting:
        work = _fresh(sorting)
        try:
            _collect(work, entries)
            made = _write(work, beside, source, notes or {})
        finally:
            work.close()
    return made


def update(entries: Iterable[Entry], path: str | Path, *, source: str) -> dict[str, str]:
    """
    Bring an index up to date: rows that are newer than what it holds, and new models, take their place.

    Rows of which nobody knows when they were changed count as newer. Models that the source lacks stay.
    """
    with Index(path) as old:
        before = old.notes()
        both = _chained(old, entries)
        return build(both, path, source=source, notes={"base": before.get("source", ""), "updated": _now()})


def _chained(old: Iterable[Entry], new: Iterable[Entry]) -> Iterator[Entry]:
    yield from old
    yield from new


@contextmanager
def _errors(path: str | Path) -> Iterator[None]:
    """What SQLite or the system says of a file, in one line of ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise TargetError(f"{_input.shown(path)}: {str(error).lower()}") from None
    except OSError as error:
        raise TargetError(f"{_input.shown(path)}: {(error.strerror or 'cannot be written').lower()}") from None


def _fresh(path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(path, isolation_level=None)
    made.execute(f"PRAGMA page_size = {PAGE}")
    for words in _FAST:
        made.execute(words)
    return made


def _collect(work: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    work.execute("CREATE TABLE entry (key TEXT, modified INTEGER, data TEXT)")
    work.execute("CREATE TABLE named (key TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID")
    work.execute("BEGIN")
    work.executemany("INSERT INTO entry VALUES (?, ?, ?)", map(_collected, _noting(work, entries)))
    work.execute("COMMIT")


def _noting(work: sqlite3.Connection, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries as they are; every base is noted once, as it is first spelled."""
    for entry in entries:
        for base in entry.bases:
            work.execute("INSERT OR IGNORE INTO named VALUES (?, ?)", (folded(base.model), base.model))
        yield entry


def _collected(entry: Entry) -> tuple[str, int, str]:
    # A row of no known date counts as the latest of its kind: it came later.
    modified = entry.modified.toordinal() if entry.modified is not None else 1 << 40
    return folded(entry.model), modified, json.dumps(_plain(entry), ensure_ascii=False, separators=(",", ":"))


def _plain(entry: Entry) -> dict[str, Any]:
    plain = asdict(entry)
    plain["modified"] = entry.modified.isoformat() if entry.modified is not None else None
    return {key: value for key, value in plain.items() if value not in (None, ())}


def _entry(data: str) -> Entry:
    plain = json.loads(data)
    modified = plain.pop("modified", None)
    bases = tuple(MadeFrom(**one) for one in plain.pop("bases", ()))
    day = date.fromisoformat(modified) if modified else None
    return Entry(**plain | {"declared": tuple(plain.get("declared", ())), "bases": bases, "modified": day})


def _write(work: sqlite3.Connection, beside: Path, source: str, notes: dict[str, str]) -> dict[str, str]:
    """The sorted rows as blocks, then who is made from whom."""
    made = _fresh(beside)
    try:
        made.execute(f"PRAGMA application_id = {APPLICATION}")
        made.execute(f"PRAGMA user_version = {VERSION}")
        for table in ("block", "base"):
            made.execute(f"CREATE TABLE {table} (number INTEGER PRIMARY KEY, data BLOB NOT NULL)")
            made.execute(f"CREATE TABLE {table}_first (first TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID")
        made.execute("CREATE TABLE made (base INTEGER PRIMARY KEY, children BLOB NOT NULL)")
        made.execute("CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        work.execute("CREATE TABLE base (key TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID")
        work.execute("CREATE TABLE edge (base INTEGER, child INTEGER)")
        made.execute("BEGIN")
        work.execute("BEGIN")
        _bases(work, made)
        counted = _blocks(work, made)
        _children(work, made)
        work.execute("COMMIT")
        kept = {**notes, **{key: str(value) for key, value in counted.items()}, "source": source, "built": _now()}
        made.executemany("INSERT INTO note VALUES (?, ?)", sorted(kept.items()))
        made.execute("COMMIT")
    finally:
        made.close()
    return kept


def _blocks(work: sqlite3.Connection, made: sqlite3.Connection) -> dict[str, int]:
    """Every model once, the latest of its rows; edges are noted beside."""
    counted = {"models": 0, "edges": 0, "rows": 0}
    before = None
    blocks = _Blocks(made, "block")
    order = work.cursor().execute("SELECT key, data FROM entry ORDER BY key, modified DESC, rowid DESC")
    number_of = _numbering(work)
    for key, data in order:
        counted["rows"] += 1
        if key == before:
            continue
        before = key
        entry = _entry(data)
        numbers = [number_of(base.model) for base in entry.bases]
        work.executemany("INSERT INTO edge VALUES (?, ?)", ((one, counted["models"]) for one in numbers))
        counted["models"] += 1
        counted["edges"] += len(numbers)
        blocks.add(key, line_of(key, entry, numbers))
    blocks.end()
    return counted


class _Blocks:
    """Lines in the order of their keys, written in blocks."""

    def __init__(self, made: sqlite3.Connection, table: str) -> None:
        self._made, self._table = made, table
        self._lines: list[bytes] = []
        self._first = self._last = ""
        self._number = 0

    def add(self, key: str, line: bytes) -> None:
        """The next line; a full block is written."""
        if not self._lines:
            self._first = parted(self._last, key)
        self._lines.append(line)
        self._last = key
        if len(self._lines) == BLOCK:
            self.end()

    def end(self) -> None:
        """Write what is left."""
        if self._lines:
            data = packed(self._lines)
            self._made.execute(f"INSERT INTO {self._table} VALUES (?, ?)", (self._number, data))  # noqa: S608 - our words
            place = (self._first, self._number)
            self._made.execute(f"INSERT INTO {self._table}_first VALUES (?, ?)", place)  # noqa: S608 - as above
            self._number += 1
            self._lines = []


def parted(before: str, key: str) -> str:
    """The fewest letters of a key that come after the key before it."""
    alike = next((n for n, (one, other) in enumerate(zip(before, key, strict=False)) if one != other), len(before))
    return key[: alike + 1]


def _numbering(work: sqlite3.Connection) -> Callable[[str], int]:
    """The number of a base by its id: its place in the order of ids."""

    def number_of(model: str) -> int:
        return int(work.execute("SELECT number FROM base WHERE key = ?", (folded(model),)).fetchone()[0])

    return number_of


def _bases(work: sqlite3.Connection, made: sqlite3.Connection) -> None:
    """Every base in the order of ids, with its number."""
    blocks = _Blocks(made, "base")
    for number, (key, model) in enumerate(work.cursor().execute("SELECT key, id FROM named ORDER BY key")):
        work.execute("INSERT INTO base VALUES (?, ?)", (key, number))
        blocks.add(key, model.encode("utf-8", "replace"))
    blocks.end()


def _children(work: sqlite3.Connection, made: sqlite3.Connection) -> None:
    """Of each base the numbers of those that name it."""
    order = work.cursor().execute("SELECT base, child FROM edge ORDER BY base, child")
    for base, edges in groupby(order, key=itemgetter(0)):
        children = as_differences(list(dict.fromkeys(child for _, child in edges)))
        made.execute("INSERT INTO made VALUES (?, ?)", (base, children))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
