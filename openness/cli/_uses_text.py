"""What a text shuts out, on a terminal: who is barred, and what is forbidden, document by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Console

from openness.cli._lines import bullet, clause_of, wrapped
from openness.cli._terminal import safe
from openness.licenses import License
from openness.licenses.details import Heading, Right, heading_of
from openness.licenses.questions import Bar, Reason, Reply, based_in, what_binds_others, what_is_forbidden
from openness.licenses.store import get

_ACTS: Final[dict[Right, str]] = {
    "commercial": "use it commercially",
    "host": "host it",
    "modify": "modify it",
    "redistribute": "pass it on",
    "distill": "train another model on its outputs",
}
"""The rights, as what somebody may not do."""
_PLACE: Final = based_in("")
"""How the question on a place begins."""


def barred(console: Console, bars: Iterable[Bar], alone: str | None) -> None:
    """What shuts who asks out, before every answer: of a whole licence, that nothing under it may be done."""
    for bar in bars:
        acts = [_ACTS[right] for right in bar.rights]
        what = " or ".join((", ".join(acts[:-1]), acts[-1])) if len(acts) > 1 else acts[0]
        words = f"no right under {bar.reason.license} to {what}: {bar.reason.text} {clause_of(bar.reason, alone or '')}"
        console.print()
        wrapped(console, "barred: ", safe(words), style="bold red")


def asks_of_use(replies: Sequence[Reply]) -> bool:
    """Whether a use is asked about and not refused as a whole, so that it matters what is forbidden; a place is no use."""
    return any(reply.answer != "no" and not reply.question.startswith(_PLACE) for reply in replies)


def uses(console: Console, text: License) -> None:
    """
    What the text and its policies forbid, one document after the other; what several forbid alike stands once.

    Of versions of one text what all forbid stands first, by the clauses of the newest, then what only some do.
    """
    found = what_is_forbidden(text)
    documents = list(dict.fromkeys(one.license for one in found))
    versions = tuple(one for one in documents if one in text.members)
    for holders, items in _by_holders(found, versions if len(versions) > 1 else ()):
        whole = holders == versions
        title = (
            f"{text.id} forbids, in each of its versions"
            if whole
            else f"{' and '.join(holders)} forbid{'s' * (len(holders) == 1)}"
        )
        title += " besides" if versions and not whole and set(holders) <= set(versions) else ""
        console.print()
        wrapped(console, "what ", f"{title}:", style="bold")
        if whole or holders[0] not in versions or len(versions) < 2:
            for why in what_binds_others(get(holders[0])):
                bullet(console, f"first of all: {why.text} {clause_of(why, holders[0])}")
        _items(console, holders[0], items)


def _by_holders(found: Sequence[Reason], versions: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[Reason]]]:
    """The items with the documents that forbid them: of versions item by item, of any other document as a whole."""
    by_words: dict[str, dict[str, Reason]] = {}
    for item in found:
        if item.license in versions:
            by_words.setdefault(item.text, {})[item.license] = item
    groups: dict[tuple[str, ...], list[Reason]] = {versions: []} if versions else {}
    for alike in by_words.values():
        groups.setdefault(tuple(one for one in versions if one in alike), []).append(next(iter(alike.values())))
    yield from ((holders, items) for holders, items in groups.items() if items)
    for document in dict.fromkeys(one.license for one in found if one.license not in versions):
        yield (document,), [one for one in found if one.license == document]


def _items(console: Console, document: str, items: Iterable[Reason]) -> None:
    """Forbidden items, below the words that they hang on."""
    above: Heading | None = None
    for item in items:
        heading = heading_of(get(document), item.clause)
        if heading is not None and heading != above:
            where = clause_of(Reason(text="", clause=heading.clause, license=document), document)
            bullet(console, f"{heading.what} {where}:")
        above = heading
        wrapped(console, "    - " if heading else "  - ", f"{item.text} {clause_of(item, document)}")
