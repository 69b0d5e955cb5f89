"""Papers about this model: labelled links, `introduced in ...`, and the entry its citation section asks to cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from openness._pattern import pattern
from openness.extract import subject_kind
from openness.extract.draft import Draft, Evidence
from openness.naming import models
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.markup import Link, arxiv_id

_PAPER_URL = pattern(
    r"openreview\.net/|aclanthology\.org/|aclweb\.org/anthology|doi\.org/|\.pdf(?:$|[?#])|proceedings|papers?\b|report|"
    r"dl\.acm\.org|ieeexplore|nature\.com|sciencedirect|springer|biorxiv|medrxiv|aka\.ms/|publications?/",
    re.IGNORECASE,
)
_NOT_PAPER = pattern(
    r"github\.com|zenodo|huggingface\.co/(?!papers)|hf\.co|youtube|twitter|x\.com|medium\.com|wandb|colab|\.(?:png|svg|jpe?g)\b",
    re.IGNORECASE,
)
_LABEL = pattern(r"paper|report|arxiv|publication|preprint|论文|技术报告", re.IGNORECASE)
_ENTRY = pattern(r"@(?P<kind>\w+)\s*\{\s*(?P<key>[^,\s]*)\s*,", re.IGNORECASE)
_ID = pattern(r"(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?![\d])")
_URL = pattern(r"\b(?:url|howpublished|link)\s*=\s*[\"{\\a-z]*?(https?://[^\s\"{},]+)", re.IGNORECASE)
_TITLE = pattern(r"\btitle\s*=\s*[\"{]+(?P<title>[^\n\"]+)", re.IGNORECASE)
_FOREIGN = pattern(
    r"^(?:the )?(?:original |this )?(?P<name>[A-Z][\w.-]*(?: [A-Z\d][\w.-]*)*) (?:paper|report)s?$|\b(?:paper|report)s? (?:about|of|on|for|from) "
)
_GENERIC = pattern(
    r"^(?:Research|Technical|Tech|Original|Associated|Official|Full|The|Our|ArXiv|Arxiv|arXiv|NeurIPS|ICML|ICLR|ACL|EMNLP|CVPR|Link|Read|White)\b",
    re.IGNORECASE,
)
_OTHERS = pattern(
    r"\b(?:which|that|who|toolkit|library|framework|tokenizer|dataset|architecture|method|technique|algorithm|loss|optimizer|objective)\W*(?:is|was|were|are|has been|as)?\W*(?:first |originally )?$",
    re.IGNORECASE,
)
_KINDS = frozenset(
    [
        "article",
        "misc",
        "inproceedings",
        "techreport",
        "online",
        "software",
        "report",
        "unpublished",
        "incollection",
        "proceedings",
        "book",
        "phdthesis",
        "mastersthesis",
        "conference",
        "preprint",
        "inbook",
    ]
)
_BEFORE_DETAIL = pattern(r"\s(?:based on|with|for|using|fine-?tuned|trained|on|model)\b|[:(|]|\s[-–—]\s", re.IGNORECASE)
_CREDITED = pattern(
    r"(?P<name>[A-Z][\w.-]+),? (?:first |originally )?(?:introduced|proposed|presented|described|released) (?:in|by) $"
)
_OF_BASE = pattern(
    r"(?P<name>\S+[\d_-]\S*?),? (?:(?:as|was|is|which|model) )*(?:first |originally )?(?:introduced|proposed|presented|described) (?:in|by) \S*$"
)
_LED_IN = pattern(r"(?:introduced|proposed|presented|described|released)?(?: in| by)?\s*(?:the |this |our )?(?:\w+ )?$")
_AUTHOR = pattern(r"\bauthor\s*=\s*[\"{]+(?P<author>[^\n}\",]+?)(?: and |[,}\"\n])")
_MAKERS = pattern(
    r"^\W*(?:Llama|Code Llama|LLaMA|Mistral|Mixtral|Gemma|BERT|RoBERTa|GPT-\d|Language Models are|Exploring the Limits|High-Resolution Image Synthesis)"
)
_TOOLKIT = pattern(
    r"ESPnet|Sentence-BERT: |SpeechBrain|Transformers: State|AdapterHub|FLAIR: An|UER: An|TencentPretrain|fairseq|Efficient Few-Shot Learning Without|TRL: |PEFT: ",
    re.IGNORECASE,
)
_CLOSING = pattern(r"\n\s*\}")
_OURS = pattern(
    r"(?:our|this) (?:\w+ )?(?:paper|publication|article|preprint|report)[\s\"'“”‘’*:,(\[]*$", re.IGNORECASE
)
_INTRODUCED_REACH = 260
_OF_DATASET = pattern(r"\W{0,3}(?:and )?(?:data ?sets?|corpus|data)\W", re.IGNORECASE)
_PEER = pattern(r"openreview|aclanthology|aclweb|ieee|acm\.org|nature\.com|springer|proceedings", re.IGNORECASE)


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
    """The links a hit gives as papers."""
    sentence = hit.sentence
    found = [
        _Found(ref, draft.at_text(*sentence.clean.span(link.start, max(link.end, link.start + 1))), link.label)
        for link, ref in _candidates(draft, hit)
    ]
    if hit.value == "heading":
        found = _below_heading(draft, hit)
    return found


def _candidates(draft: Draft, hit: Hit) -> Iterator[tuple[Link, str]]:
    sentence = hit.sentence
    start, end = hit.match.span()
    if hit.value == "introduced" and _OTHERS.search(sentence.text[:start]):
        return
    for link in sentence.links:
        label = link.label.strip("\"'“”*` ")
        own = _is_own(draft, label)
        if hit.value == "label":
            chosen = link.end >= start
        elif hit.value == "introduced":
            chosen = start <= link.start <= end + _INTRODUCED_REACH and (_titled(label) or own)
        elif hit.value == "self":
            chosen = own and arxiv_id(link.url) is not None and not _of_base(draft, label)
        elif hit.value == "link":
            chosen = link.start <= end + 1 and start <= link.end + 1 and bool(_LABEL.search(label))
            chosen = chosen or (_titled(label) and _OURS.match(sentence.text, start, link.start) is not None)
        else:
            return
        if not chosen or _is_foreign(draft, label):
            continue
        if hit.value in ("introduced", "link") and _is_aside(draft, sentence.text[: link.start], label):
            continue
        if hit.value == "link" and _OF_DATASET.match(sentence.text, link.end):
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
    credited = _CREDITED.search(before)
    if credited is not None and not _is_own(draft, credited["name"]) and credited["name"] not in ("It", "Model"):
        return True
    base = _OF_BASE.search(before)
    if base is not None:
        named = models.comparable(base["name"])
        if any(models.comparable(one["model"]) == named for one in draft.items("lineage.bases")):
            return True
    return bool(_OTHERS.search(_LED_IN.sub("", before)))


def _titled(label: str) -> bool:
    """Whether a link's words are a title or point to a paper, rather than name some other model."""
    return len(label.split()) >= 4 or bool(_LABEL.search(label)) or label.lower() in ("here", "this", "link")  # fmt: skip


def _is_own(draft: Draft, label: str) -> bool:
    """Whether a label names this model or its family."""
    name = models.comparable(label)
    owns = (models.comparable(_BEFORE_DETAIL.split(own)[0]) for own in subject_kind.own_names(draft))
    return len(name) >= 3 and any(len(own) >= 3 and (own.startswith(name) or name.startswith(own)) for own in owns)


def _of_base(draft: Draft, label: str) -> bool:
    """Whether a label names the family of a model that this one was made from, and nothing asks to cite its paper."""
    name = models.comparable(label)
    return _ENTRY.search(draft.card.body.text) is None and any(
        models.comparable(base["model"]).startswith(name) for base in draft.items("lineage.bases")
    )


def _is_foreign(draft: Draft, label: str) -> bool:
    """Whether a label names the paper of something else: `BERT paper`."""
    match = _FOREIGN.search(label)
    if match is None:
        return False
    name = match["name"]
    return not name or not (_GENERIC.match(name) or _is_own(draft, name))


def _below_heading(draft: Draft, hit: Hit) -> list[_Found]:
    section = hit.sentence.section
    for sentence in parts.under(draft.text, section) if section else ():
        for link in sentence.links:
            ref = _reference(link, labelled=True)
            if ref is not None:
                return [_Found(ref, draft.at_text(*sentence.clean.span(link.start, link.end)), link.label)]
    return []


def _reference(link: Link, *, labelled: bool) -> str | None:
    identity = arxiv_id(link.url)
    if identity:
        return identity
    url = link.url.split("#")[0]
    if not url.startswith("http") or _NOT_PAPER.search(url):
        return None
    if labelled or _PAPER_URL.search(url) or _LABEL.search(link.label):
        return re.sub(r"[?&](?:utm_|via(?:=|%3D)).*$", "", url)
    return None


def _cited(draft: Draft) -> list[_Found]:
    """The paper that the card asks to cite: its first entry, or a later one of the same authors or name."""
    raw = draft.card.body.text
    start, end = draft.card.body.start, min(draft.text.appended_from, len(draft.card.body.text))
    entries = [match for match in _ENTRY.finditer(raw, start, end) if match["kind"].lower() in _KINDS]
    author = ""
    for number, match in enumerate(entries):
        stop = entries[number + 1].start() if number + 1 < len(entries) else min(match.end() + 4000, end)
        closing = _CLOSING.search(raw, match.end(), stop)
        stop = closing.start() if closing else stop
        named = _TITLE.search(raw, match.end(), stop)
        title = re.sub(r"[{}\\]", "", named["title"]).strip() if named else ""
        by = _AUTHOR.search(raw, match.end(), stop)
        first = by["author"].casefold() if by else ""
        if number and not (_is_own(draft, re.split(r"[:,\s]", title)[0]) or (first and first == author)):
            return []
        author = author or first
        head = re.split(r"[:,]", title)[0]
        if _TOOLKIT.search(title) or (_MAKERS.match(title) and not _is_own(draft, head)):
            return []
        identity = _ID.search(raw, match.end(), stop)
        if identity:
            return [_Found(identity[1], draft.at_text(*identity.span(1)), "")]
        url = _URL.search(raw, match.end(), stop)
        if url and not _NOT_PAPER.search(url[1]) and _PAPER_URL.search(url[1]):
            return [_Found(url[1], draft.at_text(*url.span(1)), "")]
        if match["kind"].lower() not in ("misc", "online"):
            return []
    return []
