"""`openness license conflict UPSTREAM DOWNSTREAM`: whether a model's licence may stand on its base's."""

from __future__ import annotations

import argparse
import json
from itertools import product

from rich.text import Text

from openness.cli._carried_text import carried_items
from openness.cli._exit import FINDINGS, OK
from openness.cli._license_text import disclaimer
from openness.cli._lines import bullet, clause_of, terminal, wrapped
from openness.cli._terminal import say
from openness.errors import TargetError
from openness.licenses import License, get
from openness.licenses.conflicts import RELATIONS, Conflict, conflict
from openness.licenses.notices import carried
from openness.licenses.questions import Reason
from openness.licenses.store import resolve

_COLOURS = {"yes": "green", "no": "red", "contested": "magenta", "unknown": "cyan"}
_BINDS = {
    "keep": "its terms still bind",
    "free": "any licence may follow",
    "blocked": "not granted",
    "contested": "lawyers differ",
    "unknown": "not known",
}


def run(args: argparse.Namespace, upstream: str, downstream: str) -> int:
    """Every pair that the two names may mean (a family has several members); 1 where one does not fit."""
    relation = args.relation or RELATIONS[0]
    if relation not in RELATIONS:
        raise TargetError(f"--relation {relation}: not one of {', '.join(RELATIONS)}")
    found = [conflict(up, down, relation) for up, down in product(_meant(upstream), _meant(downstream))]
    if args.format == "json":
        rows = [one.model_dump(mode="json", exclude_none=True) for one in found]
        say(json.dumps(rows, indent=2, ensure_ascii=False), "json")
    else:
        show(found)
    return FINDINGS if any(one.fits == "no" for one in found) else OK


def _meant(name: str) -> list[License]:
    family = resolve(name)
    return [get(one) for one in family.members] if family.kind == "family" else [get(name)]


def show(found: list[Conflict]) -> None:
    """Each pair: what binds and whether the label fits, then the grounds, what is lost, what travels, the mend."""
    console = terminal()
    for one in found:
        console.print(Text(f"{one.downstream} on {one.upstream}, {one.relation}", style="bold"))
        clauses = f" ({one.clauses})" if one.clauses else ""
        wrapped(console, f"{one.answer}: ", f"{_BINDS[one.answer]}{clauses}")
        wrapped(console, "the label fits: ", one.fits, style=_COLOURS[one.fits])
        _listed(one, "why", one.reasons)
        _listed(one, "what is lost", one.lost)
        if one.carried:
            console.print("what must be carried along:", style="bold")
            upstream = get(one.upstream)
            for lead, words in carried_items(carried(upstream), upstream.id, indent="  "):
                wrapped(console, lead, words)
        if one.mend:
            wrapped(console, "mend: ", one.mend)
        console.print()
    named = [get(name) for one in found for name in (one.upstream, one.downstream)]
    wrapped(console, "", disclaimer(named), style="dim")


def _listed(one: Conflict, title: str, reasons: tuple[Reason, ...]) -> None:
    console = terminal()
    if reasons:
        console.print(f"{title}:", style="bold")
    for why in reasons:
        bullet(console, f"{why.text} {clause_of(why, why.license if why.license in _ids(one) else '')}".strip())


def _ids(one: Conflict) -> tuple[str, ...]:
    return (get(one.upstream).id, "adapter")
