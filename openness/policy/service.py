"""Models that are only served: what needs a copy of the model cannot be, and the terms are those of one day."""

from __future__ import annotations

from collections.abc import Iterator

from openness.licenses import License, all_licenses
from openness.policy.asked import Question
from openness.policy.sources import NEEDS_A_COPY, LicenseSource


def as_served(found: tuple[LicenseSource, ...]) -> tuple[LicenseSource, ...]:
    """The sources of a model that is only served: its bases' licences bind its provider, who alone has copies."""
    words = "only the provider has a copy of it, and its terms bind who calls the model"
    of_base, of_own = {"binds": False, "reason": words}, {"served": True}
    return tuple(
        one if one.role == "data" else one.model_copy(update=of_base if one.role == "base" else of_own) for one in found
    )


def in_force(text: License, questions: tuple[Question, ...]) -> Iterator[str]:
    """That the terms of a service are those of one day: which later ones are known, and what they answer otherwise."""
    change = text.terms.terms_may_change
    may = f"; its provider may change them (clause {change.clause})" if change and change.value == "yes" else ""
    read = f", read on {text.text_read}" if text.text_read else ""
    known = [one for one in all_licenses() if one.predecessor == text.id]
    later = "".join(f"; {_later(text, one, questions)}" for one in known)
    where = f" at {text.url}" if text.url else ""
    yield f"the terms in force on the day of use: {text.id}{read}, are those of one version{may}{later}; read them{where}"


def _later(text: License, later: License, questions: tuple[Question, ...]) -> str:
    answers = {
        one.about: (one.ask(text).answer, one.ask(later).answer) for one in questions if one.about not in NEEDS_A_COPY
    }
    changed = [f"{about}: {new}" for about, (old, new) in answers.items() if new != old]
    told = f", by which {', '.join(changed)}" if changed else ", which answers alike"
    return f"{later.id} came later{told} (`openness license compare {text.id} {later.id}`)"
