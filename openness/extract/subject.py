"""Which model the record is about: names and sizes as stated, what goes in and out, and whether a person wrote the card."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from openness import _input
from openness._pattern import pattern, simple
from openness.extract import subject_kind
from openness.extract.draft import Draft, Evidence
from openness.phrases.matcher import Hit, table
from openness.prose import title

_UNITS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
_ORDER = ("text", "image", "audio", "video", "code", "tabular", "graph", "3d", "other")
_NEEDED = pattern(r"more information (?:is )?needed", re.IGNORECASE)
# Headings of the Trainer's and Keras' cards, which a person may fill in.
_TEMPLATE = pattern(
    r"\W*(?:model description|intended uses? ?(?:&|and) limitations|training and evaluation data|training procedure"
    r"|training hyperparameters|training results|framework versions|evaluation results|model plot|training metrics"
    r"|uses|results|training|hyperparameters|preprocessing)?\W*$",
    re.IGNORECASE,
)
_OF_SEVERAL = pattern(
    r"\b(?:rang(?:e|ing)|from \d[\d.]*\s?[bm]?\b.{0,20}\bto)\b|\d[bm]\b ?(?:,|and|or|/|&) (?:\w+ )?\d[\d.]*\s?[bm]\b|\bseries|\bsizes\b"
    r"|\bfamily\b|\bvariants\b|\bless than\b|\bversus\b|\bcompared\b|\bthan\b|\bdraft\b",
    re.IGNORECASE,
)
"""A sentence about several sizes does not tell which is this model's."""
_ARCHITECTURE = pattern(
    r"transformer|diffusion|u-?net\b|resnet|\bvit\b|convn|\b[cr]nn\b|lstm|\bgru\b|mamba|\bmoe\b|mixture[- ]of[- ]experts?"
    r"|(?:en|de)coder|auto-?regressive|bert|gpt|llama|mi[sx]tral|\bm?t5\b|bart\b|electra|yolo|wav2vec|hubert|conformer"
    r"|whisper|qwen\d?\b|gemma|falcon|phi\d?\b|(?-i:[A-Z]\w+For[A-Z]\w+)|vits\b|tacotron|seq2seq|siamese|state[- ]space",
    re.IGNORECASE,
)
_NO_ARCHITECTURE = pattern(
    r"\w/\w|-\d+(?:\.\d+)?b\b|-v\d|\b(?:is|was|are|refer|see|takes|consists|trained|this|we|it|there)\b|[.;!?]\s",
    re.IGNORECASE,
)
_POINTER = simple(
    r"(?:see|please|refer|check|visit|the (?:authors|following|model)|this|n/?a|me\b|us\b)\b", re.IGNORECASE
)
_LONGEST = 80
"""Characters of the longest architecture: beyond that it is a sentence."""
_SHORT = 12
"""Words below which a card without code says nothing."""


def read(draft: Draft) -> None:
    """Read the section into the draft."""
    _identity(draft)
    _modalities(draft)
    _said(draft)
    _domain(draft)
    _stub(draft)


# --- identity ---------------------------------------------------------------------------------------------------


def _identity(draft: Draft) -> None:
    repo, matter = draft.card.repo, draft.card.front_matter
    if repo is not None and repo.id:
        draft.put("subject", "id", repo.id, draft.at_hub(repo.id))
        draft.put("subject", "name", repo.id.split("/")[-1], draft.at_hub(repo.id))
        if "/" in repo.id:
            draft.put("subject", "organization", repo.id.split("/")[0], draft.at_hub(repo.id))
        if repo.revision:
            draft.put("subject", "revision", repo.revision, draft.at_hub(f"revision: {repo.revision}"))
        if repo.created is not None:
            draft.put("subject", "released", repo.created.date(), draft.at_hub(f"created: {repo.created:%Y-%m-%d}"))
        if repo.parameters:
            draft.put("subject", "parameters", repo.parameters, draft.at_hub(f"parameters: {repo.parameters}"))
        _configuration(draft)
    index = matter.get("model-index")
    if isinstance(index, list) and index and isinstance(index[0], dict) and isinstance(index[0].get("name"), str):
        name = index[0]["name"].strip()
        if name:
            draft.put("subject", "name", name, draft.at_key("model-index", 0, "name"))
    if isinstance(matter.get("model_name"), str) and str(matter.get("model_name")).strip():
        draft.put("subject", "name", str(matter.get("model_name")).strip(), draft.at_key("model_name"))
    _heading(draft)


def _heading(draft: Draft) -> None:
    section = subject_kind.title_section(draft)
    if section is not None and len(section.title.split()) <= 8 and not draft.has("subject", "name"):
        start = draft.card.lines.starts[section.line - 1]
        heading = draft.text.at(start + 1)  # the section's own title has lost its underscores
        words = heading.text if heading is not None and heading.kind == "heading" else section.title
        name = title.name_in_title(words)
        if name and len(name) <= 100 and "{" not in name and "[" not in name:
            draft.put("subject", "name", name, draft.at_text(start, section.start, confidence="guess"))


def _configuration(draft: Draft) -> None:
    repo = draft.card.repo
    file = repo.file("config.json") if repo else None
    if file is None or not file.text:
        return
    try:
        values: Any = _input.load_json(file.text)
    except ValueError:
        return
    named = values.get("architectures") if isinstance(values, dict) else None
    if isinstance(named, list) and named and isinstance(named[0], str):
        evidence = {"source": "repo-file", "path": file.path, "quote": named[0][:160], "confidence": "certain"}
        draft.put("subject", "architecture", named[0], evidence)


# --- fields and prose -------------------------------------------------------------------------------------------


@cache
def _pipelines() -> dict[str, tuple[str, ...]]:
    return {name: tuple(row["modalities"]) for row in table("pipelines") for name in row["names"]}


@cache
def _domains() -> frozenset[str]:
    return frozenset(name for row in table("domains") for name in row["names"])


def _modalities(draft: Draft) -> None:
    matter, repo = draft.card.front_matter, draft.card.repo
    task = matter.get("pipeline_tag")
    if isinstance(task, str) and task.strip().lower() in _pipelines():
        _put_modalities(draft, _pipelines()[task.strip().lower()], draft.at_key("pipeline_tag"))
        return
    if repo is not None and repo.pipeline_tag in _pipelines():
        _put_modalities(draft, _pipelines()[repo.pipeline_tag], draft.at_hub(f"pipeline_tag: {repo.pipeline_tag}"))
        return
    for value, path in matter.texts("tags"):
        known = _pipelines().get(value.strip().lower())
        if known:
            _put_modalities(draft, known, draft.at_key(*path))
            return


def _put_modalities(draft: Draft, found: tuple[str, ...], evidence: Evidence) -> None:
    draft.put("subject", "modalities", sorted(found, key=_ORDER.index), evidence)


def _said(draft: Draft) -> None:
    for hit in draft.hits("subject.parameters"):
        number = _number(hit)
        if (
            number
            and "activ" not in hit.match.group().lower()
            and not hit.sentence.appended
            and not _OF_SEVERAL.search(hit.sentence.text)
        ):
            draft.put("subject", "parameters", number, draft.at_hit(hit))
            break
    for field, read_value in (("architecture", _architecture), ("organization", _organization)):
        for hit in draft.hits(f"subject.{field}"):
            value = read_value(hit)
            if len(value) > 1 and not _NEEDED.search(value) and not hit.sentence.appended:
                draft.put("subject", field, value, draft.at_hit(hit))
                break


def _architecture(hit: Hit) -> str:
    """The value of `Architecture:` or `Model type:` where it is one: a task, a base model or a sentence is none."""
    value = pattern(r"\s*https?://\S+").sub("", hit.group("value")).strip(" *|_[]()")
    if len(value) > _LONGEST or not _ARCHITECTURE.search(value) or _NO_ARCHITECTURE.search(value):
        return ""
    cut = hit.match.end("value") < len(hit.sentence.text.rstrip(" |*"))
    return "" if cut else value


def _organization(hit: Hit) -> str:
    value = pattern(r"\s*https?://\S+").sub("", hit.group("value")).strip(" *|_[]()")
    if not simple(r"[:：|]").search(hit.match.group()):
        value = value.split(",")[0]  # `Developed by Acme, it is a ...`
    value = simple(r",? (?:see|please|refer)\b").split(value)[0]
    if _POINTER.match(value) or len(hit.match["value"]) >= _LONGEST or simple(r"(?-i:\b[A-Z])$").search(value):
        return ""  # a list that goes on behind what was read
    return pattern(r"[*†‡]|\s*\([^()]*$").sub("", value).strip(" ,;")


def _number(hit: Hit) -> int | None:
    words = hit.group("key") or hit.group("number")
    unit = (hit.group("keyunit") or hit.group("unit") or "").lower()[:1]
    try:
        value = float(words.replace(",", "").rstrip("."))
    except ValueError:
        return None
    number = round(value * _UNITS.get(unit, 1))
    return number if number >= 1000 else None


def _domain(draft: Draft) -> None:
    for hit in draft.hits("subject.scope"):
        if hit.sentence.appended:
            continue
        draft.put("subject", "scope", hit.value, draft.at_hit(hit))
        domain = (hit.group("domain") or hit.group("domain2")).lower()
        if domain:
            draft.put("subject", "domain", domain, draft.at_hit(hit))
        return
    for value, path in draft.card.front_matter.texts("tags"):
        if value.strip().lower() in _domains():
            draft.put("subject", "scope", "specialized", draft.at_key(*path))
            draft.put("subject", "domain", value.strip().lower(), draft.at_key(*path))
            return


# --- stubs ------------------------------------------------------------------------------------------------------


def _stub(draft: Draft) -> None:
    body = draft.card.body
    if body.is_empty:
        evidence = {"source": "prose", "path": draft.card.path, "line": max(len(draft.card.lines), 1)}
        draft.put("subject", "stub", True, {**evidence, "confidence": "certain"})
        return
    for row in table("stub_marks"):
        at = body.text.find(row["text"], body.start)
        if at >= 0:
            if not (row.get("person") and _filled_in(draft)):
                draft.put("subject", "stub", True, draft.at_text(at, at + len(row["text"])))
            return
    size = len(body.text) - body.start
    asked = size < 12_000 and len(_NEEDED.findall(body.text, body.start)) >= 5
    if (size > 1_000 and not asked) or any(span.kind == "code" for span in body.spans):
        return
    words = _words(draft)
    if words < _SHORT or (words < 60 and asked):
        first = next(iter(draft.text), None)
        start = first.start if first is not None else body.start
        end = first.end if first is not None else body.start + 1
        draft.put("subject", "stub", True, draft.at_text(start, end, confidence="guess"))


def _filled_in(draft: Draft) -> bool:
    """Whether a person wrote into a generated card: a section of his own, or more than the request for information."""
    for section in draft.card.body.sections[2:]:
        words = draft.card.body.text[section.start : section.end]
        if _TEMPLATE.match(section.title):
            asked = pattern(r"\W*(?:model description|intended|training and eval)", re.IGNORECASE).match(section.title)
            if asked and not _NEEDED.search(words) and len(words.split()) > 3:
                return True
        elif len(words.split()) > 8:
            return True
    return False


def _words(draft: Draft) -> int:
    """Words that a person wrote: headings, labels without a value and requests for information left out."""
    count = 0
    for sentence in draft.text:
        if sentence.kind != "heading" and not _NEEDED.search(sentence.text):
            count += len(simple(r"[^\W\d_]{2,}").findall(simple(r"https?://\S+").sub("", sentence.text)))
            if count > 80:
                break
    return count
