"""The entries a card asks to cite (BibTeX, or one plain reference): which of them is about this model, and its address."""

from __future__ import annotations

import re
from dataclasses import replace

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.extract import about, subject_kind
from openness.extract.draft import Draft
from openness.naming import models

PAPER_URL = simple(
    r"openreview\.net/|aclanthology\.org/|aclweb\.org/anthology|doi\.org/|\.pdf(?:$|[?#])|proceedings|papers?\b|report|"
    r"dl\.acm\.org|ieeexplore|nature\.com|sciencedirect|springer|biorxiv|medrxiv|aka\.ms/|publications?/|"
    r"\bhal\.|hal-\d|id\.nii\.ac\.jp|jmlr\.org|mlr\.press|neurips\.cc|semanticscholar|ssrn\.|osf\.io|isca-(?:speech|archive)|"
    r"lrec-conf|thecvf|cambridge\.org|mdpi\.com|frontiersin|plos\.org|academic\.oup|wiley\.com|jamanetwork|eprint|ceur-ws",
    re.IGNORECASE,
)
NOT_PAPER = pattern(
    r"github\.com(?P<report_pdf>)|zenodo|huggingface\.co/(?P<papers>)|hf\.co|youtube|twitter|x\.com|medium\.com|wandb|colab|zhihu\.com|\.(?:png|svg|jpe?g)\b",
    re.IGNORECASE,
    not_after={"report_pdf": r"/\S*(?:paper|report)\S*\.pdf", "papers": r"papers"},
)
ENTRY = pattern(r"@(?P<kind>\w+)\s*\{\s*(?P<key>[^,\s]*)\s*,", re.IGNORECASE)
_ID = pattern(r"(\d{4}\.\d{4,5})(?:v\d+)?", not_before=r"[\d.]", not_after=r"[\d]")
_URL = pattern(r"\b(?:url|howpublished|link)\s*=\s*[\"{\\a-z]*?(https?://[^\s\"{},]+)", re.IGNORECASE)
_DOI = pattern(
    r"\bdoi\s*=\s*[\"{]+\s*(?:https?://(?:dx\.)?doi\.org/)?(10\.(?P<here>)\d{4,9}/[^\s\"{},]+)",
    re.IGNORECASE,
    not_after={"here": r"5281/|57967/"},
)
_TITLE = pattern(r"\btitle\s*=\s*[\"{]+(?P<title>[^\n\"]+)", re.IGNORECASE)
_AUTHOR = pattern(r"\bauthor\s*=\s*[\"{]+(?P<author>[^}\"=]+)", re.IGNORECASE)
_KINDS = frozenset(
    ["article", "misc", "inproceedings", "techreport", "online", "software", "report", "unpublished", "incollection", "proceedings", "book", "phdthesis", "mastersthesis", "conference", "preprint", "inbook"]
)  # fmt: skip
_MAKERS = pattern(
    r"^\W*(?:Llama|Code Llama|LLaMA|Mistral|Mixtral|Gemma|BERT|RoBERTa|GPT-\d|Language Models are|Exploring the Limits|High-Resolution Image Synthesis)"
)
_TOOLKIT = simple(
    r"ESPnet|Sentence-BERT: |SpeechBrain|Transformers: State|AdapterHub|FLAIR: An|UER: An|TencentPretrain|fairseq|Efficient Few-Shot Learning Without|TRL: |PEFT: |"
    r"MergeKit|PyTorch Image Models|Making Monolingual Sentence|Efficient Natural Language Response|In Defense of the Triplet|LoRA: Low-Rank|QLoRA: |Unsloth|LlamaFactory|Direct Preference Optimization",
    re.IGNORECASE,
)
"""Papers on the tools and losses that generated cards list."""
_CLOSING = pattern(r"\n\s*\}")
_NAMED = pattern(r"\W*\S*(?:[A-Z]\S*[A-Z]|\d)\S*(?: \S+)?:")
"""A title that begins with a system's name: `CraneNet: ..`."""
_RESOURCE = simple(r"data ?set|corpus|corpora|benchmark|\bpile\b", re.IGNORECASE)
_LINKED = pattern(
    r"\[[\"'“*_]*(?P<label>[^\[\]\n]{12,200})\]\(https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/(?P<id>\d{4}\.\d{4,5})",
    re.IGNORECASE,
)
_TITLE_LETTERS = 12
"""Letters of a title that tells a paper from others."""
_LEAST = 3
_SHARED = 2
"""Authors that two entries of one group have in common, where the first is not the same."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A BibTeX entry."""

    kind: str
    title: str
    authors: tuple[str, ...]
    ref: str
    """arXiv id, else an address; empty where it has neither."""
    start: int
    end: int

    @property
    def head(self) -> str:
        """The title up to its colon."""
        return simple(r"[:,]").split(self.title)[0]


def entries(draft: Draft) -> list[Entry]:
    """All entries of this model's own card, in order."""
    raw = draft.card.body.text
    start, end = draft.card.body.start, min(draft.text.appended_from, len(draft.card.body.text))
    if "@" not in raw[start:end]:
        return []
    found = [match for match in ENTRY.finditer(raw, start, end) if match["kind"].lower() in _KINDS]
    return [
        _entry(raw, match, found[number + 1].start() if number + 1 < len(found) else min(match.end() + 4000, end))
        for number, match in enumerate(found)
    ]


def _entry(raw: str, match: re.Match[str], stop: int) -> Entry:
    closing = _CLOSING.search(raw, match.end(), stop)
    stop = closing.start() if closing else stop
    named, by = _TITLE.search(raw, match.end(), stop), _AUTHOR.search(raw, match.end(), stop)
    title = simple(r"[{}\\]").sub("", named["title"]).strip(" ,") if named else ""
    authors = tuple(_surname(one) for one in pattern(r"\s+and\s+").split(by["author"])) if by else ()
    ref, span = "", match.span()
    identity = _ID.search(raw, match.end(), stop)
    url, doi = _URL.search(raw, match.end(), stop), _DOI.search(raw, match.end(), stop)
    if identity:
        ref, span = identity[1], identity.span(1)
    elif url and not NOT_PAPER.search(url[1]) and PAPER_URL.search(url[1]):
        ref, span = url[1], url.span(1)
    elif doi:
        ref, span = f"https://doi.org/{doi[1]}", doi.span(1)
    return Entry(match["kind"].lower(), title, authors, ref, *span)


def _surname(author: str) -> str:
    words = author.strip().strip("{}").casefold()
    return words.split(",")[0].strip() if "," in words else words.split()[-1] if words.split() else ""


def about_this(draft: Draft, *, known: bool, at_arxiv: bool) -> list[Entry]:
    """
    The entries about this model: those of its name, the first one, and others of the same authors.

    Where papers are `known` already from links, a first entry of another name adds none, unless it is the arXiv id
    of what is known by a page elsewhere.
    """
    chosen: list[Entry] = []
    earlier: list[Entry] = []
    skipped = 0
    # A model that was made from BERT bears its name; the paper is on BERT.
    derived = any(base["relation"] not in ("quantized", "conversion") for base in draft.items("lineage.bases"))
    cited = entries(draft)
    whole = any(models.comparable(entry.head) in about.own(draft) and not entry.ref for entry in cited)
    for number, entry in enumerate(cited):
        title = simple(r"[:,\s]").split(entry.title)[0]
        own = is_own(draft, entry.head, whole=whole) or is_own(draft, title, whole=whole)
        own = own and not (derived and _MAKERS.match(entry.title))
        if _of_data(draft, entry):
            skipped += 1
            continue
        if _TOOLKIT.search(entry.title) or (_MAKERS.match(entry.title) and not own):
            if number == 0 and "PyTorch Image Models" not in entry.title:
                return []
            skipped += 1
            continue
        if not (own or is_own(draft, title, any_version=True, whole=whole)) and of_others(draft, entry.head):
            continue
        if (
            own
            or (number == skipped and (not known or (not at_arxiv and "/" not in entry.ref)))
            or (chosen and _follows(chosen[0], entry))
        ):
            chosen.append(entry)
        elif is_own(draft, title, any_version=True, whole=whole):
            earlier.append(entry)
    found = [_with_arxiv(draft, entry) for entry in chosen]
    found = [entry for entry in found if entry.ref]
    return found or ([] if known else [entry for entry in earlier if entry.ref][:1])


def _with_arxiv(draft: Draft, entry: Entry) -> Entry:
    """The entry with the arXiv id of a link that stands under its title, where the entry itself gives none."""
    title = _letters(entry.title)
    if simple(r"\d{4}\.\d{4,5}").fullmatch(entry.ref) or len(title) < _TITLE_LETTERS:
        return entry
    for match in _LINKED.finditer(draft.card.body.text, draft.card.body.start):
        if _letters(match["label"]).startswith(title) or title.startswith(_letters(match["label"])):
            return replace(entry, ref=match["id"], start=match.start("id"), end=match.end("id"))
    return entry


def _of_data(draft: Draft, entry: Entry) -> bool:
    """Whether an entry stands in a section on the training data, or below the word for it."""
    section = draft.card.body.section_at(entry.start)
    if section is not None and _DATA_TITLE.search(section.title) is not None:
        return True
    raw = draft.card.body.text
    opened = max(
        (match.start() for match in ENTRY.finditer(raw, max(0, entry.start - _WHOLE), entry.start)), default=-1
    )
    return opened >= 0 and _DATA_LABEL.search(raw[max(0, opened - _LABELLED) : opened]) is not None


_DATA_TITLE = pattern(r"\bdata ?sets?\b|\b(?:training|pre-?training|fine-?tuning) (?:data|corpus)\b", re.IGNORECASE)


_DATA_LABEL = pattern(r"(?:^|\n)\W*data ?sets?(?: citation| paper)?\W*:\W*(?:```\w*)?\s*$", re.IGNORECASE)
_WHOLE = 2000
"""Characters of an entry before its address."""
_LABELLED = 60
"""Characters before an entry in which its label stands."""


def _letters(words: str) -> str:
    return simple(r"[^a-z0-9]+").sub("", words.casefold())


def _follows(first: Entry, entry: Entry) -> bool:
    """Whether an entry is a further paper of the same authors, and on no other system or data set."""
    if _NAMED.match(entry.title) or _RESOURCE.search(entry.title):
        return False
    return _of_one_group(first, entry)


def _of_one_group(one: Entry, other: Entry) -> bool:
    if not one.authors or not other.authors:
        return False
    return one.authors[0] == other.authors[0] or len(set(one.authors) & set(other.authors)) >= _SHARED


def is_own(draft: Draft, label: str, *, any_version: bool = False, whole: bool = False) -> bool:
    """Whether a label names this model or its family, in this version; `whole`: the beginning of a name is not enough."""
    name = models.comparable(label)
    if len(name) < _LEAST:
        return False
    for own in subject_kind.own_names(draft):
        words = BEFORE_DETAIL.split(own)[0]
        known = models.comparable(words)
        if len(known) >= _LEAST and (
            name.startswith(known)
            or (not whole and known.startswith(name) and (any_version or not _later(words, name)))
        ):
            return True
    return False


def _later(own: str, name: str) -> bool:
    """Whether a name goes on with a version: `Heron2` is not the model of the paper on `Heron`."""
    at = count = 0
    tail = own.rsplit("/", maxsplit=1)[-1]
    while at < len(tail) and count < len(name):
        count += tail[at].isalnum()
        at += 1
    return pattern(r"\.?\d{1,2}", not_after=r"\w").match(tail[at:]) is not None


BEFORE_DETAIL = simple(r"\s(?:based on|with|for|using|fine-?tuned|trained|on|model)\b|[:(|]|\s[-–—]\s", re.IGNORECASE)


def of_others(draft: Draft, head: str) -> bool:
    """Whether a title begins with the name of the model's base."""
    name = models.comparable(head)
    if len(name) < _TELLING:
        return False
    bases = {models.comparable(base["model"]) for base in draft.items("lineage.bases")}
    return any(len(base) >= _TELLING and (base.startswith(name) or name.startswith(base)) for base in bases)


_TELLING = 4
"""Characters of a name that tells something."""
