"""What would settle what is unknown about a model's licences, one sentence a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openness._pattern import pattern
from openness.card import ModelCard
from openness.licenses import License, find, get, resolve
from openness.licenses.inheritance import inherited
from openness.licenses.questions import Reply
from openness.policy.asked import Question
from openness.policy.service import in_force
from openness.policy.sources import NOT_NAMED, LicenseSource, place_in_words
from openness.release import Evidence, InTextLicense, ModelRelease

_ON_THE_HUB = pattern(r"[\w.-]+/[\w.-]+")
_LINK = pattern(r"\[([^\]\[]*)\]\(([^()]*)\)")
_RELATIONS = ("finetune", "merge", "adapter", "quantized", "distillation")


def open_points(
    release: ModelRelease,
    found: tuple[LicenseSource, ...],
    replies: Iterable[Reply],
    questions: Iterable[Question] = (),
    card: ModelCard | None = None,
) -> tuple[str, ...]:
    """
    One sentence for each thing that somebody could say, read or look up, so that an answer would be known.

    `questions`: what is asked, and so asked of later terms of a service too. `card`: where the links of its lines are.
    """
    own = found[0]
    points: list[str] = []
    if own.state == "contradicted":
        points.append("the model's own licence: its publisher must say which of the places holds")
    elif own.state == "unknown":
        points.append(f"the model's own licence: {_missing(release, own)}")
    points += _beside(release, own, card)
    points += [f"which version of {text.id} holds: {_versions(text)}" for one in found for text in _series(one)]
    bases = [one for one in found if one.role == "base"]
    points += _unnamed(bases)
    points += _unknown_bases([one.name for one in bases if one.license is None and one.binds and one.name != NOT_NAMED])
    points += [point for base in bases for point in _of_base(base, own)]
    if origin(release, found) == NOT_TOLD and not own.served:
        points.append(
            "its origin: nobody says here whether it was made from another model, whose licence would bind too, or from "
            "scratch; its paper, its configuration or its publisher would"
        )
    asked = tuple(questions)
    points += [
        point
        for one in found
        if one.binds
        for text in one.texts
        if text.kind == "terms"
        for point in in_force(text, asked)
    ]
    points += _unread(replies)
    points += _unread_policies(found)
    points += _claimed(release, own)
    return tuple(dict.fromkeys(points))


NOT_TOLD = "not known: none is named, and nobody says that it was made from scratch"
"""What is said of the origin of a model of which nobody tells one."""


def origin(release: ModelRelease, found: tuple[LicenseSource, ...]) -> str | None:
    """What is known of where a model comes from, where no base is named; None where one is."""
    if any(one.role == "base" for one in found):
        return None
    if release.lineage.from_scratch:
        return "none; it was made from scratch"
    if _pretrained(release):
        return "none is named; its publisher pretrained it, by its record in the catalogue"
    return NOT_TOLD


def _pretrained(release: ModelRelease) -> bool:
    """Whether a record made by hand, which would name a base, has a pretraining of the model itself and no base."""
    name = (release.subject.name or "").casefold()
    return any(
        stage.kind == "pretraining"
        and (stage.model or name).casefold() == name
        and any(place.source == "catalog" for place in stage.evidence)
        for stage in release.lineage.stages
    )


def _missing(release: ModelRelease, own: LicenseSource) -> str:
    facts = release.license
    if len(facts.declared) > 1:
        return f"whether all or any of {', '.join(facts.declared)} apply: ask its publisher"
    if own.written:
        read = (
            f"; read {own.link} (a file of it with `openness license identify`): it may hold yet another text"
            if own.link
            else ""
        )
        return f"which one of {', '.join(own.written)}{read}"
    if not facts.declared:
        return "a licence file in its repository, or its publisher's word"
    if facts.link:
        return f"the text behind {facts.link}, read by `openness license identify`"
    return "its text: a licence file in its repository, or from its publisher"


def _beside(release: ModelRelease, own: LicenseSource, card: ModelCard | None) -> Iterator[str]:
    """What else the card's prose names as the licence, where another place settles it."""
    for one in _named_beside(release, own):
        known = "" if resolve(one.license).id else ", which is no licence we know"
        where = place_in_words(one.evidence[0])
        quote = _LINK.sub(r"\1", one.evidence[0].quote or "").replace("[", "")
        do = "; ask its publisher which holds, and for what; the licence of a base binds whatever the card says"
        to = _links_of_line(card, one.evidence[0])
        yield f"whether {one.license} binds too: {where} says “{quote}”{to}{known}{do}"


def _links_of_line(card: ModelCard | None, place: Evidence) -> str:
    """The addresses to which the line of a card leads, in brackets; nothing for another place or a line without."""
    if card is None or place.source != "prose" or not place.line:
        return ""
    lines = card.text.splitlines()
    found = [link[2] for link in _LINK.finditer(lines[place.line - 1])] if place.line <= len(lines) else []
    return f" ({', '.join(found)})" if found else ""


def also_named(release: ModelRelease, own: LicenseSource) -> tuple[str, ...]:
    """What else the card's prose calls the model's licence, where another place settles it."""
    return tuple(dict.fromkeys(one.license for one in _named_beside(release, own)))


def _named_beside(release: ModelRelease, own: LicenseSource) -> Iterator[InTextLicense]:
    ours = {name for text in own.texts for name in (text.id, *text.members)}
    for one in release.license.in_text if own.state == "known" else ():
        said = resolve(one.license)
        if ours.isdisjoint((said.id, *said.members)):
            yield one


def _series(source: LicenseSource) -> tuple[License, ...]:
    """The licences of a binding source of which there are several dated versions."""
    return tuple(text for text in source.texts if text.members and source.binds)


def _versions(text: License) -> str:
    told = (
        "a licence file that came with the model, a link to it or the day of release tell which; until then keep to the "
        "strictest; the clauses given are the newest version's, and others may be worded or numbered otherwise"
    )
    return f"{', '.join(text.members)}; {told}"


def _unnamed(bases: list[LicenseSource]) -> Iterator[str]:
    """The base that the card tells of without its name."""
    for one in bases:
        if one.name == NOT_NAMED:
            where = place_in_words(one.evidence[0])
            quote = f" says “{one.evidence[0].quote}”" if one.evidence[0].quote else ""
            yield f"which model it was made from, whose licence binds too: {where}{quote}; its publisher would tell"


def _unknown_bases(names: list[str]) -> Iterator[str]:
    """The bases whose licences are not known, in one point."""
    if len(names) == 1:
        ask = f"; `openness license {names[0]}` asks the Hub" if _ON_THE_HUB.fullmatch(names[0]) else ""
        yield f"the licence of {names[0]}: its own card or licence file{ask}"
    elif names:
        ask = "; `openness license NAME` asks the Hub" if any(map(_ON_THE_HUB.fullmatch, names)) else ""
        yield f"the licences of {', '.join(names)}: their own cards or licence files{ask}"


def _of_base(base: LicenseSource, own: LicenseSource) -> Iterator[str]:
    if base.license is None:
        return
    if base.relation == "unspecified" and base.binds and _matters(base.texts[0], own.texts):
        yield f"how it was made from {base.name} (read here as a fine-tune): ask its publisher"


def _matters(base: License, own: tuple[License, ...]) -> bool:
    """Whether it depends on the relation what of a base's licence binds."""
    downstream = own[0] if own else None
    return len({inherited(base, one, downstream=downstream).bond for one in _RELATIONS}) > 1


def _unread(replies: Iterable[Reply]) -> Iterator[str]:
    """What nobody has read or verified, where an answer hangs on it."""
    for reply in replies:
        for why in reply.reasons if reply.answer == "unknown" else ():
            if why.license and why.clause is None:
                text = find(why.license)
                yield f"{why.license}: {why.text}; read it{f' at {text.url}' if text and text.url else ''}"


def _unread_policies(found: tuple[LicenseSource, ...]) -> Iterator[str]:
    """What a use policy forbids that a licence makes its own and that nobody here has read."""
    for text in (text for one in found if one.binds for text in one.texts if text.text_read):
        for policy in map(get, text.policies):
            if not policy.text_read:
                where = f" at {policy.url}" if policy.url else ""
                yield f"what the {policy.name} forbids: nobody here has read it; read it{where}"


def _claimed(release: ModelRelease, own: LicenseSource) -> Iterator[str]:
    """What the publisher says of commerce, where nobody has read the text: a claim, not a grant."""
    unread = own.texts and not any(text.text_read for text in own.texts)
    for one in release.claims if unread else ():
        if one.claim == "commercial-use-allowed":
            said = [f"“{place.quote}” ({place_in_words(place)})" for place in one.evidence if place.quote]
            if said:
                yield f"until then what has been said of it, which is no grant: {', but '.join(said)}"
