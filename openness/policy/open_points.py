"""What would settle what is unknown about a model's licences, one sentence a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openness._pattern import pattern
from openness.licenses import License
from openness.licenses.inheritance import inherited
from openness.licenses.questions import Reply
from openness.policy.sources import LicenseSource
from openness.release import ModelRelease

_ON_THE_HUB = pattern(r"[\w.-]+/[\w.-]+")
_RELATIONS = ("finetune", "merge", "adapter", "quantized", "distillation")


def open_points(release: ModelRelease, found: tuple[LicenseSource, ...], replies: Iterable[Reply]) -> tuple[str, ...]:
    """One sentence for each thing that somebody could say, read or look up, so that an answer would be known."""
    own = found[0]
    points: list[str] = []
    if own.state == "contradicted":
        points.append("the model's own licence: its publisher must say which of the places holds")
    elif own.state == "unknown":
        points.append(f"the model's own licence: {_missing(release, own)}")
    bases = [one for one in found if one.role == "base"]
    points += [point for base in bases for point in _of_base(base, own)]
    if not bases and release.lineage.from_scratch is None:
        points.append("its origin: whether it was made from another model (`base_model`), or from scratch")
    points += _unread(replies)
    return tuple(dict.fromkeys(points))


def _missing(release: ModelRelease, own: LicenseSource) -> str:
    facts = release.license
    if len(facts.declared) > 1:
        return f"whether all or any of {', '.join(facts.declared)} apply, written with AND or OR"
    if own.written:
        return f"which one of {', '.join(own.written)}"
    if not facts.declared:
        return "`license` in the card's front matter, or a LICENSE file in its repository"
    if facts.link:
        return f"the text behind {facts.link}, read by `openness license identify`"
    return "its text: a LICENSE file, or `license_name` and `license_link`"


def _of_base(base: LicenseSource, own: LicenseSource) -> Iterator[str]:
    if base.license is None:
        ask = f"; `openness license {base.name}` asks the Hub" if _ON_THE_HUB.fullmatch(base.name) else ""
        yield f"the licence of {base.name}: its own card or licence file{ask}"
    elif base.relation == "unspecified" and base.binds and _matters(base.texts[0], own.texts):
        yield f"how it was made from {base.name}: `base_model_relation` (read here as a fine-tune)"


def _matters(base: License, own: tuple[License, ...]) -> bool:
    """Whether it depends on the relation what of a base's licence binds."""
    downstream = own[0] if own else None
    return len({inherited(base, one, downstream=downstream).bond for one in _RELATIONS}) > 1


def _unread(replies: Iterable[Reply]) -> Iterator[str]:
    """What nobody has read or verified, where an answer hangs on it."""
    for reply in replies:
        for why in reply.reasons if reply.answer == "unknown" else ():
            if why.license and why.clause is None:
                yield f"{why.license}: {why.text}"
