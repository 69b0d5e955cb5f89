"""
One licence as a Markdown page, for `tools/license_pages.py`.

What a page says comes from the data alone; a licence without a summary of its own gets a sentence made from its terms.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from openness.licenses import License, all_licenses, get  # noqa: E402
from openness.licenses.compare import changes  # noqa: E402
from openness.licenses.details import heading_of  # noqa: E402
from openness.licenses.notices import Carried, by_occasion, carried  # noqa: E402
from openness.licenses.questions import (  # noqa: E402
    Reason,
    Reply,
    may_host,
    may_modify,
    may_redistribute,
    may_train_on_outputs,
    may_use_commercially,
    spoken_threshold,
    what_ends_rights,
    what_is_agreed,
    what_is_forbidden,
)
from openness.licenses.store import index  # noqa: E402
from openness.licenses.vocabulary import SPOKEN, TERMS  # noqa: E402

QUESTIONS = (may_use_commercially, may_redistribute, may_modify, may_host, may_train_on_outputs)
_READ = {2: "by two readers", 1: "by one reader", 0: "by nobody yet"}
KINDS = {"license": "licence", "policy": "use policy", "terms": "terms of a service", "series": "series of versions"}
_FOOT = """\
Not legal advice. Every line repeats what a clause says, in our own words; clause numbers are the text's own.
How this came about and how to correct it: [how a licence is judged](how-a-licence-is-judged.md)."""


def page(text: License) -> str:
    """One licence as Markdown."""
    blocks = [f"# {text.name}", text.summary or plain(text), identity(text)]
    if not text.readings:
        blocks.append(
            "Nobody has read this text yet, so it has no terms here; every question about it is answered `unknown`."
        )
    else:
        if text.kind != "policy":
            blocks += answers(text)
        blocks += [*sizes(text), *places(text), *forbidden(text), *terms(text)]
    blocks += [*history(text), *names(text), *readings(text), _FOOT]
    return "\n\n".join(blocks) + "\n"


def plain(text: License) -> str:
    """A sentence or two from the terms, for a licence without a summary of its own."""
    if text.kind == "policy":
        users = [one.name for one in all_licenses() if text.id in one.policies]
        return "A list of uses that are not allowed" + (f", part of {' and '.join(users)}." if users else ".")
    who = f" of {text.licensor}" if text.licensor else ""
    when = f", dated {text.date}" if text.date else ""
    first = f"A {KINDS[text.kind]}{who}{when}."
    said = [f"{SPOKEN[name]}: {meaning(name, str(term.value))}" for name, term in text.terms.stated() if name in _TOLD]
    return f"{first} {said[0][:1].upper()}{'; '.join(said)[1:]}." if said else first


_TOLD = ("commercial_use", "use_restrictions", "redistribution", "modification", "outputs_train_other_models")


def meaning(name: str, value: str) -> str:
    """What a value means, in the words of the vocabulary."""
    meanings = TERMS[name]
    return value if meanings is None else meanings.get(value, value)


def identity(text: License) -> str:
    """Who, what, when, where."""
    rows = [
        ("id", code([text.id])),
        ("kind", KINDS[text.kind]),
        ("Hub id", code(text.hub_ids)),
        ("SPDX", code([text.spdx] if text.spdx else text.spdx_candidates) or f"none; `{text.expression}`"),
        ("version", text.version),
        ("date", text.date),
        ("licensor", text.licensor),
        ("text", f"<{text.url}>" if text.url else None),
        ("incorporates", links(text.policies)),
        ("versions", links(text.members)),
        ("version before", links([text.predecessor] if text.predecessor else [])),
        ("approved by the OSI", {True: "yes", False: "no", None: None}[text.osi_approved]),
        ("called free by the FSF", {True: "yes", False: "no", None: None}[text.fsf_free]),
        ("read", f"{_READ[text.readings]}{f', last on {text.text_read}' if text.text_read else ''}"),
    ]
    return table(("", ""), [(name, value) for name, value in rows if value])


def answers(text: License) -> Iterator[str]:
    """What one may do, what must travel along, what ends the rights."""
    yield "## What you may do"
    yield table(("question", "answer", "why"), [spoken(ask(text), text) for ask in QUESTIONS])
    yield from travels(text)
    for title, reasons in (
        ("What ends your rights", what_ends_rights(text)),
        ("What you agree to besides", what_is_agreed(text)),
    ):
        if reasons:
            yield f"## {title}"
            yield "\n".join(f"- {because(one, text)}" for one in reasons)


def travels(text: License) -> Iterator[str]:
    """What must travel along and what else is due, by when it is."""
    groups = by_occasion(carried(text))
    if groups:
        yield "## What must travel along"
    for when, items in groups.items():
        yield f"{when[:1].upper()}{when[1:]}:"
        yield "\n".join(f"- {because(of_item(one), text)}" for one in items)


def of_item(one: Carried) -> Reason:
    """One thing that is due, as a ground: with its words where it prescribes some, and the versions that ask for it."""
    holds = f"in {', '.join(one.versions)}: " if one.versions else ""
    quoted = f": “{' '.join(one.verbatim.split())}”" if one.verbatim and one.kind == "notice" else ""
    return Reason(text=f"{holds}{one.what}{quoted}", clause=one.clause, license=one.license, certainty=one.certainty)


def spoken(reply: Reply, text: License) -> tuple[str, ...]:
    """A row of the table of answers."""
    return f"{reply.question}?", f"**{reply.answer}**", "<br>".join(because(one, text) for one in reply.reasons)


def because(one: Reason, text: License) -> str:
    """A ground with its clause."""
    parts = [f"clause {one.clause}" if (one.clause or "")[:1].isdigit() else (one.clause or "")]
    parts += [f"[{one.license}]({quote(one.license)}.md)"] if one.license != text.id else []
    parts += [one.certainty] if one.certainty != "certain" else []
    told = ", ".join(filter(None, parts))
    return cell(one.text) + (f" ({told})" if told else "")


def sizes(text: License) -> Iterator[str]:
    """The sizes above which the terms change."""
    if not text.thresholds:
        return
    rows = []
    for one in text.thresholds:
        counted = f"once, on {one.date}" if one.date else ("once" if one.measured == "snapshot" else "continuing")
        rows.append(
            (
                f"{one.operator} {spoken_threshold(one)}",
                counted,
                one.window or "",
                {True: "counted in", False: "not counted", None: "not mentioned"}[one.affiliates],
                one.consequence.replace("-", " "),
                one.clause,
                cell(one.note or ""),
            )
        )
    yield "## Sizes above which the terms change"
    yield table(("size", "counted", "period", "affiliates", "then", "clause", "note"), rows)


def places(text: License) -> Iterator[str]:
    """Places and people left out."""
    if not text.exclusions:
        return
    rows = [
        (
            ", ".join(one.territories),
            {"all": "everything", "multimodal": "multimodal models only"}[one.covers],
            cell(one.who),
            cell(one.exempt or ""),
            f"{one.clause}{f', {links([one.document])}' if one.document else ''}",
        )
        for one in text.exclusions
    ]
    yield "## Places and people left out"
    yield table(("where", "covers", "who", "exempt", "clause"), rows)


def forbidden(text: License) -> Iterator[str]:
    """What the text and its policies forbid, item by item."""
    if items := what_is_forbidden(text):
        yield "## What it forbids"
        lines: list[str] = []
        above = None
        for one in items:
            heading = heading_of(get(one.license), one.clause)
            if heading is not None and heading != above:
                lines.append(
                    f"- {because(Reason(text=heading.what, clause=heading.clause, license=one.license), text)}:"
                )
            above = heading
            lines.append(f"{'  ' if heading else ''}- {because(one, text)}")
        yield "\n".join(lines)


def terms(text: License) -> Iterator[str]:
    """Every verified term, and the names of those that nobody verified."""
    rows = []
    for name, term in text.terms.stated():
        values = (term.value,) if isinstance(term.value, str) else term.value
        rows.append(
            (SPOKEN[name], code(values), term.clause, term.certainty, str(term.readings), cell(term.note or ""))
        )
    yield "## Terms"
    if text.kind == "series":
        yield "What all versions say alike; where they differ, see each version."
    yield table(("term", "value", "clause", "certainty", "readings", "note"), rows)
    absent = [SPOKEN[name] for name in TERMS if getattr(text.terms, name) is None]
    if absent and text.kind == "license":
        yield f"Not verified: {', '.join(absent)}."


def history(text: License) -> Iterator[str]:
    """What changed against the version before; for a series from version to version."""
    steps = (
        [(text.predecessor, text.id)] if text.predecessor else list(zip(text.members, text.members[1:], strict=False))
    )
    for before, after in steps:
        yield f"## What changed from {before} to {after}"
        if not (get(before).readings and get(after).readings):
            yield "Nobody has read both texts."
            continue
        rows = [
            (
                SPOKEN.get(one.term, one.term),
                one.before or "not verified",
                one.after or "not verified",
                clauses(one.clause_before, one.clause_after),
            )
            for one in changes(get(before), get(after))
        ]
        yield table(("term", before, after, "clauses"), rows) if rows else "The terms are the same."


def clauses(before: str | None, after: str | None) -> str:
    """Where it stood and where it stands."""
    return " → ".join(one or "–" for one in (before, after)) if before or after else ""


def names(text: License) -> Iterator[str]:
    """Every spelling that leads here."""
    kinds = defaultdict(list)
    for name, (identity_, kind) in index()["names"].items():
        if identity_ == text.id:
            kinds[kind].append(name)
    rows = [(title, code(sorted(kinds[kind]))) for kind, title in _SPELLINGS.items() if kinds[kind]]
    yield "## Names that lead here"
    yield "Without regard to case and white space."
    yield table(("", ""), rows)


_SPELLINGS = {"hub-id": "Hub id", "spdx-id": "SPDX id", "own-id": "our id", "alias": "other spellings"}


def readings(text: License) -> Iterator[str]:
    """Where the raw readings are."""
    found = [
        f"[{which}](../readings/{which}/{quote(text.id)}.toml)"
        for which in ("first", "second")
        if (ROOT / "docs" / "readings" / which / f"{text.id}.toml").exists()
    ]
    if found:
        yield f"Raw readings: {', '.join(found)}; where they differ: [agreement](../readings/agreement.md)."


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(one.replace(chr(10), ' ') for one in row)} |" for row in rows)])


def cell(words: str) -> str:
    """Words that mean no Markdown."""
    return words.replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")


def code(words: Iterable[str]) -> str:
    """Each as code."""
    return ", ".join(f"`{one}`" for one in words)


def links(identities: Iterable[str]) -> str:
    """Each as a link to its page."""
    return ", ".join(f"[{one}]({quote(one)}.md)" for one in identities)
