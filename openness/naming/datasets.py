"""Which datasets a stretch of a sentence names: links, ids, known names, and names before the word `dataset`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.naming.dataset_names import acceptable, beginning, is_known, is_lead, is_word, known, languages, strong
from openness.prose.markup import Link
from openness.prose.sentences import Sentence

_ID = pattern(r"[A-Za-z0-9][\w.-]{1,60}/[A-Za-z0-9][\w.-]*[A-Za-z0-9]", not_before=r"[\w/.@-]", not_after=r"[\w/]")
_NAME_WORD = r"(?:[A-Z][\w@.+–'’-]*|[a-z]+[A-Z\d_][\w.-]*|[a-z\d]+(?:[-_][\w.]+)+|\d+(?:\.\d+)?|v\d[\w.]*)"
_NOUN = r"(?:(?i:data ?sets?|corpus|corpora)|training set|train set|train split|collection|treebank|benchmark dataset)"
_BEFORE_NOUN = pattern(
    rf"(?P<names>{_NAME_WORD}(?:(?: - |[ ]){_NAME_WORD})*(?:(?:, (?:and )?| and | & | \+ ){_NAME_WORD}(?:[ ]{_NAME_WORD})*)*)(?: ?\([A-Z][\w-]{{1,11}}\))? "
    rf"(?:(?:train(?:ing)?|image|text|speech|question[- ]answering|dialogue|parallel|NER|QA|NLI|instruction) )*{_NOUN}\b",
    not_before=r"[\w/@]",
)
_SPLIT = simple(r", and |, | and | & | \+ ")
_STOP = pattern(
    r"[.;](?P<here>)|\bwhich\b|\b(?:and )?(?:then )?evaluat\w+\b|\bfor \d|\bstarting from\b|\bachiev\w+|\bin order\b|\bbased on\b"
    r"|, (?:resulting|making|with the)\b|\bto (?:predict|generate|classify|create|produce|perform|improve|follow|answer|make|detect|be)\b"
    r"|\b(?:on|of|in) (?:the )?(?:dev|development|validation|held-out) (?:set|split)|\bwe (?:found|find|observe)|\boutperform|\bsurpass|\bbeats?\b|\bexceeds?\b"
    r"|\btest(?:ed|ing)? (?:on|set)|(?P<train_and>)\bvalidat\w+|\bcompar\w+|\bsimilar to\b|\binspired by\b|\bby (?:the|removing|applying|\w+ing)\b|。"
    r"|\btokeni[sz]er\b|\bderived from\b|\binstead of\b|\bnot\b|\bsuch as the\b|\blibrary\b|\bframework\b|\bscript\b|\bwith (?:an? )?(?:learning|batch|the help)",
    re.IGNORECASE,
    after={"here": r"\s|$"},
    not_before={"train_and": r"train and |training and "},
)
_ARTICLES = frozenset({"a", "an", "the", "this", "these", "our"})
_NAME_ENDS = 300
"""Characters within which the name of a family has ended."""
_LEAD_WORDS = 8
"""Words such as `a subset of the` that may stand before what a model was trained on."""
_LEAD = pattern(r"\s*(?P<word>[~≈]?\d[\d.,]*[kKmMbBtT]?\+?|[A-Za-z][\w-]*)\s+")
_VERSION = pattern(r" (?:v\d+(?:\.\d+)*|\d+\.\d+)", not_after=r"[\w%]")
_AFTER_NAME = pattern(
    r"[\"”'`*]*\s*(?:$|[^\w\s-]|(?:and|with|for|by|in|using|to|at|as|from|which|that|then|but|while|data|datasets?|corpus|subsets?|splits?|train|training|以|上|和|的|数据)\b|[上和的数])",
    re.IGNORECASE,
)
"""What may follow a name that nobody knows: not the thing that it describes (`HDR photos`)."""
_OBJECT = pattern(r"\s*[\"“'`]?(?P<name>[A-Za-z\d][\w.+'’-]*)")
_JOIN = pattern(
    r"[\"”'`]?(?: ?\([^()]{1,30}\))?\s*(?:, and |, | and | & | ?\+ ?| ?/ ?|、|和)(?:(?:the|a|an|subsets?|parts?|of|from|data) )*",
    re.IGNORECASE,
)
_PRIVATE = pattern(r"\b(?:internal|proprietary|private|in-house)\s(?:\w+\s)?$", re.IGNORECASE)
_QUOTED = pattern(r"[\"“](?P<name>[A-Za-z][\w.+ -]{2,40})[\"”]")
_DATA_NOUN = pattern(
    r"(?: (?:chat|dialogue|training|instruction|text|code|abstracts?))? (?:data|corp(?:us|ora)|conversations?|samples|examples|articles|subset|split|posts|reviews|papers|abstracts|instructions|tweets|dump)\b",
    re.IGNORECASE,
)
_LANGUAGE = pattern(r"\b([A-Z][a-z]+) $")
_BY_LANGUAGE = ("Wikipedia", "wikipedia")
"""What there is of in each language."""
_FORMAT = simple(r"[ -](?:format|style|like)\b", re.IGNORECASE)
_SOME = pattern(r"\b(?:\d{1,3}|several|various|multiple|many|different|other) $", re.IGNORECASE)
_MANY_SETS = pattern(r" (?:data ?sets|corpora)\b", re.IGNORECASE)
_CITATION = simple(r"\bet ?al\b|[A-Za-z.,] ?\(?(?:19|20)\d\d[a-z]?\)?$")
_CITING = simple(r"\bet ?al\b|, \(?(?:19|20)\d\d[a-z]?\)?$")
"""Who made it and when, of which no name is made."""
_SCRIPT = simple(r"\.(?:py|ipynb|sh)$", re.IGNORECASE)
_LEFT_OUT = pattern(r"\b(?:without|except(?: for)?|excluding|minus|apart from)\s(?:the |any )?\W*$", re.IGNORECASE)
"""Before a part of the data that was not used."""
_CITED = pattern(r"(?P<name>[A-Z][\w.+-]*(?:[ -][A-Z\d][\w.+-]*){0,3})\s*[(\[]?$")
_BRACKETS = pattern(r" \((?P<inside>[^()]{2,60})\)$")
_DATA = simple(r"data ?sets?|corp(?:us|ora)|\bdata\b|数据", re.IGNORECASE)
_NAMES_DATA = pattern(r"\w[ -](?:data ?set|corp(?:us|ora)(?: collection)?)$", re.IGNORECASE)
"""A label that says that it names data, whoever it is from."""
_HOST = pattern(
    r"https?://(?:www\.)?(?:kaggle\.com/(?:datasets/)?(?P<competitions_code>)(?P<kaggle>[\w-]+/[\w.-]+)|github\.com/[\w.-]+/(?P<repo>[\w.-]+)/?$)",
    not_after={"competitions_code": r"c/|competitions/|code/"},
)
_PART_OF = pattern(r"\s*the (?:[\w-]+ )?(?:sets?|splits?|subsets?|parts?|portions?) of ", re.IGNORECASE)
"""Behind `with`: what a name stands behind."""
_TRAINED_ON = pattern(r"\b(?:trained|tuned|finetuned) on (?:the )?$", re.IGNORECASE)
_LABEL_WORDS = pattern(
    r"^(?:here|this|link|(?:this |the |our )?(?:data ?sets?|training data|train(?:ing)?(?: set)?|(?:pre-?|fine-?)(?:training|tuning)|data|corpus|paper|repo(?:sitory)?|page|blog(?:post)?|github|script|code|notebook|config|recipe))$",
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


def after(sentence: Sentence, position: int) -> list[NamedDataset]:
    """The datasets named after a position, up to where the sentence turns to something else."""
    text = sentence.text
    stop = _STOP.search(text, position)
    last = stop.start() if stop else len(text)
    found = list(within(sentence, position, last))
    if text[:position].rstrip()[-3:].lower() in (" on", "n的", "在") or _PART_OF.match(text, position):
        found.extend(objects(sentence, position, last, [(one.start, one.end) for one in found]))
    return found


def past_leads(text: str, start: int, end: int) -> int:
    """Where words such as `the English part of` end that may stand before a name."""
    here = start
    for _ in range(_LEAD_WORDS):
        lead = _LEAD.match(text, here, end)
        if lead is None or not is_lead(lead["word"]):
            break
        here = lead.end()
    return here


def objects(
    sentence: Sentence, start: int, end: int, taken: list[tuple[int, int]], *, families: bool = False
) -> Iterator[NamedDataset]:
    """
    The names that follow at once, whatever comes after them: `trained on a subset of FLD-5B and MJSynth`.

    Only names that are spelled as no word is, or families (`families`: these alone): what a model was trained *on* may be a machine, too.
    """
    text = sentence.text
    here = past_leads(text, start, end)
    while (match := _OBJECT.match(text, here, end)) is not None:
        name = match["name"].rstrip(".,:;!?'’")
        begin = match.start("name")
        if sentence.clean.link_at(begin, begin + len(name)) is not None:
            return
        whole = _ID.match(text, begin, end)
        if whole is not None and _is_id(whole.group()) and not _overlaps(*whole.span(), taken):
            name = whole.group()
            taken.append(whole.span())
            yield NamedDataset(name, name, None, *whole.span())
        elif not _overlaps(begin, begin + len(name), taken):
            # Read by itself: a stroke before it joins it to the name before (`NestText/Marsh-2`).
            family = beginning(text[begin : min(end, begin + _NAME_ENDS)])
            if family is not None:
                name = text[begin : begin + family.end]
            elif (version := _VERSION.match(text, begin + len(name))) is not None and strong(name + version.group()):
                name += version.group()
            if family is None and (families or not _names_itself(text, begin, name)):
                return
            taken.append((begin, begin + len(name)))
            yield NamedDataset(name, None, None, begin, begin + len(name))
        else:
            name = text[begin : max(b for a, b in taken if a < begin + len(name) and begin < b)]
        then = _JOIN.match(text, begin + len(name), end)
        if then is None:
            return
        here = then.end()


def within(sentence: Sentence, start: int, end: int, *, plain: bool = True) -> Iterator[NamedDataset]:  # noqa: C901 - one branch a way of naming
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
    called = "data" in text or "corpus" in text  # without them no id can stand before the word
    for match in _ID.finditer(text, start, end) if called else ():
        if _free(match, taken) and pattern(r"[\s`*]*(?:data ?sets?|corpus|data\b)").match(text[match.end() :]):
            taken.append(match.span())
            yield NamedDataset(match.group(), match.group(), None, *match.span())
    if not plain:
        return
    for match in _BEFORE_NOUN.finditer(text, start, end):
        offset = match.start("names")
        for part in _parts(match["names"]):
            begin = text.find(part, offset)
            offset = begin + len(part)
            if begin < 0 or _PRIVATE.search(text, max(0, begin - 24), begin):
                continue
            if _LEFT_OUT.search(text, max(0, begin - 24), begin):
                taken.append((begin, offset))
                continue
            if acceptable(part) and not _overlaps(begin, offset, taken):
                last = offset
                if offset == match.end("names") and _keeps_noun(part, text[offset : match.end()]):
                    last = match.end()  # `Arabic Poetry dataset` is the whole name
                taken.append((begin, last))
                yield NamedDataset(text[begin:last], None, None, begin, last)
    for match in _QUOTED.finditer(text, start, end):
        name = match["name"]
        if _free(match, taken) and simple(r"\d|-").search(name) and acceptable(name):
            taken.append(match.span())
            yield NamedDataset(name, None, None, *match.span("name"))
    yield from families(text, start, end, taken)


def _is_id(words: str) -> bool:
    """Whether `a/b` is a dataset's id rather than two names joined by a stroke (`Wikipedia/BookCorpus`)."""
    owner, _, name = words.partition("/")
    if owner.isalnum() and is_known(owner):
        return False
    return acceptable(name) and (strong(name) or is_known(name)) and "." not in owner


def _names_itself(text: str, start: int, name: str) -> bool:
    """Whether a word that nobody knows is a name by its spelling and by what follows it."""
    return (
        strong(name)
        and acceptable(name)
        and not is_word(name.partition("-")[0])
        and _AFTER_NAME.match(text, start + len(name)) is not None
    )


def families(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[NamedDataset]:
    """The well-known names in a stretch, those of other things only before the word `data` and its like."""
    for one in known(text, start, end):
        if _overlaps(one.start, one.end, taken) or _FORMAT.match(text, one.end):
            continue
        if text[max(0, one.start - 6) : one.start].lower().endswith(("e.g. ", "e.g., ")):
            continue
        if _LEFT_OUT.search(text, max(0, one.start - 24), one.start):
            continue
        if one.expected and not _DATA_NOUN.match(text, one.end):
            continue
        if _SOME.search(text, max(0, one.start - 12), one.start) and _MANY_SETS.match(text, one.end):
            continue  # `8 NLI datasets`: their kind
        begin = _with_language(text, one.start) if text[one.start : one.end] in _BY_LANGUAGE else one.start
        taken.append((begin, one.end))
        yield NamedDataset(text[begin : one.end], None, None, begin, one.end)


def _with_language(text: str, start: int) -> int:
    """Where a name begins with the language before it (`Japanese Wikipedia`)."""
    match = _LANGUAGE.search(text, max(0, start - 24), start)
    return match.start() if match and match[1] in languages() else start


def _keeps_noun(name: str, noun: str) -> bool:
    """Whether the noun belongs to the name: it is written as one, or the name is made of plain words."""
    words = name.split()
    if len(words) < 2 or (is_known(name) and strong(words[-1])):
        return False
    return noun.strip()[:1].isupper() or (
        not (strong(name) or is_known(name)) and all(word.isalpha() for word in words)
    )


def _parts(names: str) -> list[str]:
    return [part.strip() for part in _SPLIT.split(names) if part.strip()]


def _free(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return not _overlaps(*match.span(), taken)


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in taken)


@lru_cache(maxsize=1024)  # each statement of a sentence asks for all of its links again
def from_link(link: Link, text: str, *, expected: bool = False) -> NamedDataset | None:  # noqa: C901 - one branch a kind of link
    """The dataset a link names; None for links to models, code, papers about something else."""
    identity = link.dataset_id
    if identity == "viewer":  # the old viewer took the id as a parameter
        chosen = simple(r"[?&]dataset=([\w./-]+)").search(link.url)
        identity = chosen[1] if chosen else None
    if identity is not None:
        identity = identity.removesuffix("/viewer")
    if "/spaces/" in link.url:
        return None  # a page that shows it
    if "/blob/" in link.url and identity is not None:
        return None  # a file kept there, not the dataset
    label = link.label.strip("`*_\"' ")
    label = label[1:-1] if label.startswith("(") and label.endswith(")") else label
    noun = pattern(r"\s+(?:data ?sets?|corpus|corpora|data)$", re.IGNORECASE).search(label)
    if noun is not None and not _keeps_noun(label[: noun.start()], noun.group()):
        label = label[: noun.start()]
    label = _without_aside(label)
    if _SCRIPT.search(label):
        return None
    told = not (_LABEL_WORDS.match(label) or not label or "://" in label or len(label) > 60)
    if identity is not None:
        if _CITING.search(label):
            cited = _CITED.search(text[: link.start])  # `Nest Text ([Heron et al., 2018](..))`
            found = cited is not None and acceptable(cited["name"])
            label, told = (cited["name"] if cited is not None and found else label), found
        told = told and not (label.isalpha() and label.islower() and label not in identity.lower())
        return NamedDataset(label if told else identity, identity, link.url, link.start, link.end)
    if link.model_id is not None or not link.url.startswith("http"):
        return None
    hosted = _hosted(link.url, "" if "://" in label else label)
    if hosted is not None and (not told or not acceptable(label) or label.split()[0] in _ARTICLES):
        near = text[max(0, link.start - 40) : link.end + 40]
        return NamedDataset(hosted, None, link.url, link.start, link.end) if _DATA.search(near) else None
    cited = _CITED.search(text[: link.start]) if _CITATION.search(label) else None
    if cited is not None and acceptable(cited["name"]):  # `CoLA [Heron et al., 2018](..)`
        return NamedDataset(cited["name"], None, None, *cited.span("name"))
    if _ID.match(label) and "github.com" in link.url and _TRAINED_ON.search(text, max(0, link.start - 20), link.start):
        return NamedDataset(label, None, link.url, link.start, link.end)
    if not told or not (acceptable(label) or _is_named_before_noun(link, label, text)):
        return None
    if not (is_known(label) or _NAMES_DATA.search(link.label)) and simple(
        r"\b(?:by|from the|thanks to|(?:data|dataset|corpus|provided|released|collected) from)\s$"
    ).search(text[max(0, link.start - 16) : link.start]):
        return None  # who made it
    if is_known(label) or (expected and "github.com" not in link.url):
        return NamedDataset(label, None, link.url, link.start, link.end)
    if "github.com" in link.url and not simple(r"data|corp(?:us|ora)", re.IGNORECASE).search(
        link.url + link.label + text[link.end : link.end + 20]
    ):
        return None
    around = text[link.end : link.end + 160] + " " + link.label + " " + text[max(0, link.start - 60) : link.start]
    return NamedDataset(label, None, link.url, link.start, link.end) if _DATA.search(around) else None


def _is_named_before_noun(link: Link, label: str, text: str) -> bool:
    """Whether a single word in small letters stands before `dataset`: `the [nestsum](..) dataset`."""
    plain = label.isalnum() and len(label) > 3 and not (is_word(label) or is_lead(label) or label.lower() in _ARTICLES)
    return plain and pattern(r"[`*]* (?:data ?set|corpus)\b").match(text[link.end :]) is not None


def _without_aside(label: str) -> str:
    """A label without its brackets: `Natural Questions (NQ)`; what is better known stays (`... Crawled Corpus (C4)`)."""
    match = _BRACKETS.search(label)
    if match is None or not label[: match.start()].strip():
        return label
    before = label[: match.start()].strip()
    return match["inside"] if is_known(match["inside"]) and not is_known(before) else before


def _hosted(url: str, label: str) -> str | None:
    """The name in the address of a host of data, for links whose words name nothing."""
    match = _HOST.match(url)
    if match is None:
        return None
    repository = (match["repo"] or "").removesuffix(".git")
    return match["kaggle"] or (repository if repository and _DATA.search(f"{label} {repository}") else None)
