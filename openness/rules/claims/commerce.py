"""Rules about what the prose says of commercial use, held against the licence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern, simple
from openness.card import Place
from openness.licenses import License, find
from openness.licenses.spoken import spoken_threshold
from openness.release import Evidence
from openness.rules.claims.said import NO_FREE_COMMERCE, claims_of, clause_of, term_value
from openness.rules.lineage.upstream import is_licensor, upstream_of_another_generation
from openness.rules.rule import Finding, Rule, Severity, Subject
from openness.rules.wording import cells, heading_of, place_in_prose, sentence_of


class CommercialClaimUnderNoncommercialLicense(Rule):
    """
    A card that allows commercial use under a licence that does not.

    Instead of:

        ---
        license: cc-by-nc-4.0
        ---
        # Heron 7B
        Heron 7B is free for commercial use.

    Remedy: change the licence, or the sentence.
    """

    family = "claims"
    severity = "error"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a card, at the first claim."""
        license_ = subject.license
        if license_ is None or term_value(license_, "commercial_use") not in NO_FREE_COMMERCE:
            return
        for claim in claims_of(subject, "commercial-use-allowed"):
            if _DENIED.search(sentence_of(subject, claim.evidence[0])):
                continue
            yield self.finding(
                subject,
                claim.evidence[0],
                f"the prose allows commercial use, `{subject.license_name}` does not ({clause_of(license_, 'commercial_use')})",
                hint="change the licence, or the sentence",
                value=license_.id,
                related=((subject.card.path, subject.card.front_matter.place("license"), license_.name),),
            )
            return


class NoncommercialClaimUnderPermissiveLicense(Rule):
    """
    A sentence that forbids commercial use, or makes it wait for leave, under a licence that grants it.

    The tag is what people filter by and what tools act on; the sentence is what the author meant. Whoever follows one
    breaks the other, and the author can hardly enforce a ban that the licence does not hold. That a model is "intended
    for research" is advice and no ban.

    A ban is an error. Words that keep the release to research, or make commerce wait for leave, are a warning; the
    former are an info below a heading of limits or risks, where cards advise, and nothing below one of ethics.

    Instead of:

        ---
        license: apache-2.0
        ---
        # Heron 7B
        Commercial use is prohibited.

    Use:

        ---
        license: cc-by-nc-4.0
        ---
        # Heron 7B
        Commercial use is prohibited.

    Remedy: declare a licence that says so, or drop the sentence.
    """

    family = "claims"
    severity = "error"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a card: an error for a ban in words, a warning where it is for research only, or where leave must be asked; an info beside advice."""
        license_ = subject.license
        if license_ is None or term_value(license_, "commercial_use") != "allowed":
            return
        facts = subject.release.license
        if facts.contradiction and any(find(said.license) for said in facts.in_text):
            return  # the prose names another licence: `license-prose-mismatch` speaks
        soft = None
        for claim in claims_of(subject, "research-only"):
            sentence = sentence_of(subject, claim.evidence[0])
            row = cells(subject.card.lines.line_text(claim.evidence[0].line or 1)) > 2
            if row or _OF_PARTS.search(sentence):
                continue
            if _BAN.search(sentence):
                yield self._finding(subject, license_, claim.evidence[0], "forbids commercial use")
                return
            if (
                soft is None
                and _RESEARCH_ONLY.search(sentence)
                and not _ETHICS.search(heading_of(subject, claim.evidence[0]))
            ):
                soft = claim
        ban = place_in_prose(subject, _STRICT_BAN, unless_line=_OF_PARTS)
        if ban is not None:
            yield self._finding(subject, license_, ban, "forbids commercial use")
        elif soft is not None:
            beside_advice = _ADVICE.search(heading_of(subject, soft.evidence[0])) is not None
            level: Severity = "info" if beside_advice else "warning"
            yield self._finding(subject, license_, soft.evidence[0], "limits use to research", severity=level)
        else:
            asked = place_in_prose(subject, _ON_REQUEST, unless_line=_NOT_ASKED)
            if asked is not None:
                yield self._finding(
                    subject, license_, asked, "asks to apply for commercial use", severity="warning", hint=_ASKED_HINT
                )

    def _finding(
        self,
        subject: Subject,
        license_: License,
        at: Evidence | Place,
        what: str,
        *,
        severity: Severity | None = None,
        hint: str = "declare a licence that forbids it, or drop the sentence",
    ) -> Finding:
        return self.finding(
            subject,
            at,
            f"the prose {what}, `{subject.license_name}` allows it ({clause_of(license_, 'commercial_use')})",
            hint=hint,
            value=license_.id,
            severity=severity,
            related=((subject.card.path, subject.card.front_matter.place("license"), license_.name),),
        )


_ASKED_HINT = (
    "declare the terms under which commerce needs your leave (`other` with `license_name` and `license_link`), "
    "or say that asking is a wish and no condition"
)
_ETHICS = pattern(r"\b(?:ethic\w*|responsib\w+)\b", re.IGNORECASE)
"""Headings below which a maker says under which view it publishes at all, card after card."""
_ADVICE = pattern(r"\b(?:limitations?|bias(?:es)?|risks?|safety|intended|out[- ]of[- ]scope)\b", re.IGNORECASE)
"""Headings below which a card warns and advises, and grants nothing."""
_BAN = pattern(
    r"\bnon-?\s?commercial(?:ly)?\b(?P<or_commercial>)|\b(?:not|no|never|prohibit\w*|forbid\w*|forbidden)\b[^.;]{0,60}?\bcommercial|\bcommercial\w*\b[^.;]{0,40}?\b(?:prohibited|forbidden|not (?:be )?(?:allowed|permitted|granted))\b"
    r"|(?:不得|不可|不能|禁止|严禁)[^。；，]{0,8}商|非商(?:业|用)",
    re.IGNORECASE,
    not_after={"or_commercial": r" or commercial| and commercial"},
)
"""Words that forbid commerce."""
_STRICT_BAN = (
    r"\b(?:any |all )?commercial use (?:of (?:this|the) (?:model|weights) )?is (?:strictly |expressly )?(?:prohibited|forbidden|not (?:allowed|permitted))\b"
    r"|\b(?:model|weights)\b[^.;|\n]{0,60}?\b(?:under|with) (?:a|an|the) non-?\s?commercial licen[cs]e\b"
)
"""A ban in so many words, or a licence of the weights that is one by its name, also where no claim could be read."""
_RESEARCH_ONLY = pattern(
    r"\b(?:released?|releasing|available|licen[cs]ed|provided|shared|distributed)\b[^.;]{0,40}?\b(?:only|solely|strictly|exclusively)\b[^.;]{0,30}?\b(?:research|academic|educational)"
    r"|\b(?:released?|releasing|available|licen[cs]ed|provided|shared|distributed)\b[^.;]{0,40}?\b(?:research|academic|educational)[\w ]{0,20}?\bonly\b"
    r"|仅(?:供|限|用于)[^。；，]{0,8}(?:研究|学术)",
    re.IGNORECASE,
)
"""Words by which the release itself, and not advice about its use, stops at research."""
_OF_PARTS = pattern(
    r"\b(?:data ?sets?|corpus|demo|outputs?|images?|code|original|base model|llama)\b(?P<and_weights>)|原项目",
    re.IGNORECASE,
    not_after={"and_weights": r" and (?:model|weights)"},
)
"""Words by which a sentence is about a part, an output or the model that this one was made from."""
_ON_REQUEST = (
    r"\bapply for (?:a |the )?(?:official )?commercial (?:licen[cs]e|use|usage)\b"
    r"|\bfor (?:any |the )?commercial (?:use|usage|purposes?)\b(?:, | )[^.;|\n]{0,40}?\b(?:contact (?:me|us)|fill (?:out|in)|must register|please (?:apply|register|submit))\b"
    r"|\bcommercial (?:use|usage|purposes?)\*{0,2} (?:must register|requires? (?:an? |prior |written |explicit |our )*(?:permission|licen[cs]e|registration|approval|authori[sz]ation))\b"
    r"|\b(?:registration|registering|permission)\b[^.;|\n]{0,24}?\bfree commercial use\b"
    r"|(?:申请|登记后|许可后)[^。；，\n]{0,10}商(?:用|业)|商(?:用|业)[^。；\n]{0,14}?请[^。；\n]{0,8}?(?:联系|申请|登记|填写)"
)
"""Words by which commerce needs somebody's leave first."""
_NOT_ASKED = pattern(
    r"\bdata ?sets?\b|\bno (?:need|longer|further)\b|无需|inquir|\bAPIs?\b|\bservices?\b", re.IGNORECASE
)
_DENIED = pattern(
    r"\b(?:not|no longer|only)\b[^.;]{0,30}?\b(?:supported|allowed|permitted|for) (?:for )?commercial|\bcurrently not\b",
    re.IGNORECASE,
)


class UnstatedCommercialThreshold(Rule):
    """
    A licence that stops at a size, under a card that does not say so.

    Who takes a model into a product reads the card first. A limit of users or revenue that stands only in the
    licence is found late. The rule speaks on the licensor's own cards, and where a card says that commercial use is
    allowed.

    Instead of:

        ---
        license: llama2
        ---
        # Heron 7B
        Heron 7B is free for commercial use.

    Use:

        ---
        license: llama2
        ---
        # Heron 7B
        Heron 7B is free for commercial use. Companies with more than 700 million monthly active users need a licence
        from Meta (clause 2).
    """

    family = "claims"
    severity = "info"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for the thresholds that limit use and that the prose does not mention."""
        license_ = subject.license
        if license_ is None or term_value(license_, "commercial_use") != "allowed-with-threshold":
            return
        if upstream_of_another_generation(subject) is not None:
            return  # another licence of the series is meant
        claim = next(claims_of(subject, "commercial-use-allowed"), None)
        if claim is not None and _WITHIN.search(sentence_of(subject, claim.evidence[0])):
            claim = None
        if claim is None and not (is_licensor(subject, license_) and not _is_copy(subject)):
            return
        text = subject.card.text
        for threshold in license_.thresholds:
            if threshold.consequence == "display-duty" or _mentions(text, threshold.number):
                continue
            measured = (
                f", counted once on {threshold.date}" if threshold.measured == "snapshot" and threshold.date else ""
            )
            yield self.finding(
                subject,
                claim.evidence[0] if claim is not None else "license",
                f"`{subject.license_name}` is free up to {spoken_threshold(threshold)} only (clause {threshold.clause}{measured}); the card does not say so",
                hint="say in the prose who needs a licence of their own",
                value=f"{license_.id} {threshold.metric}",
            )
            return


def _is_copy(subject: Subject) -> bool:
    """Whether nobody knows whose card it is, and it names a base: one that tells of the base's maker is a copy's."""
    return subject.release.subject.id is None and "base_model" in subject.card.front_matter.values


def _mentions(text: str, number: float) -> bool:
    """Whether a text holds a number as digits, with separators, or in words (`700 million`, `700M`)."""
    digits = f"{number:.0f}"
    grouped = f"{number:,.0f}"
    millions, billions = number / 1e6, number / 1e9
    forms = [digits, grouped, grouped.replace(",", " ")]
    written = "|".join(re.escape(form) for form in forms)
    if millions >= 1:
        written += rf"|\b{millions:g}\s{{0,6}}(?:million|mio|M\b)"
    if billions >= 0.1:
        written += rf"|\b{billions:g}\s{{0,6}}(?:billion|B\b)"
    return pattern(written, re.IGNORECASE).search(text) is not None


_WITHIN = simple(r"\blicen[cs]e\b|\bwithin limits\b|\bterms\b", re.IGNORECASE)
"""Words by which the sentence itself sends its reader to the licence."""


RULES: tuple[Rule, ...] = (
    CommercialClaimUnderNoncommercialLicense(),
    NoncommercialClaimUnderPermissiveLicense(),
    UnstatedCommercialThreshold(),
)
