"""What an index keeps of a model: the licence that it declares, and from which models it was made, and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from openness._pattern import pattern
from openness._value import dataclass
from openness.index.row import Row, tagged
from openness.licenses import publishers, resolve
from openness.release.hub_ids import is_local, may_be_hub_id

Standing = Literal["listed", "unlisted", "renamed", "respelled"]
_RELATIONS = frozenset({"finetune", "adapter", "quantized", "merge", "distillation"})
_LINKED = pattern(
    r"https?://(?:www\.)?huggingface\.co/(?P<model>[\w.-]+/[\w.-]+)/(?:blob|raw|resolve)/[\w.-]+/[\w.%-]+"
)
_PACKED_TAGS = frozenset({"gguf", "gptq", "awq", "exl2", "exl3", "bitsandbytes", "mlx"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """A model that another names as its base."""

    model: str
    """Its id: the Hub's present one where the Hub resolved it, else as written."""
    relation: str
    """`finetune`, `adapter`, `quantized`, `merge`, `distillation`, or `unspecified`."""
    standing: Standing = "listed"
    """`unlisted` where the card names it and the Hub lists no such model; `renamed` where the card has an older name;
    `respelled` where the Hub, which tells capitals from small letters in this, did not link it."""
    written: str | None = None
    """The name on the card, where it is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A model in an index."""

    model: str
    declared: tuple[str, ...] = ()
    """The card's `license`, as written; several where it is a list."""
    name: str | None = None
    """The card's `license_name`, or the licence whose text it links beside it, where that is another."""
    bases: tuple[MadeFrom, ...] = ()
    gated: Literal["auto", "manual", False] | None = None
    """Whether the Hub asks before a download; None where the table does not say."""
    downloads: int | None = None
    modified: date | None = None

    @property
    def silent(self) -> bool:
        """Whether it declares no licence, or only the Hub's word for none of its list."""
        return not self.name and set(self.declared) <= {"other", "unknown"}


def entry_of(row: Row) -> Entry:
    """What an index keeps of a row."""
    declared = tuple(_texts(row.values.get("license"))) or tuple(tagged(row.tags, "license:"))
    return Entry(
        model=row.id,
        declared=declared,
        name=_name(row),
        bases=tuple(_bases(row)),
        gated=row.gated,
        downloads=row.downloads,
        modified=row.modified.date() if row.modified is not None else None,
    )


def _name(row: Row) -> str | None:
    """
    The card's name of its licence; or the licence whose text the card links beside it, where that is another's.

    Only a link to the files of a model counts whose publisher's licence the table written by hand has: names such as
    `tongyi-qianwen` are given to all licences of one publisher, and the text decides.
    """
    name, link = row.values.get("license_name"), row.values.get("license_link")
    if not isinstance(name, str) or not name.strip():
        return None
    linked = _LINKED.match(link) if isinstance(link, str) else None
    shown = publishers.by_pattern(linked["model"].casefold()) if linked is not None else None
    named = resolve(name)
    return shown if shown is not None and named.kind == "license" and named.id != shown else name


def _bases(row: Row) -> Iterator[MadeFrom]:
    """
    Every base once: those that the Hub resolved, then those that the card alone names.

    A name of the card that the Hub does not list is the older name of one that it lists where both are called alike
    behind the owner, or where each list has one that the other has not; else the Hub has no such model any more.
    """
    written = [one.strip() for one in _texts(row.values.get("base_model")) if may_be_hub_id(one) and not is_local(one)]
    resolved = list(
        dict.fromkeys((*row.hub_bases, *(rest.rpartition(":")[2] for rest in tagged(row.tags, "base_model:"))))
    )
    on_hub = {one.casefold() for one in resolved}
    on_card = {one.casefold() for one in written}
    only_written = [one for one in dict.fromkeys(written) if one.casefold() not in on_hub]
    only_resolved = [one for one in resolved if one.casefold() not in on_card]
    older: dict[str, str] = {}
    for name in only_written:
        for base in only_resolved:
            alike = name.casefold().rpartition("/")[2] == base.casefold().rpartition("/")[2]
            if base not in older and (alike or len(only_resolved) == len(only_written) == 1):
                older[base] = name
                break
    relation = _relation(row, len(resolved) or len(written))
    by_tag = dict(_by_tag(row.tags))
    for base in resolved:
        renamed = base in older
        yield MadeFrom(
            model=base,
            relation=by_tag.get(base.casefold(), relation),
            standing="renamed" if renamed else "listed",
            written=older.get(base),
        )
    known = bool(row.bases_known or resolved)
    for name in only_written:
        if name not in older.values():
            yield MadeFrom(model=name, relation=relation, standing="unlisted" if known else "listed")


def _by_tag(tags: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Of tags `base_model:finetune:org/name` the relation of each base."""
    for rest in tagged(tags, "base_model:"):
        relation, _, base = rest.partition(":")
        if base and relation in _RELATIONS:
            yield base.casefold(), relation


def _relation(row: Row, bases: int) -> str:
    """
    What the Hub or the card says; else what the Hub would infer.

    The Hub takes a PEFT repository for an adapter, several bases for a merge, packed files for a quantized copy, and
    all else for a fine-tune: https://huggingface.co/docs/hub/model-cards, "Specifying a base model".
    """
    if row.hub_relation in _RELATIONS:
        return str(row.hub_relation)
    stated = row.values.get("base_model_relation")
    if isinstance(stated, str) and stated.strip() in _RELATIONS:
        return stated.strip()
    tags = {one.casefold() for one in (*row.tags, *_texts(row.values.get("tags")))}
    library = str(row.library or row.values.get("library_name") or "").casefold()
    if library == "peft" or tags & {"lora", "peft"}:
        return "adapter"
    if bases > 1:
        return "merge"
    if library in _PACKED_TAGS or tags & _PACKED_TAGS:
        return "quantized"
    return "finetune" if bases else "unspecified"


def _texts(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else (value,):
        if isinstance(one, str) and one.strip():
            yield one
