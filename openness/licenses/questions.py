"""
What people ask of a licence, answered from its terms, with clause and certainty.

    may_use_commercially(get("llama2"), users=800e6)   -> no, clause 2
    may_use_in(get("llama3.2"), "FR")                  -> with-conditions: multimodal models are left out
    may_train_on_outputs(get("llama3.1"))              -> with-conditions: the name begins with `Llama`

Answers: `yes`, `no`, `with-conditions`, `contested`, `unknown`. Not legal advice: each answer repeats what a clause says.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from openness._base import Frozen
from openness.licenses.model import License, Term, Threshold

Answer = Literal["yes", "no", "with-conditions", "contested", "unknown"]
ANSWERS_WORST_FIRST: tuple[Answer, ...] = ("no", "contested", "unknown", "with-conditions", "yes")
"""Every answer, from the strictest to the most generous."""
_USERS = frozenset({"monthly_active_users", "monthly_unique_users", "users"})
_REVENUE = frozenset({"annual_revenue", "annual_recurring_revenue"})
_MONTHLY = frozenset({"monthly_revenue"})


class Reason(Frozen):
    """One ground of an answer."""

    text: str
    """In our own words."""
    clause: str | None = None
    """Where it stands."""
    license: str
    """Id of the licence or policy whose clause it is."""
    certainty: Literal["certain", "likely", "contested"] = "certain"
    """How sure the reading is."""


class Reply(Frozen):
    """An answer with its grounds."""

    question: str
    """The question in words."""
    answer: Answer
    """`yes`, `no`, `with-conditions`, `contested` or `unknown`."""
    reasons: tuple[Reason, ...] = ()
    """The grounds; for `unknown`, what nobody verified."""


def may_use_commercially(
    text: License,
    *,
    users: float | None = None,
    annual_revenue: float | None = None,
    monthly_revenue: float | None = None,
) -> Reply:
    """
    Whether the model may be used commercially by somebody of a given size.

    `users`: monthly active users, counted when the licence counts them; revenues in the licence's currency.
    """
    question = "may it be used commercially"
    term = text.terms.commercial_use
    if term is None:
        return _unknown(text, question, "commercial use")
    if term.value in ("forbidden", "separate-license-needed"):
        words = "commercial use is not granted"
        if term.value == "separate-license-needed":
            words += "; another licence can be asked for"
        return _reply(text, question, "no", term, words)
    if term.value == "silent":
        use = text.terms.use_restrictions
        words = "the text grants use without speaking of commerce"
        if text.terms.research_only and text.terms.research_only.value == "yes":
            return _reply(text, question, "no", text.terms.research_only, "use is limited to research")
        if text.terms.redistribution is not None and text.terms.redistribution.value == "allowed":
            reasons = [_reason(text, term, words)]
            if use is not None and use.value not in ("none", "law-and-export-only"):
                reasons.append(_reason(text, use, "fields of use are restricted"))
            return Reply(
                question=question, answer="with-conditions" if len(reasons) > 1 else "yes", reasons=tuple(reasons)
            )
        return _reply(text, question, "unknown", term, words)
    answers: list[Answer] = []
    reasons = [_reason(text, term, "commercial use is granted")]
    for threshold in text.thresholds:
        answer, words = _against(threshold, users, annual_revenue, monthly_revenue)
        if answer is not None:
            answers.append(answer)
            reasons.append(Reason(text=words, clause=threshold.clause, license=text.id))
    if text.kind == "series" and term.value == "allowed-with-threshold" and not text.thresholds:
        answers.append("with-conditions")
        reasons.append(Reason(text="the versions of this licence differ in their thresholds", license=text.id))
    restrictions = text.terms.use_restrictions
    if restrictions is not None and restrictions.value in ("inline", "attached", "policy-by-reference"):
        answers.append("with-conditions")
        reasons.append(_reason(text, restrictions, "fields of use are restricted"))
    if term.certainty == "contested":
        answers.append("contested")
    return Reply(question=question, answer=_worst(answers), reasons=tuple(reasons))


def _against(
    threshold: Threshold, users: float | None, annual: float | None, monthly: float | None
) -> tuple[Answer | None, str]:
    """The answer of one threshold to the given sizes, and the words for it."""
    given = next(
        (
            size
            for metrics, size in ((_USERS, users), (_REVENUE, annual), (_MONTHLY, monthly))
            if threshold.metric in metrics
        ),
        None,
    )
    limit = spoken_threshold(threshold)
    counted = f", counted once on {threshold.date}" if threshold.measured == "snapshot" and threshold.date else ""
    if threshold.measured == "snapshot" and not threshold.date:
        counted = ", counted once"
    then = _CONSEQUENCES.get(threshold.consequence, threshold.consequence)
    if given is None:
        return "with-conditions", f"above {limit}{counted}: {then}"
    above = given > threshold.number or (threshold.operator == ">=" and given == threshold.number)
    if not above:
        return "yes", f"below {limit}{counted}"
    if threshold.consequence in ("display-duty", "royalty", "payment"):
        return "with-conditions", f"above {limit}{counted}: {then}"
    return "no", f"above {limit}{counted}: {then}"


_CONSEQUENCES = {
    "separate-license-needed": "another licence must be asked for",
    "rights-end": "the rights end",
    "display-duty": "a notice must be displayed",
    "royalty": "a royalty is due",
    "payment": "a payment is due",
}


def spoken_number(number: float) -> str:
    """700000000 as `700 million`."""
    for size, word in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if number >= size:
            return f"{number / size:g} {word}"
    return f"{number:,.0f}"


def spoken_threshold(threshold: Threshold) -> str:
    """A threshold in a few words: `700 million monthly active users`."""
    metric = threshold.metric.replace("_", " ")
    if threshold.unit == "users":
        return f"{spoken_number(threshold.number)} {metric}"
    return f"{threshold.unit} {spoken_number(threshold.number)} {metric}"


def may_use_in(text: License, country: str, *, multimodal: bool | None = None) -> Reply:
    """
    Whether somebody domiciled in a country may use the model.

    `country`: ISO 3166 code, or `EU`. `multimodal`: whether the model is; None if that is not known.
    """
    place = country.upper()
    question = f"may it be used in {place}"
    for exclusion in text.exclusions:
        if not _within(place, exclusion.territories):
            continue
        where = exclusion.document or text.id
        words = exclusion.who + (f"; exempt: {exclusion.exempt}" if exclusion.exempt else "")
        reason = Reason(text=words, clause=exclusion.clause, license=where)
        if exclusion.covers == "all" or multimodal:
            return Reply(question=question, answer="no", reasons=(reason,))
        if multimodal is None:
            only = Reason(text="it concerns multimodal models only", clause=exclusion.clause, license=where)
            return Reply(question=question, answer="with-conditions", reasons=(reason, only))
        free = Reason(text="the exclusion concerns multimodal models only", clause=exclusion.clause, license=where)
        return Reply(question=question, answer="yes", reasons=(free,))
    term = text.terms.geographic_exclusion
    if term is None:
        return _unknown(text, question, "excluded territories")
    if term.value == "none":
        return _reply(text, question, "yes", term, "no territory is excluded")
    if term.value == "embargo-only":
        return _reply(text, question, "with-conditions", term, "places under embargo are excluded")
    named = tuple(str(term.value).split(","))
    if _within(place, named):
        return _reply(text, question, "no", term, f"{', '.join(named)} are excluded")
    return _reply(text, question, "yes", term, f"only {', '.join(named)} are excluded")


def _within(place: str, territories: Iterable[str]) -> bool:
    members = _territories()
    return any(
        place == one or place in members.get(one, ()) or (place in members and one in members[place])
        for one in territories
    )


@cache
def _territories() -> dict[str, frozenset[str]]:
    path = Path(__file__).with_name("tables") / "territories.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(entry["members"]) for name, entry in table.items()}


def may_train_on_outputs(text: License) -> Reply:
    """Whether outputs may train another model outside the licensor's own family, and what that model must be called."""
    question = "may its outputs train another model"
    term = text.terms.outputs_train_other_models
    if term is None:
        return _unknown(text, question, "outputs")
    answers: dict[str, tuple[Answer, str]] = {
        "allowed": ("yes", "training on outputs is allowed"),
        "allowed-with-condition": ("with-conditions", "allowed on a condition"),
        "forbidden": ("no", "outputs may not train models outside its own family"),
        "silent": ("unknown", "the text does not speak of it"),
    }
    answer, words = answers[str(term.value)]
    reasons = [_reason(text, term, words)]
    prefix = text.terms.derivative_name_prefix
    if answer == "with-conditions" and prefix is not None and prefix.value != "none":
        reasons.append(_reason(text, prefix, f"the model's name must begin with `{prefix.value}`"))
    return Reply(question=question, answer=_certain(answer, term), reasons=tuple(reasons))


def may_host(text: License) -> Reply:
    """Whether the model may be offered to others over a network."""
    return _granted(text, "may it be hosted for others", text.terms.hosting, "hosting")


def may_modify(text: License) -> Reply:
    """Whether changed versions may be made."""
    return _granted(text, "may it be modified", text.terms.modification, "modification")


def may_redistribute(text: License) -> Reply:
    """Whether copies may be passed on."""
    return _granted(text, "may it be redistributed", text.terms.redistribution, "redistribution")


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


def _granted(text: License, question: str, term: Term | None, name: str) -> Reply:
    if term is None:
        return _unknown(text, question, name)
    answer, words = _GRANTS[str(term.value)]
    return _reply(text, question, answer, term, words)


def must_carry(text: License) -> tuple[Reason, ...]:
    """What must travel with copies and derivatives: texts, notices, names, displays."""
    terms = text.terms
    duties: list[Reason] = []
    table: tuple[tuple[Term | None, dict[str, str]], ...] = (
        (
            terms.license_copy,
            {"required": "a copy of the licence", "copy-or-link": "a copy of the licence or a link to it"},
        ),
        (
            terms.notice_file,
            {
                "required": 'a file named "Notice" with the prescribed text',
                "notice-any-form": "the prescribed notice, in any form",
                "if-present": "the NOTICE of the work, if it has one",
                "retain-only": "the existing copyright and licence notices",
            },
        ),
        (terms.change_notices, {"required": "marks on what was changed"}),
        (
            terms.flow_down,
            {
                "explicit-clause": "the use restrictions, as an enforceable clause of your own terms",
                "restrictions-attach-to-derivatives": "the use restrictions, which bind derivatives too",
            },
        ),
        (
            terms.share_alike,
            {
                "files": "the same licence on changed files",
                "library": "the same licence on the library",
                "work": "the same licence on the whole work",
                "network": "the same licence on the whole work, also for use over a network",
                "adaptations": "the same or a compatible licence on adaptations",
                "database": "the same licence on derived databases",
            },
        ),
    )
    for term, words in table:
        if term is not None and str(term.value) in words:
            duties.append(_reason(text, term, words[str(term.value)]))
    for term, words_for in (
        (terms.display_notice, "display “{}”"),
        (terms.derivative_name_prefix, "a name of derivatives that begins with “{}”"),
    ):
        if term is not None and term.value != "none":
            duties.append(_reason(text, term, words_for.format(term.value)))
    return tuple(duties)


def what_ends_rights(text: License) -> tuple[Reason, ...]:
    """What ends the rights: breach, suits, the licensor's will, sizes."""
    terms = text.terms
    ends: list[Reason] = []
    breach = {
        "automatic": "a breach, at once",
        "automatic-with-cure": "a breach that is not mended in time",
        "on-notice": "a breach, once the licensor gives notice",
        "licensor-may-terminate": "a breach, if the licensor terminates",
    }
    if terms.breach_termination is not None and str(terms.breach_termination.value) in breach:
        ends.append(_reason(text, terms.breach_termination, breach[str(terms.breach_termination.value)]))
    suit, scope = terms.litigation_termination, terms.litigation_scope
    if suit is not None and suit.value != "none":
        kinds = {
            "patent": "a patent suit",
            "patent-or-copyright": "a patent or copyright suit",
            "any-ip": "a suit over intellectual property",
            "any-claim": "any suit",
        }
        ended = {"patent-licenses": "ends the patent licences", "all-licenses": "ends all rights"}.get(
            str(scope.value) if scope else "", "ends rights"
        )
        ends.append(_reason(text, suit, f"{kinds[str(suit.value)]} {ended}"))
    if terms.revocable is not None and terms.revocable.value == "at-will":
        ends.append(_reason(text, terms.revocable, "the licensor may take the grant back without a breach"))
    if terms.remote_restriction is not None and terms.remote_restriction.value == "yes":
        ends.append(_reason(text, terms.remote_restriction, "the licensor may restrict use, remotely or otherwise"))
    ends += [
        Reason(text=f"passing {spoken_threshold(one)}", clause=one.clause, license=text.id)
        for one in text.thresholds
        if one.consequence == "rights-end"
    ]
    return tuple(ends)


def _reply(text: License, question: str, answer: Answer, term: Term, words: str) -> Reply:
    return Reply(question=question, answer=_certain(answer, term), reasons=(_reason(text, term, words),))


def _certain(answer: Answer, term: Term) -> Answer:
    return "contested" if term.certainty == "contested" and answer in ("yes", "no", "with-conditions") else answer


def _reason(text: License, term: Term, words: str) -> Reason:
    note = f": {term.note}" if term.note else ""
    return Reason(text=f"{words}{note}", clause=term.clause, license=text.id, certainty=term.certainty)


def _unknown(text: License, question: str, what: str) -> Reply:
    words = f"nobody has verified what the text says on {what}" if text.text_read else "nobody has read its text yet"
    return Reply(question=question, answer="unknown", reasons=(Reason(text=words, license=text.id),))


def _worst(answers: list[Answer]) -> Answer:
    return next((one for one in ANSWERS_WORST_FIRST if one in answers), "yes")
