"""What every output renders: one result a target, in the order of the targets."""

from __future__ import annotations

from dataclasses import dataclass

from openness.card import ModelCard
from openness.rules import Finding, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A target as the user named it, its report, and the card for snippets."""

    target: str
    report: Report | None
    card: ModelCard | None = None
    failure: str | None = None
    """Why there is no report: the one-line reason of a target that could not be read."""
    mended: tuple[Finding, ...] = ()
    """Findings of an earlier look that `--fix` mended: the report no longer holds them."""
    ignores_added: tuple[Finding, ...] = ()
    """Findings of an earlier look for which `--add-ignores` wrote a comment: the report holds them as ignored."""
