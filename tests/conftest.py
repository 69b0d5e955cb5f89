"""
Shared fixtures, and what happens to a test whose means are not on this machine.

A test that lacks something skips with a reason. `OPENNESS_DEMAND`, a comma list of the words of `DEMANDS` (or `all`), turns
such a skip into a failure; `.ci/run` sets it to what its machine has. The variable `CI` means nothing here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DEMANDS = {
    "shared": "the real cards, texts and records beside the project, ../shared/data",
    "node": "node and npm, and a registry from which `npm ci` can install",
    "git": "a git checkout, from which pre-commit can take the hooks",
    "browser": "a browser that shows the pages",
    "boms": "other people's readers and validators of bills of materials, the dependency group `boms`",
}
"""What a machine may lack: the words of `OPENNESS_DEMAND`."""


def demanded() -> frozenset[str]:
    """The words of `OPENNESS_DEMAND`; ValueError for a word that is none."""
    words = {word.strip() for word in os.environ.get("OPENNESS_DEMAND", "").split(",")} - {""}
    unknown = words - set(DEMANDS) - {"all"}
    if unknown:
        raise ValueError(
            f"OPENNESS_DEMAND: unknown {', '.join(sorted(unknown))}; known: {', '.join((*DEMANDS, 'all'))}"
        )
    return frozenset(DEMANDS) if "all" in words else frozenset(words)


settings.register_profile("house", deadline=None)  # a busy machine is no defect: no test asserts a wall time
settings.load_profile("house")


def pytest_configure() -> None:
    """Say at once that a demand is misspelt."""
    try:
        demanded()
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Coverage is of the examples: properties run unmeasured.

    What thousands of drawn cases happen to reach would hide which lines no example shows, and tracing them all would
    take longer than the rest of the tests.
    """
    if config.getoption("cov_source", None):
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker("no_cover")


def lacks(what: str, reason: str = "") -> NoReturn:
    """End a test that lacks one of `DEMANDS`: it skips, or fails where that is demanded."""
    words = reason or DEMANDS[what]
    if what in demanded():
        pytest.fail(f"OPENNESS_DEMAND asks for `{what}`, which is not here: {words}")
    pytest.skip(f"not here: {words}")


@pytest.fixture(scope="session")
def lacking() -> Callable[..., NoReturn]:
    """`lacking("git", "why")` ends a test that lacks one of `DEMANDS`."""
    return lacks


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real cards, texts and records beside the project, for tests that mean nothing without it."""
    if not (SHARED / "data").is_dir():
        lacks("shared")
    return SHARED


@pytest.fixture(scope="session")
def real_cards(shared: Path) -> list[dict[str, object]]:
    """The rows of the table of real cards: modelId, source, snapshot, card (bytes)."""
    parquet = pytest.importorskip("pyarrow.parquet")
    rows: list[dict[str, object]] = parquet.read_table(shared / "data/cards/cards.parquet").to_pylist()
    return rows


@pytest.fixture(scope="session")
def cards(request: pytest.FixtureRequest) -> list[dict[str, object]]:
    """
    Cards for what must hold of every card: the real ones where they are here, else the project's own examples.

    Own examples are fewer and shorter: a test that counts cards counts them relative to the list.
    """
    if (SHARED / "data").is_dir() or "shared" in demanded():
        rows: list[dict[str, object]] = request.getfixturevalue("real_cards")
        return rows
    folders = (ROOT / "examples/cards", ROOT / "tests/cards")
    paths = sorted(path for folder in folders for path in folder.rglob("*.md") if "LICEN" not in path.name)
    return [{"modelId": str(path.relative_to(ROOT)), "card": path.read_bytes()} for path in paths]


@pytest.fixture(scope="session")
def a_strict_text() -> tuple[str, str]:
    """
    A licence that allows less than Apache-2.0, by its Hub id, and its text.

    Llama 2's from the data beside the project, else the GNU Affero GPL from a package that ships the texts of licences.
    """
    path = SHARED / "data/licenses/texts/llama-2-community-license.txt"
    if path.is_file():
        return "llama2", path.read_text(encoding="utf-8")
    if "shared" in demanded():
        lacks("shared")
    from identify.vendor.licenses import LICENSES

    return "agpl-3.0", dict(LICENSES)["AGPL-3.0"]


@pytest.fixture
def calls() -> Callable[[Callable[[], object]], int]:
    """How many calls of functions a piece of work makes: a measure of its steps that no busy machine can change."""

    def count(work: Callable[[], object]) -> int:
        number = 0

        def seen(frame: FrameType, event: str, arg: object) -> None:  # noqa: ARG001 - the signature of a profiler
            nonlocal number
            number += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(seen)
        try:
            work()
        finally:
            sys.setprofile(before)
        return number

    return count


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
        lacks("node", "node with npm")
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
                lacks("node", f"what `npm ci` installs ({run.stderr.strip()[:200]})")
            (home / "installed").touch()
    return home
