"""One step of descent judged: may a model's label stand on the licence of a model that it was made from?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from openness._value import dataclass
from openness.graph.terms import kind_of
from openness.index import MadeFrom
from openness.index.lookup import Label
from openness.licenses import Conflict, conflict, find, publishers
from openness.licenses.conflicts import RELATIONS, Fit
from openness.licenses.inheritance import is_of_another_generation
from openness.licenses.questions import Reason

RANK: Final[tuple[Fit, ...]] = ("yes", "unknown", "contested", "no")
"""Answers from the mildest to the worst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What comes of a label on a base's licence."""

    fits: Fit
    """`no` is a conflict; `contested` what lawyers dispute; `unknown` what nobody settles."""
    why: str
    """In one line."""
    upstream: str
    """The base's licence as it is called."""
    downstream: str
    """The model's own, likewise; empty where it declares none."""
    answer: str = "unknown"
    """What of the upstream licence binds: `keep`, `free`, `blocked`, `contested`, `unknown`."""
    clauses: str | None = None
    lost: tuple[Reason, ...] = ()
    """Limits that the label does not repeat."""
    carried: tuple[Reason, ...] = ()
    """Duties that travel whatever the label."""
    mend: str | None = None
    omitted: bool = False
    """Whether the model declares no licence at all although it has a base."""
    drift: bool = False
    """Whether the model bears another licence than its base; that alone is no conflict."""


def judged(
    model: str, own: Label, base: MadeFrom | str, above: Label, relation: str, *, given: Iterable[Label] = ()
) -> Judgement:
    """
    A model's label on that of a model which it descends from, for the relation of the whole way between.

    A publisher is not bound by their own terms, so under one owner no step is a conflict, unless the base has its limits
    from others: `given` are the labels of all above the base that somebody else publishes. A base that names another
    generation of a licence than what it was made from settles nothing.
    """
    owner, name = owner_of(model), base.model if isinstance(base, MadeFrom) else base
    relation = relation if relation in RELATIONS else "finetune"
    texts = above.texts
    licensor = any(publishers.is_licensor(owner, text) for text in texts)
    # Who publishes the base may give it away under other terms too, unless those are another's agreement.
    theirs = owner == owner_of(name) and all(text.licensor is None or text.osi_approved for text in texts)
    if owner and texts and (licensor or (theirs and not _is_given(own, above, relation, given))):
        return Judgement(
            fits="yes",
            why="its publisher wrote the base's licence"
            if licensor
            else "the publisher of the model publishes its base too",
            upstream=_called(above),
            downstream=_called(own),
            answer="free",
            omitted=own.origin == "silent",
            drift=_differs(own, above),
        )
    found = _judged(own, above, relation)
    if found.fits == "no" and (true := _true_generation(own, above, relation, given)) is not None:
        why = (
            f"the base says {found.upstream}, but was made from a model under {_called(true)}, and the label fits that"
        )
        return replace(found, fits="contested", why=why, mend=f"ask the base's publisher to declare {_called(true)}")
    return found


def _true_generation(own: Label, above: Label, relation: str, given: Iterable[Label]) -> Label | None:
    """The label of what the base was made from, where the base names another generation of it and the model's fits it."""
    text = above.license
    if text is None or not text.generation:
        return None
    return next(
        (
            one
            for one in given
            if one.license is not None
            and is_of_another_generation(text, one.license)
            and _judged(own, one, relation).fits == "yes"
        ),
        None,
    )


def _is_given(own: Label, above: Label, relation: str, given: Iterable[Label]) -> bool:
    """Whether a limit of the base that the label loses is one that a model of others puts on the base."""
    lost = {kind_of(one) for one in _judged(own, above, relation).lost}
    return bool(lost) and any(lost & {kind_of(why) for why in _judged(own, one, relation).lost} for one in given)


def owner_of(model: str) -> str:
    """The owner's part of an id, in small letters."""
    return model.casefold().partition("/")[0] if "/" in model else ""


def _called(label: Label) -> str:
    if len(label.names) == 1 and (text := find(label.names[0])) is not None:
        return text.hub_ids[0] if text.hub_ids else text.id
    return label.written or ""


def _differs(own: Label, above: Label) -> bool:
    """Whether both are known and none of what one may be is what the other may be."""
    return bool(own.names and above.names) and not {text.id for text in own.texts} & {text.id for text in above.texts}


@lru_cache(maxsize=8192)
def _judged(own: Label, above: Label, relation: str) -> Judgement:
    """By licences alone; of a family every member counts, and where they differ it is not said which is meant."""
    called: dict[str, Any] = {"upstream": _called(above), "downstream": _called(own)}
    silent = own.origin == "silent"
    if not above.names:
        why = {
            "silent": "the base declares no licence",
            "unread": f"what the base declares leads to no one licence: {above.written}",
            "missing": "nothing is known of the base",
        }.get(above.origin, "the base's licence is not known")
        return Judgement(fits="unknown", why=why, omitted=silent, **called)
    if not own.names:
        found = conflict(above.texts[0], None, relation)
        why = "the model declares no licence" if silent else f"its label leads to no one licence: {own.written}"
        return Judgement(
            fits="unknown", why=why, answer=found.answer, clauses=found.clauses, carried=found.carried,
            mend=found.mend, omitted=silent, **called,
        )  # fmt: skip
    answers = [conflict(up, down, relation) for up in above.texts for down in own.texts]
    worst = max(answers, key=lambda one: RANK.index(one.fits))
    alike = len({one.fits for one in answers}) == 1
    fits: Fit = worst.fits if alike else "unknown"
    return Judgement(
        fits=fits,
        why=_why(worst) if alike else "a family of licences is named, and its members differ",
        answer=worst.answer if alike else "unknown",
        clauses=worst.clauses,
        lost=worst.lost if alike else (),
        carried=worst.carried,
        mend=worst.mend if fits != "yes" else None,
        drift=_differs(own, above),
        **called,
    )


def _why(found: Conflict) -> str:
    """The first grounds in one line."""
    if found.fits == "yes":
        return "the label may stand"
    grounds = [_with_clause(one) for one in (*found.lost, *found.reasons)]
    lead = "lost: " if found.lost else ""
    return lead + "; ".join(dict.fromkeys(grounds)) if grounds else (found.mend or "not settled")


def _with_clause(one: Reason) -> str:
    return f"{one.text} ({one.license}, clause {one.clause})" if one.clause else one.text
