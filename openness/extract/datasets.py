"""The named datasets of this model's own training: fields first, then sentences, labels and lists."""

from __future__ import annotations

import re
from typing import Any

from openness.extract import _dataset_names, _parts, _repo
from openness.extract._dataset_names import NamedDataset
from openness.extract._draft import Draft, Evidence
from openness.extract._sentences import Sentence
from openness.extract._vocabulary import Hit

_NO_DATASET = re.compile(
    r"^(?:none|null|n/?a|unknown|custom|private|proprietary|internal|own|other|generator|imagefolder|audiofolder|json|csv|text|"
    r"parquet|arrow|image_folder|dataset|datasets|-|\.{3}|more information needed|tbd|your[-_ ]dataset)$",
    re.IGNORECASE,
)
_CODE = re.compile(r"github|stack(?!exchange)|code|commits", re.IGNORECASE)
_CRAWL = re.compile(r"crawl|\bm?c4\b|oscar|refinedweb|fineweb|cc-?100|pajama|\bpile\b|webtext", re.IGNORECASE)
_SYNTHETIC = re.compile(
    r"synthetic|self-?instruct|alpaca|gpt-?[34]|chatgpt|claude|evol[-_]?instruct|orca|airoboros|ultrachat|cosmopedia|magpie|"
    r"wizardlm|distill",
    re.IGNORECASE,
)
_LIST_LIMIT = 40


def read(draft: Draft) -> None:
    """Read the datasets."""
    declared = _declared(draft)
    for name, evidence in declared:
        _add(draft, NamedDataset(name, name if _is_id(name) else None, None, 0, 0), evidence)
    if _repo.kind(draft).relation in ("quantized", "conversion") and not declared:
        return  # what its card says of training is about the model it was made from
    for hit in draft.hits("data.named"):
        for named, evidence in _named(draft, hit):
            if declared and named.id is None:
                continue  # beside ids in the field, only ids add something
            _add(draft, named, evidence)
    _resolve_lists(draft)


def _is_id(name: str) -> bool:
    return " " not in name.strip() and "://" not in name


def _declared(draft: Draft) -> list[tuple[str, Evidence]]:
    found: list[tuple[str, Evidence]] = []
    position = 0
    for value, _ in draft.card.front_matter.texts("datasets"):
        evidence, position = _parts.at_item(draft, "datasets", value, position)
        name = value.strip().removeprefix("https://huggingface.co/datasets/").strip("/ ")
        if name and not _NO_DATASET.match(name):
            found.append((name, evidence))
    return found


def _named(draft: Draft, hit: Hit) -> list[tuple[NamedDataset, Evidence]]:
    sentence = hit.sentence
    if hit.value == "heading":
        return _under_heading(draft, hit)
    if hit.value == "link":
        found = [
            named
            for link in sentence.links
            if link.start <= hit.match.end() + 1 and hit.match.start() <= link.end
            for named in [_dataset_names.from_link(link, sentence.text)]
            if named is not None and named.id is not None
        ]
    elif hit.value == "label":
        found = _labelled(hit)
    else:
        found = _dataset_names.after(sentence, hit.match.end())
    return [(named, _evidence(draft, sentence, named)) for named in found]


def _labelled(hit: Hit) -> list[NamedDataset]:
    sentence = hit.sentence
    rest = sentence.text[hit.match.end() :]
    found = list(_dataset_names.within(sentence, hit.match.end(), len(sentence.text)))
    if not found and len(rest) <= 60 and not _NO_DATASET.match(rest.strip(" .|")):
        name = rest.strip(" .|*`")
        if _dataset_names.acceptable(name) and re.fullmatch(r"[\w.+/-]+(?: [\w.+-]+){0,2}", name):
            begin = sentence.text.find(name, hit.match.end())
            found = [NamedDataset(name, None, None, begin, begin + len(name))]
    return found


_ITEM = re.compile(r"^[\W]*(?P<name>[A-Z][\w.+'’/-]*(?: (?:[A-Za-z\d][\w.+'’/-]*)){0,4}?)\s*(?:[:：|(]|$| - | – )")


def _under_heading(draft: Draft, hit: Hit) -> list[tuple[NamedDataset, Evidence]]:
    """The list items and the linked names below a heading such as `Training data`."""
    found: list[tuple[NamedDataset, Evidence]] = []
    section = hit.sentence.section
    if section is None:
        return found
    count = 0
    for sentence in _parts.sentences(draft, section.start, section.end):
        count += 1
        if count > _LIST_LIMIT:
            break
        if sentence.kind in ("list", "table"):
            named = _item(sentence)
            found.extend((one, _evidence(draft, sentence, one)) for one in named)
        else:
            for link in sentence.links:
                if link.dataset_id is not None:
                    one = _dataset_names.from_link(link, sentence.text)
                    if one is not None and not re.search(r"evaluat|test", sentence.text, re.IGNORECASE):
                        found.append((one, _evidence(draft, sentence, one)))
    return found


def _item(sentence: Sentence) -> list[NamedDataset]:
    text = sentence.text
    if re.search(r"\b(?:evaluat|test set|validation|benchmark)", text, re.IGNORECASE):
        return []
    for link in sentence.links:
        named = _dataset_names.from_link(link, text + " dataset")
        if named is not None:
            if named.id is None and "://" in link.label:
                continue
            return [named]
        if "://" in link.label and link.start > 2:  # `Name: https://...`
            name = text[: link.start].strip(" :：-*|(")
            if 2 <= len(name) <= 60 and name[:1].isupper() and link.url.startswith("http"):
                begin = text.find(name)
                return [NamedDataset(name, link.dataset_id, link.url, begin, begin + len(name))]
    return []


def _evidence(draft: Draft, sentence: Sentence, named: NamedDataset) -> Evidence:
    return draft.at_text(*sentence.clean.span(named.start, named.end))


def _add(draft: Draft, named: NamedDataset, evidence: Evidence) -> None:
    items = draft.items("data.datasets")
    for item in items:
        if _same(item, named):
            item["evidence"].append(evidence)
            item["url"] = item.get("url") or named.url
            if item.get("id") is None and named.id is not None:
                item["id"], item["name"] = named.id, item["name"]
            return
    draft.add("data.datasets", _described(named), evidence)


def _described(named: NamedDataset) -> dict[str, Any]:
    words = f"{named.name} {named.id or ''}"
    synthetic = bool(_SYNTHETIC.search(words))
    kind = "unknown"
    if synthetic:
        kind = "synthetic"
    elif _CRAWL.search(words):
        kind = "web-crawl"
    elif _CODE.search(words):
        kind = "code"
    elif named.id:
        kind = "public-dataset"
    return {"name": named.name, "id": named.id, "url": named.url, "kind": kind, "synthetic": synthetic or None}


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.casefold().rstrip("/").split("/")[-1].removeprefix("the "))


def _same(item: dict[str, Any], named: NamedDataset) -> bool:
    ones = {_key(item["name"]), _key(item.get("id") or "")} - {""}
    others = {_key(named.name), _key(named.id or "")} - {""}
    if ones & others:
        return True
    if named.id is not None and item.get("id") is not None:
        return False
    return any(min(len(a), len(b)) >= 4 and (a in b or b in a) for a in ones for b in others)


def _resolve_lists(draft: Draft) -> None:
    """Drop a field's value that lists several names which the prose gives one by one."""
    items = draft.items("data.datasets")
    for item in list(items):
        words = {_key(word) for word in item["name"].split()}
        if len(words) > 1 and item.get("id") is None:
            others = {_key(one["name"]) for one in items if one is not item}
            if words <= others:
                items.remove(item)
