"""Models that are only served: what needs a copy cannot be, the terms are those of one day, and the service may end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from openness._pattern import pattern
from openness.licenses import License
from openness.licenses.details import details
from openness.licenses.publishers import address_of
from openness.policy.asked import Question
from openness.policy.sources import NEEDS_A_COPY, LicenseSource, superseded_by
from openness.release import ModelRelease

_ENDS = pattern(r"shut[ -]?down|retire[ds]?|retirement|sunset|discontinued")
_DAY = pattern(r"\b(20\d\d-[01]\d-[0-3]\d)\b")


def ended(release: ModelRelease, *, today: date | None = None) -> str | None:
    """That the provider has ended the service, with the day and where that is written; None where nobody says so."""
    now = (today or datetime.now(tz=UTC).date()).isoformat()
    names = [one.casefold() for one in (release.subject.id, release.subject.name) if one]
    for channel in release.distribution.channels:
        for place in channel.evidence if channel.kind in ("api", "hosted") else ():
            quote = (place.quote or "").casefold()
            day = _DAY.search(quote)
            told = _ENDS.search(f"{place.path or ''} {quote}".casefold()) is not None
            if day is not None and told and day[1] <= now and any(name in quote for name in names):
                return f"its provider was to end the service on {day[1]}, by {place.path}: ask whether it can still be called"
    return None


def as_served(found: tuple[LicenseSource, ...], over: str | None = None) -> tuple[LicenseSource, ...]:
    """
    The sources of a model that is only served: its bases' licences bind its provider, who alone has copies.

    `over`: that the service has ended, as `ended` says it.
    """
    words = "only the provider has a copy of it, and its terms bind who calls the model"
    of_base, of_own = {"binds": False, "reason": words}, {"served": True, "ended": over}
    return tuple(
        one if one.role == "data" else one.model_copy(update=of_base if one.role == "base" else of_own) for one in found
    )


def in_force(text: License, questions: tuple[Question, ...]) -> Iterator[str]:
    """That the terms of a service are those of one day: which later ones are known, and what they answer otherwise."""
    change = text.terms.terms_may_change
    may = f"; its provider may change them (clause {change.clause})" if change and change.value == "yes" else ""
    newest = superseded_by(text)
    later = f"; {_later(text, newest, questions)}" if newest is not None else ""
    copy = f", read at {text.url}," if text.url else ""
    today = address_of(newest.id if newest is not None else text.id)
    where = f"; those of today: {today}" if today else ""
    yield f"the terms in force on the day of use: {text.id}{copy} are one version of them{may}{later}{where}"


def _later(text: License, later: License, questions: tuple[Question, ...]) -> str:
    answers = {
        one.about: (one.ask(text).answer, one.ask(later).answer) for one in questions if one.about not in NEEDS_A_COPY
    }
    changed = [f"{about}: {new}" for about, (old, new) in answers.items() if new != old]
    told = f", by which {', '.join(changed)}" if changed else ", which answers alike"
    if apart := [f"{one.what} ({one.clause})" for one in details(later).points if one.about == "apart"]:
        told = f"{told if changed else ''}, but {'; '.join(apart)}"
    return f"{later.id} came later{told} (`openness license compare {text.id} {later.id}`)"
