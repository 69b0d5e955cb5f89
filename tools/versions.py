"""
The package on other Pythons, and with the oldest dependencies that it says it takes.

Usage:  python tools/versions.py [--python 3.12 3.13] [--tests tests/card tests/release ...]

For every Python that is on this machine (3.12, 3.13, 3.14 unless told otherwise) an environment with the newest dependencies,
and for this Python one with the lowest that `pyproject.toml` admits for the package; in each the tests that read, judge and write run. Ends
with 1 where any fails. What is not on the machine is said, and is no failure.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "versions"
OTHERS = ("3.12", "3.13", "3.14")
TESTS = (
    "tests/card",
    "tests/release",
    "tests/prose",
    "tests/naming",
    "tests/catalog",
    "tests/rules/test_examples.py",
)
"""What reads a card, builds a record, judges it and writes it, in about a minute."""
RUNNER = ("pytest", "pytest-xdist", "hypothesis")


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    """A program's run in the project's folder, with what it says."""
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def runner() -> list[str]:
    """The test runner, as the group `dev` asks for it, in the newest release whatever the package stands on."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [line for line in data["dependency-groups"]["dev"] if line.split(">")[0] in RUNNER]


def interpreter(version: str) -> str | None:
    """A Python of that version: on the path, or among pyenv's; None where there is none that starts."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = shutil.which(f"python{version}")
    names = [*([found] if found else []), *(str(one / "bin" / "python") for one in sorted(pyenv.glob(f"{version}.*")))]
    ask = "import sys; print('.'.join(map(str, sys.version_info[:2])))"
    for name in names:
        said = subprocess.run([name, "-c", ask], capture_output=True, text=True, check=False)
        if said.stdout.strip() == version:
            return name
    return None


def environment(name: str, python: str, *, lowest: bool) -> Path:
    """An environment with the package and the test runner; `lowest` with the oldest dependencies, which only uv can choose."""
    folder = WORK / name
    ran(python, "-m", "venv", "--clear", "--without-pip", str(folder))
    inside = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", str(inside), "install", "-q")
    uv = (str(Path(sys.executable).with_name("uv")), "pip", "install", "-q", "--system-certs", "--python", str(inside))
    package = (*uv, "--resolution", "lowest-direct") if lowest else pip
    for words in ((*package, "-e", "."), (*pip, *runner())):  # the runner is none of what the package says it takes
        made = ran(*words)
        if made.returncode:
            raise SystemExit(f"{name}: cannot be installed\n{made.stderr}")
    return inside


def tested(python: Path, tests: list[str]) -> tuple[bool, str]:
    """Whether the tests pass, with what failed (its raised lines) and the runner's last line."""
    words = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "auto", "-r", "fE", *tests]
    done = subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {"OPENNESS_DEMAND": ""}
    )
    lines = done.stdout.strip().splitlines() or [done.stderr.strip()]
    failed = [line for line in lines if line.startswith(("FAILED", "ERROR", "E  "))]
    return done.returncode == 0, "\n".join([*failed[-60:], lines[-1]])


def main() -> None:
    """Install, run, print a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", nargs="+", default=OTHERS)
    parser.add_argument("--tests", nargs="+", default=TESTS)
    args = parser.parse_args()
    ways = [(f"python-{one}", interpreter(one), False) for one in args.python]
    ways.append(("lowest-dependencies", sys.executable, True))
    good = True
    for name, python, lowest in ways:
        if python is None:
            print(f"{name}: not on this machine", flush=True)
            continue
        passed, line = tested(environment(name, python, lowest=lowest), list(args.tests))
        good = good and passed
        print(f"{name}: {line}", flush=True)
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
