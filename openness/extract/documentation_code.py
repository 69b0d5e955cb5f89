"""Where the code that trained this model is: a link, a sentence, a printed command or configuration; or kept back."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import documentation_code_links
from openness.extract.draft import Draft, Evidence
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.markup import Link

_GENERIC = pattern(
    r"github\.com/(?:huggingface/(?:transformers|diffusers|trl|peft|accelerate|optimum|notebooks|pytorch-image-models)(?P<examples_research>)|"
    r"openaccess-ai-collective/axolotl|axolotl-ai-cloud/axolotl|hiyouga/llama-factory|unslothai/unsloth|arcee-ai/mergekit|cg123/mergekit|"
    r"ggerganov/llama\.cpp|ggml-org/llama\.cpp|oobabooga|autogptq|casper-hansen|turboderp|vllm-project|comfyanonymous|automatic1111|"
    r"rwightman/pytorch-image-models|ukplab/sentence-transformers/?$|google-research/t5x/?$|eleutherai/lm-evaluation-harness|"
    r"speechbrain/speechbrain/?$|asteroid-team/asteroid/?$|nvidia/nemo/?$|espnet/espnet/?$"
    r"|google-research/bert/?$|facebookresearch/fairseq/?$|pytorch/fairseq/?$|k2-fsa/icefall/?$|tensorflow/models/?$|flairnlp/flair/?$|explosion/spacy/?$)",
    re.IGNORECASE,
    not_after={"examples_research": r"/\S*(?:/examples/research|\.ipynb)"},
)
"""Frameworks and libraries: what everybody trains with is not this model's code."""
_SCRIPT = pattern(
    r"^[^\n]*(?:\bpre-?train\w*\.py|\btrain\w*\.(?:py|sh)|\brun_(?:mlm|clm|glue|qa|ner|seq2seq|summarization|translation|speech\w*|squad|language\w*)\w*\.py|"
    r"\bfine-?_?tun\w*\.py|\btrainer\.train\(|\b(?:Model)?Trainer\(|\bmodel\.fit\(|sequence_len: |--do_train)[^\n]*",
    re.MULTILINE,
)
_CODE_HOST = simple(
    r"github\.com/|gitlab|colab\.research|kaggle\.com/|bitbucket|\.ipynb\b|\.py\b|/tree/|gitee", re.IGNORECASE
)
_NO_CODE = pattern(
    r"github\.com/[\w.-]+/?$|/issues\b|/discussions\b|\.(?:png|jpe?g|svg|gif|pdf|md#?[\w-]*)$|/datasets/|/licen[cs]e",
    re.IGNORECASE,
)
"""Pages of a code host that hold no code: a person's page, a picture, a licence."""
_ARCHITECTURE = pattern(r"/(?:modeling|configuration|tokenization|processing)_\w+\.py", re.IGNORECASE)
"""The code of a model's layers, which does not train it."""
_YOURS = pattern(
    r"\byour (?:own )?(?:\w+ )?(?:concepts?|models?|data|images?|datasets?|style|version|voice)\b", re.IGNORECASE
)
_OTHERS = simple(r"\b(?:modified|adapted|borrowed|taken|copied) from\b|\binspired by\b", re.IGNORECASE)
"""Whose training code it is: the reader's own, or somebody else's."""
_INTRODUCED = pattern(r"\bfirst released (?:in|at|on)\b", re.IGNORECASE)
"""Where a model came out: the title of its paper may speak of training, and its repository holds the weights."""
_SNIPPET = pattern(r"\bcode (?:examples?|snippets?|below|above)\b", re.IGNORECASE)
_FOR_READERS = simple(
    r"\bwith (?:hf|hugging ?face|transformers)\b|\bhow to (?:fine|train)|\byour\b|\bexample", re.IGNORECASE
)
_GIVEN = pattern(
    r"releas|availab|accessib|found|provid|open|publi|shar|github|\bhere\b|\b(?:this|our|these) (?:\w+ ){0,2}(?:code|script|notebook|recipe|config|repo|file)|repo|contain|includ|\bsee\b|公开|开源|公開",
    re.IGNORECASE,
)
_CODE_LABEL = pattern(
    r"\W*(?:(?:link to|official|source|our|the|full|model|github|associated|training|pre-?training|fine-?tuning|train|project) )*"
    r"(?:codes?|code ?base|(?:training|pre-?training|fine-?tuning|code) (?:repo|repository|scripts?|notebook|recipe|config\w*)|train scripts?)"
    r"(?: (?:repo|repository|base|release|link|here|on github|\(.*\)))*\W*",
    re.IGNORECASE,
)
"""What a link to the code is called."""
_BLANK = pattern(r"\?\?\?|\bTODO\b|\[more information needed\]", re.IGNORECASE)
_ELSEWHERE = pattern(
    r"\b(?:inference|eval\w*|demo|deploy\w*|sample|example|usage|serving|quanti\w+|conver\w+|plots?|figures?|verbali[sz]\w+|normali[sz]\w+|pre-?process\w*)\b",
    re.IGNORECASE,
)
_TRAINED = simple(r"train|fine-?tun|reproduc|distil", re.IGNORECASE)
_FOR_YOU = pattern(
    r"\b(?:you|your|yourself|users?)\b|\bhow to (?:fine|train)|\b(?:fork|evaluat\w*|benchmark\w*|dataset card|demo|pre-?process\w*)\b",
    re.IGNORECASE,
)
_BESIDE = pattern(r"(?:,|\band\b|\bor\b) (?:the )?(?:evaluation|benchmark\w*)\b", re.IGNORECASE)
"""What is told beside the training in the same place."""
_CONFIGURED = (
    "base_model:", "sequence_len:", "micro_batch_size:", "gradient_accumulation_steps:", "num_epochs:", "learning_rate:",
    "val_set_size:", "lr_scheduler", "per_device_train_batch_size", "num_train_epochs", "finetuning_type:", "lora_target",
)  # fmt: skip
"""Keys of the configurations that trainers read; a block that sets several of them reproduces the run."""
_ENOUGH = 5
_SETTINGS = pattern(
    r"\b(?:axolotl|training|fine-?tuning|finetuning)\b.*\b(?:param\w*|config\w*|arguments?|settings?|args)\b",
    re.IGNORECASE,
)
"""A heading above the settings of a run."""
_ARGUMENT = pattern(
    r"^\s*--[\w-]*(?:batch[_-]size|train[_-]iters|\blr\b|learning[_-]rate|epochs?|warmup)\b", re.MULTILINE
)
"""An argument with which a training is launched."""
_ARGUMENTS = 3
_BEFORE = 24
"""Characters before a match that may say of what the code is."""
_NAMED_CODE = pattern(
    r"\b(?P<training_source>)[A-Z]\w+ Code\b|\b[Oo]riginal (?:(?P<model>)\w+ )?code",
    not_after={
        "training_source": r"Training|Source|Git|Our|The|Full|All|Official|Model|Associated|Original",
        "model": r"model ",
    },
)
"""A thing whose name ends in `Code`; the code of an earlier model."""
_USERS = pattern(
    r"related|inference|usage|how to|evaluat|deploy|quick ?start|get(?:ting)? started|install|limitation|example"
)
"""Headings below which code is for those who run the model."""


def read(draft: Draft) -> None:
    """Read whether the training code is out, and where."""
    hits = draft.hits("documentation.training_code")
    for hit in hits:
        if hit.value == "withheld":
            draft.put("documentation", "training_code", {"value": "withheld", "url": None}, draft.at_hit(hit))
            return
    for hit in hits:
        found = _said(draft, hit)
        if found is not None:
            url, evidence = found
            draft.put("documentation", "training_code", {"value": "released", "url": url}, evidence)
            return
    linked = documentation_code_links.read(draft)
    if linked is not None:
        url, evidence = linked
        draft.put("documentation", "training_code", {"value": "released", "url": url}, evidence)
        return
    for hit in hits:
        shown = _printed(draft, hit) if hit.value == "printed" else None
        if shown is not None:
            draft.put("documentation", "training_code", {"value": "released", "url": None}, shown)
            return
    shown = _configuration(draft)
    if shown is not None:
        draft.put("documentation", "training_code", {"value": "released", "url": None}, shown)


def _said(draft: Draft, hit: Hit) -> tuple[str | None, Evidence] | None:  # noqa: C901 - one branch a way of saying it
    """The address a hit gives and what shows it; None where it gives no training code."""
    words = hit.sentence.text
    if hit.value == "printed" or _YOURS.search(words) or _OTHERS.search(words):
        return None
    if _INTRODUCED.search(words) or _SNIPPET.search(hit.match.group()):
        return None
    if hit.value == "heading":
        return _below(draft, hit)
    url = next((link.url for link in hit.sentence.links if leads_to_code(link)), None)
    if hit.value == "recipe":  # a named recipe of a framework is what reproduces the run
        return url or next(
            (link.url for link in hit.sentence.links if _CODE_HOST.search(link.url)), None
        ), draft.at_hit(hit)
    if hit.value == "linked":
        return _labelled(draft, hit)
    if words.lstrip().startswith("[ ]") or (url is None and _unfilled(hit)):
        return None  # an open item of a list of plans, a template that nobody filled
    generic = any(_GENERIC.search(link.url) or _ARCHITECTURE.search(link.url) for link in hit.sentence.links)
    generic = generic and (url is None or _ARCHITECTURE.search(url) is not None)
    if generic:
        return None
    if hit.value == "released":
        told = words[max(hit.match.start() - _BEFORE, 0) : hit.match.end()]
        if _ELSEWHERE.search(told) and not _TRAINED.search(told):
            return None
        if url is None and not _GIVEN.search(words):
            return None  # which code was used, not where it is
        return url, draft.at_hit(hit)
    if url is None or (hit.value == "pointer" and _FOR_YOU.search(_BESIDE.sub("", words))):
        return None
    if hit.value == "available":
        told = words[max(hit.match.start() - _BEFORE, 0) : hit.match.end()]
        if _NAMED_CODE.search(told) or (_ELSEWHERE.search(told) and not _TRAINED.search(told)):
            return None
    return url, draft.at_hit(hit)


def _unfilled(hit: Hit) -> bool:
    """Whether the place of the address is left open: `???`, `[here](...)`."""
    return _BLANK.search(hit.sentence.text) is not None or any(not link.url.strip(". ") for link in hit.sentence.links)


def leads_to_code(link: Link) -> bool:
    """Whether a link leads to code that can be a model's own: no library, framework, page or data set."""
    return (
        _CODE_HOST.search(link.url) is not None
        and _GENERIC.search(link.url) is None
        and _NO_CODE.search(link.url) is None
    )


def _labelled(draft: Draft, hit: Hit) -> tuple[str | None, Evidence] | None:
    """A link called `Code`; below headings on using the model only in a row of links."""
    sentence = hit.sentence
    row = len(sentence.links) > 1 and sum(len(link.label) for link in sentence.links) * 2 > len(sentence.text)
    if not row and _USERS.search(sentence.title):
        return None
    for link in hit.sentence.links:
        if leads_to_code(link) and _CODE_LABEL.fullmatch(link.label):
            return link.url, draft.at_name(hit.sentence.clean, link.start, max(link.end, link.start + 1))
    return None


def _below(draft: Draft, hit: Hit) -> tuple[str | None, Evidence] | None:
    """The first link below a heading such as `Code`."""
    section = hit.sentence.section
    for sentence in parts.under(draft.text, section) if section else ():
        if sentence.section is not section:
            break
        for link in sentence.links:
            if leads_to_code(link) and not _YOURS.search(sentence.text) and not _ELSEWHERE.search(sentence.text):
                return link.url, draft.at_sentence(sentence)
    return None


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


def _configuration(draft: Draft) -> Evidence | None:
    """A trainer's whole configuration, wherever it is printed."""
    raw = draft.card.body.text
    for span in draft.card.body.spans:
        if span.kind != "code" or span.start >= draft.text.appended_from:
            continue
        block = raw[span.start : span.end]
        if sum(key in block for key in _CONFIGURED) >= _ENOUGH:
            at = span.start + min(place for key in _CONFIGURED if (place := block.find(key)) >= 0)
            return draft.at_text(at, raw.find("\n", at) if raw.find("\n", at) > 0 else span.end)
    return _listed_settings(draft)


def _listed_settings(draft: Draft) -> Evidence | None:
    """The settings of a run below a heading that says so: keys of a trainer in a list, arguments of a command."""
    raw = draft.card.body.text
    for section in draft.card.body.sections:
        if section.start >= draft.text.appended_from or not _SETTINGS.search(section.title):
            continue
        block = raw[section.start : section.end]
        if sum(key in block for key in _CONFIGURED) < _ENOUGH and len(_ARGUMENT.findall(block)) < _ARGUMENTS:
            continue
        at = section.start + len(block) - len(block.lstrip())
        return draft.at_text(at, raw.find("\n", at) if raw.find("\n", at) > 0 else section.end)
    return None
