"""Which datasets a series behind the word `datasets` names: `on instruction datasets (NestText, Marsh-2 and Reeds)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.naming import dataset_names
from openness.naming.datasets import NamedDataset
from openness.prose.sentences import Sentence

_OPENER = pattern(
    r"(?:\b(?:data ?sets?|corpora|corpus|sources|data)\b(?: used)?|数据集?|语料|来源)\s*(?:\(|[:：]|[-–—] |,? ?(?:including|includes?|namely|such as|from|like|based on|built from)\b:?|包括[:：]?|（)\s*"
    r"(?:(?:e\.g\.|i\.e\.|for example|such as|including|namely),? ?)?",
    re.IGNORECASE,
)
_NAME = pattern(
    r"(?:the )?[\"“'`*]*(?P<name>[A-Za-z\d][\w+.'’/-]*(?: (?:[A-Z\d(][\w+.'’/)-]*|v\d[\d.]*)){0,5}"
    r"(?: (?:[a-z]+ )?(?:collection|archive))?)[\"”'`*]*"
)
_JOIN = pattern(r"\s*(?:\\?\[\d+\\?\])?\s*(?:, ?and (?:the )?|,|，|、| and (?:the )?| & |;|和|以及|与)\s*")
_LEAST = 3
"""Names of a series; two may be anything joined by a word."""
_SURE = 2
"""Names of a series that are known, or spelled as names only are."""


def names(sentence: Sentence, start: int, end: int) -> Iterator[NamedDataset]:
    """The names of each series in a stretch of a sentence, links left out."""
    for opener in _OPENER.finditer(sentence.text, start, end):
        found = list(_series(sentence, opener.end(), len(sentence.text)))
        sure = sum(_is_sure(one.name) for one in found)
        if len(found) >= _LEAST and sure >= _SURE:
            yield from (one for one in found if _fits(one.name) or (sure > _SURE and _capitalised(one.name)))


def at(sentence: Sentence, start: int) -> list[NamedDataset]:
    """A series that begins at a place, such as behind `trained on`: two known names vouch for those beside them."""
    found = list(_series(sentence, start, len(sentence.text)))
    known = sum(dataset_names.is_known(one.name) for one in found)
    if len(found) < _LEAST or known < _SURE or not all(_fits(one.name) for one in found):
        return []
    return found


_COLLECTION = pattern(r"\b(?:collection|archive|corpus)$", re.IGNORECASE)


def _is_sure(name: str) -> bool:
    return (
        dataset_names.is_known(name) or dataset_names.strong(name) or (" " in name and bool(_COLLECTION.search(name)))
    )


def _series(sentence: Sentence, start: int, end: int) -> Iterator[NamedDataset]:
    """What is joined by commas from a place on, whether each is a name or not."""
    here = start
    while (match := _NAME.match(sentence.text, here, end)) is not None:
        begin = match.start("name")
        name = match["name"].rstrip(".'’")
        if name.count("(") != name.count(")"):
            name = name.partition(" (")[0].rstrip(")")
        last = begin + len(name)
        if sentence.clean.link_at(begin, last) is None:
            yield NamedDataset(name, None, None, begin, last)
        join = _JOIN.match(sentence.text, max(last, match.end() if name == match["name"] else last), end)
        if join is None:
            return
        here = join.end()


def _capitalised(name: str) -> bool:
    """Whether a single word is written as a name: `Books` among three names that are sure."""
    return name.isalpha() and name.istitle() and len(name) > _LEAST and not dataset_names.is_placeholder(name)


def _fits(name: str) -> bool:
    first = name.split(maxsplit=1)[0]
    cased = first[0].isupper() or first[0].isdigit() or dataset_names.strong(name) or dataset_names.is_known(name)
    return cased and dataset_names.acceptable(name) and not dataset_names.is_placeholder(name)
