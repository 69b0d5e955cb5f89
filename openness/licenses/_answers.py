"""What an answer is made of, and how terms become reasons."""

from typing import Literal

from openness._base import Frozen
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


class Reply(Frozen):
    """An answer with its grounds."""

    question: str
    """The question in words."""
    answer: Answer
    """`yes`, `no`, `with-conditions`, `contested` or `unknown`."""
    reasons: tuple[Reason, ...] = ()
    """The grounds; for `unknown`, what nobody verified."""


def reason(text: License, term: Term, words: str) -> Reason:
    """A term as a ground: our words, and the reader's note after a colon."""
    note = f": {term.note}" if term.note else ""
    return Reason(text=f"{words}{note}", clause=term.clause, license=text.id, certainty=term.certainty)


def reply(text: License, question: str, answer: Answer, term: Term, words: str) -> Reply:
    """An answer that one term settles."""
    return Reply(question=question, answer=certain(answer, term), reasons=(reason(text, term, words),))


def unknown(text: License, question: str, what: str) -> Reply:
    """The answer where a term is absent."""
    words = f"nobody has verified what the text says on {what}" if text.text_read else "nobody has read its text yet"
    return Reply(question=question, answer="unknown", reasons=(Reason(text=words, license=text.id),))


def certain(answer: Answer, term: Term) -> Answer:
    """The answer, or `contested` where the reading of the term is."""
    return "contested" if term.certainty == "contested" and answer in ("yes", "no", "with-conditions") else answer


def strictest(answers: list[Answer]) -> Answer:
    """The strictest of several answers; `yes` if there are none."""
    return next((one for one in ANSWERS_WORST_FIRST if one in answers), "yes")
