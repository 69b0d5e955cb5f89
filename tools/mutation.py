"""
Mutation testing of what decides: rules, frameworks, licences. How many small mistakes, put in by lot, do the tests notice?

Usage:  python tools/mutation.py [--rooms rules frameworks licenses] [--mutants 100] [--seed 15] [--processes 1] [--out docs/mutation.md]

The mistakes are made and the tests run by mutmut, in a copy under build/mutation, so that the sources stay as they are.
For each room it makes every mutant, draws some by lot, and runs for each the tests of the room's own folder that reach the
changed function. Prints the score by room, and each survivor with its change; with `--out` writes them as a page.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "mutation"
ROOMS = ("rules", "frameworks", "licenses")
NEEDED = (
    "openness",
    "schema",
    "docs",
    "examples",
    "tests",
    "tools",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
)
# A test that counts the files which are opened sees mutmut's own. Those of licences that take seconds each (whole pages, hostile
# texts, every changed text) would be run for each mutant of what everything calls, and find little that the others do not.
SLOW = "hostile_repetition or no_changed_text_is_concluded or page or importing or finds_nothing_to_write or installed_packages"
DECIDE = {
    "licenses": (
        *("identification", "_stretches", "_reading", "_answers", "_duties", "_uses", "_outputs", "_sizes"),
        *("conflicts", "inheritance", "questions", "model", "store"),
    )
}
"""Files of a room that decide, where not all do: mistakes are drawn from these."""
# A mutant runs in a copy of the process in which all tests ran before: what was kept there would be answered in its place, and
# a test that finds an answer kept does not count as reaching what gives it. Tables read from data files (no argument) stay.
FORGETTING = '''
"""Before each test, the room forgets the answers that it kept."""

import inspect
import sys


def pytest_runtest_setup(item):
    for name, module in list(sys.modules.items()):
        if name.startswith("openness.{room}"):
            for one in list(vars(module).values()):
                if hasattr(one, "cache_clear") and inspect.signature(one.__wrapped__).parameters:
                    one.cache_clear()
'''
SETTINGS = """
[tool.mutmut]
source_paths = ["openness"]
only_mutate = ["openness/{room}/**/*.py", "openness/{room}/*.py"]
also_copy = {copied}
pytest_add_cli_args_test_selection = ["tests/{room}"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "tests.forgetting", "-x", "-m", "not hypothesis", "-k", "not ({left_out})"]
use_git_change_detection = false
"""
HEAD = """# Would the tests notice?

Written by `python tools/mutation.py`. Small mistakes are put into what decides, one at a time: a condition turned round, a word
changed, an argument left out. The tests of the room that reach the changed function run; where none fails, the mistake has
survived. Which mistakes are tried is drawn by lot (seed {seed}); properties drawn by hypothesis do not count, examples do.
"""
KILLED, UNREACHED = "killed", "no tests"
NOTICED = {KILLED, "timeout"}
"""What mutmut calls a mutant that the tests noticed: one that never ends is noticed too."""


def mutmut(folder: Path, *words: str) -> str:
    """What mutmut prints; its own mistakes end the run."""
    program = Path(sys.executable).with_name("mutmut")
    done = subprocess.run(
        [str(program), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"OPENNESS_DEMAND": ""},
    )
    return done.stdout + done.stderr


def copied(room: str) -> Path:
    """A copy of the project with the settings for one room."""
    folder = WORK / room
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(source, folder / name)
    beside = json.dumps([name for name in NEEDED if name not in {"openness", "tests"}])
    (folder / "tests" / "forgetting.py").write_text(FORGETTING.format(room=room), encoding="utf-8")
    left_out = "reads_one_file_once" + (f" or {SLOW}" if room == "licenses" else "")
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS.format(room=room, copied=beside, left_out=left_out))
    return folder


def results(folder: Path) -> dict[str, int | None]:
    """Every mutant that was made, and the exit code of its tests where they ran."""
    found: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def reached(folder: Path) -> set[str]:
    """The functions that any test reaches, as mutmut spells them."""
    stats = json.loads((folder / "mutants" / "mutmut-stats.json").read_text(encoding="utf-8"))
    return {name for name, tests in stats["tests_by_mangled_function_name"].items() if tests}


def measured(room: str, count: int, seed: int, processes: int) -> tuple[int, dict[str, str], dict[str, str]]:
    """How many mutants there are, what became of those drawn, and the change that each survivor makes."""
    folder = copied(room)
    said = mutmut(folder, "run", "--max-children", "1", "none.such*")
    made, tested = results(folder), reached(folder) if (folder / "mutants" / "mutmut-stats.json").exists() else set()
    if not made or not tested:
        raise SystemExit(f"{room}: mutmut made no mutants\n{said[-2000:]}")
    begins = tuple(f"openness.{room}.{name}." for name in DECIDE.get(room, ())) or ("",)
    made = {name: code for name, code in made.items() if name.startswith(begins)}
    drawn = random.Random(seed).sample(sorted(made), min(count, len(made)))  # noqa: S311 - drawing lots, no secret
    runnable = [name for name in drawn if name.rpartition("__mutmut_")[0] in tested]
    mutmut(folder, "run", "--max-children", str(processes), *runnable)
    after = results(folder)
    fate = {name: status_by_exit_code[after[name]] if name in runnable else UNREACHED for name in drawn}
    changes = {name: mutmut(folder, "show", name) for name, end in fate.items() if end not in NOTICED}
    return len(made), fate, changes


def page(rooms: dict[str, tuple[int, dict[str, str], dict[str, str]]], seed: int) -> str:
    """The scores, and each survivor, as Markdown."""
    lines = [
        *HEAD.format(seed=seed).splitlines(),
        "",
        "| room | mutants | drawn | noticed | survived | reached by no test | score |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for room, (made, fate, _) in rooms.items():
        ends = list(fate.values())
        kill, none = sum(end in NOTICED for end in ends), ends.count(UNREACHED)
        live = len(ends) - kill - none
        lines.append(f"| {room} | {made} | {len(ends)} | {kill} | {live} | {none} | {kill / max(1, len(ends)):.2f} |")
    lines += ["", "## What survived", ""]
    for _made, fate, changes in rooms.values():
        for name, change in changes.items():
            kept = [line for line in change.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
            lines += [
                f"- `{name}` ({fate[name]})",
                *("", "  ```diff", *(f"  {line}" for line in kept[:8]), "  ```", ""),
            ]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Measure the rooms and print the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rooms", nargs="+", choices=ROOMS, default=ROOMS)
    parser.add_argument("--mutants", type=int, default=100)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many mutants run at once")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    text = page({room: measured(room, args.mutants, args.seed, args.processes) for room in args.rooms}, args.seed)
    print(text)
    if args.out:
        args.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
