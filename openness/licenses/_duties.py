"""What a licence asks for, which rights that touches, and what ends the rights."""

from collections.abc import Iterator

from openness.licenses._answers import Ground, Reason, binds, reason
from openness.licenses._sizes import spoken_threshold
from openness.licenses.details import Right
from openness.licenses.details import details as details_of
from openness.licenses.model import License, Term, Terms

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
}
"""The rights that a duty touches unless the licence's `reach` says otherwise."""
_OF_CHANGES = frozenset({"change_notices", "flow_down", "share_alike", "derivative_name_prefix"})
"""Duties on changed versions: they begin with sharing one, unless the licence's `reach` says that they bind the change itself."""
_TOUCHES_HOSTING = {"flow_down": "explicit-clause", "share_alike": "network"}
"""Values that touch whoever offers the model over a network, too."""
_BREACH = {
    "automatic": "a breach, at once",
    "automatic-with-cure": "a breach that is not mended in time",
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


def duties(text: License) -> tuple[Reason, ...]:
    """What must travel with copies and derivatives of one text, and what else it asks for."""
    found = [due for _, due in stated(text)]
    found += _notices(text)
    found += [Reason(text=one.what, clause=one.clause, license=text.id) for one in details_of(text).duties]
    return tuple(found)


def duties_on(text: License, right: Right) -> Iterator[Ground]:
    """The duties that touch a right, each as a condition."""
    shown_above_a_size = any(one.consequence == "display-duty" for one in text.thresholds)
    for name, due in stated(text):
        term: Term = getattr(text.terms, name)
        by_default = right in _TOUCHES[name] or (right == "host" and _TOUCHES_HOSTING.get(name) == term.value)
        reached, condition = binds(text, name, right, term.clause, default=by_default)
        if not reached and right == "modify" and name in _OF_CHANGES:
            yield "yes", due.model_copy(update={"text": f"once shared, required: {due.text}"})
        if not reached or (name == "display_notice" and shown_above_a_size):
            continue  # a display that is due above a size is said with that size
        when = f"required if {condition}" if condition else "required"
        yield "with-conditions", due.model_copy(update={"text": f"{when}: {due.text}"})
    if right == "redistribute":
        for notice in _notices(text):
            yield "with-conditions", notice.model_copy(update={"text": f"required: {notice.text}"})
    for one in details_of(text).duties:
        if right in one.rights:
            yield "with-conditions", Reason(text=f"required: {one.what}", clause=one.clause, license=text.id)


def _notices(text: License) -> list[Reason]:
    """The texts that the licence prescribes, each with its place."""
    return [
        Reason(text=f"“{one.text}”, word for word, {one.where}", clause=one.clause, license=text.id)
        for one in details_of(text).notices
    ]


def stated(text: License) -> Iterator[tuple[str, Reason]]:
    """Every duty that a term holds, by the term's name."""
    for name, words in _DUTIES.items():
        term: Term | None = getattr(text.terms, name)
        if term is not None and str(term.value) in words:
            yield name, reason(text, term, words[str(term.value)])
    for name, phrase in _PHRASES.items():
        term = getattr(text.terms, name)
        if term is not None and term.value != "none":
            yield name, reason(text, term, phrase.format(term.value))


def ends(text: License) -> tuple[Reason, ...]:
    """What ends the rights under one text."""
    terms = text.terms
    found: list[Reason] = []
    breach = terms.breach_termination
    if breach is not None and str(breach.value) in _BREACH:
        found.append(reason(text, breach, _BREACH[str(breach.value)]))
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
    return tuple(found)


def _suits(text: License, terms: Terms) -> list[Reason]:
    suit, scope = terms.litigation_termination, terms.litigation_scope
    if suit is None or suit.value == "none":
        return []
    ended = _SUIT_ENDS.get(str(scope.value) if scope else "", "ends rights")
    return [reason(text, suit, f"{_SUIT[str(suit.value)]} {ended}")]
