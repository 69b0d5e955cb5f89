"""Somebody else's grade, kept as theirs."""

from openness._base import Day, Frozen


class Attestation(Frozen):
    """A grade that somebody else gave; never turned into facts."""

    by: str
    """Who graded: an organization, an index or a person."""
    framework: str
    """By which instrument, with its edition, for example `OSAI index 1.4`."""
    criterion: str | None = None
    """Which criterion, as the instrument names it; null for the whole."""
    grade: str
    """The grade as they write it; scales differ, so it is text."""
    date: Day | None = None
    """Day on which they gave it, as they say; null where they do not say."""
    url: str | None = None
    """Where they published it."""
