"""Rules about what a publisher states in `openness:` or `openness.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from openness.card import Place
from openness.extract import read_statement, release_from_card
from openness.release import is_stated
from openness.rules.rule import Finding, Rule, Subject

_COMPARED = (
    ("license", "declared"),
    ("weights", "access"),
    ("weights", "form"),
    ("data", "disclosure"),
    ("data", "deduplication"),
    ("data", "synthetic"),
    ("lineage", "from_scratch"),
)
"""Scalars whose difference is a contradiction and not only a matter of wording."""


class StatedFactContradictsCard(Rule):
    """
    A stated fact that differs from what the card says.

    A statement wins over what is read from the card, so a slip in it misleads every reader. Either of the two must
    be wrong.

    Instead of:

        # openness.yaml
        weights: {access: public}     # and in the card: "access must be requested"

    Remedy: correct the statement, or the card.
    """

    family = "statement"
    severity = "warning"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Read the card once more without its statement, and compare."""
        stated = read_statement(subject.card)
        if stated is None or not stated.values:
            return
        said = release_from_card(subject.card, statement=False)
        for section, field in _COMPARED:
            mine = (stated.values.get(section) or {}).get(field)
            theirs: Any = getattr(getattr(said, section), field)
            if not is_stated(mine) or not is_stated(theirs):
                continue
            if _same(mine, theirs):
                continue
            evidence = getattr(said, section).evidence[field][0]
            own = getattr(subject.release, section).evidence[field][0]
            yield replace(
                self.finding(
                    subject,
                    Place(line=own.line or 1),
                    f"stated `{section}.{field}` is `{_value_in_words(mine)}`, the card says `{_value_in_words(theirs)}`",
                    hint="correct the statement, or the card",
                    value=f"{section}.{field}",
                    related=((subject.card.path, Place(line=evidence.line or 1), evidence.quote or ""),),
                ),
                path=stated.source,
            )


def _same(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, list) or isinstance(theirs, tuple):
        wanted = [mine] if isinstance(mine, str) else list(mine)
        return sorted(map(str, wanted)) == sorted(map(str, theirs))
    return bool(mine == theirs)


def _value_in_words(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


class InvalidStatement(Rule):
    """
    A statement that the schema refuses.

    A statement with a wrong key or value is not read at all, so nothing in it counts.

    Instead of:

        openness:
          weights:
            acces: public

    Use the keys and values of the schema: `openness schema statement`.
    """

    family = "statement"
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a fault, each at its key where that can be told."""
        stated = read_statement(subject.card)
        for fault in stated.faults if stated else ():
            where = ".".join(str(step) for step in fault.path)
            words = fault.message[:1].lower() + fault.message[1:]
            place = self._place(
                subject, fault.path, fault.line, in_front_matter=stated is not None and stated.in_front_matter
            )
            yield replace(
                self.finding(
                    subject,
                    place,
                    f"`{where}`: {words}" if where else words,
                    hint="see `openness schema statement`",
                    value=where,
                ),
                path=stated.source if stated else subject.card.path,
            )

    @staticmethod
    def _place(subject: Subject, path: tuple[str | int, ...], line: int | None, *, in_front_matter: bool) -> Place:
        if in_front_matter:
            for end in range(len(path), -1, -1):
                span = subject.card.front_matter.span("openness", *path[:end])
                if span:
                    return subject.card.lines.place(*span)
        return Place(line=line or 1)


RULES: tuple[Rule, ...] = (StatedFactContradictsCard(), InvalidStatement())
