"""
The word of every standard on a record, asked once for all records that differ in nothing a standard looks at.

Half of the Hub says the same few things (a licence, a base, a library). Which words a standard gives follows from a record's
facts, from how sure they are, and from the licences of its bases; not from its name, its lines or the words that it quotes.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from typing import Any, Final

from openness import frameworks
from openness._base import Frozen
from openness.licenses import of_model
from openness.release import Evidence, ModelRelease
from openness.release.lineage import Base

_KEPT: Final = 20_000
_WORDS: OrderedDict[bytes, dict[str, str | None]] = OrderedDict()
_ALIKE: OrderedDict[tuple[str | None, ...], dict[str, str | None]] = OrderedDict()
"""Words by themselves: many records that differ are given the same, of which one copy is enough."""
_NAMES_ALONE: Final = frozenset({"id", "name", "organization", "revision", "released", "parameters"})
"""Fields of `subject` that tell one model from another."""


def verdicts(release: ModelRelease, *, keep: bool = True) -> dict[str, str | None]:
    """The verdict of each framework; null of one that grades and does not judge."""
    if not keep:
        return _asked(release)
    # Of a signature, which is several kB of names and words, its digest is kept.
    key = blake2b(repr(signature(release)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    known = _WORDS.get(key)
    if known is None:
        known = _asked(release)
        known = _WORDS[key] = _ALIKE.setdefault(tuple(known.values()), known)
        for kept, most in ((_WORDS, _KEPT), (_ALIKE, _KEPT // 20)):
            if len(kept) > most:
                kept.popitem(last=False)
    return known


def _asked(release: ModelRelease) -> dict[str, str | None]:
    return {one.framework: one.verdict for one in frameworks.assess(release)}


def signature(release: ModelRelease) -> tuple[Any, ...]:
    """All of a record that a verdict may follow from."""
    owner = (release.subject.id or "").casefold().partition("/")[0]
    fields = vars(release)
    return tuple(_signed(fields[name], owner, within=name) for name in type(release).model_fields)


def _signed(value: Any, owner: str, *, within: str) -> Any:
    if isinstance(value, Base):
        known = of_model(value.model) if value.license is None else None
        told = (
            value.relation,
            value.license,
            known.id if known else None,
            _signed(value.evidence, owner, within=within),
        )
        return (*told, value.model.casefold().partition("/")[0] == owner, "/" in value.model)
    if isinstance(value, Evidence):
        return (value.source, value.confidence, value.quote if within == "claims" else None)
    if isinstance(value, Frozen):
        left_out = _NAMES_ALONE if within == "subject" else frozenset[str]()
        fields = vars(value)
        return tuple(
            _signed(fields[name], owner, within=within) for name in type(value).model_fields if name not in left_out
        )
    if isinstance(value, (tuple, list)):
        return tuple(_signed(one, owner, within=within) for one in value)
    if isinstance(value, dict):
        return tuple(
            (key, _signed(value[key], owner, within=within))
            for key in sorted(value)
            if within != "subject" or key not in _NAMES_ALONE
        )
    return value
