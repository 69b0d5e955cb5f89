"""What is wrong with a card: one small class a rule, and the one way to run them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial
from typing import Any, overload

from openness import plugins
from openness._pattern import given_up
from openness.card import TRAINING_SUMMARY, ModelCard, Place, skip_reason
from openness.errors import ConfigurationError, UnknownNameError
from openness.extract import release_for_rules, release_from_card
from openness.release import ModelRelease
from openness.rules import claims, data, ignores, license, lineage, metadata, statement, weights  # noqa: A004
from openness.rules.metadata.front_matter import OverlongText
from openness.rules.metadata.ignores import UnusedIgnore
from openness.rules.rule import SEVERITIES, Confidence, Edit, Family, Finding, Reads, Report, Rule, Severity, Subject

ALL_RULES: tuple[Rule, ...] = (
    *metadata.RULES,
    *license.RULES,
    *claims.RULES,
    *weights.RULES,
    *data.RULES,
    *lineage.RULES,
    *statement.RULES,
)
"""Every rule of this package, in the order of the documentation."""
_IDS = frozenset(rule.id for rule in ALL_RULES)
_COMMENTS = UnusedIgnore().id
_LAST = (OverlongText().id, _COMMENTS)
"""Rules that ask what the others met and found."""
_HANGS_ON_THE_HUB: frozenset[Family] = frozenset({"lineage", "weights"})
"""Families whose rules may find more where the repository and the models above this one are known."""


def active() -> tuple[Rule, ...]:
    """Every rule, those of the plugins in use last; ConfigurationError for a plugin that offers something else."""
    return (*ALL_RULES, *_of_plugins(tuple(plugins.used("openness.rules").items())))


@cache
def _of_plugins(offered: tuple[tuple[str, Any], ...]) -> tuple[Rule, ...]:
    found = []
    for name, kind in offered:
        if not (isinstance(kind, type) and issubclass(kind, Rule)):
            raise ConfigurationError(f"plugin rule `{name}` is no subclass of openness.rules.Rule")
        rule = kind()
        if rule.id in _IDS or rule.id != name:
            raise ConfigurationError(f"plugin rule `{name}` has the id `{rule.id}`; it must be `{name}` and new")
        found.append(rule)
    return tuple(found)


def get(rule_id: str) -> Rule:
    """A rule by its id; UnknownNameError with near names otherwise."""
    from difflib import get_close_matches

    known = {rule.id: rule for rule in active()}
    if rule_id in known:
        return known[rule_id]
    near = tuple(get_close_matches(rule_id, known, n=3, cutoff=0.5))
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise UnknownNameError(f"{rule_id}: unknown rule{hint}", near=near)


def select(names: Iterable[str]) -> frozenset[str]:
    """Rule ids for names that are rule ids, families or `all`."""
    chosen: set[str] = set()
    for name in names:
        members = {rule.id for rule in active() if name in ("all", rule.family)}
        chosen |= members or {get(name).id}
    return frozenset(chosen)


@overload
def check(
    card: ModelCard,
    *,
    release: ModelRelease | None = None,
    rules: frozenset[str] | None = None,
    assume_card: bool = False,
    skipped: str | None = None,
) -> Report: ...
@overload
def check(card: ModelRelease, *, rules: frozenset[str] | None = None, path: str | None = None) -> Report: ...
def check(
    card: ModelCard | ModelRelease,
    *,
    release: ModelRelease | None = None,
    rules: frozenset[str] | None = None,
    assume_card: bool = False,
    skipped: str | None = None,
    path: str | None = None,
) -> Report:
    """
    Run the rules over one card; over a record, those that ask the facts alone.

    `release`, the record that was read from the card, spares reading the facts again; `rules` are the ids to run (None:
    all); `assume_card` treats any file as a model card. A file that is no model card gives a report that says so; a
    public summary of training content is checked against its template. `path` is the name of a record's file.
    """
    if isinstance(card, ModelRelease):
        return check_record(card, path=path or card.subject.id or "record", rules=rules)
    ModelCard.expect(card, "openness.check")
    reason = skipped if skipped is not None else (None if assume_card else skip_reason(card))
    reads: Reads = "training-summary" if reason == TRAINING_SUMMARY else "model-card"
    if reason == TRAINING_SUMMARY:
        reason = None
    if reason is not None and not assume_card:
        return Report(path=card.path, findings=(), record=None, skipped=reason)
    with given_up() as texts:
        return _checked(card, release, rules, reads, texts)


def _checked(
    card: ModelCard, release: ModelRelease | None, rules: frozenset[str] | None, reads: Reads, texts: list[str]
) -> Report:
    """The report on a card that is checked; `texts` are those in which a search is given up meanwhile."""
    facts = release if release is not None else release_for_rules(card)
    subject = Subject(card=card, release=facts)
    comments = ignores.read(card)
    kept: list[Finding] = []
    ignored: list[tuple[Finding, str]] = []
    judged = {name for one in comments for name in one.rules} if rules is None or _COMMENTS in rules else set()
    covered = ignores.Covered(comments)
    for rule in sorted(active(), key=lambda one: _LAST.index(one.id) if one.id in _LAST else -1):
        wanted = rules is None or rule.id in rules
        if not wanted and rule.id not in judged:
            continue
        if (rule.reads, reads) == ("model-card", "training-summary") or (rule.needs_hub and card.repo is None):
            continue
        if rule.id in _LAST:
            subject = replace(subject, given_up=tuple(texts))
        if rule.id == _COMMENTS:
            subject = replace(subject, unused_ignores=_unused(card, covered))
        for finding in rule.check(subject):
            covering = covered.first(finding.rule, finding.place.line)
            if covering is not None and wanted:
                ignored.append((finding, covering.reason))
            elif wanted:
                kept.append(finding)
    kept.sort(key=lambda finding: (finding.path != card.path, finding.path, finding.place.line, finding.place.column))
    record = release if release is not None else partial(release_from_card, card)
    return Report(path=card.path, findings=tuple(kept), record=record, ignored=tuple(ignored))


def check_record(release: ModelRelease, *, path: str, rules: frozenset[str] | None = None) -> Report:
    """
    Run the rules that ask the facts alone over a record that was read from no card, such as a bill of materials.

    `path` is the file that it was read from; `rules` are the ids to run (None: all that can).
    """
    subject = Subject(card=ModelCard.parse("", path=path), release=release)
    asked = [rule for rule in active() if rule.of_record and (rules is None or rule.id in rules)]
    found = tuple(finding for rule in asked for finding in rule.check(subject))
    return Report(path=path, findings=found, record=release)


def _unused(card: ModelCard, covered: ignores.Covered) -> tuple[tuple[str, Place, bool], ...]:
    """What the comments name in vain; a rule whose answer hangs on the Hub is left alone where the Hub was not asked."""
    known = {rule.id: rule for rule in active()}
    asked = card.repo is not None and card.repo.source == "hub-api"
    return tuple(
        (name, one.place, name in known)
        for one, name in covered.unused()
        if name != _COMMENTS
        and (asked or name not in known or not (known[name].needs_hub or known[name].family in _HANGS_ON_THE_HUB))
    )


__all__ = [
    "ALL_RULES",
    "SEVERITIES",
    "Confidence",
    "Edit",
    "Family",
    "Finding",
    "Report",
    "Rule",
    "Severity",
    "Subject",
    "active",
    "check",
    "check_record",
    "get",
    "select",
]
