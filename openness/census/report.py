"""What a census comes to: every question of `questions.toml` answered, and the rates that papers print."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from openness._value import dataclass
from openness.census.query import Answer, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answer."""

    id: str
    title: str
    note: str
    sql: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share that others print too."""

    id: str
    title: str
    theirs: str
    """What they print."""
    definition: str
    """Both definitions, side by side."""
    sql: str
    count: int
    of: int

    @property
    def share(self) -> float | None:
        """Null where there is nothing to count."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that the page shows."""

    source: str
    rows: int
    edges: int
    whole: bool
    """False for a census that is still under way."""
    texts: int
    """Rows that held the card's text."""
    questions: tuple[Question, ...]
    rates: tuple[Rate, ...]


@cache
def asked() -> dict[str, Any]:
    """The questions and rates as data."""
    return tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))


def report(folder: Path) -> Report:
    """Ask everything. Raises TargetError for a folder without a census."""
    with Table(folder) as table:
        kept = json.loads((folder / "census.json").read_text(encoding="utf-8"))
        counts = table.ask("SELECT count(*), count(*) FILTER (has_text), (SELECT count(*) FROM edges) FROM rows").rows[
            0
        ]
        questions = tuple(Question(**one, answer=table.ask(one["sql"])) for one in asked()["question"])
        rates = []
        for one in asked()["rate"]:
            count, of = table.ask(one["sql"]).rows[0]
            rates.append(Rate(**one, count=int(count), of=int(of)))
    return Report(
        source=kept["source"],
        rows=counts[0],
        texts=counts[1],
        edges=counts[2],
        whole="finished" in kept,
        questions=questions,
        rates=tuple(rates),
    )
