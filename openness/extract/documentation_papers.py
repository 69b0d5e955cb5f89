"""Papers about this model: labelled links, `introduced in ...`, and the entry its citation section asks to cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.extract import documentation_citations, subject_kind
from openness.extract.draft import Draft, Evidence
from openness.naming import models
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.markup import Link, arxiv_id

_LABEL = simple(r"paper|report|arxiv|publication|pre-?print|论文|技术报告", re.IGNORECASE)
_FOREIGN = pattern(
    r"^(?:the )?(?:original |this )?(?P<name>[A-Z][\w.-]*(?: [A-Z\d][\w.-]*)*) (?:[Pp]aper|report)s?$|\b(?:paper|report)s? (?:about|of|on|for|from) "
)
_GENERIC = simple(
    r"^(?:Research|Technical|Tech|Original|Associated|Official|Full|The|Our|ArXiv|Arxiv|arXiv|NeurIPS|ICML|ICLR|ACL|EMNLP|CVPR|Link|Read|White|View|See|Download|Conference|Journal|HF|Hugging|Project|PDF|Published|Pre-?print|Access)\b",
    re.IGNORECASE,
)
_OTHERS = pattern(
    r"\b(?:which|that|who|toolkit|library|framework|tokenizer|dataset|architecture|method|technique|algorithm|loss|optimizer|objective)\W*(?:is|was|were|are|has been|as)?\W*(?:first |originally )?$",
    re.IGNORECASE,
)
_OF_RESOURCE = pattern(r"(?:an? )?(?:\w+ )?(?:data ?set|corpus|benchmark)\b", re.IGNORECASE)
_KIND = simple(r"(?:^| )(?:Technical|Tech|Research|White|Original|Full)$")
_CREDITED = pattern(
    r"(?P<name>[A-Z][\w.-]+),? (?:first |originally )?(?:introduced|proposed|presented|described|released) (?:in|by) $"
)
_OF_BASE = pattern(
    r"(?P<name>\S+[\d_-]\S*?),? (?:(?:as|was|is|which|model) )*(?:first |originally )?(?:introduced|proposed|presented|described) (?:in|by) \S*$"
)
_LED_IN = pattern(r"(?:introduced|proposed|presented|described|released)?(?: in| by)?\s*(?:the |this |our )?(?:\w+ )?$")
_OURS = pattern(
    r"(?:our|this) (?:\w+ )?(?:paper|publication|article|preprint|report)[\s\"'“”‘’*:,(\[]*$", re.IGNORECASE
)
_TITLE_WORDS = 4
_TITLE_SIGNS = 12
_BORROWED = pattern(
    r"\bsame\b[^.]{0,60}\bas\b|\b(?:hyper-?parameters?|configurations?|settings?|prompt|template|tokenizer|recommended)\b[^.]{0,40}\b(?:from|of|by)\b(?: the| original)* ?$",
    re.IGNORECASE,
)
"""What was taken over from a paper on something else."""
_BY = simple(r"\bet al\b|\(\d{4}\)", re.IGNORECASE)
_WRITTEN = pattern(r"(?P<name>[\w.-]+),? (?:by|from|of|\() ?$", re.IGNORECASE)
_TOP = 2
"""Headings above a badge at the head of a card."""
_INTRODUCED_REACH = 260
_OF_DATASET = pattern(r"\W{0,3}(?:and )?(?:data ?sets?|corpus|data)\W", re.IGNORECASE)
_ON_DATASET = pattern(
    r"\W*(?:the )?(?:[\w-]+ ){0,4}(?:data ?sets?|corpus|treebank)\b[^.]{0,60}[(,:|-]\W*$", re.IGNORECASE
)
"""An item that is about a data set and its links."""
_VISIT = pattern(r"[?&](?:utm_|via(?:=|%3D)).*$")
"""What an address says of the way to it."""
_PEER = simple(r"openreview|aclanthology|aclweb|ieee|acm\.org|nature\.com|springer|proceedings", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    ref: str
    evidence: Evidence
    label: str


def read(draft: Draft) -> None:
    """Read the papers about this model."""
    found = []
    for _, hits in groupby(draft.hits("documentation.papers"), key=lambda hit: hit.sentence.start):
        here = [one for hit in hits for one in _linked(draft, hit)]
        # Where one link leads to arXiv, the others are the same paper's other addresses.
        found += [one for one in here if "/" not in one.ref] or here
    at_arxiv = any("/" not in one.ref for one in found)
    found += [
        _Found(entry.ref, draft.at_text(entry.start, entry.end), "")
        for entry in documentation_citations.about_this(draft, known=bool(found), at_arxiv=at_arxiv)
    ]
    # Where one of them is on arXiv, pages elsewhere are the same papers' other addresses.
    found = [one for one in found if "/" not in one.ref] or found
    seen: set[str] = set()
    for one in found:
        if one.ref in seen:
            continue
        seen.add(one.ref)
        draft.add("documentation.papers", {"ref": one.ref, "kind": _kind(one)}, one.evidence)


def _kind(found: _Found) -> str:
    if "report" in found.label.lower():
        return "report"
    if simple(r"\d{4}\.\d{4,5}").fullmatch(found.ref):
        return "preprint"
    return "peer-reviewed" if _PEER.search(found.ref) else "unknown"


def _linked(draft: Draft, hit: Hit) -> list[_Found]:
    """The links a hit gives as papers."""
    sentence = hit.sentence
    found = [
        _Found(ref, draft.at_name(sentence.clean, link.start, max(link.end, link.start + 1)), link.label)
        for link, ref in _candidates(draft, hit)
    ]
    if hit.value == "heading":
        found = _below_heading(draft, hit)
    if hit.value == "citation" and sentence.kind == "heading":
        found = _plain_reference(draft, hit)
    return found


def _candidates(draft: Draft, hit: Hit) -> Iterator[tuple[Link, str]]:  # noqa: C901 - one branch a place of papers
    sentence = hit.sentence
    start, end = hit.match.span()
    if hit.value == "introduced" and _OTHERS.search(sentence.text[:start]):
        return
    for link in sentence.links:
        label = link.label.strip("\"'“”*` ")
        own = documentation_citations.is_own(draft, label)
        before = sentence.text[: link.start]
        if hit.value == "label":
            chosen = link.end >= start
        elif hit.value == "introduced":
            chosen = start <= link.start <= end + _INTRODUCED_REACH and (_titled(label) or own)
        elif hit.value == "self":
            written = _BY.search(label) is not None and _credits_own(draft, before)
            badge = not label and sentence.section is not None and len(sentence.section.parents) < _TOP
            chosen = (own or written or badge) and arxiv_id(link.url) is not None and not _of_base(draft, label)
        elif hit.value == "citation":
            chosen = _asks(hit) and link.start >= end and (_titled(label) or own)
        elif hit.value == "link":
            chosen = link.start <= end + 1 and start <= link.end + 1 and bool(_LABEL.search(label))
            chosen = chosen or (_titled(label) and _OURS.match(sentence.text, start, link.start) is not None)
        elif hit.value == "direct":
            chosen = end <= link.start <= end + 3 and len(label.split()) >= _TITLE_WORDS
        else:
            return
        if not chosen or _is_foreign(draft, label):
            continue
        if hit.value in ("introduced", "link") and (
            _is_aside(draft, before, label) or _of_other(draft, hit, before, label)
        ):
            continue
        if hit.value == "link" and (_OF_DATASET.match(sentence.text, link.end) or _ON_DATASET.match(before)):
            continue
        ref = _reference(link, labelled=hit.value == "label" and "resources" not in hit.match.group())
        if ref is not None:
            yield link, ref
            if hit.value in ("introduced", "link"):
                return


def _is_aside(draft: Draft, before: str, label: str) -> bool:
    """Whether a paper is credited to something else (`X, which is introduced in ..`), or a bare address stands alone."""
    if "://" in label and not _LABEL.search(before[-20:]):
        return True
    if _BORROWED.search(before) or (not documentation_citations.is_own(draft, label) and _heads_base(draft, label)):
        return True
    credited = _CREDITED.search(before)
    if (
        credited is not None
        and not documentation_citations.is_own(draft, credited["name"])
        and credited["name"] not in ("It", "Model")
    ):
        return True
    base = _OF_BASE.search(before)
    if base is not None:
        named = models.comparable(base["name"])
        if any(models.comparable(one["model"]) == named for one in draft.items("lineage.bases")):
            return True
    return bool(_OTHERS.search(_LED_IN.sub("", before)))


def _of_other(draft: Draft, hit: Hit, before: str, label: str) -> bool:
    """Whether a paper is told of as another work's: that of a method that was followed, or beside the card of the base."""
    if documentation_citations.is_own(draft, label):
        return False
    if _FOLLOWED.search(before):
        return True
    earlier = [link for link in hit.sentence.links if link.end <= len(before) and link.model_id is not None]
    beside = earlier and _CARD_AND.search(before, earlier[-1].end)
    return bool(beside) and any(
        models.same_model(base["model"], str(earlier[-1].model_id)) for base in draft.items("lineage.bases")
    )


_FOLLOWED = pattern(
    r"\b(?:we|was|were) (?:followed|adopted|follow|inspired by|motivated by)\b[^.;,]{0,40}$", re.IGNORECASE
)
_CARD_AND = pattern(r"^\W*model card\b[^.;]{0,20}\b(?:or|and|to)\b", re.IGNORECASE)
"""Behind a link to a model: `[Heron](..) model card or to the paper`."""


def _heads_base(draft: Draft, label: str) -> bool:
    return documentation_citations.of_others(draft, simple(r"[:,]| paper").split(label)[0])


def _heads_card(draft: Draft, name: str) -> bool:
    """Whether one of the card's first headings begins with a name."""
    words = models.comparable(name)
    titles = [models.comparable(section.title) for section in draft.card.body.sections[:4]]
    return any(title.removeprefix("modelcard").removeprefix("for").startswith(words) for title in titles)


def _asks(hit: Hit) -> bool:
    """Whether a sentence asks to cite something."""
    return hit.sentence.kind in ("prose", "list", "quote") and hit.match.group().lower() in ("cite", "citing", "引用")


def _credits_own(draft: Draft, before: str) -> bool:
    """`Heron by [Crane et al.]`."""
    credited = _WRITTEN.search(before)
    return credited is not None and documentation_citations.is_own(draft, credited["name"])


def _titled(label: str) -> bool:
    """Whether a link's words are a title or point to a paper, rather than name some other model."""
    return (
        len(label.split()) >= _TITLE_WORDS
        or bool(_LABEL.search(label))
        or label.lower() in ("here", "this", "link", "this article", "article")
    )


def _of_base(draft: Draft, label: str) -> bool:
    """Whether a label names the family of a model that this one was made from, and nothing asks to cite its paper."""
    name = models.comparable(label)
    return documentation_citations.ENTRY.search(draft.card.body.text) is None and any(
        models.comparable(base["model"]).startswith(name) for base in draft.items("lineage.bases")
    )


def _is_foreign(draft: Draft, label: str) -> bool:
    """Whether a label names the paper of something else: `BERT paper`."""
    if _OF_RESOURCE.match(label):
        return True
    match = _FOREIGN.search(label)
    if match is None or not subject_kind.own_names(draft):
        return match is not None and not match["name"]
    name = match["name"]
    if name is None:
        return True
    name = _KIND.sub("", name)
    return bool(name) and not (
        _heads_card(draft, name) or _GENERIC.match(name) or documentation_citations.is_own(draft, name)
    )


def _below_heading(draft: Draft, hit: Hit) -> list[_Found]:
    section = hit.sentence.section
    for sentence in parts.under(draft.text, section) if section else ():
        for link in sentence.links:
            ref = _reference(link, labelled=True)
            if ref is not None:
                return [_Found(ref, draft.at_name(sentence.clean, link.start, link.end), link.label)]
    return []


def _plain_reference(draft: Draft, hit: Hit) -> list[_Found]:
    """The one reference that stands in words below a heading on citing; of several, only those of the model's name."""
    section = hit.sentence.section
    found, own = [], []
    for sentence in parts.under(draft.text, section) if section else ():
        if sentence.section is not section or sentence.appended:
            break
        if "{" in sentence.text or "}" in sentence.text:
            continue  # an entry that stands outside of a code block
        for link in sentence.links:
            label = link.label.strip("\"'“”*` _")
            ref = _reference(link, labelled=False)
            if ref is None or _is_foreign(draft, label) or not (_is_title(label) or "://" in label):
                continue
            one = _Found(ref, draft.at_name(sentence.clean, link.start, link.end), "")
            found.append(one)
            if documentation_citations.is_own(draft, simple(r"[:,]").split(label)[0]):
                own.append(one)
    return own or (found if len({one.ref for one in found}) == 1 else [])


def _is_title(label: str) -> bool:
    """Whether words are enough for a title; Chinese and Japanese put no spaces between them."""
    return len(label.split()) >= _TITLE_WORDS or (len(label) >= _TITLE_SIGNS and not label.isascii())


def _reference(link: Link, *, labelled: bool) -> str | None:
    identity = arxiv_id(link.url)
    if identity:
        return identity
    url = link.url.split("#")[0]
    if not url.startswith("http") or documentation_citations.NOT_PAPER.search(url):
        return None
    if labelled or documentation_citations.PAPER_URL.search(url) or _LABEL.search(link.label):
        bare = _VISIT.sub("", url)
        return bare[:-4] if "aclanthology" in url and bare[-5:-4].isdigit() and bare.endswith(".pdf") else bare
    return None
