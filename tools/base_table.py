"""
Write or check `openness/licenses/tables/bases.txt`: which licence the models declare that others are made from.

Usage: python tools/base_table.py [--check]

Read from a table of the Hub and from real cards (../shared): a model's own `license` or `license_name`, where it leads
to one licence known here. A model that declares none leads to the base whose licence reaches it: of several the one that
limits, and to none where several limit differently. What `tables/models.toml` names by pattern is left out. The tool prints how many base references of the table
resolve to a licence without the Hub.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
TABLE = ROOT / "openness" / "licenses" / "tables" / "bases.txt"
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from written import keep_page  # noqa: E402

from openness.licenses import find, get, publishers  # noqa: E402
from openness.licenses.inheritance import is_permissive  # noqa: E402

_HEAD = """\
# Which licence models declare on their own cards, and (`^`) from which base a model descends that declares none.
# Written by tools/base_table.py from a public table of the Hub (August 2026) and from model cards; columns are licence
# or `^base`, owner, and the owner's models. Read by openness/licenses/publishers.py.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What a model says of itself."""

    model: str
    license: str | None
    """Id of the licence that it declares, where that is one known here."""
    silent: bool
    """Whether it declares nothing."""
    bases: tuple[str, ...]


def rows() -> Iterator[Row]:
    """The models of the table, then those of the cards, the newest first: publishers change a licence."""
    import pyarrow.parquet as pq

    from openness.card import ModelCard

    for entry in pq.read_table(SHARED / "hub" / "hub-stats-sample.parquet").to_pylist():
        values = json.loads(entry["cardData"] or "{}") or {}
        models = (entry["baseModels"] or {}).get("models") or ()
        yield _row(entry["id"], values, tuple(one["id"] for one in models))
    cards = pq.read_table(SHARED / "cards" / "cards.parquet", columns=["modelId", "card", "snapshot"]).to_pylist()
    for entry in sorted(cards, key=lambda one: str(one["snapshot"] or ""), reverse=True):
        name = str(entry["modelId"])
        if name.count("/") <= 1 and "@" not in name and "~" not in name:
            values = ModelCard.parse(bytes(entry["card"] or b""), path=name).front_matter.values
            named = values.get("base_model")
            bases = (named,) if isinstance(named, str) else tuple(named) if isinstance(named, list) else ()
            yield _row(name, values, tuple(one for one in bases if isinstance(one, str)))


def _row(model: str, values: dict[str, Any], bases: tuple[str, ...]) -> Row:
    said, name = values.get("license"), values.get("license_name")
    declared = [said] if isinstance(said, str) else list(said) if isinstance(said, list) else []
    text = find(declared[0]) if len(declared) == 1 and isinstance(declared[0], str) else None
    if text is None and isinstance(name, str):
        text = find(name)
    silent = not name and declared in ([], ["other"], ["unknown"])
    return Row(model.casefold(), text.id if text else None, silent, tuple(one.casefold() for one in bases))


def table(known: list[Row]) -> str:  # noqa: C901 - one branch a kind of row
    """The file: one line an owner and licence."""
    own: dict[str, str] = {}
    made_from: dict[str, tuple[str, ...]] = {}
    for row in known:
        if row.license is not None:
            own.setdefault(row.model, row.license)
        elif row.silent and row.bases:
            made_from.setdefault(row.model, row.bases)

    known_of: dict[str, str | None] = {}

    def licence(model: str, depth: int = 0) -> str | None:
        if model not in known_of or depth == 0:
            direct = publishers.by_pattern(model) or own.get(model)
            original = publishers.original_of(model, own) if direct is None else None
            if original is not None:
                direct = publishers.by_pattern(original) or own.get(original)
            deciding = decide(model, depth) if direct is None and depth < 40 else None
            known_of[model] = direct if deciding is None else licence(deciding, depth + 1)
        return known_of[model]

    def decide(model: str, depth: int = 0) -> str | None:
        """The base whose licence reaches a model that declares none: the one that limits, or the first where none does."""
        said = [
            (base, text) for base in made_from.get(model, ()) if base != model and (text := licence(base, depth + 1))
        ]
        limiting = [(base, text) for base, text in said if not is_permissive(get(text))]
        if len({text for _, text in limiting}) > 1:
            return None
        return (limiting or said)[0][0] if said else None

    grouped: dict[tuple[str, str], set[str]] = defaultdict(set)
    for model, said in own.items():
        if publishers.by_pattern(model) is None:
            _put(grouped, said, model)
    for model in made_from:
        if model not in own and publishers.by_pattern(model) is None and (base := decide(model)) is not None:
            _put(grouped, f"^{base}", model)
    lines = [f"{said}\t{owner}\t{' '.join(sorted(names))}" for (said, owner), names in sorted(grouped.items())]
    return _HEAD + "\n".join(lines) + "\n"


def _put(grouped: dict[tuple[str, str], set[str]], said: str, model: str) -> None:
    owner, _, name = model.rpartition("/")
    if name and not any(sign in model for sign in "\t \n"):
        grouped[said, owner].add(name)


def coverage(known: list[Row]) -> tuple[int, int]:
    """How many references to a base model resolve to a licence offline, and how many there are."""
    named = Counter(base for row in known for base in row.bases)
    return sum(count for base, count in named.items() if publishers.published(base)), sum(named.values())


def hub_rows() -> list[Row]:
    """The rows of the Hub's table alone."""
    import pyarrow.parquet as pq

    size = pq.read_metadata(SHARED / "hub" / "hub-stats-sample.parquet").num_rows
    found = rows()
    return [next(found) for _ in range(size)]


def main() -> int:
    """Write the table, or with --check compare it; then print how much it resolves."""
    known = list(rows())
    code = keep_page(TABLE, table(known), script="base_table.py")
    publishers.forget()
    found, total = coverage(hub_rows())
    print(f"{found:,} of {total:,} base references of the Hub's table resolve offline ({found / total:.1%})")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
