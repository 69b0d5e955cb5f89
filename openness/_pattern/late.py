"""What is so plain that `re` may run it, compiled when it is first asked."""

from __future__ import annotations

import re
from typing import Any


class Late:
    """What `re.compile` gives, once something is asked of it: a short run asks a third of them."""

    _ANSWERS = (
        "findall",
        "finditer",
        "flags",
        "fullmatch",
        "groupindex",
        "groups",
        "match",
        "pattern",
        "search",
        "split",
        "sub",
        "subn",
    )
    __slots__ = ("_given", *_ANSWERS)

    def __init__(self, expression: str, flags: int) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:
        ready = re.compile(*self._given)
        for answer in self._ANSWERS:  # from now on each is found without coming here
            setattr(self, answer, getattr(ready, answer))
        return getattr(ready, name)
