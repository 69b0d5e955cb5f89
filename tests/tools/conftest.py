"""A copy of the tree's data files, to be spoilt."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

DATA = (
    "openness/extract",
    "openness/phrases",
    "openness/naming",
    "openness/licenses/data",
    "openness/licenses/tables",
    "openness/licenses/index.json",
    "openness/catalog/data",
    "openness/formats/data",
    "openness/frameworks/data",
    "docs/readings",
    "docs/catalog/published.toml",
)


class Tree:
    """A copy of the data files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in DATA:
            place = root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, place)

    def spoil(self, file: str, old: str, new: str) -> None:
        """Replace the first `old` by `new`, which must be there: a spoilt key that is none shows nothing."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add(self, file: str, text: str) -> None:
        """Write at the end of a file."""
        with (self.root / file).open("a", encoding="utf-8") as opened:
            opened.write(text)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)
