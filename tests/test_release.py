"""A release: a wheel that is built twice is the same file."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("openness", "schema", "pyproject.toml", "README.md", "LICENSE")


def built(folder: Path, mask: int) -> tuple[str, str]:
    """The name and digest of a wheel built from a copy of the sources, with other times, modes and order of files."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in PARTS if mask else reversed(PARTS):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        keep = {"ignore": shutil.ignore_patterns("__pycache__")} if (ROOT / name).is_dir() else {}
        copy(ROOT / name, source / name, **keep)
    for path in source.rglob("*"):
        if path.is_file():
            path.chmod(0o644 if mask else 0o664)
            os.utime(path, (time.time() - mask, time.time() - mask))
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist")]
    zone = "Pacific/Niue" if mask else "Asia/Tokyo"
    run = subprocess.run(
        words, cwd=source, capture_output=True, text=True, check=False,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000", "TZ": zone, "PYTHONHASHSEED": str(mask)},
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    (wheel,) = (folder / "dist").iterdir()
    return wheel.name, hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_a_wheel_built_twice_is_the_same_file(tmp_path: Path) -> None:
    assert built(tmp_path / "one", 0) == built(tmp_path / "two", 100_000)
