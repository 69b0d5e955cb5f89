"""What a licence means to the standards: small pure functions from terms to answers, and their sum over an expression."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from openness.errors import InvalidLicenseExpressionError
from openness.frameworks._base import Met
from openness.licenses import License, Term
from openness.licenses.expression import Alternative, parse
from openness.release import Component, Evidence, ModelRelease, license_in_force

Ruling = tuple[Met, str]
Judge = Callable[[License], Ruling]

CONTRADICTED = "places give the weights licences that contradict each other"
_WORST_FIRST: tuple[Met, ...] = ("unmet", "unknown", "partial", "met", "not-applicable")
_BEST_LAST: tuple[Met, ...] = ("unmet", "unknown", "met")
_UNBOUND = frozenset({"none", "law-and-export-only"})
_UNSETTLED = frozenset({"unclear"})
_NO_PLACE = frozenset({"none", "embargo-only"})


def weights_judged(release: ModelRelease, judge: Judge) -> Ruling:
    """
    A judgement over the licence of the weights; where places contradict each other, nothing can be relied on.

    But what a base's licence and the model's own both refuse is refused, whichever of them holds.
    """
    force = license_in_force(release)
    if force.state != "contradicted":
        return judged(force.expression, judge)
    rulings = [judged(one, judge) for one in force.all_bind]
    if rulings and all(answer == "unmet" for answer, _ in rulings):
        return rulings[0]
    return "unknown", CONTRADICTED


def places(release: ModelRelease) -> tuple[Evidence, ...]:
    """Where the licence of the weights stands."""
    return license_in_force(release).places


@lru_cache(maxsize=4096)
def judged(expression: str | None, judge: Judge) -> Ruling:
    """
    A judgement over an expression: what binds together takes the worst, what may be chosen the best.

    A null expression is unknown, and so is a licence that nobody knows. What a licence says does not change, so a `judge`
    that is one function and no new one each time is asked once about each.
    """
    if expression is None:
        return "unknown", "no licence is known"
    try:
        alternatives = parse(expression).alternatives
    except InvalidLicenseExpressionError:
        return "unknown", f"`{expression}` is no licence expression"
    rulings = [_together(choice, judge) for choice in alternatives]
    return max(rulings, key=lambda ruling: _WORST_FIRST.index(ruling[0]))


def _together(choice: Alternative, judge: Judge) -> Ruling:
    rulings = [judge(text) for text in choice.licenses]
    rulings += [("unknown", f"`{name}` is no licence we know") for name in choice.unknown]
    return min(rulings, key=lambda ruling: _WORST_FIRST.index(ruling[0]))


def worst(*rulings: Ruling) -> Ruling:
    """The weakest of several rulings; the first of its kind gives the reason."""
    return min(rulings, key=lambda ruling: _WORST_FIRST.index(ruling[0]))


def is_open(text: License) -> Ruling:
    """Approved by the Open Source Initiative, called free by the FSF, or giving use, change and sharing without limits."""
    if text.osi_approved:
        return "met", f"{text.name} is approved by the Open Source Initiative"
    if text.fsf_free:
        return "met", f"{text.name} is called free by the Free Software Foundation"
    ruling, reason = all_freedoms(text)
    return (ruling, reason) if ruling != "met" else ("met", f"{text.name} gives use, change and sharing to everyone")


def free_use(text: License) -> Ruling:
    """Use for any purpose, by anybody, without asking."""
    terms = text.terms
    for one in text.thresholds:
        if one.consequence != "display-duty":
            return "unmet", _at(
                text, f"stops at {one.number:,.0f} {one.unit} ({one.metric.replace('_', ' ')})", one.clause
            )
    limits: tuple[tuple[Term | None, frozenset[str], str], ...] = (
        (terms.commercial_use, frozenset({"allowed", "silent"}), "commercial use is {}"),
        (terms.research_only, frozenset({"no"}), "use is for research only"),
        (terms.use_restrictions, _UNBOUND, "fields of use are restricted ({})"),
        (terms.geographic_exclusion, _NO_PLACE, "leaves out {}"),
    )
    return _within(text, limits, "may be used for any purpose")


def free_change(text: License) -> Ruling:
    """Changed versions for any purpose."""
    limits = ((text.terms.modification, frozenset({"allowed"}), "modification is {}"),)
    return _within(text, limits, "may be modified")


def free_sharing(text: License) -> Ruling:
    """Copies, changed or not, to anybody."""
    limits = ((text.terms.redistribution, frozenset({"allowed"}), "redistribution is {}"),)
    return _within(text, limits, "may be passed on")


def change_for_any_purpose(text: License) -> Ruling:
    """Changed versions, and any use of them."""
    return worst(free_change(text), free_use(text))


def sharing_for_any_purpose(text: License) -> Ruling:
    """Copies, and any use of them."""
    return worst(free_sharing(text), free_use(text))


def all_freedoms(text: License) -> Ruling:
    """Use, change and sharing."""
    return worst(free_use(text), free_change(text), free_sharing(text))


def _within(text: License, limits: tuple[tuple[Term | None, frozenset[str], str], ...], words: str) -> Ruling:
    """Met if every term lies within its limits; a term that nobody verified leaves the matter unknown."""
    missing = False
    disputed: Ruling | None = None
    for term, allowed, complaint in limits:
        if term is None:
            missing = True
        elif str(term.value) in _UNSETTLED:
            disputed = "unknown", f"{text.name}: {complaint.format('not settled by the text')}"
        elif str(term.value) not in allowed:
            ruling: Ruling = ("unmet", _at(text, complaint.format(str(term.value).replace("-", " ")), term.clause))
            if term.certainty != "contested":
                return ruling
            disputed = "unknown", f"{ruling[1]}; that reading is contested"
    if disputed is not None:
        return disputed
    if missing:
        if text.osi_approved:
            return "met", f"{text.name} is approved by the Open Source Initiative"
        return "unknown", f"nobody has verified these terms of {text.name}"
    return "met", f"{text.name}: {words}"


def _at(text: License, words: str, clause: str) -> str:
    where = "" if clause == "no clause" else f" (clause {clause})"
    return f"{text.name}: {words}{where}"


def code_released(items: tuple[Component, ...], kind: str) -> tuple[Ruling, tuple[Evidence, ...]]:
    """The best of what is known of one kind of code: released under an open licence, not so, or nobody says."""
    spoken = kind.replace("-", " ")
    if not items:
        return ("unknown", f"nobody says whether the {spoken} is released"), ()
    rulings = [(_of_code(item, spoken), item.evidence) for item in items]
    return max(rulings, key=lambda one: _BEST_LAST.index(one[0][0]))


def _of_code(item: Component, spoken: str) -> Ruling:
    if item.availability in ("withheld", "partial"):
        return "unmet", f"the {spoken} is {'withheld' if item.availability == 'withheld' else 'released in part only'}"
    if item.availability == "unknown":
        return "unknown", f"whether the {spoken} is released is not said"
    if item.license is None:
        return "unknown", f"the {spoken} is released; under which licence is not said"
    answer, reason = judged(item.license, is_open)
    return ("unknown" if answer == "partial" else answer), f"the {spoken}: {reason}"
