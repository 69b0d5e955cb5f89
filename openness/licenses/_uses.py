"""Which fields of use a text shuts out, and what it forbids item by item."""

from collections.abc import Iterator

from openness.licenses._answers import Ground, Reason, reason, unverified
from openness.licenses.details import Use, details
from openness.licenses.model import License
from openness.licenses.store import get

FIELDS = frozenset({"inline", "attached", "policy-by-reference", "research-purposes-only"})
"""Values of `use_restrictions` that shut out fields of use which law allows."""


def fields_of_use(text: License, use: Use | None = None) -> Iterator[Ground]:
    """
    A condition where fields of use are restricted, unknown where nobody verified whether they are.

    A limit to research binds nobody who does research.

    A contested reading disputes which fields those are, not that some are, so that it stays a condition.
    """
    term = text.terms.use_restrictions
    if term is None:
        yield unverified(text, "restricted fields of use")
    elif term.value == "research-purposes-only" and use == "research":
        yield "yes", reason(text, term, "only for research")
    elif term.value in FIELDS:
        only = (
            "use is limited to research" if term.value == "research-purposes-only" else "fields of use are restricted"
        )
        yield "with-conditions", reason(text, term, only)


def forbidden(text: License) -> tuple[Reason, ...]:
    """What one text and the policies that it incorporates forbid, item by item."""
    texts = (text, *(get(policy) for policy in text.policies))
    return tuple(item for one in texts for item in _items(one))


def _items(text: License) -> Iterator[Reason]:
    if stated := details(text).forbidden_uses:
        for one in stated:
            yield Reason(text=one.what, clause=one.clause, license=text.id, certainty=one.certainty)
    else:
        for what in text.prohibits:
            yield Reason(text=what, license=text.id)
