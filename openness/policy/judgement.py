"""
What a policy says of a model: every breach with the model, the licence's holder and the clause.

A point that nobody's word settles is no breach by itself: `on-unknown` says what comes of it. Places that contradict
each other are not of that kind: under them no judgement is positive, whatever `on-unknown` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from openness import frameworks
from openness._base import Flag, Frozen
from openness.card import ModelCard, license_files
from openness.licenses import find
from openness.licenses.expression import Alternative, Expression
from openness.policy.answer import ModelAnswer
from openness.policy.asked import Asked
from openness.policy.groups import Entry, Hit
from openness.policy.replies import reply_of
from openness.policy.settings import DISCLOSURES, Policy
from openness.policy.sources import LicenseSource
from openness.release import ModelRelease

Level = Literal["fail", "warn", "pass"]


class Breach(Frozen):
    """One point at which a model does not meet a policy, or at which nobody can say."""

    level: Level
    """`fail`, or what `on-unknown` makes of a point that is not known."""
    rule: str
    """The key of the policy: `purpose.commercial`, `deny`, `allow`, `require.osaid-1.0`, `license`."""
    model: str
    """The model that was judged."""
    source: str
    """Whose licence breaks it: the model itself, or an ancestor."""
    role: str
    """`own`, `base`, or `release` for what is no matter of a licence."""
    license: str | None = None
    """Id of the licence or policy; null where it is not known."""
    clause: str | None = None
    """The clause that decides; null where no clause does."""
    message: str
    """What is wrong, in one line."""


class Judgement(Frozen):
    """What a policy says of one model."""

    model: str
    """The model."""
    met: Flag
    """Whether no point fails."""
    breaches: tuple[Breach, ...] = ()
    """Every point that fails or is not known, in the order of the policy's keys."""


def judged(
    policy: Policy,
    answer: ModelAnswer,
    *,
    release: ModelRelease | None = None,
    card: ModelCard | None = None,
    asked: Asked | None = None,
) -> Judgement:
    """
    Whether a model meets a policy.

    `release` and `card` are needed for what the policy requires beside licences; of a licence alone only its terms are
    judged. `asked` replaces what the policy says of purpose, size and place.
    """
    who = asked or policy.asked
    of_licenses = bool(policy.allow or policy.deny or who.questions())
    dark = [one for one in answer.binding if of_licenses and one.expression is None and not _candidates(one)]
    clear = [one for one in answer.binding if one not in dark]
    found = [_without_a_license(policy, answer, one) for one in dark]
    found += _of_purposes(policy, answer, clear, who)
    found += _of_denied(policy, answer, clear)
    found += _of_allowed(policy, answer, clear)
    if release is not None:
        found += _of_release(policy, answer, release, card)
    listed = tuple(dict.fromkeys(one for one in found if one.level != "pass"))
    return Judgement(model=answer.name, met=all(one.level != "fail" for one in listed), breaches=listed)


def _without_a_license(policy: Policy, answer: ModelAnswer, source: LicenseSource) -> Breach:
    """The one point of a source whose licence is not known, whatever is asked of licences."""
    if source.state == "contradicted":
        return _breach(answer, source, "license", str(source.reason), level="fail")
    return _breach(answer, source, "license", f"its licence is not known: {source.reason}", level=policy.on_unknown)


def _of_purposes(policy: Policy, answer: ModelAnswer, found: list[LicenseSource], asked: Asked) -> Iterator[Breach]:
    for question in asked.questions():
        rule = "country" if question.about == "country" else f"purpose.{question.about}"
        for source in found:
            reply = reply_of(source, question, own=answer.own)
            if reply.answer in ("yes", "with-conditions"):
                continue
            level: Level = "fail" if reply.answer == "no" else policy.on_unknown
            for why in reply.reasons[: None if reply.answer == "no" else 1]:
                words = f"{question.words}? {reply.answer}: {why.text}"
                yield _breach(
                    answer, source, rule, words, level=level, license_id=why.license or None, clause=why.clause
                )


def _of_denied(policy: Policy, answer: ModelAnswer, found: list[LicenseSource]) -> Iterator[Breach]:
    entries = policy.denied
    for source in found if entries else ():
        denied = _denied(entries, source)
        if denied is None:
            words = f"whether it is denied ({', '.join(policy.deny)}) is not known{_because(source)}"
            yield _breach(answer, source, "deny", words, level=policy.on_unknown)
        for entry, hit in denied or ():
            said = f" ({hit.words})" if hit.words else ""
            words = f"{hit.license} is denied: `{entry.written}`{said}"
            yield _breach(answer, source, "deny", words, level="fail", license_id=hit.license, clause=hit.clause)


_Denied = list[tuple[Entry, Hit]]


def _denied(entries: tuple[Entry, ...], source: LicenseSource) -> _Denied | None:
    """
    Why a source is denied; nothing where the user may choose a way that is not; None where that is unknown.

    Where nobody says which of several licences is meant, it is known only if all of them are denied, or none is.
    """
    if source.expression is None:
        found = [_hits(entries, choice) for choice in _candidates(source)]
        if all(found):
            return [pair for hits in found for pair in hits or ()]
        return [] if all(hits == [] for hits in found) else None
    found = [_hits(entries, choice) for choice in _choices(source)]
    if [] in found:
        return []
    return None if None in found else found[0]


def _hits(entries: tuple[Entry, ...], choice: Alternative) -> _Denied | None:
    """Every entry that meets licences which bind at once; None where none does, and one of them may."""
    results = [(entry, entry.meets(choice)) for entry in entries]
    hits = [(entry, hit) for entry, met in results for hit in met or ()]
    return None if not hits and any(met is None for _, met in results) else hits


def _of_allowed(policy: Policy, answer: ModelAnswer, found: list[LicenseSource]) -> Iterator[Breach]:
    entries = policy.allowed
    for source in found if entries else ():
        lacking = _lacked(entries, source)
        if lacking is None:
            words = f"whether it is among those allowed is not known{_because(source)}"
            yield _breach(answer, source, "allow", words, level=policy.on_unknown)
        for name in lacking or ():
            words = f"{name} is not among those allowed ({', '.join(policy.allow)})"
            yield _breach(answer, source, "allow", words, level="fail", license_id=name)


def _lacked(entries: tuple[Entry, ...], source: LicenseSource) -> list[str] | None:
    """What is not allowed of the choice that lacks the least; nothing if a choice is allowed; None if that is unknown."""
    if source.expression is None:
        results = [_lacking(entries, choice) for choice in _candidates(source)]
        return results[0] if results and (all(results) or not any(one != [] for one in results)) else None
    results = [_lacking(entries, choice) for choice in _choices(source)]
    known = [one for one in results if one is not None]
    if [] in known:
        return []
    return min(known, key=len) if len(known) == len(results) else None


def _lacking(entries: tuple[Entry, ...], choice: Alternative) -> list[str] | None:
    """The licences of a choice that no entry allows; None where that is not known."""
    results = [entry.meets(choice) for entry in entries]
    allowed = {hit.license for hits in results for hit in hits or ()}
    missing = [text.id for text in choice.licenses if text.id not in allowed]
    if missing and all(hits is not None for hits in results):
        return missing
    return [] if not missing and allowed.issuperset(choice.unknown) else None


def _choices(source: LicenseSource) -> tuple[Alternative, ...]:
    """What the user may choose from; nothing where the licence is not known."""
    expression: Expression | None = source.expression
    return expression.alternatives if expression is not None else ()


def _candidates(source: LicenseSource) -> tuple[Alternative, ...]:
    """The licences of which one is meant, where nobody says which; nothing where one of them is not known."""
    if source.state == "contradicted":
        return ()
    texts = [find(name) for name in source.written]
    known = [text for text in texts if text is not None]
    return tuple(Alternative(licenses=(text,)) for text in known) if len(known) == len(texts) else ()


def _because(source: LicenseSource) -> str:
    return f": {source.reason}" if source.expression is None and source.reason else ""


def _of_release(policy: Policy, answer: ModelAnswer, release: ModelRelease, card: ModelCard | None) -> Iterator[Breach]:
    """What the policy requires of the release itself."""
    for name, least in policy.verdicts:
        framework = frameworks.get(name)
        assessment = framework.assess(release)
        ordered = [one.word for one in framework.verdicts or () if one.ordered]
        word = assessment.verdict or ""
        if word in ordered and ordered.index(word) <= ordered.index(least):
            continue
        verdict = frameworks.verdict_of(assessment)
        level: Level = policy.on_unknown if verdict is not None and verdict.colour == "grey" else "fail"
        held_back = [one for one in assessment.criteria if one.answer in ("unmet", "unknown")]
        reason = next((one.reason for one in held_back if level != "fail" or one.answer == "unmet"), "")
        words = f"{name} says {word or 'nothing'}, {least} is asked for{f': {reason}' if reason else ''}"
        yield _of_model(answer, f"require.{name}", words, level=level)
    yield from _of_disclosure(policy, answer, release)
    yield from _of_text(policy, answer, card)


def _of_disclosure(policy: Policy, answer: ModelAnswer, release: ModelRelease) -> Iterator[Breach]:
    least, said = policy.dataset_disclosure, release.data.disclosure
    if least is None or (said in DISCLOSURES and DISCLOSURES.index(said) <= DISCLOSURES.index(least)):
        return
    level: Level = policy.on_unknown if said == "unknown" else "fail"
    words = f"the training data is {said if said != 'unknown' else 'not spoken of'}, {least} is asked for"
    yield _of_model(answer, "require.dataset-disclosure", words, level=level)


def _of_text(policy: Policy, answer: ModelAnswer, card: ModelCard | None) -> Iterator[Breach]:
    if not policy.license_text:
        return
    repo = card.repo if card is not None else None
    if repo is not None and next(license_files(repo.files), None) is not None:
        return
    known = repo is not None and repo.files_known
    words = (
        "the repository holds no licence text" if known else "whether the repository holds a licence text is unknown"
    )
    yield _of_model(answer, "require.license-text", words, level="fail" if known else policy.on_unknown)


def _breach(
    answer: ModelAnswer,
    source: LicenseSource,
    rule: str,
    message: str,
    *,
    level: Level,
    license_id: str | None = None,
    clause: str | None = None,
) -> Breach:
    return Breach(
        level=level,
        rule=rule,
        model=answer.name,
        source=source.name,
        role=source.role,
        license=license_id,
        clause=clause,
        message=message,
    )


def _of_model(answer: ModelAnswer, rule: str, message: str, *, level: Level) -> Breach:
    return Breach(level=level, rule=rule, model=answer.name, source=answer.name, role="release", message=message)
