"""How fast the Hub is asked: a rate that is never exceeded, and pauses that the Hub asks for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

LONGEST_PAUSE = 86_400.0
"""Seconds: the Hub counts requests in windows of 300; a longer pause than a day is a mistake."""


class Pace:
    """Hands out the moments at which requests may start, to all threads of a run."""

    def __init__(
        self,
        rate: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Allow `rate` requests a second; None: as fast as they come, pauses aside."""
        self._interval = 1.0 / rate if rate else 0.0
        self._clock = clock
        self._sleep = sleep
        self._turn = threading.Lock()
        self._state = threading.Lock()
        self._next = 0.0
        self._paused_until = 0.0
        self.stopped = threading.Event()
        """Set when the run ends early: nobody gets another turn."""

    def wait(self, deadline: float) -> bool:
        """Wait for a turn; False, at once, if it would come after the deadline, or if the run has ended."""
        # The lock is held while sleeping, and the next turn counts from the waking: a thread that wakes late moves all
        # later turns, so that two requests never stand closer than the interval.
        with self._turn:
            while True:
                with self._state:
                    due = max(self._next, self._paused_until)
                now = self._clock()
                if due > deadline or self.stopped.is_set():
                    return False
                if due <= now:
                    break
                self._sleep(min(due - now, 1.0))
            self._next = self._clock() + self._interval
            return True

    def pause(self, seconds: float) -> None:
        """Let nobody ask for some seconds, because the Hub said so."""
        with self._state:
            self._paused_until = max(self._paused_until, self._clock() + min(seconds, LONGEST_PAUSE))
