"""What an answer is made of: who asks, grounds with their clauses, and how several grounds become one reply."""

from collections.abc import Iterable
from typing import Literal

from openness._base import Frozen
from openness._value import dataclass
from openness.licenses.details import Right, Use, details
from openness.licenses.model import License, Term

Answer = Literal["yes", "no", "with-conditions", "contested", "unknown"]
ANSWERS_WORST_FIRST: tuple[Answer, ...] = ("no", "contested", "unknown", "with-conditions", "yes")
"""Every answer, from the strictest to the most generous."""


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
    no_if: str | None = None
    """The case in which the answer is no although as a whole it is not; null where there is none."""


class Reply(Frozen):
    """An answer with its grounds."""

    question: str
    """The question in words."""
    answer: Answer
    """`yes`, `no`, `with-conditions`, `contested` or `unknown`."""
    reasons: tuple[Reason, ...] = ()
    """The grounds, what decides first; for `unknown`, what nobody verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks: what is None was not said, so that every limit on it stays a condition."""

    users: float | None = None
    """Monthly active users, counted when the licence counts them."""
    annual_revenue: float | None = None
    """In the licence's currency."""
    monthly_revenue: float | None = None
    """In the licence's currency."""
    country: str | None = None
    """ISO 3166 code of the domicile, or `EU`."""
    multimodal: bool | None = None
    """Whether the model is multimodal."""
    use: Use | None = None
    """To what end he does what he asks about."""
    private: bool = False
    """Whether nothing that he makes is passed on or shown to anybody."""


Ground = tuple[Answer, Reason]
"""What one clause comes to for one question."""


def reason(text: License, term: Term, words: str) -> Reason:
    """A term as a ground: our words, and the reader's note after a colon."""
    note = f": {term.note}" if term.note else ""
    return Reason(text=f"{words}{note}", clause=term.clause, license=text.id, certainty=term.certainty)


def ground(text: License, answer: Answer, term: Term, words: str) -> Ground:
    """What one term comes to; `contested` where its reading is."""
    return certain(answer, term), reason(text, term, words)


def unverified(text: License, what: str) -> Ground:
    """The ground where a term is absent."""
    words = f"nobody has verified what the text says on {what}" if text.text_read else "nobody has read its text yet"
    return "unknown", Reason(text=words, license=text.id)


def replied(question: str, grounds: Iterable[Ground]) -> Reply:
    """
    One reply of several grounds: the strictest answer counts, and what decides comes first.

    Under a no nothing else is said: the conditions of a grant that is not given bind nobody.
    """
    listed = list(dict.fromkeys(grounds))
    answer = strictest([one for one, _ in listed])
    ordered = sorted(listed, key=lambda one: ANSWERS_WORST_FIRST.index(one[0]))
    said = [why for one, why in ordered if answer != "no" or one == "no"]
    return Reply(question=question, answer=answer, reasons=tuple(said))


def certain(answer: Answer, term: Term) -> Answer:
    """The answer, or `contested` where the reading of the term is."""
    return "contested" if term.certainty == "contested" and answer in ("yes", "no", "with-conditions") else answer


def strictest(answers: list[Answer]) -> Answer:
    """The strictest of several answers; `yes` if there are none."""
    return next((one for one in ANSWERS_WORST_FIRST if one in answers), "yes")


def binds(
    text: License, of: str, right: Right, clause: str, *, use: Use | None = None, default: bool
) -> tuple[bool, str | None]:
    """
    Whether a size or a duty reaches a right, and the case in which it does, if it does not always.

    `of`: `thresholds` or the name of a term. `use`: to what end the right is used, if that was said. `default` counts
    where the licence's `reach` says nothing of it.
    """
    stated = [one for one in details(text).reach if one.of == of and one.clause in (None, clause)]
    if not stated:
        return default, None
    found = next((one for one in stated if right in one.rights), None)
    case = "never" if found is None else found.case(use)
    return (False, None) if case == "never" else (True, case)
