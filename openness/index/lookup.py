"""What is known of a model offline: an index first, then the table of publishers that comes with this package."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from openness._value import dataclass
from openness.index.entry import Entry, MadeFrom
from openness.index.store import Index
from openness.licenses import License, find, publishers, resolve
from openness.licenses.inheritance import is_permissive

Origin = Literal["declared", "publisher", "silent", "unread", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Under which licence a model is, as far as one word or several say."""

    names: tuple[str, ...] = ()
    """Ids of the licences that it may be: one, or the members of a family; empty where it is not known."""
    written: str | None = None
    """As it stands on the card or in the table."""
    origin: Origin = "missing"
    """`declared` on the card; told by the table of `publisher`s; `silent`; `unread`: a word or a list that leads to no
    one licence; `missing`: nothing is known of the model."""
    via: str | None = None
    """The original of a mirror that the table of publishers goes by."""

    @property
    def license(self) -> License | None:
        """The licence, where it is one."""
        return find(self.names[0]) if len(self.names) == 1 else None

    @property
    def texts(self) -> tuple[License, ...]:
        """Every licence that it may be."""
        return tuple(text for name in self.names if (text := find(name)) is not None)


class Models:
    """Models by their ids: those of an index, and without one those of the package's own table."""

    def __init__(self, index: Index | None = None) -> None:
        """`index` stays the caller's to close."""
        self.index = index

    def entry(self, model: str) -> Entry | None:
        """What is known of a model; None where it is nothing."""
        found = self.index.find(model) if self.index is not None else None
        if found is not None:
            return found
        said, base = publishers.told(model)
        if base is not None:
            return Entry(model=model, bases=(MadeFrom(model=base, relation="unspecified"),))
        if said is not None:
            return Entry(model=model, declared=(said,))
        original = publishers.original_of(model)
        return Entry(model=model, bases=(MadeFrom(model=original, relation="unspecified"),)) if original else None

    def label(self, model: str, entry: Entry | None) -> Label:
        """The licence of a model: its own word for it, else that of its publisher."""
        own = label_of(entry) if entry is not None else Label()
        if own.names:
            return own
        said = publishers.listed(model, steps=0)
        if said is None:
            return own
        return Label(names=(said.license,), written=said.license, origin="publisher", via=said.via)

    def published(self, model: str, *, steps: int = 40) -> publishers.Published | None:
        """
        What the index alone knows of a model's licence: its own word, or of a silent one its base's.

        Of several bases the one decides whose licence limits, as the others add nothing; where two limit differently none.
        """
        entry = self.index.find(model) if self.index is not None else None
        if entry is None:
            return None
        own = label_of(entry)
        if len(own.names) == 1 and own.license is not None:
            return publishers.Published(license=own.license.id, source="index")
        if own.origin != "silent" or steps == 0:
            return None
        said = [
            (base.model, found) for base in entry.bases if (found := publishers.published(base.model, steps=steps - 1))
        ]
        limiting = [(base, found) for base, found in said if not _is_permissive(found.license)]
        if not said or len({found.license for _, found in limiting}) > 1:
            return None
        base, found = (limiting or said)[0]
        return publishers.Published(license=found.license, via=base, source="index")

    def above(self, model: str) -> tuple[tuple[str, str], ...]:
        """The models from which one was made, as its own card in the index says, each with how."""
        entry = self.index.find(model) if self.index is not None else None
        return tuple((one.model, one.relation) for one in entry.bases) if entry is not None else ()

    def children(self, model: str) -> tuple[str, ...]:
        """Ids of the models that name one as their base; none without an index."""
        return tuple(self.index.children(model)) if self.index is not None else ()

    def child_count(self, model: str) -> int:
        """How many name it."""
        return self.index.child_count(model) if self.index is not None else 0


@lru_cache(maxsize=1024)
def _is_permissive(name: str) -> bool:
    text = find(name)
    return text is not None and is_permissive(text)


def label_of(entry: Entry) -> Label:
    """What a model's own card says."""
    if entry.silent:
        return Label(origin="silent", written=", ".join(entry.declared) or None)
    return _label(entry.declared, entry.name)


@lru_cache(maxsize=4096)
def _label(declared: tuple[str, ...], name: str | None) -> Label:
    """One word that leads to a licence or a family; else the name that stands beside `other`."""
    written = ", ".join(declared) if declared and set(declared) != {"other"} else name
    for word in (declared[0] if len(declared) == 1 else None, name):
        if not word:
            continue
        found = resolve(word)
        if found.kind in ("license", "series") and found.id is not None:
            spelled = word if found.spelling == "spdx-id" else found.id
            return Label(names=(spelled,), written=written, origin="declared")
        if found.kind == "family":
            return Label(names=found.members, written=written, origin="declared")
    return Label(written=written, origin="unread")
