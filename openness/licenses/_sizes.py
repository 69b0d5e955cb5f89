"""Sizes above which the terms change: said in words, and held against the size of somebody who asks."""

from openness.licenses._answers import Answer
from openness.licenses.model import Threshold

_USERS = frozenset({"monthly_active_users", "monthly_unique_users", "users"})
_REVENUE = frozenset({"annual_revenue", "annual_recurring_revenue"})
_MONTHLY = frozenset({"monthly_revenue"})
_CONSEQUENCES = {
    "separate-license-needed": "another licence must be asked for",
    "rights-end": "the rights end",
    "display-duty": "a notice must be displayed",
    "royalty": "a royalty is due",
    "payment": "a payment is due",
}


def spoken_number(number: float) -> str:
    """700000000 as `700 million`."""
    for size, word in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if number >= size:
            return f"{number / size:g} {word}"
    return f"{number:,.0f}"


def spoken_threshold(threshold: Threshold) -> str:
    """A threshold in a few words: `700 million monthly active users`."""
    metric = threshold.metric.replace("_", " ")
    if threshold.unit == "users":
        return f"{spoken_number(threshold.number)} {metric}"
    return f"{threshold.unit} {spoken_number(threshold.number)} {metric}"


def counted(threshold: Threshold) -> str:
    """When it is counted: `counted once, on 2023-07-18`, or `counted for as long as the licence lasts`."""
    if threshold.measured == "continuing":
        return "counted for as long as the licence lasts"
    return f"counted once, on {threshold.date}" if threshold.date else "counted once"


def against(
    threshold: Threshold, *, users: float | None, annual: float | None, monthly: float | None
) -> tuple[Answer, str]:
    """The answer of one threshold to the given sizes, and the words for it."""
    table = ((_USERS, users), (_REVENUE, annual), (_MONTHLY, monthly))
    given = next((size for metrics, size in table if threshold.metric in metrics), None)
    limit = f"{spoken_threshold(threshold)}, {counted(threshold)}"
    then = _CONSEQUENCES.get(threshold.consequence, threshold.consequence)
    if given is None:
        return "with-conditions", f"above {limit}: {then}"
    above = given > threshold.number or (threshold.operator == ">=" and given == threshold.number)
    if not above:
        return "yes", f"not above {limit}"
    return ("no" if threshold.consequence in ("separate-license-needed", "rights-end") else "with-conditions"), (
        f"above {limit}: {then}"
    )
