"""Which datasets a stretch of a sentence names: links, ids, known names, and names before the word `dataset`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openness._pattern import pattern
from openness.prose.markup import Link
from openness.prose.sentences import Sentence

KNOWN = pattern(
    r"(?<![\w/-])(?P<name>(?:the )?(?:m?C4\b|Wikipedia|Wiki-?40B|Book-?Corpus(?:Open)?|CC-?(?:100|News|Net|Stories)|OSCAR(?:[- ]?\d{2,4})?|"
    r"(?:The )?Pile\b|RedPajama(?:[- ]?(?:Data|V\d|1T))*|SlimPajama(?:-\d+B)?|RefinedWeb|FineWeb(?:[- ]?Edu|-?2)?|Dolma(?: v\d\.\d)?|"
    r"Open-?WebText\d?|WebText|The Stack(?: v?\d)?|StarCoderData|LAION[- ]?(?:\d+[BM](?:[- ]?(?:en|multi|nolang|aesthetics?)\b|\(en\))?|Aesthetics\w*|400M)|ImageNet(?:-\w+)?|"
    r"(?:MS[- ]?)?COCO(?: ?20\d\d)?|SQuAD(?:[ -]?v?\d(?:\.\d)?)?|(?:Multi|X|S|A|Fever|JS|K)?NLI\b|MNLI|SNLI|QNLI|SST-?[25]|CoNLL-?\d{4}|GLUE\b|"
    r"XSum|CNN[/ -]?Daily ?Mail|MS ?MARCO|Natural Questions|TriviaQA|HotpotQA|Libri(?:Speech|Light|TTS)(?:[ -]\w+)?|Common ?Voice(?: \d+(?:\.\d)?)?|"
    r"VoxPopuli|FLEURS|TED-?LIUM|GigaSpeech|WenetSpeech|AISHELL-?\d?|VCTK|LJ ?Speech|Alpaca\b|ShareGPT|Dolly(?:-?15k)?|OpenAssistant|OASST\d?|"
    r"OpenOrca|SlimOrca|UltraChat(?:_?200k)?|UltraFeedback|(?:Anthropic )?HH-?RLHF|WizardLM[\w-]*|Evol-?Instruct|FLAN\b|P3\b|Objaverse|CIFAR-?10+|"
    r"MNIST|Fashion-?MNIST|Food-?101|Cityscapes|ADE20K|Visual Genome|Conceptual Captions|CC3M|CC12M|YFCC\w*|DataComp\w*|WebVid\w*|"
    r"CUAD|PubMed(?: abstracts)?|MIMIC-?\w*|S2ORC|arXiv|Europarl|OPUS(?:-100)?|ParaCrawl|CCMatrix|Tatoeba|Open-?Subtitles|WikiText-?\d*|"
    r"AG ?News|IMDB?|Yelp|GSM8K|MetaMathQA|Dolphin|Airoboros[\w.-]*|LIMA|Open-?Platypus|Cosmopedia(?: v\d)?|CodeSearchNet|APPS))(?![\w-])",
    re.IGNORECASE,
)
"""Datasets that cards name without calling them one."""
_WIDE = frozenset(
    {
        "arxiv",
        "imdb",
        "imd",
        "yelp",
        "opus",
        "flan",
        "p3",
        "dolphin",
        "alpaca",
        "apps",
        "glue",
        "airoboros",
        "sharegpt",
        "lima",
        "dolly",
    }
)
_ID = pattern(r"(?<![\w/.@-])[A-Za-z0-9][\w.-]{1,60}/[A-Za-z0-9][\w.-]*[A-Za-z0-9](?![\w/])")
_NAME_WORD = r"(?:[A-Z][\w@.+–'’-]*|[a-z]+[A-Z\d_][\w.-]*|[a-z\d]+(?:[-_][\w.]+)+|\d+(?:\.\d+)?|v\d[\w.]*)"
_NOUN = r"(?:data ?sets?|corpus|corpora|data ?sets|training set|train set|train split|collection|treebank|benchmark dataset)"
_BEFORE_NOUN = pattern(
    rf"(?<![\w/@])(?P<names>{_NAME_WORD}(?:(?: - |[ ]){_NAME_WORD})*(?:(?:, (?:and )?| and | & | \+ ){_NAME_WORD}(?:[ ]{_NAME_WORD})*)*)(?: ?\([A-Z][\w-]{{1,11}}\))? "
    rf"(?:(?:train(?:ing)?|image|text|speech|question[- ]answering|dialogue|parallel|NER|QA|NLI|instruction) )*{_NOUN}\b"
)
_SPLIT = pattern(r", and |, | and | & | \+ ")
_STOP = pattern(
    r"[.;](?=\s|$)|\bwhich\b|\b(?:and )?(?:then )?evaluat\w+\b|\bfor \d|\bstarting from\b|\bachiev\w+|\bin order\b|\bbased on\b"
    r"|, (?:resulting|making|with the)\b|\bto (?:predict|generate|classify|create|produce|perform|improve|follow|answer|make|detect|be)\b"
    r"|\b(?:on|of|in) (?:the )?(?:dev|development|validation|held-out) (?:set|split)|\bwe (?:found|find|observe)|\boutperform|\bsurpass|\bbeats?\b|\bexceeds?\b"
    r"|\btest(?:ed|ing)? (?:on|set)|\bvalidat\w+|\bcompar\w+|\bsimilar to\b|\binspired by\b|\bby (?:the|removing|applying|\w+ing)\b|。"
    r"|\btokeni[sz]er\b|\bderived from\b|\binstead of\b|\bnot\b|\bsuch as the\b|\blibrary\b|\bframework\b|\bscript\b|\bwith (?:an? )?(?:learning|batch|the help)",
    re.IGNORECASE,
)
_NO_NAME = pattern(
    r"^(?:home ?page|link|links|page|website|source|scale|quality|social|media|free|readings|hub|croatian|slovenian|slovene|serbian|"
    r"bulgarian|macedonian|estonian|latvian|lithuanian|icelandic|irish|welsh|catalan|basque|galician|nynorsk|bokmål|malay|tagalog|filipino|"
    r"swahili|yoruba|amharic|afrikaans|latin|nordic|slavic|the|this|these|our|we|open|accessible|available|shared|user|viewer|quantity|size|name|source|number|total|count|it|its|a|an|my|your|their|other|several|following|same|original|custom|own|new|full|whole|entire|"
    r"english|german|french|spanish|italian|chinese|japanese|korean|russian|arabic|hindi|portuguese|dutch|turkish|polish|persian|"
    r"vietnamese|indonesian|thai|swedish|finnish|danish|norwegian|czech|greek|hebrew|hungarian|romanian|ukrainian|bengali|tamil|urdu|"
    r"african|indian|european|american|british|multilingual|bilingual|monolingual|internet|web|public|private|internal|proprietary|"
    r"hugging ?face|hf|kaggle|github|google|twitter|tweets?|reddit|llms?|ai|ml|nlp|sft|dpo|rlhf|ppo|orpo|kto|lora|qlora|gpu|gpus|tpu|a100|h100|v100|"
    r"pytorch|tensorflow|keras|jax|transformers|deepspeed|axolotl|unsloth|trl|peft|adam\w*|python|instruct\w*|instruction|chat|synthetic|medical|"
    r"dataset|datasets|data|corpus|none|unknown|n/a|custom|train|training|test|validation|dev|model|models|base|fine|pre|question|answer|"
    r"qa|ner|nli|asr|ocr|tts|pos|mlm|causal|lm|json|csv|text|image|images|imagefolder|audiofolder|generator|high-quality|large-scale|open-source|"
    r"publicly|large|small|real|both|all|some|two|three|four|many|various|different|step|stage|phase|part|version|v\d|\d[\d.,]*[kmbt%]?|"
    r"gpt-?[\d.]+\w*|chatgpt|user-shared|non-english|code|math|english-only|human-annotated|domain-specific|in-house|multi-turn|[a-z]{2})$",
    re.IGNORECASE,
)
_MODELISH = pattern(
    r"\b(?:bert|roberta|gpt-?\d|llama|mistral|mixtral|qwen|gemma|phi-\d|falcon-\d|t5|whisper|wav2vec|xlm|deberta|electra|albert|distil\w*|vit\b|resnet|"
    r"stable diffusion|bart|pegasus|bloom|opt-|pythia|yolo)", re.IGNORECASE
)  # fmt: skip
_PRIVATE = pattern(r"\b(?:internal|proprietary|private|in-house)\s(?:\w+\s)?$", re.IGNORECASE)
_QUOTED = pattern(r"[\"“](?P<name>[A-Za-z][\w.+ -]{2,40})[\"”]")
_NOT_ONE = pattern(
    r"et al\b|, (?:19|20)\d\d$|\b(?:optimization|learning|interspeech|hugging ?face hub|diffusi\w+|inc|ltd|university|team|cent(?:er|re)|institute|ministry|agency)\b|://|^dataset:",
    re.IGNORECASE,
)
_FORMAT = pattern(r"[ -](?:format|style|like)\b", re.IGNORECASE)
_CITATION = pattern(r"\bet ?al\b|[A-Za-z.,] ?\(?(?:19|20)\d\d[a-z]?\)?$")
_CITED = pattern(r"(?P<name>[A-Z][\w.+-]*(?:[ -][A-Z\d][\w.+-]*){0,3})\s*[(\[]?$")
_AMOUNT = pattern(r"^[~>≈]?\d[\d.,]*\s?[KMBT]?\+?\s\w+$", re.IGNORECASE)
_LABEL_WORDS = pattern(
    r"^(?:here|this|link|(?:this |the |our )?(?:data ?sets?|training data|train(?:ing)? set|data|corpus|paper|repo(?:sitory)?|page|blog(?:post)?|github|script|code|notebook|config|recipe))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedDataset:
    """A dataset as a sentence names it."""

    name: str
    id: str | None
    url: str | None
    start: int
    end: int


def after(sentence: Sentence, position: int, *, end: int | None = None) -> list[NamedDataset]:
    """The datasets named after a position, up to where the sentence turns to something else."""
    text = sentence.text
    stop = _STOP.search(text, position)
    last = stop.start() if stop else len(text)
    if end is not None:
        last = min(last, end)
    return list(within(sentence, position, last))


def within(sentence: Sentence, start: int, end: int, *, plain: bool = True) -> Iterator[NamedDataset]:
    """The datasets named in a stretch of a sentence."""
    taken: list[tuple[int, int]] = []
    text = sentence.text
    for link in sentence.links:
        if link.end <= start or link.start >= end:
            continue
        taken.append((link.start, link.end))
        named = from_link(link, text)
        if named is not None:
            yield named
    for match in _ID.finditer(text, start, end):
        if _free(match, taken) and re.match(r"[\s`*]*(?:data ?sets?|corpus|data\b)", text[match.end() :]):
            taken.append(match.span())
            yield NamedDataset(match.group(), match.group(), None, *match.span())
    if not plain:
        return
    for match in _BEFORE_NOUN.finditer(text, start, end):
        offset = match.start("names")
        for part in _parts(match["names"]):
            begin = text.find(part, offset)
            offset = begin + len(part)
            if _PRIVATE.search(text, max(0, begin - 24), max(begin, 0)):
                continue
            if begin >= 0 and acceptable(part) and not any(a < offset and begin < b for a, b in taken):
                taken.append((begin, offset))
                yield NamedDataset(part, None, None, begin, offset)
    for match in _QUOTED.finditer(text, start, end):
        name = match["name"]
        if _free(match, taken) and re.search(r"\d|-", name) and acceptable(name):
            taken.append(match.span())
            yield NamedDataset(name, None, None, *match.span("name"))
    for match in KNOWN.finditer(text, start, end):
        name = match["name"]
        if _free(match, taken) and name.lower() not in _WIDE and not _FORMAT.match(text, match.end()):
            taken.append(match.span())
            short = name[4:] if name.lower().startswith("the ") and not name.lower().startswith("the stack") else name
            yield NamedDataset(short, None, None, match.end() - len(short), match.end())


def _parts(names: str) -> list[str]:
    return [part.strip() for part in _SPLIT.split(names) if part.strip()]


def _free(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return not any(a < match.end() and match.start() < b for a, b in taken)


def from_link(link: Link, text: str) -> NamedDataset | None:
    """The dataset a link names; None for links to models, code, papers about something else."""
    identity = link.dataset_id
    if identity == "viewer":  # the old viewer took the id as a parameter
        chosen = re.search(r"[?&]dataset=([\w./-]+)", link.url)
        identity = chosen[1] if chosen else None
    if identity is not None:
        identity = identity.removesuffix("/viewer")
    if "/spaces/" in link.url:
        return None  # a page that shows it
    if "/blob/" in link.url and identity is not None:
        return None  # a file kept there, not the dataset
    label = re.sub(r"\s+(?:data ?sets?|corpus|corpora)$", "", link.label.strip("`*_\"' "), flags=re.IGNORECASE)
    if identity is not None:
        name = identity if _LABEL_WORDS.match(label) or not label or "://" in label or len(label) > 60 else label
        return NamedDataset(name, identity, link.url, link.start, link.end)
    if link.model_id is not None or not link.url.startswith("http"):
        return None
    cited = _CITED.search(text[: link.start]) if _CITATION.search(label) else None
    if cited is not None and acceptable(cited["name"]):  # `CoLA [Heron et al., 2018](..)`
        return NamedDataset(cited["name"], None, None, *cited.span("name"))
    if _LABEL_WORDS.match(label) or "://" in label or len(label) > 60 or not acceptable(label):
        return None
    if re.search(r"\b(?:by|from the|thanks to)\s$", text[max(0, link.start - 12) : link.start]):
        return None  # who made it
    if "github.com" in link.url and not re.search(
        r"data|corp(?:us|ora)", link.url + link.label + text[link.end : link.end + 20], re.IGNORECASE
    ):
        return None
    around = text[link.end : link.end + 160] + " " + link.label + " " + text[max(0, link.start - 60) : link.start]
    if not KNOWN.search(label) and not re.search(r"data ?sets?|corp(?:us|ora)|\bdata\b|数据", around, re.IGNORECASE):
        return None
    return NamedDataset(label, None, link.url, link.start, link.end)


def acceptable(name: str) -> bool:
    """Whether words are a dataset's name rather than a description."""
    words = name.split()
    if not 2 <= len(name) <= 60 or not words or len(words) > 6 or _MODELISH.search(name):
        return False
    if (
        all(_NO_NAME.match(word) for word in re.split(r"[\s/-]+", name) if word)
        or _NO_NAME.match(name)
        or _AMOUNT.match(name)
    ):
        return False
    if _NOT_ONE.search(name):
        return False
    if any(word.lower() in ("the", "this", "we", "model", "for", "with") for word in words):
        return False
    return any(char.isupper() or char.isdigit() or char in "_-" for char in name)
