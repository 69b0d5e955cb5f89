"""
The file of an index: SQLite, in which models lie sorted by id in compressed blocks.

    block(number, data)          16 models a block, a line each: the id in small letters, a tab, JSON; zlib
    base(number, data)           every model that others name as a base, sorted, 16 a block, a line each
    block_first(first, number)   of each block the fewest letters that its first id has and the one before lacks
    base_first(first, number)    the same of bases
    made(base, children)         of each base the numbers of the models that name it, as differences
    note(name, value)            what the index was built from

Pages are larger than SQLite's usual ones, of 4 kB, of which whole blocks leave a part free. A model's number is its place in the
order of ids, so that the block follows from it. Why this and not Parquet or DuckDB: docs/decisions/0014-index.md.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

from openness import _input
from openness.errors import TargetError
from openness.index.entry import Entry, MadeFrom

BLOCK: Final = 16
"""Models a block: fewer make the file larger, more make a look-up slower."""
APPLICATION: Final = 0x4F504E58
"""`OPNX`, SQLite's application id of an index."""
VERSION: Final = 2
PAGE: Final = 16384
"""Bytes a page."""
_KEPT: Final = 512
"""Blocks that are kept unpacked, each about 2 kB; of names as many, each about as large. Soon full, so that memory is level."""
_EPOCH: Final = date(1970, 1, 1).toordinal()
WORDS: Final = b'\t["finetune",["license:","llama3.1","llama3","gemma","mit","apache-2.0"],null,[["quantized",["adapter",["merge",0,["apache-2.0"],null,[["finetune",'
"""What zlib may take as seen before: the words that stand in nearly every line."""


def folded(model: str) -> str:
    """An id for comparison: the Hub does not tell small letters from capitals, and its ids are ASCII."""
    return model.strip().encode("utf-8", "replace").lower().decode()


def packed(lines: Sequence[bytes]) -> bytes:
    """A block of lines, compressed."""
    made = zlib.compressobj(9, wbits=-15, zdict=WORDS)
    return made.compress(b"\n".join(lines)) + made.flush()


def unpacked(data: bytes) -> bytes:
    """The lines of a block, each between two ends of lines."""
    return b"\n" + zlib.decompressobj(wbits=-15, zdict=WORDS).decompress(data) + b"\n"


def line_of(key: str, entry: Entry, numbers: Sequence[int]) -> bytes:
    """A model as a line of its block; `numbers` are those of its bases."""
    bases = [
        [
            number,
            base.relation,
            *([base.standing] if base.standing != "listed" else []),
            *([base.written] if base.written else []),
        ]
        for number, base in zip(numbers, entry.bases, strict=True)
    ]
    fields: list[Any] = [
        0 if entry.model == key else entry.model,
        entry.declared[0] if len(entry.declared) == 1 else list(entry.declared) or None,
        bases or None,
        entry.name,
        None if entry.modified is None else entry.modified.toordinal() - _EPOCH,
        entry.downloads,
        entry.gated,
    ]
    while fields[-1] is None:
        fields.pop()
    return f"{key}\t{json.dumps(fields, ensure_ascii=False, separators=(',', ':'))}".encode("utf-8", "replace")


class Index:
    """
    An index, open for reading. Use as a context manager, or `close` it.

    Nothing is read at once but SQLite's first page; a look-up unpacks one block.
    """

    def __init__(self, path: str | Path) -> None:
        """Open the file. Raises TargetError for what is no index of this version."""
        self.path = str(path)
        if not Path(path).is_file():
            raise TargetError(f"{_input.shown(path)}: no such index; `openness index build SOURCE -o FILE` makes one")
        try:
            self._connect()
            kind = self._one("PRAGMA application_id")
            version = self._one("PRAGMA user_version")
        except sqlite3.DatabaseError:
            raise TargetError(f"{_input.shown(path)}: no index of models") from None
        if kind != APPLICATION or version != VERSION:
            other = f"an index of version {version}, not {VERSION}; build it again"
            raise TargetError(f"{_input.shown(path)}: {other if kind == APPLICATION else 'no index of models'}")
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._names: OrderedDict[int, list[bytes]] = OrderedDict()

    def _connect(self) -> None:
        uri = Path(self.path).absolute().as_uri() + "?mode=ro&immutable=1"
        self._base = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._process = os.getpid()

    def __enter__(self) -> Self:
        """Open already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; nothing can be looked up any more."""
        self._base.close()

    def notes(self) -> dict[str, str]:
        """What it was built from: `source`, `built`, `models`, `edges` and more."""
        return dict(self._base.execute("SELECT name, value FROM note ORDER BY name"))

    def __len__(self) -> int:
        """How many models it holds."""
        return int(self.notes()["models"])

    def find(self, model: str) -> Entry | None:
        """A model by its id, in any case; None where the table had no such row."""
        key = folded(model)
        number = self._one("SELECT number FROM block_first WHERE first <= ? ORDER BY first DESC LIMIT 1", key)
        if number is None or "\n" in key or "\t" in key:
            return None
        data = self._block(number)
        wanted = b"\n" + key.encode() + b"\t"
        at = data.find(wanted)
        if at < 0:
            return None
        begin = at + len(wanted)
        return self._entry(key, data[begin : data.index(b"\n", begin)])

    def children(self, model: str) -> Iterator[str]:
        """Ids of the models that name one as their base, in order."""
        for number in differences(self._children(model)):
            key, line = self._line(number)
            yield json.loads(line)[0] or key

    def child_count(self, model: str) -> int:
        """How many models name one as their base."""
        return sum(1 for one in self._children(model) if one < 128)

    def _children(self, model: str) -> bytes:
        """The packed numbers of those that name a model as their base."""
        key = folded(model)
        found = self._one("SELECT number FROM base_first WHERE first <= ? ORDER BY first DESC LIMIT 1", key)
        if found is None:
            return b""
        keys = [folded(one.decode()) for one in self._bases(found)]
        if key not in keys:
            return b""
        packed_numbers = self._one("SELECT children FROM made WHERE base = ?", found * BLOCK + keys.index(key))
        return bytes(packed_numbers or b"")

    def _bases(self, number: int) -> list[bytes]:
        """The ids of a block of bases."""
        kept = self._names.get(number)
        if kept is None:
            data = unpacked(self._one("SELECT data FROM base WHERE number = ?", number))
            kept = self._names[number] = data[1:-1].split(b"\n")
            if len(self._names) > _KEPT:
                self._names.popitem(last=False)
        return kept

    def __iter__(self) -> Iterator[Entry]:
        """Every model, in the order of ids."""
        for number in range(self._one("SELECT count(*) FROM block") or 0):
            for line in self._block(number, keep=False)[1:-1].split(b"\n"):
                key, _, rest = line.partition(b"\t")
                yield self._entry(key.decode(), rest)

    def _entry(self, key: str, line: bytes) -> Entry:
        fields = [*json.loads(line.decode()), *[None] * 6][:7]  # of bytes json would look for the encoding first
        model, declared, bases, name, modified, downloads, gated = fields
        return Entry(
            model=model or key,
            declared=(declared,) if isinstance(declared, str) else tuple(declared or ()),
            name=name,
            bases=tuple(self._made_from(*one) for one in bases or ()),
            gated=gated,
            downloads=downloads,
            modified=None if modified is None else date.fromordinal(_EPOCH + modified),
        )

    def _made_from(self, number: int, relation: str, standing: Any = "listed", written: str | None = None) -> MadeFrom:
        model = self._bases(number // BLOCK)[number % BLOCK].decode()
        return MadeFrom(model=model, relation=relation, standing=standing, written=written)

    def _line(self, number: int) -> tuple[str, bytes]:
        line = self._block(number // BLOCK)[1:-1].split(b"\n")[number % BLOCK]
        key, _, rest = line.partition(b"\t")
        return key.decode(), rest

    def _block(self, number: int, *, keep: bool = True) -> bytes:
        kept = self._blocks.get(number)
        if kept is not None:
            self._blocks.move_to_end(number)
            return kept
        data = unpacked(self._one("SELECT data FROM block WHERE number = ?", number))
        if keep:
            self._blocks[number] = data
            if len(self._blocks) > _KEPT:
                self._blocks.popitem(last=False)
        return data

    def _one(self, question: str, *values: Any) -> Any:
        if self._process != os.getpid():  # a connection is not carried over a fork
            self._connect()
        found = self._base.execute(question, values).fetchone()
        return found[0] if found else None


def as_differences(numbers: Sequence[int]) -> bytes:
    """Rising numbers as their differences, seven bits a byte, the last byte of each below 128."""
    made = bytearray()
    before = 0
    for number in numbers:
        step, before = number - before, number
        while step > 127:
            made.append(step & 127 | 128)
            step >>= 7
        made.append(step)
    return bytes(made)


def differences(data: bytes) -> Iterator[int]:
    """The numbers that `as_differences` wrote."""
    number = step = shift = 0
    for one in data:
        step |= (one & 127) << shift
        shift += 7
        if one < 128:
            number += step
            yield number
            step = shift = 0
