"""
Which licence text is this? `identify` answers from fingerprints, or not at all.

A text is reduced to words (`_normalise`), cut into runs of five words, and each run is looked up (`_fingerprints`).
For each known text that shares enough runs, the stretch of the given text that it explains best is found. Inside
that stretch the two must agree nearly everywhere; before and after it anything may stand (a preface, a model card, the
notice that was added). How the limits below were chosen: docs/decisions/0004-license-text-identification.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openness._base import Frozen
from openness._pattern import pattern
from openness.licenses._fingerprints import Index, Kind, Reference, digest, load
from openness.licenses._normalise import SHINGLE, decode, shingles, words

__all__ = ["Differences", "Match", "Near", "identify", "nearest"]

SHORT: Final = 400  # shingles; a shorter text must be there nearly whole, because others contain most of it
LEAST_OF_SHORT: Final = 0.85
LEAST_OF_LONG: Final = 0.7  # a long text may lack its preamble and its appendix, together
CHANGED_SHARE: Final = 0.012  # of the stretch: copies in the wild reach 0.009
CHANGED_ALWAYS: Final = 10  # shingles: two changed words, so that one typing error does not disown a short licence
CHANGED_MOST: Final = 20  # four changed words: relatives among the long licences (the Creative Commons) begin at 22
RIVAL_LEAD: Final = 8  # shingles by which a text that does not qualify may explain more before nothing is sure
NEAR: Final = 0.5  # share of a text that must be there for `nearest` to name it
ALSO: Final = 0.8  # of the answer's similarity: what `Match.also` names

# Not May: the word is too common, and a date mostly has a number beside it.
_MONTHS = frozenset(
    {"january", "february", "march", "april", "june", "july", "august"}
    | {"september", "october", "november", "december"}
)
# What a text says of itself when it is a known licence and something more. Only words outside the known text count.
_OWN_MODIFICATION = pattern(
    r"\bmodified (?:\S+ ){1,3}licen[sc]e\b|\bonly modification\b|\bcommons clause\b"
    r"|\blicen[sc]e (?:condition|restriction) v\d|\badditional (?:terms|conditions|restrictions) apply\b"
    r"|\b(?:following|these) (?:modifications?|additional (?:terms|conditions|restrictions|clauses?))\b"
)


class Near(Frozen):
    """A known text that the given one resembles."""

    license: str
    """Our id of the licence, policy or terms."""
    kind: Kind
    similarity: float
    """Share of five-word runs in common, 0 to 1, over the stretch that resembles it."""


class Differences(Frozen):
    """How the given text departs from the known one, counted in words (near enough)."""

    changed: int
    """Runs of five words inside the licence that the known text does not have: words changed or put in."""
    missing: int
    """Runs of five words of the known text that are not there: words left out, at an end or inside."""
    around: int
    """Words before and after the licence: a preface, a model card, a notice, or another licence."""


class Match(Frozen):
    """What a text is."""

    license: str
    """Our id of the licence, policy or terms."""
    kind: Kind
    """A `license`, a use `policy` (which grants nothing) or the `terms` of a service."""
    similarity: float
    """Share of five-word runs in common, 0 to 1. Text around the licence does not lower it."""
    exact: bool
    """The whole text has the words of the known text, in order, and no others; markup and copyright lines aside."""
    differences: Differences
    also: tuple[Near, ...] = ()
    """Other texts nearly as like, or held by the same file; nearest first, four at most."""

    @property
    def is_modified(self) -> bool:
        """Whether words were changed, added or left out inside the licence: read it before you rely on its terms."""
        return self.differences.changed > 0


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well one known text explains the given one."""

    reference: Reference
    held: int
    """Distinct shingles of the reference inside the stretch."""
    changed: int
    start: int
    end: int
    renumbered: bool
    """A number or month inside the stretch is not the reference's: another version."""

    @property
    def missing(self) -> int:
        """Shingles of the reference that the stretch does not have."""
        return self.reference.size - self.held

    @property
    def similarity(self) -> float:
        """Shingles in common, over those of either inside the stretch."""
        return self.held / (self.reference.size + self.changed)

    @property
    def score(self) -> int:
        """The order among those that qualify: what is explained, less what is not on either side."""
        return self.held - self.missing - self.changed

    @property
    def holds(self) -> bool:
        """Whether this is the reference's text, and not merely like it."""
        least = LEAST_OF_SHORT if self.reference.size < SHORT else LEAST_OF_LONG
        allowed = min(max(CHANGED_ALWAYS, CHANGED_SHARE * (self.end - self.start)), CHANGED_MOST)
        return self.held >= least * self.reference.size and self.changed <= allowed and not self.renumbered

    def near(self) -> Near:
        """Return what is shown of it."""
        return Near(license=self.reference.license, kind=self.reference.kind, similarity=_shown(self.similarity))


def identify(text: str | bytes) -> Match | None:
    """
    Return which known licence, policy or terms a text is; None if it is none of them.

    A text that was rewritten here and there, or bears another version's numbers, is not the known text: None.
    One with a slip of a word or two is, and `Match.is_modified` says so. A file with a licence and its policy is the
    licence. Raises `TargetError` if the text is empty, binary or larger than 2 MB.
    """
    index = load()
    tokens = words(decode(text))
    fits, most = _fits(tokens, index, at_least=LEAST_OF_LONG)
    number = index.digests.get(digest(tokens))
    if number is not None:
        reference = index.references[number]
        whole = _Fit(reference, reference.size, 0, 0, len(tokens), renumbered=False)
        return _match(whole, fits, len(tokens), exact=True)
    holding = [fit for fit in fits if fit.holds]
    if not holding:
        return None
    best = _first(holding)
    # Half of a long licence may hold a short one whole: what explains more of the text has the first word.
    if most - _explained(holding) >= RIVAL_LEAD or _owns_to_modification(tokens, best):
        return None
    return _match(best, fits, len(tokens), exact=False)


def _first(holding: Sequence[_Fit]) -> _Fit:
    """
    Return the licence a file is for, of all those that it holds.

    A policy grants nothing, so a licence beside it counts before it. Of several licences one after the other the
    first is the work's own, as third parties' come later. Of several for one stretch the closest is meant.
    """
    granting = [fit for fit in holding if fit.reference.kind != "policy"] or holding
    first = min(granting, key=lambda fit: (fit.start, -fit.score))
    return max((fit for fit in granting if fit.start < first.end), key=lambda fit: fit.score)


def _explained(holding: Sequence[_Fit]) -> int:
    """Return how many places of the text lie in a stretch that one of these explains."""
    total, done = 0, 0
    for fit in sorted(holding, key=lambda fit: fit.start):
        total += max(0, fit.end - max(fit.start, done))
        done = max(done, fit.end)
    return total


def nearest(text: str | bytes) -> tuple[Near, ...]:
    """
    Return the known texts that a text resembles, nearest first, four at most: a hint where `identify` knows nothing.

    Raises `TargetError` as `identify` does.
    """
    tokens = words(decode(text))
    fits, _ = _fits(tokens, load(), at_least=NEAR)
    return _distinct(sorted(fits, key=lambda fit: -fit.similarity), without=frozenset())


def _fits(tokens: Sequence[str], index: Index, *, at_least: float) -> tuple[list[_Fit], int]:
    """Return the fit of each known text of which at least this share occurs, and the most that any one explains."""
    hashes = shingles(list(tokens))
    groups = [index.shingles.get(shingle, -1) for shingle in hashes]
    # Distinct shingles, so that a phrase said ten times counts once.
    per_group = Counter(dict(zip(hashes, groups, strict=True)).values())
    del per_group[-1]
    found: Counter[int] = Counter()
    for group, count in per_group.items():
        for number in index.groups[group]:
            found[number] += count
    # A text can explain a stretch only if most of it occurs, so few of the 170 are looked at closely; those that
    # explain most are, in any case, because they may stand against a shorter one.
    order = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    likely = [n for at, (n, count) in enumerate(order) if at < 2 or count >= at_least * index.references[n].size]
    all_fits = [_fit(number, tokens, hashes, groups, index) for number in likely[:24]]
    fits = [fit for fit in all_fits if fit.held >= at_least * fit.reference.size]
    return fits, max((fit.held for fit in all_fits), default=0)


def _fit(number: int, tokens: Sequence[str], hashes: Sequence[int], groups: Sequence[int], index: Index) -> _Fit:
    """Find the stretch of the text that one known text explains, and what is different inside."""
    own = index.groups_of[number]
    covered = [group in own for group in groups]
    start, end = _stretch(covered)
    held = len({hashes[at] for at in range(start, end) if covered[at]})
    changed, renumbered, at = 0, False, start
    while at < end:
        if covered[at]:
            at += 1
            continue
        after = at
        while not covered[after]:
            after += 1
        changed += after - at
        # The shingles on either side are known, so the words that are not lie between them.
        renumbered = renumbered or any(map(_tells_version, tokens[at + SHINGLE - 1 : after]))
        at = after
    return _Fit(index.references[number], held, changed, start, end, renumbered)


def _stretch(covered: Sequence[bool]) -> tuple[int, int]:
    """
    Return the stretch with the most covered places, where an uncovered one costs half of one.

    It begins and ends covered. Stray phrases far away are left out; a clause put in the middle stays inside.
    """
    best = 0
    start, end = 0, 0
    score, begin = 0, 0
    for at, known in enumerate(covered):
        score += 2 if known else -1
        if score <= 0:
            score, begin = 0, at + 1
        elif score > best:
            best, start, end = score, begin, at + 1
    return start, end


def _tells_version(word: str) -> bool:
    """Whether a word is a number, a model's name with one, or a month."""
    return word in _MONTHS or any(map(str.isdigit, word))


def _owns_to_modification(tokens: Sequence[str], fit: _Fit) -> bool:
    """Whether the words around the licence say that it is not the licence as it was."""
    before = " ".join(tokens[: fit.start])
    # A phrase may begin before the licence and end in its title; one that stands in its title is its own.
    found = _OWN_MODIFICATION.search(" ".join(tokens[: fit.start + SHINGLE - 1]))
    after = " ".join(tokens[fit.end + SHINGLE - 1 :])
    return (found is not None and found.start() < len(before)) or _OWN_MODIFICATION.search(after) is not None


def _match(best: _Fit, fits: Sequence[_Fit], length: int, *, exact: bool) -> Match:
    """Put the answer together."""
    least = ALSO * best.similarity
    others = sorted((fit for fit in fits if fit.similarity >= least), key=lambda fit: (-fit.similarity, -fit.score))
    same = tuple(Near(license=name, kind=best.reference.kind, similarity=1.0) for name in best.reference.same)
    known = frozenset((best.reference.license, *best.reference.same))
    words_held = length if exact else best.end - best.start + SHINGLE - 1
    return Match(
        license=best.reference.license,
        kind=best.reference.kind,
        similarity=1.0 if exact else _shown(best.similarity),
        exact=exact,
        differences=Differences(changed=best.changed, missing=best.missing, around=length - words_held),
        also=(*same, *_distinct(others, without=known))[:4],
    )


def _distinct(fits: Sequence[_Fit], *, without: frozenset[str]) -> tuple[Near, ...]:
    """Return the best fit of each id, in the order given, four at most."""
    found: dict[str, Near] = {}
    for fit in fits:
        if fit.reference.license not in without:
            found.setdefault(fit.reference.license, fit.near())
    return tuple(found.values())[:4]


def _shown(similarity: float) -> float:
    """Round down to four places: 1.0 is said only where nothing differs."""
    return int(similarity * 10_000) / 10_000
