"""Progress of a long run, on a terminal's standard error alone: how many, how fast, how long still."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from openness.cli._terminal import is_quiet

Item = TypeVar("Item")


@contextmanager
def bar(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """What a run tells of its steps; it is shown where somebody looks."""
    if is_quiet() or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    rate = TextColumn("{task.fields[rate]}")
    shown = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        rate,
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with shown:
        task = shown.add_task(what, total=total, rate="")

        def step(count: int) -> None:
            shown.advance(task, count)
            speed = shown.tasks[0].speed
            shown.update(task, rate=f"{speed:,.0f}/s" if speed else "")

        yield step


@contextmanager
def counted(items: Iterable[Item], what: str, *, every: int = 1000) -> Iterator[Iterator[Item]]:
    """The items as they are, counted on their way."""
    with bar(what, None) as step:
        yield _stepping(items, step, every)


def _stepping(items: Iterable[Item], step: Callable[[int], None], every: int) -> Iterator[Item]:
    for number, item in enumerate(items, 1):
        yield item
        if number % every == 0:
            step(every)
