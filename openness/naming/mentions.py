"""All models that a sentence names, and which of them stands beside a place: names first, then what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from openness._pattern import pattern, simple
from openness.naming import families, models
from openness.naming.models import Named
from openness.prose.sentences import Sentence

_LOWER = pattern(r"[a-z][a-z\d]*(?:[-_.][a-z\d]+)*", not_before=r"[A-Za-z0-9_/.-]", not_after=r"[A-Za-z0-9_/-]")
_REACH = 90
"""Characters between a statement and the name it is about."""
_STOPS = simple(
    r"\b(?:on|with|using|for|in|to|by|via|over|at|than|as|and|or|that|which|where|who|when|while|is|are|was|were"
    r"|be|has|have|had|train|trained|training|tuned|tokenizer|tokenizers|vocabulary|paper|code|codebase"
    r"|repository|dataset|datasets|data|corpus|corpora|recipe|method|methods|methodology|approach"
    r"|architecture|architectures|framework|library|license|licence|scripts|script|but|not|unlike|like"
    r"|similar|outperforms|outperform|such|encoder|tower|projector|vae|scheduler|benchmark|prompt|template"
    r"|tokens|steps|epochs|examples|samples|images|hours)\b",
    re.IGNORECASE,
)
"""Words that part a statement from a name behind them."""
_PART = simple(r"[.!?;:]\s|[。；，！？|]|\n")
_BESIDE = pattern(r"(?:\s(?:models?|checkpoints?|weights?))?\s?[(\[,:]\s?(?:https?://[\w./-]*)?")
_JOINS = pattern(
    r"(?:\s*(?:models?|checkpoints?|weights?|base))?(?:\s*\([^()]{0,60}\))?(?:\s*(?:models?|checkpoints?|weights?))?\s*"
    r"(?:,(?P<an>)\s*(?:and|&)?|&|\+|/|and|和|与|及|、|以及|と|및)\s*(?:(?:the )?(?:en|de)coder (?:from|with|of) )?"
    r"(?:(?:and|the|an?|our|its|on|from|of|[\w.-]+['’]s?|[Mm]eta|[Gg]oogle|OpenAI)\s+)*[\"'“(\[]?",
    not_after={"an": r"\s*an?\s"},
)


@lru_cache(maxsize=8)  # a sentence is asked several times in a row
def mentions(sentence: Sentence) -> tuple[Named, ...]:
    """The models that a sentence names, in the order of the text; a stretch names one."""
    taken: list[tuple[int, int]] = []
    found: list[Named] = []
    for named in (*_linked(sentence), *_written(sentence)):
        if not any(named.start < end and start < named.end for start, end in taken):
            taken.append((named.start, named.end))
            found.append(named)
    return tuple(sorted(found, key=lambda named: named.start))


def after(sentence: Sentence, position: int) -> Named | None:
    """The first model named behind a place, where only words stand between that lead to it ("the weights of the")."""
    for named in mentions(sentence):
        if named.start >= position - 1:
            near = named.start - position <= _REACH and not parted(sentence.text[position : named.start])
            good = named.sure and not models.spoiled(sentence.text, named.end)
            return named if near and good else None
    return None


def before(sentence: Sentence, position: int) -> Named | None:
    """The last model named before a place, where only words stand between that lead from it ("X model, a ...")."""
    last = [named for named in mentions(sentence) if named.end <= position]
    if not last or position - last[-1].end > _REACH or parted(sentence.text[last[-1].end : position]):
        return None
    return last[-1] if last[-1].sure else None


def joined(sentence: Sentence, first: Named) -> list[Named]:
    """A model and those that are named with it: `A, B and C`."""
    chain = [first]
    for named in mentions(sentence):
        if named.start < chain[-1].end:
            continue
        if not named.sure or not _JOINS.fullmatch(sentence.text, chain[-1].end, named.start):
            break
        if models.spoiled(sentence.text, named.end):
            break
        chain.append(named)
    return chain


def apposed(sentence: Sentence, named: Named) -> Named:
    """The id that stands beside a name for the same model: `the BERT base model (bert-base-uncased)`; else the name."""
    for other in mentions(sentence):
        if other.start >= named.end and _BESIDE.fullmatch(sentence.text, named.end, other.start):
            if models.same_model(named.model, other.model) and len(other.model) > len(named.model):
                return Named(other.model, named.start, other.end, sure=True)
            break
    return named


def parted(gap: str) -> bool:
    """Whether the words between a statement and a name part them."""
    return _PART.search(gap) is not None or _STOPS.search(gap) is not None


def _linked(sentence: Sentence) -> Iterator[Named]:
    for link in sentence.links:
        named = models.from_link(link)
        if named is not None and (named.sure or link.model_id):
            yield Named(named.model, link.start, max(link.end, link.start + 1), sure=True)


def _written(sentence: Sentence) -> Iterator[Named]:
    """Names in the words themselves; those inside an address are the address's."""
    return (named for named in _in_words(sentence) if not _in_address(sentence.text, named.start))


def _in_address(text: str, start: int) -> bool:
    return "://" in text[max(0, start - 120) : start].rpartition(" ")[2]


def _in_words(sentence: Sentence) -> Iterator[Named]:
    text = sentence.text
    for match in models.ID.finditer(text):
        if models.id_like(match.group()):
            yield Named(match.group().rstrip("."), match.start(), match.end(), sure=True)
    for begin, end in sentence.clean.codes:
        if models.code_name(text[begin:end].strip()):
            yield Named(text[begin:end].strip(), begin, end, sure=True)
    for match in models.NAME.finditer(text):
        named = models.named_by(match.group(), match.start(), weak=False)
        if named is not None:
            yield named
    for match in _LOWER.finditer(text):
        words = match.group()
        if len(words) > 3 and families.is_family_in_lower_case(words) and models.is_name(words):
            yield Named(words, match.start(), match.end(), sure=True)
