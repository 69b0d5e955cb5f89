"""What must be carried along with a model: licence by licence, with the models that each is asked for, and texts at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._base import Flag, Frozen
from openness._pattern import pattern
from openness.card import ModelCard, license_files
from openness.card.companions import Covers
from openness.licenses import License
from openness.licenses.details import details
from openness.licenses.families import carried_alike
from openness.licenses.inheritance import inherited
from openness.licenses.notices import Carried, arises, carried
from openness.policy.names import of_its_name
from openness.policy.sources import LicenseSource
from openness.release import ModelRelease

_LICENSE_FILE = pattern(r"/(?:[\w.-]*licen[cs]e[\w.-]*|copying[\w.-]*)$", re.IGNORECASE)
"""An address that ends in the name of a licence file."""
_FILES: tuple[Covers, ...] = ("weights", "notice", "use-policy")


class TextAtHand(Frozen):
    """A licence, notice or use policy whose text lies in a model's repository."""

    model: str
    """Whose repository."""
    path: str
    """The file."""
    covers: str
    """`weights` for a licence text, `notice`, or `use-policy`."""
    text: str
    """The text as it lies there."""


class Carry(Frozen):
    """What one licence asks to be carried along."""

    license: str
    """Id of the licence."""
    title: str
    """Its name."""
    url: str | None
    """Where its text is published; null where nobody has noted an address."""
    models: tuple[str, ...]
    """The models that are under it."""
    choice: str | None = None
    """The expression in which it is one of several to choose from; null where it binds anyway."""
    note: str | None = None
    """Where it is not settled that it binds: why."""
    items: tuple[Carried, ...] = ()
    """What it asks for."""
    members: tuple[str, ...] = ()
    """Of a series: ids of its versions, of which nobody knows here which one holds."""
    text_read: Flag = True
    """Whether its text was read; if not, nobody knows what it asks for."""
    own_notice: Flag = False
    """Whether its text must go along with the holder's own copyright line, so that a published template will not do."""
    own_copy: str | None = None
    """Where the licence file of the model at hand was read; null where nobody noted it."""
    texts: tuple[TextAtHand, ...] = ()
    """Texts in the repositories of those models."""


def carry(
    found: tuple[LicenseSource, ...],
    *,
    card: ModelCard | None = None,
    release: ModelRelease | None = None,
    private: bool = False,
) -> tuple[Carry, ...]:
    """
    Everything that the licences of a model ask for; a licence that several of its models are under stands once.

    `release`: the model at hand, whose own name is held against a duty to name. `private`: only what is due also where
    nothing is passed on.
    """
    texts = tuple(_texts(found, card))
    merged: dict[tuple[str, str | None, str | None], Carry] = {}
    for one in _each(found):
        key = (one.license, one.choice, one.note)
        before = merged.get(key)
        models = one.models if before is None else tuple(dict.fromkeys((*before.models, *one.models)))
        merged[key] = one.model_copy(update={"models": models})
    copy = _own_copy(found[0], release)
    return tuple(
        one.model_copy(
            update={
                "own_copy": copy if found[0].name in one.models else None,
                "texts": tuple(text for text in texts if text.model in one.models),
                "items": tuple(
                    of_its_name(_with_address(item, one, copy if found[0].name in one.models else None), release)
                    if release is not None
                    else item
                    for item in one.items
                    if arises(item.when, private=private)
                ),
            }
        )
        for one in merged.values()
    )


def _own_copy(own: LicenseSource, release: ModelRelease | None) -> str | None:
    """The address of the model's own licence file, as the place that shows the licence or the card's link gives it."""
    places = [place.path or "" for place in own.evidence]
    linked = [release.license.link] if release is not None and release.license.link else []
    return next((one for one in (*places, *linked) if one.startswith("https://") and _LICENSE_FILE.search(one)), None)


def _with_address(item: Carried, one: Carry, copy: str | None) -> Carried:
    """A duty to copy a text that has its holder's own line, with where that text is instead of where a template is."""
    if item.kind != "license-copy" or not one.own_notice:
        return item
    told = "the model's own file, with its copyright line, which a published template has not"
    return item.model_copy(update={"url": copy, "remark": told})


def _each(found: tuple[LicenseSource, ...]) -> Iterator[Carry]:
    for source in found:
        expression = source.expression
        if source.binds and source.may_be:
            yield _of_family(source)
        if expression is None or not source.binds:
            continue
        choosable = expression.expression if len(expression.alternatives) > 1 else None
        for text in expression.licenses:
            note = None
            if source.of_outputs:
                bond = inherited(text, "distillation", downstream=found[0].texts[0] if found[0].texts else None)
                if bond.bond == "free":
                    continue
                note = f"only outputs of {source.name} went into the model: {bond.note or 'nobody has settled it'}"
            yield _of(text, source.name, choice=choosable, note=note)


def _of_family(source: LicenseSource) -> Carry:
    """What all texts ask for that a family's name may mean: it is due whichever of them it is."""
    name = source.family or ""
    return Carry(
        license=name,
        title=f"{name}, whichever of its texts it is",
        url=source.link,
        models=(source.name,),
        note="if it is one of the texts known by that name, at least this, which each of them asks for",
        items=carried_alike(name, source.may_be),
        members=source.written,
    )


def _of(text: License, model: str, *, choice: str | None, note: str | None) -> Carry:
    return Carry(
        license=text.id,
        title=text.name,
        url=text.url,
        models=(model,),
        choice=choice,
        note=note,
        items=carried(text),
        members=text.members,
        own_notice=details(text).own_notice,
        text_read=bool(text.text_read),
    )


def _texts(found: tuple[LicenseSource, ...], card: ModelCard | None) -> Iterator[TextAtHand]:
    """The texts in the model's own repository, and in those of the ancestors that the Hub showed."""
    if card is None or card.repo is None:
        return
    cards = {found[0].name.casefold(): card}
    cards |= {one.id.casefold(): one.card for one in card.repo.ancestors if one.card is not None}
    for source in found:
        held = cards.get(source.name.casefold())
        if source.role == "data" or held is None or held.repo is None:
            continue
        for covers in _FILES:
            for file in license_files(held.repo.files, covers):
                yield TextAtHand(model=source.name, path=file.path, covers=covers, text=file.text or "")
