"""
What people ask of a licence, answered from its terms, with clause and certainty.

    may_use_commercially(get("llama2"), users=800e6)   -> no, clause 2
    may_host(get("llama3.1"), users=800e6)             -> no: above that size no right exists
    may_use_in(get("llama3.2"), "FR")                  -> with-conditions: multimodal models are left out
    may_train_on_outputs(get("llama3.1"))              -> with-conditions: the name begins with `Llama`
    may_host(get("mnpl-0.1"), use="commercial")        -> no, clause 3.2

Answers: `yes` (no condition that the question touches), `no`, `with-conditions`, `contested`, `unknown`. Who asks may say
how large and where he is (`users`, `annual_revenue`, `monthly_revenue`, `country`, `multimodal`) and to what end he acts
(`use`); a size, place or end that he does not say stays a condition. Of a series of dated versions, and of a family, each member is asked.
Not legal advice: each answer repeats what a clause says.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypedDict, Unpack

from openness.licenses._answers import (
    ANSWERS_WORST_FIRST,
    Answer,
    Asker,
    Ground,
    Reason,
    Reply,
    ground,
    replied,
    unverified,
)
from openness.licenses._bars import RIGHTS, Bar, bars
from openness.licenses._duties import agreed, duties, duties_on, ends, points
from openness.licenses._outputs import on_outputs, outputs_term
from openness.licenses._places import based_in, excluded_places, place, territory
from openness.licenses._sizes import counted, sizes
from openness.licenses._uses import fields_of_use, forbidden
from openness.licenses._versions import by_version, of_any_version, of_each, refused_case, versions
from openness.licenses.details import Right, Use
from openness.licenses.model import License, Term
from openness.licenses.spoken import spoken_number, spoken_threshold

__all__ = [
    "ANSWERS_WORST_FIRST",
    "Answer",
    "Bar",
    "Reason",
    "Reply",
    "Use",
    "Who",
    "based_in",
    "counted",
    "may_host",
    "may_modify",
    "may_redistribute",
    "may_train_on_outputs",
    "may_use_commercially",
    "may_use_in",
    "must_carry",
    "of_all",
    "place",
    "spoken_number",
    "spoken_threshold",
    "what_bars",
    "what_binds_others",
    "what_ends_rights",
    "what_holds_for_outputs",
    "what_is_agreed",
    "what_is_allowed_anyway",
    "what_is_forbidden",
]
_Grounds = Callable[[License, Asker], Iterator[Ground]]


class Who(TypedDict, total=False):
    """Who asks; what is absent or None was not said."""

    users: float | None
    """Monthly active users, counted when the licence counts them."""
    annual_revenue: float | None
    """In the licence's currency."""
    monthly_revenue: float | None
    """In the licence's currency."""
    country: str | None
    """ISO 3166 code of the domicile, or `EU`."""
    multimodal: bool | None
    """Whether the model is multimodal."""
    use: Use | None
    """To what end: `commercial`, `non-commercial` or `research`."""
    private: bool | None
    """Whether nothing that is made is passed on or shown to anybody."""


def may_use_commercially(text: License, **who: Unpack[Who]) -> Reply:
    """Whether the model may be used commercially. Raises UnknownNameError for a country that is none."""
    return _asked(text, "may it be used commercially", _asker(who), _commerce)


def may_host(text: License, **who: Unpack[Who]) -> Reply:
    """Whether the model may be offered to others over a network. Raises as `may_use_commercially`."""
    return _asked(text, "may it be hosted for others", _asker(who), _granting("hosting", "host"))


def may_modify(text: License, **who: Unpack[Who]) -> Reply:
    """Whether changed versions may be made, with what binds them once shared. Raises as `may_use_commercially`."""
    return _asked(text, "may it be modified", _asker(who), _granting("modification", "modify"))


def may_redistribute(text: License, **who: Unpack[Who]) -> Reply:
    """Whether copies may be passed on. Raises as `may_use_commercially`."""
    return _asked(text, "may it be redistributed", _asker(who), _granting("redistribution", "redistribute"))


def may_train_on_outputs(text: License, **who: Unpack[Who]) -> Reply:
    """Whether outputs may train another model outside the licensor's own family, of which kind, and what it must be called."""
    return _asked(text, "may its outputs train another model", _asker(who), _distillation)


def may_use_in(
    text: License,
    country: str,
    *,
    multimodal: bool | None = None,
    users: float | None = None,
    annual_revenue: float | None = None,
    monthly_revenue: float | None = None,
) -> Reply:
    """
    Whether somebody domiciled in a country may use the model; of a size that has no right he may not anywhere.

    `country`: ISO 3166 code, or `EU`. Raises UnknownNameError for what is no country.
    """
    asker = Asker(
        users=users,
        annual_revenue=annual_revenue,
        monthly_revenue=monthly_revenue,
        country=place(country),
        multimodal=multimodal,
    )
    return _asked(text, based_in(asker.country or ""), asker, _anywhere)


def what_bars(text: License, **who: Unpack[Who]) -> tuple[Bar, ...]:
    """
    What shuts somebody of that size and place out of rights, whatever is asked. For a series, what any version says.

    Raises UnknownNameError for a country that is none.
    """
    asker, found = _asker(who), dict[str, Bar]()
    for one in versions(text):
        for bar in bars(one, asker):
            found.setdefault(bar.reason.text, bar)
    return tuple(found.values())


def must_carry(text: License) -> tuple[Reason, ...]:
    """What must travel with copies and derivatives: texts, notices, names, displays. For a series, what any version asks."""
    return of_any_version(text, duties)


def what_ends_rights(text: License) -> tuple[Reason, ...]:
    """What ends the rights: breach, suits, the licensor's will, sizes. For a series, what any version says."""
    return of_any_version(text, ends)


def what_is_agreed(text: License) -> tuple[Reason, ...]:
    """What its user takes on besides: indemnity, the law that governs, terms that may change. For a series, what any version says."""
    return of_any_version(text, agreed)


def what_is_forbidden(text: License) -> tuple[Reason, ...]:
    """What the text and its use policies forbid, item by item. For a series, the whole list of each version."""
    return tuple(dict.fromkeys(why for one in versions(text) for why in forbidden(one)))


def what_holds_for_outputs(text: License) -> tuple[Reason, ...]:
    """Whose outputs are and what limits them. For a series, what each version says."""
    each = versions(text)
    found = by_version([(one, points(one, "outputs")) for one in each])
    terms = by_version([(one, tuple(outputs_term(one, limits=bool(found)))) for one in each])
    return (*found, *terms)


def what_is_allowed_anyway(text: License) -> tuple[Reason, ...]:
    """What is allowed although the grant is narrow. For a series, what each version says."""
    return by_version([(one, points(one, "allowed")) for one in versions(text)])


def what_binds_others(text: License) -> tuple[Reason, ...]:
    """What one may not let others do either, of a text or of a use policy. For a series, what any version says."""
    return of_any_version(text, lambda one: points(one, "others"))


def of_all(texts: Iterable[License], ask: Callable[[License], Reply]) -> Reply:
    """
    The answer for a name that may mean any of several texts: theirs where they agree.

    Where they do not, it is `unknown` unless every one of them allows it at least on a condition; each text's answer is
    a ground.
    """
    replies = [(one, ask(one)) for one in texts]
    found = {answer.answer for _, answer in replies}
    question = replies[0][1].question
    if len(found) == 1:
        return Reply(question=question, answer=found.pop(), reasons=of_each([(x, y.reasons) for x, y in replies]))
    each = [(one, answer.reasons) for one, answer in replies]
    reasons = tuple(
        why.model_copy(update={"text": f"{one.id}: {answer.answer}: {why.text}", "no_if": refused_case(why, each)})
        for one, answer in replies
        for why in answer.reasons
    )
    open_ = found <= {"yes", "with-conditions"}
    return Reply(question=question, answer="with-conditions" if open_ else "unknown", reasons=reasons)


def _asker(who: Who) -> Asker:
    country = who.get("country")
    return Asker(
        users=who.get("users"),
        annual_revenue=who.get("annual_revenue"),
        monthly_revenue=who.get("monthly_revenue"),
        country=None if country is None else place(country),
        multimodal=who.get("multimodal"),
        use=who.get("use"),
        private=who.get("private") or False,
    )


def _asked(text: License, question: str, asker: Asker, of: _Grounds) -> Reply:
    """The answer of a text; of a series where its versions agree, else each version's answer as a condition."""
    replies = [(one, replied(question, of(one, asker))) for one in versions(text)]
    found = {answer.answer for _, answer in replies}
    if len(found) == 1:
        told = by_version([(one, answer.reasons) for one, answer in replies])
        return replies[0][1].model_copy(update={"reasons": told})
    each = [(one, answer.reasons) for one, answer in replies]
    reasons = tuple(
        why.model_copy(
            update={"text": f"{one.date or one.id}: {answer.answer}: {why.text}", "no_if": refused_case(why, each)}
        )
        for one, answer in replies
        for why in answer.reasons
    )
    return Reply(question=question, answer="unknown" if "unknown" in found else "with-conditions", reasons=reasons)


def _bound(text: License, right: Right, asker: Asker) -> Iterator[Ground]:
    """What binds a right that is granted: sizes, places, fields of use, duties."""
    yield from sizes(text, right, asker)
    yield from excluded_places(text, asker)
    if right != "distill":
        yield from fields_of_use(text, asker.use)
    yield from duties_on(text, right, asker)


def _of_policy(text: License, asker: Asker) -> Iterator[Ground]:
    """What a use policy adds to the licence that incorporates it: it grants nothing, it shuts out uses and places."""
    yield from excluded_places(text, asker)
    yield from fields_of_use(text, asker.use)


def _anywhere(text: License, asker: Asker) -> Iterator[Ground]:
    """What the text says on a place, to somebody whose size leaves him rights."""
    yield from (("no", bar.reason) for bar in bars(text, asker) if bar.rights == RIGHTS)
    yield from territory(text, asker)


def _commerce(text: License, asker: Asker) -> Iterator[Ground]:
    if text.kind == "policy":
        yield from _of_policy(text, asker)
        return
    term = text.terms.commercial_use
    if term is None:
        yield unverified(text, "commercial use")
        return
    if term.value in ("forbidden", "separate-license-needed"):
        more = "another licence can be asked for, but " if term.value == "separate-license-needed" else ""
        yield ground(text, "no", term, f"{more}commercial use is not granted")
        return
    research = text.terms.research_only
    if research is not None and research.value == "yes":
        yield ground(text, "no", research, "use is limited to research, evaluation or personal use")
        return
    if term.value == "silent":
        shared = text.terms.redistribution
        words = "the text does not speak of commerce"
        if shared is None or shared.value != "allowed":
            yield ground(text, "unknown", term, words)
            return
        yield ground(text, "yes", term, f"{words}, and grants use without naming a purpose")
    else:
        yield ground(text, "yes", term, "commercial use is granted")
    if term.value == "allowed-with-threshold" and not text.thresholds:
        yield "unknown", Reason(text="nobody has verified the size at which the grant ends", license=text.id)
    yield from _bound(text, "commercial", asker)


_GRANTS: dict[str, tuple[Answer, str]] = {
    "allowed": ("yes", "granted"),
    "noncommercial-only": ("with-conditions", "only for non-commercial purposes"),
    "research-only": ("with-conditions", "only for research"),
    "private-only": ("with-conditions", "may be made, not shared"),
    "separate-license-needed": ("no", "needs another licence"),
    "forbidden": ("no", "not granted"),
    "unclear": ("contested", "the text does not settle it"),
    "silent": ("unknown", "the text does not speak of it"),
}


_FOR: dict[tuple[str, Use | None], Answer] = {
    ("noncommercial-only", "commercial"): "no",
    ("noncommercial-only", "non-commercial"): "yes",
    ("noncommercial-only", "research"): "yes",
    ("research-only", "commercial"): "no",
    ("research-only", "research"): "yes",
}
"""What a grant for some purposes comes to for somebody who says to what end he acts."""


def _to_the_end(text: License, asker: Asker) -> Iterator[Ground]:
    """Whatever is done in commerce must be granted in commerce, too."""
    if asker.use == "commercial":
        yield from _commerce(text, asker)


def _lacks_commerce(text: License, asker: Asker) -> bool:
    """Whether commerce is not granted, and who asks does not say that he acts to another end."""
    term = text.terms.commercial_use
    granted = term is not None and term.value in ("allowed", "allowed-with-threshold")
    return not granted and asker.use not in ("non-commercial", "research")


def _granting(name: str, right: Right) -> _Grounds:
    """The question whether one act is granted."""

    def of(text: License, asker: Asker) -> Iterator[Ground]:
        if text.kind == "policy":
            yield from _of_policy(text, asker)
            return
        term: Term | None = getattr(text.terms, name)
        if term is None:
            yield unverified(text, name)
            return
        answer, words = _GRANTS[str(term.value)]
        if term.value == "private-only" and asker.private and not _lacks_commerce(text, asker):
            answer = "yes"
        given, why = ground(text, _FOR.get((str(term.value), asker.use), answer), term, words)
        refused = given == "with-conditions" and _FOR.get((str(term.value), "commercial")) == "no"
        yield given, why.model_copy(update={"no_if": "the use is commercial"}) if refused else why
        if answer in ("yes", "with-conditions"):
            yield from _bound(text, right, asker)
        yield from _to_the_end(text, asker)

    return of


def _distillation(text: License, asker: Asker) -> Iterator[Ground]:
    outputs = text.terms.outputs_train_other_models
    if text.kind == "policy" and (outputs is None or outputs.value == "silent"):
        yield from _of_policy(text, asker)
        return
    said = list(on_outputs(text, asker.use, private=asker.private))
    if any(answer == "no" for answer, _ in said):
        yield from said
        return
    end = list(_to_the_end(text, asker))
    refused = any(answer == "no" for answer, _ in end)
    yield from (("no" if refused and answer == "with-conditions" else answer, why) for answer, why in said)
    yield from end
    yield from _bound(text, "distill", asker)
