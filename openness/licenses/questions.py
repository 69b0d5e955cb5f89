"""
What people ask of a licence, answered from its terms, with clause and certainty.

    may_use_commercially(get("llama2"), users=800e6)   -> no, clause 2
    may_use_in(get("llama3.2"), "FR")                  -> with-conditions: multimodal models are left out
    may_train_on_outputs(get("llama3.1"))              -> with-conditions: the name begins with `Llama`

Answers: `yes`, `no`, `with-conditions`, `contested`, `unknown`. A series of dated versions is asked version by version.
Not legal advice: each answer repeats what a clause says.
"""

from collections.abc import Callable

from openness.licenses._answers import (
    ANSWERS_WORST_FIRST,
    Answer,
    Reason,
    Reply,
    certain,
    reason,
    reply,
    strictest,
    unknown,
)
from openness.licenses._duties import duties, ends
from openness.licenses._places import place, within
from openness.licenses._sizes import against, spoken_number, spoken_threshold
from openness.licenses.model import Exclusion, License, Term
from openness.licenses.store import get

__all__ = [
    "ANSWERS_WORST_FIRST",
    "Answer",
    "Reason",
    "Reply",
    "may_host",
    "may_modify",
    "may_redistribute",
    "may_train_on_outputs",
    "may_use_commercially",
    "may_use_in",
    "must_carry",
    "spoken_number",
    "spoken_threshold",
    "what_ends_rights",
]
_FIELDS = frozenset({"inline", "attached", "policy-by-reference", "research-purposes-only"})
"""Values of `use_restrictions` that shut out fields of use which law allows."""


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
    sizes = {"users": users, "annual": annual_revenue, "monthly": monthly_revenue}
    return _each_version(text, "may it be used commercially", lambda one, words: _commerce(one, words, sizes))


def _commerce(text: License, question: str, sizes: dict[str, float | None]) -> Reply:
    term = text.terms.commercial_use
    if term is None:
        return unknown(text, question, "commercial use")
    if term.value in ("forbidden", "separate-license-needed"):
        more = "; another licence can be asked for" if term.value == "separate-license-needed" else ""
        return reply(text, question, "no", term, f"commercial use is not granted{more}")
    research = text.terms.research_only
    if research is not None and research.value == "yes":
        return reply(text, question, "no", research, "use is limited to research, evaluation or personal use")
    if term.value == "silent":
        shared = text.terms.redistribution
        words = "the text does not speak of commerce"
        if shared is None or shared.value != "allowed":
            return reply(text, question, "unknown", term, words)
        reasons = [reason(text, term, f"{words}, and grants use without naming a purpose")]
    else:
        reasons = [reason(text, term, "commercial use is granted")]
    answers: list[Answer] = []
    for threshold in text.thresholds:
        answer, words = against(threshold, **sizes)
        answers.append(answer)
        ground = Reason(text=words, clause=threshold.clause, license=text.id)
        reasons.insert(0 if answer == "no" else len(reasons), ground)  # what decides comes first
    if term.value == "allowed-with-threshold" and not text.thresholds:
        answers.append("unknown")
        reasons.append(Reason(text="nobody has verified the size at which the grant ends", license=text.id))
    restrictions = text.terms.use_restrictions
    if restrictions is None:
        answers.append("unknown")
        reasons.append(Reason(text="nobody has verified which fields of use are restricted", license=text.id))
    elif restrictions.value in _FIELDS:
        answers.append("with-conditions")
        reasons.append(reason(text, restrictions, "fields of use are restricted"))
    if term.certainty == "contested":
        answers.append("contested")
    return Reply(question=question, answer=strictest(answers), reasons=tuple(reasons))


def may_use_in(text: License, country: str, *, multimodal: bool | None = None) -> Reply:
    """
    Whether somebody domiciled in a country may use the model.

    `country`: ISO 3166 code, or `EU`. `multimodal`: whether the model is; None if that is not known.
    Raises UnknownNameError for what is no country.
    """
    code = place(country)
    return _each_version(
        text, f"may it be used in {code}", lambda one, words: _territory(one, words, code, multimodal=multimodal)
    )


def _territory(text: License, question: str, code: str, *, multimodal: bool | None) -> Reply:
    for exclusion in text.exclusions:
        if within(code, exclusion.territories):
            return _excluded(text, question, exclusion, multimodal=multimodal)
    term = text.terms.geographic_exclusion
    if term is None:
        return unknown(text, question, "excluded territories")
    if term.value == "none":
        return reply(text, question, "yes", term, "no territory is excluded")
    if term.value == "embargo-only":
        return reply(text, question, "with-conditions", term, "places under embargo are excluded")
    named = tuple(str(term.value).split(","))
    if within(code, named):
        return reply(text, question, "no", term, f"{', '.join(named)} excluded")
    return reply(text, question, "yes", term, f"only {', '.join(named)} excluded")


def _excluded(text: License, question: str, exclusion: Exclusion, *, multimodal: bool | None) -> Reply:
    """What an exclusion that names the place means for a model."""

    def because(words: str) -> Reason:
        return Reason(text=words, clause=exclusion.clause, license=exclusion.document or text.id)

    exempt = f"; exempt: {exclusion.exempt}" if exclusion.exempt else ""
    whom = because(f"{exclusion.who}{exempt}")
    if exclusion.covers == "all" or multimodal:
        return Reply(question=question, answer="no", reasons=(whom,))
    if multimodal is None:
        only = because("it concerns multimodal models only")
        return Reply(question=question, answer="with-conditions", reasons=(whom, only))
    free = because("the exclusion concerns multimodal models only")
    return Reply(question=question, answer="yes", reasons=(free,))


def may_train_on_outputs(text: License) -> Reply:
    """Whether outputs may train another model outside the licensor's own family, and what that model must be called."""
    return _each_version(text, "may its outputs train another model", _outputs)


def _outputs(text: License, question: str) -> Reply:
    term = text.terms.outputs_train_other_models
    if term is None:
        return unknown(text, question, "outputs")
    answers: dict[str, tuple[Answer, str]] = {
        "allowed": ("yes", "training on outputs is allowed"),
        "allowed-with-condition": ("with-conditions", "allowed on a condition"),
        "forbidden": ("no", "outputs may not train models outside its own family"),
        "silent": ("unknown", "the text neither allows nor forbids it"),
    }
    answer, words = answers[str(term.value)]
    reasons = [reason(text, term, words)]
    prefix = text.terms.derivative_name_prefix
    if answer == "with-conditions" and prefix is not None and prefix.value != "none":
        reasons.append(reason(text, prefix, f"the model's name must begin with `{prefix.value}`"))
    return Reply(question=question, answer=certain(answer, term), reasons=tuple(reasons))


def may_host(text: License) -> Reply:
    """Whether the model may be offered to others over a network."""
    return _each_version(text, "may it be hosted for others", lambda one, q: _granted(one, q, "hosting"))


def may_modify(text: License) -> Reply:
    """Whether changed versions may be made."""
    return _each_version(text, "may it be modified", lambda one, q: _granted(one, q, "modification"))


def may_redistribute(text: License) -> Reply:
    """Whether copies may be passed on."""
    return _each_version(text, "may it be redistributed", lambda one, q: _granted(one, q, "redistribution"))


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


def _granted(text: License, question: str, name: str) -> Reply:
    term: Term | None = getattr(text.terms, name)
    if term is None:
        return unknown(text, question, name)
    answer, words = _GRANTS[str(term.value)]
    return reply(text, question, answer, term, words)


def must_carry(text: License) -> tuple[Reason, ...]:
    """What must travel with copies and derivatives: texts, notices, names, displays. For a series, what any version asks."""
    return _of_any_version(text, duties)


def what_ends_rights(text: License) -> tuple[Reason, ...]:
    """What ends the rights: breach, suits, the licensor's will, sizes. For a series, what any version says."""
    return _of_any_version(text, ends)


def _versions(text: License) -> list[License]:
    """The text itself; for a series its versions, newest first."""
    return [get(member) for member in reversed(text.members)] or [text]


def _each_version(text: License, question: str, ask: Callable[[License, str], Reply]) -> Reply:
    """The answer of a text; of a series where its versions agree, else each version's answer as a condition."""
    replies = [(one, ask(one, question)) for one in _versions(text)]
    found = {answer.answer for _, answer in replies}
    if len(found) == 1:
        return replies[0][1]
    reasons = tuple(
        ground.model_copy(update={"text": f"{one.date or one.id}: {answer.answer}: {ground.text}"})
        for one, answer in replies
        for ground in answer.reasons
    )
    return Reply(question=question, answer="unknown" if "unknown" in found else "with-conditions", reasons=reasons)


def _of_any_version(text: License, of: Callable[[License], tuple[Reason, ...]]) -> tuple[Reason, ...]:
    found: dict[str, Reason] = {}
    for one in _versions(text):
        for ground in of(one):
            found.setdefault(ground.text.split(":")[0], ground)
    return tuple(found.values())
