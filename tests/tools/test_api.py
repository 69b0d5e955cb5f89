"""The public interface is a frozen file: a name or a signature that changes is seen, and changed on purpose."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tools/api.py"), *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_frozen_interface_is_the_sources() -> None:
    done = run("--check")
    assert done.returncode == 0, f"the public interface changed; `python tools/api.py` if on purpose:\n{done.stdout}"


def sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (ROOT / "docs/api.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            found[next(reversed(found))].append(line)
    return found


def test_it_names_all_that_the_package_offers() -> None:
    import openness

    listed = {
        line.removeprefix("class ").split("(")[0].split(":")[0].split(" ")[0]
        for line in sections()["openness"]
        if line[0] != " "
    }
    assert listed == set(openness.__all__)


def test_every_function_has_the_parameters_that_it_has_at_run_time() -> None:
    seen = 0
    for module, lines in sections().items():
        for line in lines:
            if line[0] == " " or line.startswith("class ") or "(" not in line.split(":")[0].split(" ")[0]:
                continue
            name = line.split("(")[0]
            parameters = inspect.signature(getattr(import_module(module), name)).parameters
            told = "\n".join(one for one in lines if one.startswith(f"{name}("))  # each of its overloads
            assert all(one in told for one in parameters), (module, line)
            seen += 1
    assert seen > 20


def test_a_changed_signature_is_shown(tmp_path: Path) -> None:
    import shutil

    for name in ("tools", "openness"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "data", "*.json"))
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs/api.txt", tmp_path / "docs")
    path = tmp_path / "openness/rules/__init__.py"
    path.write_text(path.read_text().replace("    assume_card: bool = False,\n", "    assume_card: bool = True,\n"))
    done = subprocess.run(
        [sys.executable, "tools/api.py", "--check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "+check(card: ModelCard, *, release: ModelRelease | None=None, " in done.stdout
