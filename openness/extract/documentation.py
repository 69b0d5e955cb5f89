"""What documents come with the model: limitations, intended use, usage, contact, datasheet, training code."""

from __future__ import annotations

import re

from openness._pattern import pattern
from openness.extract.draft import Draft, Evidence
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.sentences import Sentence

_HOW_TO = pattern(r"how to|usage|get started|^use$|example", re.IGNORECASE)
_FIELDS = ("limitations", "intended_use", "usage", "contact", "datasheet")
_GENERIC = pattern(
    r"github\.com/(?:huggingface/(?:transformers|diffusers|trl|peft|accelerate|optimum)(?!/\S*(?:/examples/research|\.ipynb))|"
    r"openaccess-ai-collective/axolotl|axolotl-ai-cloud/axolotl|hiyouga/llama-factory|unslothai/unsloth|arcee-ai/mergekit|"
    r"ggerganov/llama\.cpp|oobabooga|autogptq|casper-hansen|speechbrain/speechbrain/?$|asteroid-team/asteroid/?$|nvidia/nemo/?$|espnet/espnet/?$"
    r"|facebookresearch/fairseq/?$|pytorch/fairseq/?$|k2-fsa/icefall/?$|tensorflow/models/?$|flairnlp/flair/?$|explosion/spacy/?$)",
    re.IGNORECASE,
)
_SCRIPT = pattern(
    r"^[^\n]*(?:\bpre-?train\w*\.py|\btrain\w*\.(?:py|sh)|\brun_(?:mlm|clm|glue|qa|ner|seq2seq|summarization|translation|speech\w*|squad|language\w*)\w*\.py|"
    r"\bfine-?_?tun\w*\.py|\btrainer\.train\(|\b(?:Model)?Trainer\(|\bmodel\.fit\(|sequence_len: |--do_train)[^\n]*",
    re.MULTILINE,
)
_CODE_HOST = pattern(
    r"github\.com/|gitlab|colab\.research|kaggle\.com/|bitbucket|\.ipynb\b|\.py\b|/tree/|gitee", re.IGNORECASE
)


def read(draft: Draft) -> None:
    """Read what the prose documents."""
    for field in _FIELDS:
        _stated(draft, field)
    _training_code(draft)


_EMPTY_WORDS = pattern(
    r"did not write a model card|model card (?:has been|was) written by|when downloaded or used in accordance|report (?:security|model quality)|^you can use this model (?:directly )?with|^here is how|^how to use|"
    r"believes trustworthy ai is a shared responsibility|to load (?:the|this) model",
    re.IGNORECASE,
)
_FOR_USE = pattern(
    r"\b(?:us(?:e[ds]?|ing|age|er)|inten\w+|suit\w+|appl\w+|tasks?|design\w*|purpose\w*|can be|aim\w*|help\w*|fine-?tun\w+|for \w+ing)\b|用",
    re.IGNORECASE,
)
_YOURS = pattern(
    r"\byour (?:own )?(?:\w+ )?(?:concepts?|models?|data|images?|datasets?|style|version|voice)\b", re.IGNORECASE
)
_OTHERS = pattern(r"\b(?:modified|adapted|borrowed|taken|copied) from\b|\binspired by\b", re.IGNORECASE)
"""Whose training code it is: the reader's own, or somebody else's."""
_FOR_READERS = pattern(
    r"\bwith (?:hf|hugging ?face|transformers)\b|\bhow to (?:fine|train)|\byour\b|\bexample", re.IGNORECASE
)
_SUGGESTION = pattern(r"\bthat (?:may )?interests? you\b|\blook for (?:other )?fine-?tuned versions\b", re.IGNORECASE)
_ON_DATA = pattern(r"\W*the\b.{0,60}?\bdata ?set\b", re.IGNORECASE)
_OF_DATA = pattern(r"\W*(?:the|this) (?:data ?set|corpus)\b", re.IGNORECASE)
_GIVEN = pattern(
    r"releas|availab|accessib|found|provid|open|publi|shar|github|\bhere\b|\b(?:this|our|these) (?:\w+ ){0,2}(?:code|script|notebook|recipe|config|repo|file)|repo|contain|includ|\bsee\b|公开|开源",
    re.IGNORECASE,
)
_SOON = pattern(r"\W*(?:#\s*)?(?:coming soon|todo|tbd|wip)\W*$", re.IGNORECASE)
_DRAWBACK = pattern(
    r"\b(?:not|n't|may|might|limit\w*|bias\w*|only|cannot|worse|poor\w*|issues?|however|struggl\w+|fail\w*|careful|caution|risk\w*|"
    r"incorrect|inaccura\w+|restrict\w*)\b|局限|不",
    re.IGNORECASE,
)


def _first_said(draft: Draft, hit: Hit, field: str) -> Sentence | None:
    """What stands under a heading and says something about the field the heading names."""
    section = hit.sentence.section
    shared = field == "limitations" and "use" in hit.sentence.title  # `Intended uses & limitations`
    for sentence in parts.under(draft.text, section) if section else ():
        if field == "contact" and sentence.section is not section:
            return None
        if _EMPTY_WORDS.search(sentence.text) or (field != "usage" and _HOW_TO.search(sentence.title)):
            continue
        if field == "intended_use" and "limit" in sentence.title and "use" not in sentence.title:
            continue
        if shared and (not _DRAWBACK.search(sentence.text) or _SUGGESTION.search(sentence.text)):
            continue
        mixed = field == "intended_use" and "limit" in sentence.title
        if mixed and (not _FOR_USE.search(sentence.text) or _ON_DATA.match(sentence.text)):
            continue
        return sentence
    return None


def _stated(draft: Draft, field: str) -> None:
    for hit in draft.hits(f"documentation.{field}"):
        if hit.value == "heading":
            first = _first_said(draft, hit, field)
            if first is None and not (field == "usage" and _code_under(draft, hit)):
                continue
            evidence = [draft.at_hit(hit)] + ([draft.at_sentence(first)] if first else [])
            draft.put("documentation", field, "stated", *evidence)
            return
        if hit.value == "label" and (not parts.beside_label(hit.sentence) or _OF_DATA.match(hit.sentence.value)):
            continue
        if parts.is_placeholder(hit.sentence.text) or _EMPTY_WORDS.search(hit.sentence.text):
            continue
        draft.put("documentation", field, "stated", draft.at_hit(hit))
        return


def _code_under(draft: Draft, hit: Hit) -> bool:
    section = hit.sentence.section
    return section is not None and any(
        span.kind == "code"
        and section.start <= span.start < section.end
        and not _SOON.match(
            re.sub(r"^[`~]{3,}.*$", "", draft.card.body.text[span.start : span.end][:200], flags=re.MULTILINE)
        )
        for span in draft.card.body.spans
    )


def _training_code(draft: Draft) -> None:
    hits = draft.hits("documentation.training_code")
    for hit in hits:
        if hit.value == "withheld":
            draft.put("documentation", "training_code", {"value": "withheld", "url": None}, draft.at_hit(hit))
            return
    for hit in hits:
        url = _code_url(hit)
        said = hit.value == "released" or (hit.value in ("label", "repository") and url is not None)
        if _YOURS.search(hit.sentence.text) or _OTHERS.search(hit.sentence.text):
            continue
        if hit.value == "released" and url is None and not _GIVEN.search(hit.sentence.text):
            continue  # which code was used, not where it is
        if said and not _GENERIC.search(url or ""):
            draft.put("documentation", "training_code", {"value": "released", "url": url}, draft.at_hit(hit))
            return
    for hit in hits:
        if hit.value == "printed":
            evidence = _printed(draft, hit)
            if evidence is not None:
                draft.put("documentation", "training_code", {"value": "released", "url": None}, evidence)
                return


def _code_url(hit: Hit) -> str | None:
    links = [link.url for link in hit.sentence.links if _CODE_HOST.search(link.url)]
    return links[0] if links else None


def _printed(draft: Draft, hit: Hit) -> Evidence | None:
    """Training commands or a whole training script, printed below a heading or sentence about training."""
    section = hit.sentence.section
    if section is None or _FOR_READERS.search(hit.sentence.text):
        return None
    raw = draft.card.body.text
    for span in draft.card.body.spans:
        if (
            span.kind != "code"
            or not hit.sentence.start <= span.start < section.end
            or span.start >= draft.text.appended_from
        ):
            continue
        match = _SCRIPT.search(raw, span.start, span.end)
        if match:
            return draft.at_text(*match.span())
    return None
