"""Which files of a folder does git leave out? What a `.gitignore` names is no part of the project, and is not walked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from openness import _input, _limits
from openness.errors import TargetError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class GitIgnores:
    """The `.gitignore` files between a repository's root and the folders that a walk has entered."""

    def __init__(self, folder: Path) -> None:
        """Read what stands above a folder; a folder that is itself ignored, and named all the same, is walked."""
        self.met = False
        """Whether anything was left out."""
        self._lines: dict[Path, list[str]] = {}
        self._read: dict[Path, GitIgnoreSpec] = {}
        here = folder.resolve()
        root = next((one for one in (here, *here.parents) if (one / ".git").exists()), None)
        if root is None:
            return
        self._add(root, root / ".git" / "info" / "exclude")
        for one in reversed([parent for parent in here.parents if parent.is_relative_to(root)]):
            self._add(one, one / ".gitignore")
        if here != root and any(self._ignored(part, folder=True) for part in _below(root, here)):
            self._lines.clear()
            self._read.clear()

    def enter(self, folder: Path) -> None:
        """Read the `.gitignore` of a folder of the walk."""
        self._add(folder.resolve(), folder / ".gitignore")

    def holds(self, path: Path, *, folder: bool = False) -> bool:
        """Whether a file, or a folder with all that is in it, is left out."""
        if not self._read:
            return False
        left_out = self._ignored(path.parent.resolve() / path.name, folder=folder)
        self.met = self.met or left_out
        return left_out

    def _ignored(self, path: Path, *, folder: bool) -> bool:
        """By the last pattern that speaks of a path, of the nearest file that has one: as git decides."""
        for base in sorted(self._read, key=lambda one: len(one.parts), reverse=True):
            if path.is_relative_to(base):
                said = self._read[base].check_file(path.relative_to(base).as_posix() + ("/" if folder else "")).include
                if said is not None:
                    return said
        return False

    def _add(self, base: Path, file: Path) -> None:
        try:
            lines = _input.read_text(file, _limits.SETTINGS, within=base).splitlines()
        except TargetError:
            return
        from pathspec import GitIgnoreSpec

        # To git `a/**` is what lies in `a`, never `a` itself; to pathspec it is both, so that `!a/b` could not bring b back.
        self._lines[base] = self._lines.get(base, []) + [re.sub(r"/\*\*\s*\Z", "/*", line) for line in lines]
        self._read[base] = GitIgnoreSpec.from_lines(self._lines[base])


def _below(root: Path, folder: Path) -> tuple[Path, ...]:
    """The folders from below a root down to a folder, itself the last."""
    parts = folder.relative_to(root).parts
    return tuple(root.joinpath(*parts[: number + 1]) for number in range(len(parts)))
