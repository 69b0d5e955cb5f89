"""Somebody else's JSON, read key by key: what nobody took is listed, so that a reader knows what is not in the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


class Taken:
    """A JSON object that notes which of its keys were read, and where each of its objects stands."""

    def __init__(self, value: dict[str, Any], at: str = "") -> None:
        """The object `value`, which stands at the path `at`; empty for the whole document."""
        self.value, self.at = value, at
        self._taken: set[str] = set()
        self._parts: list[Taken] = []

    def skip(self, *keys: str) -> None:
        """Keys that hold no fact about the model: names of the format, identifiers of the document."""
        self._taken.update(keys)

    def untake(self, key: str) -> None:
        """A key whose words turned out to be no fact."""
        self._taken.discard(key)

    def text(self, key: str) -> str | None:
        """A text or number as text; None, and not taken, for anything else and for blanks."""
        found = self.value.get(key)
        if isinstance(found, bool) or not isinstance(found, (str, int, float)) or not str(found).strip():
            return None
        self._taken.add(key)
        return str(found).strip()

    def texts(self, key: str) -> list[str]:
        """A text or a list of texts."""
        found = self.value.get(key)
        listed = [one.strip() for one in (found if isinstance(found, list) else [found]) if isinstance(one, str)]
        if any(listed):
            self._taken.add(key)
        return [one for one in listed if one]

    def part(self, key: str) -> Taken:
        """The object under a key; an empty one where there is none."""
        found = self.value.get(key)
        if not isinstance(found, dict):
            return Taken({})
        return self._part(found, self._at(key), key)

    def parts(self, key: str) -> list[Taken]:
        """The objects of a list."""
        found = self.value.get(key)
        listed = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        return [self._part(one, f"{self._at(key)}[{number}]", key) for number, one in enumerate(listed)]

    def unread(self) -> Iterator[str]:
        """The paths of the keys that nobody read, those of the objects inside where some of them were."""
        for key, value in self.value.items():
            if key not in self._taken and value not in (None, "", [], {}):
                yield self._at(key)
        for part in self._parts:
            yield from part.unread()

    def _part(self, value: dict[str, Any], at: str, key: str) -> Taken:
        self._taken.add(key)
        part = Taken(value, at)
        self._parts.append(part)
        return part

    def _at(self, key: str) -> str:
        return f"{self.at}.{key}" if self.at else key


def summed(paths: Sequence[str]) -> tuple[str, ...]:
    """Paths with the numbers of lists taken out, each once: `components[].hashes`."""
    found: dict[str, None] = {}
    for path in paths:
        pieces = path.split("[")
        plain = pieces[0] + "".join("[" + piece[piece.index("]") :] if "]" in piece else piece for piece in pieces[1:])
        found[plain] = None
    return tuple(found)
