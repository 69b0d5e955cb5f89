"""Shared fixtures. Tests that need the data beside the project skip with a reason, and fail in CI where they must run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def _needed(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must run this test")
    pytest.skip(f"{what} is not here")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real cards, texts and records beside the project."""
    if not (SHARED / "data").is_dir():
        _needed("../shared/data")
    return SHARED


@pytest.fixture(scope="session")
def real_cards(shared: Path) -> list[dict[str, object]]:
    """The rows of the table of real cards: modelId, source, snapshot, card (bytes)."""
    parquet = pytest.importorskip("pyarrow.parquet")
    rows: list[dict[str, object]] = parquet.read_table(shared / "data/cards/cards.parquet").to_pylist()
    return rows


@pytest.fixture
def run_cli(capsys):
    """Run the command line in this process: `run_cli("check", "README.md")` -> (code, stdout, stderr)."""
    from openness.cli import main

    def run(*words: str) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture(scope="session")
def node_home() -> Path:
    """A folder with `node_modules` as `tests/node/package-lock.json` fixes them; installed once, kept under `build/`."""
    import shutil
    import subprocess
    from hashlib import sha256

    from filelock import FileLock

    if shutil.which("node") is None or shutil.which("npm") is None:
        _needed("node (with npm)")
    source = ROOT / "tests" / "node"
    home = ROOT / "build" / "node" / sha256((source / "package-lock.json").read_bytes()).hexdigest()[:16]
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / "lock"):
        if not (home / "installed").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(source / name, home)
            words = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
            run = subprocess.run(words, cwd=home, capture_output=True, text=True, check=False)
            if run.returncode:
                _needed(f"what `npm ci` installs ({run.stderr.strip()[:200]})")
            (home / "installed").touch()
    return home
