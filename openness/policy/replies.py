"""What one source answers: its licence, the texts that its name may mean, or its bond where only outputs went in."""

from __future__ import annotations

from openness.licenses import find
from openness.licenses.expression import ask
from openness.licenses.inheritance import inherited
from openness.licenses.questions import Answer, Reason, Reply, of_all
from openness.policy.asked import Question
from openness.policy.sources import NEEDS_A_COPY, LicenseSource

_OF_BOND: dict[str, tuple[Answer, str]] = {
    "keep": ("with-conditions", "its terms bind a model trained on its outputs"),
    "free": ("yes", "nothing of it binds a model trained on its outputs"),
    "blocked": ("no", "its outputs may not train this model"),
    "contested": ("contested", "whether it binds a model trained on its outputs is contested"),
    "unknown": ("unknown", "nobody has settled whether it binds a model trained on its outputs"),
}


def reply_of(source: LicenseSource, question: Question, *, own: LicenseSource) -> Reply:
    """What one source answers. `own`: the model's own licence, for which a base may make an exception."""
    if source.served and question.about in NEEDS_A_COPY:
        reason = Reason(text=NEEDS_A_COPY[question.about], license="")
        return Reply(question=question.words, answer="no", reasons=(reason,))
    if source.ended and question.about == "commercial":
        by_terms = ask(source.expression, question.ask) if source.expression is not None else None
        alone = f"; by its terms alone: {by_terms.answer}" if by_terms is not None else ""
        reason = Reason(text=f"{source.ended}{alone}", license="", certainty="likely")
        further = by_terms.reasons if by_terms is not None else ()
        return Reply(question=question.words, answer="unknown", reasons=(reason, *further))
    if source.expression is None:
        return _of_names(source, question)
    if source.role == "base":
        made = source.texts[0]
        bond = inherited(made, source.relation or "unspecified", downstream=own.texts[0] if own.texts else None)
        if source.of_outputs:
            answer, words = _OF_BOND[bond.bond]
            free = bond.bond == "free"  # its note and clauses are about its weights
            said = Reason(
                text=words if free else _noted(words, bond.note), clause=None if free else bond.clauses, license=made.id
            )
            return Reply(question=question.words, answer=answer, reasons=(said,))
        if bond.bond == "blocked":
            words = _noted("its licence grants nobody a model made from it", bond.note)
            said = Reason(text=words, clause=bond.clauses, license=made.id)
            return Reply(question=question.words, answer="no", reasons=(said,))
    found = ask(source.expression, question.ask)
    return found.model_copy(update={"question": question.words})


def _noted(words: str, note: str | None) -> str:
    return f"{words}: {note}" if note else words


def _of_names(source: LicenseSource, question: Question) -> Reply:
    """
    Where no one licence is known: what all that it may be agree on, else `unknown`.

    Places that contradict each other give no answer at all: one of them may be right where the others are wrong.
    """
    texts = [find(name) for name in source.written]
    known = [text for text in texts if text is not None]
    each = [(text, question.ask(text)) for text in known]
    if source.state == "unknown" and known and len(known) == len(texts):
        first = [reply.model_copy(update={"reasons": reply.reasons[:1]}) for _, reply in each]
        by_text = {text.id: reply for (text, _), reply in zip(each, first, strict=True)}
        return of_all(known, lambda text: by_text[text.id]).model_copy(update={"question": question.words})
    said = [Reason(text=f"{source.name}: {source.reason}", license="")]
    if each:
        words = ", ".join(f"{text.id} would say {reply.answer}" for text, reply in each)
        said.append(Reason(text=words, license=""))
    return Reply(question=question.words, answer="unknown", reasons=tuple(said))
