"""The licences of a record for bills of material: names, addresses, and what they allow as properties."""

from __future__ import annotations

from typing import Literal

from openness._value import dataclass
from openness.errors import InvalidLicenseExpressionError
from openness.export._facts import Property, spoken, web
from openness.licenses import License, find
from openness.licenses.expression import Expression, is_compound, parse
from openness.licenses.questions import spoken_threshold
from openness.release import ModelRelease, license_in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One licence as it stands in a record."""

    name: str
    """As written."""
    role: Literal["declared", "concluded"]
    text: License | None = None
    """What we know of it."""
    url: str | None = None
    """Where its text is published."""
    expression: Expression | None = None
    """For a concluded licence: the expression."""

    @property
    def title(self) -> str:
        """Its name for a person."""
        return self.text.name if self.text else self.name or "unnamed"


def declared(release: ModelRelease) -> list[Named]:
    """The licences of the card's field; `other` by the name that the card gives it."""
    facts = release.license
    found = []
    for word in facts.declared:
        text = find(word)
        named = facts.name if text is None and facts.name and len(facts.declared) == 1 else None
        text = text or find(named)
        url = web(facts.link) or (text.url if text else None)
        found.append(Named(name=named or word, role="declared", text=text, url=url))
    return found


def concluded(release: ModelRelease) -> Named | None:
    """What the record concludes to, parsed."""
    words = license_in_force(release).expression
    if words is None:
        return None
    try:
        expression = parse(words)
    except InvalidLicenseExpressionError:
        return Named(name=words, role="concluded")
    text = expression.licenses[0] if is_single(expression) else None
    return Named(name=words, role="concluded", text=text, url=text.url if text else None, expression=expression)


def is_single(expression: Expression) -> bool:
    """Whether an expression is one known licence."""
    return len(expression.licenses) == 1 and not expression.unknown and not is_compound(expression.expression)


def named(word: str) -> Named:
    """A licence of a dataset or of a base model, by the word that is written there."""
    text = find(word)
    return Named(name=word, role="declared", text=text, url=text.url if text else None)


def terms(text: License) -> list[Property]:
    """What a licence allows and demands, every term with its clause, thresholds first."""
    prefix = "openness:license"
    found: list[Property] = [(f"{prefix}:id", text.id), *thresholds(text)]
    for number, one in enumerate(text.exclusions, 1):
        place = f"{prefix}:exclusion:{number}"
        found += [
            (f"{place}:territories", ", ".join(one.territories)),
            (f"{place}:covers", one.covers),
            (f"{place}:who", one.who),
            (f"{place}:clause", f"{one.clause} of {one.document or text.id}"),
        ]
    for name, term in text.terms.stated():
        found += [(f"{prefix}:{name}", spoken(term.value) or ""), (f"{prefix}:{name}:clause", term.clause)]
        if term.certainty != "certain":
            found.append((f"{prefix}:{name}:certainty", term.certainty))
    if text.summary:
        found.append((f"{prefix}:summary", text.summary))
    return found


def thresholds(text: License) -> list[Property]:
    """The sizes above which terms change, in words and number by number."""
    found: list[Property] = []
    for number, one in enumerate(text.thresholds, 1):
        place = f"openness:license:threshold:{number}"
        counted = f"counted once, on {one.date}" if one.date else one.measured
        more = "more than" if one.operator == ">" else "at least"
        found += [
            (place, f"{more} {spoken_threshold(one)}, {counted}: {one.consequence} (clause {one.clause})"),
            (f"{place}:metric", one.metric),
            (f"{place}:operator", one.operator),
            (f"{place}:number", f"{one.number:.15g}"),
            (f"{place}:unit", one.unit),
            (f"{place}:measured", one.measured),
            (f"{place}:consequence", one.consequence),
            (f"{place}:clause", one.clause),
        ]
        found += [(f"{place}:date", one.date)] if one.date else []
    return found
