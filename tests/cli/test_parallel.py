"""A folder of many files is checked on all cores, and nobody can tell from what is said."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from openness.cli import _parallel

MANY = 2 * _parallel.FEW + 30
PROCESSES = hasattr(os, "fork")


def _named(item: int) -> tuple[int, int]:
    return item, os.getpid()


def _ending(item: int, *, parent: int) -> int:
    if item == MANY - 5 and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_parallel, "_cores", lambda: 2)


@pytest.mark.usefixtures("two_cores")
def test_in_order_and_by_others() -> None:
    found = list(_parallel.each(_named, range(MANY)))
    assert [item for item, _ in found] == list(range(MANY))
    assert os.getpid() not in {process for _, process in found[_parallel.FEW :]}


@pytest.mark.usefixtures("two_cores")
def test_few_are_done_here() -> None:
    assert {process for _, process in _parallel.each(_named, range(2 * _parallel.FEW))} == {os.getpid()}


@pytest.mark.skipif(not PROCESSES, reason="no process can be killed here")
@pytest.mark.usefixtures("two_cores")
def test_a_process_that_ends_takes_nothing_with_it() -> None:
    found = list(_parallel.each(partial(_ending, parent=os.getpid()), range(MANY)))
    assert found == list(range(MANY))


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_the_report_is_that_of_one_core(form: str, run_cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(MANY):
        head = "---\nlicense: mitt\n---\n" if number % 3 else ""
        (tmp_path / f"{number}.md").write_text(f"{head}# Heron {number}\n\nTrained on the Marsh{number} dataset.\n")
    (tmp_path / "5.md").write_bytes(b"\x00" * 100)
    said = []
    for cores in (1, 2):
        monkeypatch.setattr(_parallel, "_cores", lambda cores=cores: cores)
        said.append(run_cli("check", "--isolated", "--assume-card", "--format", form, str(tmp_path)))
    assert said[0] == said[1]
