"""Rules about a model that is called open source: does the licence keep the promise, are data and code there?"""

from __future__ import annotations

from collections.abc import Iterator

from openness.licenses import License, find
from openness.licenses.spoken import spoken_threshold
from openness.rules.claims.said import NO_FREE_COMMERCE, claims_of, clause_of, term_value
from openness.rules.rule import Finding, Rule, Subject
from openness.rules.wording import speaks_of_data

_RESTRICTED_USE = frozenset({"inline", "attached", "policy-by-reference", "research-purposes-only"})


class OpenSourceClaimUnderRestrictedLicense(Rule):
    """
    A model called open source under a licence that is not.

    "Open source" promises use by anyone for any purpose (Open Source Definition, clauses 5 and 6). A licence that
    stops at a number of users, forbids commerce or forbids fields of use does not keep that promise, whatever else
    is good about it.

    Instead of:

        ---
        license: llama2
        ---
        # Heron 7B
        Heron 7B is an open-source language model.

    Use:

        ---
        license: llama2
        ---
        # Heron 7B
        The weights of Heron 7B are available under the Llama 2 Community License.

    See: https://opensource.org/osd
    """

    family = "claims"
    severity = "warning"
    confidence = "high"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """
        One finding a card, at the first claim.

        Never an error: the card declares its licence, and whether a model is open source is a standard's verdict. Silent
        where the prose gives the weights an open licence as well: which one is in force is `license-prose-mismatch`'s question.
        """
        license_ = subject.license
        if license_ is None or license_.osi_approved or _is_open_in_prose(subject):
            return
        words = _why_not_open(license_)
        if words is None:
            return
        for claim in claims_of(subject, "open-source"):
            yield self.finding(
                subject,
                claim.evidence[0],
                f"called open source, but `{subject.license_name}` {words}",
                hint="say what the licence allows instead, for example `open weights`",
                value=license_.id,
            )
            return


def _is_open_in_prose(subject: Subject) -> bool:
    """Whether front matter and prose contradict each other, and one of the licences that the prose names is open."""
    facts = subject.release.license
    said = [find(one.license) for one in facts.in_text] if facts.contradiction else []
    return any(text is not None and text.osi_approved for text in said)


def _why_not_open(license_: License) -> str | None:
    commercial = term_value(license_, "commercial_use")
    if commercial in NO_FREE_COMMERCE or term_value(license_, "research_only") == "yes":
        return f"grants no commercial use ({clause_of(license_, 'commercial_use') or 'research only'})"
    if commercial == "allowed-with-threshold" and license_.thresholds:
        first = license_.thresholds[0]
        return f"is free up to {spoken_threshold(first)} only (clause {first.clause})"
    if term_value(license_, "use_restrictions") in _RESTRICTED_USE:
        return f"restricts fields of use ({clause_of(license_, 'use_restrictions')})"
    return None


class OpenSourceClaimWithoutDataOrCode(Rule):
    """
    A model called open source of which neither the training data nor the training code is known.

    The Open Source AI Definition asks for data information and code beside the weights; an open licence on weights
    alone makes open weights. The card may simply not say: then say it.

    Instead of:

        ---
        license: apache-2.0
        ---
        # Heron 7B
        Heron 7B is an open-source language model.

    Use:

        ---
        license: apache-2.0
        ---
        # Heron 7B
        Heron 7B is a language model with open weights.

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
        for claim in claims_of(subject, "open-source"):
            yield self.finding(
                subject,
                claim.evidence[0],
                "called open source, but the card names neither training data nor training code",
                hint="name the data and link the code, or call it open weights",
            )
            return


RULES: tuple[Rule, ...] = (OpenSourceClaimUnderRestrictedLicense(), OpenSourceClaimWithoutDataOrCode())
