"""
Which licences bind a model: its own, those of the models it was made from, and, contested and apart, its data's.

Each source says which licence, how it is known and where that stands, and can be asked a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from openness._base import Flag, Frozen
from openness.card import ModelCard
from openness.errors import InvalidLicenseExpressionError
from openness.extract.lineage_base_license import STATED
from openness.licenses import License, all_licenses, find, resolve
from openness.licenses.expression import Expression, parse
from openness.policy.data_sources import known_license, licence_place
from openness.release import Dataset, Evidence, ModelRelease, license_in_force
from openness.rules.lineage.upstream import Upstream, upstreams
from openness.rules.rule import Subject

Role = Literal["own", "base", "data"]
State = Literal["known", "contradicted", "unknown"]
_UNREAD = {
    "gated": "its card is gated",
    "private-or-missing": "it is private, or not on the Hub",
    "disabled": "the Hub has disabled it",
    "not-cached": "its card is not in the Hub's local cache",
    "too-deep": "it is too far up the line to be looked up",
    "too-many": "too many models stand between",
}
NEEDS_A_COPY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "host": "the model is only served by its provider: there is no copy to host; a product that calls the provider is no hosting",
        "modify": "the model is only served by its provider: there is no copy to change",
        "redistribute": "the model is only served by its provider: there is no copy to pass on",
    }
)
"""The purposes that nobody can follow with a model that is only served, and why."""
NOT_NAMED: Final = "that nobody names"
"""What stands for the name of a base which is told of without one."""
CONTESTED_DATA = "whether a dataset's licence reaches the weights is contested"


class LicenseSource(Frozen):
    """One licence that binds a model, or may."""

    role: Role
    """The model's `own`, that of a `base` (near or far), or that of its `data`."""
    name: str
    """The model or dataset whose licence it is."""
    state: State
    """`known`, `contradicted` where the card's places disagree, or `unknown`."""
    license: str | None = None
    """The licence expression; null unless it is known."""
    written: tuple[str, ...] = ()
    """Names that lead to no one licence: those of a contradiction, a list, or a family's members."""
    family: str | None = None
    """The name that may mean any of the texts in `written`; null where it is no family's."""
    link: str | None = None
    """Where the card says that the text stands, which nobody here has read; null where the licence is known or it says nothing."""
    read_in: str = ""
    """Where it was read, in words."""
    evidence: tuple[Evidence, ...] = ()
    """The places that say so."""
    relation: str | None = None
    """For a base: how the model was made from it."""
    through: tuple[str, ...] = ()
    """For a base further up: the models in between, nearest first."""
    binds: Flag = True
    """Whether it counts in the verdict: not for data, and not for a base whose own publisher made this model of it."""
    reason: str | None = None
    """Why the licence is not known, or why it does not count."""
    served: Flag = False
    """Whether it is that of a model which is only served, so that nobody but its provider has a copy."""
    ended: str | None = None
    """Of a model that was only served: that its provider has ended the service, and where that is written."""

    @property
    def expression(self) -> Expression | None:
        """The parsed licence; None unless it is known."""
        return None if self.license is None else parse(self.license)

    @property
    def texts(self) -> tuple[License, ...]:
        """The licences that it is made of, as far as we know them."""
        return self.expression.licenses if self.expression else ()

    @property
    def may_be(self) -> tuple[License, ...]:
        """The texts of a family of which nobody knows which one it is; none where one of them is not known here."""
        texts = tuple(text for text in map(find, self.written) if text is not None) if self.family else ()
        return texts if len(texts) == len(self.written) else ()

    @property
    def of_outputs(self) -> bool:
        """Whether nothing but the base's outputs went into the model."""
        return self.relation == "distillation"


def sources(release: ModelRelease, *, card: ModelCard | None = None, name: str = "") -> tuple[LicenseSource, ...]:
    """
    Every licence that binds a release or may: its own first, then its bases' from the nearest up, then its data's.

    `card`: the card that the release was read from; with the Hub's answer in it the ancestors further up are known.
    """
    subject = Subject(card=card or ModelCard.parse("", path=name or "-"), release=release)
    own = _own(release, release.subject.id or release.subject.name or name)
    asked = card is not None and card.repo is not None and card.repo.source == "hub-api"
    bases = [_base(up, release, hub_asked=asked) for up in upstreams(subject)] or _unnamed(release)
    return (own, *bases, *_data(release, card))


def _unnamed(release: ModelRelease) -> list[LicenseSource]:
    """The base of a model that was made from another which nobody names; none where nobody says that it was."""
    if release.lineage.from_scratch is not False:
        return []
    return [
        LicenseSource(
            role="base",
            name=NOT_NAMED,
            state="unknown",
            evidence=release.lineage.evidence["from_scratch"],
            relation="unspecified",
            reason="it was made from another model, and nobody says which",
        )
    ]


def of_license(text: str) -> LicenseSource:
    """A licence or expression by itself, as a source. Raises as `parse` for what is none."""
    expression = parse(text)
    return LicenseSource(role="own", name=text, state="known", license=expression.expression)


def superseded_by(text: License) -> License | None:
    """The latest known terms of a service that came after these; None for a licence, which no later one replaces."""
    found = text
    while text.kind == "terms" and (later := next((x for x in all_licenses() if x.predecessor == found.id), None)):
        found = later
    return None if found is text else found


def place_in_words(evidence: Evidence) -> str:
    """A place in a few words: `front matter, line 3`, `LICENSE`, `line 40`."""
    at = f"line {evidence.line}" if evidence.line else ""
    if evidence.source == "front-matter":
        return f"front matter, {at}" if at else "front matter"
    if evidence.source == "prose" and at:
        return at
    return evidence.path or {"catalog": "the catalogue", "hub-api": "the Hub"}.get(evidence.source, evidence.source)


def _own(release: ModelRelease, name: str) -> LicenseSource:
    facts, force = release.license, license_in_force(release, bases=False)  # each base is a source of its own
    where = _shown_at(facts.declared, force.places)
    said: dict[str, Any] = {"role": "own", "name": name, "state": force.state, "evidence": force.places}
    said["read_in"] = where
    if force.expression is not None:
        if _is_expression(force.expression):
            terms = next((one for one in parse(force.expression).licenses if one.kind == "terms"), None)
            if terms is not None and terms.url and force.places and force.places[0].source == "catalog":
                said["read_in"] = terms.url  # a provider's page shows the terms of today, not those that were read
            return LicenseSource(**said, license=force.expression)
        words = f"`{force.expression}` is no licence expression"
        return LicenseSource(**said | {"state": "unknown"}, reason=words)
    prose = tuple(one.license for one in facts.in_text)
    if force.state == "contradicted":
        names = tuple(dict.fromkeys((*facts.declared, *prose)))
        told = "; ".join(dict.fromkeys(_told(place) for place in force.places))
        return LicenseSource(**said, written=names, reason=f"its places disagree: {told}")
    if len(facts.declared) > 1:
        words = "several licences are listed, and nobody says whether all or any of them apply"
        return LicenseSource(**said, written=facts.declared, reason=words)
    if not facts.declared:
        return LicenseSource(**said, reason="no licence is declared")
    found = resolve(facts.declared[0])
    unknown = facts.name if found.kind == "sentinel" and facts.name else facts.declared[0]
    family = resolve(unknown)
    if family.kind == "family":
        words = f"`{unknown}` is a family of licences, not one text"
        behind = f", and nobody here has read the text behind {facts.link}" if facts.link else ""
        of_name = {"written": family.members, "family": family.id or unknown, "link": facts.link}
        return LicenseSource(**said, **of_name, reason=f"{words}{behind}")
    words = f"`{unknown}` is no licence we know"
    if found.kind == "sentinel" and not facts.name:
        words = f"`{facts.declared[0]}` names no licence"
    return LicenseSource(**said, reason=words)


def _shown_at(declared: tuple[str, ...], places: tuple[Evidence, ...]) -> str:
    """Where the text's name stands; a field that names a family only is told apart, as it names no text."""
    if not places:
        return ""
    first, *others = places
    if others and first.source == "front-matter" and len(declared) == 1 and resolve(declared[0]).kind == "family":
        return f"{place_in_words(others[0])}; {place_in_words(first)}, names only the family {declared[0]}"
    return place_in_words(first)


def _is_expression(text: str) -> bool:
    try:
        parse(text)
    except InvalidLicenseExpressionError:
        return False
    return True


def _told(place: Evidence) -> str:
    quote = f" says “{place.quote}”" if place.quote else ""
    return f"{place_in_words(place)}{quote}"


def _base(up: Upstream, release: ModelRelease, *, hub_asked: bool) -> LicenseSource:
    kept = _kept_back(up.model, release) if up.relation != "distillation" else None
    reason = None
    if kept is not None:
        reason = f"its publisher kept the weights back ({place_in_words(kept)}), so that no licence of it binds anybody"
    elif up.license is None:
        reason = _UNREAD.get(up.reason or "", f"its card could not be read ({up.reason})" if up.reason else None)
        silent = "this card does not say under which licence it is"
        reason = reason or (silent if hub_asked else f"{silent}, and the Hub was not asked")
    elif up.is_own:
        reason = "its publisher made this model of it too, and is not bound by its own terms"
    text = up.license if kept is None else None
    return LicenseSource(
        role="base",
        name=up.model,
        state="known" if text is not None else "unknown",
        license=text.expression if text is not None else None,
        read_in=_read_in(up, release) if text is not None else "",
        evidence=(up.evidence,),
        relation=up.relation,
        through=up.via,
        binds=not up.is_own and kept is None,
        reason=reason,
    )


def _kept_back(model: str, release: ModelRelease) -> Evidence | None:
    """Where the record says that a base was never given to anybody but its publisher; None where it does not."""
    for stage in release.lineage.stages:
        if stage.weights == "withheld" and (stage.model or "").casefold() == model.casefold():
            return stage.evidence[0]
    return None


def _read_in(up: Upstream, release: ModelRelease) -> str:
    """Where a base's licence was read; where the record states it, the place that names it."""
    if up.source != STATED:
        return up.source
    stated = next((one for one in release.lineage.bases if one.model == up.model and one.license), None)
    place = place_in_words(licence_place(stated.evidence, str(stated.license))) if stated is not None else ""
    return place or up.source


def _data(release: ModelRelease, card: ModelCard | None) -> Iterator[LicenseSource]:
    looked_up = {one.id: one.license for one in card.repo.datasets} if card and card.repo else {}
    for item in release.data.datasets:
        yield _dataset(item, looked_up.get(item.id or "", ()))


def _dataset(item: Dataset, on_the_hub: tuple[str, ...]) -> LicenseSource:
    names = (item.license,) if item.license else on_the_hub
    text = find(names[0]) if len(names) == 1 else None
    read_in = "its card on the Hub"
    if item.license:
        read_in = place_in_words(licence_place(item.evidence, item.license))
    elif not names and (known := known_license(item.id or item.name)) is not None:
        text, read_in = known
    return LicenseSource(
        role="data",
        name=item.id or item.name,
        state="known" if text is not None else "unknown",
        license=text.expression if text is not None else None,
        written=() if text is not None else tuple(names),
        read_in=read_in if names or text is not None else "",
        evidence=item.evidence,
        binds=False,
        reason=CONTESTED_DATA if text is not None else "its licence is not known",
    )
