"""What the house promises, held by machines: one-way imports, a small face, late imports, mirrored tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import openness

ROOT = Path(__file__).resolve().parent.parent


def test_imports_run_one_way_and_only_hub_opens_a_socket() -> None:
    lint = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr


def test_the_face_is_exactly_its_all() -> None:
    assert openness.__all__ == sorted(openness.__all__, key=lambda name: (name[0].islower(), name))
    for name in openness.__all__:
        assert getattr(openness, name) is not None
    with pytest.raises(AttributeError, match="nothing_here"):
        _ = openness.nothing_here


@pytest.mark.parametrize(
    "heavy", ["huggingface_hub", "jsonschema", "rich", "pyarrow", "httpx", "httpx2", "openness.hub"]
)
@pytest.mark.parametrize(
    "code", ["import openness", "import openness.rules", "import openness.licenses, openness.extract"]
)
def test_importing_loads_nothing_that_is_not_needed(code: str, heavy: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; sys.exit({heavy!r} in sys.modules)"], cwd=ROOT, check=False
    )
    assert run.returncode == 0, f"`{code}` imports {heavy}"


def test_every_command_has_a_module_with_arguments_and_work() -> None:
    from importlib import import_module

    from openness.cli import COMMANDS

    for name in COMMANDS:
        module = import_module(f"openness.cli.{name}")
        assert module.__doc__
        assert callable(module.add_arguments)
        assert callable(module.run)


def compared_words(source: str) -> list[tuple[int, str]]:
    """Every text that a comparison of a Python source names, alone or in a list, tuple or set, with its line."""
    import ast

    return [
        (word.lineno, word.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        for word in ast.walk(side)
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    ]


def test_no_licence_is_named_in_a_condition() -> None:
    """Facts are data: Python compares terms, never a licence's id."""
    from openness.licenses import ids
    from openness.licenses.store import index

    names = {*ids(), *index()["families"]} - {"none"}
    offending = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in sorted((ROOT / "openness").rglob("*.py"))
        for line, word in compared_words(path.read_text(encoding="utf-8"))
        if word in names
    ]
    assert not offending, "\n".join(offending)


def test_the_search_for_named_licences_finds_them() -> None:
    assert compared_words('if key == "mit" or key not in ("rail", "cc"): pass') == [(1, "mit"), (1, "rail"), (1, "cc")]


def test_a_demand_fails_what_would_skip_and_a_misspelt_one_is_refused(tmp_path) -> None:
    """`OPENNESS_DEMAND` in a copy of the project's conftest, beside which nothing lies."""
    import os
    import shutil

    folder = tmp_path / "project" / "tests"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "tests/conftest.py", folder)
    (folder / "test_x.py").write_text("def test_x(shared):\n    pass\n")

    def run(**demand: str) -> str:
        kept = {key: value for key, value in os.environ.items() if key not in ("OPENNESS_DEMAND", "PYTEST_ADDOPTS")}
        words = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-rs",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:cov",
            "-p",
            "no:xdist",
            str(folder),
        ]
        made = subprocess.run(words, cwd=tmp_path, env=kept | demand, capture_output=True, text=True, check=False)
        return made.stdout + made.stderr

    free = run(CI="true", OPENNESS_DEMAND="git")
    assert "1 skipped" in free
    assert "not here: the real cards" in free
    bound = run(OPENNESS_DEMAND="node,shared")
    assert "1 error" in bound
    assert "OPENNESS_DEMAND asks for `shared`" in bound
    assert "unknown sharde; known: shared, node, git, browser, boms, all" in run(OPENNESS_DEMAND="sharde")


def test_every_demand_is_explained() -> None:
    import re

    conftest = (ROOT / "tests/conftest.py").read_text(encoding="utf-8")
    table = conftest[conftest.index("DEMANDS = {") : conftest.index("}", conftest.index("DEMANDS = {"))]
    words = re.findall(r'^    "(\w+)":', table, re.MULTILINE)
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert words
    assert all(f"| `{word}` |" in page for word in words)


def rooms() -> list[str]:
    """The rooms of the package: every folder with code."""
    return sorted(path.parent.name for path in (ROOT / "openness").glob("*/__init__.py"))


def test_every_room_has_tests_of_its_name() -> None:
    """The ground (`_yaml`) is tested through what stands on it."""
    missing = [room for room in rooms() if room[0] != "_" and not [*(ROOT / "tests" / room).glob("test_*.py")]]
    assert not missing


def test_every_folder_of_tests_is_a_room_or_says_what_it_is() -> None:
    others = {
        "cards": "examples of the rules",
        "examples": "the examples",
        "fuzz": "the fuzzer of the project, and that it finds what it looks for",
        "hostile": "what strangers may upload",
        "node": "what npm installs",
        "tools": "the tools",
    }
    own_files = {path.stem for path in (ROOT / "openness").glob("*.py")}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders - set(rooms()) - own_files - set(others) == set()


def test_a_section_has_one_name_in_every_room() -> None:
    """`release/weights.py`, `extract/weights.py`, `phrases/weights.toml`, `tests/extract/test_weights.py`."""
    from openness.release import SECTIONS

    places = (
        "openness/release/{}.py",
        "openness/extract/{}.py",
        "openness/phrases/{}.toml",
        "tests/extract/test_{}.py",
    )
    missing = [place.format(name) for name in SECTIONS for place in places if not (ROOT / place.format(name)).is_file()]
    assert not missing


def test_a_helper_of_a_section_bears_its_name() -> None:
    """Every other file of `extract` says in its name which section it helps, or is one of the few for all of them."""
    from openness.release import SECTIONS

    for_all = {
        "__init__",
        "about",
        "claims",
        "draft",
        "forms",
        "front_matter",
        "release",
        "repository",
        "second_reader",
        "quoting",
        "statement",
    }
    files = {path.stem for path in (ROOT / "openness" / "extract").glob("*.py")}
    assert {name for name in files - for_all if name.split("_")[0] not in SECTIONS} == set()
