"""How a Hub misbehaves: each request draws its fault, reproducibly by the seed."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field

KINDS = (
    "latency",  # answers late, but rightly
    "drop",  # hangs up before the first byte
    "truncate",  # hangs up in the middle of the body
    "too-long",  # announces more bytes than come
    "too-short",  # announces fewer bytes than there are
    "throttle",  # 429 with Retry-After and RateLimit
    "broken",  # 500, 502, 503
    "redirects",  # sends round in circles
    "html",  # a web page with status 200 in place of what was asked
    "gigabyte",  # a body that does not end
    "garbage",  # invalid UTF-8 in place of the body, of the same length
)


@dataclass
class Faults:
    """`probability` of each kind, or `script`: faults for the next requests in order."""

    probability: float = 0.0
    kinds: tuple[str, ...] = KINDS
    seed: int = 0
    latency: float = 0.05
    retry_after: str = "0"
    script: list[str | None] = field(default_factory=list)
    only: str = ""  # applies to paths that hold this

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._lock = threading.Lock()

    def draw(self, path: str) -> str | None:
        with self._lock:
            if self.only not in path:
                return None
            if self.script:
                return self.script.pop(0)
            if not self.probability:
                return None
            drawn = [kind for kind in self.kinds if self._random.random() < self.probability]
            return self._random.choice(drawn) if drawn else None
