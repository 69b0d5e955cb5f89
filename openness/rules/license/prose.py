"""Rules about what the prose says of the weights' licence, beside the declared one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern, simple
from openness.licenses import find, resolve
from openness.licenses.inheritance import restricts_more
from openness.naming.appended import appended_from
from openness.release import Evidence
from openness.rules.lineage.upstream import short_name
from openness.rules.rule import Finding, Rule, Subject
from openness.rules.wording import cells, declaration, place_in_prose


class LicenseProseMismatch(Rule):
    """
    Front matter and prose give the weights different licences.

    A reader who follows one of them breaks the other.

    Instead of:

        ---
        license: mit
        ---
        # Heron 7B
        The weights are released under the Llama 2 license.

    Remedy: make both say the same; if the prose speaks of code or data, say so.
    """

    family = "license"
    severity = "error"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """The first licence of the prose that is known and another one, else a notice that another one prescribes."""
        found = (
            next(self._said(subject), None) or next(self._displayed(subject), None) or next(self._apart(subject), None)
        )
        if found is not None:
            yield found

    def _displayed(self, subject: Subject) -> Iterator[Finding]:
        """A notice that the model comes under an agreement which allows less than the declared licence."""
        own, body = subject.license, subject.card.body
        if own is None:
            return
        for match in _NOTICE.finditer(body.text, body.start, min(appended_from(subject.card), len(body.text))):
            text = find(match["name"].strip())
            place = body.place(match.start(), match.end())
            line = subject.card.lines.line_text(place.line)
            if text is None or text.id in (own.id, *own.members) or own.id in text.members:
                continue
            if not restricts_more(text, own) or _ADDS.search(line) or line.lstrip().startswith(">"):
                continue
            yield self.finding(
                subject,
                place,
                f"the notice says that it comes under `{short_name(text)}`, the front matter `{subject.license_name}`",
                hint=f"declare {declaration(text)}, or say what the notice covers",
                value=f"{text.id} {own.id}",
                severity="warning",
                related=((subject.card.path, subject.card.front_matter.place("license"), own.name),),
            )

    def _apart(self, subject: Subject) -> Iterator[Finding]:
        """A model licence of its own for the weights, where the declared one is the code's."""
        own = subject.license
        if own is None or not own.osi_approved:
            return
        place = place_in_prose(subject, _MODEL_LICENSE, unless_line=_OF_THE_BASE)
        if place is None:
            return
        yield self.finding(
            subject,
            place,
            f"the weights come under a model licence of their own, the front matter says `{subject.license_name}`",
            hint="declare `other` with `license_name` and `license_link`, or say that the model licence is the declared one",
            value=f"model license {own.id}",
            severity="warning",
            related=((subject.card.path, subject.card.front_matter.place("license"), own.name),),
        )

    def _said(self, subject: Subject) -> Iterator[Finding]:
        """Where the record says `contradiction`."""
        facts = subject.release.license
        if not facts.contradiction or not facts.declared:
            return
        if any(resolve(value).kind == "family" for value in facts.declared):
            return  # another rule asks for one licence of the family
        named = [value for value in (*facts.declared, facts.name) if value]
        unknown = [said.license for said in facts.in_text if find(said.license) is None]
        if any(_words(said) <= _words(name) or _words(name) <= _words(said) for said in unknown for name in named):
            return  # `NVIDIA Open Model` is meant by `nvidia-open-model-license`, a `Modified MIT` may be tagged `mit`
        declared = {_identity(value) for value in named}
        for said in facts.in_text:
            if (
                not _is_known(said.license)
                or _identity(said.license) in declared
                or _speaks_of_else(subject, said.evidence[0])
            ):
                continue
            yield self.finding(
                subject,
                said.evidence[0],
                f"the prose says `{said.license}`, the front matter `{subject.license_name}`",
                hint="make both say the same, or say what the prose's licence covers",
                value=f"{said.license} {facts.declared[0]}",
                related=((subject.card.path, subject.card.front_matter.place("license"), facts.declared[0]),),
            )
            return


_ELSE = simple(r"\b(?:also|additionally|in addition|used under|code|variants?|models with|as well)\b", re.IGNORECASE)
"""Words by which a sentence adds a licence, or gives one to something else than the weights."""
_MODEL_LICENSE = (
    r"\b(?:weights|models?|checkpoints?)\b[^.;|\n]{0,60}?\b(?:comply with|subject to|under|governed by|adhere to|follow) (?:the |our )?\[?[\"“*]{0,2}Model License\b"
    r"|\]\((?:https?://[^)\s]+/)?MODEL_LICENSE(?:\.\w+)?\)|模型[^。；\n]{0,24}?(?:遵循|遵守|依照)[^。；\n]{0,6}?\[?模型许可"
)
"""A licence that is called after the model."""
_OF_THE_BASE = pattern(
    r"\b(?:base|original|parent) model\b|\b(?:also|additionally)\b|\bv\d[\d.]*\s*(?:版本|models? (?:is|are) (?:under|subject))",
    re.IGNORECASE,
)
"""Words by which the licence of the base, or that of one version, is told."""
_NOTICE = pattern(
    r"\b(?:is|are) licensed under (?:the )?(?P<name>[^,.\n]{3,60}(?:\.\d)?[^,.\n]{0,40}), copyright\b", re.IGNORECASE
)
"""The notice that an agreement prescribes word for word."""
_ADDS = simple(r"\b(?:also|additionally) (?:follow|comply|respect|abide|observe|subject)\b", re.IGNORECASE)
"""Words by which an earlier sentence of the line says that what follows comes on top."""
_NON_COMMERCIAL = simple(r"\bnon-?\s?commercial\b", re.IGNORECASE)


def _speaks_of_else(subject: Subject, evidence: Evidence) -> bool:
    line = subject.card.lines.line_text(evidence.line or 1)
    begin = (evidence.column or 1) - 1
    if cells(line) > 2 or _ADDS.search(line, 0, begin) or _NOTICE.search(line):
        return True  # a notice is told apart: it may have been copied
    return _ELSE.search(line[max(line.rfind(". ", 0, begin), 0) : begin] + (evidence.quote or "")) is not None


def _is_known(name: str) -> bool:
    """Whether a name of the prose says enough to contradict another."""
    return find(name) is not None or resolve(name).kind == "family" or _NON_COMMERCIAL.search(name) is not None


def _words(name: str) -> set[str]:
    return set(simple(r"[a-z0-9.]+").findall(name.casefold())) - {"license", "licence"}


def _identity(name: str) -> str:
    found = find(name)
    return found.id if found else name.casefold()


RULES: tuple[Rule, ...] = (LicenseProseMismatch(),)
