"""What is said of the training data: disclosure, size, cut-off, treatment, personal data."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import data_size, subject_kind
from openness.extract.draft import Draft, Evidence
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.markup import Link, arxiv_id

_NEAR = simple(r"near[- ]|fuzzy|minhash|\blsh\b|semdedup|semantic|similar", re.IGNORECASE)
_EXACT = simple(r"\bexact|hash|string[- ]level|md5|\bsha", re.IGNORECASE)
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
_WISHED = pattern(
    r"^\W*\[ \]|\bwould (?:\w+ )?(?:produce|improve|help|yield|lead|be)\b|\bone could\b|\bif you (?:need|want|wish)\b|\bpossibility is\b",
    re.IGNORECASE,
)
"""What could be done with the data, and was not: an open item, a wish, advice."""
_REFERENCE = pattern(r"\((?:19|20)\d\d\)[.,:]|\barxiv preprint\b", re.IGNORECASE)
"""Before a title in a list of literature."""
_NAMED_CLEAN = pattern(r"colossal,?[ -]*$", re.IGNORECASE)
_SAID_LIMIT = 300

_NO_YEAR = pattern(r"204[1-9]|(?P<number>)\d+", not_after={"number": r"19[89]\d|20[0-4]\d"})
"""A number that is no year of data, such as a length of context."""


def read(draft: Draft) -> None:
    """Read what the training data is; the datasets themselves are read before."""
    if foreign(draft):
        if draft.items("data.datasets"):
            _disclosure(draft)
        return
    data_size.read(draft)
    for hit in sorted(
        own(draft, draft.hits("data.cutoff")), key=lambda hit: hit.value == "dump"
    ):  # a part's date comes last
        said = hit.group("when") or hit.group("until") or hit.group("zh")
        if said and not _NO_YEAR.fullmatch(said.strip()):
            draft.put("data", "cutoff", said, draft.at_hit(hit))
    _deduplication(draft)
    for hit in own(draft, draft.hits("data.filtering")):
        if (
            _WISHED.search(hit.sentence.text)
            or _REFERENCE.search(hit.sentence.text, 0, hit.match.start())
            or _NAMED_CLEAN.search(hit.sentence.text[: hit.match.start() + 1].rstrip(" ,"))
            or "olossal" in hit.match.group()
        ):
            continue  # the Colossal Clean Crawled Corpus is so called
        draft.put("data", "filtering", "stated", draft.at_hit(hit))
        break
    for field in ("crawling", "opt_out", "personal_data"):
        for hit in draft.hits(f"data.{field}")[:1]:
            draft.put("data", field, hit.sentence.text[:_SAID_LIMIT].strip(), draft.at_hit(hit))
    _disclosure(draft)


def own(draft: Draft, hits: list[Hit]) -> list[Hit]:
    """Of what is said of data, this model's: a card that names a base and quotes a passage quotes what is told of the base."""
    if not draft.items("lineage.bases"):
        return hits
    return [hit for hit in hits if hit.sentence.kind != "quote"]


def foreign(draft: Draft) -> bool:
    """Whether somebody else's model was only quantized or converted: what its card says of training is not its own."""
    known = draft.cache.get("foreign")
    if known is None:
        converted = subject_kind.kind(draft).relation in ("quantized", "conversion")
        keyed = draft.card.front_matter.get("quantized_by") is not None
        known = draft.cache["foreign"] = converted and (keyed or bool(draft.hits("data.foreign")))
    return bool(known)


def _deduplication(draft: Draft) -> None:
    """Whether it was done, and how; that it was not done outweighs what is told of another version of the data."""
    found: list[tuple[str, Hit]] = []
    for hit in own(draft, draft.hits("data.deduplication")):
        text = hit.sentence.text
        start, end = hit.match.span()
        if _WISHED.search(text):
            continue
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
    if not items and hidden and (kind := _kind_told(draft, hidden[0])) is not None:
        draft.put("data", "disclosure", "described", kind)
        return
    if items:
        # A paper or a demonstration tells of a dataset; it is no place to get it.
        linked = [item for item in items if item.get("id") or _leads_to_data(item.get("url"))]
        declared = items[0].get("id") and items[0]["evidence"][0]["source"] == "front-matter"
        enough = 2 * len(linked) >= len(items) or declared  # what the field names is the main data
        evidence = (linked or items)[0]["evidence"][0]
        place = None if enough else _place(draft)
        draft.put("data", "disclosure", "released" if enough or place else "listed", place or evidence)
        return
    if hidden:
        draft.put("data", "disclosure", "undisclosed", draft.at_hit(hidden[0]))
        return
    place = _place(draft)
    if place is not None:
        draft.put("data", "disclosure", "released", place)
        return
    described = _described(draft)
    if described is not None:
        draft.put("data", "disclosure", "described", described)


_CONTENT = pattern(
    r"\b(?:data ?sets?|corpus|corpora|collection|publicly available|same data|语料|数据集)$", re.IGNORECASE
)
"""Words after which nothing is told of what the data holds."""


def _kind_told(draft: Draft, hidden: Hit) -> Evidence | None:
    """What shows the size or kind of data that itself is kept back."""
    if draft.has("data", "size"):
        return draft.evidence("data", "size")[0]
    for hit in draft.hits("data.described"):
        if not _VAGUE.search(hit.sentence.text) and not _CONTENT.search(hit.match.group()):
            return draft.at_hit(hit)
    for hit in draft.hits("data.part"):
        first = parts.said_under(hit.sentence)
        if first is not None and first.start != hidden.sentence.start:
            return draft.at_sentence(first)
    return None


_NO_PLACE = simple(
    r"/(?:papers?|blog|docs|spaces|wiki|transformers|model_doc|tasks)/|arxiv|doi\.org|aclanthology|\.pdf$|colab|medium\.com|twitter|/x\.com|wandb",
    re.IGNORECASE,
)


def _leads_to_data(url: str | None) -> bool:
    """Whether an address can be where a dataset lies."""
    return url is not None and bool(url) and not arxiv_id(url) and _PAPER_PAGE.search(url) is None


_PAPER_PAGE = pattern(
    r"doi\.org/10\.(?P<archive>)|aclanthology\.org/|aclweb\.org/anthology|huggingface\.co/spaces/|\.pdf$",
    re.IGNORECASE,
    not_after={"archive": "5281/"},
)
"""Pages that tell of data or show what was made of it."""
_NEAR_LINK = 30
"""Characters between what is said of the data and the address at which it lies."""


def _place(draft: Draft) -> Evidence | None:
    """Where the data lies, told by an address without a name: `the data can be downloaded here`."""
    if any(base["relation"] == "merge" for base in draft.items("lineage.bases")):
        return None
    for hit in draft.hits("data.linked"):
        text = hit.sentence.text
        if hit.value == "label":
            if any(_is_labelled(hit, link) for link in hit.sentence.links):
                return draft.at_hit(hit)
            continue
        if _MEASURED.search(text):
            continue
        for link in hit.sentence.links:
            near = hit.match.start() <= link.start <= hit.match.end() + _NEAR_LINK
            if near and link.model_id is None and link.url.startswith("http") and not _is_elsewhere(link):
                return draft.at_hit(hit)
    return None


_LABEL = pattern(
    r"\W*(?:the )?(?:pre-?|fine-?|instruction[- ])?(?:training|tuning) (?:data(?: ?sets?)?|corpus|set)\W*",
    re.IGNORECASE,
)


def _is_labelled(hit: Hit, link: Link) -> bool:
    """Whether a link is called the training data, or stands in a row of sources."""
    if not link.url.startswith("http") or _NO_PLACE.search(link.url) or link.model_id is not None:
        return False
    return _LABEL.fullmatch(link.label) is not None or (hit.sentence.kind == "table" and "|" in hit.match.group())


def _is_elsewhere(link: Link) -> bool:
    """Whether a link leads to words about the data, to code, or to another thing that is no data."""
    if _NO_PLACE.search(link.url) or (_TOOL.search(link.label) and not _NAMES_DATA.search(link.label)):
        return True
    return "github.com" in link.url and not _DATA_WORD.search(link.url + link.label)


_MEASURED = simple(r"evaluat|\btest|benchmark|validat|tokeniz|notebook", re.IGNORECASE)
_TOOL = simple(
    r"\b(?:script|code|paper|blog|library|framework|notebook|model|checkpoint|license|team|university|report)\b",
    re.IGNORECASE,
)
_NAMES_DATA = pattern(r"\b(?:data ?sets?|corpus|corpora|data)\W*$", re.IGNORECASE)
_DATA_WORD = simple(r"data|corp(?:us|ora)", re.IGNORECASE)


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
