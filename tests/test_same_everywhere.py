"""The same answer from threads and processes, and the same bytes for any hash seed, locale, time zone and order of files."""

from __future__ import annotations

import copy
import multiprocessing
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from openness import assess, check, licenses, release_from_card
from openness.card import ModelCard
from openness.output import Result, render

ROOT = Path(__file__).resolve().parent.parent
COMMANDS: dict[str, tuple[str, ...]] = {
    **{form: ("check", "--show", "info", "-v" if form == "text" else "-q", "--format", form, "--fail-on", "never")
       for form in ("text", "concise", "json", "sarif", "github", "junit", "html")},
    "describe": ("describe", "--format", "json"),
    "described": ("describe",),
    "yaml": ("describe", "--format", "yaml"),
    "assess": ("assess", "--why"),
    "license": ("license", "--users", "8e8"),
    "notice": ("notice",),
    "cyclonedx": ("export", "--to", "cyclonedx"),
    "spdx": ("export", "--to", "spdx"),
    "osai": ("export", "--to", "osai"),
    "mof": ("export", "--to", "mof"),
}  # fmt: skip
ONE = ("describe", "described", "yaml", "cyclonedx", "spdx", "osai", "mof")
ENVIRONMENTS = {
    "seed 1": {"PYTHONHASHSEED": "1"},
    "seed 4711, C": {"PYTHONHASHSEED": "4711", "LC_ALL": "C"},
    "POSIX, Kiritimati": {"LC_ALL": "POSIX", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"},
    "C.UTF-8, Niue": {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Niue", "PYTHONHASHSEED": "0"},
}


def examples() -> list[Path]:
    found = sorted((ROOT / "examples/cards").rglob("*.md")) + sorted((ROOT / "tests/cards").rglob("bad-*.md"))
    return found[:: max(1, len(found) // 12)]


def worked(path: str) -> tuple[str, str, str]:
    """All that is to be said of a card, as text."""
    card = ModelCard.read(path)
    report = check(card, assume_card=True)
    result = Result(target=path, report=report, card=card)
    release = release_from_card(card)
    return render([result], "json"), release.model_dump_json(), repr(assess(release))


@pytest.fixture(scope="module")
def serial() -> dict[str, tuple[str, str, str]]:
    return {str(path): worked(str(path)) for path in examples()}


def test_eight_threads_give_the_serial_result(serial: dict[str, tuple[str, str, str]]) -> None:
    paths = list(serial) * 4
    random.Random(1).shuffle(paths)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(worked, paths))
    assert found == [serial[path] for path in paths]


def test_eight_threads_that_begin_at_once_in_a_new_process_give_the_serial_result(
    serial: dict[str, tuple[str, str, str]],
) -> None:
    """Nothing is loaded yet: what is built on first use is built by all at once."""
    paths = list(serial)[:8]
    code = (
        "import sys, threading; sys.path.insert(0, 'tests')\n"
        "import test_same_everywhere as here, pickle\n"
        "paths = sys.argv[1:]; gate = threading.Barrier(8); found = {}\n"
        "def work(path):\n    gate.wait()\n    found[path] = here.worked(path)\n"
        "threads = [threading.Thread(target=work, args=(path,)) for path in paths]\n"
        "[one.start() for one in threads]; [one.join() for one in threads]\n"
        "sys.stdout.buffer.write(pickle.dumps(found))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *paths], cwd=ROOT, capture_output=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    assert pickle.loads(run.stdout) == {path: serial[path] for path in paths}


@pytest.mark.parametrize("method", [one for one in ("spawn", "fork") if one in multiprocessing.get_all_start_methods()])
def test_processes_give_the_serial_result(serial: dict[str, tuple[str, str, str]], method: str) -> None:
    """Each in a program of its own: this one runs threads already, and a fork of those is warned of."""
    code = (
        "import sys, multiprocessing, pickle; sys.path.insert(0, 'tests')\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "import test_same_everywhere as here\n"
        "if __name__ == '__main__':\n"
        "    paths = sys.argv[2:]\n"
        "    here.worked(paths[0])\n"
        "    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(sys.argv[1])) as pool:\n"
        "        sys.stdout.buffer.write(pickle.dumps(dict(zip(paths, pool.map(here.worked, paths)))))\n"
    )
    program = ROOT / "build" / f"processes-{method}-{os.getpid()}.py"
    program.parent.mkdir(exist_ok=True)
    program.write_text(code)
    try:
        run = subprocess.run(
            [sys.executable, str(program), method, *serial], cwd=ROOT, capture_output=True, check=False,
            env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        )  # fmt: skip
    finally:
        program.unlink()
    assert run.returncode == 0, run.stderr.decode()
    assert pickle.loads(run.stdout) == serial


def values() -> dict[str, Any]:
    card = ModelCard.read(examples()[0])
    release = release_from_card(card)
    report = check(card, assume_card=True)
    told = check(ModelCard.read(examples()[1]), assume_card=True)
    assert told.release is not None
    return {
        "card": card,
        "release": release,
        "report": report,
        "report with its record read": told,
        "finding": next((one for one in told.findings), None),
        "assessments": assess(release),
        "license": licenses.get("llama2"),
        "result": Result(target="x", report=report, card=card),
    }


WAYS: dict[str, Callable[[Any], Any]] = {
    **{f"pickle {number}": (lambda value, n=number: pickle.loads(pickle.dumps(value, n))) for number in range(2, pickle.HIGHEST_PROTOCOL + 1)},
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", list(values()))
def test_what_is_handed_out_can_be_pickled_and_copied(name: str, way: str) -> None:
    value = values()[name]
    again = WAYS[way](value)
    assert type(again) is type(value)
    if hasattr(value, "model_dump_json"):
        assert again == value
        assert again.model_dump_json() == value.model_dump_json()
        assert again.model_fields_set == value.model_fields_set
    if name.startswith("report"):
        assert again.findings == value.findings
        assert again.release.model_dump_json() == value.release.model_dump_json()
    if name == "card":
        assert release_from_card(again).model_dump_json() == release_from_card(value).model_dump_json()
        assert again.front_matter.values == value.front_matter.values


def _said(folder: Path, **environment: str) -> dict[str, bytes]:
    """What every command says in a folder, by a process of its own."""
    code = (
        "import contextlib, io, os, pickle, sys\n"
        "from openness.cli import main\n"
        "found, real = {}, sys.stdout.buffer\n"
        "for name, words in pickle.loads(sys.stdin.buffer.read()).items():\n"
        "    out = io.BytesIO()\n"
        "    sys.stdout = io.TextIOWrapper(out, encoding='utf-8', newline='\\n')\n"
        "    main(words); sys.stdout.flush(); found[name] = out.getvalue()\n"
        "real.write(pickle.dumps(found))\n"
    )
    commands = {
        name: (*words, "README.md") if name in ONE else (*words, "--assume-card", ".")
        for name, words in COMMANDS.items()
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHONHASH"))}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, input=pickle.dumps(commands), capture_output=True, check=False,
        env=kept | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "0", **environment},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    found: dict[str, bytes] = pickle.loads(run.stdout)
    return found


def _folder(folder: Path, order: int) -> Path:
    """The same files, made in another order."""
    folder.mkdir()
    paths = [(f"{number:02}-{path.stem}.md", path.read_bytes()) for number, path in enumerate(examples()[:8])]
    paths.append(
        (
            "README.md",
            "---\nlicense: apache 2\ndatasets: [acme/a, acme/b]\ntags: [İ, ı, ß]\n---\n# Äcme\n\nReleased in 2024.\n".encode(),
        )
    )
    paths += [
        ("LICENSE", b"Apache License 2.0"),
        ("LICENSE-MODEL", b"MIT"),
        ("NOTICE", b"x"),
        ("config.json", b'{"model_type": "x"}'),
    ]
    random.Random(order).shuffle(paths)
    for name, data in paths:
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _said(_folder(tmp_path_factory.mktemp("same") / "0", 0))


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_same_bytes_whatever_the_machine(tmp_path: Path, first: dict[str, bytes], environment: str) -> None:
    number = list(ENVIRONMENTS).index(environment) + 1
    found = _said(_folder(tmp_path / "cards", number), **ENVIRONMENTS[environment])
    assert all(first.values())
    for command in COMMANDS:
        assert found[command] == first[command], command
