"""
The page of a census: one file without script or request, every drawing with its table and its question.

Bars are drawn by the page's own style: text keeps its size on a narrow screen, colours follow light and dark, and a drawing
is read aloud as the table it stands on, which pictures of plotting libraries do not do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from openness import frameworks
from openness._value import dataclass
from openness.census.query import Answer
from openness.census.report import Question, report
from openness.output.html import page as _page

_OF_COLOUR: Final = {"green": "good", "yellow": "mid", "red": "bad", "grey": "dim"}
COLOURS: Final = {
    **{one.word: _OF_COLOUR[one.colour] for name in frameworks.NAMES for one in frameworks.get(name).verdicts},
    **dict.fromkeys(("no", "restricted", "omitted", "another licence", "undisclosed"), "bad"),
    **dict.fromkeys(("contested", "listed", "described", "unread"), "mid"),
    **dict.fromkeys(("yes", "permissive", "declared", "the same", "released"), "good"),
    **dict.fromkeys(("unknown", "none declared"), "dim"),
}
"""The colour of a part of a bar by its word: a verdict's own, or of the answer to another question; others take turns."""
_OTHERS: Final = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar."""

    label: str
    value: int
    width: float
    """In percent of the longest bar."""
    colour: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its parts."""

    label: str
    total: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A question as bars: by models, and weighted by downloads."""

    question: Question
    by_models: tuple[Bar, ...]
    by_downloads: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]
    """Words of parts and their colours; empty for plain bars."""


def page(folder: Path) -> str:
    """The page of a census's folder. Raises TargetError where there is none."""
    found = report(folder)
    drawings = tuple(map(drawing, found.questions))
    return _page("census.html.j2", report=found, drawings=drawings, told=told, percent=percent)


def drawing(question: Question) -> Drawing:
    """A question's answer as bars."""
    parts = _parts(question.answer)
    colours = {part: COLOURS.get(part, _OTHERS[n % len(_OTHERS)]) for n, part in enumerate(parts)}
    stacked = "part" in question.answer.columns
    return Drawing(
        question=question,
        by_models=_bars(question.answer, "models", colours),
        by_downloads=_bars(question.answer, "downloads", colours),
        legend=tuple(colours.items()) if stacked else (),
    )


def _parts(answer: Answer) -> list[str]:
    if "part" not in answer.columns:
        return [""]
    at = answer.columns.index("part")
    return list(dict.fromkeys(told(row[at]) for row in answer.rows))


def _bars(answer: Answer, value: str, colours: dict[str, str]) -> tuple[Bar, ...]:
    if value not in answer.columns:
        return ()
    at, part = answer.columns.index(value), answer.columns.index("part") if "part" in answer.columns else None
    stacks: dict[str, list[tuple[str, int]]] = {}
    for row in answer.rows:
        stacks.setdefault(told(row[0]), []).append((told(row[part]) if part is not None else "", int(row[at] or 0)))
    longest = max((sum(size for _, size in stack) for stack in stacks.values()), default=0)
    if not longest:
        return ()
    return tuple(
        Bar(
            label,
            sum(size for _, size in stack),
            tuple(Piece(word, size, 100 * size / longest, colours[word]) for word, size in stack if size),
        )
        for label, stack in stacks.items()
    )


def told(value: Any) -> str:
    """A cell of a table."""
    if value is None:
        return "unknown"
    return f"{value:,}" if isinstance(value, int) else str(value)


def percent(share: float | None) -> str:
    """A share in words."""
    return "nothing to count" if share is None else f"{100 * share:.2f} %"
