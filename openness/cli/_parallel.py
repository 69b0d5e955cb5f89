"""Many files on all cores: the same results in the same order as on one, each as soon as it is its turn."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

Item = TypeVar("Item")
Found = TypeVar("Found")

FEW: Final = 40
"""Files that are done here before others start: they inherit the expressions that these needed, compiled."""
_AT_ONCE: Final = 8
"""Files that a core is given at once."""
_work: Callable[[Any], Any]
"""What a process of the pool was started for."""


def each(work: Callable[[Item], Found], items: Sequence[Item]) -> Iterator[Found]:
    """
    What `work` gives for each item, in the order of the items.

    A process that ends (killed, out of memory) takes nothing with it: what is left is done here, as on one core.
    """
    yield from map(work, items[:FEW])
    done = min(FEW, len(items))
    if len(items) > 2 * FEW and (cores := _cores()) > 1:
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        try:
            with ProcessPoolExecutor(cores, _context(), initializer=_begin, initargs=(work,)) as pool:
                for found in pool.map(_do, items[FEW:], chunksize=_AT_ONCE):
                    yield found
                    done += 1
        except BrokenProcessPool:
            pass
    yield from map(work, items[done:])


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> BaseContext:
    """Processes that begin with what is loaded here, where the system has such."""
    import multiprocessing

    return multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")


def _begin(work: Callable[[Any], Any]) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the first one answers it
    global _work  # noqa: PLW0603 - given once to a process, not with each item: a baseline may be large
    _work = work


def _do(item: Any) -> Any:
    return _work(item)
