"""What is asked of one record many times is answered once: a record never changes, and who judges asks one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Asked = TypeVar("Asked")
Found = TypeVar("Found")


def once(ask: Callable[[Asked], Found]) -> Callable[[Asked], Found]:
    """
    A question about a record that keeps its answer for the record last asked about, and for no other.

    One record is kept, not many: they are large, and a census asks about millions. Threads that ask about several in
    turn lose the keeping and never the answer, since record and answer are put in place together.
    """
    last: tuple[Any, Any] = (None, None)

    @wraps(ask)
    def asked(release: Asked) -> Found:
        nonlocal last
        about, answer = last
        if about is not release:
            answer = ask(release)
            last = release, answer
        return answer  # type: ignore[no-any-return] # kept beside the record that it is about

    return asked
