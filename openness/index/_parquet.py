"""Parquet as a source: columns by name and type, rows of one group in batches; pyarrow is asked for where it is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import IO, Any, Final

from openness import _input
from openness.errors import TargetError
from openness.index._needed import needed

_Opener = Callable[[], AbstractContextManager[IO[bytes]]]
_BATCH: Final = 512
_TYPES: Final = {
    "id": ("text",),
    "card": ("text", "bytes"),
    "cardData": ("text", "structure"),
    "tags": ("list",),
    "baseModels": ("text", "structure"),
    "gated": ("text", "truth"),
    "downloads": ("number",),
    "downloadsAllTime": ("number",),
    "likes": ("number",),
    "createdAt": ("time", "text"),
    "lastModified": ("time", "text"),
    "safetensors": ("structure",),
    "pipeline_tag": ("text",),
    "library_name": ("text",),
}
"""What each column may hold."""


@contextmanager
def _opened(opener: _Opener, name: str) -> Iterator[Any]:
    """The file as Parquet; TargetError for what is none, cut off or gone."""
    pq = needed("pyarrow.parquet")
    import pyarrow as pa

    try:
        with opener() as file, pq.ParquetFile(file, pre_buffer=False) as table:
            yield table
    except (pa.ArrowInvalid, OSError) as error:
        if (
            isinstance(error, OSError) and error.strerror
        ):  # of the system; else pyarrow's word for bytes that it cannot read
            raise TargetError(f"{_input.shown(name)}: {error.strerror.lower()}") from None
        words = str(error).split("\n", 1)[0][:120]
        raise TargetError(f"{_input.shown(name)}: no Parquet file, or a broken one ({words})") from None


def columns(opener: _Opener, name: str, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Of each wanted column that the file has its name there. Raises TargetError for one of another type."""
    found: dict[str, str] = {}
    with _opened(opener, name) as table:
        schema = table.schema_arrow
        for column, spellings in wanted.items():
            spelling = next((one for one in spellings if one in schema.names), None)
            if spelling is None:
                continue
            kind = _kind(schema.field(spelling).type)
            if kind not in (*_TYPES[column], "nothing"):
                expected = " or ".join(_TYPES[column])
                raise TargetError(f"{_input.shown(name)}: column `{spelling}` holds {kind}, expected {expected}")
            found[column] = spelling
    return found


def _kind(given: Any) -> str:
    import pyarrow.types as at

    tests: tuple[tuple[str, tuple[Callable[[Any], bool], ...]], ...] = (
        ("text", (at.is_string, at.is_large_string, at.is_string_view)),
        ("bytes", (at.is_binary, at.is_large_binary)),
        ("truth", (at.is_boolean,)),
        ("number", (at.is_integer, at.is_floating)),
        ("time", (at.is_timestamp, at.is_date)),
        ("list", (at.is_list, at.is_large_list)),
        ("structure", (at.is_struct, at.is_map)),
        ("nothing", (at.is_null,)),
    )
    if at.is_dictionary(given):
        return _kind(given.value_type)
    return next((name for name, those in tests if any(one(given) for one in those)), str(given))


def cuts(opener: _Opener, name: str, rows: int) -> Iterator[tuple[int, int, int]]:
    """Row groups, each in slices of so many rows."""
    with _opened(opener, name) as table:
        sizes = [table.metadata.row_group(group).num_rows for group in range(table.metadata.num_row_groups)]
    for group, size in enumerate(sizes):
        yield from ((group, start, min(start + rows, size)) for start in range(0, size, rows))


def read(
    opener: _Opener, name: str, names: Mapping[str, str], part: tuple[int, int, int]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of a slice (group, first, end), each with its place and its values by our names of columns."""
    group, start, end = part
    with _opened(opener, name) as table:
        before = sum(table.metadata.row_group(one).num_rows for one in range(group))
        asked = [f"{spelling}.total" if column == "safetensors" else spelling for column, spelling in names.items()]
        at = 0
        for batch in table.iter_batches(_BATCH, row_groups=[group], columns=asked, use_threads=False):
            if at + batch.num_rows > start and at < end:
                first, last = max(start - at, 0), min(end - at, batch.num_rows)
                for n, found in enumerate(batch.slice(first, last - first).to_pylist()):
                    row = {column: found.get(spelling) for column, spelling in names.items()}
                    yield f"{_input.shown(name)}, row {before + at + first + n + 1}", row
            at += batch.num_rows
            if at >= end:
                return
