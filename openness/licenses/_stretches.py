"""
Which stretches of a file are known texts, and does what differs count?

A difference is of no account only for a reason given here: the known text leaves the place to be filled in and names
stand there, or it may be missing, or it is a title, a notice, or the same letters divided into words otherwise.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from openness._pattern import pattern
from openness.licenses import _align, _notices
from openness.licenses._fingerprints import SLOT, Index, Reference, digest, shingles
from openness.licenses._markup import plain
from openness.licenses._normalise import SPELLINGS, decode, places, prepare, words
from openness.licenses._numbering import is_marker

What: TypeAlias = Literal["changed", "lost", "added", "filled-in"]

RESEMBLES: Final = 0.3  # of a wording's runs, for it to be looked at
LEAST_WORK: Final = 300_000  # words that are laid beside known texts, again and again, in one file
MOST: Final = 24  # stretches that are looked for in one file
CLOSE: Final = 4  # candidates that are laid beside a stretch
FEW: Final = 12  # words; what is shorter holds no licence
SAID: Final = 40  # words that seem lost and may stand in a notice
APPLIED: Final = 400  # words of a notice that says under which licence a work is
HEADINGS: Final = 2
TITLE: Final = 30  # words of a title

# What stands in a title beside a licence's names.
_TITLE_WORDS: Final = frozenset(
    [
        "the",
        "license",
        "text",
        "version",
        "v",
        "file",
        "copyright",
        "notice",
        "full",
        "legal",
        "code",
        "terms",
        "conditions",
        "agreement",
        "of",
        "software",
        "open",
        "source",
        "spdx",
        "identifier",
        "template",
        "c",
        "copy",
        "public",
        "official",
        "end",
    ]
)
_PARTS: Final = {
    "weights": pattern(r"\b(?:weights?|checkpoints?|parameters|models?)\b"),
    "code": pattern(r"\b(?:code|scripts?|software|repository|implementation)\b"),
    "data": pattern(r"\b(?:data|datasets?|corpus|corpora)\b"),
    "documents": pattern(r"\b(?:documentation|documents?|paper|text|card|readme|figures?)\b"),
}
_PARAGRAPH = pattern(r"\n[ \t]*\n")
_NO_WORDS = pattern(r"^[\W_]*$")


class Gap(NamedTuple):
    """One difference: what the known text has, and the words of the file from `first` to `last`."""

    what: What
    known: str
    first: int
    last: int


class Reading:
    """A text on its way through: its words as numbers, and where they stand."""

    def __init__(self, text: str | bytes, index: Index) -> None:
        self.text = decode(text)
        self.index = index
        self.prepared = prepare(self.text, index.legal)
        self.words = words(self.prepared)

    def exact(self) -> int | None:
        """The wording that has exactly these words."""
        return self.index.digests.get(digest(self.words))

    @cached_property
    def numbers(self) -> array[int]:
        """The words as numbers."""
        return self.index.numbered(self.words)

    @cached_property
    def likely(self) -> list[tuple[int, float]]:
        """The wordings that the text as a whole resembles."""
        return likely(self.numbers, self.index, least=RESEMBLES)

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Where each word stands."""
        return places(self.prepared)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def line(self, place: int) -> int:
        """The line of a place, from 1."""
        return bisect_right(self._line_starts, place)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where words stand; an empty row of them stands after the word before."""
        if first < last:
            return self.places[first][0], self.places[last - 1][1]
        at = self.places[first - 1][1] if first else 0
        return at, at

    def shown(self, first: int, last: int) -> str:
        """Words as they are written."""
        start, end = self.span(first, last)
        return self.text[start:end]

    def may_be_names(self, first: int, last: int) -> bool:
        """Whether words can be names, years and addresses."""
        return last - first <= _notices.LONGEST and _notices.may_be_names(self.shown(first, last), self.index.legal)

    def is_numbering(self, first: int, last: int) -> bool:
        """Whether these words are list markers."""
        return last - first <= 3 and all(is_marker(self.text, *self.places[at]) for at in range(first, last))

    def is_notice(self, first: int, last: int) -> bool:
        """Whether these words are a notice of copyright, or go on with one that was taken out before them."""
        if last - first > _notices.LONGEST:
            return False
        if _notices.is_notice(self._from_sign(first, last), self.index.legal):
            return True
        blanked = self.text[self.places[first - 1][1] if first else 0 : self.places[first][0]][-2000:]
        return "copyright" in blanked.lower() and self.may_be_names(first, last)

    def was_blanked(self, lost: list[str], at: int) -> bool:
        """Whether words that seem lost are there, and were taken out as numbering or as a notice."""
        start = self.places[at - 1][1] if at else 0
        end = self.places[at][0] if at < len(self.places) else len(self.text)
        if end - start > 4000:
            return False
        there = [SPELLINGS.get(word, word) for word in words(plain(self.text[start:end]).lower())]
        return f" {_without_sign(lost)} " in f" {_without_sign(there)} "

    def may_stand_around(self, first: int, last: int, names: frozenset[str]) -> bool:
        """Whether words before or after a licence are its title or notices of copyright, and nothing else."""
        at = first
        while at < last and at - first < TITLE and (self.words[at] in _TITLE_WORDS or self.spelled(at) in names):
            at += 1
        if at == last:
            return True
        if last - at > _notices.LONGEST:
            return False
        # The title may have run into the notice: both may have `copyright`.
        back = at
        while back > first and self.words[back - 1] in ("copyright", "c", "the"):
            back -= 1
        return _notices.is_notice(self._from_sign(back, last), self.index.legal)

    def is_headed(self, last: int, names: frozenset[str]) -> bool:
        """Whether the words before a licence, from the first on, are titles, notices and names of works, by lines."""
        start, end = 0, self.span(0, last)[1]
        headings = 0
        for line in self.text[start:end].split("\n"):
            spoken = [SPELLINGS.get(word, word) for word in words(plain(line).lower())]
            if all(word in _TITLE_WORDS or word in names for word in spoken):
                continue
            if _notices.is_notice(line, self.index.legal):
                continue
            headings += 1
            if headings > HEADINGS or not _notices.is_heading(line, self.index.legal):
                return False
        return True

    def is_applied(self, first: int, last: int, held: str) -> bool:
        """Whether words say no more than what the licence's own appendix tells to put before a work."""
        if last - first > APPLIED:
            return False
        numbers = self.numbers[first:last]
        for known, reference in zip(self.index.streams, self.index.references, strict=True):
            if reference.license != held:
                continue
            for start, end in reference.optional:
                part = array("H", known[start:end])
                chained = _align.chain(_align.blocks(part, numbers, _align.anchors(part)))
                equal = _align.filled(part, numbers, chained, 0, len(numbers)) if chained else []
                gaps = _align.gaps(equal, 0, len(numbers), len(part)) if equal else []
                free = all(a == b or self._may_be_put_in(first + a, first + b) for _, _, a, b in gaps)
                if equal and sum(block.size for block in equal) * 2 > len(numbers) and free:
                    return True
        return False

    def _may_be_put_in(self, first: int, last: int) -> bool:
        return last - first <= TITLE and (self.may_be_names(first, last) or self.is_notice(first, last))

    def _from_sign(self, first: int, last: int) -> str:
        """Words as they are written, with a sign of copyright that stands before the first."""
        start, end = self.span(first, last)
        before = self.text[max(0, start - 4) : start].rstrip()
        return ("\u00a9 " if before.endswith("\u00a9") else "") + self.text[start:end]

    def spelled(self, at: int) -> str:
        """One word in the spelling that is compared."""
        return SPELLINGS.get(self.words[at], self.words[at])

    def introduced(self, first: int, last: int) -> tuple[tuple[str, ...], str]:
        """What the last paragraph before a stretch says that it is for."""
        if first >= last:
            return (), ""
        start, end = self.span(first, last)
        # The sentence may end in what is the licence's title too: "... is under the MIT license:".
        line = self.text.find("\n", end)
        end = line if 0 <= line <= end + 200 else end
        paragraphs = [p for p in _PARAGRAPH.split(self.text[max(start, end - 1500) : end]) if not _NO_WORDS.match(p)]
        said = " ".join(paragraphs[-1].split()) if paragraphs else ""
        if len(paragraphs) > 1 and len(said) < 60:  # a heading: what it stands over is said before it
            said = f"{' '.join(paragraphs[-2].split())} {said}"
        said = said[-300:]
        lower = said.lower()
        return tuple(part for part, told in _PARTS.items() if told.search(lower)), said


def _without_sign(row: Sequence[str]) -> str:
    """Words in one line, without the `c` of `(c)`."""
    return " ".join(word for word in row if word != "c")


def read(text: str | bytes, index: Index) -> Reading:
    """Reduce a text to words; raises `TargetError` if it is empty, binary or too large."""
    return Reading(text, index)


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


def likely(numbers: array[int], index: Index, *, least: float) -> list[tuple[int, float]]:
    """Return the wordings of which at least this share of runs occurs in the text, with the share; most first."""
    runs = set(shingles(numbers))
    get = index.shingles.get
    per_group = Counter(get(run, -1) for run in runs)
    del per_group[-1]
    found: Counter[int] = Counter()
    for group, count in per_group.items():
        for number in index.groups[group]:
            found[number] += count
    shares = [(number, count / max(1, index.sizes[number]), count) for number, count in found.items()]
    good = sorted((one for one in shares if one[1] >= least), key=lambda one: (-one[1] * one[2], one[0]))
    return [(number, min(1.0, share)) for number, share, _ in good]


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
