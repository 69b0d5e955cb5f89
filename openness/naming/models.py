"""Which model a sentence names at a place: a Hub id, a link, a name between backticks, or a name as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.naming import families
from openness.prose.markup import Link, hub_dataset, hub_model
from openness.prose.sentences import Sentence

_LEAD = pattern(
    r"[\s:：|\"“”'‘’(（\[]*(?:(?:the|a|an|our|its|their|this|these|following|both|own|original|previous(?:ly)?|official|earlier|latest|sft|dpo|rlhf|"
    r"pre-?trained|public(?:ly)?|released|available|existing|base|foundation(?:al)?|large|small|big|multilingual(?: language| text)? models?|"
    r"monolingual|english|chinese|code (?:llm|models?)|generic|general|popular|new|powerful|latest|famous|well-known|excellent|"
    r"open[- ]?source[d]?|open[- ]?weights?|instruct(?:ion)?(?:[- ](?:tuned|following))?|chat|aligned|text|vision|image|"
    r"speech|audio|language|model|models|llm|checkpoints?|weights?|version|of|from|on|file|files|family|series|"
    r"transformers?|diffusion|foundation|tensorflow|pytorch|jax|flax|keras|quantized|fp16|bf16|decoded|raw|\d+(?:\.\d+)?[BM]|and|"
    r"(?:[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,3}|\w+)['’´]s)[\s:\-,]+(?:[\"“'‘(\[]\s?)?"
    r"|(?:google|meta|facebook|microsoft|openai|nvidia|mistral|stability)(?:\s?ai)?\s(?P<maker>))*",
    re.IGNORECASE,
    after={"maker": r"[A-Z\[`]|(?:the|a|an)\b"},
)
_OWNED = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}/[A-Za-z0-9][A-Za-z0-9_.-]*"
ID = pattern(
    rf"{_OWNED}\.\d+(?P<version>)|{_OWNED}[A-Za-z0-9+](?P<end>)",
    not_before=r"[A-Za-z0-9_/.@-]",
    after={"version": r"/[a-z]"},
    not_after={"end": r"[A-Za-z0-9_/]|\.\d"},
)
"""Not cut off at a dot: of `org/name-2.1/adapters` it is `org/name-2.1`."""
_WORD = (
    r"(?:[A-Z][A-Za-z0-9+_.\-–‑]*|[a-z]{1,8}[A-Z][A-Za-z0-9_.\-]*|[a-z]+\d[A-Za-z0-9_.\-]*|[a-z0-9]+(?:[-_][A-Za-z0-9_.]+)+"
    r"|\d+(?:\.\d+)?[BbMmKk]?\b(?P<number>)|v\d[A-Za-z0-9_.]*|x\d+)"
)
_SIZE = r"(?:x{0,2}large|base|small|tiny|medium|mini|(?:un)?cased)\b"
_NEXT_WORD = _WORD.replace("<number>", "<next_number>")
NAME = pattern(
    rf"{_WORD}(?:[ -]{_NEXT_WORD}|[ ]\([vV]?\d[\w.]*\)|[ ]{_SIZE})*",
    not_before=r"[A-Za-z0-9_À-ž]",
    not_after={"number": r"[.,]\d", "next_number": r"[.,]\d"},
)
_DETERMINER = pattern(
    r"^(?:(?:[Ff]ine-?[Tt]uned|[Dd]istill?ed|\d+(?:\.\d+)?[BM]|The|A|An|This|These|Our|Its|Original|Pre-?trained|[Bb]ase|Model|Uses?|Using|By|From|And|For|With|Meta's"
    r"|Vietnamese|Spanish|French|German|Italian|English|Dutch|Portuguese|Facebook|Google|OpenAI|NVIDIA|Microsoft|original|the"
    r"|Multilingual (?:Pre-?[Tt]rained|[Ll]anguage)"
    r"|[Ii]nstruction-[Tt]uned|[Pp]re-?[Tt]rained|[Ff]ine-?[Tt]uning|[a-z]+-(?:[a-z]+(?:ed|ing)|driven|sized?|scale|only)"
    r"|[A-Z][\w.&-]*['’]s?) )+"
)
_MADE_BEHIND = pattern(r"[ -](?:[Ff]ine-?[Tt]un(?:ed|ing)|[Pp]re-?(?:pre)?[Tt]rained|[Bb]ased|[Dd]erived)$")
"""What a name's neighbour says of the name: `T5-base fine-tuned`, `RoBERTa-based`."""
_LIKENESS = pattern(r"[a-zA-Z\d]-(?:like|style|inspired|compatible|type)$")
"""`a BERT-like model` is another one."""
_TOOL = simple(
    r"gptq[- ]?for|auto-?gptq|auto-?awq|llama[._-]?cpp|\.cpp\b|exllama|text-generation|quanti[sz]|merge-?kit|-cli\b",
    re.IGNORECASE,
)
_TAIL = pattern(
    r"(?:[\s-]+(?:models?|checkpoints?|weights?|llms?|family|series|language|by|from|on|for|with|and|to|of|in"
    r"|base model))+$|[.,:;!?)\]'\"]+$",
    re.IGNORECASE,
)
_BASE_BEHIND = pattern(r"(?:\d[bB](?:[ -]\w+)?|[Ll][Ll]a[Mm][aA][ -]?\d[\w.]*) base$")
"""`Yi-6B base` is Yi-6B, while `BERT base` is a name."""
_JOIN = simple(r",| and | & | \+ | with | x |\n")
_LISTED_LEAD = pattern(r"^\W*(?:(?:and|the|of|between|with|including|namely|such as|like|e\.g\.)\W+)+")
# Words after a name that make it a method, a tool or a document instead of a model one starts from.
_NOT_A_MODEL_AFTER = pattern(
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:(?:deep|neural|language|base|encoder|decoder|network|model|style|inspired) ){0,4}(?:archite\w+|framework|library|paper|approach|methods?|methodology|algorithm|"
    r"techniques?|datasets?|data\b|corpus|codebase|code\b|repo(?:sitory)?|scripts?|tutorial|format\b|recipe|pipeline|"
    r"implementation|license|toolkit|loss|network architecture|paradigm|objective|notebook|tokenizer|vocabulary|style\b|"
    r"[Ss]pecifications?|[Tt]ask\b|branch\b|corpora|架构|框架|方法|数据)",
)
_NEVER = pattern(
    r"(?:pytorch|tensorflow|keras|jax|flax|transformers?|hugging ?face|megatron(?:-lm|-deepspeed)?|nemo|deepspeed|axolotl|"
    r"unsloth|lora|qlora|dora|peft|trl|sft|dpo|rlhf|ppo|orpo|kto|gptq|awq|gguf|ggml|exl2|onnx|openvino|tensorrt|core ?ml|mlx|llama\.cpp|"
    r"llamacpp|mergekit|autotrain|spacy|flair|fairseq|espnet|speechbrain|coqui|diffusers|sentence[- ]transformers|setfit|fastai|"
    r"timm|python|cuda|nvidia|google|meta|facebook|microsoft|openai|amazon|apple|english|chinese|french|german|spanish|"
    r"italian|russian|japanese|korean|arabic|portuguese|dutch|the|this|it|we|you|here|table|figure|fig|section|appendix|"
    r"model|models|base|llms?|lm|nlp|ai|ml|moe|mlm|clm|nsp|qa|ner|gpu|tpu|a100|h100|v100|api|hf|hub|github|colab|kaggle|"
    r"wikipedia|common ?crawl|imagenet|coco|squad|xsum|alpaca|sharegpt|reddit|twitter|wikitext|more|unknown|none|tba|tbd|n/?a|more information needed|natural questions|conll\S*|mnli|"
    r"attention is all you need|distill?(?:ed|ation|ing|s)?|question|answer|user|assistant|system|human|instruction|fp16|bf16|fp32|int8|int4|q\d\S*|"
    r"\d+(?:\.\d+)?(?:[bmk]|bit|-bit)?|v\d\S*|yes|no|text|image|images|audio|mixture of experts|torch|lora adapters?|loras?)$",
    re.IGNORECASE,
)
_CLASS = pattern(r"[a-z\d](?:For[A-Z]\w+|LMHeadModel|Config|Tokenizer\w*)$")
"""A class of a library."""
_DATA_NAME = simple(r"\b(?:corpora|corpus|datasets?|bench|benchmark)\b", re.IGNORECASE)
_HERE = pattern(
    r"^(?:here|this|link|this (?:model|link|one|repo(?:sitory)?)|(?:the )?original(?: model| repo(?:sitory)?)?|hugging ?face|"
    r"hf|model|base model|source|🤗.*|page|model (?:card|page|hub))$",
    re.IGNORECASE,
)


is_family = families.is_family


@dataclass(frozen=True, slots=True)
class Named:
    """A model as a sentence names it."""

    model: str
    """Hub id where a link or the words give one, else the name as written."""
    start: int
    end: int
    sure: bool
    """A link to the Hub, an id, or a name of a known family."""


@lru_cache(maxsize=4096)
def comparable(name: str) -> str:
    """A name for comparison: without organisation, case and punctuation."""
    return simple(r"[^a-z0-9]+").sub("", name.casefold().rstrip("/").split("/")[-1])


def same_model(one: str, other: str) -> bool:
    """Whether two spellings may mean one model (`Llama-2-7b-hf` and `Llama 2 7B`)."""
    a, b = comparable(one), comparable(other)
    a, b = a.removesuffix("model").removesuffix("hf"), b.removesuffix("model").removesuffix("hf")
    if not a or not b:
        return False
    return a == b or (min(len(a), len(b)) >= 4 and (a.startswith(b) or b.startswith(a))) or a in b or b in a


def after(sentence: Sentence, position: int, *, weak: bool = False) -> Named | None:
    """The model named right after a position of the sentence's text; `weak` takes a plain capitalised word too."""
    text = sentence.text
    lead = _LEAD.match(text, position)
    start = lead.end() if lead else position
    # Words of the lead may be link text ("[the base model](..)"), so links are looked for from the position on.
    for link in sentence.links:
        if link.end <= position:
            continue
        if link.start > start + 1:
            break
        named = from_link(link)
        if named is not None:
            return None if spoiled(text, link.end) and not link.model_id else named
        if link.start <= position:
            return None
    return _plain(sentence, start, weak=weak)


def before(sentence: Sentence, position: int) -> Named | None:
    """The model named right before a position of the sentence's text."""
    text = sentence.text
    end = position
    while end > 0 and text[end - 1] in " ,:;()-–—\"'’”":
        end -= 1
    for link in sentence.links:
        if link.end >= end >= link.start and link.end - end < 8:
            return from_link(link)
    trimmed = pattern(r"\s+(?:models?|checkpoints?|weights?|language model|which|that|was|is|been|has|were)$").sub(
        "", text[:end]
    )
    for link in sentence.links:
        if link.end == len(trimmed):
            return from_link(link)
    for begin, finish in sentence.clean.codes:
        if len(trimmed) - 1 <= finish <= len(trimmed) and code_name(text[begin:finish].strip()):
            return Named(text[begin:finish].strip(), begin, finish, sure=True)
    best: Named | None = None
    for match in ID.finditer(trimmed):
        if match.end() == len(trimmed) and id_like(match.group()):
            return Named(match.group(), match.start(), match.end(), sure=True)
    for match in NAME.finditer(trimmed):
        if match.end() >= len(trimmed) - 1:
            best = named_by(match.group(), match.start(), weak=False)
    return best


def listed(sentence: Sentence, position: int) -> list[Named]:
    """All models named after a position, as in `a merge of A, B and C`."""
    text = sentence.text
    found: list[Named] = []
    end = pattern(
        r"[.;](?P<here>)|\b(?:using|via|with the|by|in order|designed|which|that)\b", after={"here": r"\s|$"}
    ).search(text[position:])
    stop = position + end.start() if end else len(text)
    for place, part in _between(text[position:stop]):
        words = _LISTED_LEAD.sub("", part).strip(" *:()[]\"'")
        start = position + place + part.find(words)
        identity = ID.search(words)
        if identity:
            if id_like(identity.group()):
                begin = start + identity.start()
                found.append(Named(identity.group(), begin, begin + len(identity.group()), sure=True))
            continue
        if simple(r"[a-z][a-z\d]{3,}").fullmatch(words) and is_family(words):
            found.append(Named(words, start, start + len(words), sure=True))
            continue
        match = NAME.match(_DETERMINER.sub("", words))
        if match and match.end() >= len(_DETERMINER.sub("", words)) - 8:
            named = named_by(words, start, weak=True)
            if named is not None and not spoiled(text, named.end):
                found.append(named)
    return found if any(one.sure for one in found) else []


def _between(text: str) -> Iterator[tuple[int, str]]:
    """The stretches between the words that join names, with their places; a joining word opens the next stretch."""
    at = 0
    while (join := _JOIN.search(text, at)) is not None:
        if join.start() > at:
            yield at, text[at : join.start()]
        at = join.start() + 1
    if at < len(text):
        yield at, text[at:]


def anywhere(sentence: Sentence) -> Named | None:
    """The first model that a list item or a table row names."""
    for link in sentence.links:
        if link.model_id is not None:
            return Named(link.model_id, link.start, link.end, sure=True)
    match = ID.search(sentence.text)
    if match and id_like(match.group()):
        return Named(match.group(), match.start(), match.end(), sure=True)
    return _plain(sentence, 0, weak=False)


def _plain(sentence: Sentence, start: int, *, weak: bool) -> Named | None:
    text = sentence.text
    match = ID.match(text, start)
    if match and id_like(match.group()):
        return Named(match.group().rstrip("."), start, match.end(), sure=True)
    for begin, end in sentence.clean.codes:
        if begin <= start + 1 < end:
            name = text[begin:end].strip()
            return Named(name, begin, end, sure=True) if code_name(name) else None
    match = NAME.match(text, start)
    if match is None or spoiled(text, match.end()):
        return None
    within = next((link for link in sentence.links if start < link.start < match.end() and link.model_id), None)
    if within is not None:
        return from_link(within)  # `Acmes [Heron large](https://huggingface.co/acme/heron-large)`
    return named_by(match.group(), start, weak=weak)


def code_name(name: str) -> bool:
    """Whether what stands between backticks is a model's name: `t5-small`, `acme/heron`, not `lm_head` or `run.py`."""
    if not 2 < len(name) <= 96 or " " in name or "=" in name or name.endswith((".py", ".json", "()", ".md", ".sh")):
        return False
    if _NEVER.match(name) or _TOOL.search(name) or _CLASS.search(name):
        return False
    return bool(is_family(name)) or (any(char.isdigit() for char in name) and ("-" in name or "/" in name))


def is_name(words: str) -> bool:
    """Whether words may be a model's name: no library, language, dataset or tool."""
    return not (_NEVER.match(words) or _TOOL.search(words) or _DATA_NAME.search(words))


def named_by(words: str, start: int, *, weak: bool) -> Named | None:
    """The model that words name; None where they are no name. `weak` takes a capitalised word of no known family."""
    name = _DETERMINER.sub("", words)
    start += len(words) - len(name)
    if _BASE_BEHIND.search(name):
        name = name[: -len(" base")]
    while (shorter := _MADE_BEHIND.sub("", _TAIL.sub("", name))) != name:
        name = shorter
    if _LIKENESS.search(name):
        return None
    if len(name) < 2 or len(name) > 80 or _TOOL.search(name) or _NEVER.match(name):
        return None
    if name.isupper() and len(name.split()) >= 4:
        return None  # a shouted sentence
    if len(name) == 2 and not is_family(name):
        return None  # `LoRA for RP`
    if all(_NEVER.match(token) for token in name.split()) or _NOT_A_MODEL_AFTER.match(" " + name.split()[-1]):
        return None
    if _DATA_NAME.search(name) or _CLASS.search(name):
        return None
    family = bool(is_family(name))
    marked = any(char.isdigit() for char in name) or "-" in name
    if not (family or weak or (marked and any(char.isupper() for char in name))):
        return None
    if weak and not family and not name[0].isupper():
        return None
    return Named(name, start, start + len(name), sure=family)


def from_link(link: Link) -> Named | None:
    """The model that a link leads to or names."""
    if link.model_id is not None and ("/" in link.model_id or is_family(link.model_id)):
        return Named(link.model_id, link.start, link.end, sure=True)
    if hub_dataset(link.url) or link.url.startswith("#"):
        return None
    if "civitai.com/models/" in link.url:
        return Named(link.url.split("?")[0], link.start, link.end, sure=True)
    label = link.label.strip("`*_ ")
    if link.model_id is not None and comparable(link.model_id) == comparable(label):
        return None  # a publisher's page, which the words name
    match = ID.search(label)
    if match and id_like(match.group()) and "://" not in label:
        return Named(match.group(), link.start, link.end, sure=True)
    if _HERE.match(label):
        return None
    if "://" in label or len(label) > 80:
        return None
    if (
        simple(r"[\w.+-]+").fullmatch(label)
        and not label.isalpha()
        and not _NEVER.match(label)
        and not _TOOL.search(label)
    ):
        return Named(label, link.start, link.end, sure=bool(is_family(label)))
    named = named_by(label, link.start, weak=True)
    return named if named is None else Named(named.model, link.start, link.end, sure=named.sure)


def spoiled(text: str, end: int) -> bool:
    """Whether the words after a name make it a method, a tool or a dataset."""
    return _NOT_A_MODEL_AFTER.match(text, end) is not None


def id_like(identity: str) -> bool:
    """Whether `org/name` may be a Hub id."""
    org, _, name = identity.partition("/")
    if len(name) < 3 or len(org) < 2 or org.isdigit() or name.isdigit():
        return False
    if hub_model(f"https://huggingface.co/{identity}") is None:
        return False
    return any(char.isdigit() or char.isupper() or char in "-_" for char in identity)
