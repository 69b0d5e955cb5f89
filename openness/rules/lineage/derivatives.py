"""Rules about what a base model's licence demands of a model made from it: a name, a notice, what it may be mixed with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.licenses import License, find, of_model, publishers
from openness.licenses.inheritance import inherited
from openness.naming.models import comparable
from openness.release import Evidence
from openness.rules.lineage.upstream import is_licensor, short_name, upstreams
from openness.rules.rule import Finding, Rule, Subject
from openness.rules.wording import names_form, prose_holds


@dataclass(frozen=True, slots=True, kw_only=True)
class _Demand:
    """A licence whose duties reach this model: a base model's, or the one that the card declares."""

    license: License
    relation: str
    at: Evidence | str


def _demands(subject: Subject) -> Iterator[_Demand]:
    """Every licence of the models it was made from; where none is known, the declared one, unless its licensor declares it."""
    known = False
    for up in upstreams(subject):
        if up.license is not None:
            known = True
            if not up.is_own:
                yield _Demand(license=up.license, relation=up.relation, at=up.evidence)
    own = subject.license
    if known or own is None or own.licensor is None or is_licensor(subject, own) or _is_at_home(subject):
        return
    yield _Demand(license=own, relation="unspecified", at="license")


def _is_at_home(subject: Subject) -> bool:
    """Whether the licence is linked in the repository of a model with the card's own title: its publisher wrote it."""
    link = subject.card.front_matter.get("license_link")
    held = _REPOSITORY.match(link) if isinstance(link, str) else None
    title = next((section.title for section in subject.card.body.sections if section.title), "")
    return held is not None and bool(title) and comparable(held["name"]) == comparable(title)


_REPOSITORY = pattern(r"https?://(?:huggingface\.co|hf\.co)/[\w.-]+/(?P<name>[\w.-]+)(?:/|$)")


class MissingDerivativeName(Rule):
    """
    A derivative whose name does not begin as the base model's licence demands.

    Llama 3 and later ask that models made with their materials carry "Llama" (Llama 3: "Llama 3") at the beginning
    of their name (clause 1.b.i). A card that declares such a licence and names no base model is held to it as well.

    Instead of:

        ---
        license: llama3.1
        base_model: meta-llama/Llama-3.1-8B
        base_model_relation: finetune
        model_name: Assistant-8B
        ---

    Use:

        ---
        license: llama3.1
        base_model: meta-llama/Llama-3.1-8B
        base_model_relation: finetune
        model_name: Llama-3.1-Assistant-8B
        ---
    """

    family = "lineage"
    severity = "warning"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Needs a name: the Hub id, else `model_name`. Pure quantizations are contested and left out."""
        name = _model_name(subject)
        if name is None:
            return
        for demand in _demands(subject):
            text, prefix = demand.license, demand.license.terms.derivative_name_prefix
            if prefix is None or prefix.value == "none" or demand.relation in ("quantized", "conversion"):
                continue
            wanted = str(prefix.value)
            if begins(name, wanted):
                continue
            yield self.finding(
                subject,
                demand.at,
                f"`{name}` does not begin with `{wanted}`, as `{short_name(text)}` demands (clause {prefix.clause})",
                hint=f"name it `{wanted.replace(' ', '-')}-...`",
                value=f"{name} {wanted}",
                confidence="low" if subject.release.subject.id is None else None,
            )
            return


class MissingDisplayNotice(Rule):
    """
    A derivative that does not display the notice its base model's licence demands.

    Llama 3 and later ask to display "Built with Llama" prominently; Stability's community licence asks for "Powered
    by Stability AI". A card that declares such a licence and names no base model is held to it as well.

    Instead of:

        ---
        license: llama3.1
        base_model: meta-llama/Llama-3.1-8B
        ---
        # Llama-3.1-Heron-8B
        Made from Llama 3.1 8B.

    Use:

        ---
        license: llama3.1
        base_model: meta-llama/Llama-3.1-8B
        ---
        # Llama-3.1-Heron-8B
        Built with Llama. Made from Llama 3.1 8B.
    """

    family = "lineage"
    severity = "warning"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """The exact phrase, compared without case and white space."""
        shown = ""
        for demand in _demands(subject):
            text, notice = demand.license, demand.license.terms.display_notice
            if notice is None or notice.value == "none" or demand.relation == "distillation":
                continue
            phrases = [part for part in pattern(r"\s*(?:;|\bor\b|/)\s*").split(str(notice.value)) if len(part) > 5]
            shown = shown or _folded(subject.card.text)
            if any(_folded(phrase.strip("\"'“”")) in shown for phrase in phrases):
                continue
            wanted = phrases[0] if phrases else notice.value
            yield self.finding(
                subject,
                demand.at,
                f"the notice “{wanted}” of `{short_name(text)}` is not displayed (clause {notice.clause})",
                hint=f"add “{wanted}” to the card",
                value=f"{text.id}",
            )
            return


class OutputsTrainedAgainstLicense(Rule):
    """
    Training data from a model whose terms limit training others on its outputs.

    Llama 2 and Llama 3 forbid using outputs to improve other language models (clause 1.b.v), FLUX.1 dev training a
    competitor, and the terms of OpenAI's, Anthropic's and Google's services bar what competes with them. Whether such a
    clause reaches people who only took a published dataset, and what competes, is contested; the finding reports the
    clause and decides nothing.

    Instead of:

        ---
        license: apache-2.0
        ---
        # Heron 7B
        Heron 7B was trained on synthetic conversations generated by GPT-4.

    Use, or say what you found of the terms:

        ---
        license: apache-2.0
        ---
        # Heron 7B
        Heron 7B was trained on synthetic conversations generated by Mixtral-8x7B-Instruct.

    Remedy: name the generator, look at its terms, and say what you found.
    """

    family = "lineage"
    severity = "info"
    confidence = "low"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Generators and distilled bases whose terms are known and limit it, unless the model is of their family; one a text."""
        release = subject.release
        sources: list[tuple[str, str | None, Evidence]]
        sources = [(one.model, None, one.evidence[0]) for one in release.data.generators]
        sources += [
            (base.model, base.license, base.evidence[0])
            for base in release.lineage.bases
            if base.relation == "distillation"
        ]
        for item in release.data.datasets:
            maker = generated_by(item.id or item.name)
            if maker is not None and not names_form(subject, item.evidence[0]):
                sources.append((maker, None, item.evidence[0]))
        seen: set[str] = set()
        for model, stated, evidence in sources:
            terms = _output_terms(model, stated, subject.license)
            if (
                terms is None
                or terms.name in seen
                or (terms.service is not None and prose_holds(subject, _speaks_of(terms.service)))
            ):
                continue
            seen.add(terms.name)
            yield self.finding(
                subject,
                evidence,
                f"trained on outputs of {model}; {terms.words} (contested)",
                hint="say which terms the outputs came under, and what you found",
                value=f"{terms.name} {model}",
            )


def generated_by(dataset: str) -> str | None:
    """The model that wrote a dataset, by the dataset's id or name; None where nobody here knows."""
    whole = dataset.casefold().replace("_", "-").replace(" ", "-")
    name = whole.rpartition("/")[2]
    return next((maker for one, maker in _makers() if fnmatchcase(whole if "/" in one else name, one)), None)


@cache
def _makers() -> tuple[tuple[str, str], ...]:
    path = Path(__file__).parents[1] / "tables" / "generated_datasets.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple((one, entry["generator"]) for entry in table["dataset"] for one in entry["names"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _OutputTerms:
    name: str
    words: str
    service: publishers.Service | None = None
    """Whose terms they are, where they are those of a service, not the licence of weights."""


@cache
def _speaks_of(service: publishers.Service) -> re.Pattern[str]:
    """The words of a card that speaks of a service's terms: it has said what the finding asks for."""
    called = "|".join(re.escape(one) for one in service.called)
    place = re.escape("/".join(service.url.split("/")[2:4]).removeprefix("www."))
    terms = r"\b(?:terms (?:of (?:use|service)|and conditions)|tos|usage polic(?:y|ies))\b"
    return pattern(
        rf"\b(?:{called})\b[^\n.]{{0,60}}{terms}|{terms}[^\n.]{{0,60}}\b(?:{called})\b|{place}\b", re.IGNORECASE
    )


def _output_terms(model: str, stated: str | None, own: License | None) -> _OutputTerms | None:
    """What limits training on a model's outputs: its licence's clause, or that of the service which offers it."""
    service = publishers.service_of(model)
    if service is not None:
        return _OutputTerms(
            name=service.terms,
            words=f"the {service.terms} bar {service.bars} ({service.clause}; {service.url})",
            service=service,
        )
    text = find(stated) or of_model(model)
    term = text.terms.outputs_train_other_models if text else None
    if text is None or term is None or (own is not None and own.id == text.id):
        return None
    if term.value == "forbidden" and inherited(text, "distillation", downstream=own).bond in ("blocked", "contested"):
        return _OutputTerms(
            name=text.id, words=f"`{short_name(text)}` forbids training other models on them (clause {term.clause})"
        )
    if inherited(text, "distillation", downstream=own).bond == "contested" and term.value == "allowed-with-condition":
        return _OutputTerms(name=text.id, words=f"`{short_name(text)}` sets a condition (clause {term.clause})")
    return None


class IncompatibleMerge(Rule):
    """
    A merge of models whose licences pull in different directions.

    A copyleft licence allows no further restrictions, and another parent's licence makes some; two share-alike licences each
    want the whole. Whether weights are a work that such clauses reach is contested: the finding names the
    clauses, and the owners can settle it.

    Instead of:

        ---
        license: cc-by-sa-4.0
        base_model:
          - stabilityai/stablelm-3b-4e1t
          - google/gemma-2b
        base_model_relation: merge
        ---

    Use parents whose duties can be kept together:

        ---
        license: apache-2.0
        base_model:
          - mistralai/Mistral-7B-Instruct-v0.2
          - mistralai/Mistral-7B-v0.1
        base_model_relation: merge
        ---

    Remedy: leave one of the parents out, or ask its owner.
    """

    family = "lineage"
    severity = "warning"
    confidence = "low"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Only merges of two or more parents whose licences are known."""
        parents = [up for up in upstreams(subject) if up.relation == "merge" and not up.via]
        if len(parents) < 2:
            return
        from openness.licenses.combination import combined

        for conflict in combined([up.license for up in parents]).conflicts:
            of = {up.license.id: up.path for up in reversed(parents) if up.license is not None}
            named = "; ".join(f"{path} is under `{name.removeprefix('LicenseRef-')}`" for name, path in of.items())
            yield self.finding(
                subject,
                "base_model" if "base_model" in subject.card.front_matter.values else parents[0].evidence,
                f"whether the parents' licences can stand together is contested: {conflict} ({named})",
                hint="leave one of the parents out, or ask its owner",
                value=conflict,
            )
            return


def _folded(text: str) -> str:
    return simple(r"[\W_]+").sub(" ", text).casefold()


def _model_name(subject: Subject) -> str | None:
    about = subject.release.subject
    if about.id:
        return about.id.rsplit("/", 1)[-1]
    stated = subject.card.front_matter.get("model_name")
    return stated if isinstance(stated, str) and stated.strip() else None


def begins(name: str, prefix: str) -> bool:
    """Whether a model's name begins as a licence prescribes, however it is spaced and written."""
    fold = simple(r"[^a-z0-9.]+")
    return fold.sub("", name.casefold()).removeprefix("meta").startswith(fold.sub("", prefix.casefold()))


RULES: tuple[Rule, ...] = (
    MissingDerivativeName(),
    MissingDisplayNotice(),
    OutputsTrainedAgainstLicense(),
    IncompatibleMerge(),
)
