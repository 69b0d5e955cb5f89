"""The record in short, for a person: what is stated, from where and how surely; what nobody said, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from openness._inert import shown, uncommanded, whole
from openness.card import ModelCard
from openness.output._style import Style
from openness.output.facts import facts_of, silent_in
from openness.release import SECTIONS, Evidence, ModelRelease, Section

_FEW: Final = 12
"""Facts of one kind that have a line each; more of them share a paragraph."""
_LABEL: Final = 16
_KINDS: Final = {"certain": "green", "likely": "bold", "guess": "warning"}
"""How a value is painted, by how sure its reading is."""
_GLUE: Final = "\0"
"""A blank at which no line ends."""

_Row = tuple[str, str, Evidence | None]


def render(
    release: ModelRelease,
    card: ModelCard | None = None,
    *,
    name: str = "",
    width: int = 80,
    style: Style | None = None,
    quiet: bool = False,
) -> str:
    """
    Every stated fact on a line, as wide as `width`; nothing is cut.

    `name` is how the target was called; `quiet` leaves out what nobody said.
    """
    paint = style or Style()
    title = shown(release.subject.name or release.subject.id or name)
    blocks = [[paint("bold", title), *([paint("dim", shown(name))] if name and shown(name) != title else [])]]
    whole_silent: list[str] = []
    for section_name in SECTIONS:
        section: Section = getattr(release, section_name)
        rows = [(field, value, places[0] if places else None) for field, value, places in facts_of(section)]
        silent = silent_in(section)
        if not rows:
            whole_silent.append(section_name)
            continue
        block = [paint("bold", section_name), *_rows(rows, card, width, paint)]
        if silent and not quiet:
            block += _lines("nobody said", ", ".join(map(_words, silent)), width=width, paint=paint, kind="dim")
        blocks.append(block)
    blocks += _others(release, card, width, paint)
    if whole_silent and not quiet:
        told = f"nobody said anything on {', '.join(whole_silent)}"
        blocks.append([paint("dim", line) for line in _wrapped(told, width)])
    if release.model_extra:
        told = f"a newer schema's keys are not shown here: {', '.join(map(shown, release.model_extra))}"
        blocks.append([paint("warning", line) for line in _wrapped(told, width)])
    return uncommanded("\n\n".join("\n".join(block) for block in blocks))


def _others(release: ModelRelease, card: ModelCard | None, width: int, paint: Style) -> Iterator[list[str]]:
    """What stands beside the sections: parts of the release, claims, what others attest."""
    parts: list[_Row] = [
        (kind, " ".join(filter(None, (part.availability, _named(part.name), part.url or ""))), part.evidence[0])
        for kind, listed in release.components.items()
        for part in listed
    ]
    claims: list[_Row] = [("claimed", claim.claim, claim.evidence[0]) for claim in release.claims]
    attested: list[_Row] = [
        (one.framework, ", ".join(filter(None, (one.criterion, one.grade, f"by {one.by}"))), None)
        for one in release.attestations
    ]
    for title, rows in (("components", parts), ("claims", claims), ("attestations", attested)):
        if rows:
            yield [paint("bold", title), *_rows([(a, shown(b), c) for a, b, c in rows], card, width, paint)]


def _named(name: str | None) -> str:
    return f"({name})" if name else ""


def _rows(rows: Sequence[_Row], card: ModelCard | None, width: int, paint: Style) -> Iterator[str]:
    """A line a fact, its label once; many of one kind in one paragraph."""
    by_label: dict[str, list[tuple[str, Evidence | None]]] = {}
    for label, value, evidence in rows:
        by_label.setdefault(_words(label), []).append((value, evidence))
    for label, found in by_label.items():
        if len(found) > _FEW:
            told = f"{len(found)}: {'; '.join(value for value, _ in found)}"
            yield from _lines(label, told, width=width, paint=paint, kind="bold")
            continue
        for number, (value, evidence) in enumerate(found):
            place = _place(evidence, card) if evidence is not None else ""
            kind = _KINDS[evidence.confidence] if evidence is not None else "bold"
            yield from _lines("" if number else label, value, place, width=width, paint=paint, kind=kind)


def _lines(label: str, value: str, place: str = "", *, width: int, paint: Style, kind: str) -> Iterator[str]:
    """One fact: label, value and, in brackets that stay together, its place."""
    glued = f" ({place})".replace(" ", _GLUE) if place else ""
    indent = " " * (_LABEL + 2)
    told = _wrapped(f"{value} {glued[1:]}" if glued else value, max(width - len(indent), 20))
    for number, line in enumerate(told):
        lead = f"  {label:{_LABEL}}" if number == 0 else indent
        if len(lead) > len(indent):
            yield lead.rstrip()
            lead = indent
        body, _, tail = line.partition(glued[1:]) if glued and number == len(told) - 1 else (line, "", "")
        last = paint("dim", glued[1:].replace(_GLUE, " ")) if glued and number == len(told) - 1 else ""
        words = body.rstrip()
        yield lead + (paint(kind, words) if words else "") + (" " if words and last else "") + last + tail


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


def _words(field: str) -> str:
    return field.replace("_", " ")


def _place(evidence: Evidence, card: ModelCard | None) -> str:
    """Where a fact stands, in short: the line of the card at hand, a file and its line, a site."""
    path = evidence.path or ""
    if card is not None and evidence.line is not None and path == whole(card.path):
        where = f"line {evidence.line}"
    elif path.startswith(("https://", "http://")):
        where = path.split("/")[2]
    else:
        where = (path or evidence.source) + (f":{evidence.line}" if evidence.line else "")
    return shown(where if evidence.confidence == "certain" else f"{where}, {evidence.confidence}")
