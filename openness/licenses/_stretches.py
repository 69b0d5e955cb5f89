"""
Which stretches of a file are known texts, and does what differs count?

A difference is of no account only for a reason given here: the known text leaves the place to be filled in and names
stand there, or it may be missing, or it is a title, a notice, or the same letters divided into words otherwise.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from openness._value import dataclass
from openness.licenses import _align
from openness.licenses._fingerprints import SLOT, Index, Reference
from openness.licenses._reading import RESEMBLES, Reading, likely

What: TypeAlias = Literal["changed", "lost", "added", "filled-in"]

LEAST_WORK: Final = 300_000  # words that are laid beside known texts, again and again, in one file
MOST: Final = 24  # stretches that are looked for in one file
CLOSE: Final = 4  # candidates that are laid beside a stretch
FEW: Final = 12  # words; what is shorter holds no licence
SAID: Final = 40  # words that seem lost and may stand in a notice


class Gap(NamedTuple):
    """One difference: what the known text has, and the words of the file from `first` to `last`."""

    what: What
    known: str
    first: int
    last: int


@dataclass(slots=True)
class Found:
    """A stretch of the file that is a known text, from word `first` to word `last`."""

    reading: Reading
    number: int
    first: int
    last: int
    gaps: list[Gap]
    held: int
    """Words of the known text that are there."""
    needed: int
    """Words of the known text that must be there."""
    differing: int = field(default=0)
    """Words that count and differ, on either side."""

    @property
    def reference(self) -> Reference:
        """The known wording."""
        return self.reading.index.references[self.number]

    @property
    def names(self) -> frozenset[str]:
        """Words that its title may have."""
        return self.reference.names

    @property
    def whole(self) -> bool:
        """Whether nothing differs but what is left to be filled in."""
        return self.differing == 0

    @property
    def bare(self) -> bool:
        """Whether nothing differs at all."""
        return not self.gaps

    @property
    def similarity(self) -> float:
        """Words in common, over those of either side that count."""
        if self.whole:
            return 1.0
        return min(0.9999, int(self.held / max(1, self.held + self.differing) * 10_000) / 10_000)


def stretches(reading: Reading, index: Index, *, least: float) -> list[Found]:
    """Return the stretches of a text that are known, in order: the one with most words first found, then the rest."""
    found: list[Found] = []
    todo = [(0, len(reading.numbers))]
    # What is not looked at any more counts as text around the licences, so nothing is concluded from it.
    work = max(LEAST_WORK, 6 * len(reading.numbers))
    while todo and len(found) < MOST and work > 0:
        first, last = todo.pop()
        work -= last - first
        one = _best(reading, index, first, last, least) if last - first >= FEW else None
        if one is not None:
            found.append(one)
            todo += [(first, one.first), (one.last, last)]
    return sorted(found, key=lambda one: one.first)


def _best(reading: Reading, index: Index, first: int, last: int, least: float) -> Found | None:
    """Return what explains most of a part of the text."""
    numbers = reading.numbers[first:last]
    everything = (first, last) == (0, len(reading.numbers))
    candidates = reading.likely if everything else likely(numbers, index, least=RESEMBLES)
    best: Found | None = None
    looked_at: Counter[str] = Counter()
    for number, _ in candidates:
        if sum(looked_at.values()) >= CLOSE * 2 or len(looked_at) > CLOSE:
            break
        looked_at[index.references[number].license] += 1
        one = _laid_beside(reading, number, numbers, first)
        if one is None or one.held < least * one.needed:
            continue
        if best is None or _order(one) > _order(best):
            best = one
        if one.whole:
            break
    return best


def _order(one: Found) -> tuple[int, int, int]:
    """The better explanation holds more than it lacks."""
    return one.held - 2 * one.differing, -len(one.gaps), -one.number


@lru_cache(maxsize=64)
def _anchors(known: bytes) -> dict[bytes, int]:
    return _align.anchors(array("H", known))


def _laid_beside(reading: Reading, number: int, numbers: array[int], offset: int) -> Found | None:
    """Lay one wording beside a part of the text that begins at the word `offset`."""
    index = reading.index
    known = index.streams[number]
    stream = known if isinstance(known, array) else array("H", known)
    chained = _align.densest(_align.chain(_align.blocks(stream, numbers, _anchors(stream.tobytes()))))
    if not chained:
        return None
    first, last = _edges(stream, numbers, chained)
    equal = _align.filled(stream, numbers, chained, first, last)
    first, last = _tight(equal, first, last, len(stream))
    reference = index.references[number]
    gaps, differing = [], 0
    for gap in _align.gaps(equal, first, last, len(stream)):
        judged, count = _judge(reading, reference, stream, gap, offset)
        differing += count
        if judged is not None:
            gaps.append(judged)
    free = sum(end - start for start, end in reference.optional) + reference.title
    held = sum(block.size for block in equal)
    return Found(reading, number, first + offset, last + offset, gaps, held, max(1, len(stream) - free), differing)


def _edges(known: Sequence[int], numbers: Sequence[int], chained: Sequence[_align.Block]) -> tuple[int, int]:
    """How far the stretch may reach: as many words before and after as the known text still has."""
    head, tail = chained[0], chained[-1]
    missing = len(known) - tail.known - tail.size
    first = max(0, head.found - min(head.known * 2, head.known + 24))
    last = min(len(numbers), tail.found + tail.size + (min(missing * 2, missing + 24) if missing else 0))
    return first, last


def _tight(equal: Sequence[_align.Block], first: int, last: int, length: int) -> tuple[int, int]:
    """Where the stretch really begins and ends: at a word of the known text, or of a place to be filled in."""
    head, tail = equal[0], equal[-1]
    begins = head.found
    ends = tail.found + tail.size
    # Where the known text still misses a word or two beside the edge, what stands there instead belongs to it.
    if head.known:
        begins = max(first, begins - head.known)
    missing = length - tail.known - tail.size
    if missing:
        ends = min(last, ends + missing)
    return begins, ends


def _judge(
    reading: Reading, reference: Reference, known: Sequence[int], gap: tuple[int, int, int, int], offset: int
) -> tuple[Gap | None, int]:
    """Return one difference and how many of its words count."""
    start, end, first, last = gap[0], gap[1], gap[2] + offset, gap[3] + offset
    vocabulary = reading.index.vocabulary
    lost = " ".join(vocabulary[number] for number in known[start:end] if number != SLOT)
    if _is_free(reading, reference, known, (start, end, first, last)):
        return Gap("filled-in", lost, first, last), 0
    what: What = "changed" if start < end and first < last else "lost" if start < end else "added"
    return Gap(what, lost, first, last), (end - start) + (last - first)


def _is_free(reading: Reading, reference: Reference, known: Sequence[int], gap: tuple[int, int, int, int]) -> bool:
    """Whether the licence leaves this to be filled in, left out, or called otherwise."""
    start, end, first, last = gap
    in_title = end <= reference.title
    optional = any(
        begin <= start and end <= until and (start < end or begin < start < until)
        for begin, until in reference.optional
    )
    holds_slot = any(number == SLOT for number in known[start:end])
    missing_is_free = all(
        number == SLOT or at < reference.title or any(begin <= at < until for begin, until in reference.optional)
        for at, number in enumerate(known[start:end], start)
    )
    if missing_is_free:
        if first == last:
            return True
        if in_title and reading.may_stand_around(first, last, reference.names):
            return True
        if (holds_slot or optional) and reading.may_be_names(first, last):
            return True
    if start == end and (reading.is_numbering(first, last) or reading.is_notice(first, last)):
        return True
    vocabulary = reading.index.vocabulary
    if first == last and end - start <= SAID:
        return reading.was_blanked([vocabulary[number] for number in known[start:end]], first)
    joined = "".join(vocabulary[number] for number in known[start:end])
    return bool(joined) and not holds_slot and joined == "".join(reading.spelled(at) for at in range(first, last))
