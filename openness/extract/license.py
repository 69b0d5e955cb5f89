"""The weights' licence: as said in the prose, as concluded from everything, and whether the places contradict each other."""

from __future__ import annotations

import re
from itertools import islice

from openness._pattern import pattern, simple
from openness.extract import about, license_conclusion, license_places, license_portions, license_whose, subject_kind
from openness.extract.draft import Draft, Evidence
from openness.licenses import find, of_model, resolve
from openness.naming import licenses, models
from openness.naming.licenses import NamedLicense
from openness.phrases.matcher import Hit
from openness.prose import parts, scope
from openness.prose.sentences import Sentence

_Said = tuple[NamedLicense, Evidence]

_JOIN = pattern(
    r"(?: licen[cs]e| ?协议)?[\W_]*(?:(?:and|or|as well as|plus|together with|和|以及|及|与)\W+)?(?:(?:the|a|an)\W+)?$",
    re.IGNORECASE,
)
_BLANK = pattern(
    r"more information needed|\bn/?a\b|\bunknown\b|\btbd\b|^\W*$|needs? (?:more )?information", re.IGNORECASE
)
_AGAIN = simple(r"\b(?:licen[cs]ed|released|available) under\b", re.IGNORECASE)
_SUFFIX = pattern(r"\bwith (-[A-Za-z]\w{0,8}-?)", after=r"\s")
_ATTRIBUTED = pattern(r"(?:^\W*|\bderivative of\b.*)\bused under\b", re.DOTALL)
_BESIDE = pattern(r"\W*(?:additional|built with|third|depend|upstream|original|base)", re.IGNORECASE)
"""What leads to a licence that binds beside the model's own."""
_NOTICE = pattern(r"[^.;]{0,30}?, Copyright (?:\(c\)|©)", re.IGNORECASE)
_OF_WEIGHTS = pattern(r"\b(?:weights|checkpoints|pre-?trained models?)\b[^.;]{0,20}$", re.IGNORECASE)
_PARTS = frozenset(["code", "data", "component"])
_PUNCTUATION = 4  # characters around a name that is the whole of a sentence
_NON_COMMERCIAL = pattern(
    r"(?P<commercial_and>)\bnon-?\s?commercial(?P<or_commercial>)"
    r"|attribution-?noncommercial",
    re.IGNORECASE,
    not_before={"commercial_and": r"\bcommercial and |\bcommercial or |\bcommercial/"},
    not_after={"or_commercial": r"\w* (?:and|or) commercial"},
)
_CALLED = 40  # characters beside a name in which it is called non-commercial
_LEAD = 3  # words of an aside before what it says
_LINES = 8  # sentences of a section about the licence that are read
_WINDOW = 170  # characters after a phrase in which the licence is named


def read(draft: Draft) -> None:
    """Read what the prose says, then conclude."""
    for licence, evidence in _said(draft):
        draft.add("license.in_text", {"license": licence.license}, evidence)
    license_conclusion.conclude(draft)


# --- prose ------------------------------------------------------------------------------------------------------


def _said(draft: Draft) -> list[_Said]:
    """The licences that the prose gives to the weights, each once."""
    found: list[_Said] = []
    for hit in draft.hits("license.portion"):
        found.extend(_portions(draft, hit.sentence))
    for hit in draft.hits("license.key"):
        found.extend(_field(draft, hit))
    for hit in draft.hits("license.under"):
        found.extend(_sentence(draft, hit, hit.match.end(), hit.match.end() + _WINDOW))
    for hit in draft.hits("license.held"):
        found.extend(_sentence(draft, hit, hit.match.end(), hit.match.end() + _WINDOW // 2))
    for hit in draft.hits("license.before"):
        found.extend(_sentence(draft, hit, *hit.match.span("name")))
    for hit in draft.hits("license.aside"):
        found.extend(_aside(draft, hit))
    for section in draft.card.body.sections:
        if license_places.is_about_licence(section):
            for sentence in islice(parts.under(draft.text, section), _LINES):
                found.extend(_body(draft, sentence))
    for hit in draft.hits("license.column"):
        found.extend(_column(draft, hit))
    for hit in draft.hits("license.same"):
        found.extend(_same_as(draft, hit))
    found.extend(license_places.badges(draft))
    found.extend(license_places.gate(draft))
    return _once(draft, found)


def _named(draft: Draft, sentence: Sentence, start: int, end: int, *, whole: bool = False) -> list[NamedLicense]:
    """The licences named in a stretch; `license_name` of the front matter is a name too."""
    found = licenses.named(sentence, start, end, whole=whole)
    name = str(draft.value("license", "name") or "")
    at = sentence.text.casefold().find(name.casefold(), start, end) if len(name) > 3 else -1
    if at >= 0 and not any(one.id is not None and one.start < at + len(name) and at < one.end for one in found):
        found = [one for one in found if one.end <= at or one.start >= at + len(name)]
        found.append(NamedLicense(name, resolve(name).id, at, at + len(name)))
        found.sort(key=lambda one: one.start)
    return found


def _field(draft: Draft, hit: Hit) -> list[_Said]:
    """The value of a field such as `License: MIT`."""
    sentence = hit.sentence
    if not about.of_this(sentence) or len(sentence.cells) > 2:
        return []
    if _is_quoted(draft, sentence):
        return []
    start = hit.match.end()
    if not hit.group("mark"):
        return []
    text = sentence.text
    if _BLANK.search(text[start : start + 40]):
        return []
    cut = about.CUT.search(text, start)
    end = cut.start() if cut else len(text)
    found = _named(draft, sentence, start, end, whole=True)
    again = _AGAIN.search(text, start, end)
    if again:  # `License: the code is released under ...` is a sentence, and read as one
        found = [one for one in found if one.end <= again.start()]
    value = text[start:end].strip(" *_|.[]()`")
    if not found and len(value) <= 60 and resolve(value).kind in ("license", "series"):
        found = [NamedLicense(value, resolve(value).id, start, end)]
    whose = scope.subject(hit.group("whose"))
    if whose is not None and whose.kind in _PARTS:
        return _of_part(draft, sentence, whose.kind, found)
    return _first(draft, sentence, hit.match.start(), found)


def _sentence(draft: Draft, hit: Hit, start: int, end: int) -> list[_Said]:
    """What a sentence gives to its subject, if that is the model."""
    sentence = hit.sentence
    text = sentence.text
    if not about.of_this(sentence) or _is_quoted(draft, sentence):
        return []
    if _in_brackets_of_another(draft, sentence, hit.match.start()) or _ATTRIBUTED.search(text[: hit.match.end()]):
        return []  # the licence of what a work is derived from, as Creative Commons asks to name it
    cut = about.CUT.search(text, start)
    end = min(end, cut.start() if cut else len(text), len(text))
    found = _named(draft, sentence, start, end)
    if not found or about.THIRD.search(text[: found[0].start]):
        return []
    if license_whose.is_of_another(draft, sentence, hit.match.start(), found[0].start):
        return []
    whose = about.speaks_of(draft, sentence, hit.match.start(), aux=bool(hit.group("aux")))
    if whose in _PARTS:
        return _of_part(draft, sentence, whose, found)
    if whose == "model" or (whose == "other" and _passed_on(draft, sentence, found)):
        if _OF_WEIGHTS.search(text[: hit.match.start()]):
            draft.cache.setdefault("license_of_weights", set()).update(one.license for one in found)
        return _first(draft, sentence, hit.match.start(), found)
    return []


def _is_quoted(draft: Draft, sentence: Sentence) -> bool:
    """Whether a passage is quoted in a card that names a base: it tells of the base."""
    return sentence.kind == "quote" and bool(draft.items("lineage.bases"))


def _in_brackets_of_another(draft: Draft, sentence: Sentence, start: int) -> bool:
    """Whether words stand in brackets right behind a link to another model: `made from [Heron](..) (licensed under ..)`."""
    opened = sentence.text.rfind("(", 0, start)
    inside = sentence.text[opened + 1 : start]
    if opened < 0 or ")" in inside or len(inside.split()) > _LEAD:
        return False
    named = len(sentence.text[:opened].rstrip())
    return any(
        link.model_id is not None
        and link.start < named <= link.end
        and models.comparable(link.model_id.rsplit("/", 1)[-1]) not in about.own(draft)
        for link in sentence.links
    )


def _same_as(draft: Draft, hit: Hit) -> list[_Said]:
    """`The same licence as Heron`: the licence that bears the name, or that the publisher of the base gives it."""
    sentence = hit.sentence
    whose = about.speaks_of(draft, sentence, hit.match.start(), aux=True)
    named = models.after(sentence, hit.match.end(), weak=True)
    if named is None or whose != "model" or not about.of_this(sentence):
        return []
    known = resolve(named.model)
    identity = known.id if known.kind in ("license", "series") else None
    if identity is None:
        bases = [
            base["model"] for base in draft.items("lineage.bases") if models.same_model(base["model"], named.model)
        ]
        text = next((text for model in (*bases, named.model) if (text := of_model(model)) is not None), None)
        identity = text.id if text is not None else None
    if identity is None:
        return []
    one = NamedLicense(licenses.spelled(identity), identity, hit.match.start(), named.end)
    return _first(draft, sentence, hit.match.start(), [one])


def _passed_on(draft: Draft, sentence: Sentence, names: list[NamedLicense]) -> bool:
    """Whether a section about this model's licence tells the base's by name, and the card declares no other one."""
    if sentence.section is None or not license_places.is_about_licence(sentence.section):
        return False
    declared = {resolve(value).id for value, _ in draft.card.front_matter.texts("license")}
    before = sentence.text[: names[0].start]
    if _NOTICE.match(sentence.text, names[0].end):
        return True  # the notice that an agreement asks of all who pass on what was made from its model
    base = any(models.same_model(base["model"], before) for base in draft.items("lineage.bases"))
    return (not declared or names[0].id in declared) and (base or about.foreign(draft, before.split(" is ")[0]))


def _of_part(draft: Draft, sentence: Sentence, part: str, names: list[NamedLicense]) -> list[_Said]:
    """Keep the licence of a part of the release, apart from the weights'."""
    for one in names[:1]:
        evidence = draft.at_name(sentence.clean, one.start, licenses.name_end(sentence.text, one))
        name = license_portions.component(sentence.text[: one.start]) if part == "component" else None
        license_places.keep_part(draft, part, one.license, evidence, name)
    return []


def _portions(draft: Draft, sentence: Sentence) -> list[_Said]:
    """Keep the licences of sizes and versions apart; what a sentence that tells them apart gives to this one is its own."""
    if not about.of_this(sentence) or sentence.kind == "heading":
        return []
    apart, ours = license_portions.told(draft, sentence, licenses.named(sentence, 0, len(sentence.text)))
    for portion in apart:
        evidence = draft.at_name(
            sentence.clean, portion.licence.start, licenses.name_end(sentence.text, portion.licence)
        )
        for name in portion.names:
            license_places.keep_part(draft, portion.part, portion.licence.license, evidence, name)
        draft.cache.setdefault("license_apart", set()).add((sentence.start, portion.licence.start))
    return [said for one in ours for said in _first(draft, sentence, one.start, [one])]


def _aside(draft: Draft, hit: Hit) -> list[_Said]:
    """`Heron (MIT license) answers questions`: a licence in parentheses behind the model's own name."""
    sentence = hit.sentence
    if not about.of_this(sentence) or sentence.kind == "heading":
        return []
    found = _named(draft, sentence, *hit.match.span("name"))
    before = models.comparable(sentence.text[: hit.match.start()])
    if (
        len(found) != 1
        or len(before) < 4
        or not any(before in name or before.endswith(name) for name in about.own(draft))
    ):
        return []
    return _first(draft, sentence, hit.match.start(), found)


def _body(draft: Draft, sentence: Sentence) -> list[_Said]:
    """A sentence of a section about the licence that names one and little else."""
    text = sentence.text
    if not about.of_this(sentence) or about.THIRD.search(text) or len(sentence.cells) > 2:
        return []
    found = _named(draft, sentence, 0, len(text)) or [
        one
        for one in _named(draft, sentence, 0, len(text), whole=True)
        if one.end - one.start >= len(text.strip()) - _PUNCTUATION  # `Llama 2.` and nothing else
    ]
    if not found:
        return []
    lead = text[: found[0].start].strip(" *_[(-–:：\"'。")
    owned = models.comparable(lead) in about.own(draft)
    if (lead and not owned and len(lead.split()) > 2) or (models.is_family(lead) and not owned) or _BESIDE.match(lead):
        return []
    if not about.model_is_meant(draft, lead):
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
    place = next(
        (n for n, cell in enumerate(header.cells) if simple(r"\blicen[cs]e\b", re.IGNORECASE).search(cell)), None
    )
    if place is None or len(header.cells) < 3 or not about.of_this(header):
        return []
    own = about.own(draft)
    for row in draft.text.following(header, 12):
        cells = row.cells
        if len(cells) <= place:
            continue
        if any(models.comparable(cell) in own for cell in cells[:2] if len(cell) > 4):
            begin = row.text.rfind(cells[place])
            return _first(draft, row, begin, licenses.named(row, begin, begin + len(cells[place]), whole=True))
    return []


def _first(draft: Draft, sentence: Sentence, begin: int, names: list[NamedLicense]) -> list[_Said]:
    """The first licence of a stretch and those joined to it."""
    declared = {resolve(value).id for value, _ in draft.card.front_matter.texts("license")}
    if _of_sibling(draft, sentence.text[: begin + 40]) and not declared & {one.id for one in names}:
        return []
    chosen: list[NamedLicense] = []
    own = about.own(draft)
    apart = draft.cache.get("license_apart", ())
    names = [one for one in names if (sentence.start, one.start) not in apart]
    for one in names:
        if one.id is None and any(known.startswith(models.comparable(one.license)) for known in own if one.license):
            continue  # the model `Heron-License`
        if one.id is None and license_places.names_a_part(one.license):
            break  # `Marsh Dataset License`
        if chosen and not _JOIN.match(sentence.text[chosen[-1].end : one.start]):
            break
        chosen.append(one)
    precise = [one for one in chosen if one.id is not None]
    if precise:  # `Non-Commercial Creative Commons license (CC BY-NC 4.0)`
        members = {member for one in chosen if one.id is None for member in resolve(one.license).members}
        if members & {one.license for one in precise}:
            chosen = precise
    said = [
        (one, draft.at_name(sentence.clean, min(begin, one.start), end, name=(one.start, end)))
        for one in chosen
        for end in (licenses.name_end(sentence.text, one),)
    ]
    for one, evidence in said:
        called = sentence.text[max(0, one.start - _CALLED) : one.end + _CALLED]
        if _NON_COMMERCIAL.search(called) and _forbids(one):
            draft.cache.setdefault("license_noncommercial", evidence)  # a claim of its own (`claims.py`)
    return said


def _forbids(one: NamedLicense) -> bool:
    """Whether nothing known of a licence says that it allows commercial use."""
    text = find(one.id)
    term = text.terms.commercial_use if text is not None else None
    return term is None or term.value != "allowed"


def _of_sibling(draft: Draft, words: str) -> bool:
    """Whether a line gives a licence to the models with another suffix than this one's: `those with -m- are MIT`."""
    suffix = _SUFFIX.search(words)
    if suffix is None or any(
        suffix[1].strip("-").casefold() in own.casefold() for own in subject_kind.own_names(draft)
    ):
        return False
    said = models.comparable(words)  # a line may tell the models by what they were made from
    return not any(models.comparable(base["model"])[:7] in said for base in draft.items("lineage.bases"))


def _once(draft: Draft, found: list[_Said]) -> list[_Said]:
    """Each licence once; families and plain names give way to the licence that they mean."""
    found.sort(key=lambda one: (one[1]["line"], one[1]["column"]))
    declared = [value for value, _ in draft.card.front_matter.texts("license")]
    kept: dict[str, _Said] = {}
    name = str(draft.value("license", "name") or "")
    for one, evidence in found:
        if not one.license:
            if name:
                kept.setdefault(name.casefold(), (NamedLicense(name, resolve(name).id, one.start, one.end), evidence))
            continue
        members = resolve(one.license).members if one.id is None else ()
        meant = next((value for value in declared if value in members), None)
        read = one if meant is None else NamedLicense(meant, resolve(meant).id, one.start, one.end)
        kept.setdefault(read.license.casefold(), (read, evidence))
    sure = [one.id for one, _ in kept.values() if one.id is not None]
    sure += [known.id for value in declared if (known := resolve(value)).kind in ("license", "series") and known.id]
    result: dict[str, _Said] = {}
    for one, evidence in kept.values():
        vague = one.id is None
        known_as = next((known for known in sure if vague and licenses.means(one.license, known)), None)
        read = one if known_as is None else NamedLicense(licenses.spelled(known_as), known_as, one.start, one.end)
        result.setdefault(read.license.casefold(), (read, evidence))
    return list(result.values())
