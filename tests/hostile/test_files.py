"""Files that are no files, too large, elsewhere, or of a name that is no text."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from openness.card import ModelCard
from openness.errors import TargetError

CARD = "---\nlicense: mit\nlibrary_name: transformers\n---\n# A model\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="FIFOs, devices and links of POSIX")
NAMES = (
    "README.md",
    "openness.yaml",
    "LICENSE",
    "config.json",
    ".gitignore",
    "openness.toml",
    "pyproject.toml",
    "base.json",
    "ids.txt",
    "record.json",
    "record.yaml",
)
WORDS = ("check", ".", "--offline")


def _with(tmp_path: Path, name: str) -> tuple[str, ...]:
    """A folder with a good card, and the command that reads a file of a name in it."""
    if name != "README.md":
        (tmp_path / "README.md").write_text(CARD)
    (tmp_path / "good").mkdir()
    (tmp_path / "good/README.md").write_text(CARD)
    return {
        "base.json": (*WORDS, "--baseline", name),
        "ids.txt": ("check", "--from-file", name),
        "record.json": ("describe", name),
        "record.yaml": ("validate", name),
    }.get(name, WORDS)


@posix
@pytest.mark.parametrize("name", NAMES)
def test_a_fifo_is_not_waited_for(name: str, run, tmp_path: Path) -> None:
    words = _with(tmp_path, name)
    os.mkfifo(tmp_path / name)
    done = run(*words, "--format", "json") if words == WORDS else run(*words)
    if words == WORDS and "toml" not in name:
        assert "good/README.md" in done.out


@posix
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom"])
def test_a_link_to_a_device_is_not_read(name: str, device: str, run, tmp_path: Path) -> None:
    words = _with(tmp_path, name)
    (tmp_path / name).symlink_to(device)
    run(*words)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_three_gigabytes_is_not_read(name: str, run, tmp_path: Path) -> None:
    words = _with(tmp_path, name)
    with (tmp_path / name).open("wb") as file:
        file.truncate(3_000_000_000)
    run(*words)


@posix
@pytest.mark.parametrize(
    "words",
    [("license", "identify", "x"), ("license", "mit", "--policy", "x"), ("check", "--config", "x", "README.md"), ("export", "x", "--to", "mof")],
)  # fmt: skip
def test_an_odd_file_named_on_the_command_line_is_one_line(words: tuple[str, ...], run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(CARD)
    os.mkfifo(tmp_path / "x")
    done = run(*words)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1


@posix
@pytest.mark.parametrize("name", ["LICENSE", "openness.yaml", "config.json", "README.md"])
def test_a_link_out_of_the_folder_is_not_followed(name: str, tmp_path: Path, run) -> None:
    outside = tmp_path / "outside"
    outside.write_text(CARD + "SECRET\n")
    folder = tmp_path / "checked"
    folder.mkdir()
    (folder / "README.md").write_text(CARD)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(outside)
    for words in (("check", "checked"), ("check", "checked/README.md"), ("describe", "checked/README.md"),
                  ("license", "checked")):  # fmt: skip
        done = run(*words, "--format", "json")
        assert "SECRET" not in done.out + done.err


@posix
def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/card.md").write_text(CARD)
    (tmp_path / "README.md").symlink_to("docs/card.md")
    assert ModelCard.read(tmp_path / "README.md").front_matter.get("license") == "mit"
    (tmp_path / "docs/README.md").symlink_to("../README.md")
    assert ModelCard.read(tmp_path / "docs/README.md", within=tmp_path).front_matter.get("license") == "mit"
    (tmp_path / "LICENSE").write_text("x")
    (tmp_path / "docs/OUT.md").symlink_to("../LICENSE")
    with pytest.raises(TargetError, match="link"):
        ModelCard.read(tmp_path / "docs/OUT.md")


@posix
def test_the_hubs_cache_keeps_its_links(tmp_path: Path) -> None:
    repository = tmp_path / "models--org--name"
    snapshot = repository / "snapshots" / ("a" * 40)
    (repository / "blobs").mkdir(parents=True)
    snapshot.mkdir(parents=True)
    for name, text in (("README.md", CARD), ("LICENSE", "MIT License")):
        (repository / "blobs" / name.lower()).write_text(text)
        (snapshot / name).symlink_to(f"../../blobs/{name.lower()}")
    card = ModelCard.read(snapshot / "README.md")
    assert card.repo is not None
    assert card.repo.id == "org/name"
    assert card.repo.file("LICENSE").text == "MIT License"


@posix
def test_links_that_lead_in_a_circle(run, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "README.md").symlink_to("README.md")
    (tmp_path / "loop").symlink_to(".")
    assert run("check", ".").code == 2
    assert run("check", "README.md").code == 2
    assert run("check", "a").code == 2


@posix
@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "junit", "html"])
def test_a_name_that_is_no_utf8(form: str, run, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff\xfe")
    folder.mkdir()
    for name in (b"README.md", b"LICENSE-\xff", b"\xe4.md", b"config.json"):
        (folder / os.fsdecode(name)).write_text(CARD)
    done = run("check", ".", "--format", form, "--show", "info", "--assume-card")
    assert done.code in (0, 1)
    if form == "json":
        names = [one["target"] for one in json.loads(done.out)["results"]]
        assert any("\\xff\\xfe" in one for one in names), names
    assert run("check", str(folder), "--format", form).code in (0, 1)
    done = run("check", ".", "--format", form, "--assume-card", "--output", "report")
    (tmp_path / "report").read_bytes().decode("utf-8")


@posix
def test_such_a_file_is_mended_where_it_is(run, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xe4.md")
    path.write_text("---\nlicense: Apache 2.0\n---\n# A\n")
    run("check", ".", "--fix", "--assume-card")
    assert "license: apache-2.0" in path.read_text()


@posix
def test_a_report_to_a_device_leaves_the_device(run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(CARD)
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("check", "README.md", "--output", "pipe").code in (0, 1)
        assert (tmp_path / "pipe").is_fifo()
        assert os.read(reader, 100_000)
    finally:
        os.close(reader)
    assert run("check", "README.md", "--output", "/dev/null").code in (0, 1)
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("size", [999_000, 1_000_001, 5_000_000])
def test_a_card_up_to_its_limit(size: int, run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(CARD + "x\n" * ((size - len(CARD)) // 2 + 1))
    (tmp_path / "other").mkdir()
    (tmp_path / "other/README.md").write_text(CARD)
    done = run("check", ".")
    assert done.code == (0 if size < 1_000_000 else 2)
    assert ("larger than 1 MB" in done.err) == (size > 1_000_000)


def test_standard_input_has_the_limit_as_well(run) -> None:
    done = run("check", "-", stdin=b"x" * 3_000_000)
    assert done.code == 2
    assert "larger than 1 MB" in done.err


@pytest.mark.parametrize(
    "data", [b"\xff\xfe" + b"\x00\xd8" * 1000, b"\xed\xa0\x80" * 1000, b"\xff" * 10_000, b"\xef\xbb\xbf" * 1000]
)
def test_bytes_that_are_no_text(data: bytes, run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"---\nlicense: mit\n---\n# A\n" + data)
    (tmp_path / "openness.yaml").write_bytes(data)
    (tmp_path / "LICENSE").write_bytes(data)
    for form in ("json", "junit"):
        done = run("check", "README.md", "--assume-card", "--format", form)
        assert done.code in (0, 1) or len(done.err.splitlines()) == 1


def test_a_text_with_lone_surrogates_is_a_card_with_a_problem() -> None:
    card = ModelCard.parse("---\nlicense: mit\n---\n# A \ud800 B\n")
    assert [one.kind for one in card.problems] == ["invalid-bytes"]
    assert card.problems[0].place.line == 4
    assert card.text.encode()
    assert len(card.text) == len("---\nlicense: mit\n---\n# A \ud800 B\n")


@pytest.mark.parametrize("kind", ["companion", "statement"])
def test_what_is_not_read_beside_a_card_is_said(kind: str, run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(CARD)
    if kind == "companion":
        (tmp_path / "LICENSE").write_text("x" * 500_001)
        card = ModelCard.read(tmp_path / "README.md")
        assert card.repo is not None
        assert card.repo.notes == ("LICENSE was not read: larger than 500 kB, not read",)
    else:
        (tmp_path / "openness.yaml").write_text("#" * 1_000_001)
        done = run("check", "README.md")
        assert done.code == 2
        assert "openness.yaml: larger than 1 MB" in done.err
