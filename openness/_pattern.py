"""Regular expressions that are compiled when they are first asked, so that a short run pays only for those it needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub", "subn")


class _Late:
    """Stands in for a compiled pattern; the first question compiles it and puts its methods in place."""

    def __init__(self, expression: str, flags: int) -> None:
        self._source = (expression, flags)

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


if TYPE_CHECKING:
    pattern = re.compile
else:

    def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
        """As `re.compile`, but late; a wrong expression shows itself at its first use (a test compiles all)."""
        return _Late(expression, flags)
