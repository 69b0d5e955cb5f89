"""What is said of the training data: disclosure, size, cut-off, treatment, generators, personal data."""

from __future__ import annotations

import re

from openness.extract import _parts, _repo
from openness.extract._draft import Draft, Evidence
from openness.extract._markup import arxiv_id
from openness.extract._vocabulary import Hit

_NEAR = re.compile(r"near[- ]|fuzzy|minhash|\blsh\b|semdedup|semantic|similar", re.IGNORECASE)
_EXACT = re.compile(r"\bexact|hash|string[- ]level|md5|\bsha", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"\bnot?\b[^.;]{0,40}\bde-?dup|\bno (?:additional |further )?(?:measures|deduplication)|\bun-?dedup|\bwithout dedup",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[\w/]-de-?dup(?:ed|licated)?\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?:large|vast|huge|massive|significant|broad|diverse)(?: and diverse| amounts? of| quantit\w+ of| scale)?(?: of)? data(?:sets?)?\s*[.,]|unknown dataset|\bNone dataset"
    r"|more diverse training",
    re.IGNORECASE,
)
_FEW = re.compile(r"^\D*\d{1,2}(?: ?[+])? (?!hours|billion|million|trillion|thousand|[KMBTG]B?\b)", re.IGNORECASE)
_SAID_LIMIT = 300
_OUTPUT_TERMS = re.compile(r"terms of use|privacy practices", re.IGNORECASE)


def read(draft: Draft) -> None:
    """Read what the training data is; the datasets themselves are read before."""
    if foreign(draft):
        if draft.items("data.datasets"):
            _disclosure(draft)
        return
    _size(draft)
    for hit in draft.hits("data.cutoff"):
        said = hit.group("when") or hit.group("until") or hit.group("zh")
        if said:
            draft.put("data", "cutoff", said, draft.at_hit(hit))
    _deduplication(draft)
    for hit in draft.hits("data.filtering"):
        draft.put("data", "filtering", "stated", draft.at_hit(hit))
        break
    _synthetic(draft)
    for field in ("crawling", "opt_out", "personal_data"):
        for hit in draft.hits(f"data.{field}")[:1]:
            draft.put("data", field, hit.sentence.text[:_SAID_LIMIT].strip(), draft.at_hit(hit))
    _disclosure(draft)


def foreign(draft: Draft) -> bool:
    """Whether somebody else's model was only quantized or converted: what its card says of training is not its own."""
    known = draft.cache.get("foreign")
    if known is None:
        converted = _repo.kind(draft).relation in ("quantized", "conversion")
        keyed = draft.card.front_matter.get("quantized_by") is not None
        known = draft.cache["foreign"] = converted and (keyed or bool(draft.hits("data.foreign")))
    return bool(known)


def _size(draft: Draft) -> None:
    for hit in draft.hits("data.size"):
        said = next(
            (hit.group(name) for name in ("size", "total", "adjective", "subset", "lead") if hit.group(name)), ""
        )
        if not said or _parts.is_placeholder(said) or _FEW.match(said):
            continue
        draft.put("data", "size", said.strip(), draft.at_hit(hit))
        return


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


def _synthetic(draft: Draft) -> None:
    named = draft.hits("data.generated_by")
    said = draft.hits("data.synthetic")
    whole = draft.hits("data.all_synthetic")
    seen: set[str] = set()
    for hit in named:
        if _OUTPUT_TERMS.search(hit.sentence.text):
            continue
        for group in ("model", "second", "inside", "also"):
            name = hit.group(group).strip(" .,")
            if name and name.lower() not in seen:
                seen.add(name.lower())
                draft.add("data.generators", {"model": name}, draft.at_hit(hit))
    if whole and (named or said or "generat" in whole[0].sentence.text):
        draft.put("data", "synthetic", "all", draft.at_hit(whole[0]))
    elif said or named:
        first = min(said[:1] + named[:1], key=lambda hit: hit.start)
        draft.put("data", "synthetic", "partial", draft.at_hit(first))


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
        enough = 2 * len(linked) >= len(items)
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
    for hit in draft.hits("data.described"):
        if not _VAGUE.search(hit.sentence.text):
            return draft.at_hit(hit)
    for hit in draft.hits("data.part"):
        first = _parts.said_under(draft, hit)
        if first is not None:
            return draft.at_sentence(first)
    for hit in draft.hits("data.label"):
        if _is_told(hit):
            return draft.at_hit(hit)
    for hit in draft.hits("data.size"):
        return draft.at_hit(hit)
    return None


def _is_told(hit: Hit) -> bool:
    return not _parts.is_placeholder(hit.group("said"))
