"""The named datasets of this model's own training: fields first, then sentences, labels and lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from openness._pattern import pattern, simple
from openness.extract import data_dataset_configs, subject_kind
from openness.extract import data_dataset_places as places
from openness.extract.draft import Draft, Evidence
from openness.naming import dataset_names
from openness.naming.datasets import NamedDataset
from openness.prose.markup import arxiv_id
from openness.release.hub_ids import is_local, may_be_hub_id

_KEYS = ("datasets", "dataset")
_NAME_KEYS = ("id", "path", "name", "type")
"""Keys under which a field that holds a mapping names the dataset."""

_COMPARED = 64
"""Datasets that a name is compared with for being a part of theirs; under the same key it is found however many there are."""
_SERIES = 4
"""Names told together that may be the whole list of which the field holds a part."""


def read(draft: Draft) -> None:
    """Read the datasets."""
    declared = _declared(draft)
    several = any(" " in name for name, _ in declared)  # one value that lists many
    for name, evidence in declared:
        _add(draft, NamedDataset(name, name if _is_id(name) else None, None, 0, 0), evidence)
    if draft.cache.get("form") == "huggingtweets":
        return  # the form says whose tweets they are
    if subject_kind.kind(draft).relation in ("quantized", "conversion") and not declared:
        return  # what its card says of training is about the model it was made from
    keys = {_key(name) for name, _ in declared}
    fields = [dict(item) for item in draft.items("data.datasets")]
    for hit in draft.hits("data.named"):
        found = places.named(draft, hit)
        # A list that holds a declared dataset is the list of them all.
        whole = (hit.value in ("heading", "list", "column") or len(found) >= _SERIES) and any(
            keys & {_key(one.name), _key(one.id or "")} for one, _ in found
        )
        whole = whole or (len(found) >= _SERIES and any(_same(item, one) for item in fields for one, _ in found))
        for named, evidence in found:
            if whole or several or not declared or _adds(named):
                _add(draft, named, evidence)
    for named, evidence in data_dataset_configs.read(draft):
        _add(draft, named, evidence)
    _resolve_lists(draft)


def _adds(named: NamedDataset) -> bool:
    """Whether a name adds something beside the ids of the field: an id or an address, no other word for the same."""
    return named.id is not None or (named.url is not None and not arxiv_id(named.url))


def _is_id(name: str) -> bool:
    return may_be_hub_id(name) and not is_local(name)


def _declared(draft: Draft) -> list[tuple[str, Evidence]]:
    found: list[tuple[str, Evidence]] = []
    for key in _KEYS:
        position = 0
        for value in _values(draft.card.front_matter.get(key)):
            evidence, position = draft.at_item(key, value, position)
            name = value.strip().removeprefix("https://huggingface.co/datasets/").strip("/ ")
            if name and not dataset_names.is_placeholder(name) and not is_local(value):
                found.append((name, evidence))
    return found


def _values(value: object) -> Iterator[str]:
    """The names in a field: a text, a list of them, or mappings (`common_voice: Common Voice Corpus 4`)."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _values(one)
    elif isinstance(value, dict):
        named = next((value[key] for key in _NAME_KEYS if isinstance(value.get(key), str)), None)
        first = next(iter(value), None)
        if named is not None or isinstance(first, str):
            yield named or str(first)


def _add(draft: Draft, named: NamedDataset, evidence: Evidence) -> None:
    items = draft.items("data.datasets")
    known: dict[str, list[int]] = draft.cache.setdefault("datasets by key", {})
    other_names: dict[int, set[str]] = draft.cache.setdefault("other names of datasets", {})
    # One under the same key, else one whose name is a part of it: the latter are only looked for among the first.
    keyed = {at for key in _keys(named.name, named.id) for at in known.get(key, ())}
    for at in sorted(keyed.union(range(min(len(items), _COMPARED)))):
        item = items[at]
        again = not (item.get("id") and named.id) and _keys(named.name, named.id) & other_names.get(at, set())
        if _same(item, named) or again:
            other_names.setdefault(at, set()).update(_keys(named.name, None))
            told = item["evidence"][0]["source"] == "prose"
            if named.url and told and not (item.get("url") or item.get("id") or named.id):
                item["name"] = named.name  # as it is written where it is linked
                item["evidence"].insert(0, evidence)
            else:
                item["evidence"].append(evidence)
            item["url"] = item.get("url") or named.url
            if item.get("id") is None and named.id is not None:
                item["id"], item["name"] = named.id, item["name"]
                _note(known, _keys(None, named.id), at)
            _note(known, _keys(named.name, None), at)
            return
    draft.add("data.datasets", _described(named), evidence)
    _note(known, _keys(named.name, named.id), len(items) - 1)


def _note(known: dict[str, list[int]], keys: set[str], at: int) -> None:
    for key in keys:
        numbers = known.setdefault(key, [])
        if len(numbers) < _COMPARED:
            numbers.append(at)


def _keys(name: str | None, identity: str | None) -> set[str]:
    return {_key(name or ""), _key(identity or "")} - {""}


def _described(named: NamedDataset) -> dict[str, Any]:
    kind = dataset_names.kind(f"{named.name} {named.id or ''}") or ("public-dataset" if named.id else "unknown")
    synthetic = kind == "synthetic"
    return {"name": named.name, "id": named.id, "url": named.url, "kind": kind, "synthetic": synthetic or None}


_VERSION = pattern(r"[ _-]?[vV](\d)")
"""`SQuAD v2` and `SQuAD 2.0` are one."""


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    name = _VERSION.sub(r"\1", name.replace(".0", ""))
    key = simple(r"[^a-z0-9]+").sub("", name.casefold().rstrip("/").split("/")[-1].removeprefix("the "))
    return key.removesuffix("datasets").removesuffix("dataset") or key


def _same(item: dict[str, Any], named: NamedDataset) -> bool:
    if item.get("id") and named.id and _key(item["id"]) != _key(named.id) and "/" in item["id"] and "/" in named.id:
        return False  # two datasets under one label
    ones, others = _keys(item["name"], item.get("id")), _keys(named.name, named.id)
    if ones & others:
        return True
    if (named.id is None) == (item.get("id") is None) or " " in (item.get("id") or ""):
        return False
    return any(_is_part(a, b) or _is_part(b, a) for a in ones for b in others)


def _is_part(short: str, long: str) -> bool:
    """Whether a name is a shorter form of another: not `cifar10` of `cifar100`."""
    at = long.find(short)
    if len(short) < 4 or at < 0:
        return False
    after = long[at + len(short) :]
    return not (short[-1].isdigit() and after[:1].isdigit())


def _resolve_lists(draft: Draft) -> None:
    """Drop a field's value that lists several names which the prose gives one by one."""
    items = draft.items("data.datasets")
    named = Counter(_key(one["name"]) for one in items)
    dropped = set()
    for at, item in enumerate(items):
        words = {_key(word) for word in item["name"].split()}
        if len(words) > 1 and item.get("id") is None:
            own = _key(item["name"])
            if all(named[word] > (word == own) for word in words):
                named[own] -= 1
                dropped.add(at)
    if dropped:
        items[:] = [item for at, item in enumerate(items) if at not in dropped]
