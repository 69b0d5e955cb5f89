"""The weights' licence: as said in the prose, as concluded from everything, and whether the places contradict each other."""

from __future__ import annotations

import re

from openness.extract import _conclusion, _license_names, _names, _repo
from openness.extract._draft import Draft, Evidence
from openness.extract._license_names import NamedLicense
from openness.extract._sentences import Sentence
from openness.extract._vocabulary import Hit
from openness.licenses import resolve

_Said = tuple[NamedLicense, Evidence]

_CUT = re.compile(
    r"[;；。]|,? (?:but|while|whereas|however|although)\b|, (?:and )?(?:the |our )?(?:code|data)\b|，而|[,，] ?(?:which|so|see|please)\b|"
    r"\. |\bexcept\b|\bunlike\b|\bcompared\b|\bcompatible\b"
)
_JOIN = re.compile(
    r"[\W_]*(?:(?:and|or|as well as|plus|together with|和|以及|及|与)\W+)?(?:(?:the|a|an)\W+)?$", re.IGNORECASE
)
_MODEL = r"(?:models?|weights?|checkpoints?|parameters?|adapters?|lora|llms?|release|embeddings|repo(?:sitory)?|project|work|版本|模型|权重)"
_NOUN = re.compile(
    r"(?P<base>\b(?:base|original|underlying|parent|teacher|source|upstream) (?:[\w-]+ ){0,2}?(?:models?|weights|llms?|checkpoints?)\b"
    r"|\bbackbones?\b|基座|原始?模型)"
    r"|(?P<code>\b(?:source )?(?:code|codebase|scripts?|software|library|package|toolkit|notebooks?|implementation|framework|tokenizer"
    r"|app|demo|website|documentation)\b|代码)"
    r"|(?P<data>\b(?:data|datasets?|data ?sets?|corpus|corpora|images?|outputs?|generations?|annotations?|recordings?|benchmark|subset|texts)\b|数据|语料)"
    rf"|(?P<model>\b{_MODEL}\b|(?:版本|模型|权重))",
    re.IGNORECASE,
)
_ALSO_MODEL = re.compile(
    r"(?: [A-Z][\w.-]*){0,2}(?:\s*[,/&+]\s*(?:and\s+)?|\s+(?:and|or|as well as)\s+|以及|和|与|、)(?:[\w'’/.-]+ ){0,4}?"
    r"(?:models?|weights?|checkpoints?|parameters?|adapters?|模型|权重)(?:\b|(?=[^\x00-\x7f]))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:which|that|who)(?: (?:is|are|was|were|has|have|been|also))*\s*$", re.IGNORECASE)
_THIRD = re.compile(
    r"\b(?:creator|author|they|third[- ]part\w+|respective|each|some|images? you|generated|in the name)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\W*(?:if|when|where|unless|for (?:the )?(?:\d|other|older|previous))\b", re.IGNORECASE)
_SIBLINGS = re.compile(
    r"fine-?tuned (?:off|from|on)|derived models|other (?:models|versions)|training data|dataset|data ?sheet|related|comparison|"
    r"model zoo|merged? (?:models|from)|source code|third[- ]party|acknowledg",
    re.IGNORECASE,
)
_BLANK = re.compile(
    r"more information needed|\bn/?a\b|\bunknown\b|\btbd\b|^\W*$|needs? (?:more )?information", re.IGNORECASE
)
_WINDOW = 170  # characters after a phrase in which the licence is named


def read(draft: Draft) -> None:
    """Read what the prose says, then conclude."""
    for licence, evidence in _said(draft):
        draft.add("license.in_text", {"license": licence.license}, evidence)
    _conclusion.conclude(draft)


# --- prose ------------------------------------------------------------------------------------------------------


def _said(draft: Draft) -> list[_Said]:
    """The licences that the prose gives to the weights, each once."""
    found: list[_Said] = []
    for hit in draft.hits("license.key"):
        found.extend(_field(draft, hit))
    for hit in (*draft.hits("license.under"), *draft.hits("license.held")):
        found.extend(_sentence(draft, hit, hit.match.end(), hit.match.end() + _WINDOW))
    for hit in draft.hits("license.before"):
        found.extend(_sentence(draft, hit, *hit.match.span("name")))
    for hit in draft.hits("license.body"):
        found.extend(_body(draft, hit))
    for hit in draft.hits("license.column"):
        found.extend(_column(draft, hit))
    return _once(draft, found)


def _field(draft: Draft, hit: Hit) -> list[_Said]:
    """The value of a field such as `License: MIT`."""
    sentence = hit.sentence
    if not _of_this(sentence) or len(sentence.cells) > 2:
        return []
    start = hit.match.end()
    if not hit.group("mark"):
        return []
    text = sentence.text
    if _BLANK.search(text[start : start + 40]):
        return []
    cut = _CUT.search(text, start)
    end = cut.start() if cut else len(text)
    found = _license_names.named(sentence, start, end, whole=True)
    value = text[start:end].strip(" *_|.[]()`")
    if not found and len(value) <= 60 and resolve(value).kind in ("license", "series"):
        found = [NamedLicense(value, resolve(value).id, start, end)]
    return _first(draft, sentence, hit.match.start(), found)


def _sentence(draft: Draft, hit: Hit, start: int, end: int) -> list[_Said]:
    """What a sentence gives to its subject, if that is the model."""
    sentence = hit.sentence
    text = sentence.text
    if not _of_this(sentence) or not _subject_is_model(draft, sentence, hit.match.start(), hit.match):
        return []
    cut = _CUT.search(text, start)
    end = min(end, cut.start() if cut else len(text), len(text))
    found = _license_names.named(sentence, start, end)
    if found and _THIRD.search(text[: found[0].start]):
        return []
    return _first(draft, sentence, hit.match.start(), found)


def _body(draft: Draft, hit: Hit) -> list[_Said]:
    """A sentence of a section about the licence that names one and little else."""
    sentence = hit.sentence
    text = sentence.text
    if not _of_this(sentence) or _THIRD.search(text):
        return []
    found = _license_names.named(sentence, 0, len(text), whole=len(text) < 40)
    if not found:
        return []
    lead = text[: found[0].start].strip(" *_[(-–:：\"'。")
    owned = _names.comparable(lead) in _own(draft)
    if (lead and not owned and len(lead.split()) > 2) or (_names.is_family(lead) and not owned):
        return []
    if _NOUN.search(lead) and not _model_is_meant(lead):
        return []
    rest = text[found[0].end :]
    if rest.startswith(" of "):
        return []  # `Model License of X`, in a list of what else binds
    if lead == "" and len(rest.split()) > 12:
        return []
    return _first(draft, sentence, 0, found)


def _column(draft: Draft, hit: Hit) -> list[_Said]:
    """The licence column of a table, in the row that names this model."""
    header = hit.sentence
    place = next((n for n, cell in enumerate(header.cells) if re.search(r"\blicen[cs]e\b", cell, re.IGNORECASE)), None)
    if place is None or len(header.cells) < 3 or not _of_this(header):
        return []
    own = _own(draft)
    for row in draft.text.following(header, 12):
        cells = row.cells
        if len(cells) <= place:
            continue
        if any(_names.comparable(cell) in own for cell in cells[:2] if len(cell) > 4):
            begin = row.text.rfind(cells[place])
            return _first(draft, row, begin, _license_names.named(row, begin, begin + len(cells[place]), whole=True))
    return []


def _first(draft: Draft, sentence: Sentence, begin: int, names: list[NamedLicense]) -> list[_Said]:
    """The first licence of a stretch and those joined to it."""
    chosen: list[NamedLicense] = []
    for one in names:
        if chosen and not _JOIN.match(sentence.text[chosen[-1].end : one.start]):
            break
        chosen.append(one)
    precise = [one for one in chosen if one.id is not None]
    if precise:  # `Non-Commercial Creative Commons license (CC BY-NC 4.0)`
        members = {member for one in chosen if one.id is None for member in resolve(one.license).members}
        if members & {one.license for one in precise}:
            chosen = precise
    return [
        (one, draft.at_text(*sentence.clean.span(min(begin, one.start), max(one.end, one.start + 1)))) for one in chosen
    ]


def _of_this(sentence: Sentence) -> bool:
    return not sentence.appended and not _SIBLINGS.search(sentence.path)


def _model_is_meant(words: str) -> bool:
    """Whether the subject of a sentence is the model: by its first noun and what is joined to that."""
    noun = _NOUN.search(words)
    if noun is None or noun.lastgroup == "model":
        return True
    return noun.lastgroup != "base" and _ALSO_MODEL.match(words, noun.end()) is not None


def _subject_is_model(draft: Draft, sentence: Sentence, start: int, match: re.Match[str]) -> bool:
    text = sentence.text
    before = re.sub(r"\([^()]*\)", " ", text[:start])
    if _THIRD.search(before) or _CONDITION.match(before):
        return False
    cuts = [cut.end() for cut in _CUT.finditer(before) if not _RELATIVE.search(cut.group())]
    before = before[cuts[-1] :] if cuts and before[cuts[-1] :].strip() else before
    aux = "aux" in match.re.groupindex and match["aux"]
    if not aux or _RELATIVE.search(before):
        nouns = list(_NOUN.finditer(before, max(0, len(before) - 70)))
        if nouns:
            return nouns[-1].lastgroup == "model"
        return not _foreign(draft, before)
    return _model_is_meant(before) and not _foreign(draft, before)


def _foreign(draft: Draft, before: str) -> bool:
    """Whether the sentence speaks of another model by its name."""
    words = before.strip(" *_,:")
    if not words or _NOUN.search(words) or re.match(r"\W*(?:this|it|we|our|the)\b", words, re.IGNORECASE):
        return False
    if not draft.items("lineage.bases") or not _names.is_family(words):
        return False
    lead = _names.comparable(words)
    return not any(known in lead or lead in known for known in _own(draft))


def _own(draft: Draft) -> set[str]:
    """The model's own names, spelled one way."""
    names = (*_repo.own_names(draft), _repo.shown_id(draft) or "")
    return {known for name in names if (known := _names.comparable(name))}


def _once(draft: Draft, found: list[_Said]) -> list[_Said]:
    """Each licence once; families and plain names give way to the licence that they mean."""
    found.sort(key=lambda one: (one[1]["line"], one[1]["column"]))
    declared = [value for value, _ in draft.card.front_matter.texts("license")]
    kept: dict[str, _Said] = {}
    for one, evidence in found:
        members = resolve(one.license).members if one.id is None else ()
        meant = next((value for value in declared if value in members), None)
        read = one if meant is None else NamedLicense(meant, resolve(meant).id, one.start, one.end)
        kept.setdefault(read.license.casefold(), (read, evidence))
    sure = [one.id for one, _ in kept.values() if one.id is not None]
    sure += [known.id for value in declared if (known := resolve(value)).kind in ("license", "series") and known.id]
    result: dict[str, _Said] = {}
    for one, evidence in kept.values():
        vague = one.id is None
        known_as = next((known for known in sure if vague and _license_names.means(one.license, known)), None)
        read = one if known_as is None else NamedLicense(_license_names.spelled(known_as), known_as, one.start, one.end)
        result.setdefault(read.license.casefold(), (read, evidence))
    return list(result.values())
