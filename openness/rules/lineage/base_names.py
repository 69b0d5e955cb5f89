"""What the prose's name of a base model leads to: its Hub id, and whether it is a base at all or this model itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.naming.models import comparable, is_family
from openness.prose.markup import hub_model
from openness.release import Base, Evidence
from openness.rules.rule import Subject
from openness.rules.wording import sentence_of


@dataclass(frozen=True, slots=True)
class HubId:
    """The Hub id of a base, and whether it stands where the base is named or elsewhere in the card."""

    id: str
    beside: bool


@dataclass(frozen=True, slots=True)
class _Linked:
    id: str
    words: str
    start: int


def hub_id(subject: Subject, base: Base) -> HubId | None:
    """The Hub id of a base: its name where that is one, else that of its link, its sentence, or its name elsewhere."""
    if "/" in base.model or _is_old_id(base.model):
        return HubId(_as_linked(subject, base.model), beside=True)
    for evidence in base.evidence:
        found = _in_sentence(subject, base, evidence)
        if found is not None:
            return HubId(found, beside=True)
    elsewhere = {one for one in _elsewhere(subject, base) if not _is_own(subject, one)}
    return HubId(elsewhere.pop(), beside=False) if len(elsewhere) == 1 else None


def _as_linked(subject: Subject, model: str) -> str:
    """An id as the card's links spell it: `acme/Heron-34B` in a sentence, `acme/Heron-34b-hf` where it is linked."""
    if "/" not in model or f"huggingface.co/{model}" in subject.card.text:
        return model
    body, wanted = subject.card.body, model.casefold()
    spelt = {link.id for link in _links(body.text, body.start) if link.id.casefold() in (wanted, f"{wanted}-hf")}
    return spelt.pop() if len(spelt) == 1 else model


def _in_sentence(subject: Subject, base: Base, evidence: Evidence) -> str | None:
    line = subject.card.lines.line_text(evidence.line or 1)
    name = comparable(base.model)
    links = [link for link in _links(line) if not _is_own(subject, link.id)]
    for link in links:
        if name in (comparable(link.id), comparable(link.words)):
            return link.id
    end = _end(evidence)
    led_to = _LEADS_TO.match(line, end)
    at = led_to.end() if led_to is not None else -1
    beside = next((link for link in links if link.start in (at, at - 1)), None)  # a bracket may be part of either
    if beside is not None:
        return beside.id
    written = {match[0].rstrip(".") for match in _OWNED.finditer(sentence_of(subject, evidence))}
    named = [one for one in written if name and comparable(one) == name and not _is_own(subject, one)]
    return named[0] if len(named) == 1 else None


def _elsewhere(subject: Subject, base: Base) -> Iterator[str]:
    """Ids under the base's name anywhere in the prose: the same, or one that goes on with a size or a kind."""
    body, name = subject.card.body, comparable(base.model)
    if len(name) < 3:
        return
    for link in _links(body.text, body.start):
        names = (comparable(link.id), comparable(link.words))
        goes_on = len(name) > _LONG_NAME and names[0].startswith(name) and _MADE.search(link.id) is None
        if name in names or goes_on:
            yield link.id
    for match in _QUOTED.finditer(body.text, body.start):
        if _is_old_id(match["id"]) and comparable(match["id"]).startswith(name) and not body.in_code(match.start()):
            yield match["id"]


_LONG_NAME = 8
"""A name that is longer says which model is meant; `BERT` begins the names of hundreds."""


_MADE = pattern(r"tuned?\b|[-_](?:sft|dpo|chat|instruct|it|lora|gguf|gptq|awq|onnx|ner|qa)\b", re.IGNORECASE)
"""A name that goes on with one of these is that of a model made from it."""


def _links(text: str, start: int = 0) -> Iterator[_Linked]:
    for match in _LINK.finditer(text, start):
        model = hub_model(match["url"])
        if model is not None and ("/" in model or _is_old_id(model)):
            yield _Linked(model, match["words"] or "", match.start())


def _end(evidence: Evidence) -> int:
    return (evidence.column or 1) - 1 + len(evidence.quote or "")


def _is_old_id(name: str) -> bool:
    """Whether a name without an owner is an id of the Hub's first years."""
    return any(fnmatchcase(name, one) for one in _old_ids())


@cache
def _old_ids() -> tuple[str, ...]:
    path = Path(__file__).parents[1] / "tables" / "old_ids.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["names"])


def is_teacher(subject: Subject, base: Base) -> bool:
    """Whether this model learnt from it and has no weights of it."""
    return base.relation == "distillation" and not any(
        _TAKES_WEIGHTS.search(sentence_of(subject, one)) for one in base.evidence
    )


_TAKES_WEIGHTS = pattern(
    r"tuned?\b|\bprun(?:ed|ing)|\binitiali[sz]|\bcheckpoint|\bcompress|\bbuilt on\b", re.IGNORECASE
)


def is_what_it_loads(subject: Subject, base: Base) -> bool:
    """Whether the usage code loads the very name, and no more is said of it than a label does: it is this model."""
    if base.relation in ("adapter", "merge", "quantized", "conversion") or _LOADED_ON_TOP.search(subject.card.text):
        return False
    if not all(_CALLED.search(sentence_of(subject, one)) for one in base.evidence):
        return False
    return loaded_ids(subject) == {base.model.casefold()}


def loaded_ids(subject: Subject) -> set[str]:
    """The ids that the card's usage code loads, in small letters."""
    body = subject.card.body
    return {match["id"].casefold() for match in _LOADS.finditer(body.text, body.start)}


_LOADS = pattern(
    r"(?:from_pretrained\(|\b(?:model|model_name|model_id|model_name_or_path) ?= ?)[\"'](?P<id>[\w.-]+/[\w.-]+)[\"']"
)
_LOADED_ON_TOP = simple(r"PeftModel|load_adapter|load_lora|load_textual_inversion")
_CALLED = pattern(r"\b(?:language )?model\W*:|\bwe trained\b", re.IGNORECASE)
"""A label that may hold the model's own name, or a sentence that may tell of the model itself."""


def _is_own(subject: Subject, name: str) -> bool:
    about = subject.release.subject
    return comparable(name) in [comparable(one) for one in (about.id, about.name) if one]


_LINK = pattern(r"(?:\[(?P<words>[^\]\n]*)\]\()?(?P<url>https?://(?:huggingface\.co|hf\.co)/[^\s)\]>\"'*`,;]+)")
_OWNED = pattern(r"\b[\w-]+/[\w-][\w.-]*")
_QUOTED = pattern(r"[\"'`“(](?P<id>[a-z][a-z0-9.-]+)[\"'`”)]")
_LEADS_TO = pattern(
    r"[*_`\"”]{0,3}(?:[- ]based)?(?: (?:language |pre-?trained )?(?:model|checkpoint|weights|version))?[*_`\"”]{0,3}"
    r"(?:,? (?:called|named|i\.e\.,?|namely))?:? ?[\[(<]?"
)
"""What may stand between a name and the link that belongs to it; a link in brackets begins at its bracket."""


def is_itself(subject: Subject, base: Base) -> bool:
    """Whether a name without an id is that of this model: its title, what was trained from scratch, what a title calls it."""
    about, name = subject.release.subject, comparable(base.model)
    titles = [one for one in (about.id, about.name, *_titles(subject)) if one]
    if any(name == comparable(one) for one in titles):
        return True
    if any(len(comparable(one)) > _SHORT and name.startswith(comparable(one)) for one in titles):
        return True  # `MiniHeron-2B` on the card of `MiniHeron`
    first = base.model.split()[0]
    called = re.escape(first)
    text = subject.card.body.text[subject.card.body.start :]
    if pattern(rf"\b{called}\b[^.]{{0,80}}\btrained (?:entirely |completely )?from scratch\b").search(text) is not None:
        return True
    in_title = all(subject.card.lines.line_text(one.line or 1).startswith("#") for one in base.evidence)
    longer = pattern(rf"^\W*{called}[-_][\w.-]+\W* (?:is|are) (?:an?|the|our)\b", re.MULTILINE | re.IGNORECASE).search(
        text
    )
    return in_title and (longer is not None or _TASK.search(base.model) is not None)


def _titles(subject: Subject) -> Iterator[str]:
    body = subject.card.body
    first = next((section.title for section in body.sections if section.title), None)
    if first:
        yield first
    in_html = _H1.search(body.text, body.start)
    if in_html is not None:
        yield in_html["title"]


_SHORT = 5
_H1 = pattern(r"<h1[^>]*>\s*(?P<title>[^<\n]+?)\s*</h1>", re.IGNORECASE)
_TASK = pattern(
    r"\b(?:re-?rank|classif|detect|summari[sz]|translat|generat|tagg|pars|recogni[sz]|extract|retriev|segment)\w*",
    re.IGNORECASE,
)
"""A name that says what the model does is that of the made one."""


def is_of_another(subject: Subject, base: Base) -> bool:
    """
    Whether the prose speaks of another model, or of none.

    So in an entry of the news, in advice to take another, in a test's command, in a footnote, in a sentence that pairs
    siblings with their bases, beside texts, in a link to a collection.
    """
    if f"huggingface.co/collections/{base.model}" in subject.card.text:
        return True
    return all(_speaks_of_another(subject.card.lines.line_text(one.line or 1), base, one) for one in base.evidence)


def _speaks_of_another(line: str, base: Base, evidence: Evidence) -> bool:
    held = (evidence.quote or "").find(base.model)
    at = (evidence.column or 1) - 1 + max(held, 0)
    before, after = line[:at], line[at + len(base.model) :] if held >= 0 else ""
    return (
        any(one.match(line) is not None for one in (_NEWS, _FOOTNOTE))
        or any(one.search(line) is not None for one in (_TESTS, _PAIRED))
        or any(one.search(before) is not None for one in (_RATHER, _TEXTS_FROM))
        or _TEXTS.match(after) is not None
    )


_RATHER = pattern(r"\bif you (?:want|need|prefer|would like|are looking for|look for) [^.!?]*$", re.IGNORECASE)
_FOOTNOTE = pattern(r"\W*<sup>", re.IGNORECASE)
_PAIRED = pattern(r"\band\b.{0,120}\band\b[^.]{0,80}\brespectively\b", re.IGNORECASE)
_TEXTS_FROM = pattern(
    r"\b(?:articles|texts|stories|posts|reviews|images|recordings|books) (?:taken |collected )?from \W?$", re.IGNORECASE
)
_TEXTS = pattern(
    r"[*_`\"]{0,3} (?:\w+ )?(?:texts?|articles|books|stories|corpus|corpora|data ?sets?|sentences)\b", re.IGNORECASE
)
_TESTS = pattern(r"^\W*python3? \S*(?:eval|benchmark)\w*\.py\b")

_NEWS = pattern(
    r"[-*+• ]*[\[(*_`🔥🚀🎉📢 ]*(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{4}年"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? ?(?:\d{4})?)[\])*_`: ]",
    re.IGNORECASE,
)
"""A line that a date opens."""


def names_family(subject: Subject, base: Base) -> bool:
    """Whether a name without an id is that of a family: `a T5 summarization model`, but not `a Heron2-7b-based model`."""
    return _SIZE.search(base.model) is None and is_ancestor(subject, base)


_SIZE = pattern(r"\d[bm]\b", re.IGNORECASE)


def is_ancestor(subject: Subject, base: Base) -> bool:
    """Whether a sentence says only that the model is of the base's kind: `a Llama-2-based model`."""
    return all(_says_family(subject.card.lines.line_text(one.line or 1), base, one) for one in base.evidence)


def _says_family(line: str, base: Base, evidence: Evidence) -> bool:
    held = (evidence.quote or "").find(base.model)
    ends = [_end(evidence)] + ([(evidence.column or 1) - 1 + held + len(base.model)] if held >= 0 else [])
    return any(_BASED.match(line, end) is not None for end in ends)


_BASED = pattern(
    r"[*_`\"]{0,3}(?:\]\([^)\s]*\))?[*_`\"]{0,3}"
    r"(?:[-‑ ]based\b| (?:summari[sz]ation|classification|translation|generation|regression|ranking|retrieval) model\b)",
    re.IGNORECASE,
)


def is_no_name(subject: Subject, base: Base) -> bool:
    """Whether a name without an id is none of a model: a plain word (a language, a newspaper), a blank, a sentence's subject."""
    if _BLANK.search(base.model) or (_WORD.fullmatch(base.model) and not is_family(base.model)):
        return True
    subject_of = pattern(
        rf"\W*(?:the )?{re.escape(base.model)}(?: models?)? (?:is|are|has|have|can) (?P<told>.{{0,40}})", re.IGNORECASE
    )
    told = [subject_of.match(sentence_of(subject, one)) for one in base.evidence]
    return all(one is not None and _MADE_BY.search(one["told"]) is None for one in told)


_WORD = pattern(r"[A-Z][a-z]+")
_BLANK = pattern(r"[-_ ][Xx]{2,}$")
_MADE_BY = pattern(r"tuned\b|\btrain|\bquanti|\bmerged|\bconverted|\bdistilled", re.IGNORECASE)


def written_name(subject: Subject, base: Base) -> str:
    """The name as the sentence gives it: `IndoHeron` where it says `tuned IndoHeron from HeronLab`, an organisation."""
    sentence = sentence_of(subject, base.evidence[0])
    found = pattern(rf"\btuned (?P<model>[A-Z][\w.-]+) from {re.escape(base.model)}\b").search(sentence)
    return found["model"] if found is not None and not any(sign.isdigit() for sign in base.model) else base.model
