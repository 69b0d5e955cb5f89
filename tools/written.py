"""Keep generated pages as they should be, a folder or a single file; shared by the scripts that write pages."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def keep(folder: Path, wanted: Mapping[str, str], *, script: str, others: Collection[str] = ()) -> int:
    """
    Write what is new, take away what is no longer wanted (`others` are written by hand); with --check compare only.

    Returns the exit code: 1 where --check finds a difference, after a line for each page that says what to run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stale = [path.name for path in folder.glob("*.md") if path.name not in wanted and path.name not in others]
    changed = [name for name, text in wanted.items() if _held(folder / name) != text]
    if "--check" in sys.argv:
        for name in (*changed, *stale):
            print(f"{(folder / name).relative_to(ROOT)} is not up to date; run: python tools/{script}")
        return 1 if stale or changed else 0
    for name in stale:
        (folder / name).unlink()
    for name in changed:
        (folder / name).write_text(wanted[name], encoding="utf-8")
    return 0


def keep_page(page: Path, wanted: str, *, script: str) -> int:
    """Write one page if it is not what it should be; with --check compare only, as `keep` does for a folder."""
    if _held(page) == wanted:
        return 0
    if "--check" in sys.argv:
        print(f"{page.relative_to(ROOT)} is not up to date; run: python tools/{script}")
        return 1
    page.write_text(wanted, encoding="utf-8")
    return 0


def _held(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
