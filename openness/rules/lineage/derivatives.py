"""Rules about what a base model's licence demands of a model made from it: a name, a notice, what it may be mixed with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.licenses import find, of_model
from openness.licenses.inheritance import combined, inherited
from openness.release import Evidence
from openness.rules.lineage.upstream import short_name, upstreams
from openness.rules.rule import Finding, Rule, Subject


class MissingDerivativeName(Rule):
    """
    A derivative whose name does not begin as the base model's licence demands.

    Llama 3 and later ask that models made with their materials carry "Llama" (Llama 3: "Llama 3") at the beginning
    of their name (clause 1.b.i).

    Instead of:

        acme/Assistant-8B          # made from Llama 3.1

    Use:

        acme/Llama-3.1-Assistant-8B
    """

    family = "lineage"
    severity = "warning"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Needs a name: the Hub id, else `model_name`. Pure quantizations are contested and left out."""
        name = _model_name(subject)
        if name is None:
            return
        for up in upstreams(subject):
            prefix = up.license.terms.derivative_name_prefix if up.license else None
            if (
                up.license is None
                or up.is_own
                or prefix is None
                or prefix.value == "none"
                or up.relation in ("quantized", "conversion")
            ):
                continue
            wanted = str(prefix.value)
            if _begins(name, wanted):
                continue
            yield self.finding(
                subject,
                up.evidence,
                f"`{name}` does not begin with `{wanted}`, as `{short_name(up.license)}` demands (clause {prefix.clause})",
                hint=f"name it `{wanted.replace(' ', '-')}-...`",
                value=f"{name} {wanted}",
                confidence="low" if subject.release.subject.id is None else None,
            )
            return


class MissingDisplayNotice(Rule):
    """
    A derivative that does not display the notice its base model's licence demands.

    Llama 3 and later ask to display "Built with Llama" prominently; Stability's community licence asks for "Powered
    by Stability AI".

    Instead of:

        Made from Llama 3.1 8B.

    Use:

        Built with Llama. Made from Llama 3.1 8B.
    """

    family = "lineage"
    severity = "warning"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """The exact phrase, compared without case and white space."""
        text = ""
        for up in upstreams(subject):
            notice = up.license.terms.display_notice if up.license else None
            if (
                up.license is None
                or up.is_own
                or notice is None
                or notice.value == "none"
                or up.relation == "distillation"
            ):
                continue
            phrases = [part for part in re.split(r"\s*(?:;|\bor\b|/)\s*", str(notice.value)) if len(part) > 5]
            text = text or _folded(subject.card.text)
            if any(_folded(phrase.strip("\"'“”")) in text for phrase in phrases):
                continue
            yield self.finding(
                subject,
                up.evidence,
                f"the notice “{phrases[0] if phrases else notice.value}” of `{short_name(up.license)}` is not displayed (clause {notice.clause})",
                hint=f"add “{phrases[0] if phrases else notice.value}” to the card",
                value=f"{up.license.id}",
            )
            return


class OutputsTrainedAgainstLicense(Rule):
    """
    Training data from a model whose licence forbids training others on its outputs.

    Llama 2 and Llama 3 forbid using outputs to improve other language models (clause 1.b.v). Whether that reaches
    people who only downloaded a published dataset is contested; the finding reports the clause.

    Instead of:

        Fine-tuned from Mistral 7B on answers that Llama 2 70B Chat wrote.

    Use answers of a model whose licence allows it:

        Fine-tuned from Mistral 7B on answers that Mixtral 8x7B Instruct wrote.

    Remedy: name the generator, check its licence, and say what you found.
    """

    family = "lineage"
    severity = "warning"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Generators and distilled bases whose licence is known and forbids it, unless the model is of their family."""
        own = subject.license
        release = subject.release
        sources: list[tuple[str, str | None, Evidence]]
        sources = [(one.model, None, one.evidence[0]) for one in release.data.generators]
        sources += [
            (base.model, base.license, base.evidence[0])
            for base in release.lineage.bases
            if base.relation == "distillation"
        ]
        for model, stated, evidence in sources:
            text = find(stated) or of_model(model)
            term = text.terms.outputs_train_other_models if text else None
            if text is None or term is None or term.value != "forbidden":
                continue
            bond = inherited(text, "distillation", downstream=own)
            if bond.bond != "blocked" or (own is not None and own.id == text.id):
                continue
            yield self.finding(
                subject,
                evidence,
                f"`{short_name(text)}` of {model} forbids training other models on its outputs (clause {term.clause})",
                hint="use another generator, or build on the same family",
                value=f"{text.id} {model}",
            )


class IncompatibleMerge(Rule):
    """
    A merge of models whose licences cannot stand together.

    A copyleft licence allows no further restrictions; Llama 2 may not improve other families; two share-alike
    licences each want the whole.

    Remedy: leave one of the parents out, or ask its owner.

    Instead of:

        base_model: [org/gpl-model, org/llama2-model]

    Use parents whose duties can be kept together.
    """

    family = "lineage"
    severity = "error"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Only merges of two or more parents whose licences are known."""
        parents = [up for up in upstreams(subject) if up.relation == "merge" and not up.via]
        if len(parents) < 2:
            return
        for conflict in combined([up.license for up in parents]).conflicts:
            yield self.finding(
                subject,
                "base_model" if "base_model" in subject.card.front_matter.values else parents[0].evidence,
                f"the parents' licences cannot stand together: {conflict}",
                hint="leave one of the parents out, or ask its owner",
                value=conflict,
            )
            return


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).casefold()


def _model_name(subject: Subject) -> str | None:
    about = subject.release.subject
    if about.id:
        return about.id.rsplit("/", 1)[-1]
    stated = subject.card.front_matter.get("model_name")
    return stated if isinstance(stated, str) and stated.strip() else None


def _begins(name: str, prefix: str) -> bool:
    fold = pattern(r"[^a-z0-9.]+")
    return fold.sub("", name.casefold()).removeprefix("meta").startswith(fold.sub("", prefix.casefold()))


RULES: tuple[Rule, ...] = (
    MissingDerivativeName(),
    MissingDisplayNotice(),
    OutputsTrainedAgainstLicense(),
    IncompatibleMerge(),
)
