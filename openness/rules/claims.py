"""Rules about what a card claims of the model's openness, held against its licence and its data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.licenses import License
from openness.licenses.questions import spoken_threshold
from openness.release import Claim, Evidence
from openness.rules.lineage.upstream import upstream_of_another_generation
from openness.rules.rule import Finding, Rule, Severity, Subject
from openness.rules.wording import speaks_of_data

_RESTRICTED_USE = frozenset({"inline", "attached", "policy-by-reference", "research-purposes-only"})
_NO_FREE_COMMERCE = frozenset({"forbidden", "separate-license-needed"})


_OTHERWISE = pattern(
    r"\bcompared (?:to|with)\b|\b(?:librar(?:y|ies)|toolkit|framework)\b|\bmore permissive licen[cs]e\b|\bmay change\b",
    re.IGNORECASE,
)
"""Words by which a sentence compares, looks ahead, or speaks of software: what it claims is not claimed of this model."""


def _claims(subject: Subject, kind: str) -> Iterator[Claim]:
    return (
        claim
        for claim in subject.release.claims
        if claim.claim == kind and not _OTHERWISE.search(_sentence(subject, claim.evidence[0]))
    )


def _sentence(subject: Subject, evidence: Evidence) -> str:
    """The sentence around an evidence in its line."""
    line = subject.card.lines.line_text(evidence.line or 1)
    begin = (evidence.column or 1) - 1
    end = line.find(". ", begin)
    return line[line.rfind(". ", 0, begin) + 1 : end if end >= 0 else len(line)]


def _value(license_: License | None, term: str) -> str | None:
    """The value of a term, or None where nobody verified it."""
    found = getattr(license_.terms, term) if license_ is not None else None
    return found.value if found is not None else None


def _clause(license_: License, term: str) -> str:
    found = getattr(license_.terms, term)
    if found is None:
        return ""
    several = "s" if ";" in found.clause else ""
    return f"clause{several} {found.clause}" if found.clause[:1].isdigit() else found.clause


class OpenSourceClaimUnderRestrictedLicense(Rule):
    """
    A model called open source under a licence that is not.

    "Open source" promises use by anyone for any purpose (Open Source Definition, clauses 5 and 6). A licence that
    stops at a number of users, forbids commerce or forbids fields of use does not keep that promise, whatever else
    is good about it.

    Instead of:

        The model is open source.     # under license: llama2

    Use:

        The weights are available under the Llama 2 Community License.

    See: https://opensource.org/osd
    """

    family = "claims"
    severity = "warning"
    confidence = "high"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a card, at the first claim; an error where commerce itself is limited."""
        license_ = subject.license
        if license_ is None or license_.osi_approved:
            return
        reason = _why_not_open(license_)
        if reason is None:
            return
        words, severity = reason
        for claim in _claims(subject, "open-source"):
            yield self.finding(
                subject,
                claim.evidence[0],
                f"called open source, but `{subject.license_name}` {words}",
                hint="say what the licence allows instead, for example `open weights`",
                severity=severity,
                value=license_.id,
            )
            return


def _why_not_open(license_: License) -> tuple[str, Severity] | None:
    commercial = _value(license_, "commercial_use")
    if commercial in _NO_FREE_COMMERCE or _value(license_, "research_only") == "yes":
        return f"grants no commercial use ({_clause(license_, 'commercial_use') or 'research only'})", "error"
    if commercial == "allowed-with-threshold" and license_.thresholds:
        first = license_.thresholds[0]
        return f"is free up to {spoken_threshold(first)} only (clause {first.clause})", "error"
    if _value(license_, "use_restrictions") in _RESTRICTED_USE:
        return f"restricts fields of use ({_clause(license_, 'use_restrictions')})", "warning"
    return None


class OpenSourceClaimWithoutDataOrCode(Rule):
    """
    A model called open source of which neither the training data nor the training code is known.

    The Open Source AI Definition asks for data information and code beside the weights; an open licence on weights
    alone makes open weights. The card may simply not say: then say it.

    Instead of:

        Acme is an open-source language model.

    Use:

        Acme is a language model with open weights (Apache-2.0).

    Remedy: name the training data and link the training code, or call it open weights.

    See: https://opensource.org/ai/open-source-ai-definition
    """

    family = "claims"
    severity = "info"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Only where the licence itself is open; otherwise another rule speaks."""
        license_, release = subject.license, subject.release
        if license_ is None or not license_.osi_approved:
            return
        missing = []
        silent = release.data.disclosure in ("unknown", "undisclosed") and not release.data.datasets
        if silent and not speaks_of_data(subject):
            missing.append("training data")
        if release.documentation.training_code.value != "released":
            missing.append("training code")
        if len(missing) < 2:
            return
        for claim in _claims(subject, "open-source"):
            yield self.finding(
                subject,
                claim.evidence[0],
                "called open source, but the card names neither training data nor training code",
                hint="name the data and link the code, or call it open weights",
            )
            return


class CommercialClaimUnderNoncommercialLicense(Rule):
    """
    A card that allows commercial use under a licence that does not.

    Instead of:

        license: cc-by-nc-4.0      # and in the prose: "free for commercial use"

    Remedy: change the licence, or the sentence.
    """

    family = "claims"
    severity = "error"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a card, at the first claim."""
        license_ = subject.license
        if license_ is None or _value(license_, "commercial_use") not in _NO_FREE_COMMERCE:
            return
        for claim in _claims(subject, "commercial-use-allowed"):
            yield self.finding(
                subject,
                claim.evidence[0],
                f"the prose allows commercial use, `{subject.license_name}` does not ({_clause(license_, 'commercial_use')})",
                hint="change the licence, or the sentence",
                value=license_.id,
                related=((subject.card.path, subject.card.front_matter.place("license"), license_.name),),
            )
            return


class UnstatedCommercialThreshold(Rule):
    """
    A licence that stops at a size, under a card that does not say so.

    Who takes a model into a product reads the card first. A limit of users or revenue that stands only in the
    licence is found late.

    Instead of:

        license: llama2

    Add to the prose:

        Companies with more than 700 million monthly active users need a licence from Meta (clause 2).
    """

    family = "claims"
    severity = "info"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for the thresholds that limit use and that the prose does not mention."""
        license_ = subject.license
        if license_ is None or _value(license_, "commercial_use") != "allowed-with-threshold":
            return
        if upstream_of_another_generation(subject) is not None:
            return  # another licence of the series is meant
        text = subject.card.body.markdown
        for threshold in license_.thresholds:
            if threshold.consequence == "display-duty" or _mentions(text, threshold.number):
                continue
            measured = (
                f", counted once on {threshold.date}" if threshold.measured == "snapshot" and threshold.date else ""
            )
            yield self.finding(
                subject,
                "license",
                f"`{subject.license_name}` is free up to {spoken_threshold(threshold)} only (clause {threshold.clause}{measured}); the card does not say so",
                hint="say in the prose who needs a licence of their own",
                value=f"{license_.id} {threshold.metric}",
            )
            return


def _mentions(text: str, number: float) -> bool:
    """Whether a text holds a number as digits, with separators, or in words (`700 million`, `700M`)."""
    digits = f"{number:.0f}"
    grouped = f"{number:,.0f}"
    millions, billions = number / 1e6, number / 1e9
    forms = [digits, grouped, grouped.replace(",", " ")]
    pattern = "|".join(re.escape(form) for form in forms)
    if millions >= 1:
        pattern += rf"|\b{millions:g}\s?(?:million|mio|M\b)"
    if billions >= 0.1:
        pattern += rf"|\b{billions:g}\s?(?:billion|B\b)"
    return re.search(pattern, text, re.IGNORECASE) is not None


RULES: tuple[Rule, ...] = (
    OpenSourceClaimUnderRestrictedLicense(),
    OpenSourceClaimWithoutDataOrCode(),
    CommercialClaimUnderNoncommercialLicense(),
    UnstatedCommercialThreshold(),
)
