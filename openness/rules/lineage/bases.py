"""Rules about descent: the base models a card names, and whether its licence fits theirs."""

from __future__ import annotations

from collections.abc import Iterator

from openness._pattern import pattern
from openness.licenses import License
from openness.licenses.inheritance import inherited, is_permissive, restricts_more
from openness.release import Base
from openness.rules.lineage.upstream import line_of, short_name, upstream_of_another_generation, upstreams
from openness.rules.rule import Confidence, Finding, Rule, Severity, Subject

_MADE_FROM = frozenset({"finetune", "merge", "quantized", "conversion", "continued-pretraining", "unspecified"})


class MissingBaseModel(Rule):
    """
    A base model named in the prose only.

    Licence duties and search follow `base_model` in the front matter; a name in the prose reaches nobody.

    Instead of:

        Fine-tuned from mistralai/Mistral-7B-v0.1.

    Add to the front matter:

        base_model: mistralai/Mistral-7B-v0.1
    """

    family = "lineage"
    severity = "warning"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Bases whose only evidence is prose, on a card with front matter and without `base_model`."""
        if not subject.has_front_matter or "base_model" in subject.card.front_matter.values:
            return
        loose = [base for base in subject.release.lineage.bases if self._is_loose(subject, base)]
        if not loose:
            return
        line = subject.card.lines.line_text(loose[0].evidence[0].line or 1)
        ids = [base.model for base in loose if "/" in base.model or f"huggingface.co/{base.model})" in line]
        first = loose[0].model
        others = (
            f" and {len(loose) - 1} more are named as base models" if len(loose) > 1 else " is named as the base model"
        )
        value = ids[0] if len(ids) == 1 else f"[{', '.join(ids)}]"
        yield self.finding(
            subject,
            loose[0].evidence[0],
            f"`{first}`{others} in the prose only",
            hint=f"add `base_model: {value}` to the front matter"
            if len(ids) == len(loose)
            else "add `base_model:` with its Hub id to the front matter",
            value=first,
            severity="info" if subject.is_stub or not any(_is_id(base.model) for base in loose) else None,
        )

    @staticmethod
    def _is_loose(subject: Subject, base: Base) -> bool:
        """Whether the prose alone names it, by more than the family (`based on BERT` may speak of the architecture)."""
        if any(one.source in ("front-matter", "statement") for one in base.evidence):
            return False
        own = (subject.release.subject.id or "").rpartition("/")[2].casefold()
        if own and base.model.rpartition("/")[2].casefold() == own:
            return False
        return _is_id(base.model) or base.relation != "unspecified"


_ID = pattern(r"[\w.-]+/[\w.-]+|[a-z0-9]+(?:[-_.][a-z0-9]+)+")


def _is_id(name: str) -> bool:
    """Whether a name looks like one of the Hub: with an owner, or in small letters with hyphens."""
    return _ID.fullmatch(name) is not None


class UnspecifiedBaseRelation(Rule):
    """
    A base model without a word how this one was made from it.

    A fine-tune, an adapter, a quantization and a merge carry different duties. The Hub guesses; the card should say.

    Instead of:

        base_model: org/name

    Use:

        base_model: org/name
        base_model_relation: finetune     # or adapter, quantized, merge
    """

    family = "lineage"
    severity = "info"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a card, at `base_model`."""
        loose = [base for base in subject.release.lineage.bases if base.relation == "unspecified"]
        if not loose or "base_model" not in subject.card.front_matter.values:
            return
        yield self.finding(
            subject,
            "base_model",
            f"the card does not say how it was made from `{loose[0].model}`",
            hint="add `base_model_relation:` with finetune, adapter, quantized or merge",
            value=loose[0].model,
        )


class LicenseLaxerThanBaseModel(Rule):
    """
    A licence that promises more than the base model's licence gives.

    Who fine-tunes, merges or quantizes a model passes its weights on, and with them its licence's limits. A bare
    `apache-2.0` over Llama 2 tells users that they are free of a threshold and a use policy that still bind them.

    Instead of:

        license: apache-2.0
        base_model: meta-llama/Llama-2-7b-hf

    Use:

        license: llama2
        base_model: meta-llama/Llama-2-7b-hf

    An adapter's tag may describe the delta only: there the finding is milder, because the base's licence binds its use
    all the same.
    """

    family = "lineage"
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Compare the card's licence with every ancestor's; gaps give nothing."""
        own = subject.license
        if own is None:
            return
        for up in upstreams(subject):
            if (
                up.license is None
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
            if not matters or up.relation == "distillation":
                continue
            severity, confidence = self._grade(up.relation, bond.bond, own)
            clauses = f" (clauses {bond.clauses})" if bond.clauses else ""
            yield self.finding(
                subject,
                "license",
                f"`{subject.license_name}` allows more than `{short_name(up.license)}` of {up.path}: {', '.join(matters)}{clauses}",
                hint=f"declare `{short_name(up.license)}`, or `other` with both licences",
                value=f"{own.id} {up.license.id} {up.model}",
                severity=severity,
                confidence=confidence,
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


class WrongLicenseGeneration(Rule):
    """
    A licence of another generation than the base model's.

    Each Llama and Gemma agreement covers its own materials only: a model made from Llama 3.1 cannot be under the
    Llama 3 licence, and their duties differ (Llama 3 forbids training other models on outputs, Llama 3.1 asks for a
    name).

    Instead of:

        license: llama3
        base_model: meta-llama/Llama-3.1-8B

    Use:

        license: llama3.1
        base_model: meta-llama/Llama-3.1-8B
    """

    family = "lineage"
    severity = "error"

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
            hint=f"declare `{text.id}`",
            value=f"{own.id} {text.id}",
            related=(
                (subject.card.path, line_of(up.evidence), f"made from {up.model}; licence read from {up.source}"),
            ),
        )


RULES: tuple[Rule, ...] = (
    MissingBaseModel(),
    UnspecifiedBaseRelation(),
    LicenseLaxerThanBaseModel(),
    WrongLicenseGeneration(),
)
