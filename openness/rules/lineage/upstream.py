"""The models that one descends from, as the rules about descent see them: each with its licence, nearest first."""

from __future__ import annotations

from collections.abc import Iterator

from openness._value import dataclass
from openness.card import Place
from openness.extract import release_from_card
from openness.extract.lineage_base_license import base_license
from openness.licenses import License, of_model, publishers
from openness.licenses.inheritance import is_of_another_generation
from openness.naming.models import comparable
from openness.release import Base, Evidence, ModelRelease
from openness.release.outrun import is_called_delta
from openness.rules.lineage.base_names import loaded_ids
from openness.rules.lineage.base_siblings import is_of_a_sibling, is_short_for_another
from openness.rules.rule import Subject
from openness.rules.wording import cells, prose_holds


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
    is_own: bool = False
    """Whether the publisher of this model is the one who wrote the base's licence, and so is not bound by it."""

    @property
    def is_named_only(self) -> bool:
        """Whether a sentence names it without its id: which model is meant is likely, not certain."""
        return "/" not in self.model and self.evidence.source == "prose"

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
    own = _owner(subject)
    while todo:
        base, relation, via, evidence = todo.pop(0)
        key = base.model.casefold()
        if key in seen:
            continue
        seen.add(key)
        ancestor = ancestors.get(key)
        known = base_license(base.model, card=ancestor.card if ancestor else None, stated=base.license)
        text, source = (known.license, known.source) if known else (None, "")
        if "/" not in base.model and _stands_in_table(subject, evidence):
            text, source = None, ""  # a row over several models names the base of each
        if is_of_a_sibling(subject, base) or is_short_for_another(subject, base):
            text, source = None, ""  # which member of a family was made from it is not said, or it was another
        if text is not None and text.kind == "terms" and relation != "distillation":
            text, source = None, ""  # a service has no weights to be made from: an architecture of that name is meant
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
            is_own=text is not None
            and own == base.model.casefold().partition("/")[0]
            and of_model(base.model) == text
            and publishers.original_of(base.model) is None,
        )
        if ancestor is not None and ancestor.card is not None:
            further = release_from_card(ancestor.card).lineage.bases
            todo.extend((one, _weaker(relation, one.relation), (*via, base.model), evidence) for one in further)


def _owner(subject: Subject) -> str:
    """Who publishes this model: the owner in its id, else in the one id that its usage code loads and that is no base."""
    about = subject.release.subject
    if about.id and "/" in about.id:
        return about.id.casefold().partition("/")[0]
    bases = {base.model.casefold() for base in subject.release.lineage.bases}
    loaded = loaded_ids(subject) - bases
    name = comparable(about.name or "")
    named = [one for one in loaded if not name or comparable(one) in name or name in comparable(one)]
    return named[0].partition("/")[0] if len(loaded) == len(named) == 1 else ""


def _stands_in_table(subject: Subject, evidence: Evidence) -> bool:
    return evidence.source == "prose" and cells(subject.card.lines.line_text(evidence.line or 1)) > 2


def _weaker(first: str, second: str) -> str:
    """The relation of a chain: weights travel only if they travel in every step."""
    for relation in ("distillation", "adapter"):
        if relation in (first, second):
            return relation
    return first


def upstream_of_another_generation(subject: Subject) -> Upstream | None:
    """
    The base model whose licence is of another generation of the card's own (`llama3` over Llama 3.1); None for none.

    Only licences that name a generation are compared, and only where no other base explains the card's.
    """
    own = subject.license
    if own is None or own.generation is None:
        return None
    chain = [up for up in upstreams(subject) if up.license is not None and up.license.generation and not up.is_own]
    if not chain or any(up.license is not None and up.license.id == own.id for up in chain):
        return None
    text = chain[0].license
    return chain[0] if text is not None and is_of_another_generation(own, text) else None


def is_licensor(subject: Subject, text: License) -> bool:
    """Whether the model's publisher is the one who licenses, and so is not bound by the licence."""
    return publishes(subject.release, text)


def publishes(release: ModelRelease, text: License) -> bool:
    """Whether the publisher of a release is the one who licenses under a text."""
    about = release.subject
    return publishers.is_licensor((about.id or "").partition("/")[0] or about.organization or "", text)


def short_name(text: License) -> str:
    """The licence as the Hub writes it, else its own id."""
    return text.hub_ids[0] if text.hub_ids else text.id


def line_of(evidence: Evidence) -> Place | None:
    """The line of an evidence, to be shown beside a finding."""
    return Place(line=evidence.line) if evidence.line else None


def is_on_top(subject: Subject) -> bool:
    """Whether the repository holds an adapter or delta, whose own licence need not be the base's."""
    release = subject.release
    if release.weights.form in ("adapter", "delta"):
        return True
    tags = [tag for tag, _ in subject.card.front_matter.texts("tags")]
    named = " ".join((release.subject.id or "", release.subject.name or "", *tags)).casefold()
    return is_called_delta(named) or prose_holds(subject, _CALLED_DELTA)


_CALLED_DELTA = (
    r"(?:\n|\b(?:is|are|release|provides?|contains?|holds?|train(?:ed)?) )(?:an? |the |our |these )?(?:\w+ ){0,2}"
    r"(?:q?lora|dora|controlnet|t2i[- ]?adapter|ip[- ]?adapter|adapter)s?(?:[.,:]| (?:of|for|on|with|weights|adapters?|models?|checkpoints?|trained)\b)"
)
"""Words of the prose by which it is one."""

MADE_FROM = frozenset({"finetune", "merge", "quantized", "conversion", "continued-pretraining", "unspecified"})
"""Relations in which the base's weights go into the model's own."""
