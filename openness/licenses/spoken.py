"""Numbers and sizes of a licence in a few words."""

from openness.licenses.model import Threshold


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
