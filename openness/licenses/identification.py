"""
Which licence text is this? A text is known only as a whole.

A file is reduced to words (`_normalise`); runs of five of them lead to the wordings that it may be (`_fingerprints`);
each of those is laid beside the file word by word (`_align`). Every word that differs is judged: what a licence leaves
to fill in (`_notices`) is of no account, anything else is. How this was chosen and measured:
docs/decisions/0004-license-text-identification.md.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, TypeAlias

from openness._base import Frozen
from openness.errors import TargetError
from openness.licenses._fingerprints import Index, Kind, load
from openness.licenses._reading import Reading, read
from openness.licenses._stretches import Found, What, stretches

__all__ = ["Change", "Match", "Near", "Stretch", "Verdict", "identify", "licence_of_file", "nearest"]

Verdict: TypeAlias = Literal["exact", "same", "modified", "contains", "unknown"]
"""
`exact`: the words of a known text and no others. `same`: other words only where the licence leaves something to fill
in. `modified`: a known text with words added, lost or changed. `contains`: a known text whole, with other text or
other licences in the same file. `unknown`: none of these.
"""
Part: TypeAlias = Literal["weights", "code", "data", "documents"]

LEAST: Final = 0.5  # of a wording's words that must be there for a stretch to be called after it
MOST_CHANGES: Final = 500
SHOWN: Final = 2000  # characters of one change


class Near(Frozen):
    """A known text that the given one resembles."""

    license: str
    """Our id of the licence, policy or terms."""
    kind: Kind
    similarity: float
    """Share of words in common, 0 to 1, over the stretch that resembles it."""


class Change(Frozen):
    """Words that differ from the known text, in one place."""

    what: Literal["changed", "lost", "added", "filled-in"]
    """`filled-in`: a name, year, address, title or notice, which changes nothing."""
    known: str
    """The words of the known text that are not there, in small letters and without punctuation."""
    found: str
    """The words that stand there instead, as they are written; at most 2000 characters."""
    start: int
    """Where in the text, counted in characters from 0."""
    end: int
    line: int
    """The line of `start`, from 1."""


class Stretch(Frozen):
    """A stretch of the file that is a known text, whole or changed."""

    license: str
    """Our id of the licence, policy or terms."""
    kind: Kind
    verdict: Literal["exact", "same", "modified"]
    similarity: float
    """Share of words in common, 0 to 1; 1 only where nothing differs but what is filled in."""
    start: int
    """Where it begins, counted in characters from 0."""
    end: int
    line: int
    """The line it begins on, from 1."""
    end_line: int
    covers: tuple[Part, ...] = ()
    """What the words before it say that it is for; nothing if they do not say."""
    said: str = ""
    """Those words, 300 characters at most: the last paragraph before the stretch."""
    changes: tuple[Change, ...] = ()


class Match(Frozen):
    """What a text is."""

    verdict: Verdict
    license: str | None
    """Our id of the licence, policy or terms; null unless the verdict is `exact` or `same`."""
    kind: Kind | None
    """A `license`, a use `policy` (which grants nothing) or the `terms` of a service; null as `license` is."""
    similarity: float
    """Of the stretch that is most like a known text; 0 where there is none."""
    stretches: tuple[Stretch, ...] = ()
    """Every known text in the file, in order."""
    around: tuple[Change, ...] = ()
    """What stands before, between and after the stretches."""
    also: tuple[Near, ...] = ()
    """Other texts nearly as like; nearest first, four at most. One with similarity 1 has the same words."""
    changes_left_out: int = 0
    """How many changes are not listed; 500 are."""

    @property
    def concludes(self) -> bool:
        """Whether the text is the licence, policy or terms, and nothing else."""
        return self.verdict in ("exact", "same")

    @property
    def exact(self) -> bool:
        """Whether the text has the words of the known text, in order, and no others."""
        return self.verdict == "exact"

    @property
    def is_modified(self) -> bool:
        """Whether the text is anything but the known text: read it before you rely on its terms."""
        return not self.concludes

    @property
    def resembles(self) -> str | None:
        """The id of the text that this one is, or was made from, or holds first; null if unknown."""
        return self.stretches[0].license if self.stretches else None

    @property
    def changes(self) -> tuple[Change, ...]:
        """All that differs, in the order of the file, what is filled in left out."""
        every = (change for stretch in self.stretches for change in stretch.changes)
        differing = [change for change in (*every, *self.around) if change.what != "filled-in"]
        return tuple(sorted(differing, key=lambda change: (change.start, change.end)))


def identify(text: str | bytes) -> Match:
    """
    Return which known licence, policy or terms a text is, or how it departs from the one it resembles.

    Only the verdicts `exact` and `same` conclude (`Match.concludes`), and only then `Match.license` is set. Any word
    added, lost or changed that the licence does not leave to be filled in makes the text `modified` or `contains`.
    Raises `TargetError` if the text is empty, binary or larger than 2 MB.
    """
    index = load()
    reading = read(text, index)
    whole = reading.exact()
    if whole is not None:
        return _whole(reading, whole, index)
    found = stretches(reading, index, least=LEAST)
    if not found:
        return Match(verdict="unknown", license=None, kind=None, similarity=0.0, also=_near(reading))
    around = _around(reading, found)
    kept, left_out = _limited(found, around)
    listed = tuple(_stretch(reading, one, changes, after) for one, changes, after in kept[0])
    verdict, main = _verdict(found, around)
    reference = index.references[main.number] if main is not None else None
    return Match(
        verdict=verdict,
        license=reference.license if reference else None,
        kind=reference.kind if reference else None,
        similarity=max(one.similarity for one in listed),
        stretches=listed,
        around=tuple(kept[1]),
        also=_also(reading, found),
        changes_left_out=left_out,
    )


@lru_cache(maxsize=4)  # reader and rules ask for the same files
def licence_of_file(text: str | None) -> Match | None:
    """Return what a repository's file is; None for one that is empty, binary or too large: a card is no place to raise."""
    try:
        return identify(text or "")
    except TargetError:
        return None


def nearest(text: str | bytes) -> tuple[Near, ...]:
    """
    Return the known texts that a text resembles, nearest first, four at most.

    Raises `TargetError` as `identify` does.
    """
    index = load()
    return _near(read(text, index))


def _verdict(found: list[Found], around: list[Change]) -> tuple[Verdict, Found | None]:
    """What the file is, and the stretch that it is."""
    outside = any(change.what != "filled-in" for change in around)
    if len(found) == 1 and not outside and found[0].whole:
        return ("exact" if found[0].bare and not around else "same"), found[0]
    return ("contains" if any(one.whole for one in found) else "modified"), None


def _whole(reading: Reading, number: int, index: Index) -> Match:
    """The answer for a text whose words are those of a known one."""
    reference = index.references[number]
    start, end = 0, len(reading.text)
    stretch = Stretch(
        license=reference.license,
        kind=reference.kind,
        verdict="exact",
        similarity=1.0,
        start=start,
        end=end,
        line=1,
        end_line=reading.line(max(0, len(reading.text.rstrip()) - 1)),
    )
    also = tuple(Near(license=name, kind=reference.kind, similarity=1.0) for name in reference.same)
    return Match(
        verdict="exact",
        license=reference.license,
        kind=reference.kind,
        similarity=1.0,
        stretches=(stretch,),
        also=also[:4],
    )


def _change(reading: Reading, what: What, known: str, first: int, last: int) -> Change:
    """One difference: the words of the text from `first` to `last`."""
    start, end = reading.span(first, last)
    return Change.model_construct(
        what=what, known=known, found=reading.text[start:end][:SHOWN], start=start, end=end, line=reading.line(start)
    )


def _around(reading: Reading, found: list[Found]) -> list[Change]:
    """What stands outside the stretches."""
    result, at = [], 0
    for one in (*found, None):
        until = one.first if one else len(reading.numbers)
        if until > at:
            harmless = len(found) == 1 and (
                reading.may_stand_around(at, until, found[0].names)
                or (at == 0 and reading.is_headed(until, found[0].names))
                or reading.is_applied(at, until, found[0].reference.license)
            )
            result.append(_change(reading, "filled-in" if harmless else "added", "", at, until))
        at = one.last if one else at
    return result


_Listed: TypeAlias = tuple[list[tuple[Found, list[Change], int]], list[Change]]


def _limited(found: list[Found], around: list[Change]) -> tuple[_Listed, int]:
    """The changes that are listed, those that count before what is filled in, and how many are not."""
    room, left_out, listed, after = MOST_CHANGES, 0, [], 0
    for one in found:
        changes = [_change(one.reading, gap.what, gap.known, gap.first, gap.last) for gap in one.gaps[:room]]
        left_out += len(one.gaps) - len(changes)
        room -= len(changes)
        listed.append((one, changes, after))
        after = one.last
    return (listed, around), left_out


def _stretch(reading: Reading, one: Found, changes: list[Change], after: int) -> Stretch:
    start, end = reading.span(one.first, one.last)
    covers, said = reading.introduced(after, one.first)
    return Stretch(
        license=one.reference.license,
        kind=one.reference.kind,
        verdict="modified" if not one.whole else "exact" if one.bare else "same",
        similarity=one.similarity,
        start=start,
        end=end,
        line=reading.line(start),
        end_line=reading.line(max(start, end - 1)),
        covers=covers,
        said=said,
        changes=tuple(changes),
    )


def _also(reading: Reading, found: list[Found]) -> tuple[Near, ...]:
    """Texts nearly as like as the one that was found, and others with the same words."""
    own = {one.reference.license for one in found}
    same = [Near(license=name, kind=one.reference.kind, similarity=1.0) for one in found for name in one.reference.same]
    seen = own | {near.license for near in same}
    further = _near(reading)
    return (*same, *(near for near in further if near.license not in seen))[:4]


def _near(reading: Reading) -> tuple[Near, ...]:
    found: dict[str, Near] = {}
    for number, share in reading.likely:
        reference = reading.index.references[number]
        near = Near(license=reference.license, kind=reference.kind, similarity=int(share * 10_000) / 10_000)
        if reference.license not in found or found[reference.license].similarity < near.similarity:
            found[reference.license] = near
    return tuple(sorted(found.values(), key=lambda near: -near.similarity)[:4])
