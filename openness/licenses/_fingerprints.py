"""
The known wordings: how they are stored, and how they are loaded on first use.

`fingerprints/texts.json`    one entry a wording: licence, kind, digest of its words, where its title ends, which
                             stretches may be missing, what else its licence is called
`fingerprints/words.txt`     all words of all known texts: those that five licences have, an empty line, the others
`fingerprints/wordings.bin`  each wording as numbers of words (u16), one after the other, compressed; 0 is a place to
                             be filled in
`fingerprints/shingles.bin`  runs of five words as 24-bit hashes, each once, grouped by the wordings that have them:

    u16 number of groups
    per group: u16 number of wordings, u16 number of hashes, then the wordings' numbers (u16 each)
    all hashes, group by group, ascending within a group, 3 bytes each, low byte first

All are written by `tools/fingerprints.py`.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import islice, repeat
from typing import Final, Literal, TypeAlias

from openness._value import dataclass
from openness.licenses._normalise import SPELLINGS

Kind: TypeAlias = Literal["license", "policy", "terms"]

SHINGLE: Final = 5  # words; shorter runs are shared by unrelated licences, longer ones die at each changed word
WHOLE: Final = 400  # words; of a shorter wording every run is kept, of a longer one each fourth
SLOT: Final = 0
UNKNOWN: Final = 0xFFFF
"""The number of a word that no known text has."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One wording of a known text."""

    license: str
    kind: Kind
    digest: str
    size: int
    """Words, places to fill in counted as one."""
    title: int = 0
    """Words of the title, which may be missing or be another name of the same licence."""
    optional: tuple[tuple[int, int], ...] = ()
    """Stretches that may be missing: appendices that tell how to apply the licence, notes of its publisher."""
    names: frozenset[str] = frozenset()
    """Words of the licence's names."""
    same: tuple[str, ...] = ()
    """Other ids whose text has the same words."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """All wordings, arranged for looking up."""

    references: tuple[Reference, ...]
    streams: tuple[Sequence[int], ...]
    vocabulary: tuple[str, ...]
    numbers: Mapping[str, int]
    """Word to number, spellings included."""
    legal: frozenset[str]
    """The words that several licences have."""
    groups: tuple[tuple[int, ...], ...]
    """For each group of runs the numbers of the wordings that have them."""
    shingles: Mapping[int, int]
    """Run to group."""
    sizes: tuple[int, ...]
    """For each wording the number of its runs that are kept."""
    digests: Mapping[str, int]
    """Digest of all words to wording."""

    def numbered(self, words: Iterable[str]) -> array[int]:
        """Return words as numbers."""
        return array("H", map(self.numbers.get, words, repeat(UNKNOWN)))


def digest(words: Sequence[str]) -> str:
    """Return the digest of a text's words: equal for two texts with the same words in the same order."""
    if not SPELLINGS.keys().isdisjoint(words):
        words = [SPELLINGS.get(word, word) for word in words]
    return sha256(" ".join(words).encode()).hexdigest()[:32]


def shingles(stream: Sequence[int]) -> list[int]:
    """Return the hash of each run of five words, in order: 24 bits each."""
    numbers = stream if isinstance(stream, array) else array("H", stream)
    buffer, width, crc = memoryview(numbers.tobytes()), 2 * SHINGLE, zlib.crc32
    return [crc(buffer[at : at + width]) & 0xFFFFFF for at in range(0, 2 * len(numbers) - width + 2, 2)]


def kept(stream: Sequence[int]) -> set[int]:
    """Return the runs of a wording that are stored."""
    found = {run for at, run in enumerate(shingles(stream)) if SLOT not in stream[at : at + SHINGLE]}
    return found if len(stream) < WHOLE else {run for run in found if run % 4 == 0}


def pack(texts: Sequence[set[int]]) -> bytes:
    """Return the stored form of the runs of all wordings, in their order."""
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


def pack_streams(streams: Iterable[Sequence[int]]) -> bytes:
    """Return the stored form of all wordings."""
    return zlib.compress(b"".join(struct.pack(f"<{len(stream)}H", *stream) for stream in streams), 9)


@cache
def load() -> Index:
    """Read the fingerprints; once per process, some hundredths of a second."""
    # Only whoever identifies a text pays for this import.
    from importlib.resources import files

    folder = files("openness.licenses") / "fingerprints"
    listed = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    names = {name: frozenset(words.split()) for name, words in listed["names"].items()}
    references = tuple(
        Reference(
            text["license"],
            text["kind"],
            text["digest"],
            text["size"],
            text.get("title", 0),
            tuple(map(tuple, text.get("optional", ()))),
            names[text["license"]],
            tuple(text.get("same", ())),
            text.get("source", ""),
        )
        for text in listed["texts"]
    )
    common, _, others = (folder / "words.txt").read_text(encoding="utf-8").partition("\n\n")
    legal = frozenset(common.split("\n"))
    vocabulary = ("", *common.split("\n"), *others.split("\n"))
    streams = zlib.decompress((folder / "wordings.bin").read_bytes())
    return unpack(references, (vocabulary, legal), streams, (folder / "shingles.bin").read_bytes())


def unpack(
    references: tuple[Reference, ...], known: tuple[tuple[str, ...], frozenset[str]], streams: bytes, runs: bytes
) -> Index:
    """Arrange stored wordings for looking up; `known` are the words by number, and the common ones among them."""
    vocabulary, legal = known
    numbers = {word: number for number, word in enumerate(vocabulary) if word}
    for spelling, word in SPELLINGS.items():
        if word in numbers:
            numbers[spelling] = numbers[word]
    every = array("H", streams)
    if sys.byteorder == "big":
        every.byteswap()
    found, start = [], 0
    for reference in references:
        found.append(every[start : start + reference.size])
        start += reference.size
    groups, shingle_groups, sizes = _runs(runs, len(references))
    return Index(
        references,
        tuple(found),
        vocabulary,
        numbers,
        legal,
        groups,
        shingle_groups,
        sizes,
        {reference.digest: number for number, reference in enumerate(references)},
    )


def _runs(stored: bytes, references: int) -> tuple[tuple[tuple[int, ...], ...], dict[int, int], tuple[int, ...]]:
    """Return the groups, the group of each run, and how many runs each wording has."""
    (count,) = struct.unpack_from("<H", stored)
    offset = 2
    groups: list[tuple[int, ...]] = []
    lengths: list[int] = []
    for _ in range(count):
        texts, found = struct.unpack_from("<HH", stored, offset)
        groups.append(struct.unpack_from(f"<{texts}H", stored, offset + 4))
        lengths.append(found)
        offset += 4 + 2 * texts
    rest = stored[offset:]
    values = (low | mid << 8 | high << 16 for low, mid, high in zip(rest[::3], rest[1::3], rest[2::3], strict=True))
    shingle_groups: dict[int, int] = {}
    sizes = [0] * references
    for group, (numbers, length) in enumerate(zip(groups, lengths, strict=True)):
        shingle_groups.update(zip(islice(values, length), repeat(group), strict=False))
        for number in numbers:
            sizes[number] += length
    return tuple(groups), shingle_groups, tuple(sizes)
