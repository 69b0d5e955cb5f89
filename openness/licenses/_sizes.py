"""Sizes above which the terms change: said in words, and held against the size of somebody who asks."""

from collections.abc import Iterator

from openness.licenses._answers import Answer, Asker, Ground, Reason, binds
from openness.licenses.details import Right
from openness.licenses.model import License, Threshold
from openness.licenses.spoken import spoken_number, spoken_threshold

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
_ENDS = frozenset({"separate-license-needed", "rights-end"})


def counted(threshold: Threshold) -> str:
    """When it is counted: `counted once, on 2023-07-18`, or `counted for as long as the licence lasts`."""
    if threshold.measured == "continuing":
        return "counted for as long as the licence lasts"
    return f"counted once, on {threshold.date}" if threshold.date else "counted once"


def sizes(text: License, right: Right, asker: Asker) -> Iterator[Ground]:
    """What the sizes that bind a right come to for somebody of a given size."""
    for threshold in text.thresholds:
        reached, condition = binds(text, "thresholds", right, threshold.clause, use=asker.use, default=True)
        if not reached:
            continue
        answer, words = against(threshold, asker)
        if condition and answer != "yes":
            answer, words = "with-conditions", f"if {condition}, and {words}"
        yield answer, Reason(text=f"{words}{_whose(threshold)}", clause=threshold.clause, license=text.id)


def _whose(threshold: Threshold) -> str:
    """Whose users or money count, over which period, and the reader's note, in brackets; empty where none is noted."""
    said = threshold.note or ""
    parts = [
        "affiliates count too" if threshold.affiliates and "affiliate" not in said else "",
        f"period: {threshold.window}" if threshold.window else "",
        said,
    ]
    told = "; ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def against(threshold: Threshold, asker: Asker) -> tuple[Answer, str]:
    """The answer of one threshold to the given sizes, and the words for it."""
    table = ((_USERS, asker.users), (_REVENUE, asker.annual_revenue), (_MONTHLY, asker.monthly_revenue))
    given = next((size for metrics, size in table if threshold.metric in metrics), None)
    sign = "at or above" if threshold.operator == ">=" else "above"
    limit = f"{spoken_threshold(threshold)}, {counted(threshold)}"
    then = _CONSEQUENCES.get(threshold.consequence, threshold.consequence)
    if given is None:
        return _unsaid(threshold, asker, f"{sign} {limit}: {then}")
    if not (given > threshold.number or (threshold.operator == ">=" and given == threshold.number)):
        return "yes", f"{_said(given, threshold)} not {sign} {limit}{_then(threshold)}"
    answer: Answer = "no" if threshold.consequence in _ENDS else "with-conditions"
    return answer, f"{_said(given, threshold)} {sign} {limit}: {then}{_then(threshold)}"


def _said(given: float, threshold: Threshold) -> str:
    """The size that was asked about, as the beginning of what it is held against: `USD 25 million is`."""
    if threshold.unit == "users":
        return f"{spoken_number(given)} are"
    return f"{threshold.unit} {spoken_number(given)} is"


def _then(threshold: Threshold) -> str:
    """Of a size that is looked at once: that it is the one of then that counts."""
    if threshold.measured == "continuing":
        return ""
    when = threshold.date or "the day that the text names"
    return f"; the size given is taken as that of {when}, as today's does not count"


def _unsaid(threshold: Threshold, asker: Asker, words: str) -> tuple[Answer, str]:
    """A size that was not said, judged by one that was: a year's revenue bounds each of its months, and the reverse."""
    ends: Answer = "no" if threshold.consequence in _ENDS else "with-conditions"
    if threshold.metric in _MONTHLY and asker.annual_revenue is not None:
        if asker.annual_revenue <= threshold.number:
            return "yes", f"a year's revenue of that size has no month {words.split(':', maxsplit=1)[0]}"
        return "with-conditions", f"{words}; the text counts by the month: say --monthly-revenue"
    if threshold.metric in _REVENUE and asker.monthly_revenue is not None:
        if asker.monthly_revenue > threshold.number:
            return ends, f"one month of that size puts a year {words}"
        return "with-conditions", f"{words}; the text counts by the year: say --revenue"
    return "with-conditions", words
