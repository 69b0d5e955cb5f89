"""The batch function of a census: rows in, Arrow out; the same on one machine and on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from openness.census.columns import EDGES, ROWS, schema
from openness.census.facts import facts, identity
from openness.census.lineage import lineage
from openness.errors import OpennessError, TargetError
from openness.index import Row, entry_of, needed
from openness.index.lookup import Models, label_of


def judged_row(row: Row, models: Models, *, whole: bool = True) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """
    One model's row of the census, and its edges. Raises TargetError, naming the model, for an error of ours.

    Unless `whole`, its record, findings and verdicts are left out: null, which is unknown.
    """
    try:
        entry = entry_of(row)
        own = label_of(entry)
        told = facts(row, own) if whole else identity(row, own)
        below, edges = lineage(entry, own, models, told.get("findings", ()))
    except OpennessError:
        raise
    except Exception as error:
        raise TargetError(f"{row.id}: an error of ours, {type(error).__name__}: {error}; please report it") from error
    return told | below, edges


def tables(rows: Iterable[Row], models: Models, *, whole: bool = True) -> tuple[Any, Any]:
    """The Arrow tables `rows` and `edges` of some rows."""
    kept: dict[str, list[Mapping[str, Any]]] = {"rows": [], "edges": []}
    for row in rows:
        told, edges = judged_row(row, models, whole=whole)
        kept["rows"].append(told)
        kept["edges"].extend(edges)
    return _table(kept["rows"], "rows"), _table(kept["edges"], "edges")


def _table(found: list[Mapping[str, Any]], name: str) -> Any:
    pa = needed("pyarrow")
    columns = ROWS if name == "rows" else EDGES
    whole = schema(name)
    arrays = [pa.array([one.get(column) for one in found], type=whole.field(column).type) for column in columns]
    return pa.Table.from_arrays(arrays, schema=whole)
