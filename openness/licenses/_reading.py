"""
A text on its way through: its words as numbers, where they stand, and what stands around a stretch of it.

Whether words are names, notices, titles or numbering is asked here, of the text as it is written.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from openness._pattern import pattern, simple
from openness.licenses import _align, _notices
from openness.licenses._fingerprints import Index, digest, shingles
from openness.licenses._markup import plain
from openness.licenses._normalise import SPELLINGS, decode, places, prepare, words
from openness.licenses._numbering import is_marker

RESEMBLES: Final = 0.3  # of a wording's runs, for it to be looked at
APPLIED: Final = 400  # words of a notice that says under which licence a work is
HEADINGS: Final = 2  # lines that name a work, before its licence
TITLE: Final = 30  # words of a title

# What stands in a title beside a licence's names.
_TITLE_WORDS: Final = frozenset(
    simple(r"\w+").findall(
        "the license text version v file copyright notice full legal code terms conditions "
        "agreement of software open source spdx identifier template c copy public official end"
    )
)
_PARTS: Final = {
    "weights": simple(r"\b(?:weights?|checkpoints?|parameters|models?)\b"),
    "code": simple(r"\b(?:code|scripts?|software|repository|implementation)\b"),
    "data": simple(r"\b(?:data|datasets?|corpus|corpora)\b"),
    "documents": simple(r"\b(?:documentation|documents?|paper|text|card|readme|figures?)\b"),
}
_PARAGRAPH = pattern(r"\n[ \t]*\n")
_NO_WORDS = pattern(r"^[\W_]*$")


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
