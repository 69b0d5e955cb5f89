"""Several texts as one: the versions of a series, or the texts that one name may mean, with what each of them says."""

from __future__ import annotations

from collections.abc import Callable

from openness.licenses._answers import Reason
from openness.licenses.model import License
from openness.licenses.store import get


def versions(text: License) -> list[License]:
    """The text itself; for a series its versions, newest first."""
    return [get(member) for member in reversed(text.members)] or [text]


def by_version(found: list[tuple[License, tuple[Reason, ...]]]) -> tuple[Reason, ...]:
    """The grounds of several versions, each once as the newest gives it; of one that not all give, in which it holds."""
    giving: dict[str, list[Reason]] = {}
    for _, reasons in found:
        for why in reasons:
            giving.setdefault(why.text, []).append(why)
    merged = []
    for words, alike in giving.items():
        ids = list(dict.fromkeys(one.id for one, reasons in found if any(why.text == words for why in reasons)))
        where = "" if len(ids) == len(found) else f"where {' or '.join(ids)} holds: "
        merged.append(alike[0].model_copy(update={"text": f"{where}{words}", "no_if": refused_case(alike[0], found)}))
    return tuple(merged)


def of_any_version(text: License, of: Callable[[License], tuple[Reason, ...]]) -> tuple[Reason, ...]:
    """What any version of a text says on one matter, each once, as the newest says it."""
    found: dict[str, Reason] = {}
    for one in versions(text):
        for why in of(one):
            found.setdefault(why.text.split(":")[0], why)
    return tuple(found.values())


def of_each(found: list[tuple[License, tuple[Reason, ...]]]) -> tuple[Reason, ...]:
    """The grounds of several texts, each once; of one that not all give, whose it is."""
    giving: dict[tuple[str, str | None], list[tuple[License, Reason]]] = {}
    for text, reasons in found:
        for why in reasons:
            giving.setdefault((why.text, why.clause), []).append((text, why))
    merged = []
    for (words, _), alike in giving.items():
        ids = list(dict.fromkeys(text.id for text, _ in alike))
        those = "each of them" if len(ids) == len(found) else f"{', '.join(ids[:-1])} and {ids[-1]}"
        said = f"in {those}: {words}" if len(ids) > 1 else words
        merged.append(alike[-1][1].model_copy(update={"text": said, "no_if": refused_case(alike[-1][1], found)}))
    return tuple(merged)


def refused_case(why: Reason, found: list[tuple[License, tuple[Reason, ...]]]) -> str | None:
    """The case in which the answer is no, with the texts that say so unless all of them do."""
    if why.no_if is None:
        return None
    saying = [text.id for text, reasons in found if any(one.no_if == why.no_if for one in reasons)]
    return why.no_if if len(saying) == len(found) else f"{why.no_if}, by {' or '.join(dict.fromkeys(saying))}"
