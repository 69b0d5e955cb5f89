"""Questions to a census, by DuckDB: tables `rows` and `edges`; nothing outside its folder can be read."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from openness import _input
from openness._value import dataclass
from openness.errors import TargetError
from openness.index import needed


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of columns, and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Table:
    """A census that is asked several questions. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        """Raises TargetError for a folder without a census, or with one that has no row yet."""
        duckdb = needed("duckdb")
        if not (folder / "census.json").is_file() or not any((folder / "rows").glob("*.parquet")):
            raise TargetError(f"{_input.shown(folder)}: no census; `openness census SOURCE --out DIR` makes one")
        self._errors = duckdb.Error
        self._asked = duckdb.connect(":memory:")
        place = _quoted(str(folder.absolute()))
        self._asked.execute(f"SET allowed_directories = ['{place}/']")
        self._asked.execute("SET memory_limit = '1GB'")
        self._asked.execute(f"SET temp_directory = '{place}/.duckdb'")
        self._asked.execute("SET enable_external_access = false")
        self._asked.execute("SET lock_configuration = true")
        for name in ("rows", "edges"):
            parts = f"read_parquet('{place}/{name}/*.parquet')"
            self._asked.execute(f"CREATE VIEW {name} AS SELECT * FROM {parts}")  # noqa: S608 - of our own words

    def __enter__(self) -> Self:
        """Open already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._asked.close()

    def ask(self, sql: str) -> Answer:
        """The answer to one question. Raises TargetError with DuckDB's first line for one that it cannot answer."""
        try:
            found = self._asked.execute(sql)
            columns = tuple(one[0] for one in found.description or ())
            return Answer(columns, tuple(found.fetchall()))
        except self._errors as error:
            words = " ".join(str(error).split())[:300]
            raise TargetError(f"SQL: {words}") from None


def ask(folder: Path, sql: str) -> Answer:
    """The answer to one question to a census."""
    with Table(folder) as table:
        return table.ask(sql)


def as_text(found: Answer, form: str = "text") -> str:
    """An answer as a table of text, as JSON (a list of objects), or as CSV."""
    if form == "json":
        rows = [dict(zip(found.columns, map(_plain, one), strict=True)) for one in found.rows]
        return json.dumps(rows, indent=2, ensure_ascii=False)
    if form == "csv":
        kept = io.StringIO()
        writer = csv.writer(kept, lineterminator="\n")
        writer.writerow(found.columns)
        writer.writerows([_told(value) for value in one] for one in found.rows)
        return kept.getvalue().rstrip("\n")
    cells = [list(found.columns), *([_told(value) for value in one] for one in found.rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(found.columns))]
    numbers = [
        all(isinstance(one[n], (int, float)) for one in found.rows if one[n] is not None) for n in range(len(widths))
    ]
    lines = [
        "  ".join(
            one.rjust(width) if right else one.ljust(width)
            for one, width, right in zip(row, widths, numbers, strict=True)
        )
        for row in cells
    ]
    return "\n".join(line.rstrip() for line in lines)


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, list, type(None))) else str(value)


def _quoted(path: str) -> str:
    return path.replace("'", "''")
