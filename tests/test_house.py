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


def test_no_licence_is_named_in_a_condition() -> None:
    """Facts are data: Python compares terms, never a licence's id."""
    import re

    from openness.licenses import ids

    names = {name for name in ids() if len(name) > 3 and name != "none"}
    offending = []
    for path in sorted((ROOT / "openness").rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            words = re.findall(r"""(?:==|!=|\bin\b)\s*[({\[]?\s*["']([^"']+)["']""", line)
            offending += [f"{path.relative_to(ROOT)}:{number}: {line.strip()}" for word in words if word in names]
    assert not offending, "\n".join(offending)
