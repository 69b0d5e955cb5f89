"""The named datasets of this model's own training: fields first, then sentences, labels and lists."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from openness._pattern import pattern
from openness.extract import subject_kind
from openness.extract.draft import Draft, Evidence
from openness.naming import dataset_names, datasets, models
from openness.naming.datasets import NamedDataset
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.sentences import Sentence

_NO_DATASET = pattern(
    r"^(?:none|null|n/?a|unknown|custom|private|proprietary|internal|own|other|generator|imagefolder|audiofolder|json|csv|text|"
    r"parquet|arrow|image_folder|dataset|datasets|-|\.{3}|more information needed|tbd|your[-_ ]dataset)$",
    re.IGNORECASE,
)
_LIST_LIMIT = 40


_COMPARED = pattern(
    r"\b(?:outperform\w*|surpass\w*|beats?|compared (?:to|with)|unlike|than)\b[^.;]*\((?:which|that) (?:is|was|are|were)\b[^)]*$",
    re.IGNORECASE,
)
"""What a clause in brackets tells of the model that was beaten."""
_ASIDE = pattern(r"\b(?:compar\w+|outperform\w*|but we)\b", re.IGNORECASE)
_HELD_OUT = pattern(
    r"\s*(?:the )?(?:dev|development|validation|test|held-out|evaluation) (?:set|split)s?\b", re.IGNORECASE
)


def _is_compared(hit: Hit) -> bool:
    """Whether a sentence tells on what models were measured or compared."""
    text = hit.sentence.text
    if hit.value == "trained" and (_ASIDE.search(hit.match.group()) or _HELD_OUT.match(text, hit.match.end())):
        return True
    return _COMPARED.search(text[: hit.match.start()]) is not None


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
    for hit in draft.hits("data.named"):
        found = _named(draft, hit)
        # A list that holds a declared dataset is the list of them all.
        whole = hit.value in ("heading", "list") and any(
            keys & {_key(one.name), _key(one.id or "")} for one, _ in found
        )
        for named, evidence in found:
            if whole:
                _add(draft, named, evidence)
                continue
            if declared and named.id is None and not several:
                continue  # beside ids in the field, only ids add something
            _add(draft, named, evidence)
    _resolve_lists(draft)


def _is_id(name: str) -> bool:
    return " " not in name.strip() and "://" not in name


def _declared(draft: Draft) -> list[tuple[str, Evidence]]:
    found: list[tuple[str, Evidence]] = []
    position = 0
    for value, _ in draft.card.front_matter.texts("datasets"):
        evidence, position = draft.at_item("datasets", value, position)
        name = value.strip().removeprefix("https://huggingface.co/datasets/").strip("/ ")
        if name and not _NO_DATASET.match(name):
            found.append((name, evidence))
    return found


def _named(draft: Draft, hit: Hit) -> list[tuple[NamedDataset, Evidence]]:
    sentence = hit.sentence
    if sentence.kind == "table" and re.match(r"\W*v\d", sentence.text):
        return []  # a row of a change log tells of an older version
    if sentence.kind == "list" and _of_sibling(draft, sentence):
        return []
    if _is_compared(hit):
        return []
    if hit.value == "heading":
        return _under_heading(draft, hit)
    if hit.value == "link":
        found = [
            named
            for link in sentence.links
            if link.start <= hit.match.end() + 1 and hit.match.start() <= link.end
            for named in [datasets.from_link(link, sentence.text)]
            if named is not None and named.id is not None
        ]
    elif hit.value == "label":
        found = _labelled(hit)
    elif hit.value == "list":
        return _listed(draft, hit)
    elif hit.value == "begins":
        name = hit.group("name")
        fit = dataset_names.acceptable(name)
        found = [NamedDataset(name, None, None, *hit.match.span("name"))] if fit else []
    elif hit.value == "called":
        match = _CALLED.match(sentence.text, hit.match.end())
        found = [NamedDataset(match["name"], None, None, *match.span("name"))] if match else []
    else:
        found = datasets.after(sentence, hit.match.end())
    return [(named, _evidence(draft, sentence, named)) for named in found]


def _of_sibling(draft: Draft, sentence: Sentence) -> bool:
    """Whether a list item begins with a link to some other model."""
    raw = draft.card.body.text
    start = max(raw.rfind(f"\n{mark} ", 0, sentence.start) for mark in "-*")
    item = draft.text.at(start + 3) if start >= 0 else None  # the sentence may be a later one of its item
    first = next(iter((item or sentence).links), None)
    if first is None or first.model_id is None or first.start > 3:
        return False
    return not any(models.same_model(first.model_id, own) for own in subject_kind.own_names(draft))


def _labelled(hit: Hit) -> list[NamedDataset]:
    sentence = hit.sentence
    if len(sentence.cells) > 2:
        return []  # the head of a table of results
    rest = sentence.text[hit.match.end() :]
    found = list(datasets.within(sentence, hit.match.end(), len(sentence.text)))
    if not found and len(rest) <= 60 and not _NO_DATASET.match(rest.strip(" .|")):
        name = rest.strip(" .|*`")
        names = name.split(",") if re.fullmatch(r"[\w.+/-]+(?:, ?[\w.+/-]+)+", name) else [name]
        for one in (part.strip() for part in names):
            if dataset_names.acceptable(one) and re.fullmatch(r"[\w.+/-]+(?: [\w.+-]+){0,2}", one):
                begin = sentence.text.find(one, hit.match.end())
                found.append(NamedDataset(one, None, None, begin, begin + len(one)))
    return found


def _listed(draft: Draft, hit: Hit) -> list[tuple[NamedDataset, Evidence]]:
    """The items of the list after `trained on the following datasets:`."""
    found: list[tuple[NamedDataset, Evidence]] = []
    depth = _depth(draft, hit.sentence) if hit.sentence.kind == "list" else -1
    for sentence in draft.text.following(hit.sentence, _LIST_LIMIT):
        if sentence.kind not in ("list", "table") or (sentence.kind == "list" and _depth(draft, sentence) <= depth):
            break  # the next item beside the one that introduced the list
        if sentence.kind == "list" and not _opens_item(draft, sentence):
            continue
        found.extend((one, _evidence(draft, sentence, one)) for one in _item(sentence))
    return found


def _depth(draft: Draft, sentence: Sentence) -> int:
    """How far a list item is indented."""
    line = draft.card.lines.line_text(draft.card.lines.line_of(sentence.start))
    return len(line) - len(line.lstrip())


def _opens_item(draft: Draft, sentence: Sentence) -> bool:
    """Whether a sentence is the first of its list item: the later ones tell of the dataset."""
    _, column = draft.card.lines.position(sentence.start)
    line = draft.card.lines.line_text(draft.card.lines.line_of(sentence.start))
    return not line[: column - 1].strip(" \t-*+•·>0123456789.)")


_CALLED = pattern(r"(?P<name>[A-Z][\w.+-]*(?: [A-Z\d][\w.+-]*){0,3})")
_ITEM = pattern(r"^[\W]*(?P<name>[A-Z][\w.+'’/-]*(?: (?:[A-Za-z\d][\w.+'’/-]*)){0,4}?)\s*(?:[:：|(]|$| - | – )")


def _under_heading(draft: Draft, hit: Hit) -> list[tuple[NamedDataset, Evidence]]:
    """The list items and the linked names below a heading such as `Training data`."""
    found: list[tuple[NamedDataset, Evidence]] = []
    section = hit.sentence.section
    if section is None:
        return found
    for sentence in islice(parts.sentences(draft.text, section.start, section.end), _LIST_LIMIT):
        if sentence.kind in ("list", "table"):
            if sentence.kind == "table" or _opens_item(draft, sentence):
                found.extend((one, _evidence(draft, sentence, one)) for one in _item(sentence))
        else:
            for link in sentence.links:
                if link.dataset_id is not None:
                    one = datasets.from_link(link, sentence.text)
                    if one is not None and not re.search(r"evaluat|test", sentence.text, re.IGNORECASE):
                        found.append((one, _evidence(draft, sentence, one)))
    return found


def _item(sentence: Sentence) -> list[NamedDataset]:
    text = sentence.text
    if sentence.kind == "table" and re.match(r"\W*v\d", text):
        return []  # a row of a change log tells of an older version
    if re.search(r"\b(?:evaluat|test set|validation|benchmark)", text, re.IGNORECASE):
        return []
    for link in sentence.links:
        named = datasets.from_link(link, text + " dataset")
        if named is not None:
            if named.id is None and "://" in link.label:
                continue
            return [named]
        if "://" in link.label and link.start > 2:  # `Name: https://...`
            name = text[: link.start].strip(" :：-*|(")
            if dataset_names.acceptable(name) and name[:1].isupper() and link.url.startswith("http"):
                begin = text.find(name)
                return [NamedDataset(name, link.dataset_id, link.url, begin, begin + len(name))]
    first = next(dataset_names.known(text), None) if not sentence.links else None
    if first is not None and first.start <= 1 and re.match(r"\s*(?:[,:|(–—-]|$)", text[first.end :]):
        return [NamedDataset(text[first.start : first.end], None, None, first.start, first.end)]
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
    kind = dataset_names.kind(f"{named.name} {named.id or ''}") or ("public-dataset" if named.id else "unknown")
    synthetic = kind == "synthetic"
    return {"name": named.name, "id": named.id, "url": named.url, "kind": kind, "synthetic": synthetic or None}


def _key(name: str) -> str:
    key = re.sub(r"[^a-z0-9]+", "", name.casefold().rstrip("/").split("/")[-1].removeprefix("the "))
    return key.removesuffix("datasets").removesuffix("dataset") or key


def _same(item: dict[str, Any], named: NamedDataset) -> bool:
    ones = {_key(item["name"]), _key(item.get("id") or "")} - {""}
    others = {_key(named.name), _key(named.id or "")} - {""}
    if ones & others:
        return True
    if (named.id is None) == (item.get("id") is None) or " " in (item.get("id") or ""):
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
