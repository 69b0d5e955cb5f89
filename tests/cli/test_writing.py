"""What is written is whole: the old bytes or the new ones, also after kill -9 and on a full disk; never another kind of file."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BAD = "---\nlicense: apache 2\nlanguage: en\n---\n# Acme\n\n{}\n"
posix = pytest.mark.skipif(os.name != "posix", reason="not here: links, modes and FIFOs as POSIX has them")


def bad(words: str = "Text.") -> str:
    return BAD.format(words)


def mended(text: str) -> str:
    return text.replace("apache 2", "apache-2.0")


def run(folder: Path, *words: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "openness", *words], cwd=folder, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, **more,
    )  # fmt: skip


WRITERS = {
    "fix": ("README.md", ("check", "--fix", "README.md")),
    "add-ignores": ("README.md", ("check", "--add-ignores", "README.md")),
    "report": ("out", ("check", "README.md", "--fail-on", "never", "--format", "json", "-o", "out")),
    "notice": ("out", ("notice", "mpl-2.0", "-o", "out")),
    "compare": ("out", ("compare", "README.md", "README.md", "-o", "out")),
    "export": ("out", ("export", "README.md", "--to", "spdx", "-o", "out")),
    "badge": ("out", ("badge", "--license", "mit", "-o", "out")),
    "init": ("openness.yaml", ("init", "--force", ".")),
}


@posix
@pytest.mark.parametrize("name", WRITERS)
def test_mode_and_links_are_kept(tmp_path: Path, run_cli, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    file, words = WRITERS[name]
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(bad())
    real = tmp_path / "elsewhere" / "real"
    real.parent.mkdir()
    real.write_text(Path(file).read_text() if Path(file).exists() else "old")
    real.chmod(0o640)
    before = real.read_bytes()
    Path(file).unlink(missing_ok=True)
    Path(file).symlink_to("elsewhere/real")
    code, _, err = run_cli(*words)
    assert (code in (0, 1), err) == (True, "")
    assert Path(file).is_symlink()
    assert real.read_bytes() != before
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(one.name for one in real.parent.iterdir()) == ["real"]
    assert {one.name for one in tmp_path.iterdir()} <= {"README.md", "out", "elsewhere", "openness.yaml"}


@posix
@pytest.mark.parametrize("name", [name for name in WRITERS if WRITERS[name][0] == "out"])
def test_a_link_to_nothing_yet_is_written_through(
    tmp_path: Path, run_cli, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(bad())
    Path("out").symlink_to("later")
    code, _, err = run_cli(*WRITERS[name][1])
    assert (code in (0, 1), err) == (True, "")
    assert Path("out").is_symlink()
    assert Path("later").stat().st_size > 0


@posix
@pytest.mark.parametrize("name", [name for name in WRITERS if WRITERS[name][0] == "out"])
def test_a_fifo_is_written_to_and_stays(tmp_path: Path, run_cli, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(bad())
    os.mkfifo("out")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(Path("out").read_bytes()), daemon=True)
    reader.start()
    code, _, err = run_cli(*WRITERS[name][1])
    if not stat.S_ISFIFO(Path("out").lstat().st_mode):
        pytest.fail("the FIFO was replaced by a file")
    reader.join(timeout=30)
    assert (code in (0, 1), err, len(got)) == (True, "", 1)
    assert got[0]


@posix
@pytest.mark.parametrize("name", [name for name in WRITERS if WRITERS[name][0] == "out"])
def test_a_device_is_written_to_and_stays(tmp_path: Path, run_cli, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Where a device may be made, one of our own: a mistake here must not cost the machine its /dev/null."""
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(bad())
    try:
        os.mknod("out", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        Path("out").read_bytes()
    except OSError:
        pytest.skip("not here: the right to make a device")
    code, _, err = run_cli(*WRITERS[name][1])
    assert (code in (0, 1), err) == (True, "")
    assert stat.S_ISCHR(Path("out").lstat().st_mode)


@posix
def test_standard_output_by_its_name_is_appended_to_as_the_shell_asked(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(bad())
    words = f"echo first > out; {sys.executable} -m openness check README.md -o /dev/stdout >> out; echo last >> out"
    subprocess.run(["sh", "-c", words], cwd=tmp_path, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    lines = (tmp_path / "out").read_text().splitlines()
    assert (lines[0], lines[-1], len(lines) > 3) == ("first", "last", True)


@posix
def test_a_folder_is_no_file_to_write(tmp_path: Path, run_cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(bad())
    Path("out").mkdir()
    code, _, err = run_cli("check", "README.md", "-o", "out")
    assert (code, err.count("\n"), "out: is a directory" in err) == (2, 1, True)
    assert not list(Path("out").iterdir())


def test_a_long_name_is_written_too(tmp_path: Path, run_cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(bad())
    name = "r" * 250
    code, _, err = run_cli("check", "README.md", "-o", name, "--fail-on", "never")
    assert (code, err, Path(name).stat().st_size > 0) == (0, "", True)


KILLS = 10


def _killed(folder: Path, words: list[str], after: float) -> bool:
    """Run and kill; whether it was still alive to be killed."""
    one = subprocess.Popen(
        [sys.executable, "-m", "openness", *words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        one.wait(after)
    except subprocess.TimeoutExpired:
        one.send_signal(signal.SIGKILL)
        one.wait()
        return True
    return False


@posix
def test_kill_9_while_200_files_are_mended_leaves_each_whole(tmp_path: Path) -> None:
    whole: dict[str, tuple[bytes, bytes]] = {}
    for number in range(200):
        before = bad(f"Card {number}. " + "word " * 400)
        (tmp_path / f"card-{number:03}.md").write_text(before)
        whole[f"card-{number:03}.md"] = before.encode(), mended(before).encode()
    started = time.monotonic()
    run(tmp_path, "check", "--fix", "--assume-card", "card-000.md")
    alone = time.monotonic() - started
    killed = 0
    for number in range(KILLS):
        killed += _killed(tmp_path, ["check", "--fix", "--assume-card", "."], alone * (0.7 + number / 6))
        for name, (old, new) in whole.items():
            assert (tmp_path / name).read_bytes() in (old, new), name
    assert killed, "no run was killed: the files are mended too soon for this test to mean anything"
    done = run(tmp_path, "check", "--fix", "--assume-card", ".")
    assert "Traceback" not in done.stderr
    assert all((tmp_path / name).read_bytes() == new for name, (_, new) in whole.items())


@posix
def test_kill_9_while_a_baseline_is_written_anew_leaves_a_whole_one(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"card-{number:03}.md").write_text(bad(f"Card {number}."))
    words = ["check", "--assume-card", "--format", "json", "--fail-on", "never", "-o", "base.json", "."]
    started = time.monotonic()
    assert run(tmp_path, *words).returncode == 0
    alone = time.monotonic() - started
    killed = 0
    for number in range(KILLS):
        killed += _killed(tmp_path, words, alone * (0.75 + number / 40))
        report = json.loads((tmp_path / "base.json").read_text())
        assert len(report["results"]) == 20
    assert killed


def _small(folder: Path) -> bool:
    """Whether a small file system could be mounted on a folder."""
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    return mount.returncode == 0


@posix
@pytest.mark.parametrize("name", ["report", "export", "compare", "notice", "fix"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, name: str) -> None:
    """A file system of 256 kB where one can be mounted; else a limit on the size of files, which ends a write as well."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = _small(disk)
    try:
        file, words = WRITERS[name]
        (disk / "README.md").write_text(bad("word " * 2000))
        before = b"old\n" * 1000 if file == "out" else (disk / file).read_bytes()
        (disk / file).write_bytes(before)
        limit = None
        if mounted:
            _fill(disk / "filler")
        else:
            limit = _no_file_above_2000_bytes
        done = run(disk, *words, preexec_fn=limit)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith(f"openness: error: {file}: "), done.stderr
        assert (disk / file).read_bytes() == before
        assert {one.name for one in disk.iterdir()} <= {"README.md", "out", "filler"}
    finally:
        if mounted:
            subprocess.run(["umount", str(disk)], check=False)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while filler.write(b"x" * 512):
            pass


def _no_file_above_2000_bytes() -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


def test_two_processes_at_once_leave_a_whole_file(tmp_path: Path) -> None:
    text = bad("word " * 400)
    (tmp_path / "README.md").write_text(text)
    words = [sys.executable, "-m", "openness", "check", "--fix", "README.md"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen(words, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for one in both:
        _, err = one.communicate()
        assert b"Traceback" not in err
    assert (tmp_path / "README.md").read_text() == mended(text)
    assert [one.name for one in tmp_path.iterdir()] == ["README.md"]


def test_the_hubs_cache_is_for_its_owner_alone_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    from openness.hub._cache import Cache, Entry

    cache = Cache(tmp_path)
    entry = Entry(id="acme/a", retrieved=datetime.now(UTC))
    cache.write(entry)
    (file,) = (tmp_path / "models").iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    cache.write(Entry(id="acme/a", retrieved=datetime.now(UTC), tags=("new",)))
    assert file.read_bytes() == before
    assert [one.name for one in (tmp_path / "models").iterdir()] == [file.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="not here: a device that is always full")
@pytest.mark.parametrize(
    "words",
    [("check", "README.md"), ("describe", "README.md"), ("license", "mit"), ("export", "README.md", "--to", "spdx")],
)
def test_a_full_standard_output_is_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "README.md").write_text(bad("word " * 4000))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "openness", *words], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True,
            check=False, env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "openness: error: standard output: no space left on device\n")


@posix
@pytest.mark.parametrize("name", WRITERS)
def test_a_reader_that_came_before_reads_the_old_bytes_to_their_end(
    tmp_path: Path, run_cli, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The new file takes the old one's place: nobody ever sees it grow."""
    file, words = WRITERS[name]
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(bad())
    if file != "README.md":
        Path(file).write_text("old\n" * 100)
    before = Path(file).read_bytes()
    with Path(file).open("rb", buffering=0) as reader:
        assert run_cli(*words)[0] in (0, 1)
        assert reader.read() == before
    assert Path(file).read_bytes() != before
