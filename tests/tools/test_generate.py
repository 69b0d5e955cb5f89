"""`tools/generate.py`: every generator is in its list, a check runs all of them, and what cannot run is said."""

from __future__ import annotations

from pathlib import Path

import generate
import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def test_every_script_that_writes_and_checks_is_listed():
    scripts = {path.name: path.read_text(encoding="utf-8") for path in TOOLS.glob("*.py")}
    writes = {name for name, text in scripts.items() if "[--check" in text or "--check          " in text}
    checked = {one.script for one in generate.GENERATORS} - {"data_files.py"}  # which writes nothing
    assert "fingerprints.py" in checked
    by_hand = {"generate.py", "api.py"}  # an interface is changed on purpose, and then written anew
    assert writes - by_hand <= checked
    assert checked <= set(scripts)


@pytest.fixture
def three(tmp_path, monkeypatch):
    """Three generators, of which the first and the last complain; each leaves a file that says that it ran."""
    for name, code in (("first.py", 1), ("second.py", 0), ("third.py", 1)):
        (tmp_path / name).write_text(f"open({str(tmp_path / name)!r} + '.ran', 'w').close(); raise SystemExit({code})")
    monkeypatch.setattr(generate, "TOOLS", tmp_path)
    monkeypatch.setattr(generate, "SHARED", tmp_path / "shared")
    listed = [generate.Generator(name) for name in ("first.py", "second.py", "third.py")]
    monkeypatch.setattr(generate, "GENERATORS", (*listed, generate.Generator("fourth.py", needs="data/texts")))
    return tmp_path


def test_a_check_runs_all_and_names_those_that_complain(three, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["generate.py", "--check"])
    assert generate.main() == 1
    assert sorted(path.name for path in three.glob("*.ran")) == ["first.py.ran", "second.py.ran", "third.py.ran"]
    assert capsys.readouterr().out.splitlines() == [
        "tools/fourth.py: left out (needs ../shared/data/texts, which is not here)",
        "complaints from: first.py, third.py",
    ]


def test_writing_stops_where_the_rest_would_build_on_what_is_wrong(three, monkeypatch):
    monkeypatch.setattr("sys.argv", ["generate.py"])
    assert generate.main() == 1
    assert [path.name for path in three.glob("*.ran")] == ["first.py.ran"]


def test_quick_leaves_out_the_measurements():
    measured = generate.Generator("x.py", measures=True)
    assert generate.left_out(measured, quick=True) == "a measurement"
    assert generate.left_out(measured, quick=False) is None
