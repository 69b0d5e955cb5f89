"""What changed between two licences, term by term."""

from __future__ import annotations

from openness._base import Frozen
from openness.licenses.model import License, Term, Threshold
from openness.licenses.questions import spoken_threshold
from openness.licenses.vocabulary import TERMS


class Change(Frozen):
    """A term that two licences give differently. Null: nobody verified it there."""

    term: str
    """Name of the term, or `thresholds`."""
    before: str | None
    """Value in the first licence."""
    after: str | None
    """Value in the second licence."""
    clause_before: str | None = None
    """Where it stands in the first."""
    clause_after: str | None = None
    """Where it stands in the second."""


def changes(before: License, after: License) -> tuple[Change, ...]:
    """The terms and thresholds in which two licences differ, in the order of the vocabulary."""
    found: list[Change] = []
    for name in TERMS:
        one, two = getattr(before.terms, name), getattr(after.terms, name)
        if _value(one) != _value(two):
            found.append(
                Change(
                    term=name,
                    before=_value(one),
                    after=_value(two),
                    clause_before=one.clause if one else None,
                    clause_after=two.clause if two else None,
                )
            )
    if list(map(_size, before.thresholds)) != list(map(_size, after.thresholds)):
        found.append(Change(term="thresholds", before=_sizes(before.thresholds), after=_sizes(after.thresholds)))
    if before.exclusions != after.exclusions:
        found.append(Change(term="exclusions", before=_places(before), after=_places(after)))
    return tuple(found)


def _value(term: Term | None) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term.value, str) else ", ".join(term.value)


def _size(threshold: Threshold) -> str:
    counted = f"counted once on {threshold.date}" if threshold.measured == "snapshot" else "counted continually"
    return f"{spoken_threshold(threshold)}, {counted}: {threshold.consequence} (clause {threshold.clause})"


def _sizes(thresholds: tuple[Threshold, ...]) -> str:
    return "; ".join(map(_size, thresholds)) or "none"


def _places(text: License) -> str:
    return (
        "; ".join(
            f"{', '.join(one.territories)} ({one.covers}, {one.document or 'licence'})" for one in text.exclusions
        )
        or "none"
    )
