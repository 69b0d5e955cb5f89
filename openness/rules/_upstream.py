"""The models that one descends from, as the rules about descent see them: each with its licence, nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openness.card import ModelCard, Place
from openness.extract import release_from_card
from openness.licenses import License, find, of_model
from openness.licenses.identification import identify
from openness.release import Base, Evidence
from openness.rules._base import Subject
from openness.rules._files import is_license_file


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
    own = (subject.release.subject.id or "").casefold().partition("/")[0]
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
            is_own=text is not None and own == base.model.casefold().partition("/")[0] and of_model(base.model) == text,
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
            if is_license_file(file.path) and (match := identify(file.text or "")).kind == "license":
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


def short_name(text: License) -> str:
    """The licence as the Hub writes it, else its own id."""
    return text.hub_ids[0] if text.hub_ids else text.id


def line_of(evidence: Evidence) -> Place | None:
    """The line of an evidence, to be shown beside a finding."""
    return Place(line=evidence.line) if evidence.line else None
