"""What is said of the training data: disclosure, size, cut-off, treatment, personal data."""

from __future__ import annotations

import re

from openness._pattern import pattern
from openness.extract import subject_kind
from openness.extract.draft import Draft, Evidence
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.markup import arxiv_id

_NEAR = pattern(r"near[- ]|fuzzy|minhash|\blsh\b|semdedup|semantic|similar", re.IGNORECASE)
_EXACT = pattern(r"\bexact|hash|string[- ]level|md5|\bsha", re.IGNORECASE)
_NOT_DONE = pattern(
    r"\bnot?\b[^.;]{0,40}\bde-?dup|\bno (?:additional |further )?(?:measures|deduplication)|\bun-?dedup|\bwithout dedup",
    re.IGNORECASE,
)
_NAMED = pattern(r"[\w/]-de-?dup(?:ed|licated)?\b", re.IGNORECASE)
_VAGUE = pattern(
    r"(?:large|vast|huge|massive|significant|broad|diverse)(?: and diverse| amounts? of| quantit\w+ of| scale)?(?: of)? data(?:sets?)?\s*[.,]|unknown dataset|\bNone dataset"
    r"|more diverse training|\b\d+ ?[x×] ?\d+ ?(?:px|pixels?)? images",
    re.IGNORECASE,
)
_FEW = pattern(r"^\D*\d{1,2}(?: ?[+])? (?!hours|billion|million|trillion|thousand|[KMBTG]B?\b)", re.IGNORECASE)
_HOURS = pattern(r"\bhours?\b", re.IGNORECASE)
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
_PART = pattern(r"unpublished books$|\bepochs?\b|\bsteps?\b", re.IGNORECASE)
_NAMED_CLEAN = pattern(r"colossal,?[ -]*$", re.IGNORECASE)
_SAID_LIMIT = 300

_SIZED_NAME = pattern(r"[A-Za-z][A-Za-z0-9]*-\d+[km]?\Z", re.IGNORECASE)
"""The name of a dataset with its size in it (`ImageNet-1k`), which is no size."""
_OF_THE_MODEL = pattern(r"\d+(?:\.\d+)?B (?:on|for|with|from)\b")
"""The size of a model before what it was trained on ("Llama 2 7B on instructions")."""
_NO_YEAR = pattern(r"(?!19[89]\d|20[0-4]\d)\d+|204[1-9]")
"""A number that is no year of data, such as a length of context."""


def read(draft: Draft) -> None:
    """Read what the training data is; the datasets themselves are read before."""
    if foreign(draft):
        if draft.items("data.datasets"):
            _disclosure(draft)
        return
    _size(draft)
    for hit in draft.hits("data.cutoff"):
        said = hit.group("when") or hit.group("until") or hit.group("zh")
        if said and not _NO_YEAR.fullmatch(said.strip()):
            draft.put("data", "cutoff", said, draft.at_hit(hit))
    _deduplication(draft)
    for hit in draft.hits("data.filtering"):
        if (
            _NAMED_CLEAN.search(hit.sentence.text[: hit.match.start() + 1].rstrip(" ,"))
            or "olossal" in hit.match.group()
        ):
            continue  # the Colossal Clean Crawled Corpus is so called
        draft.put("data", "filtering", "stated", draft.at_hit(hit))
        break
    for field in ("crawling", "opt_out", "personal_data"):
        for hit in draft.hits(f"data.{field}")[:1]:
            draft.put("data", field, hit.sentence.text[:_SAID_LIMIT].strip(), draft.at_hit(hit))
    _disclosure(draft)


def foreign(draft: Draft) -> bool:
    """Whether somebody else's model was only quantized or converted: what its card says of training is not its own."""
    known = draft.cache.get("foreign")
    if known is None:
        converted = subject_kind.kind(draft).relation in ("quantized", "conversion")
        keyed = draft.card.front_matter.get("quantized_by") is not None
        known = draft.cache["foreign"] = converted and (keyed or bool(draft.hits("data.foreign")))
    return bool(known)


def _size(draft: Draft) -> None:
    for hit in draft.hits("data.size"):
        said = next(
            (hit.group(name) for name in ("size", "total", "adjective", "subset", "lead") if hit.group(name)), ""
        )
        if (
            not said
            or parts.is_placeholder(said)
            or _FEW.match(said)
            or _SIZED_NAME.match(said.strip())
            or _OF_THE_MODEL.match(said.strip())
            or not _is_of_data(draft, hit, said)
        ):
            continue
        if hit.value == "row":
            said = f"{said.strip()} {hit.group('unit') or 'examples'}"
        draft.put("data", "size", said.strip(), draft.at_hit(hit))
        return


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


def _is_quoted(draft: Draft, hit: Hit) -> bool:
    """Whether a sentence belongs to the abstract of a paper, which a card quotes under that word."""
    raw = draft.card.body.text
    start = max(raw.rfind("\n\n", 0, hit.sentence.start), raw.rfind("\n*", 0, hit.sentence.start), 0)
    before = raw[max(0, start - 40) : start].rstrip(" *_\n:")
    return (
        hit.sentence.title == "abstract"
        or before.lower().endswith("abstract")
        or bool(re.match(r"\W*abstract\b", raw[start : start + 20], re.IGNORECASE))
    )


def _deduplication(draft: Draft) -> None:
    """Whether it was done, and how; that it was not done outweighs what is told of another version of the data."""
    found: list[tuple[str, Hit]] = []
    for hit in draft.hits("data.deduplication"):
        text = hit.sentence.text
        start, end = hit.match.span()
        if "/" in text[max(0, start - 1) : end + 1] or _NAMED.search(text, max(0, start - 24), end):
            continue  # part of a name: `the-stack-dedup`
        if _NOT_DONE.search(text):
            found.insert(0, ("none", hit))
        elif _NEAR.search(text):
            found.append(("near", hit))
        elif _EXACT.search(text):
            found.append(("exact", hit))
        else:
            found.append(("unspecified", hit))
    if found:
        value, hit = found[0]
        draft.put("data", "deduplication", value, draft.at_hit(hit))


def _disclosure(draft: Draft) -> None:
    """How far the data is disclosed: the strongest level that holds for the main data."""
    hidden = draft.hits("data.undisclosed")
    for hit in draft.hits("data.reason")[:1]:
        if hidden:
            draft.put("data", "reason", hit.group("reason"), draft.at_hit(hit))
    items = draft.items("data.datasets")
    if items:
        # A paper tells of a dataset; it is no place to get it.
        linked = [item for item in items if item.get("id") or (item.get("url") and not arxiv_id(item["url"]))]
        declared = items[0].get("id") and items[0]["evidence"][0]["source"] == "front-matter"
        enough = 2 * len(linked) >= len(items) or declared  # what the field names is the main data
        evidence = (linked or items)[0]["evidence"][0]
        draft.put("data", "disclosure", "released" if enough else "listed", evidence)
        return
    if hidden:
        draft.put("data", "disclosure", "undisclosed", draft.at_hit(hidden[0]))
        return
    described = _described(draft)
    if described is not None:
        draft.put("data", "disclosure", "described", described)


def _described(draft: Draft) -> Evidence | None:
    if any(base["relation"] == "merge" for base in draft.items("lineage.bases")):
        return None  # what a merge tells of training, it tells of its parts
    for hit in draft.hits("data.described"):
        if not _VAGUE.search(hit.sentence.text):
            return draft.at_hit(hit)
    for hit in draft.hits("data.part"):
        first = parts.said_under(hit.sentence)
        if first is not None:
            return draft.at_sentence(first)
    for hit in draft.hits("data.label"):
        if _is_told(hit):
            return draft.at_hit(hit)
    for hit in draft.hits("data.size"):
        return draft.at_hit(hit)
    return None


def _is_told(hit: Hit) -> bool:
    return not parts.is_placeholder(hit.group("said"))
