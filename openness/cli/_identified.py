"""What a text is, on a terminal: the verdict, each stretch, and every word that differs."""

from __future__ import annotations

import textwrap

from openness._inert import shown
from openness.cli._terminal import say
from openness.errors import UnknownNameError
from openness.licenses import get
from openness.licenses.identification import Change, Match, Stretch

WIDTH = 80
SHOWN = 40
"""Changes of one text; JSON has more."""
LONGEST = 400
"""Characters of one change."""

_MEANING = {
    "exact": "the whole text, word for word",
    "same": "the whole text; only what it leaves to be filled in differs",
    "modified": "made from a known text, but words differ: read it before you rely on it",
    "contains": "a known text, and something else in the same file: read what stands around it",
    "unknown": "no known licence text",
}


def show(name: str, match: Match) -> None:
    """Print what one file is."""
    name = shown(name)
    if match.license is not None:
        say(f"{name}: {match.license} ({match.kind}: {_title(match.license)}), {match.verdict}")
        _line(f"{_MEANING[match.verdict]}.", 2)
    elif match.verdict == "unknown":
        say(f"{name}: {_MEANING['unknown']}")
        if match.also:
            _line("nearest: " + ", ".join(f"{n.license} ({n.similarity:.2f})" for n in match.also), 2)
    else:
        held = list(dict.fromkeys(stretch.license for stretch in match.stretches))
        say(f"{name}: {match.verdict} {', '.join(held)}; not concluded")
        _line(f"{_MEANING[match.verdict]}.", 2)
    if match.verdict != "exact":
        for stretch in match.stretches:
            _stretch(stretch)
    _changes(match)
    same = [near.license for near in match.also if near.similarity == 1 and match.concludes]
    if same:
        _line(f"the same words: {', '.join(same)}", 2)


def _title(name: str) -> str:
    try:
        return get(name).name
    except UnknownNameError:
        return name


def _stretch(stretch: Stretch) -> None:
    likeness = "" if stretch.verdict != "modified" else f", {int(stretch.similarity * 1000) / 10} % alike"
    place = f"lines {stretch.line} to {stretch.end_line} (characters {stretch.start} to {stretch.end})"
    _line(f"{stretch.license}, {stretch.verdict}{likeness}: {place}", 2)
    if stretch.covers:
        _line(f"said to cover: {', '.join(stretch.covers)}", 4)
    if stretch.said:
        _line(f"said before it: {stretch.said}", 4)


def _changes(match: Match) -> None:
    changes = match.changes
    if not changes:
        return
    say("  what differs:")
    for change in changes[:SHOWN]:
        _line(f"line {change.line}, {_spoken(change)}", 4)
    more = len(changes) - SHOWN + match.changes_left_out
    if more > 0:
        _line(f"and {more} more (--format json has up to 500)", 4)


def _spoken(change: Change) -> str:
    if change.what == "lost":
        return f"lost: {_short(change.known)}"
    if change.what == "added":
        return f"added: {_short(change.found)}"
    return f"changed: {_short(change.known)} -> {_short(change.found)}"


def _short(text: str) -> str:
    bare = "".join(sign if sign.isprintable() else " " for sign in text)
    return textwrap.shorten(bare, LONGEST, placeholder=" ...") if len(bare) > LONGEST else " ".join(bare.split())


def _line(text: str, indent: int) -> None:
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    lines = textwrap.wrap(text, WIDTH - indent, subsequent_indent="  ", break_on_hyphens=False)
    for line in lines:
        say(f"{' ' * indent}{line}")
