"""From a card to the record: every field of `ModelRelease`, each with evidence."""

from __future__ import annotations

from openness.extract.release import release_for_rules, release_from_card, unread, unread_for_rules
from openness.extract.statement import Stated, StatementFault, read_statement

__all__ = [
    "Stated",
    "StatementFault",
    "read_statement",
    "release_for_rules",
    "release_from_card",
    "unread",
    "unread_for_rules",
]
