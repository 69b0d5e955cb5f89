"""
The European Open Source AI Index and its ancestor "Opening up ChatGPT": three versions of one instrument.

Sources: Liesenfeld, Lopez, Dingemanse, CUI 2023 (10.1145/3571884.3604316); Liesenfeld, Dingemanse, FAccT 2024
(10.1145/3630106.3659005); the index's rubric and its scoring (models.ts, commit 0e1cc2b, 9 March 2026). The instruments
grade and do not judge, so there is no verdict. Grades from facts are our reading of the rubric; people grade by hand.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import ClassVar

from openness._trusted import made
from openness.formats import DIMENSIONS, OsaiRecord
from openness.frameworks._base import Answer, Assessment, Framework, Met, Score, Undetermined, said, undetermined
from openness.frameworks._osai_rules import RULES
from openness.release import ModelRelease
from openness.release.once import once

POINTS = {"open": 1.0, "partial": 0.5}
"""Points of a class; any other word, and none, is 0."""
_ANSWERS: dict[str, Met] = {"open": "met", "partial": "partial", "closed": "unmet"}
_WORTH: dict[Met, float] = {"met": 1.0, "partial": 0.5}


class Instrument(Framework):
    """What the three versions share."""

    dimensions: ClassVar[tuple[str, ...]]

    def answer(self, release: ModelRelease) -> tuple[Answer, ...]:
        """Every dimension, graded from facts; a dimension that no fact speaks of is unknown."""
        return tuple(self._graded(name, release) for name in self.dimensions)

    @staticmethod
    def _graded(name: str, release: ModelRelease) -> Answer:
        answers = _answers(release)
        if name not in answers:
            (answer, reason), evidence = RULES[name](release)
            answers[name] = said(name, answer, reason, evidence)
        return answers[name]

    def answer_record(self, record: OsaiRecord) -> tuple[Answer, ...]:
        """The grades of a record of the index, as written there; an unknown word is kept in the reason and counts 0."""
        return tuple(self._written(name, record) for name in self.dimensions)

    @staticmethod
    def _written(name: str, record: OsaiRecord) -> Answer:
        dimension = record.dimension(name)
        grade = dimension.grade if dimension is not None else None
        if not grade:
            return Answer(id=name, answer="not-applicable", reason="not graded")
        if grade not in _ANSWERS:
            return Answer(id=name, answer="unmet", reason=f"`{grade}` is no class of the instrument, so it counts 0")
        notes = (dimension.notes or "").strip() if dimension else ""
        return Answer(
            id=name, answer=_ANSWERS[grade], reason=notes.splitlines()[0][:200] if notes else f"graded {grade}"
        )

    def conclude(self, answers: tuple[Answer, ...]) -> Assessment:
        """Sum of points, and the mean over all dimensions, absent ones included; no verdict."""
        points = sum(_WORTH.get(one.answer, 0.0) for one in answers)
        most = len(self.dimensions)
        score = made(Score, value=points, of=float(most), mean=points / most)
        return self.concluded(None, answers, label=f"{points:g} of {most} points", score=score)

    def assess_record(self, record: OsaiRecord) -> Assessment:
        """The score of a record of the index."""
        return self.conclude(self.answer_record(record))

    def open_questions(self, answers: tuple[Answer, ...]) -> tuple[Undetermined, ...]:
        """The dimensions that no fact speaks of."""
        return tuple(undetermined(one.id, settles(one.id)) for one in answers if one.answer == "unknown")

    def overview(self) -> tuple[tuple[str, ...], ...]:
        """The dimensions: what the rubric asks for, what is read from facts, and what would settle each."""
        rows = (
            (f"`{name}`", *(_rubric()[name][key] for key in ("open", "facts")), settles(name))
            for name in self.dimensions
        )
        return (("dimension", "open, by the rubric", "from facts", "what would settle it"), *rows)


@once
def _answers(release: ModelRelease) -> dict[str, Answer]:  # noqa: ARG001 - kept beside it
    """The dimensions of a record that were graded so far: the three instruments share most of them."""
    return {}


@cache
def _rubric() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("data") / "osai_dimensions.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def settles(dimension: str) -> str:
    """What would settle a dimension that no fact speaks of."""
    return _rubric().get(dimension, {}).get("settle", "publish it, and say where")


class Osai12(Instrument):
    """
    The index since 13 March 2026: twelve dimensions.

    The European Open Source AI Index grades systems that call themselves open in twelve dimensions: availability,
    documentation, access. People grade by hand; each dimension is open (1 point), partial (half a point) or closed (none).
    This is the instrument since 13 March 2026.

    ## How it decides

    - The score is the sum of the points, and the mean over all dimensions, ungraded ones included.
    - A record of the index carries its grades already; they are summed exactly as the index does, and a word that is no class
      counts nothing.
    - For a card or a record of ours the grades come from facts, by the rules in the table. A dimension that no fact speaks of
      is unknown, and counts nothing.

    ## Limits

    - The instrument grades and does not judge: there is no verdict and no threshold.
    - Grades from facts are our reading of the rubric. How often they agree with the people's grades is measured dimension by
      dimension; quality of documents is what people see and facts do not.
    """

    name = "osai-12"
    of_license = ("licenses",)
    version = "2026-03-13"
    title = "European Open Source AI Index, 12 dimensions"
    url = "https://osai-index.eu"
    dimensions = DIMENSIONS["osai-12"]


class Osai14(Instrument):
    """
    The index from October 2024 to March 2026: fourteen dimensions.

    The European Open Source AI Index from October 2024 to March 2026: the twelve dimensions of [`osai-12`](osai-12.md), and
    besides them a software package and an API. Grades and points are the same.

    ## How it decides

    As [`osai-12`](osai-12.md), over fourteen dimensions.

    ## Limits

    As [`osai-12`](osai-12.md).
    """

    name = "osai-14"
    of_license = ("licenses",)
    version = "1.0.2 (2025-09-06)"
    title = "European Open Source AI Index, 14 dimensions"
    url = "https://osai-index.eu"
    dimensions = DIMENSIONS["osai-14"]


class Oucg14(Instrument):
    """
    Opening up ChatGPT, 2023 to 2024: fourteen dimensions.

    *Opening up ChatGPT* (2023 to 2024), from which the index grew: fourteen dimensions, some under other names, graded by hand
    in the same three classes.

    ## How it decides

    The score is the sum of the points; the mean is shown beside it. Otherwise as [`osai-12`](osai-12.md).

    ## Limits

    As [`osai-12`](osai-12.md). The project asked that the training procedure of weights can be inspected for an open grade; the
    facts do not tell, so grades of weights may come out higher here.
    """

    name = "oucg-14"
    of_license = ("license",)
    version = "801f687 (2025-03-11)"
    title = "Opening up ChatGPT"
    url = "https://opening-up-chatgpt.github.io"
    dimensions = DIMENSIONS["oucg-14"]
