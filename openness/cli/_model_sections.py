"""The sections of the answer for a model on a terminal: in short, grounds, what is carried along, data."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console

from openness.cli._carried_text import carried_items, place
from openness.cli._lines import bullet, wrapped
from openness.cli._terminal import safe
from openness.licenses import License
from openness.licenses.expression import parse
from openness.licenses.families import said_alike
from openness.licenses.questions import Reason
from openness.policy import ModelAnswer
from openness.policy.card_words import Above
from openness.policy.data_sources import OutputsUsed


def in_short(console: Console, texts: Iterable[License], whom: str) -> None:
    """What each licence comes to in a sentence or two, or that nobody has read it, and where it stands."""
    for number, text in enumerate(texts):
        if not number:
            console.print(f"\nin short{whom}:", style="bold")
        address = f" {text.url}" if text.url else ""
        unread = "" if text.text_read else f" Nobody here has read its text:{address or ' no address is noted'}"
        bullet(console, safe(f"{text.id}: {text.summary or f'{text.name}.'}{unread}"))


def of_texts(
    console: Console, title: str, of: Callable[[License], tuple[Reason, ...]], answer: ModelAnswer, alone: str | None
) -> None:
    """What each licence says on one matter, under a title; nothing where none speaks of it. Of a family what all say."""
    found = [why for text in known_texts(answer).values() for why in of(text)]
    found += [why for name, texts in _families(answer).items() for why in said_alike(name, texts, of)]
    if found:
        console.print(f"\n{title}:", style="bold")
    for why in found:
        bullet(console, safe(f"{why.text} {_where(why, alone)}"))


def alike(console: Console, title: str, of: Callable[[License], tuple[Reason, ...]], answer: ModelAnswer) -> None:
    """What all texts of a family say on one matter, below a title that names the family."""
    for name, texts in _families(answer).items():
        if found := said_alike(name, texts, of):
            console.print(f"\n{title.format(name)}:", style="bold")
        for why in found:
            bullet(console, safe(f"{why.text} {_where(why, name)}"))


def _families(answer: ModelAnswer) -> dict[str, tuple[License, ...]]:
    """The families of which nobody knows which text binds, with their texts."""
    return {one.family: one.may_be for one in answer.binding if one.family and one.may_be}


def known_texts(answer: ModelAnswer) -> dict[str, License]:
    """The texts of the licences that bind, by id, as far as they are known."""
    return {text.id: text for source in answer.binding for text in source.texts}


def short(expression: str) -> str:
    """The expression, or our id where it is one licence without an SPDX id."""
    texts = parse(expression).licenses
    return texts[0].id if expression.startswith("LicenseRef-") and len(texts) == 1 else expression


def grounds(console: Console, answer: ModelAnswer, alone: str | None) -> None:
    """Each ground once, with the purposes that it bears on; what is to be carried along stands above."""
    found: dict[Reason, list[str]] = {}
    dark = {f"{one.name}: {one.reason}": one for one in answer.binding if one.license is None}
    for verdict in answer.verdicts:
        unknown = [one for why in verdict.reply.reasons if (one := dark.get(why.text)) is not None]
        for reason in dict.fromkeys(one.reason for one in unknown):
            names = ", ".join(one.name for one in unknown if one.reason == reason)
            found.setdefault(Reason(text=f"{names}: {reason}", license=""), []).append(verdict.about)
        for why in verdict.reply.reasons:
            if why.text in dark or any(why == bar.reason for bar in answer.bars):
                continue
            if not _of_version(why.text).startswith(("required: ", "once shared, required: ")):
                found.setdefault(why, []).append(verdict.about)
    if found:
        console.print("\nwhy:", style="bold")
    for why, about in found.items():
        on = "" if len(about) == len(answer.verdicts) else f"{', '.join(about)}: "
        bullet(console, safe(f"{on}{why.text} {_where(why, alone)}".rstrip()))


def _of_version(words: str) -> str:
    """A ground without the words that say in which version of its text it holds."""
    where, holds, rest = words.partition(" holds: ")
    return rest if holds and where.startswith("where ") else words


def _where(why: Reason, alone: str | None) -> str:
    """Where a ground stands. `alone`: the one licence that binds, whose clauses need not be told whose they are."""
    if why.clause is None:
        return f"({why.license})" if why.license else ""
    return f"({place(why.clause, None if why.license == alone else why.license, why.certainty)})"


def carry(console: Console, answer: ModelAnswer, alone: str | None, whom: str = "") -> None:
    """What each licence asks to carry along, what is due at the same time together."""
    console.print(f"\nwhat must be carried along{whom}:", style="bold")
    for state in ("contradicted", "unknown"):
        names = [one.name for one in answer.binding if one.license is None and one.state == state and not one.may_be]
        whose = "its licence is" if len(names) == 1 else "their licences are"
        if names:
            wrapped(console, "  ", safe(f"for {', '.join(names)}: not known, as {whose} {state}"))
    for one in answer.carry:
        choice = f", where it is chosen from {one.choice}" if one.choice else ""
        under = "" if answer.kind == "license" else f" under {one.license}"
        models = one.license if answer.kind == "license" else ", ".join(one.models)
        head = f"for {models}{under}{choice}:"
        wrapped(console, "  ", safe(head))
        if one.note:
            wrapped(console, "    ", safe(one.note), style="dim")
        if not one.text_read:
            wrapped(console, "    - ", f"not known: nobody here has read its text{f'; {one.url}' if one.url else ''}")
        for lead, words in carried_items(one.items, alone or one.license, indent="    "):
            wrapped(console, lead, words)
        if one.text_read and not one.items:
            wrapped(console, "    - ", "nothing, as nothing is passed on" if answer.private else "nothing")


def further(one: Above) -> str:
    """A model that the card names further up, as a point that is open."""
    under = f", which its publisher gives under {one.license}: those terms bind" if one.license else ": its terms bind"
    return f"what is further up: line {one.line} names {one.model}{under} too if it was made from that"


def data(console: Console, answer: ModelAnswer) -> None:
    """The licences of the data, apart: what they come to for the weights is contested."""
    data = [(n, one) for n, one in enumerate(answer.sources) if one.role == "data"]
    if answer.stated:
        console.print("\ncontested is whether what the card itself limits binds you; not counted above:", style="bold")
    for limit in answer.stated:
        bullet(
            console,
            safe(f"line {limit.line} says “{limit.quote}”: ask its publisher whether it narrows the licence"),
        )
    if not data and not answer.outputs_used:
        return
    console.print("\ncontested is whether the data's licences bind the model; not counted above:", style="bold")
    silent = [one.name for _, one in data if one.license is None and not one.written]
    for number, one in data:
        if one.license is None and not one.written:
            continue
        if one.license is None:
            bullet(console, safe(f"{one.name}: {', '.join(one.written)}, which is no one licence we know"))
            continue
        says = [f"{v.about}: {v.by_source[number].answer}" for v in answer.verdicts]
        read = f", read in {one.read_in}" if one.read_in else ""
        bullet(console, safe(f"{one.name}: {short(one.license)}{read}; by itself {'; '.join(says)}"))
    if silent:
        ask = "its own card" if len(silent) == 1 else "their own cards"
        bullet(
            console,
            safe(f"no licence is stated here for {', '.join(silent)}; {ask}, or who made them, would settle it"),
        )
    by_terms: dict[tuple[str, str], list[OutputsUsed]] = {}
    for used in answer.outputs_used:
        by_terms.setdefault((used.terms, used.clause), []).append(used)
    for together in by_terms.values():
        first = together[0]
        what = "; ".join(
            f"{', '.join(one.datasets)}, which {one.generator} wrote" if one.datasets else f"outputs of {one.generator}"
            for one in together
        )
        terms = f"the {first.terms} bar {first.bars} ({place(first.clause, first.license)}; {first.url})"
        known = f" (known here: {', '.join(first.versions)})" if len(first.versions) > 1 else ""
        whom = (
            "such terms bind who made the outputs under them; whether also who trains on such data later is contested"
        )
        apart = f"; {first.apart}" if first.apart else ""
        bullet(console, safe(f"{what}: {terms}{apart}; {whom}; which version{known} was in force then, nobody states"))
