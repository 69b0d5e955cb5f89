"""
What an entry of `allow` or `deny` means: a licence, a family, an SPDX expression, or a group told by terms.

A group is not a list of licences: `non-commercial` is every licence whose text withholds commercial use, also one that
is added tomorrow. Where nobody has verified the term, whether a licence belongs is unknown, and stays so.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Final

from openness._value import dataclass
from openness.errors import ConfigurationError, InvalidLicenseExpressionError
from openness.licenses import License, Term, get, nearest, resolve
from openness.licenses.expression import Alternative, is_compound, parse
from openness.licenses.vocabulary import SPOKEN

_Test = tuple[str, frozenset[str]]
GROUPS: Final[dict[str, tuple[str, tuple[_Test, ...]]]] = {
    "non-commercial": (
        "commercial use is not granted, or use is for research only",
        (
            ("commercial_use", frozenset({"forbidden", "separate-license-needed"})),
            ("research_only", frozenset({"yes"})),
        ),
    ),
    "size-limited": (
        "commercial use is granted up to a stated size",
        (("commercial_use", frozenset({"allowed-with-threshold"})),),
    ),
    "use-restricted": (
        "fields of use that law allows are shut out, in the text or by a use policy",
        (
            (
                "use_restrictions",
                frozenset({"inline", "attached", "policy-by-reference", "research-purposes-only"}),
            ),
        ),
    ),
    "share-alike": (
        "what is made from it must be under the same licence",
        (("share_alike", frozenset({"files", "library", "work", "network", "adaptations", "database"})),),
    ),
    "no-derivatives": (
        "changed versions may not be shared",
        (("modification", frozenset({"forbidden", "private-only"})),),
    ),
}
"""Every group: what it holds in words, and the values of terms by one of which a licence belongs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Why an entry meets a licence."""

    license: str
    """Id of the licence that it meets."""
    clause: str | None = None
    """The clause that decides, for a group."""
    words: str = ""
    """What that clause says, for a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a list, as written and as understood."""

    written: str
    """As it stands in the policy."""
    meets: Callable[[Alternative], tuple[Hit, ...] | None]
    """Whether it meets licences that bind at once: the hits, none, or None where that is unknown."""


def entry(written: str, *, where: str, every: bool) -> Entry:
    """
    The entry of a policy's list. Raises ConfigurationError with the nearest names for a word that means nothing.

    `every`: the entry must hold of every licence that binds (`allow`); otherwise one suffices (`deny`).
    """
    if written in GROUPS:
        return Entry(written=written, meets=_by_terms(GROUPS[written][1]))
    found = resolve(written)
    if found.kind in ("license", "series", "family"):
        names = found.members if found.kind == "family" else (written,)
        members = tuple(get(name) for name in names)
        return Entry(written=written, meets=_by_name((members,), every=every))
    try:
        expression = parse(written)
    except InvalidLicenseExpressionError:
        expression = None
    if expression is None or (expression.unknown and not _is_own_ref(written)):
        near = tuple(dict.fromkeys((*get_close_matches(written, GROUPS, n=1), *nearest(written))))
        hint = f"did you mean {' or '.join(near)}?" if near else f"groups: {', '.join(GROUPS)}"
        raise ConfigurationError(f"{where}: `{written}` is no licence, family, expression or group; {hint}")
    if expression.unknown:
        return Entry(written=written, meets=_by_ref(written))
    sets = tuple(choice.licenses for choice in expression.alternatives)
    return Entry(written=written, meets=_by_name(sets, every=every, whole=is_compound(written)))


def _is_own_ref(written: str) -> bool:
    """A `LicenseRef-` that we do not know: somebody's own licence, taken by its name."""
    return written.casefold().startswith("licenseref-") and " " not in written


def _by_ref(written: str) -> Callable[[Alternative], tuple[Hit, ...] | None]:
    def meets(choice: Alternative) -> tuple[Hit, ...]:
        return tuple(Hit(license=name) for name in choice.unknown if name.casefold() == written.casefold())

    return meets


def _by_name(
    sets: tuple[tuple[License, ...], ...], *, every: bool, whole: bool = False
) -> Callable[[Alternative], tuple[Hit, ...] | None]:
    """An entry that names licences: any of them meets; an expression's AND (`whole`) only as a whole, where it denies."""

    def meets(choice: Alternative) -> tuple[Hit, ...] | None:
        hits: list[Hit] = []
        for texts in sets:
            pairs = [(text, one) for text in texts for one in choice.licenses if is_same(text, one, sure=every)]
            if not (whole and not every) or {text.id for text, _ in pairs} == {text.id for text in texts}:
                hits += [Hit(license=one.id) for _, one in pairs]
        return tuple(dict.fromkeys(hits)) or (None if choice.unknown else ())

    return meets


def _by_terms(tests: tuple[_Test, ...]) -> Callable[[Alternative], tuple[Hit, ...] | None]:
    def meets(choice: Alternative) -> tuple[Hit, ...] | None:
        hits: list[Hit] = []
        unsure = bool(choice.unknown)
        for text in choice.licenses:
            terms: list[tuple[str, Term | None]] = [(name, getattr(text.terms, name)) for name, _ in tests]
            values = dict(tests)
            hit = next(((n, t) for n, t in terms if t is not None and str(t.value) in values[n]), None)
            if hit is not None and hit[1] is not None:
                clause = None if hit[1].clause == "no clause" else hit[1].clause
                hits.append(Hit(license=text.id, clause=clause, words=f"{SPOKEN[hit[0]]}: {hit[1].value}"))
            elif any(term is None for _, term in terms):
                unsure = True
        return tuple(hits) or (None if unsure else ())

    return meets


def is_same(named: License, text: License, *, sure: bool) -> bool:
    """
    Whether a named licence is this one; `-only` and `-or-later` are told apart.

    A series is each of its versions. A version is its series only where it need not be `sure` which version that is.
    """
    if named.id == text.id:
        return named.spdx is None or text.spdx is None or named.spdx == text.spdx
    return text.id in named.members or (not sure and named.id in text.members)
