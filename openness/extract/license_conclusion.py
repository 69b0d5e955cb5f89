"""What the fields, the prose and the licence file come to: one SPDX expression or null, and whether they contradict."""

from __future__ import annotations

import re
from datetime import date

from openness._pattern import pattern, simple
from openness.card import license_files
from openness.errors import InvalidLicenseExpressionError
from openness.extract.draft import Draft, Evidence
from openness.licenses import License, find, resolve
from openness.naming import licenses

_NON_COMMERCIAL = simple(r"\bnon-?\s?commercial\b", re.IGNORECASE)
_NAMED = pattern(
    r"\b(?P<open_custom>)[A-Z][\w.-]+ (?:\S+ )*?(?:Licen[cs]e|LICENSE|Agreement)|协议|许可",
    not_after={"open_custom": r"(?:Open|Custom|License|Licence|Model|Commercial|Our|The|A|Terms|Use|Service|See)\b"},
)
"""A licence called after somebody or something."""
_Found = tuple[License, Evidence]


def conclude(draft: Draft) -> None:
    """Put `license.concluded` and `license.contradiction`; what stood there before is taken back."""
    draft.drop("license", "concluded")
    draft.drop("license", "contradiction")
    held = _file(draft)
    _expression(draft, held)
    _contradiction(draft, held)
    if draft.value("license", "contradiction"):
        draft.drop("license", "concluded")  # places that disagree conclude to nothing


def _expression(draft: Draft, held: _Found | None) -> None:  # noqa: C901 - one branch a kind of declared name
    declared = draft.value("license", "declared") or []
    if len(declared) > 1:
        return  # nobody said whether `and` or `or` joins them
    if declared:
        said = resolve(declared[0])
        evidence = _declared_evidence(draft)
        if said.kind in ("license", "series"):
            text = find(declared[0])  # by the name as written: `-only` and `-or-later` stay
            if text is not None:
                put(draft, _member(draft, text, held), evidence)
            return
        if said.kind == "sentinel":
            named = _named(draft)
            if named is not None:
                put(draft, _member(draft, named[0], held), named[1])
                return
        elif said.kind == "family":
            inside = [one for one in _in_prose(draft) if said.id and licenses.spelled(one[0].id) in said.members]
            if len(inside) == 1:
                put(draft, inside[0][0], evidence, inside[0][1])
            return
        else:
            expression = _compound(declared[0])
            if expression is not None:
                draft.put("license", "concluded", expression, evidence)
            return
    if held is not None:
        put(draft, *held)
        return
    if declared and resolve(declared[0]).kind != "sentinel":
        return  # a name that nobody knows is not overruled by the prose
    prose = _in_prose(draft)
    if len(prose) == 1 and len(draft.items("license.in_text")) == 1:
        put(draft, _member(draft, prose[0][0], None), prose[0][1])


def put(draft: Draft, text: License, *evidence: Evidence) -> None:
    """Conclude to one licence."""
    draft.put("license", "concluded", text.expression, *evidence)


def _declared_evidence(draft: Draft) -> Evidence:
    return draft.evidence("license", "declared")[0]


def _named(draft: Draft) -> _Found | None:
    """The licence that `license_name` or `license_link` leads to."""
    name, link = draft.value("license", "name"), draft.value("license", "link")
    known = find(name) or find(licenses.by_name(name)) if name else None
    if known is not None:
        return known, draft.evidence("license", "name")[0]
    known = find(licenses.of_link(link)) if link else None
    return (known, draft.evidence("license", "link")[0]) if known is not None else None


def _compound(value: str) -> str | None:
    """The canonical form of an expression such as `MIT OR Apache-2.0` whose licences are all known."""
    from openness.licenses import expression

    if not expression.is_compound(value):
        return None
    try:
        parsed = expression.parse(value)
    except InvalidLicenseExpressionError:
        return None
    return None if parsed.unknown else parsed.expression


def _member(draft: Draft, text: License, held: _Found | None) -> License:
    """The member of a series that the licence file, the link or the day decides; the series where nothing does."""
    if not text.members:
        return text
    if held is not None and held[0].id in text.members:
        return held[0]
    link = str(draft.value("license", "link") or "").lower()
    for member in text.members:
        mark = member.removeprefix(f"{text.id}-")
        if mark and mark in link:
            return find(member) or text
    day = _day(draft)
    dated = [one for member in text.members if (one := find(member)) is not None and one.date]
    valid = [one for one in dated if day is not None and one.valid_on(day)]
    return valid[-1] if valid and len(dated) == len(text.members) else text


def _day(draft: Draft) -> date | None:
    repo = draft.card.repo
    released: date | None = draft.value("subject", "released")
    return released or (repo.created.date() if repo and repo.created else None)


def _file(draft: Draft) -> _Found | None:
    """The licence whose text the repository's licence file holds, where exactly one is held."""
    repo = draft.card.repo
    texts = list(license_files(repo.files if repo else ()))
    if len(texts) != 1:
        return None
    from openness.licenses.identification import licence_of_file

    match = licence_of_file(texts[0].text)
    if match is None or match.kind != "license":
        return None
    known = find(match.license)
    line = next((line.strip() for line in (texts[0].text or "").splitlines() if line.strip()), "")
    evidence = {
        "source": "license-text",
        "path": texts[0].path,
        "line": None,
        "quote": line[:160],
        "confidence": "certain",
    }
    return (known, evidence) if known is not None else None


def _in_prose(draft: Draft) -> list[_Found]:
    found: list[_Found] = []
    for item in draft.items("license.in_text"):
        text = find(item["license"])
        if text is not None:
            found.append((_quoted(text, item["evidence"][0]), item["evidence"][0]))
    return found


def _quoted(text: License, evidence: Evidence) -> License:
    """The licence by the SPDX id that its words give, where one text has several: `GPL-3.0-or-later`."""
    words = str(evidence.get("quote")).casefold()
    said = next((one for one in text.spdx_candidates if one.casefold() in words), None)
    return find(said) or text


# --- contradiction ----------------------------------------------------------------------------------------------


def _contradiction(draft: Draft, held: _Found | None) -> None:
    declared = draft.value("license", "declared") or []
    # `also subject to` adds a licence beside the declared one.
    prose = [
        item for item in draft.items("license.in_text") if "also" not in str(item["evidence"][0].get("quote")).split()
    ]
    evidence = [item["evidence"][0] for item in prose]
    fields = [value for value in declared if resolve(value).kind in ("license", "series", "family")]
    named = _named(draft) if len(declared) == 1 and not fields else None
    names = fields or ([named[0].id] if named else [])
    of_code = {part["license"] for part in draft.items("license.parts") if part["part"] == "code"}
    answers = [_agree(names, item["license"], of_code) for item in prose] if names else []
    if names and held is not None:
        answers_of_file = [_agree(names, held[0].id)]
        evidence.append(held[1])
    else:
        answers_of_file = [_agree([held[0].id], item["license"]) for item in prose] if held else []
    spoken = [answer for answer in answers if answer is not None]
    filed = [answer for answer in answers_of_file if answer is not None]
    if not spoken and not filed:
        return
    weights = draft.cache.get("license_of_weights", ())
    of_weights = [answer for answer, item in zip(answers, prose, strict=False) if item["license"] in weights]
    if of_weights and False in of_weights and True not in of_weights:
        spoken = [False]  # what is said of the weights by that name outweighs what is said of a project
    # One of several licences in the prose that agrees is enough: the others may be those of parts.
    contradicts = (bool(spoken) and not any(spoken)) or (bool(filed) and not any(filed))
    if declared:
        evidence.insert(0, _declared_evidence(draft))
    draft.put("license", "contradiction", contradicts, *evidence)


def _agree(names: list[str], other: str, of_code: set[str] = frozenset()) -> bool | None:  # type: ignore[assignment]
    """
    Whether a licence is one of those named; None where that cannot be told.

    `of_code`: the licences that the prose gives to the code, apart from the weights.
    """
    said = resolve(other)
    if said.kind in ("license", "series", "family") and not licenses.is_plain(other):
        return any(_same(name, other) for name in names)
    if _NON_COMMERCIAL.search(other):
        grants = [text.terms.commercial_use for name in names if (text := find(name)) is not None]
        if grants and all(term is not None for term in grants):
            return not all(term is not None and term.value == "allowed" for term in grants)
    if said.kind in ("license", "series", "family"):
        return None
    known = [resolve(name) for name in names]
    if any(one.kind == "family" or one.id is None for one in known):
        return None
    if licenses.is_plain(other):  # `the Model License`: another one than the code's, where the code has the named one
        return False if any(_same(name, code) for name in names for code in of_code) else None
    if other.casefold().startswith("modified "):
        return False
    return None if any(one.id is not None and licenses.means(other, one.id) for one in known) else _own_name(other)


def _own_name(name: str) -> bool | None:
    """False for a licence with a name of its own, which is no other's; None for words that any licence may have."""
    return False if _NAMED.search(name) else None


def _same(name: str, other: str) -> bool:
    one, two = resolve(name), resolve(other)
    if one.id == two.id:
        return True
    for family, member in ((one, two), (two, one)):
        if member.id in family.members or (member.hub_id or member.id) in family.members:
            return True
        series = find(family.id) if family.kind == "series" and family.id else None
        if series is not None and member.id in series.members:
            return True
    return bool(set(one.members) & set(two.members))
