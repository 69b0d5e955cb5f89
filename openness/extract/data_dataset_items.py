"""The datasets that one item of a list or one row of a table names, where the list is known to tell of training data."""

from __future__ import annotations

import re
from dataclasses import replace

from openness._pattern import pattern, simple
from openness.naming import dataset_names, dataset_series, datasets
from openness.naming.datasets import NamedDataset
from openness.prose.markup import Link
from openness.prose.sentences import Sentence

_ITEM = pattern(r"^[\W]*(?P<name>[A-Z][\w.+'’/-]*(?: (?:[A-Za-z\d][\w.+'’/-]*)){0,4}?)\s*(?P<mark>[:：|(,;]|$| - | – )")
_ONE_WITH_NOUN = pattern(r" data ?sets?$", re.IGNORECASE, before=r"\w")
_MEASURED = simple(r"\b(?:evaluat|test set|validation|benchmark|accuracy|f1\b|loss\b)", re.IGNORECASE)
_OF_PARTS = pattern(r"\b(?:from|of)\s(?:(?:the|a|an|subsets?|parts?|of)\s)*", re.IGNORECASE)
"""What stands between an amount and the name: `2.5B words from NestText`."""
_NEAR = 80
"""Characters from the begin of an item within which its name stands."""
_SOURCE_FILE = simple(r"\.(?:py|ipynb|sh|ya?ml|cpp|md)(?:[#?]|$)", re.IGNORECASE)
_DATA_ADDRESS = simple(r"data|corp(?:us|ora)|dumps|kaggle|openslr", re.IGNORECASE)
_TASK = simple(
    r"\b(?:prediction|classification|summari[sz]ation|generation|translation|tagging|recognition|detection|stemming|unsupervised|supervised)\b",
    re.IGNORECASE,
)
"""The name of a task, which a list may tell with the data it is learned from."""
_ON = pattern(r"\s+(?:on|from|with)\s*$")
SPLIT = pattern(r" \(?(?:train(?:ing)?|fine-?tuning)(?: (?:set|split|part))?\)?$", re.IGNORECASE, before=r"\w")
"""A part that a row names behind its dataset: `NestText Train`."""
_NOT_DATA = pattern(
    r"^(?:\W*(?:the|this|a|an|my|our)\s)?(?:.*\b)?(?:code|repo|repository|scripts?|notebook|paper|blog|post|article|website|library|framework|tokeni[sz]er|converter|vectors|model|"
    r"checkpoint|license|demo|space|wandb|report|tool|toolkit|here|link|page|config\w*|template)\W*$",
    re.IGNORECASE,
)


def names(sentence: Sentence, *, listed: bool = False) -> list[NamedDataset]:
    """What an item or a row names at its beginning; `listed`: it is known that it names a dataset."""
    text = sentence.text
    if sentence.kind == "table" and pattern(r"\W*v\d").match(text):
        return []  # a row of a change log tells of an older version
    if _MEASURED.search(text):
        return []
    found = _linked(sentence, listed=listed)
    if not found and not sentence.links:
        found = list(datasets.objects(sentence, 0, len(text), [], families=not listed))
        if not found and listed and (match := _ITEM.match(text)) is not None:
            name = _ONE_WITH_NOUN.sub("", match["name"].strip())
            if _is_name(name) and (" " in name or dataset_names.strong(name) or match["mark"] != ":"):
                begin = match.start("name")
                found.append(NamedDataset(name, None, None, begin, begin + len(name)))
        if not found and sentence.kind == "list":
            found = list(dataset_series.names(sentence, 0, len(text))) or _taken_from(sentence)
    return found


def _linked(sentence: Sentence, *, listed: bool) -> list[NamedDataset]:
    """The first link of an item, and all that lead to datasets of the Hub."""
    text = sentence.text
    found: list[NamedDataset] = []
    for link in sentence.links:
        if (found and link.dataset_id is None) or _is_aside(link, text, sentence.links):
            continue
        one = datasets.from_link(link, text + " dataset", expected=listed)
        if one is None:
            one = _expected(link) if listed else _called_data(link)
        if one is not None and not (one.id is None and "://" in link.label):
            found.append(one)
            continue
        if not found and "://" in link.label and link.start > 2:  # `Name: https://...`
            name = text[: link.start].strip(" :：-*|(")
            if dataset_names.acceptable(name) and name[:1].isupper() and link.url.startswith("http"):
                begin = text.find(name)
                found.append(NamedDataset(name, link.dataset_id, link.url, begin, begin + len(name)))
    return found


_JOINS = pattern(r"[\s`*\"“(]*$|.*(?:[,;&)|/、和]|\band|\bthe)[\s`*\"“]*$", re.IGNORECASE | re.DOTALL)


def joined_links(sentence: Sentence, start: int) -> list[NamedDataset]:
    """The links that a label's value begins with, and those joined to them: `Sources: [NestText](..), [Marsh](..)`."""
    found: list[NamedDataset] = []
    here = start
    for link in sentence.links:
        if link.start < start:
            continue
        if not (
            _JOINS.match(sentence.text[here : link.start])
            if found
            else not sentence.text[here : link.start].strip(' `*"“')
        ):
            break
        one = datasets.from_link(link, sentence.text + " dataset", expected=True) or _expected(link)
        if one is None or _SOURCE_FILE.search(link.url) or "://" in link.label or _NOT_DATA.match(link.label):
            break
        found.append(one)
        here = link.end
    return found


_NO_SOURCE = pattern(r"\bconver(?:ter|sion)\b|\b\w+2dep\b|lemmatizer\b", re.IGNORECASE)
"""What such a row links besides its data."""


def sources(sentence: Sentence) -> list[NamedDataset]:
    """The data that a row `Sources` links, each with its authors behind it: `[Marsh treebank](..) (Doe, Jane)`."""
    found: list[NamedDataset] = []
    for link in sentence.links:
        name = link.label.strip("`*_ ")
        fits = 3 <= len(name) <= 100 and "://" not in name and link.url.startswith("http")
        if fits and link.model_id is None and not _NO_SOURCE.search(name):
            name = _ONE_WITH_NOUN.sub("", name) if name.endswith("dataset") else name
            found.append(NamedDataset(name, link.dataset_id, link.url, link.start, link.end))
    return found


def with_row_id(row: Sentence, ones: list[NamedDataset]) -> list[NamedDataset]:
    """The name in a cell with the id that another cell of its row links."""
    linked = [datasets.from_link(link, row.text) for link in row.links if link.dataset_id is not None]
    ids = {one.id: one.url for one in linked if one is not None and one.id is not None}
    if len(ones) != 1 or len(ids) != 1 or ones[0].id is not None or ones[0].url is not None:
        return ones
    identity, url = next(iter(ids.items()))
    return [replace(ones[0], id=identity, url=url)]


def _is_aside(link: Link, text: str, links: tuple[Link, ...]) -> bool:
    """Whether a link leads to code, or names the task that is learned from the dataset of the next link."""
    if link.dataset_id is not None:
        return False
    if _SOURCE_FILE.search(link.url):
        return True
    follows = next((other for other in links if other.start > link.start), None)
    return bool(_TASK.search(link.label)) and (follows is None or bool(_ON.search(text[link.end : follows.start])))


def _expected(link: Link) -> NamedDataset | None:
    """A link at the place of a dataset's name: to a repository, or in small letters to an address of data."""
    label = link.label.strip("`*_\"' ")
    called = _called_data(link)
    if called is not None:
        return called
    if link.model_id is not None or not link.url.startswith("http") or _NOT_DATA.match(label) or len(label) > 60:
        return None
    words = label.split()
    repository = "github.com" in link.url and (dataset_names.acceptable(label) and not _TASK.search(label))
    small = (
        1 < len(words) <= 4
        and _DATA_ADDRESS.search(link.url) is not None
        and not all(dataset_names.is_word(word) for word in words)
        and words[0].lower() not in ("a", "an", "the", "this", "these", "our", "my")
        and not _TASK.search(label)
    )
    return NamedDataset(label, link.dataset_id, link.url, link.start, link.end) if repository or small else None


def _called_data(link: Link) -> NamedDataset | None:
    """A link whose words say that it is a dataset, though it leads to a model made from it."""
    label = link.label.strip("`*_\"' ")
    if link.model_id is None or not _ONE_WITH_NOUN.search(label):
        return None
    name = _ONE_WITH_NOUN.sub("", label)
    return NamedDataset(name, None, None, link.start, link.end) if dataset_names.acceptable(name) else None


def _taken_from(sentence: Sentence) -> list[NamedDataset]:
    """The names after an amount: `400M text-image pairs from NestPairs-2`."""
    match = _OF_PARTS.search(sentence.text, 0, _NEAR)
    if match is None:
        return []
    found = list(datasets.objects(sentence, match.end(), len(sentence.text), []))
    if not found and _AMOUNT.match(sentence.text):
        found = [one for one in datasets.within(sentence, match.end(), len(sentence.text)) if one.start == match.end()]
    return found


_AMOUNT = pattern(r"\W*[~≈]?\d[\d.,]*[kKmMbB]?\s")


def _is_name(name: str) -> bool:
    """Whether every word is written as part of a name."""
    words = name.split()
    return (
        dataset_names.acceptable(name)
        and not dataset_names.is_placeholder(name)
        and all(word[0].isupper() or word[0].isdigit() or word in ("of", "and", "the", "for", "&") for word in words)
    )
