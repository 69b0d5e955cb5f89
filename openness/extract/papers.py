"""Papers about this model: labelled links, `introduced in ...`, and the entry its citation section asks to cite."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openness.extract import _names, _parts, _repo
from openness.extract._draft import Draft, Evidence
from openness.extract._markup import Link, arxiv_id
from openness.extract._vocabulary import Hit

_PAPER_URL = re.compile(
    r"openreview\.net/|aclanthology\.org/|aclweb\.org/anthology|doi\.org/|\.pdf(?:$|[?#])|proceedings|papers?\b|report|"
    r"dl\.acm\.org|ieeexplore|nature\.com|sciencedirect|springer|biorxiv|medrxiv|aka\.ms/|publications?/",
    re.IGNORECASE,
)
_NOT_PAPER = re.compile(r"github\.com|huggingface\.co/(?!papers)|hf\.co|youtube|twitter|x\.com|medium\.com|wandb|colab|\.(?:png|svg|jpe?g)\b", re.IGNORECASE)
_LABEL = re.compile(r"paper|report|arxiv|publication|preprint|论文|技术报告", re.IGNORECASE)
_ENTRY = re.compile(r"@(?P<kind>\w+)\s*\{\s*(?P<key>[^,\s]*)\s*,", re.IGNORECASE)
_ID = re.compile(r"(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?![\d])")
_URL = re.compile(r"\b(?:url|howpublished|link)\s*=\s*[\"{\\a-z]*?(https?://[^\s\"{},]+)", re.IGNORECASE)
_TITLE = re.compile(r"\btitle\s*=\s*[\"{]+(?P<title>[^\n}\"]+)", re.IGNORECASE)
_PEER = re.compile(r"openreview|aclanthology|aclweb|ieee|acm\.org|nature\.com|springer|proceedings", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    ref: str
    evidence: Evidence
    rank: int
    label: str


def read(draft: Draft) -> None:
    """Read the papers about this model."""
    found = [one for hit in draft.hits("documentation.papers") for one in _linked(draft, hit)]
    if not found:
        found = _cited(draft)
    seen: set[str] = set()
    for one in found:
        if one.ref in seen:
            continue
        seen.add(one.ref)
        draft.add("documentation.papers", {"ref": one.ref, "kind": _kind(one)}, one.evidence)


def _kind(found: _Found) -> str:
    if "report" in found.label.lower():
        return "report"
    if re.fullmatch(r"\d{4}\.\d{4,5}", found.ref):
        return "preprint"
    return "peer-reviewed" if _PEER.search(found.ref) else "unknown"


def _linked(draft: Draft, hit: Hit) -> list[_Found]:
    sentence = hit.sentence
    if hit.value == "citation":
        return []
    start, end = hit.match.span()
    found = []
    for link in sentence.links:
        if hit.value == "label" and link.end < start:
            continue
        if hit.value == "introduced" and not start <= link.start <= end + 60:
            continue
        if hit.value == "link" and not (link.start <= end and start <= link.end):
            continue
        ref = _reference(link, labelled=hit.value == "label")
        if ref is None:
            continue
        if hit.value == "link" and not _LABEL.search(link.label):
            continue
        found.append(_Found(ref, draft.at_text(*sentence.clean.span(link.start, link.end)), 1, link.label))
        if hit.value != "label":
            break
    return found


def _reference(link: Link, *, labelled: bool) -> str | None:
    identity = arxiv_id(link.url)
    if identity:
        return identity
    url = link.url.split("#")[0]
    if not url.startswith("http") or _NOT_PAPER.search(url):
        return None
    if labelled or _PAPER_URL.search(url) or _LABEL.search(link.label):
        return re.sub(r"[?&]utm_.*$", "", url)
    return None


def _cited(draft: Draft) -> list[_Found]:
    """The first entry of the citation section, or the one that names this model."""
    hits = [hit for hit in draft.hits("documentation.papers") if hit.value == "citation"]
    if not hits:
        return []
    raw = draft.card.body.text
    end = min(draft.text.appended_from, len(raw))
    entries = []
    for match in _ENTRY.finditer(raw, hits[0].start, end):
        stop = raw.find("\n}", match.end())
        following = _ENTRY.search(raw, match.end(), end)
        stop = min(x for x in (stop if stop > 0 else end, following.start() if following else end, end))
        entries.append((match.start(), stop))
    for begin, stop in entries:
        identity = _ID.search(raw, begin, stop)
        if identity:
            return [_Found(identity[1], draft.at_text(*identity.span(1)), 2, "")]
        url = _URL.search(raw, begin, stop)
        if url and not _NOT_PAPER.search(url[1]) and _PAPER_URL.search(url[1]):
            return [_Found(url[1], draft.at_text(*url.span(1)), 2, "")]
        break
    return []
