"""
The fingerprints of the known texts: how they are stored, and how they are loaded on first use.

`fingerprints/texts.json` names each text (id, kind, digest of its words, number of shingles).
`fingerprints/shingles.bin` holds the shingles, each once, grouped by the set of texts that contain it:

    u16 number of groups
    per group: u16 number of texts, u16 number of shingles, then the texts' numbers (u16 each)
    all shingles, group by group, ascending within a group, 3 bytes each, low byte first

No text can be read back from a set of hashes. Both files are written by `tools/fingerprints.py`.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import islice, repeat
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["license", "policy", "terms"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One known text: its id, what it is, how many distinct shingles it has, and whose words it repeats exactly."""

    license: str
    kind: Kind
    digest: str
    size: int
    same: tuple[str, ...] = ()
    """Other ids whose text has the same words."""


@dataclass(frozen=True, slots=True)
class Index:
    """All fingerprints, arranged for looking up."""

    references: tuple[Reference, ...]
    groups: tuple[tuple[int, ...], ...]
    """For each group of shingles the numbers of the references that contain them."""
    groups_of: tuple[frozenset[int], ...]
    """For each reference the numbers of its groups."""
    shingles: Mapping[int, int]
    """Shingle to group."""
    digests: Mapping[str, int]
    """Digest of all words to reference."""


def digest(tokens: Iterable[str]) -> str:
    """Return the digest of a text's words: equal for two texts that normalise to the same words."""
    return sha256(" ".join(tokens).encode()).hexdigest()[:32]


def pack(texts: list[set[int]]) -> bytes:
    """Return the stored form of the shingles of all texts, in the order of the texts."""
    owners: dict[int, list[int]] = {}
    for number, found in enumerate(texts):
        for shingle in found:
            owners.setdefault(shingle, []).append(number)
    groups: dict[tuple[int, ...], list[int]] = {}
    for shingle, numbers in owners.items():
        groups.setdefault(tuple(numbers), []).append(shingle)
    ordered = sorted(groups.items())
    head = struct.pack("<H", len(ordered)) + b"".join(
        struct.pack(f"<HH{len(numbers)}H", len(numbers), len(found), *numbers) for numbers, found in ordered
    )
    return head + b"".join(s.to_bytes(3, "little") for _, found in ordered for s in sorted(found))


@cache
def load() -> Index:
    """Read the fingerprints; once per process, some hundredths of a second."""
    # Only whoever identifies a text pays for this import.
    from importlib.resources import files

    folder = files("openness.licenses") / "fingerprints"
    listed = json.loads((folder / "texts.json").read_text(encoding="utf-8"))["texts"]
    references = tuple(
        Reference(text["license"], text["kind"], text["digest"], text["size"], tuple(text.get("same", ())))
        for text in listed
    )
    return unpack(references, (folder / "shingles.bin").read_bytes())


def unpack(references: tuple[Reference, ...], stored: bytes) -> Index:
    """Arrange references and their stored shingles for looking up."""
    (count,) = struct.unpack_from("<H", stored)
    offset = 2
    groups: list[tuple[int, ...]] = []
    sizes: list[int] = []
    for _ in range(count):
        texts, found = struct.unpack_from("<HH", stored, offset)
        groups.append(struct.unpack_from(f"<{texts}H", stored, offset + 4))
        sizes.append(found)
        offset += 4 + 2 * texts
    rest = stored[offset:]
    values = (low | mid << 8 | high << 16 for low, mid, high in zip(rest[::3], rest[1::3], rest[2::3], strict=True))
    shingles: dict[int, int] = {}
    groups_of: list[set[int]] = [set() for _ in references]
    for group, (numbers, size) in enumerate(zip(groups, sizes, strict=True)):
        shingles.update(zip(islice(values, size), repeat(group), strict=False))
        for number in numbers:
            groups_of[number].add(group)
    return Index(
        references,
        tuple(groups),
        tuple(frozenset(own) for own in groups_of),
        shingles,
        {reference.digest: number for number, reference in enumerate(references)},
    )
