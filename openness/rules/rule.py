"""What a rule is, what a finding is, and what a check returns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import ClassVar, Literal

from openness._value import dataclass
from openness.card import ModelCard, Place
from openness.licenses import License, find, resolve
from openness.release import Evidence, ModelRelease

Severity = Literal["error", "warning", "info"]
Confidence = Literal["high", "medium", "low"]
Family = Literal["metadata", "license", "claims", "weights", "data", "lineage", "statement"]

Reads = Literal["model-card", "training-summary"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""
From worst to mildest.

`error`: the Hub refuses it, or it is false, or somebody's right is broken. `warning`: a reader is misled. `info`: it
could be better.
"""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters from `start` up to `end` of the card's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, where, and what to do about it."""

    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    """What is wrong here, with the value as the user wrote it; lower case, no full stop."""
    hint: str
    """What to do, imperative, one line."""
    path: str
    place: Place
    value: str = ""
    """What the fingerprint is made of beside the rule: the value found."""
    related: tuple[tuple[str, Place | None, str], ...] = ()
    """Other places that belong to it: path, place, what stands there."""
    fix: tuple[Edit, ...] = ()
    """Edits that mend it without changing its meaning; empty where a person must decide."""

    @property
    def fixable(self) -> bool:
        """Whether `--fix` mends it."""
        return bool(self.fix)

    @property
    def fingerprint(self) -> str:
        """Stable name of the finding: it survives moved lines, not a changed value."""
        return hashlib.sha256(
            f"{self.rule}\0{self.value or self.message}".encode("utf-8", "surrogatepass")
        ).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a rule looks at: the card as written, and the facts read from it."""

    card: ModelCard
    release: ModelRelease
    unused_ignores: tuple[tuple[str, Place, bool], ...] = ()
    """Rules that an ignore comment names in vain: the name, the comment's place, and whether there is such a rule."""
    given_up: tuple[str, ...] = ()
    """Texts in which a search was given up so far."""

    @cached_property
    def license(self) -> License | None:
        """The licence or series that the card's `license` (or its `license_name`) leads to."""
        facts = self.release.license
        if len(facts.declared) != 1:
            return None
        return find(facts.declared[0]) or find(facts.name)

    @cached_property
    def license_name(self) -> str:
        """The declared licence as its reader knows it: `license_name` where the field says no more than `other`."""
        facts = self.release.license
        declared = facts.declared[0] if facts.declared else ""
        return facts.name or declared if resolve(declared).kind == "sentinel" else declared

    @cached_property
    def has_front_matter(self) -> bool:
        """Whether there is a mapping to speak of: rules about its keys are silent otherwise."""
        return self.card.front_matter.present and bool(self.card.front_matter.values)

    @property
    def is_stub(self) -> bool:
        """Whether the card is empty or written by a script: rules about what it leaves out are milder then."""
        return bool(self.release.subject.stub)


class Rule:
    """
    One rule: a class whose name is its id, whose docstring is its page, whose `check` yields findings.

    The docstring opens with one line that says what is found, then why it matters, then an example and its remedy.
    A rule reads; it never prints, fetches, sorts or counts. Not applicable: it yields nothing.
    """

    family: ClassVar[Family]
    severity: ClassVar[Severity]
    confidence: ClassVar[Confidence] = "high"
    needs_hub: ClassVar[bool] = False
    """True for rules that yield nothing unless the repository is known."""
    reads: ClassVar[Reads] = "model-card"
    """What kind of file it looks at."""
    of_record: ClassVar[bool] = False
    """True for rules that ask the facts alone, so that they hold for a record that was read from no card."""
    fixes: ClassVar[bool] = False
    """True for rules whose findings `--fix` can mend."""
    since: ClassVar[str] = "0.1"

    @cached_property
    def id(self) -> str:
        """The rule's id: its class name in kebab case."""
        return _CAMEL.sub("-", type(self).__name__).lower()

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield what is wrong with one card."""
        raise NotImplementedError

    def finding(
        self,
        subject: Subject,
        at: Place | str | Evidence | None,
        message: str,
        *,
        hint: str,
        value: str = "",
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        fix: tuple[Edit, ...] = (),
        related: tuple[tuple[str, Place | None, str], ...] = (),
        grounds: tuple[Evidence, ...] = (),
    ) -> Finding:
        """
        A finding of this rule at a place, a front-matter key, or the place of an evidence.

        `grounds` are the facts that it rests on beside `at`. A guess grounds no error: what rests on one is a warning.
        """
        path, place = self._where(subject, at)
        rests_on = (*grounds, at) if isinstance(at, Evidence) else grounds
        level = severity or self.severity
        if level == "error" and any(one.confidence == "guess" for one in rests_on):
            level = "warning"
        return Finding(
            rule=self.id,
            severity=level,
            confidence=confidence or self.confidence,
            message=message,
            hint=hint,
            path=path,
            place=place,
            value=value,
            fix=fix,
            related=related,
        )

    @staticmethod
    def _where(subject: Subject, at: Place | str | Evidence | None) -> tuple[str, Place]:
        card = subject.card
        if isinstance(at, str):
            return card.path, card.front_matter.place(at)
        if isinstance(at, Place):
            return card.path, at
        if at is not None and at.line is not None and at.source in ("front-matter", "prose"):
            column = at.column or 1
            length = len(at.quote or "")
            line = card.lines.line_text(at.line)
            end = min(column + length, len(line) + 1) if length else None
            return card.path, Place(line=at.line, column=column, end_line=at.line, end_column=end)
        if at is not None and at.path and at.source in ("repo-file", "statement"):
            return at.path, Place(line=at.line or 1, column=at.column or 1)
        return card.path, Place(line=1, column=1)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a check of one card found."""

    path: str
    findings: tuple[Finding, ...]
    record: ModelRelease | Callable[[], ModelRelease] | None
    """The record, or how it is read when somebody asks for `release`; None for a file that is no model card."""
    skipped: str | None = None
    """Why the file was not treated as a model card."""
    ignored: tuple[tuple[Finding, str], ...] = ()
    """Findings that an inline comment ignores, each with its reason."""

    @cached_property
    def release(self) -> ModelRelease | None:
        """The whole record of the card; read when first asked for, as the rules need only a part of it."""
        return self.record() if callable(self.record) else self.record

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return not any(finding.severity == "error" for finding in self.findings)

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings at or above a severity."""
        worst = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return tuple(finding for finding in self.findings if finding.severity in worst)
