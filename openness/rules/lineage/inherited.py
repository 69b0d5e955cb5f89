"""Rules about a licence that does not fit the base model's: laxer, another agreement, another generation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern, simple
from openness.licenses import License, find, publishers, resolve
from openness.licenses.inheritance import covers, inherited, is_permissive, replaces, restricts_more
from openness.release.outrun import is_called_delta
from openness.rules.lineage.upstream import Upstream, line_of, short_name, upstream_of_another_generation, upstreams
from openness.rules.rule import Confidence, Finding, Rule, Severity, Subject
from openness.rules.wording import declaration, prose_holds

_MADE_FROM = frozenset({"finetune", "merge", "quantized", "conversion", "continued-pretraining", "unspecified"})
_CALLED_DELTA = (
    r"(?:\n|\b(?:is|are|release|provides?|contains?|holds?|train(?:ed)?) )(?:an? |the |our |these )?(?:\w+ ){0,2}"
    r"(?:q?lora|dora|controlnet|t2i[- ]?adapter|ip[- ]?adapter|adapter)s?(?:[.,:]| (?:of|for|on|with|weights|adapters?|models?|checkpoints?|trained)\b)"
)
"""Words of the prose by which it is one."""


class LicenseLaxerThanBaseModel(Rule):
    """
    A licence that promises more than the base model's licence gives.

    Who fine-tunes, merges or quantizes a model passes its weights on, and with them its licence's limits. A bare
    `apache-2.0` over Llama 2 tells users that they are free of a threshold and a use policy that still bind them.

    Instead of:

        ---
        license: apache-2.0
        base_model: meta-llama/Llama-2-7b-hf
        base_model_relation: finetune
        ---

    Use:

        ---
        license: llama2
        base_model: meta-llama/Llama-2-7b-hf
        base_model_relation: finetune
        ---

    The tag of an adapter (LoRA, ControlNet, T2I adapter) may describe the delta only: there the finding is a warning,
    because the base's licence binds its use all the same.
    """

    family = "lineage"
    severity = "error"
    of_record = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Compare the card's licence with every ancestor's; gaps give nothing."""
        own = subject.license
        if own is None:
            return
        seen: set[str] = set()
        for up in upstreams(subject):
            if (
                up.license is None
                or up.license.id in seen
                or up.is_own
                or up.license.id == own.id
                or up.license.id in own.members
                or own.id in up.license.members
            ):
                continue
            bond = inherited(up.license, up.relation, downstream=own)
            if bond.bond not in ("keep", "blocked", "contested"):
                continue
            matters = restricts_more(up.license, own)
            if not matters or up.relation == "distillation" or _is_named_beside(subject, up.license):
                continue
            seen.add(up.license.id)
            severity, confidence = self._grade(up.relation, bond.bond, own)
            # Whether share-alike reaches weights is contested.
            if severity == "error" and (up.is_named_only or is_on_top(subject) or matters == ("share-alike",)):
                severity, confidence = "warning", "medium"
            clauses = f" (clauses {bond.clauses})" if bond.clauses else ""
            yield self.finding(
                subject,
                "license",
                f"`{subject.license_name}` allows more than `{short_name(up.license)}` of {up.path}: {', '.join(matters)}{clauses}",
                hint=f"declare {declaration(up.license)}, or `other` with both licences",
                value=f"{own.id} {up.license.id} {up.model}",
                severity=severity,
                confidence=confidence,
                grounds=(up.evidence,),
                related=(
                    (
                        subject.card.path,
                        line_of(up.evidence),
                        f"made from {up.model} ({up.relation}); licence read from {up.source}",
                    ),
                ),
            )

    @staticmethod
    def _grade(relation: str, bond: str, own: License) -> tuple[Severity, Confidence]:
        if relation == "adapter" or bond == "contested":
            return "warning", "medium"
        return ("error", "high") if is_permissive(own) or relation in _MADE_FROM else ("warning", "medium")


def _is_named_beside(subject: Subject, text: License) -> bool:
    """Whether a card under a licence of its own (`other`) says in the prose that the base's licence binds as well."""
    declared = subject.release.license.declared
    if len(declared) != 1 or resolve(declared[0]).kind != "sentinel":
        return False
    words = r"[-_. ]*".join(simple(r"[a-z]+|\d+").findall(short_name(text).casefold()))
    return prose_holds(
        subject,
        rf"\b(?:also|additionally|as well as|in addition)\b[^.\n]{{0,80}}\b{words}[-_ ]*(?:community )?licen[cs]e",
    )


class ReplacedBaseLicense(Rule):
    """
    The base model's own agreement, swapped for another one that is as strict.

    Gemma's terms, a Llama agreement or the BLOOM RAIL licence bind whatever is made from the model, and each asks to be
    passed on itself. Another publisher's agreement grants nothing in their models, and a reader who follows it breaks
    the one that binds. Own terms may often be added; they do not replace.

    Beside a merge or an adapter it is a warning. A packed or converted copy of a permissive model under another
    permissive licence is an info, unless the publisher gives the weights under that one as well.

    Instead of:

        ---
        license: llama3.3
        base_model: google/gemma-2-9b-it
        base_model_relation: finetune
        ---

    Use:

        ---
        license: gemma
        base_model: google/gemma-2-9b-it
        base_model_relation: finetune
        ---
    """

    family = "lineage"
    severity = "error"
    of_record = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Only where no parent explains the card's licence, and neither `license-laxer` nor a generation speaks."""
        own = subject.license
        if own is None:
            return
        yield from self._claimed(subject, own)
        chain = upstreams(subject)
        if own.osi_approved or is_permissive(own):
            yield from self._beside_a_permissive_base(subject, own, chain)
            return
        merged = any(up.relation == "merge" for up in chain)
        if not merged and any(up.license is not None and covers(own, up.license) for up in chain):
            return
        if upstream_of_another_generation(subject) is not None:
            return
        for up in chain:
            text = up.license
            if text is None or up.is_own or up.relation == "distillation" or not replaces(own, text):
                continue
            bond = inherited(text, up.relation, downstream=own)
            if bond.bond != "keep" or restricts_more(text, own):
                continue
            clauses = f" (clauses {bond.clauses})" if bond.clauses else ""
            yield self.finding(
                subject,
                "license",
                f"`{subject.license_name}` replaces `{short_name(text)}` of {up.path}, which binds what is made from it{clauses}",
                hint=f"declare {declaration(text)}, or `other` with both licences",
                value=f"{own.id} {text.id} {up.model}",
                severity=self._grade(subject, up),
                grounds=(up.evidence,),
                related=(
                    (
                        subject.card.path,
                        line_of(up.evidence),
                        f"made from {up.model} ({up.relation}); licence read from {up.source}",
                    ),
                ),
            )
            return

    def _claimed(self, subject: Subject, own: License) -> Iterator[Finding]:
        """A sentence that lets the card's licence go before an agreement that binds whatever is made from its models."""
        body = subject.card.body
        for match in _GOES_BEFORE.finditer(body.text, body.start):
            text = find(match["name"].strip(' *_`"”'))
            if text is None or text.licensor is None or text.osi_approved or covers(own, text):
                continue
            bond = inherited(text, "finetune", downstream=own)
            if bond.bond != "keep" or body.in_code(match.start()):
                continue
            yield self.finding(
                subject,
                body.place(match.start(), match.end()),
                f"`{subject.license_name}` cannot go before `{short_name(text)}`, which binds what is made from its models (clauses {bond.clauses})",
                hint=f"say that {declaration(text)} binds as well, and what `{subject.license_name}` adds",
                value=f"{own.id} before {text.id}",
                severity="warning",
                confidence="medium",
            )
            return

    def _beside_a_permissive_base(
        self, subject: Subject, own: License, chain: tuple[Upstream, ...]
    ) -> Iterator[Finding]:
        """An info where a packed or converted copy of a permissive model carries another permissive licence than its base."""
        for up in chain:
            text = up.license
            copy = text.terms.license_copy if text is not None else None
            if (
                text is None
                or up.relation not in ("quantized", "conversion")
                or copy is None
                or copy.value != "required"
            ):
                continue
            if not text.osi_approved or not is_permissive(text) or text.id == own.id:
                continue
            if own.id in publishers.also_published(up.model):
                continue
            yield self.finding(
                subject,
                "license",
                f"`{subject.license_name}` for a copy of {up.path}, whose `{short_name(text)}` and notices stay with it (clause {copy.clause})",
                hint=f"declare {declaration(text)}, or say in the prose what `{subject.license_name}` covers",
                value=f"{own.id} {text.id} {up.model}",
                severity="info",
                grounds=(up.evidence,),
            )
            return

    @staticmethod
    def _grade(subject: Subject, up: Upstream) -> Severity:
        """An error where the weights are made from the base's alone; milder for merges and adapters."""
        alone = up.relation in _MADE_FROM - {"merge"} and not up.is_named_only
        return "error" if alone and not is_on_top(subject) else "warning"


_GOES_BEFORE = pattern(
    r"\b(?:takes? (?:priority|precedence) over|supersedes?|overrides?|replaces?) (?:the )?(?P<name>[^\n.;,()\]]{3,60})",
    re.IGNORECASE,
)


def is_on_top(subject: Subject) -> bool:
    """Whether the repository holds an adapter or delta, whose own licence need not be the base's."""
    release = subject.release
    if release.weights.form in ("adapter", "delta"):
        return True
    tags = [tag for tag, _ in subject.card.front_matter.texts("tags")]
    named = " ".join((release.subject.id or "", release.subject.name or "", *tags)).casefold()
    return is_called_delta(named) or prose_holds(subject, _CALLED_DELTA)


class WrongLicenseGeneration(Rule):
    """
    A licence of another generation than the base model's.

    Each Llama and Gemma agreement covers its own materials only: a model made from Llama 3.1 cannot be under the
    Llama 3 licence, and their duties differ (Llama 3 forbids training other models on outputs, Llama 3.1 asks for a
    name).

    Instead of:

        ---
        license: llama3
        base_model: meta-llama/Llama-3.1-8B
        ---

    Use:

        ---
        license: llama3.1
        base_model: meta-llama/Llama-3.1-8B
        ---
    """

    family = "lineage"
    severity = "error"
    of_record = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Only licences that name a generation, and only where no other base explains the card's."""
        own, up = subject.license, upstream_of_another_generation(subject)
        text = up.license if up is not None else None
        if own is None or up is None or text is None:
            return
        yield self.finding(
            subject,
            "license",
            f"`{own.id}` does not cover {up.path}, which is under `{text.id}`",
            hint=f"declare {declaration(text)}",
            value=f"{own.id} {text.id}",
            grounds=(up.evidence,),
            related=(
                (subject.card.path, line_of(up.evidence), f"made from {up.model}; licence read from {up.source}"),
            ),
        )


RULES: tuple[Rule, ...] = (LicenseLaxerThanBaseModel(), ReplacedBaseLicense(), WrongLicenseGeneration())
