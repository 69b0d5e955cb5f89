"""Rules about descent: the base models a card names, and what their licences demand of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openness._pattern import pattern
from openness.card import ModelCard, Place
from openness.extract import release_from_card
from openness.licenses import License, find, of_model
from openness.licenses.identify import identify
from openness.licenses.inheritance import combined, inherited, is_permissive, restricts_more
from openness.release import Base, Evidence
from openness.rules._base import Confidence, Finding, Rule, Severity, Subject
from openness.rules.license import is_license_file

_MADE_FROM = frozenset({"finetune", "merge", "quantized", "conversion", "continued-pretraining", "unspecified"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """A model this one descends from, and what is known of its licence."""

    model: str
    relation: str
    license: License | None
    evidence: Evidence
    via: tuple[str, ...] = ()
    """The models in between, nearest first; empty for a direct base."""
    reason: str | None = None
    """Why the licence is not known."""
    source: str = ""
    """Where its licence was read: its own card, the Hub, or the table of well-known models."""

    @property
    def path(self) -> str:
        """The chain in words: `b, from a`."""
        return self.model if not self.via else f"{self.model} (through {', '.join(self.via)})"


def upstreams(subject: Subject) -> tuple[Upstream, ...]:
    """Every base and, where the Hub was asked, every ancestor, nearest first."""
    # Kept with the subject, as several rules ask and an ancestor's card is read for it.
    known: tuple[Upstream, ...] | None = vars(subject).get("_upstreams")
    if known is None:
        known = vars(subject)["_upstreams"] = tuple(_upstreams(subject))
    return known


def _upstreams(subject: Subject) -> Iterator[Upstream]:
    repo = subject.card.repo
    ancestors = {one.id.casefold(): one for one in repo.ancestors if one.reason != "cycle"} if repo else {}
    todo: list[tuple[Base, str, tuple[str, ...], Evidence]]
    todo = [(base, base.relation, (), base.evidence[0]) for base in subject.release.lineage.bases]
    seen: set[str] = set()
    while todo:
        base, relation, via, evidence = todo.pop(0)
        key = base.model.casefold()
        if key in seen:
            continue
        seen.add(key)
        ancestor = ancestors.get(key)
        text, source = _license_of(base, ancestor.card if ancestor else None)
        if ancestor is not None and ancestor.reason is not None and source == f"{base.model}'s card":
            source = f"what the Hub shows of {base.model}, which is {ancestor.reason}"
        yield Upstream(
            model=base.model,
            relation=relation,
            license=text,
            evidence=evidence,
            via=via,
            reason=ancestor.reason if ancestor and text is None else None,
            source=source,
        )
        if ancestor is not None and ancestor.card is not None:
            further = release_from_card(ancestor.card).lineage.bases
            todo.extend((one, _weaker(relation, one.relation), (*via, base.model), evidence) for one in further)


def _license_of(base: Base, card: ModelCard | None) -> tuple[License | None, str]:
    if card is not None:
        declared = card.front_matter.texts("license")
        name = card.front_matter.get("license_name")
        text = find(declared[0][0]) if len(declared) == 1 else None
        text = text or find(name if isinstance(name, str) else None)
        if text is not None:
            return text, f"{base.model}'s card"
        for file in card.repo.texts() if card.repo else ():
            if is_license_file(file.path) and (match := identify(file.text or "")) and match.kind == "license":
                return find(match.license), f"{base.model}'s {file.path}"
    if base.license is not None and (text := find(base.license)) is not None:
        return text, "the base model's licence as stated"
    text = of_model(base.model)
    return text, f"{base.model}'s publisher" if text else ""


def _weaker(first: str, second: str) -> str:
    """The relation of a chain: weights travel only if they travel in every step."""
    for relation in ("distillation", "adapter"):
        if relation in (first, second):
            return relation
    return first


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
        for base in subject.release.lineage.bases:
            if any(one.source in ("front-matter", "statement") for one in base.evidence):
                continue
            yield self.finding(
                subject,
                base.evidence[0],
                f"`{base.model}` is named as the base model in the prose only",
                hint=f"add `base_model: {base.model}` to the front matter"
                if "/" in base.model
                else "add `base_model:` with its Hub id",
                value=base.model,
                severity="info" if subject.is_stub else None,
            )
            return


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
            hint="add `base_model_relation`: finetune, adapter, quantized or merge",
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
            clauses = f", clauses {bond.clauses}" if bond.clauses else ""
            declared = subject.release.license.declared[0]
            yield self.finding(
                subject,
                "license",
                f"`{declared}` allows more than `{_name(up.license)}` of {up.path}: {', '.join(matters)}{clauses}",
                hint=f"declare `{_name(up.license)}`, or `other` with both licences",
                value=f"{own.id} {up.license.id} {up.model}",
                severity=severity,
                confidence=confidence,
                related=(
                    (
                        subject.card.path,
                        _line(up.evidence),
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
        own = subject.license
        if own is None or own.generation is None:
            return
        chain = [up for up in upstreams(subject) if up.license is not None and up.license.generation is not None]
        if not chain or any(up.license is not None and up.license.id == own.id for up in chain):
            return
        up = chain[0]
        text = up.license
        if text is None or text.licensor is None or _family(text.id) != _family(own.id):
            return
        yield self.finding(
            subject,
            "license",
            f"`{own.id}` covers other materials; {up.path} is under `{text.id}`",
            hint=f"declare `{text.id}`",
            value=f"{own.id} {text.id}",
            related=((subject.card.path, _line(up.evidence), f"made from {up.model}; licence read from {up.source}"),),
        )


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
        """Needs a name: the Hub id, else the card's own name. Pure quantizations are contested and left out."""
        name = _model_name(subject)
        if name is None:
            return
        for up in upstreams(subject):
            prefix = up.license.terms.derivative_name_prefix if up.license else None
            if (
                up.license is None
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
                f"`{name}` does not begin with `{wanted}`, as `{_name(up.license)}` demands (clause {prefix.clause})",
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
        text = _folded(subject.card.text)
        for up in upstreams(subject):
            notice = up.license.terms.display_notice if up.license else None
            if up.license is None or notice is None or notice.value == "none" or up.relation == "distillation":
                continue
            phrases = [part for part in re.split(r"\s*(?:;|\bor\b|/)\s*", str(notice.value)) if len(part) > 5]
            if any(_folded(phrase.strip("\"'“”")) in text for phrase in phrases):
                continue
            yield self.finding(
                subject,
                up.evidence,
                f"the notice “{phrases[0] if phrases else notice.value}” of `{_name(up.license)}` is not displayed (clause {notice.clause})",
                hint=f"add “{phrases[0] if phrases else notice.value}” to the card",
                value=f"{up.license.id}",
            )
            return


class OutputsTrainedAgainstLicense(Rule):
    """
    Training data from a model whose licence forbids training others on its outputs.

    Llama 2 and Llama 3 forbid using outputs to improve other language models (clause 1.b.v). Whether that reaches
    people who only downloaded a published dataset is contested; the finding reports the clause.

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
                f"`{_name(text)}` of {model} forbids training other models on its outputs (clause {term.clause})",
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


def _name(text: License) -> str:
    return text.hub_ids[0] if text.hub_ids else text.id


def _line(evidence: Evidence) -> Place | None:
    return Place(line=evidence.line) if evidence.line else None


def _family(identity: str) -> str:
    return re.split(r"[\d.-]", identity, maxsplit=1)[0]


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).casefold()


def _model_name(subject: Subject) -> str | None:
    about = subject.release.subject
    if about.id:
        return about.id.rsplit("/", 1)[-1]
    stated = subject.card.front_matter.get("model_name")
    return stated if isinstance(stated, str) else about.name


def _begins(name: str, prefix: str) -> bool:
    fold = pattern(r"[^a-z0-9.]+")
    return fold.sub("", name.casefold()).removeprefix("meta").startswith(fold.sub("", prefix.casefold()))


RULES: tuple[Rule, ...] = (
    MissingBaseModel(),
    UnspecifiedBaseRelation(),
    LicenseLaxerThanBaseModel(),
    WrongLicenseGeneration(),
    MissingDerivativeName(),
    MissingDisplayNotice(),
    OutputsTrainedAgainstLicense(),
    IncompatibleMerge(),
)
