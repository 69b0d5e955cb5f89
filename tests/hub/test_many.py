"""Many repositories at once: nothing lost or repeated, politely, whatever the Hub does."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from faults import KINDS, Faults
from loopback import Hub

Run = Callable[..., subprocess.CompletedProcess[str]]
Here = Callable[..., tuple[int, str, str]]
CARD = "---\nlicense: mit\n---\n# A\n\nA model.\n"
NUMBER = 500
MOST_REQUESTS = 40
HANGING = 600.0
"""Seconds after which a test stops waiting for another process; no measure of anything."""


@pytest.fixture
def five_hundred(hub: Hub, cards: list[dict[str, object]], tmp_path: Path) -> list[str]:
    """Repositories made from cards; their ids. Where there are fewer cards, several repositories have the same one."""
    rows = [row for row in cards if len(row["card"]) < 40_000]
    rows *= -(-NUMBER // len(rows))
    ids = []
    for number, row in enumerate(random.Random(6).sample(rows, NUMBER)):
        name = f"org{number % 20}/m{number:03}"
        hub.add(name, {"README.md": row["card"], "model.safetensors": b"\0"})
        ids.append(name)
    (tmp_path / "ids.txt").write_text("# five hundred\n" + "\n".join(ids) + "\n")
    return ids


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def mean_rate(hub: Hub) -> float:
    """Requests a second from the first to the last: a busy machine can make it smaller only."""
    times = sorted(one.at for one in hub.log)
    return (len(times) - 1) / (times[-1] - times[0])


def test_killed_half_way_and_restarted(
    five_hundred: list[str], hub: Hub, environment: dict[str, str], tmp_path: Path
) -> None:
    output = tmp_path / "out.jsonl"
    words = [
        sys.executable,
        "-m",
        "openness",
        "check",
        "--from-file",
        "ids.txt",
        "--output",
        str(output),
        "--rate",
        "1000",
    ]
    process = subprocess.Popen(words, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.monotonic() + HANGING
    while (not output.exists() or output.read_bytes().count(b"\n") < NUMBER // 2) and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    before = output.read_bytes()
    half = before.count(b"\n")
    assert NUMBER // 2 <= half < NUMBER
    output.write_bytes(before + b'{"target": "org0/m0')  # the worst moment: in the middle of a line
    asked = len(hub.log)
    run = subprocess.run(words, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stderr
    lines = lines_of(output)
    assert output.read_bytes().startswith(before), "what was done stands"
    assert sorted(str(one["target"]) for one in lines) == sorted(five_hundred), "none lost, none repeated"
    assert all(one["reason"] is None and one["release"] for one in lines)
    again = {f"GET /api/models/{one['target']}" for one in lines[:half]} & set(hub.requests(since=asked))
    # Bases and datasets of others may be among them; none is, as these repositories are nobody's base.
    assert again == set(), "nothing done is asked for again"
    assert f"{NUMBER} models in" in run.stdout
    assert f"({half} from an earlier run)" in run.stdout


def test_every_fault_at_ten_percent(
    five_hundred: list[str], hub: Hub, environment: dict[str, str], tmp_path: Path
) -> None:
    hub.faults = Faults(probability=0.1, seed=6)
    output = tmp_path / "out.jsonl"
    # Not getrusage: its peak is carried over from the process that started this one, which may have run tests for an hour.
    code = (
        "import os, sys; from openness.cli import main; code = main(sys.argv[1:]); status = '/proc/self/status';"
        "peak = open(status).read().split('VmHWM:')[1].split()[0] if os.path.exists(status) else 0;"
        "print(peak, file=sys.stderr); sys.exit(code)"
    )
    rate = 200
    words = ["check", "--from-file", "ids.txt", "--output", str(output), "--rate", str(rate), "--connections", "64"]
    env = environment | {"HF_HUB_DOWNLOAD_TIMEOUT": "3"}
    run = subprocess.run(
        [sys.executable, "-c", code, *words], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    lines = lines_of(output)
    assert sorted(str(one["target"]) for one in lines) == sorted(five_hundred)
    failed = [one for one in lines if one["reason"] is not None]
    assert all(one["error"] and not one["release"] for one in failed)
    assert all(one["release"] for one in lines if one["reason"] is None)
    assert len(failed) < NUMBER / 2, "repeats help"
    assert run.returncode == 2
    assert {one.fault for one in hub.log} >= set(KINDS), "each fault was met"
    assert "Traceback" not in run.stderr
    assert mean_rate(hub) <= rate * 1.05
    assert int(run.stderr.split()[-1]) < 500_000, "kilobytes; the faults alone offer some fifty bodies of a gigabyte"
    # What failed on the way is asked again when told so, and nothing else.
    hub.faults = Faults()
    asked = len(hub.log)
    code_again = subprocess.run(
        [sys.executable, "-m", "openness", *words, "--retry-failed"],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        check=False,
    ).returncode
    assert code_again in (0, 1)
    assert sorted(str(one["target"]) for one in lines_of(output)) == sorted(five_hundred)
    assert all(one["reason"] is None for one in lines_of(output))
    models = {path for path in hub.requests(since=asked) if path.startswith("GET /api/models/org")}
    assert models == {f"GET /api/models/{one['target']}" for one in failed}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "latency"])
def test_each_fault_alone_is_survived_and_a_lasting_one_named(
    hub: Hub, here: Here, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 2)
    hub.add("org/a", {"README.md": CARD, "model.safetensors": b"\0"})
    hub.faults.script = [kind, None, kind]
    code, _, errors = here("check", "org/a", "--fail-on", "never")
    assert code == 0, errors
    hub.add("org/b", {"README.md": CARD, "model.safetensors": b"\0"})
    hub.faults = Faults(probability=1.0, kinds=(kind,))
    asked = len(hub.log)
    code, _, errors = here("check", "org/b")
    assert code == 2
    assert errors.startswith("openness: error: org/b")
    assert errors.count("\n") == 1
    assert len(hub.log) - asked <= MOST_REQUESTS, (
        "it gives up after a few tries, each with no more redirects than the client follows"
    )


def test_retry_after_is_honoured_by_all(hub: Hub, openness: Run, tmp_path: Path) -> None:
    ids = [f"org/m{number}" for number in range(12)]
    for name in ids:
        hub.add(name, {"README.md": CARD})
    (tmp_path / "ids.txt").write_text("\n".join(ids))
    hub.faults = Faults(retry_after="2", script=[None, None, "throttle"])
    run = openness("check", "--from-file", "ids.txt", "--output", "out.jsonl", "--rate", "20", "--connections", "1")
    assert run.returncode in (0, 1), run.stderr
    throttled = next(one.at for one in hub.log if one.status == 429)
    after = sorted(one.at for one in hub.log if one.at > throttled)
    assert after[0] - throttled >= 2.0
    assert len(lines_of(tmp_path / "out.jsonl")) == 12


def test_rate_and_connections_are_bounds(hub: Hub, openness: Run, tmp_path: Path) -> None:
    for number in range(20):
        hub.add(f"org/m{number}", {"README.md": CARD})
    (tmp_path / "ids.txt").write_text("\n".join(f"org/m{number}" for number in range(20)))
    openness("check", "--from-file", "ids.txt", "--output", "out.jsonl", "--rate", "15")
    assert len(hub.log) == 40
    assert mean_rate(hub) <= 15 * 1.05


def test_author_and_collection(hub: Hub, openness: Run, here: Here, tmp_path: Path) -> None:
    for number in range(130):
        hub.add(f"acme/m{number:03}", {"README.md": CARD})
    hub.add("other/m", {"README.md": CARD})
    (hub.root / "collections.json").write_text('{"acme/some-65f0": ["other/m", "datasets/acme/d", "acme/m001"]}')
    run = openness("check", "--author", "acme", "--output", "all.jsonl", "--rate", "500")
    assert run.returncode in (0, 1), run.stderr
    assert len(lines_of(tmp_path / "all.jsonl")) == 130
    assert len([one for one in hub.requests() if one == "GET /api/models"]) == 2
    run = openness("check", "--collection", "acme/some-65f0", "--format", "json")
    assert [one["target"] for one in json.loads(run.stdout)["results"]] == ["other/m", "acme/m001"]
    for words in (("--author", "nobody"), ("--author", "../x"), ("--collection", "acme/none-0"), ("--collection", "x")):
        code, out, errors = here("check", *words)
        assert (code, out) == (2, "")
        assert errors.count("\n") == 1


def test_one_failure_is_its_own_line(hub: Hub, openness: Run, tmp_path: Path) -> None:
    hub.add("org/good", {"README.md": CARD})
    hub.add("org/closed", {"README.md": CARD}, gated="manual")
    (tmp_path / "ids.txt").write_text("org/good\n../../etc/passwd\norg/none\norg/closed\norg/good\n\n# the end\n")
    run = openness("check", "--from-file", "ids.txt", "--output", "out.jsonl")
    assert run.returncode == 2
    lines = {str(one["target"]): one for one in lines_of(tmp_path / "out.jsonl")}
    assert {name: one["reason"] for name, one in lines.items()} == {
        "org/good": None, "../../etc/passwd": "malformed", "org/none": "private-or-missing", "org/closed": "gated",
    }  # fmt: skip
    assert lines["org/good"]["revision"]
    assert lines["org/good"]["retrieved"]
    assert "3 could not be checked" in run.stdout
    run = openness("check", "--from-file", "ids.txt", "--format", "json")
    assert [one["error"] is None for one in json.loads(run.stdout)["results"]] == [True, False, False, False]
    asked = len(hub.log)
    assert openness("check", "--from-file", "ids.txt", "--output", "out.jsonl").returncode == 2
    assert len(hub.log) == asked, "a restart of a finished run asks nothing"


def test_offline_many(hub: Hub, openness: Run, tmp_path: Path) -> None:
    for name in ("org/a", "org/b"):
        hub.add(name, {"README.md": CARD})
    openness("check", "org/a")
    asked = len(hub.log)
    (tmp_path / "ids.txt").write_text("org/a\norg/b\n")
    openness("check", "--offline", "--from-file", "ids.txt", "--output", "out.jsonl")
    assert {one["target"]: one["reason"] for one in lines_of(tmp_path / "out.jsonl")} == {
        "org/a": None,
        "org/b": "not-cached",
    }
    assert openness("check", "--offline", "--author", "org").returncode == 2
    assert len(hub.log) == asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from-file", "none.txt"), "none.txt: no such file"),
        (("--from-file", "empty.txt"), "no id in this file"),
        (("--from-file", "ids.txt", "--output", "ids.txt"), "is no result file"),
        (("--from-file", "ids.txt", "--output", "no/such/folder/out.jsonl"), "no such file"),
        (("--from-file", "ids.txt", "--rate", "0"), "no number between"),
        (("--from-file", "ids.txt", "--connections", "many"), "no number between"),
        (("--from-file", "ids.txt", "org/a"), "take no TARGET"),
        (("--from-file", "ids.txt", "--output", "o.jsonl", "--format", "sarif"), "JSON Lines"),
    ],
)
def test_bad_use_is_one_line(hub: Hub, here: Here, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    (tmp_path / "ids.txt").write_text("org/a\n")
    (tmp_path / "empty.txt").write_text("\n# nothing\n")
    code, out, errors = here("check", *words)
    assert (code, out) == (2, "")
    assert said in errors
    assert errors.count("\n") == 1
    assert (tmp_path / "ids.txt").read_text() == "org/a\n"
    assert hub.log == []


def test_two_runs_do_not_share_a_file(hub: Hub, openness: Run, tmp_path: Path) -> None:
    import fcntl

    (tmp_path / "ids.txt").write_text("org/a\n")
    with (tmp_path / "out.jsonl").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        run = openness("check", "--from-file", "ids.txt", "--output", "out.jsonl")
    assert run.returncode == 2
    assert "another run is writing" in run.stderr
    assert hub.log == []


_HEEDS_INTERRUPTS = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from openness.cli import main; sys.exit(main(sys.argv[1:]))"
)
"""A test run in the background of a shell inherits that interrupts are ignored; this run does not."""


def test_an_interrupt_ends_soon_and_keeps_what_was_done(hub: Hub, environment: dict[str, str], tmp_path: Path) -> None:
    for number in range(200):
        hub.add(f"org/m{number}", {"README.md": CARD})
    (tmp_path / "ids.txt").write_text("\n".join(f"org/m{number}" for number in range(200)))
    words = [
        sys.executable,
        "-c",
        _HEEDS_INTERRUPTS,
        "check",
        "--from-file",
        "ids.txt",
        "--output",
        "out.jsonl",
        "--rate",
        "20",
    ]
    process = subprocess.Popen(words, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.monotonic() + HANGING
    while len(lines_of(tmp_path / "out.jsonl")) < 5 and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=HANGING)  # the 200 models would take longer at this rate
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert 5 <= len(lines_of(tmp_path / "out.jsonl")) < 200


def test_a_bar_on_a_terminal_only(hub: Hub, environment: dict[str, str], tmp_path: Path) -> None:
    import pty

    for number in range(5):
        hub.add(f"org/m{number}", {"README.md": CARD})
    (tmp_path / "ids.txt").write_text("\n".join(f"org/m{number}" for number in range(5)))
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "openness", "check", "--from-file", "ids.txt", "--output", "out.jsonl"]
    env = environment | {"TERM": "xterm"}
    process = subprocess.Popen(words, env=env, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs)
    out, _ = process.communicate(timeout=HANGING)
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert b"checking" in shown
    assert out.decode().startswith("5 models in out.jsonl")
