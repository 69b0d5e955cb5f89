"""
What must be carried along under a licence, item by item: the parts of which a notice file is made.

    carried(get("llama2"))[1].verbatim     -> "Llama 2 is licensed under the LLAMA 2 Community License, ..."

An item has its clause, what is to be done in our own words, and, where the licence prescribes words, those words.
Of a series of dated versions every version's items are given, each once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from openness._base import Flag, Frozen
from openness.licenses._duties import arises, stands_below, stated, when
from openness.licenses.details import OCCASIONS, Occasion, details
from openness.licenses.model import License
from openness.licenses.store import get

__all__ = ["KINDS", "Carried", "Kind", "arises", "by_occasion", "carried", "in_words"]
Kind = Literal["license-copy", "notice", "name", "display", "change-marks", "use-policy", "share-alike", "other"]
KINDS: tuple[Kind, ...] = (
    "license-copy",
    "notice",
    "display",
    "name",
    "change-marks",
    "use-policy",
    "share-alike",
    "other",
)
"""Every kind, in the order in which a notice file gives them."""
_ORDER = list(OCCASIONS)
_KIND_OF: dict[str, Kind] = {
    "license_copy": "license-copy",
    "notice_file": "notice",
    "display_notice": "display",
    "derivative_name_prefix": "name",
    "change_notices": "change-marks",
    "flow_down": "use-policy",
    "share_alike": "share-alike",
    "latest_version_duty": "other",
}
_IN_WORDS = frozenset({"display_notice", "derivative_name_prefix"})
"""Terms whose value is the prescribed phrase itself."""


class Carried(Frozen):
    """One thing that must travel with copies or derivatives."""

    kind: Kind
    """What it is."""
    what: str
    """What must be done, in our own words."""
    verbatim: str | None = None
    """The words that the licence prescribes, exactly; null where it prescribes none."""
    clause: str | None
    """Where the licence asks for it; null where its text was not read."""
    license: str
    """Id of the licence or policy that asks for it."""
    versions: tuple[str, ...] = ()
    """Of a series: ids of the versions that ask for it, newest first; empty where all of them do."""
    when: tuple[Occasion, ...]
    """When it is due."""
    certainty: Literal["certain", "likely", "contested"] = "certain"
    """How sure the reading is."""
    url: str | None = None
    """Where the text that must travel is published, where it is one."""
    fulfilled: Flag | None = None
    """Whether the model at hand fulfils it; null where nobody can say from its record."""
    remark: str | None = None
    """What is known of that, in words; null where nothing is."""


def in_words(when: tuple[Occasion, ...]) -> str:
    """When something is due: `when it is used at all, also privately`."""
    return f"when {', or '.join(OCCASIONS[one] for one in when)}"


def by_occasion(items: Iterable[Carried]) -> dict[str, list[Carried]]:
    """The items under the words for when they are due, what is due first on top."""
    groups: dict[str, list[Carried]] = {}
    for item in sorted(items, key=lambda one: [_ORDER.index(occasion) for occasion in one.when]):
        groups.setdefault(in_words(item.when), []).append(item)
    return groups


def carried(text: License) -> tuple[Carried, ...]:
    """Everything that a licence asks to carry along, in the order of `KINDS`."""
    versions = _versions(text)
    once: dict[tuple[str, str | None, str], list[Carried]] = {}
    for item in dict.fromkeys(item for one in versions for item in _items(one)):
        once.setdefault((item.kind, item.verbatim, item.what), []).append(item)
    found = [_of_versions(items, len(versions)) for items in once.values()]
    return tuple(sorted(found, key=lambda item: KINDS.index(item.kind)))


def _of_versions(items: list[Carried], of: int) -> Carried:
    """What several versions ask for in the same words, as the newest of them asks for it."""
    asking = tuple(dict.fromkeys(item.license for item in items))
    return items[0] if len(asking) == of else items[0].model_copy(update={"versions": asking})


def _versions(text: License) -> list[License]:
    return [get(member) for member in reversed(text.members)] or [text]


def _items(text: License) -> Iterator[Carried]:
    said = details(text)
    for name, due in stated(text):
        if stands_below(text, name, due):
            continue
        term = getattr(text.terms, name)
        yield Carried(
            kind=_KIND_OF[name],
            what=due.text,
            verbatim=str(term.value) if name in _IN_WORDS else None,
            clause=due.clause or term.clause,
            license=text.id,
            certainty=due.certainty,
            url=text.url if name == "license_copy" else None,
            when=when(text, name),
        )
    for notice in said.notices:
        yield Carried(
            kind="notice",
            what=f"this text, word for word, {notice.where}",
            verbatim=notice.text,
            clause=notice.clause,
            license=text.id,
            when=notice.when,
        )
    yield from _policies(text)
    for duty in said.duties:
        if duty.when != ("end",):
            yield Carried(
                kind="other",
                what=duty.what,
                clause=duty.clause,
                license=text.id,
                certainty=duty.certainty,
                when=duty.when,
            )


def _policies(text: License) -> Iterator[Carried]:
    """The use policies that the licence incorporates: whoever gets the model is bound by them."""
    term = text.terms.use_restrictions
    for name in text.policies:
        policy = get(name)
        part = "which the licence makes a part of itself and which binds every user"
        if not text.text_read:
            part = "which its publisher names beside the licence"
        unread = "" if policy.text_read else "; nobody here has read it"
        if copied := details(text).copy_of_policies:
            yield Carried(
                kind="license-copy",
                what=f"a copy of the {policy.name}, which is part of the agreement",
                clause=copied,
                license=text.id,
                url=policy.url,
                when=when(text, "license_copy"),
            )
        yield Carried(
            kind="use-policy",
            what=f"the {policy.name}, {part}{unread}",
            clause=term.clause if term is not None else None,
            license=text.id,
            certainty=term.certainty if term is not None else "certain",
            url=policy.url,
            when=("use",),
        )
