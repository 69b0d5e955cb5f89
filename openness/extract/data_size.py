"""How much training data there is: tokens, examples, hours, bytes, as a sentence, a row or a run's log says."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract.draft import Draft
from openness.naming import models
from openness.phrases.matcher import Hit
from openness.prose import parts

_FIGURES = ("size", "total", "adjective", "subset", "lead")
"""Groups of which one holds the figure."""
_FEW = pattern(
    r"^\D*\d{1,2}(?: ?[+])? ",
    re.IGNORECASE,
    not_after=r"(?:training |sample )?(?:images|photos|pictures)\b|hours|billion|million|trillion|thousand|[KMBTG]B?\b",
)
_HOURS = simple(r"\bhours?\b", re.IGNORECASE)
_TOOK = pattern(
    r"\b(?:for|took|takes|taking|in|within|after|runs?|lasted)\W+(?:about|around|over|approximately|roughly|~|a total of|\W)*$"
    r"|\b(?:gpu|tpu|[ahv]100|rtx)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
"""What stands before hours of training, not of speech."""
_LENGTH = pattern(r"^\D*\d{1,3}(?:,?\d{3})? tokens?$|^\D*\d{1,2}(?:\.\d)?k tokens?$", re.IGNORECASE)
"""A few thousand tokens are the length of a sequence."""
_SIDES = pattern(r"\d ?(?:px )?(?:by|x|×|\*) ?$|['’]$")
_SHARE = pattern(r"\w*(?: data)? ?\(\d+(?:\.\d+)? ?%\)")
_PART = simple(r"\bepochs?\b|\bsteps?\b", re.IGNORECASE)
_SIZED_NAME = pattern(r"[A-Za-z][A-Za-z0-9]*-\d+[km]?\Z", re.IGNORECASE)
"""The name of a dataset with its size in it (`ImageNet-1k`), which is no size."""
_OF_THE_MODEL = pattern(r"\d+(?:\.\d+)?B (?:on|for|with|from)\b")
"""The size of a model before what it was trained on ("Llama 2 7B on instructions")."""
_OF_BASE = simple(r"unpublished books", re.IGNORECASE)
"""A well-known part of the data of well-known bases."""
_LOGGED = simple(r"Num examples = (?P<size>\d[\d,]*)")
"""What a trainer prints when it begins."""


def read(draft: Draft) -> None:
    """Read the size of the training data; the figure of a well-known part stands only where there is no other."""
    bases = bool(draft.items("lineage.bases"))
    hits = [hit for hit in draft.hits("data.size") if not (bases and hit.sentence.kind == "quote")]  # of the base
    for hit in sorted(hits, key=lambda hit: "unpublished books" in hit.match.group()):
        said = next((hit.group(name) for name in _FIGURES if hit.group(name)), "")
        if (
            not said
            or parts.is_placeholder(said)
            or _FEW.match(said)
            or _SIZED_NAME.match(said.strip())
            or _OF_THE_MODEL.match(said.strip())
            or (bases and _OF_BASE.search(hit.match.group()))
            or not _is_of_data(draft, hit, said)
            or (hit.value == "named" and not _is_trained_on(draft, hit))
        ):
            continue
        if hit.value == "row":
            said = f"{said.strip()} {hit.group('unit') or 'examples'}"
        draft.put("data", "size", said.strip(), draft.at_hit(hit, *_FIGURES))
        return
    _counted(draft)
    _logged(draft)


_SPLIT = pattern(r"\W*(?:[\w.-]+ ){0,3}train(?:ing)?(?: set| split| data)?\W*", re.IGNORECASE)
_COUNT = pattern(r"~?(?:\d{2,3}(?:[,. ]\d{3})+|\d{3,9}|\d{1,4}(?:\.\d+)? ?[kKmM])\+?")
_ROWS = 6
"""Rows below a header in which the training split stands."""


def _counted(draft: Draft) -> None:
    """The training split's row in a table with a column of counts."""
    for hit in draft.hits("data.size_column"):
        column = next((n for n, cell in enumerate(hit.sentence.cells) if _holds(cell, hit)), None)
        if column is None:
            continue
        for row in draft.text.following(hit.sentence, _ROWS):
            cells = row.cells
            if row.kind != "table" or len(cells) <= column:
                continue
            if any(_SPLIT.fullmatch(cell) for cell in cells[:column]) and _COUNT.fullmatch(cells[column]):
                draft.put("data", "size", f"{cells[column]} {hit.group('unit').lower()}", draft.at_sentence(row))
                return


def _holds(cell: str, hit: Hit) -> bool:
    return hit.group("unit").lower() in cell.lower()


def _logged(draft: Draft) -> None:
    """The number of examples in a log of the run that stands in a code block."""
    raw = draft.card.body.text
    at = raw.find("Num examples = ", draft.card.body.start)
    match = _LOGGED.match(raw, at) if 0 <= at < draft.text.appended_from else None
    if match is not None and "Running Evaluation" not in raw[max(0, at - 200) : at]:
        draft.put("data", "size", f"{match['size']} examples", draft.at_text(*match.span()))


def _is_of_data(draft: Draft, hit: Hit, said: str) -> bool:
    """Whether a figure counts the training data: not hours of training, a sequence's length, a part, or others' figures."""
    text = hit.sentence.text
    at = text.find(said, hit.match.start())
    if _SIDES.search(text[: max(at, 0)]):
        return False  # `224 by 224 images`
    if "stage" in hit.sentence.key:
        return False  # the data of one stage among several
    if at >= 0 and _SHARE.match(text, at + len(said)):
        return False  # one part of a mixture
    if _HOURS.search(said) and _TOOK.search(text[: max(at, 0)]):
        return False
    return not (_LENGTH.match(said) or _PART.search(said) or _is_quoted(draft, hit))


def _is_trained_on(draft: Draft, hit: Hit) -> bool:
    """Whether a figure is told of a data set that the card names as training data; a version may follow its name."""
    said = models.comparable(hit.group("name").strip(" *_`[]"))
    known = (
        models.comparable(str(item.get("name") or item.get("id")).rsplit("/", 1)[-1])
        for item in draft.items("data.datasets")
    )
    return any(name and (said.endswith(name) or said.startswith(name)) for name in known)


def _is_quoted(draft: Draft, hit: Hit) -> bool:
    """Whether a sentence belongs to the abstract of a paper, which a card quotes under that word."""
    raw = draft.card.body.text
    start = max(raw.rfind("\n\n", 0, hit.sentence.start), raw.rfind("\n*", 0, hit.sentence.start), 0)
    before = raw[max(0, start - 40) : start].rstrip(" *_\n:")
    return (
        hit.sentence.title == "abstract"
        or before.lower().endswith("abstract")
        or bool(pattern(r"\W*abstract\b", re.IGNORECASE).match(raw[start : start + 20]))
    )
