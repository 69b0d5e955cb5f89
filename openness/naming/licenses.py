"""Which licences a stretch of a sentence names: by a name that the store knows, by a link, or as written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.licenses import find, of_model, resolve
from openness.licenses.store import Resolution, index
from openness.phrases.matcher import table
from openness.prose.markup import hub_model
from openness.prose.sentences import Sentence

_TOKEN = pattern(r"[A-Za-z]+(?P<here>)\+{0,2}|\d+(?:\.\d+)*\+?", not_after={"here": r"[a-z]"})
# Words around and inside a licence's name that do not tell it from another.
_FILLERS = frozenset(["the", "license", "licence", "licenses", "licences", "agreement", "version", "v", "software"])
# A name made of these alone (`research license`) is anybody's.
_PLAIN = frozenset(
    [
        "non",
        "noncommercial",
        "commercial",
        "research",
        "community",
        "model",
        "open",
        "terms",
        "of",
        "service",
        "use",
        "policy",
        "custom",
        "usage",
        "restrictions",
        "source",
        "public",
        "h",
        "family",
        "closed",
        "weights",
        "permissive",
        "expat",
        "new",
    ]
)
_LICENSE_WORD = pattern(r"[\s\"”*)_-]*(?:\w+ ){0,2}(?:licen[cs]e|licen[cs]ing|agreement|terms)\b", re.IGNORECASE)
_LICENSE_INSIDE = simple(r"\b(?:licen[cs]e|agreement|terms)\b", re.IGNORECASE)
_DISOWNED = pattern(
    r"(?:\bbased on|\bfork of|\bderived from|\binspired by)\s+(?:the )?(?:[\w-]+['’]s? )?$", re.IGNORECASE
)
_MODIFIED = pattern(
    r"(?:\bmodified|\bmodification of|\badapted|\b(?:variant|variation|modified version) of|修改(?:版|后)?的?|修正|改変)\s*(?:the )?$",
    re.IGNORECASE,
)
"""Before a name: the text is another one than the licence that is named."""
_POLICY = pattern(r"[\s\"”*)_-]*(?:(?:acceptable|prohibited) use|usage|use) polic(?:y|ies)\b", re.IGNORECASE)
_ONLY_LIKE = simple(r"[ -]?(?:based|like|style|inspired|compatible)\b", re.IGNORECASE)
_NAME_END = pattern(r"(?:[ -](?:software|public|terms of use|licen[cs]e|agreement)\b)+", re.IGNORECASE)
_LONGEST = 14  # tokens of the longest name
# Names that can only be a licence's; of any other (`Stable Diffusion`, `Llama 2`) the word `license` has to follow.
_LICENSE_ONLY = simple(
    r"(?:mit|apache|cc(?:by|0)|creativecommons|creativeml|gpl|lgpl|agpl|gnu|bsd|mpl|mozilla|isc|unlicense|wtfpl|artistic"
    r"|epl|eclipse|eupl|european|afl|academicfree|osl|opensoftware|ncsa|zlib|postgresql|open ?rail|bigscience|bigcode"
    r"|cpml|openmdw|odc|odbl|pddl|cdla|cuda|lppl|ofl|sil|boost|mspl|ecl|etalab|fairai|modifiedmit|unlicense)"
)
_WRITTEN = pattern(
    r"(?:(?:[A-Z0-9][\w.+&'’-]*|custom|commercial|bespoke|original|of|for|and|the|[Nn]on-?)[ -]+(?:\[[\w.]+\] )?){0,7}"
    r"(?:[\w.-]*_)?(?:LICEN[CS]E|Licen[cs]e|licen[cs]e|Terms of (?:Use|Service))(?:[ -](?:Agreement|agreement|v?\d[\d.]*\d|(?:\([\w. -]{2,20}\))))*"
)
_WORD_START = pattern(r"[\w.-]*$")
"""What of a word stands before a place in it."""
_WRITTEN_FOR = pattern(r"\bLicen[cs]e Agreement (?:for|of) [A-Z][\w.-]*(?: (?:[A-Z\d][\w.-]*|for|of)){0,6}")
_CHINESE = pattern(
    r"《([^《》]{2,40}(?:协议|许可证|许可|License[^《》]*))》|([A-Z][\w.-]*(?: [\w.-]+){0,3} ?模型(?:社区)?许可协议)"
)
_TRIVIAL = pattern(
    r"^(?:(?:the|this|that|a|an|of|for|and|our|their|its|same|model|full|attached|original)\W+)*licen[cs]e(?: agreement)?$",
    re.IGNORECASE,
)
_NON_COMMERCIAL = pattern(r"\bnon-?\s?commercial(?: (?:\w+ ){0,2}licen[cs]e)?", re.IGNORECASE)
_CC = pattern(
    r"creativecommons\.org/(?:licenses/(?P<kind>by(?:-nc)?(?:-sa|-nd)?)/(?P<version>\d\.\d)|publicdomain/(?P<zero>zero))",
    re.IGNORECASE,
)
_FILE = pattern(r"/(?:blob|resolve|raw)/[^/]+/(?:model_)?licen[cs]e(?:\.\w+)?$", re.IGNORECASE)
"""A licence file of a repository on the Hub: there, the licence of a well-known publisher's model."""
_LISTS = simple(
    r"(?:opensource\.org/(?:licenses?|license)|choosealicense\.com/licenses|spdx\.org/licenses|apache\.org/licenses|"
    r"gnu\.org/licenses|unlicense\.org|mit-license\.org)/(?P<id>[\w.+-]*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedLicense:
    """A licence as a sentence names it."""

    license: str
    """Hub id where one exists, else a family's name, or the name as written; empty for `LICENSE`, the file."""
    id: str | None
    """Our id of the licence or series; None for a family and for names that nobody knows."""
    start: int
    end: int


@cache
def _by_words() -> dict[str, str]:
    """Known names without fillers, blanks and punctuation, to the name as the store has it."""
    known = index()
    found: dict[str, str] = {}
    for names in (known["families"], known["names"]):
        for name in names:
            tokens = [token for token, _, _ in _tokens(name, 0, len(name))]
            if tokens and "policy" not in tokens and not set(tokens) <= _PLAIN and len("".join(tokens)) > 1:
                found.setdefault("".join(tokens), name)
    return found


@cache
def _openings() -> frozenset[str]:
    """The first words of known names."""
    known = index()
    firsts = (_tokens(name, 0, len(name))[:1] for names in (known["families"], known["names"]) for name in names)
    return frozenset(first[0][0] for first in firsts if first)


def _tokens(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    return [
        (word, match.start(), match.end())
        for match in _TOKEN.finditer(text, start, end)
        if (word := match.group().lower()) not in _FILLERS
    ]


def named(sentence: Sentence, start: int, end: int, *, whole: bool = False) -> list[NamedLicense]:
    """
    The licences named in a stretch of a sentence's words, in order.

    `whole`: the stretch is a field's value, so that a bare `Llama 2` is a licence's name there.
    """
    found = list(_known(sentence.text, start, end, whole=whole))
    for link in sentence.links:
        if link.end > start and link.start < end:
            written = _WRITTEN.search(link.label) or _WRITTEN.search(sentence.text, start, link.start)
            linked = of_link(link.url) or (None if written else _of_file(link.url))
            inside = next((one for one in found if one.start < link.end and link.start < one.end), None)
            if linked is not None and (
                inside is None or (inside.id is None and not inside.license.startswith("modified"))
            ):
                found = [one for one in found if one is not inside]
                found.append(NamedLicense(spelled(linked), linked, link.start, max(link.end, link.start + 1)))
    found.sort(key=lambda one: one.start)
    starts = [one.start for one in found]
    reached = list(accumulate((one.end for one in found), max))  # how far those up to here reach
    last = start
    for one in _written(sentence.text, start, end):
        before = bisect_left(starts, one.end) - 1
        if one.start >= last and (before < 0 or reached[before] <= one.start):
            found.append(one)
            last = one.end
    found.sort(key=lambda one: one.start)
    return found


def named_in(text: str) -> list[NamedLicense]:
    """The licences that some words without links name, in order."""
    return sorted(_known(text, 0, len(text), whole=False), key=lambda one: one.start)


def is_plain(name: str) -> bool:
    """Whether a name is made of words that any licence may have: `Non-commercial license`."""
    return {word for word, _, _ in _tokens(name, 0, len(name))} <= _PLAIN


def by_name(name: str) -> str | None:
    """Our id of the licence that a field names, spelled as the store knows it or nearly so."""
    found = resolve(name)
    if found.kind not in ("license", "series"):
        known = _by_words().get("".join(word for word, _, _ in _tokens(name, 0, len(name))))
        found = resolve(known) if known else found
    return found.id if found.kind in ("license", "series") else None


def of_link(url: str) -> str | None:
    """Our id of the licence whose published text a link leads to."""
    match = _CC.search(url)
    if match:
        return resolve("cc0-1.0" if match["zero"] else f"cc-{match['kind']}-{match['version']}".lower()).id
    match = _LISTS.search(url)
    if match:
        name = simple(r"\.(?:html|txt|php|en)$").sub("", match["id"].removeprefix("LICENSE-"))
        guess = f"apache-{name}" if "apache.org" in url.lower() else name
        found = resolve(guess)
        return found.id if found.kind in ("license", "series") else None
    address = _address(url)
    return next((identity for known, identity in _links().items() if address.startswith(known)), None)


def _of_file(url: str) -> str | None:
    """The licence of a well-known publisher's model to whose licence file a link leads."""
    model = hub_model(url) if _FILE.search(_address(url)) else None
    text = of_model(model) if model is not None else None
    return text.id if text is not None else None


@cache
def _links() -> dict[str, str]:
    return {_address(row["url"]): row["license"] for row in table("license_links")}


def _address(url: str) -> str:
    return pattern(r"^https?://(?:www\.)?").sub("", url.lower()).split("#")[0].split("?")[0].rstrip("/")


def means(name: str, identity: str) -> bool:
    """Whether a name that the store does not know (`Meta license`, `custom license`) can mean a licence by its words."""
    words = (
        {word for word, _, _ in _tokens(name, 0, len(name)) if word.isalpha() and len(word) > 1} - _PLAIN - {"original"}
    )
    members = resolve(name).members
    text = find(identity)
    if members:
        return spelled(identity) in members
    if text is None:
        return False
    told = f"{text.name} {text.licensor or ''} {' '.join(text.aliases)}".lower()
    return bool(words) and all(word in told for word in words)


def name_end(text: str, one: NamedLicense) -> int:
    """Where a name ends that the word licence may follow: `SDXL 0.9 Research License Agreement`."""
    behind = _NAME_END.match(text, one.end) if one.end > one.start else None
    return behind.end() if behind is not None else max(one.end, one.start + 1)


def spelled(identity: str) -> str:
    """The Hub's spelling of an id, where it has one."""
    return index()["hub_ids"].get(identity, identity)  # type: ignore[no-any-return]


def _known(text: str, start: int, end: int, *, whole: bool) -> Iterator[NamedLicense]:
    by_words = _by_words()
    tokens = _tokens(text, start, end)
    here = 0
    openings = _openings()
    while here < len(tokens):
        if tokens[here][0] not in openings:
            here += 1
            continue
        keys = list(accumulate(word for word, _, _ in tokens[here : here + _LONGEST]))
        for there in range(here + len(keys), here, -1):
            key = keys[there - here - 1]
            name = by_words.get(key)
            first, last = tokens[here][1], tokens[there - 1][2]
            if name is None:
                continue
            here = there - 1
            if not _stands(text, key, first, last, whole=whole):
                break
            found = _meant(text, first, last, name)
            if found.kind == "family" and not _LICENSE_ONLY.match(key) and key not in _bare_families():
                break  # `TII Falcon License 2.0` is read as it is written
            modified = key.startswith("modified") or _MODIFIED.search(text, max(0, first - 24), first) is not None
            if modified and not key.startswith("modified"):
                yield NamedLicense(f"modified {_as_written(text, first, last, None)}", None, first, last)
            elif found.kind == "family":
                yield NamedLicense(found.hub_id or found.id or name, None, first, last)
            elif found.id is not None:
                yield NamedLicense(found.hub_id or _as_written(text, first, last, found.id), found.id, first, last)
            break
        here += 1


def _meant(text: str, first: int, last: int, name: str) -> Resolution:
    """What a name leads to: as it is written with the words behind it, where the store knows that, else by its words."""
    known = resolve(name)
    after = _NAME_END.match(text, last)
    written = resolve(text[first : after.end()]) if after and known.hub_id is None else None
    return written if written is not None and written.kind in ("license", "series") else known


def _as_written(text: str, first: int, last: int, identity: str | None) -> str:
    """A name with the words `License Agreement` that follow it; the store's own where that spelling leads nowhere."""
    after = _NAME_END.match(text, last)
    whole = text[first : after.end() if after else last]
    if identity is None:
        return whole
    for name in (whole, text[first:last]):
        if resolve(name).id == identity:
            return name
    known = find(identity)
    return known.name if known is not None and resolve(known.name).id == identity else identity


@cache
def _plain_words() -> dict[str, str]:
    """Names of licences that are words or names of something else too, and what they need to be read as a licence's."""
    return {row["word"]: row["asks"] for row in table("plain_words")}


@cache
def _bare_families() -> frozenset[str]:
    """Families that are named without the word licence."""
    return frozenset(row["word"] for row in table("bare_families"))


def _stands(text: str, key: str, first: int, last: int, *, whole: bool) -> bool:
    """Whether a known name is meant as a licence's, and as that licence itself."""
    if (
        text[last : last + 1].isalnum()
        or (first and text[first - 1].isalnum())
        or ("/" in text[first:last] and not _NAME_END.match(text, last))
    ):
        return False
    asks = None if whole or text[first:last].isupper() else _plain_words().get(key)
    if asks == "capitals":
        return False
    if asks is not None:
        return _LICENSE_WORD.match(text, last) is not None
    if _DISOWNED.search(text[max(0, first - 40) : first]) or _ONLY_LIKE.match(text, last) or _POLICY.match(text, last):
        return False
    if not _LICENSE_ONLY.match(key) and not whole:
        return _LICENSE_WORD.match(text, last) is not None or _LICENSE_INSIDE.search(text, first, last) is not None
    return True


def _written(text: str, start: int, end: int) -> Iterator[NamedLicense]:
    """Names that the store does not know, as they are written."""
    for match in _WRITTEN.finditer(text, start, end):
        name = pattern(
            r"^(?:(?:[Ss]ee|[Cc]heck|[Rr]ead|[Vv]iew|[Pp]lease|[Tt]he|[Oo]f|[Ff]or|[Aa]nd|[Uu]nder|[Uu]se)[ -])+"
        ).sub("", match.group())
        if name == "LICENSE":  # the file, whose licence a field may name
            yield NamedLicense("", None, match.end() - len(name), match.end())
        elif not _TRIVIAL.match(name) or name == "Model License":
            if _DISOWNED.search(text[max(0, match.end() - len(name) - 40) : match.end() - len(name)]):
                continue
            before = _WORD_START.search(text[: match.end() - len(name)])  # `baichuan-7B License`
            name = f"{before.group() if before else ''}{name}"
            found = resolve(name)
            words = {word for word, _, _ in _tokens(name, 0, len(name))}
            sure = found.kind in ("license", "series") and not words <= _PLAIN
            yield NamedLicense(
                found.hub_id or name if sure else name, found.id if sure else None, match.end() - len(name), match.end()
            )
    for match in _WRITTEN_FOR.finditer(text, start, end):
        yield NamedLicense(match.group(), None, match.start(), match.end())
    for match in _CHINESE.finditer(text, start, end):
        name = match[1] or match[2]
        yield NamedLicense(name, None, match.start(), match.end())
    plain = _NON_COMMERCIAL.search(text, start, end)
    if plain and "licen" in text[plain.start() : end].lower():
        yield NamedLicense("non-commercial", None, plain.start(), plain.end())
