"""
A census on one machine: all cores, memory that does not grow, and a folder that a run killed at any moment is taken up from.

    DIR/census.json     what is counted, and how: a run of something else is refused
    DIR/hub.index       the bases of all rows (unless an index is given)
    DIR/edges/*.parquet every model with every ancestor
    DIR/rows/*.parquet  one row a model; a part that is there is done

A part's edges are written before its rows, each file whole or not at all, so a part is done when its rows are there.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

from openness import _input
from openness._value import dataclass
from openness._writing import replaced, write_whole
from openness.census.batch import tables
from openness.errors import TargetError
from openness.index import Index, Source, Unit, build, entry_of, needed
from openness.index.lookup import Models

ROWS: Final = 1000
"""Rows a part: a killed run loses the work on one part a core."""
TRIES: Final = 3
"""Times that a part is begun whose process died."""
FORMAT: Final = "openness-census"
VERSION: Final = "1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """A census that is whole, or under way."""

    folder: Path
    source: Source
    index: Path
    rows: int = ROWS
    whole: bool = True
    """Whether records, findings and verdicts are wanted beside the lineage."""

    def parts(self) -> Iterator[Unit]:
        """The parts of the source."""
        return self.source.units(self.rows)

    def path(self, table: str, unit: Unit) -> Path:
        """The file of a part."""
        return self.folder / table / f"part-{unit.number:06}.parquet"


def begin(source: Source, folder: Path, *, index: Path | None = None, rows: int = ROWS, whole: bool = True) -> Census:
    """
    The folder of a census, new or one that a run left. Raises TargetError for a folder that holds something else.

    Without an index of the caller's, one is built of the source.
    """
    needed("pyarrow")
    found = Census(folder=folder, source=source, index=index or folder / "hub.index", rows=rows, whole=whole)
    plan = {
        "format": FORMAT, "version": VERSION, "source": source.name, "fingerprint": source.fingerprint(),
        "rows_a_part": rows,
        "whole": whole, "index": str(index) if index is not None else None, "openness": _version(),
    }  # fmt: skip
    with _errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        kept = _kept(folder)
        if kept is None and any(one.name[0] != "." and one.name != "source.jsonl" for one in folder.iterdir()):
            raise TargetError(f"{_input.shown(folder)}: holds other files; name a new or empty folder")
        if kept is not None and any(kept.get(name) != plan[name] for name in plan if name != "source"):
            differs = next(name for name in plan if name != "source" and kept.get(name) != plan[name])
            raise TargetError(f"{_input.shown(folder)}: holds a census with another {differs}; name a new folder")
        _sweep(folder)
        if kept is None:  # first of all: a run that is killed here leaves a folder that the next one knows
            write_whole(folder / "census.json", (json.dumps(plan, indent=2) + "\n").encode())
        for table in ("rows", "edges"):
            (folder / table).mkdir(exist_ok=True)
    return found


def run(census: Census, *, workers: int | None = None, step: Callable[[int], None] = lambda _: None) -> dict[str, int]:
    """
    Do every part that is not done. Returns how many rows and edges there are in all.

    Raises TargetError for a source that cannot be read on, and for a disk that is full; what is done stays done.
    """
    with _locked(census.folder), _errors(census.folder):
        if not census.index.exists():
            entries = (entry_of(row) for unit in census.parts() for row in census.source.rows(unit))
            build(entries, census.index, source=census.source.name)
        todo = (unit for unit in census.parts() if not _is_done(census, unit, step))
        for rows in _each(census, todo, workers or cores()):
            step(rows)
        counted = totals(census.folder)
        plan = _kept(census.folder) or {}
        write_whole(census.folder / "census.json", (json.dumps(plan | {"finished": counted}, indent=2) + "\n").encode())
    return counted


def totals(folder: Path) -> dict[str, int]:
    """How many rows each table has."""
    pq = needed("pyarrow.parquet")
    return {
        table: sum(pq.read_metadata(path).num_rows for path in sorted((folder / table).glob("*.parquet")))
        for table in ("rows", "edges")
    }


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_done(census: Census, unit: Unit, step: Callable[[int], None]) -> bool:
    path = census.path("rows", unit)
    if not path.exists():
        return False
    step(needed("pyarrow.parquet").read_metadata(path).num_rows)
    return True


def _each(census: Census, todo: Iterator[Unit], workers: int) -> Iterator[int]:
    """The rows of each part, as they are done; a process that dies is replaced, and its part begun again."""
    if workers == 1:
        _start(census)
        yield from map(_do, todo)
        return
    again: list[Unit] = []
    deaths = 0
    while True:
        waiting: dict[Future[int], Unit] = {}
        left = iter(again)
        again = []
        try:
            with ProcessPoolExecutor(
                workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=(census,)
            ) as pool:
                while True:
                    room = 2 * workers - len(waiting)
                    for unit in (*islice(left, room), *islice(todo, max(0, room - len(waiting)))):
                        waiting[pool.submit(_do, unit)] = unit
                    if not waiting:
                        return
                    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                    for future in done:
                        rows = future.result()
                        del waiting[future]
                        yield rows
        except BrokenProcessPool:
            deaths += 1
            again = [*waiting.values(), *left]
            if deaths >= TRIES * workers:
                words = f"{_input.shown(census.folder)}: processes of the run keep ending (too little memory?); run it again to go on"
                raise TargetError(words) from None


_STATE: dict[str, Any] = {}
"""What a process was started for."""


def _start(census: Census) -> None:
    from openness.licenses import publishers

    models = Models(Index(census.index))
    _STATE.update(census=census, models=models)
    publishers.consult(models.published, models.above)


def _do(unit: Unit) -> int:
    """One part, written whole."""
    census: Census = _STATE["census"]
    path = census.path("rows", unit)
    if path.exists():  # of a pool that broke after it was done
        return int(needed("pyarrow.parquet").read_metadata(path).num_rows)
    rows, edges = tables(census.source.rows(unit), _STATE["models"], whole=census.whole)
    pq = needed("pyarrow.parquet")
    with _errors(census.folder):
        for name, table in (("edges", edges), ("rows", rows)):
            with replaced(census.path(name, unit)) as beside:
                pq.write_table(table, beside, compression="zstd")
    return int(rows.num_rows)


def _kept(folder: Path) -> dict[str, Any] | None:
    try:
        found = _input.load_json(_input.read_bytes(folder / "census.json", 1_000_000))
    except (TargetError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("format") == FORMAT else None


def _sweep(folder: Path) -> None:
    """Remove what a killed run left half-written."""
    for path in (
        *folder.glob(".openness-*.tmp"),
        *(folder / "rows").glob(".openness-*.tmp"),
        *(folder / "edges").glob(".openness-*.tmp"),
    ):
        path.unlink(missing_ok=True)


@contextmanager
def _errors(folder: Path) -> Iterator[None]:
    """What the system says of a file, in one line of ours."""
    try:
        yield
    except OSError as error:
        raise TargetError(
            f"{_input.shown(error.filename or folder)}: {(error.strerror or 'cannot be written').lower()}"
        ) from None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Two runs cannot fill one folder at a time."""
    with _errors(folder), (folder / ".lock").open("w") as file:
        try:
            import fcntl
        except ImportError:  # not on this system: two runs at once are the user's care
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise TargetError(f"{_input.shown(folder)}: another run is filling this folder") from None
        yield


def _version() -> str:
    from importlib.metadata import version

    return version("openness")
