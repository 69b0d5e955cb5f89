"""
A table of models of any length with the shape of a real one: its rows again and again, under names that compress no better.

Usage: python benchmarks/synthetic_hub.py TABLE ROWS OUT [--seed N] [--copies]

Each copy gives every owner and model a new name, made of the words of real ones and a number; a base that is a row of the
table is the copy's own row seven times in ten, and else the real one, so that well-known models keep their many children.
`--copies` keeps names as they are but for a number, for measures of memory alone.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_KEPT = ("id", "author", "createdAt", "lastModified", "downloads", "downloadsAllTime", "likes", "tags", "cardData")
_ALSO = ("baseModels", "pipeline_tag", "library_name")
_SPLIT = re.compile(r"([-_.])")
_OWN_COPY = 0.7


def main() -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table")
    parser.add_argument("rows", type=int)
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", action="store_true")
    args = parser.parse_args()
    table = pq.read_table(args.table, columns=[*_KEPT, *_ALSO])
    chance = random.Random(args.seed)  # noqa: S311 - a table for measurements
    rows = table.to_pylist()
    with pq.ParquetWriter(args.out, table.schema, compression="zstd") as writer:
        written = 0
        while written < args.rows:
            some = list(_copy(rows, chance, number=written, plain=args.copies))[: args.rows - written]
            writer.write_table(pa.Table.from_pylist(some, schema=table.schema))
            written += len(some)
    print(f"{args.out}: {written:,} rows")
    return 0


def _copy(rows: list[dict[str, Any]], chance: random.Random, *, number: int, plain: bool) -> Iterator[dict[str, Any]]:
    words = [word for row in rows for word in _SPLIT.split(row["id"].partition("/")[2]) if len(word) > 1]
    owners: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in rows:
        owner, _, name = row["id"].partition("/")
        if plain:
            names[row["id"].casefold()] = f"{owner}{number}/{name}"
            continue
        parts = _SPLIT.split(name)
        for _ in range(2):
            parts[chance.randrange(0, len(parts), 2)] = chance.choice(words)
        owners.setdefault(owner, f"{owner[: chance.randrange(3, 9)]}{chance.choice(words)}{chance.randrange(10_000)}")
        names[row["id"].casefold()] = f"{owners[owner]}/{''.join(parts)}"[:94] + str(chance.randrange(100))
    for row in rows:
        yield _renamed(row, names, chance)


def _renamed(row: dict[str, Any], names: dict[str, str], chance: random.Random) -> dict[str, Any]:
    moved: dict[str, str] = {}

    def of(base: str) -> str:
        if base not in moved:
            own = names.get(base.casefold())
            moved[base] = own if own is not None and chance.random() < _OWN_COPY else base
        return moved[base]

    values = json.loads(row["cardData"] or "{}") or {}
    written = values.get("base_model")
    if isinstance(written, str):
        values["base_model"] = of(written)
    elif isinstance(written, list):
        values["base_model"] = [of(one) if isinstance(one, str) else one for one in written]
    made = row["baseModels"]
    if made and made["models"]:
        made = {**made, "models": [{**one, "id": of(one["id"])} for one in made["models"]]}
    tags = []
    for tag in row["tags"] or ():
        head, _, base = tag.rpartition(":")
        tags.append(f"{head}:{of(base)}" if head.startswith("base_model") else tag)
    owner = names[row["id"].casefold()].partition("/")[0]
    data = json.dumps(values, ensure_ascii=False)
    return {
        **row,
        "id": names[row["id"].casefold()],
        "author": owner,
        "cardData": data,
        "baseModels": made,
        "tags": tags,
    }


if __name__ == "__main__":
    raise SystemExit(main())
