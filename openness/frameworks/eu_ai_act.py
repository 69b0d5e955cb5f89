"""
The open-source exemption of Article 53(2) of the EU AI Act, Regulation (EU) 2024/1689.

Sources: Articles 53(1)(a), (b), 53(2), 54(6), recitals 102 to 104; the Commission's guidelines on the scope of the
obligations for general-purpose AI models, C(2025) 5045 of 18 July 2025, section 4. No authority publishes verdicts on
single models: this is our reading. Never exempted: the copyright policy and the public training summary, 53(1)(c), (d).
"""

from __future__ import annotations

import re

from openness._pattern import pattern
from openness._trusted import made
from openness.frameworks._base import Answer, Assessment, Framework, Met, Verdict, criterion, said
from openness.frameworks._license import Ruling, places, weights_judged
from openness.frameworks._price import asks_money
from openness.frameworks.training_summary import TrainingSummary, completeness
from openness.licenses import License
from openness.release import Evidence, ModelRelease
from openness.release.once import once
from openness.release.open_record import understood

SYSTEMIC_FLOPS = 1e25
"""Training operations above which systemic risk is presumed, Article 51(2)."""
GENERAL_PURPOSE_FLOPS = 1e23
"""Training operations above which a model that generates text, images or video is indicated to be general-purpose."""
_GENERATIVE = frozenset({"text", "code", "image", "audio", "video"})
_TOKENS = pattern(r"(\d[\d,.]*)\s*(k|m|b|t|thousand|million|billion|trillion)?\+?[ -]*tokens?", re.IGNORECASE)
_SCALE = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "b": 1e9, "billion": 1e9, "t": 1e12, "trillion": 1e12}
_MOST_TOKENS = 1e14


class ExemptionAssessment(Assessment):
    """What is said of the exemption, and beside it what is never exempted."""

    training_summary: TrainingSummary
    """How much of the public training summary the record can fill."""

    def notes(self) -> tuple[str, ...]:
        """The public training summary in one line."""
        summary = self.training_summary
        missing = ", ".join(one.number for one in summary.missing)
        filled = f"{summary.filled} of {summary.of} fields can be filled"
        return (f"public training summary, 53(1)(d): {filled}; missing: {missing}",)


class EuAiAct532(Framework):
    """
    Whether the conditions of the open-source exemption hold, by what is published.

    Providers of general-purpose models are freed from some duties of the EU AI Act (technical documentation for authorities
    and for providers downstream, an authorised representative) if the model is released under a free and open-source licence
    and its weights, architecture and usage are public. This page says which of the conditions hold by what is published.

    Never freed: the copyright policy and the public summary of training content, Article 53(1)(c) and (d). Beside the verdict,
    the assessment shows how many fields of the Commission's template for that summary the record can fill.

    ## How it decides

    - The scope: below 1e23 training operations, or without text, image, audio or video, the duties do not apply. Where no
      operations are stated, six times parameters times tokens is the estimate, and ten times below the gate is needed.
    - A user threshold, a separate licence for commerce, and a non-commercial or research-only licence fail: the Commission's
      guidelines name them. So does a licence that leaves out countries, since access must not depend on the place.
    - Restrictions of use for safety (RAIL licences, acceptable-use policies) are neither yes nor no: the guidelines allow them
      if proportionate and aimed at significant risks. So is a gated download. Both need a lawyer: `needs-review`.
    - A licence need not be approved by the Open Source Initiative.

    ## Limits

    - Not legal advice, and no authority has published a verdict on a single model.
    - Designation as a model with systemic risk by the Commission is not looked up; only the operations are.
    - "Nothing paid is mentioned" is what can be seen from what is published; business terms elsewhere are not.
    """

    name = "eu-ai-act-53-2"
    of_license = ("free-license",)
    version = "Regulation (EU) 2024/1689; guidelines C(2025) 5045"
    title = "EU AI Act, Article 53(2): the open-source exemption"
    url = "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"
    verdicts = (
        Verdict(
            "conditions-met",
            "Conditions met, by what is published",
            "green",
            "every condition holds, by what is published",
        ),
        Verdict(
            "needs-review",
            "Needs legal review",
            "yellow",
            "nothing is refused or unknown, and at least one condition is for a lawyer to weigh",
        ),
        Verdict("undetermined", "Undetermined", "grey", "nothing is refused, and at least one condition is unknown"),
        Verdict("not-met", "Conditions not met", "red", "at least one condition is refused"),
        Verdict(
            "out-of-scope",
            "Not a general-purpose model",
            "grey",
            "not a general-purpose model by the Commission's indication, so there is no duty to be freed from",
            ordered=False,
        ),
    )

    @criterion(
        "general-purpose",
        settle="state the training compute in floating-point operations, and what the model generates",
    )
    def general_purpose(self, release: ModelRelease) -> Answer:
        """General-purpose is indicated above 1e23 operations for models that generate text, images or video."""
        modalities = set(release.subject.modalities)
        if modalities and not modalities & _GENERATIVE:
            evidence = release.subject.evidence["modalities"]
            return said("general-purpose", "unmet", "it handles neither text, image, audio nor video", evidence)
        flops, reason, evidence = _operations(release)
        if flops is None:
            return said("general-purpose", "unknown", "the training compute is not stated")
        stated = release.compute.flops is not None
        if flops < (GENERAL_PURPOSE_FLOPS if stated else GENERAL_PURPOSE_FLOPS / 10):
            return said("general-purpose", "unmet", f"{reason}, below {GENERAL_PURPOSE_FLOPS:.0e}", evidence)
        return said("general-purpose", "met" if flops > GENERAL_PURPOSE_FLOPS else "unknown", reason, evidence)

    @criterion("no-systemic-risk", settle="state the training compute in floating-point operations")
    def no_systemic_risk(self, release: ModelRelease) -> Answer:
        """Not a model with systemic risk, Article 53(2), second sentence; presumed above 1e25 operations."""
        flops, reason, evidence = _operations(release)
        if flops is not None and release.compute.flops is not None:
            answer: Met = "unmet" if flops > SYSTEMIC_FLOPS else "met"
            return said("no-systemic-risk", answer, reason, evidence)
        if flops is not None and flops < SYSTEMIC_FLOPS / 10:
            return said("no-systemic-risk", "met", f"{reason}, far below {SYSTEMIC_FLOPS:.0e}", evidence)
        size = release.subject.parameters
        if flops is None and size and 6 * size * _MOST_TOKENS < SYSTEMIC_FLOPS:
            reason = (
                f"with {size:,} parameters, {SYSTEMIC_FLOPS:.0e} operations would take more than 100 trillion tokens"
            )
            return said("no-systemic-risk", "met", reason, release.subject.evidence["parameters"])
        return said("no-systemic-risk", "unknown", "the training compute is not stated")

    @criterion("free-license", settle="name the weights' licence, and publish its text if it is no known one")
    def free_license(self, release: ModelRelease) -> Answer:
        """A licence that allows access, use, modification and distribution; guidelines, section 4.2.1."""
        answer, reason = weights_judged(release, _four_rights)
        return said("free-license", answer, reason, places(release))

    @criterion("no-monetisation", settle="say whether the model is sold, dual-licensed, or tied to paid services")
    def no_monetisation(self, release: ModelRelease) -> Answer:
        """No price, no paid second licence, no paid access, no personal data as payment; recital 103, guidelines 4.2.2."""
        distribution = release.distribution
        for name, words in (("price", "a price is stated"), ("dual_licensing", "a second, paid licence is offered")):
            value = getattr(distribution, name)
            if asks_money(value):
                return said("no-monetisation", "unmet", f"{words}: {value}"[:200], distribution.evidence[name])
        if distribution.paid_only:
            return said("no-monetisation", "unmet", "it can be had only for money", distribution.evidence["paid_only"])
        weights = release.weights
        if weights.access == "public":
            reason = "anyone can download it, and nothing paid is mentioned"
            return said("no-monetisation", "met", reason, weights.evidence["access"])
        if weights.access in ("gated", "on-request"):
            reason = f"access is {weights.access}: whether personal data is asked only for security needs a look"
            return said("no-monetisation", "partial", reason, weights.evidence["access"])
        return said("no-monetisation", "unknown", "nobody says how it is paid for")

    @criterion("public-weights", settle="say whether the weights can be downloaded by anyone")
    def public_weights(self, release: ModelRelease) -> Answer:
        """Parameters, including the weights, are made publicly available; guidelines, section 4.2.3."""
        weights = release.weights
        if weights.access == "unknown":
            return said("public-weights", "unknown", "nobody says whether the weights can be had")
        evidence = weights.evidence["access"]
        table: dict[str, Ruling] = {
            "public": ("met", "anyone can download the weights"),
            "gated": (
                "partial",
                "the weights are gated; the check of users must be proportionate and not discriminate",
            ),
            "on-request": ("partial", "the weights are given on request; whether to anyone needs a look"),
        }
        answer, reason = table.get(weights.access, ("unmet", f"the weights are {weights.access}"))
        return said("public-weights", answer, reason, evidence)

    @criterion("architecture-information", settle="describe the architecture, or name the paper that does")
    def architecture_information(self, release: ModelRelease) -> Answer:
        """Information on the model architecture is made publicly available."""
        found = (
            *release.subject.evidence.get("architecture", ()),
            *(
                place
                for one in release.component("model-architecture")
                if one.availability == "released"
                for place in one.evidence
            ),
            *(place for paper in release.documentation.papers for place in paper.evidence),
        )
        if found:
            return said("architecture-information", "met", "the architecture is named or a paper describes it", found)
        return said("architecture-information", "unknown", "no architecture, code or paper is named")

    @criterion("usage-information", settle="state modalities, limitations and how to run the model")
    def usage_information(self, release: ModelRelease) -> Answer:
        """Input and output modalities, capabilities, limitations, and technical means for integration."""
        documents = release.documentation
        parts: tuple[tuple[str, tuple[Evidence, ...]], ...] = (
            ("modalities", release.subject.evidence.get("modalities", ())),
            (
                "capabilities or intended use",
                documents.evidence.get("intended_use", ()) or release.evaluation.evidence.get("reported", ()),
            ),
            ("limitations", documents.evidence.get("limitations", ())),
            ("technical means of use", documents.evidence.get("usage", ())),
        )
        missing = [name for name, evidence in parts if not evidence]
        evidence = tuple(place for _, group in parts for place in group[:1])
        if missing:
            return said("usage-information", "unknown", f"not found: {', '.join(missing)}", evidence)
        return said(
            "usage-information", "met", "modalities, capabilities, limitations and means of use are stated", evidence
        )

    def conclude(self, answers: tuple[Answer, ...]) -> Assessment:
        """Out of scope below the compute gate; else not met, undetermined, needs review, met, in this order."""
        gate = next((one.answer for one in answers if one.id == "general-purpose"), "unknown")
        conditions = {one.answer for one in answers if one.id != "general-purpose"}
        if gate == "unmet":
            verdict = "out-of-scope"
        elif "unmet" in conditions:
            verdict = "not-met"
        elif "unknown" in conditions:
            verdict = "undetermined"
        else:
            verdict = "needs-review" if "partial" in conditions else "conditions-met"
        return self.concluded(verdict, answers)

    def assess(self, release: ModelRelease) -> ExemptionAssessment:
        """Both steps, and beside them how much of the public training summary the record can fill."""
        release = understood(release)
        concluded = self.conclude(self.answer(release))
        return made(ExemptionAssessment, **dict(concluded), training_summary=completeness(release))


def _four_rights(text: License) -> Ruling:
    """
    Access, use, modification and distribution, by the guidelines' list of what disqualifies.

    Use restrictions for safety may be allowed if proportionate: that needs a lawyer, so the answer is `partial`.
    """
    if text.osi_approved:
        return "met", f"{text.name} is approved by the Open Source Initiative"
    for one in text.thresholds:
        if one.consequence != "display-duty":
            size = f"{one.number:,.0f} {one.unit}"
            return "unmet", f"{text.name}: rights depend on size, {size} (clause {one.clause})"
    terms = text.terms
    needed = (
        (terms.commercial_use, ("allowed", "silent"), "commercial use is {}"),
        (terms.research_only, ("no",), "it is for research only"),
        (terms.modification, ("allowed",), "modification is {}"),
        (terms.redistribution, ("allowed",), "redistribution is {}"),
        (terms.geographic_exclusion, ("none", "embargo-only"), "it leaves out {}"),
    )
    for term, allowed, words in needed:
        if term is not None and str(term.value) not in allowed:
            shown = words.format(str(term.value).replace("-", " "))
            if term.certainty == "contested" or term.value == "unclear":
                return "partial", f"{text.name}: {shown} (clause {term.clause}); lawyers may read it otherwise"
            return "unmet", f"{text.name}: {shown} (clause {term.clause})"
    if any(term is None for term, _, _ in needed):
        return "unknown", f"nobody has verified these terms of {text.name}"
    use = terms.use_restrictions
    if use is not None and str(use.value) not in ("none", "law-and-export-only"):
        return (
            "partial",
            f"{text.name} restricts uses (clause {use.clause}): allowed only if proportionate and for safety",
        )
    return "met", f"{text.name} gives use, modification and distribution to everyone"


@once
def _operations(release: ModelRelease) -> tuple[float | None, str, tuple[Evidence, ...]]:
    """Training operations as stated, else six times parameters times tokens, the common estimate; None for neither."""
    compute = release.compute
    if compute.flops is not None:
        return compute.flops, f"{compute.flops:.1e} operations are stated", compute.evidence["flops"]
    size, stated = release.subject.parameters, release.data.size
    match = _TOKENS.search(stated) if stated else None
    if not size or match is None:
        return None, "", ()
    try:
        tokens = float(match[1].replace(",", "")) * _SCALE.get((match[2] or "").casefold(), 1.0)
    except ValueError:
        return None, "", ()
    flops = 6 * size * tokens
    evidence = (*release.subject.evidence["parameters"], *release.data.evidence["size"])
    return flops, f"about {flops:.0e} operations by 6 x {size:.1e} parameters x {tokens:.1e} tokens", evidence
