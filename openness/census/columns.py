"""The columns of a census: one row a model, and one row an edge of descent."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from openness.frameworks import NAMES
from openness.index import needed

VERDICTS: Final = {f"verdict_{name.replace('-', '_').replace('.', '_')}": name for name in NAMES}
"""Columns of verdicts, and the framework of each."""
ROWS: Final[dict[str, str]] = {
    "model": "text",
    "owner": "text",
    "created": "day",
    "modified": "day",
    "downloads": "number",
    "downloads_all_time": "number",
    "likes": "number",
    "parameters": "number",
    "pipeline_tag": "text",
    "library": "text",
    "gated": "text",  # auto, manual, no; null where the table does not say
    "has_text": "truth",  # whether the row held the card, not its metadata alone
    "declared": "texts",
    "license_name": "text",
    "license": "text",  # the one licence that the label leads to
    "license_origin": "text",  # declared, publisher, silent, unread
    "license_state": "text",  # the licence in force: known, contradicted, unknown
    "license_concluded": "text",
    "commercial_use": "text",
    "use_restrictions": "text",
    "permissive": "truth",
    "claims": "texts",
    "access": "text",
    "form": "text",
    "data_disclosure": "text",
    "datasets": "number",
    "training_code": "text",
    "findings": "texts",
    "errors": "number",
    "warnings": "number",
    **dict.fromkeys(VERDICTS, "text"),
    "relation": "text",  # of the bases; null without
    "bases": "texts",
    "bases_unknown": "number",  # bases of which the index has no row
    "depth": "number",  # steps to the furthest ancestor that is known
    "circle": "truth",
    "license_omitted": "truth",  # a base is named and no licence
    "drift": "truth",  # another licence than a direct base's; null where either is not known
    "fits": "text",  # the worst answer of all ancestors
    "conflicts": "number",
    "nearest_base": "text",
    "nearest_relation": "text",
    "nearest_depth": "number",
    "nearest_upstream": "text",
    "worst_base": "text",
    "worst_relation": "text",
    "worst_depth": "number",
    "worst_upstream": "text",
    "dropped_terms": "texts",
    "duties": "texts",  # what must travel of the bases' licences
    "missing_duties": "texts",  # of these, what a finding shows to be missing
}
"""Columns of `rows`, and what each holds."""
EDGES: Final[dict[str, str]] = {
    "model": "text",
    "base": "text",
    "relation": "text",
    "depth": "number",
    "via": "texts",
    "standing": "text",  # listed, unlisted, renamed, respelled
    "state": "text",  # known, unknown, cycle, self
    "downstream": "text",
    "upstream": "text",
    "upstream_origin": "text",
    "fits": "text",
    "answer": "text",
    "why": "text",
    "clauses": "text",
    "dropped_terms": "texts",
    "mend": "text",
    "omitted": "truth",
    "drift": "truth",
    "downloads": "number",
}
"""Columns of `edges`: every model with every ancestor, its own bases at depth 1."""


@cache
def schema(table: str) -> Any:
    """The Arrow schema of `rows` or `edges`."""
    pa = needed("pyarrow")
    kinds = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "number": pa.int64(),
        "truth": pa.bool_(),
        "day": pa.date32(),
    }
    columns = ROWS if table == "rows" else EDGES
    return pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
