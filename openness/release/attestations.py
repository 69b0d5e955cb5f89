"""Somebody else's grade, kept as theirs."""

from datetime import date as Date  # noqa: N812 - the field is called `date`

from openness._base import Frozen


class Attestation(Frozen):
    """A grade that somebody else gave; never turned into facts."""

    by: str
    """Who graded."""
    framework: str
    """By which instrument."""
    criterion: str | None = None
    """Which criterion; null for the whole."""
    grade: str
    """The grade as they write it."""
    date: Date | None = None
    """When."""
    url: str | None = None
    """Where it is published."""
