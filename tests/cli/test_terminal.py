"""Streams of every kind: a code page, ASCII, a pipe, a terminal with and without colour."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

CARD = "---\nlicense: 麻省理工 \U0001f600\nlanguage: no\n---\n# Modèle “ouvert” … \u2192 ≥\n\n[More Information Needed] — ñ\n"
FORMATS = ("text", "concise", "json", "sarif", "github", "junit", "html")


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_bytes(CARD.encode())
    return path


def openness(
    card: Path, *words: str, encoding: str = "utf-8", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "PYTHONUTF8")}
    return subprocess.run(
        [sys.executable, "-m", "openness", *words],
        cwd=card.parent, capture_output=True, check=False,
        env=kept | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"} | environment,
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("form", FORMATS)
def test_a_narrow_stream_takes_every_format(card: Path, form: str, encoding: str) -> None:
    run = openness(card, "check", "README.md", "--format", form, "--show", "info", encoding=encoding)
    assert (run.returncode, run.stderr) == (1, b"")
    text = run.stdout.decode(encoding)
    if form in ("json", "sarif"):
        assert "麻省理工" in json.dumps(json.loads(text), ensure_ascii=False)
    elif form == "junit":
        assert "麻省理工" in "".join(
            one.get("message", "") for one in ET.fromstring(text.split("?>", 1)[1]).iter("failure")
        )
    elif form == "html":
        assert "&#40635;" in text
    else:
        assert "unknown-license" in text or "not-a-license" in text


@pytest.mark.parametrize(
    "words",
    [
        ("describe", "README.md"),
        ("describe", "--format", "json", "README.md"),
        ("describe", "--explain", "README.md"),
        ("assess", "--why", "README.md"),
        ("license", "llama2"),
        ("license", "apache-2.0", "--users", "800e6"),
        ("compare", "README.md", "README.md"),
        ("explain", "missing-license"),
        ("check", "README.md", "--diff"),
        ("check", "naïve-\U0001f600.md"),
        ("license", "README.md"),
        ("notice", "README.md"),
        ("graph", "README.md"),
        ("explain", "模型"),
        ("\U0001f600",),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_no_command_ends_in_a_traceback(card: Path, words: tuple[str, ...], encoding: str) -> None:
    run = openness(card, *words, encoding=encoding, LC_ALL="C")
    assert b"Traceback" not in run.stderr
    assert b"error of ours" not in run.stderr
    assert run.returncode == openness(card, *words).returncode
    assert "--diff" in words or (run.stdout + run.stderr).decode(encoding), "a diff is in the bytes of the file"


def test_a_diff_in_a_pipe_is_in_the_bytes_of_the_file(card: Path) -> None:
    card.write_bytes("---\nlicense: apache 2 # “ours” …\n---\n# A\n".encode())
    run = openness(card, "check", "README.md", "--diff", encoding="cp1252")
    assert "-license: apache 2 # “ours” …\n+license: apache-2.0 # “ours” …\n".encode() in run.stdout


@pytest.mark.parametrize(
    ("words", "environment", "painted"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("--output", "report.txt"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_terminals_unless_it_is_asked_for(
    card: Path, words: tuple[str, ...], environment: dict[str, str], painted: bool
) -> None:
    run = openness(card, "check", "README.md", *words, **environment)
    written = card.parent / "report.txt"
    shown = written.read_bytes() if written.exists() else run.stdout
    assert (b"\x1b[" in shown) is painted
    assert b"error[" in shown


def test_a_terminal_is_painted_unless_no_color_says_otherwise(card: Path) -> None:
    pty = pytest.importorskip("pty")
    for extra, painted in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        leader, follower = pty.openpty()
        environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
        words = [sys.executable, "-m", "openness", "check", "README.md"]
        with subprocess.Popen(
            words, cwd=card.parent, stdout=follower, env=environment | {"TERM": "xterm"} | extra
        ) as run:
            os.close(follower)
            shown = b""
            while True:
                try:
                    part = os.read(leader, 65536)
                except OSError:  # the other side is closed
                    break
                if not part:
                    break
                shown += part
            os.close(leader)
            assert run.wait() == 1
        assert (b"\x1b[" in shown) is painted, extra


PAINTED = {
    "check": ("check", "README.md"),
    "describe": ("describe", "README.md"),
    "explained": ("describe", "--explain", "README.md"),
    "assess": ("assess", "README.md"),
    "compare": ("compare", "README.md"),
    "license": ("license", "llama2"),
    "model": ("license", "README.md"),
    "conflict": ("license", "conflict", "llama2", "mit", "--relation", "finetune"),
    "explain": ("explain", "missing-license"),
}


@pytest.mark.parametrize("command", PAINTED)
def test_every_command_paints_when_asked_to_and_only_then(card: Path, command: str) -> None:
    words = PAINTED[command]
    plain = openness(card, *words)
    assert b"\x1b" not in plain.stdout
    painted = openness(card, *words, "--color", "always", NO_COLOR="1", TERM="dumb")
    assert b"\x1b[" in painted.stdout
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", painted.stdout) == plain.stdout
    assert painted.returncode == plain.returncode
    assert openness(card, "--color=never", *words, FORCE_COLOR="1").stdout == plain.stdout
    assert openness(card, *words, FORCE_COLOR="1", NO_COLOR="1").stdout == plain.stdout


def test_quiet_and_verbose_stand_before_or_behind_the_command(card: Path) -> None:
    (card.parent / "openness.toml").write_text('ignore = ["boolean-language"]\n')
    told = openness(card, "check", "README.md", "--format", "json").stderr
    assert told.startswith(b"openness: note: kept silent")
    for words in (("-q", "check", "README.md", "--format", "json"), ("check", "README.md", "--format", "json", "-q")):
        assert openness(card, *words).stderr == b""
    for words in (("-v", "check", "README.md"), ("check", "-v", "README.md")):
        assert b"note: settings of " in openness(card, *words).stderr
    assert b"nobody said" in openness(card, "describe", "README.md").stdout
    assert b"nobody said" not in openness(card, "describe", "README.md", "-q").stdout
