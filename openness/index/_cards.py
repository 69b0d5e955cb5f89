"""A folder of cards as a source: the model's id is told by where the file lies, or how it is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openness import _input, _limits
from openness.errors import TargetError


def read(files: Sequence[str], root: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each card with its id; one that cannot be read as a card is an empty one, as it hides no other."""
    for name in files:
        path = Path(name)
        try:
            data = _input.read_bytes(path, _limits.CARD, within=Path(root).absolute(), what="not a model card")
        except TargetError:
            data = b""
        yield _input.shown(name), {"id": id_of(path, Path(root)), "card": data if b"\0" not in data[:512] else b""}


def id_of(path: Path, root: Path) -> str:
    """`org/name/README.md` and `org/name.md` are `org/name`, and so are `org--name.md` and `org__name.md`."""
    parts = list(path.relative_to(root).parts)
    stem = Path(parts.pop()).stem
    if stem.casefold() != "readme" or not parts:
        parts.append(stem)
    owned = parts[-2:]
    if len(owned) == 1:
        for sign in ("--", "__"):
            owner, found, name = owned[0].partition(sign)
            if found and owner and name:
                return f"{owner}/{name}"
    return "/".join(owned)
