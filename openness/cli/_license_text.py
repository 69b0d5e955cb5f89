"""Licences on a terminal."""

from __future__ import annotations

import io
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import IO, Final, TextIO, cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

from openness._pattern import pattern
from openness.cli._carried_text import carried_items
from openness.cli._terminal import columns, safe, style_for
from openness.licenses import License
from openness.licenses.compare import Change
from openness.licenses.details import Heading, details, heading_of
from openness.licenses.expression import Expression
from openness.licenses.notices import carried
from openness.licenses.questions import (
    Reason,
    Reply,
    counted,
    spoken_threshold,
    what_binds_others,
    what_ends_rights,
    what_holds_for_outputs,
    what_is_agreed,
    what_is_allowed_anyway,
    what_is_forbidden,
)
from openness.licenses.store import Meaning, Resolution, get
from openness.licenses.vocabulary import SPOKEN

COLOURS = {"yes": "green", "no": "red", "with-conditions": "yellow", "contested": "magenta", "unknown": "cyan"}
_TRAILING: Final = pattern(r"[ \t]+$", re.MULTILINE)
_WIDE: Final = 120
"""Columns from which an overview has room for more than ids and names."""
_PLACE: Final = "may it be used in "
"""How the question on a place begins."""
_DISCLAIMER = "Not legal advice. Terms are read from the text; clause numbers are the text's own"


def disclaimer(texts: Iterable[License]) -> str:
    """What is said below every answer: whose the numbers of clauses are, and of which documents we counted the items."""
    known = {
        one: None for text in texts for each in (text, *map(get, text.members)) for one in (each.id, *each.policies)
    }
    counted_by_us = ", ".join(one for one in known if not details(get(one)).numbered)
    once = ", ".join(one for one in known if get(one).readings == 1)
    counted = (
        f"; but the items of {counted_by_us} bear none, or not in every copy: we counted them" if counted_by_us else ""
    )
    return f"{_DISCLAIMER}{counted}.{f' One reader alone has read {once}.' if once else ''}"


def terminal(width: int | None = None) -> Console:
    """A console as wide as the terminal, 80 columns where there is none."""
    stream = cast("IO[str]", _Trimmed(sys.stdout))
    colour = style_for(sys.stdout).colour
    return Console(
        width=width or columns(),
        highlight=False,
        markup=False,
        emoji=False,
        file=stream,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
    )


class _Trimmed(io.TextIOBase):
    """A stream without the blanks that tables and wrapped lines leave at their ends."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(safe(_TRAILING.sub("", text), colour=True))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()


def bullet(console: Console, reason: str) -> None:
    """A reason; what follows its first line stands below its words."""
    wrapped(console, "  - ", reason)


def wrapped(console: Console, lead: str, words: str, style: str = "") -> None:
    """Words after a lead, each further line below the first word."""
    room = max(console.width - len(lead), 20)
    lines = textwrap.wrap(words, room, break_long_words=False, break_on_hyphens=False)
    console.print(lead + f"\n{' ' * len(lead)}".join(lines), soft_wrap=True, style=style)


def show(text: License, replies: Sequence[Reply]) -> None:
    """One licence: identity, answers if asked, terms, thresholds, duties and ends."""
    console = terminal()
    console.print(Text(text.name, style="bold"))
    wrapped(console, "", _identity(text), style="dim")
    if text.url:
        console.print(text.url, style="dim", soft_wrap=True)
    if text.summary:
        wrapped(console, "", text.summary)
    if not text.text_read:
        console.print("Nobody has read its text yet, so it has no terms here.", style="cyan")
        return
    if replies:
        _answers(console, replies, text.id)
        if asks_of_use(replies):
            uses(console, text)
        _disclaim(console, (text,))
        return
    console.print()
    _terms(console, text)
    for threshold in text.thresholds:
        note = f"; {threshold.note}" if threshold.note else ""
        limit = f"{threshold.operator} {spoken_threshold(threshold)}, {counted(threshold)}: {threshold.consequence}"
        wrapped(console, "threshold: ", f"{limit} (clause {threshold.clause}){note}")
    for exclusion in text.exclusions:
        where = f"{exclusion.clause} of {exclusion.document or text.id}"
        wrapped(console, "excluded: ", f"{', '.join(exclusion.territories)}, {exclusion.covers} models ({where})")
    items = carried(text)
    if items:
        console.print("what must be carried along:", style="bold")
        for lead, words in carried_items(items, text.id, indent="  ", known=text.url):
            wrapped(console, lead, words)
    _reasons(console, text, "outputs", what_holds_for_outputs(text))
    _reasons(console, text, "what is allowed all the same", what_is_allowed_anyway(text))
    _reasons(console, text, "what ends the rights", what_ends_rights(text))
    _reasons(console, text, "what else is agreed", what_is_agreed(text))
    uses(console, text)
    _disclaim(console, (text,))


def _disclaim(console: Console, texts: Iterable[License]) -> None:
    console.print()
    wrapped(console, "", disclaimer(texts), style="dim")


def show_family(family: Resolution, members: Sequence[License], replies: Sequence[Reply]) -> None:
    """A family: what it may mean, and what its members answer together."""
    console = terminal()
    console.print(Text(family.name, style="bold"))
    wrapped(console, "", f"a family of licences; it may mean {', '.join(one.id for one in members)}")
    _answers(console, replies, "")
    _disclaim(console, members)


def show_expression(expression: Expression, replies: Sequence[Reply], meaning: Meaning | None = None) -> None:
    """An expression: its choices, and the answers if asked; `meaning`: why a name stands for it."""
    console = terminal()
    console.print(Text(expression.expression, style="bold"))
    if meaning is not None:
        wrapped(console, "", f"{meaning.why}.")
    for number, choice in enumerate(expression.alternatives, 1):
        names = [text.name for text in choice.licenses] + [f"{name} (unknown)" for name in choice.unknown]
        added = f", with {', '.join(choice.exceptions)}" if choice.exceptions else ""
        either = f"choice {number}: " if len(expression.alternatives) > 1 else "all bind: "
        wrapped(console, either, f"{' and '.join(names)}{added}")
    if not replies:
        console.print("ask with --users, --revenue, --country or --purpose what it allows", style="dim")
        return
    _answers(console, replies, "")
    for text in expression.licenses if asks_of_use(replies) else ():
        uses(console, text)
    _disclaim(console, expression.licenses)


def _answers(console: Console, replies: Sequence[Reply], license_id: str) -> None:
    for reply in replies:
        console.print()
        console.print(Text.assemble((f"{reply.question}? ", "bold"), (reply.answer, f"bold {COLOURS[reply.answer]}")))
        for reason in reply.reasons:
            bullet(console, f"{reason.text} {clause_of(reason, license_id)}")


def asks_of_use(replies: Sequence[Reply]) -> bool:
    """Whether a use is asked about and not refused as a whole, so that it matters what is forbidden; a place is no use."""
    return any(reply.answer != "no" and not reply.question.startswith(_PLACE) for reply in replies)


def uses(console: Console, text: License) -> None:
    """What the text and its policies forbid, one document after the other; documents that forbid the same stand together."""
    found = what_is_forbidden(text)
    lists: dict[tuple[tuple[str, str | None], ...], list[str]] = {}
    for document in dict.fromkeys(one.license for one in found):
        lists.setdefault(tuple((one.text, one.clause) for one in found if one.license == document), []).append(document)
    for documents in lists.values():
        first = documents[0]
        verb = "forbids" if len(documents) == 1 else "forbid, each"
        console.print()
        console.print(f"what {' and '.join(documents)} {verb}:", style="bold")
        for why in what_binds_others(get(first)):
            bullet(console, f"first of all: {why.text} {clause_of(why, first)}")
        above: Heading | None = None
        for item in found:
            if item.license != first:
                continue
            heading = heading_of(get(first), item.clause)
            if heading is not None and heading != above:
                where = clause_of(Reason(text="", clause=heading.clause, license=first), first)
                bullet(console, f"{heading.what} {where}:")
            above = heading
            wrapped(console, "    - " if heading else "  - ", f"{item.text} {clause_of(item, first)}")


def _reasons(console: Console, text: License, title: str, reasons: tuple[Reason, ...]) -> None:
    if reasons:
        console.print(f"{title}:", style="bold")
    for reason in reasons:
        bullet(console, f"{reason.text} {clause_of(reason, text.id)}")


def _identity(text: License) -> str:
    parts = [text.kind, text.expression]
    if text.hub_ids:
        parts.append(f"Hub id {', '.join(text.hub_ids)}")
    if text.date:
        parts.append(text.date)
    if text.members:
        parts.append(f"versions: {', '.join(text.members)}")
    parts.append({2: "read by two", 1: "read by one", 0: "not read"}[text.readings])
    return " · ".join(parts)


def clause_of(reason: Reason, license_id: str) -> str:
    where = f" of {reason.license}" if reason.license != license_id else ""
    if reason.clause is None:
        return f"({where.removeprefix(' of ')})" if where else ""
    number = f"clause {reason.clause}" if reason.clause[:1].isdigit() else reason.clause
    sure = "" if reason.certainty == "certain" else f", read as {reason.certainty}"
    return f"({number}{where}{sure})"


def _terms(console: Console, text: License) -> None:
    """Every verified term on a line of its own, its note below."""
    for name, term in text.terms.stated():
        value = term.value if isinstance(term.value, str) else ", ".join(term.value)
        sure = "" if term.certainty == "certain" else f", {term.certainty}"
        where = f"clause {term.clause}" if term.clause[:1].isdigit() else term.clause
        wrapped(console, f"{SPOKEN[name]}: ", f"{value} ({where}{sure})")
        if term.note:
            wrapped(console, "    ", term.note, style="dim")


def overview(texts: Sequence[License]) -> None:
    """All licences, one a line."""
    console = terminal(None if sys.stdout.isatty() else 1000)  # one a line, however long, for whoever reads a pipe
    table = Table(box=None, pad_edge=False, header_style="bold")
    columns = ("id", "kind", "SPDX", "read by", "name") if console.width >= _WIDE else ("id", "read by", "name")
    for column in columns:
        table.add_column(column, no_wrap=column != "name", overflow="fold")
    for text in texts:
        spdx = "" if text.expression.startswith("LicenseRef-") else text.expression
        row = {"id": text.id, "kind": text.kind, "SPDX": spdx, "read by": str(text.readings), "name": text.name}
        table.add_row(*(row[column] for column in columns))
    console.print(table)
    counts = {n: sum(text.readings == n for text in texts) for n in (2, 1, 0)}
    console.print(
        f"{len(texts)} texts: {counts[2]} read by two, {counts[1]} by one, {counts[0]} by nobody", style="bold"
    )


def compared(before: License, after: License, found: Sequence[Change]) -> None:
    """What changed between two licences, term by term, the one below the other."""
    console = terminal()
    if not found:
        console.print(f"{before.name} and {after.name} give the same terms")
    room = max(len(before.id), len(after.id)) + 4
    for change in found:
        console.print(SPOKEN.get(change.term, change.term), style="bold")
        wrapped(console, f"  {before.id}:".ljust(room), _cell(change.before, change.clause_before))
        wrapped(console, f"  {after.id}:".ljust(room), _cell(change.after, change.clause_after))


def _cell(value: str | None, clause: str | None) -> str:
    if value is None:
        return "not verified"
    return f"{value} ({clause})" if clause and clause != "no clause" else value
