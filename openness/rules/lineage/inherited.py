"""Rules about a licence that does not fit the base model's: laxer, another agreement, another generation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.licenses import License, find, publishers
from openness.licenses.inheritance import covers, inherited, is_permissive, replaces, restricts_more
from openness.rules.lineage.upstream import (
    MADE_FROM,
    Upstream,
    is_on_top,
    line_of,
    short_name,
    upstream_of_another_generation,
    upstreams,
)
from openness.rules.rule import Finding, Rule, Severity, Subject
from openness.rules.wording import declaration


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
        alone = up.relation in MADE_FROM - {"merge"} and not up.is_named_only
        return "error" if alone and not is_on_top(subject) else "warning"


_GOES_BEFORE = pattern(
    r"\b(?:takes? (?:priority|precedence) over|supersedes?|overrides?|replaces?) (?:the )?(?P<name>[^\n.;,()\]]{3,60})",
    re.IGNORECASE,
)


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


RULES: tuple[Rule, ...] = (ReplacedBaseLicense(), WrongLicenseGeneration())
