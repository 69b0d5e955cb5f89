"""Which words are the name of a dataset: families that everybody knows, and whether other words can name one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from operator import itemgetter

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.phrases.matcher import table

_TOKEN = simple(r"[^\W_]+")
_BETWEEN = frozenset("-_ /.")
_TAIL = pattern(
    r"(?:[-_ ]?v\d[\d.]*|[ ](?:19|20)\d\d(?P<here>)|[ ]\d+\.\d+(?P<here_2>)|[-_.]?\d[\d.]*[kmbt]?(?P<word>)"
    r"|\+|-\([\w-]+\)|\(en\)|[-_][A-Za-z\d][\w.]*)",
    re.IGNORECASE,
    not_after={"here": r"[\d-]", "here_2": r"[\d%]", "word": r"[\w]"},
)
"""What may hang on a family's name: a version, a year, a size, a part."""
_VERSION = pattern(r"v?\d+[kmbt]?$", re.IGNORECASE)
_FIRST = 3
_LONGEST = 4
"""Parts of a family's name that are looked at together."""
_MODELISH = pattern(
    r"\w*llama|\w*bert\b|\b(?:bert|roberta|gpt-?\d|mistral|mixtral|qwen|gemma|phi-\d|falcon-\d|t5|whisper|wav2vec|xlm|deberta|electra|albert|distil\w*|vit\b|resnet|"
    r"stable diffusion|bart|pegasus|bloom|opt-|pythia|yolo|flux\b)", re.IGNORECASE
)  # fmt: skip
_NOT_ONE = pattern(
    r"et al\b|^cc[- ]?(?:by|0)\b|, (?:19|20)\d\d$|\b(?:optimization|learning|interspeech|hugging ?face hub|diffusi\w+|inc|ltd|university|team|cent(?:er|re)|institute|ministry|agency)\b|\b(?:classifier|filter|script|library|pipeline|paper|tool|toolkit|framework|words|benchmark harness|objective|loss|scheduler|optimizer)s?$|://|^dataset:|[a-zà-ÿ]\.(?:com|org|net|info|fr|de|it|es|ru|co\.uk|com\.\w\w)$",
    re.IGNORECASE,
)
_AMOUNT = pattern(r"^[~>≈]?\d[\d.,]*\s?[KMBT]?\+?\s\w+$", re.IGNORECASE)
_NO_WORD = pattern(
    r"^(?:v\d[\d.]*|\d+[a-z]{1,4}|\d[\d.,]*[kmbt%+]?|\d+[x×]\d+|\d+(?:th|st|nd|rd)|adam\w*|gpt-?[\d.]+\w*|chatgpt|[a-z]{2})$",
    re.IGNORECASE,
)
_STRONG = pattern(r"[A-Za-z]\w*\d|\d[\d.]*[A-Za-z]*-[A-Za-z]|[a-z][A-Z]|[A-Z]{3}|[A-Z][A-Za-z]*-[A-Z\d]|\w_\w")


@dataclass(frozen=True, slots=True)
class Known:
    """A family's name in a text."""

    start: int
    end: int
    expected: bool
    """Whether the words name other things, too, and are a dataset only where one is expected."""


def fold(name: str) -> str:
    """A name without case and separators."""
    return "".join(_TOKEN.findall(name)).casefold()


@cache
def _families() -> tuple[frozenset[str], dict[str, bool]]:
    """Folded names; and those that hold only as they are written, with whether a dataset must be expected."""
    folded: set[str] = set()
    written: dict[str, bool] = {}
    for row in table("dataset_families"):
        for name in row["names"]:
            if row.get("expected") or row.get("written"):
                written["".join(_TOKEN.findall(name))] = row.get("expected", False)
            else:
                folded.add(fold(name))
    return frozenset(folded), written


@cache
def _beginnings() -> frozenset[str]:
    """The first letters of all families: most words begin none."""
    folded, written = _families()
    return frozenset(name[:_FIRST].casefold() for name in (*folded, *written))


@cache
def _tails() -> frozenset[str]:
    return frozenset(word for row in table("dataset_tails") for word in row["words"])


@cache
def _no_names() -> frozenset[str]:
    return frozenset(word for row in table("no_dataset_words") for word in row["words"])


@cache
def languages() -> frozenset[str]:
    """The names of languages, capitalised."""
    rows = [row for row in table("no_dataset_words") if row["about"].startswith("languages")]
    return frozenset(word.capitalize() for row in rows for word in row["words"])


@cache
def _kinds() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    return tuple((row["kind"], tuple(row["parts"]), tuple(row.get("but", ()))) for row in table("dataset_kinds"))


@cache
def _family_kinds() -> dict[str, str]:
    return {fold(name): row["kind"] for row in table("dataset_families") for name in row["names"]}


def kind(name: str) -> str | None:
    """What kind of data a name tells of, as the record calls it; None where it tells nothing."""
    folded = fold(name)
    said = _family_kinds().get(folded)
    if said not in (None, "unknown"):
        return said
    for value, parts, but in _kinds():
        left = folded
        for word in but:
            left = left.replace(word, " ")
        if any(part in left for part in parts):
            return value
    return None


def known(text: str, start: int = 0, end: int | None = None) -> Iterator[Known]:
    """The families named in a stretch of a text, the longest name first."""
    last = len(text) if end is None else end
    tokens, found = _read(text)
    here, stop = bisect_left(tokens, (start, 0)), bisect_left(tokens, (last, 0))
    for number, one in found[bisect_left(found, here, key=itemgetter(0)) :]:
        if number >= stop:
            return
        if number < here:
            continue
        cut = [(begin, min(until, last)) for begin, until in tokens[number : min(stop, number + _LONGEST)]]
        whole = one if one.end <= last else _at(text, cut, 0)
        if whole is not None:
            yield whole
            here = bisect_left(tokens, (whole.end, 0))


@lru_cache(maxsize=16)  # a sentence is asked of at each of its phrases: once is enough
def _read(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, Known]]]:
    """The words of a text, and the families that begin with one of them, by its number."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    there = ((number, _at(text, tokens, number)) for number in range(len(tokens)))
    return tokens, [(number, one) for number, one in there if one is not None]


def beginning(text: str) -> Known | None:
    """The family with which a text begins."""
    tokens = [match.span() for match in islice(_TOKEN.finditer(text), _LONGEST)]
    return _at(text, tokens, 0) if tokens and tokens[0][0] == 0 else None


def is_known(name: str) -> bool:
    """Whether a name begins with a family's."""
    return beginning(name) is not None


def _at(text: str, tokens: list[tuple[int, int]], here: int) -> Known | None:
    """The longest family's name that begins with a token."""
    begin, stop = tokens[here]
    if stop - begin >= _FIRST and text[begin : begin + _FIRST].casefold() not in _beginnings():
        return None
    if begin and (text[begin - 1] in "/@._-" or text[begin - 1].isalnum()):
        return None
    folded, written = _families()
    best: Known | None = None
    joined = ""
    for number in range(here, min(here + _LONGEST, len(tokens))):
        if number > here and (
            tokens[number][0] - tokens[number - 1][1] != 1 or text[tokens[number - 1][1]] not in _BETWEEN
        ):
            break
        last = text[slice(*tokens[number])]
        short = _VERSION.sub("", last) if last[-1].isdigit() or last[-2:-1].isdigit() else last
        for form in (joined + last, joined + short) if short else (joined + last,):
            if form.casefold() in folded or form in written:
                best = Known(begin, tokens[number][1], form.casefold() not in folded and written[form])
                break
        joined += last
    return _with_tail(text, best) if best else None


def _with_tail(text: str, one: Known) -> Known | None:
    """A name with its version and part; None where what hangs on it makes it something else."""
    end = one.end
    while (match := _TAIL.match(text, end)) is not None and end - one.end < 30:
        tail = match.group().strip(" -_.").casefold()
        if tail in _tails() or tail.split("-")[0] in _tails():
            return None
        end = match.end()
    while end > one.end and text[end - 1] in ".-_":
        end -= 1
    if text[end : end + 1] in ("-", "_") and text[end + 1 : end + 2].isalnum():
        return None
    return Known(one.start, end, one.expected)


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(word for row in table("dataset_placeholders") for word in row["words"])


def is_placeholder(name: str) -> bool:
    """Whether what stands for a dataset says that it has no name: `custom`, `imagefolder`, `unknown`."""
    folded = name.casefold().replace("_", "-").replace(" ", "-").strip("-.")
    return not folded or folded in _placeholders() or (folded[0] == "{" and folded[-1] == "}")


@cache
def _leads() -> frozenset[str]:
    return frozenset(word for row in table("dataset_lead_words") for word in row["words"])


def is_lead(word: str) -> bool:
    """Whether a word may stand between `trained on` and the name: `a filtered subset of`, `10k hours of`."""
    return word in _leads() or word[0].isdigit() or word[0] in "~≈" or word in languages()


def is_word(word: str) -> bool:
    """Whether a single word names nothing."""
    return word.casefold() in _no_names() or _NO_WORD.match(word) is not None


def strong(name: str) -> bool:
    """Whether a name is spelled as no word is: digits, capitals within, parts joined by hyphens."""
    return _STRONG.search(name) is not None


def acceptable(name: str) -> bool:
    """Whether words are a dataset's name rather than a description."""
    words = name.split()
    if not 2 <= len(name) <= 60 or not words or len(words) > 6:
        return False
    if is_word(name) or _AMOUNT.match(name) or _NOT_ONE.search(name):
        return False
    if any(one.start == 0 and one.end == len(name) for one in known(name)):
        return True
    if _MODELISH.search(name):
        return False
    if all(is_word(word) or all(is_word(part) for part in simple(r"[/-]+").split(word) if part) for word in words):
        return False
    if words[-1].rpartition("-")[2] in _tails() or not any(char.isalpha() for char in name):
        return False
    if any(word.lower() in ("the", "this", "we", "model", "for", "with") for word in words):
        return False
    return any(char.isupper() or char.isdigit() or char in "_-" for char in name)
