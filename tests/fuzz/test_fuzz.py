"""A short run of the project's own fuzzer, and that it would find what it looks for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="timers and limits of a process are those of Unix")


def _fuzz(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.fuzz", *words], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip


def test_a_short_run_finds_no_crash(tmp_path: Path) -> None:
    """What takes long depends on the machine, and is told by the run of which docs/security.md gives the figures."""
    done = _fuzz("--minutes", "0.3", "--seed", "1", "--bytes", "30000", "--keep", str(tmp_path))
    assert "crashes: 0" in done.stdout, done.stdout + done.stderr
    assert not list(tmp_path.glob("crash-*"))


@pytest.mark.parametrize(
    ("planted", "kind"), [("crash", "crash"), ("end", "crash"), ("hang", "slow"), ("memory", "large")]
)
def test_a_planted_mistake_is_found_and_kept(planted: str, kind: str, tmp_path: Path) -> None:
    seed, number = 1, _reading_a_card()
    done = _fuzz("--seed", str(seed), "--input", str(number), "--plant", planted, "--keep", str(tmp_path))
    assert done.returncode == 1, done.stdout + done.stderr
    kept = tmp_path / f"{kind}-{seed}-{number}"
    assert (kept / "README.md").is_file()
    assert "openness check README.md" in (kept / "RESULT.txt").read_text(encoding="utf-8")
    assert f"--seed {seed} --input {number}" in done.stdout


def _reading_a_card() -> int:
    """The first input of seed 1 that meets the planted mistake."""
    code = (
        "from tests.fuzz.targets import case\n"
        "for number in range(1000):\n"
        "    one = case(1, number)\n"
        "    data = one.files.get('README.md', b'x')\n"
        "    if one.target == 'card' and len(data) % 3 == 0 and len(data) < 5000 and b'\\0' not in data:\n"
        "        print(number)\n"
        "        break\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_an_input_is_the_same_again() -> None:
    code = "from hashlib import sha256; from tests.fuzz.targets import case; print(*(sha256(repr(case(7, n)).encode()).hexdigest() for n in range(30)))"
    first, second = (
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True
        ).stdout
        for hash_seed in ("1", "2")
    )  # fmt: skip
    assert first == second
