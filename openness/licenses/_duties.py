"""What a licence asks for, which rights that touches, and what ends the rights."""

from collections.abc import Iterator

from openness.licenses._answers import Asker, Ground, Reason, binds, reason
from openness.licenses.details import OCCASIONS, PRIVATE, About, Duty, Occasion, Right
from openness.licenses.details import details as details_of
from openness.licenses.model import License, Term, Terms
from openness.licenses.spoken import spoken_threshold
from openness.licenses.store import get

_DUTIES = {
    "license_copy": {"required": "a copy of the licence", "copy-or-link": "a copy of the licence or a link to it"},
    "notice_file": {
        "required": 'a file named "Notice" with the prescribed text',
        "notice-any-form": "the prescribed notice, in any form",
        "if-present": "the NOTICE of the work, if it has one",
        "retain-only": "the existing copyright and licence notices",
    },
    "change_notices": {"required": "marks on what was changed"},
    "flow_down": {
        "explicit-clause": "the use restrictions, as an enforceable clause of your own terms",
        "restrictions-attach-to-derivatives": "the licence's limits, which bind derivatives too",
    },
    "share_alike": {
        "files": "the same licence on changed files",
        "library": "the same licence on the library",
        "work": "the same licence on the whole work",
        "network": "the same licence on the whole work, also for use over a network",
        "adaptations": "the same or a compatible licence on adaptations",
        "database": "the same licence on derived databases",
    },
    "latest_version_duty": {
        "required": "use the latest version",
        "reasonable-efforts": "make reasonable efforts to use the latest version",
    },
}
_PHRASES = {
    "display_notice": "display “{}”",
    "derivative_name_prefix": "a name of derivatives that begins with “{}”",
}
_TOUCHES: dict[str, tuple[Right, ...]] = {
    "license_copy": ("redistribute",),
    "notice_file": ("redistribute",),
    "change_notices": ("redistribute",),
    "flow_down": ("redistribute",),
    "share_alike": ("redistribute",),
    "display_notice": ("redistribute", "host", "commercial"),
    "derivative_name_prefix": ("redistribute",),
    "latest_version_duty": ("commercial", "host", "modify", "redistribute"),
}
"""The rights that a duty touches unless the licence's `reach` says otherwise."""
_SHARES: frozenset[Right] = frozenset({"host", "redistribute"})
"""Rights that nobody uses in private."""
_OF_CHANGES = frozenset({"change_notices", "flow_down", "share_alike", "derivative_name_prefix"})
"""Duties on changed versions: they begin with sharing one, unless the licence's `reach` says that they bind the change itself."""
_TOUCHES_HOSTING = {"flow_down": "explicit-clause", "share_alike": "network"}
"""Values that touch whoever offers the model over a network, too."""
_WITH_A_TEXT = ('a file named "Notice"', "the prescribed notice")
"""How the duty to carry a prescribed text is worded."""
_ARISES: dict[str, tuple[Occasion, ...]] = {
    "license_copy": ("sharing",),
    "notice_file": ("sharing",),
    "change_notices": ("changed",),
    "flow_down": ("changed",),
    "share_alike": ("changed",),
    "display_notice": ("sharing", "service"),
    "derivative_name_prefix": ("changed",),
    "latest_version_duty": ("use",),
}
"""When a duty that a term holds arises, unless the licence's `reach` says otherwise."""
_BREACH = {
    "automatic": "a breach, at once",
    "automatic-with-cure": "a breach, at once; the rights come back if it is mended in time",
    "on-notice": "a breach, once the licensor gives notice",
    "licensor-may-terminate": "a breach, if the licensor terminates",
}
_SUIT = {
    "patent": "a patent suit",
    "patent-or-copyright": "a patent or copyright suit",
    "any-ip": "a suit over intellectual property",
    "any-claim": "any suit",
}
_SUIT_ENDS = {"patent-licenses": "ends the patent licences", "all-licenses": "ends all rights"}


_LAST: tuple[About, ...] = ("transfer", "marks", "warranty")
"""What every licence settles in a line, and so stands last among what is agreed."""


def duties(text: License) -> tuple[Reason, ...]:
    """What must travel with copies and derivatives of one text, and what else it asks for."""
    found = [due for name, due in stated(text) if not stands_below(text, name, due)]
    found += _notices(text)
    found += [_of_duty(text, one) for one in details_of(text).duties if one.when != ("end",)]
    return tuple(found)


def stands_below(text: License, name: str, due: Reason) -> bool:
    """Whether a duty to carry a prescribed text is said with that text itself."""
    return name == "notice_file" and bool(details_of(text).notices) and due.text.startswith(_WITH_A_TEXT)


def when(text: License, name: str) -> tuple[Occasion, ...]:
    """When the duty that a term holds arises, in the order of `OCCASIONS`."""
    term: Term = getattr(text.terms, name)
    stated_there = [one for one in details_of(text).reach if one.of == name and one.clause in (None, term.clause)]
    said = {occasion for one in stated_there for occasion in one.when}
    if not said:
        said = set(_ARISES[name])
        if term.value == "explicit-clause":
            said = {"sharing", "service"}
        if _TOUCHES_HOSTING.get(name) == term.value or any("host" in one.rights for one in stated_there):
            said.add("service")
    return tuple(one for one in OCCASIONS if one in said)


def arises(occasions: tuple[Occasion, ...], *, private: bool) -> bool:
    """Whether a duty arises for somebody who passes nothing on, if `private`; else it does."""
    return not private or not PRIVATE.isdisjoint(occasions)


def duties_on(text: License, right: Right, asker: Asker) -> Iterator[Ground]:
    """The duties that touch a right, each as a condition; of those of sharing none where nothing is shared."""
    private = asker.private and right not in _SHARES
    shown_above_a_size = any(one.consequence == "display-duty" for one in text.thresholds)
    for name, due in stated(text):
        said_below = right in _told_with_the_text(text) and stands_below(text, name, due)
        if said_below or not arises(when(text, name), private=private):
            continue
        term: Term = getattr(text.terms, name)
        by_default = right in _TOUCHES[name] or (right == "host" and _TOUCHES_HOSTING.get(name) == term.value)
        reached, condition = binds(text, name, right, term.clause, default=by_default)
        if not reached and right == "modify" and name in _OF_CHANGES:
            yield "yes", due.model_copy(update={"text": f"once shared, required: {due.text}"})
        if not reached or (name == "display_notice" and shown_above_a_size):
            continue  # a display that is due above a size is said with that size
        case = f"required if {condition}" if condition else "required"
        yield "with-conditions", due.model_copy(update={"text": f"{case}: {due.text}"})
    if right in _told_with_the_text(text):
        for notice in _notices(text):
            yield "with-conditions", notice.model_copy(update={"text": f"required: {notice.text}"})
    for one in details_of(text).duties:
        if right in one.rights and arises(one.when, private=private):
            due = _of_duty(text, one)
            yield "with-conditions", due.model_copy(update={"text": f"required: {due.text}"})


def _told_with_the_text(text: License) -> frozenset[Right]:
    """The rights whose answers give the prescribed texts themselves: hosting where they are due with a service, too."""
    with_a_service = any("service" in one.when for one in details_of(text).notices)
    return _SHARES if with_a_service else frozenset({"redistribute"})


def _of_duty(text: License, one: Duty) -> Reason:
    return Reason(text=one.what, clause=one.clause, license=text.id, certainty=one.certainty)


def _notices(text: License) -> list[Reason]:
    """The texts that the licence prescribes, each with its place."""
    return [
        Reason(text=f"“{' '.join(one.text.split())}”, word for word, {one.where}", clause=one.clause, license=text.id)
        for one in details_of(text).notices
    ]


def stated(text: License) -> Iterator[tuple[str, Reason]]:
    """Every duty that a term holds, by the term's name."""
    for name, words in _DUTIES.items():
        term: Term | None = getattr(text.terms, name)
        if term is not None and str(term.value) in words:
            yield name, reason(text, term, _own_words(text, name) or words[str(term.value)])
    for name, phrase in _PHRASES.items():
        term = getattr(text.terms, name)
        if term is not None and term.value != "none":
            yield name, reason(text, term, _own_words(text, name) or phrase.format(term.value))


def _own_words(text: License, name: str) -> str | None:
    """What a text asks for or says where it is more or other than its term's words; None where those do."""
    return next((one.what for one in details_of(text).reach if one.of == name and one.what), None)


def ends(text: License) -> tuple[Reason, ...]:
    """What ends the rights under one text."""
    terms = text.terms
    found: list[Reason] = []
    breach = terms.breach_termination
    if breach is not None and str(breach.value) in _BREACH:
        found.append(reason(text, breach, _own_words(text, "breach_termination") or _BREACH[str(breach.value)]))
    found += _suits(text, terms)
    if terms.revocable is not None and terms.revocable.value == "at-will":
        found.append(reason(text, terms.revocable, "the licensor may take the grant back without a breach"))
    if terms.remote_restriction is not None and terms.remote_restriction.value == "yes":
        found.append(reason(text, terms.remote_restriction, "the licensor may restrict use, remotely or otherwise"))
    found += [
        Reason(text=f"passing {spoken_threshold(one)}", clause=one.clause, license=text.id)
        for one in text.thresholds
        if one.consequence == "rights-end"
    ]
    for one in details_of(text).duties:
        if one.when == ("end",):
            due = _of_duty(text, one)
            found.append(due.model_copy(update={"text": f"once they have ended: {due.text}"}))
    return tuple(found)


def agreed(text: License) -> tuple[Reason, ...]:
    """What whoever uses something under one text takes on besides: who pays, whose law, terms that may change."""
    terms, found = text.terms, []
    if terms.indemnity is not None and terms.indemnity.value == "yes":
        found.append(reason(text, terms.indemnity, "you indemnify the licensor"))
    if terms.terms_may_change is not None and terms.terms_may_change.value == "yes":
        found.append(reason(text, terms.terms_may_change, "the licensor may change the terms for what you have"))
    if terms.governing_law is not None and terms.governing_law.value != "none":
        found.append(reason(text, terms.governing_law, f"the law that governs: {terms.governing_law.value}"))
    for one in (text, *map(get, text.policies)):
        found += points(one, "agreed")
    for about in _LAST:
        found += points(text, about)
    return tuple(found)


def points(text: License, about: About) -> tuple[Reason, ...]:
    """What else one text says about something."""
    return tuple(
        Reason(text=one.what, clause=one.clause, license=text.id, certainty=one.certainty)
        for one in details_of(text).points
        if one.about == about
    )


def _suits(text: License, terms: Terms) -> list[Reason]:
    suit, scope = terms.litigation_termination, terms.litigation_scope
    if suit is None or suit.value == "none":
        return []
    ended = _SUIT_ENDS.get(str(scope.value) if scope else "", "ends rights")
    return [reason(text, suit, f"{_SUIT[str(suit.value)]} {ended}")]
