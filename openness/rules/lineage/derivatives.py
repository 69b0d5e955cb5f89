"""Rules about what a base model's licence demands of a model made from it: a name, a notice, what it may be mixed with."""

from __future__ import annotations

from collections.abc import Iterator

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.licenses import License
from openness.naming.models import comparable
from openness.release import Evidence
from openness.rules.lineage.upstream import is_licensor, short_name, upstreams
from openness.rules.rule import Finding, Rule, Subject


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
        from openness.licenses.combination import combined  # asked of merges alone

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
    IncompatibleMerge(),
)
