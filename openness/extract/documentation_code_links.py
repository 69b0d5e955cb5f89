"""Which link leads to the code of the training by its address or label, or by the sentence that uses it."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract.draft import Draft, Evidence
from openness.prose.markup import Link
from openness.prose.sentences import Sentence

_ADDRESS = pattern(
    r"https?://(?:www\.|raw\.)?(?:github(?:usercontent)?\.com/[\w.-]+/[\w.-]+|gitlab\.com/[\w.-]+/[\w.-]+|colab\.research\.google\.com/|(?:www\.)?keras\.io/examples/"
    r"|huggingface\.co/[\w.-]+/[\w.-]+/(?:blob|resolve|tree)/)[^\s)\"'>\]]*",
    re.IGNORECASE,
)
_NO_CODE = pattern(
    r"\.(?:png|jpe?g|svg|gif|webp|pdf|md|txt|csv|zip)\b|/issues|/pull/|/discussions|/files/|/licen[cs]e|/data(?:sets?)?(?:/|$)|/corpus"
    r"|readme|model_?card|/docs/",
    re.IGNORECASE,
)
"""Addresses on a code host that hold no code."""
_FILE = pattern(r"\.(?:py|sh|ipynb|ya?ml|slurm|json|toml|gin)(?:[?#].*)?$|colab\.research", re.IGNORECASE)
_DEEP = pattern(r"/(?:tree|blob)/[^/]+/\S|\.com/[\w.-]+/[\w.-]+/\S*\.\w+$", re.IGNORECASE)
"""An address within a repository; its front page may be a framework's."""
_TRAINING_PATH = pattern(
    r"(?:pre-?|re|fine-?)?(?:train(?:ing|er)?|fine-?_?tun(?:e|ed|ing)|distill?ation|run_(?:clm|mlm|t5_mlm|qa|ner|glue|squad|seq2seq|"
    r"summarization|translation|speech_recognition\w*))(?:[^a-z]|$)",
    re.IGNORECASE,
    not_before=r"[a-z]",
)
"""A path that is called after training."""
_LABEL = pattern(
    r"\W*(?:the |our |full |complete )*(?:(?:pre-?|model )?training|fine-?tuning|train|reproduc\w+)"
    r"(?: (?:code|scripts?|notebook|colab|recipe|config\w*|pipeline|repo\w*|details))*\W*",
    re.IGNORECASE,
)
_USED = pattern(
    r"\b(?:trained|fine-?tuned|training|pre-?training|fine-?tuning|distill?ed)\b[^;]{0,120}?\b(?:using|with|by|via|through|used|after|following)\b[^.;]{0,60}$"
    r"|\b(?:we|i) used?\b[^.;]{0,40}\b(?:code|script|notebook|train\w*)\b[^.;]{0,30}$|\breproduc\w+ (?:this|the) (?:run|training|model)\b|\ball (?:the )?steps\b[^.;]{0,40}\breproduc",
    re.IGNORECASE,
)
"""What a sentence says where a model came out of the linked code."""
_CHANGED = simple(
    r"\b(?:modified version|custom|patched|forked|our own|own (?:fork|code|script|trainer))\b", re.IGNORECASE
)
_TUTORIAL = pattern(r"keras\.io/examples/", re.IGNORECASE)
_FOLLOWED = pattern(
    r"\b(?:the|this) (?:\w+ )?(?:notebook|example|tutorial)|\breproduc|\btrain(?:ed|ing)\b|\bmodel (?:from|of)\b",
    re.IGNORECASE,
)
"""An example of a library that shows a whole training, and what a card says that follows it."""
_CONFIGURED = pattern(
    r"\b(?:sft|dpo|training|model|lora|fine-?tuning|axolotl) config\w*\W{0,3}[:：]\W*$", re.IGNORECASE
)
_WE_USED = pattern(r"\b(?:we|i) used\W*$", re.IGNORECASE)
_CODE = pattern(r"\b(?:code|scripts?|notebook)\b", re.IGNORECASE)
_BARE_NOTEBOOK = pattern(r"\W*(?:google )?(?:colab |jupyter )?notebook\W*", re.IGNORECASE)
_TRAINING_TITLE = pattern(r"train|tuning|notebook", re.IGNORECASE)
_NOTEBOOK = pattern(
    r"\b(?:training|fine-?tuning|train|trained|fine-?tuned?) ?(?:colab|(?:jupyter |colab |google )?notebook)"
    r"|\bnotebook ?(?:used )?(?:for|to|of) (?:\w+ ){0,2}(?:pre-?|fine-?)?(?:train|tun)",
    re.IGNORECASE,
)
_OTHERS = pattern(
    r"\b(?:first released|introduced in|you|your|yourself|users?|evaluat\w*|inference|pre-?process\w*|tokeniz(?:e|ed|er|ing)|demo|example of|how to|tutorial|borrowed|taken"
    r"|inspired|similar|adapted from|supports?|original model|will be|data ?set card|soon|convert\w*|conversion|prompts?|procedure)\b",
    re.IGNORECASE,
)
"""Words that make the linked code another's, or code for another step."""
_SCRIPT_LABEL = pattern(
    r"\b(?:fine[- ]?tun\w*|train\w*)\b.*\bscript\b|\bscript (?:used )?(?:for|to) (?:the )?(?:fine[- ]?tun|train)",
    re.IGNORECASE,
)
_THERE = pattern(r"\W*(?:here|link|this|this link|script)\W*", re.IGNORECASE)
_OF_CODE = simple(r"script|code|train|tun|notebook|colab|recipe|config|\brun\b|command|distil", re.IGNORECASE)
_OF_DATA = simple(r"\b(?:data|datasets?|corpus|corpora|models?|weights|benchmark|architecture|paper)\b", re.IGNORECASE)
"""What the words of a link say it leads to."""
_GENERIC = simple(r"github\.com/huggingface/|raw\.githubusercontent\.com/huggingface/", re.IGNORECASE)
"""Examples that everybody may start from: only a sentence makes them this model's code."""
_AROUND = 50
_ASIDE = simple(
    r"related|acknowledg|credit|thank|citation|inference|usage|how to|deploy|evaluat|benchmark|quick ?start|install|limitation|licen[cs]e"
)


def read(draft: Draft) -> tuple[str, Evidence] | None:
    """The address of the training code and what shows it; None if no link leads there."""
    raw = draft.card.body.text
    for match in _ADDRESS.finditer(raw):
        address = match.group()
        if _NO_CODE.search(address):
            continue
        sentence = draft.text.at(match.start())
        if sentence is None or sentence.appended or _ASIDE.search(sentence.path):
            continue
        link = next((one for one in sentence.links if one.url.startswith(address)), None)
        if _is_training(sentence, link, address):
            return address, draft.at_sentence(sentence)
    return None


def _is_training(sentence: Sentence, link: Link | None, address: str) -> bool:
    """Whether a link leads to the code of the training."""
    text = sentence.text
    if _OTHERS.search(text):
        return False
    if link is not None and link.label and _LABEL.fullmatch(link.label) and "huggingface.co" not in address:
        return True
    before, label = (text[: link.start], link.label) if link is not None else (text.partition(address)[0], "")
    if _TUTORIAL.search(address):
        return _FOLLOWED.search(text) is not None
    if _FILE.search(address) and (_CONFIGURED.search(before) or (_WE_USED.search(before) and _CODE.search(label))):
        return True
    if _BARE_NOTEBOOK.fullmatch(label) and ".ipynb" in address and _TRAINING_TITLE.search(sentence.title):
        return True
    if _OF_DATA.search(label) and "/" not in label and not _SCRIPT_LABEL.search(label):
        return False
    if _NOTEBOOK.search(text) and _FILE.search(address):
        return True
    named = _FILE.search(address) and _TRAINING_PATH.search(address.rpartition("/")[2])
    if named and (_SCRIPT_LABEL.search(label) or (_SCRIPT_LABEL.search(before) and _THERE.fullmatch(label))):
        return True
    if named and not label and _TRAINING_TITLE.search(sentence.title):
        return True
    if named and not _GENERIC.search(address) and _OF_CODE.search(before[-_AROUND:] + label):
        return True
    if not _USED.search(before):
        return False
    return bool(_FILE.search(address) or _DEEP.search(address) or _CHANGED.search(before[-_AROUND:] + label))
