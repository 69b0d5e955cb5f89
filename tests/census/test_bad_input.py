"""What a census and an index cannot read or write: one line, exit 2, and nothing half-written under a final name."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")
import pyarrow.parquet as pq  # noqa: E402

from openness.cli import main  # noqa: E402

GOOD = {"id": "acme/heron", "cardData": '{"license": "mit"}'}


def refused(source: Path | str, out: Path, capsys) -> str:
    """The one line by which a census and an index refuse a source; of what each leaves nothing bears a final name."""
    lines = []
    for words in (
        ["census", str(source), "--out", str(out), "--workers", "1"],
        ["index", "build", str(source), "-o", f"{out}.index"],
    ):
        assert main([*words, "--quiet"]) == 2
        said = [one for one in capsys.readouterr().err.splitlines() if not one.startswith("openness: note: ")]
        assert len(said) == 1
        assert said[0].startswith("openness: error: ")
        lines += said
    assert lines[0] == lines[1]
    assert not list(out.parent.rglob("part-*"))
    assert not list(out.parent.rglob("*.index"))
    assert not list(out.parent.rglob("*.tmp"))
    return lines[0]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + bytes(40) + b"PAR1", b"not a table"])
def test_no_parquet(tmp_path: Path, capsys, data: bytes) -> None:
    (tmp_path / "t.parquet").write_bytes(data)
    assert "t.parquet: no Parquet file, or a broken one" in refused(tmp_path / "t.parquet", tmp_path / "out", capsys)


def test_parquet_that_is_cut_off(tmp_path: Path, capsys) -> None:
    pq.write_table(pa.Table.from_pylist([GOOD] * 50), tmp_path / "t.parquet")
    (tmp_path / "t.parquet").write_bytes((tmp_path / "t.parquet").read_bytes()[:-30])
    assert "no Parquet file, or a broken one" in refused(tmp_path / "t.parquet", tmp_path / "out", capsys)


def test_pages_of_parquet_that_are_broken(tmp_path: Path, capsys) -> None:
    pq.write_table(pa.Table.from_pylist([GOOD | {"id": f"a/{n * 7919}"} for n in range(500)]), tmp_path / "t.parquet")
    data = bytearray((tmp_path / "t.parquet").read_bytes())
    data[4:300] = bytes(296)
    (tmp_path / "t.parquet").write_bytes(data)
    assert "no Parquet file, or a broken one" in refused(tmp_path / "t.parquet", tmp_path / "out", capsys)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"name": "acme/heron", "cardData": "{}"}, "no column of ids (`id` or `modelId`)"),
        ({"id": "acme/heron", "downloads": 1}, "none of `cardData`, `card` and `tags`"),
        ({"id": 7, "cardData": "{}"}, "column `id` holds number, expected text"),
        ({"id": "acme/heron", "cardData": 7}, "column `cardData` holds number, expected text or structure"),
        (GOOD | {"tags": "mit"}, "column `tags` holds text, expected list"),
        (GOOD | {"downloads": "many"}, "column `downloads` holds text, expected number"),
        (GOOD | {"createdAt": [1]}, "column `createdAt` holds list, expected time or text"),
    ],
)
def test_a_column_that_is_missing_or_of_another_type(tmp_path: Path, capsys, row: dict, words: str) -> None:
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "t.parquet")
    assert words in refused(tmp_path / "t.parquet", tmp_path / "out", capsys)


@pytest.mark.parametrize("data", ["{broken", "[1]", "7", '"mit"', '{"a": NaN'])
@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_card_data_that_is_no_object(tmp_path: Path, capsys, form: str, data: str) -> None:
    rows = [GOOD, {"id": "birds/chat", "cardData": data}]
    source = tmp_path / f"t.{form}"
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), source)
    else:
        source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    said = refused(source, tmp_path / "out", capsys)
    assert "birds/chat" in said
    assert "`cardData` is" in said


@pytest.mark.parametrize("line", ['{"id": 1}', "[1]", "{", "\x00"])
def test_a_line_that_is_no_row(tmp_path: Path, capsys, line: str) -> None:
    (tmp_path / "t.jsonl").write_text(f"{json.dumps(GOOD)}\n{line}\n")
    assert "t.jsonl" in refused(tmp_path / "t.jsonl", tmp_path / "out", capsys)


@pytest.mark.parametrize("below", ["", "/deeper", "/deeper/still"])
def test_a_file_in_the_place_of_the_folder(tmp_path: Path, capsys, below: str) -> None:
    (tmp_path / "t.jsonl").write_text(json.dumps(GOOD) + "\n")
    (tmp_path / "file").write_text("mine")
    assert main(["census", str(tmp_path / "t.jsonl"), "--out", f"{tmp_path}/file{below}", "--quiet"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("name", ["rows", "edges", "hub.index"])
def test_a_folder_in_which_a_table_cannot_be_made(tmp_path: Path, capsys, name: str) -> None:
    (tmp_path / "t.jsonl").write_text(json.dumps(GOOD) + "\n")
    words = ["census", str(tmp_path / "t.jsonl"), "--out", str(tmp_path / "out"), "--quiet", "--workers", "1"]
    assert main([*words, "--no-page"]) == 0
    for path in (tmp_path / "out" / name).glob("*"):
        path.unlink()
    (tmp_path / "out" / name).rmdir() if name != "hub.index" else (tmp_path / "out" / name).unlink()
    (tmp_path / "out" / name).write_text("mine") if name != "hub.index" else (tmp_path / "out" / name).mkdir()
    capsys.readouterr()
    assert main(words) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from openness.cli import main
raise SystemExit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="this system bounds no file")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_disk_that_takes_no_more(tmp_path: Path, workers: str) -> None:
    """A bound on the size of a file stands for the full disk: each is refused in the middle of a file."""
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(GOOD | {"id": f"a/{n}"}) + "\n" for n in range(20)))
    source, out = str(tmp_path / "t.jsonl"), str(tmp_path / "out")
    whole = [sys.executable, "-m", "openness", "index", "build", source, "-o", str(tmp_path / "given"), "--quiet"]
    subprocess.run(whole, check=True, capture_output=True)
    census = ["census", source, "--out", out, "--workers", workers, "--quiet"]
    for limit, words in (
        ("9000", ["index", "build", source, "-o", str(tmp_path / "x.index"), "--quiet"]),
        ("9000", census),
        ("9000", [*census[:-1], "--index", str(tmp_path / "given"), "--out", out + "2"]),
    ):
        found = subprocess.run(
            [sys.executable, "-c", _LIMITED, limit, *words], check=False, capture_output=True, text=True
        )
        assert found.returncode == 2, found
        said = [one for one in found.stderr.splitlines() if not one.startswith("openness: note: ")]
        assert len(said) == 1
        assert said[0].startswith("openness: error: ")
        assert not list(tmp_path.rglob("*.index"))
        assert not list(tmp_path.rglob("rows/part-*"))
        assert all(pq.read_table(path).num_rows == 0 for path in tmp_path.rglob("part-*"))
        assert not list(tmp_path.rglob("*.tmp"))
    if Path(out).exists():
        subprocess.run([sys.executable, "-m", "openness", *census, "--no-page"], check=True, capture_output=True)
        assert list(Path(out).rglob("part-*"))
