"""One card, file or model that fails is a result with its failure; the others are reported all the same."""

from __future__ import annotations

import copy
import json
import os
import pickle
import signal
import sys
from pathlib import Path

import pytest

from openness import check, licenses, release_from_card
from openness.card import ModelCard
from openness.cli import _many, _written
from openness.cli._journal import Journal
from openness.release import ModelRelease

CARD = "---\nlicense: mit\nlibrary_name: transformers\n---\n# A model\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three cards; reading the second fails in a way that nobody foresaw."""
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_text(CARD.replace("A model", f"Model {name}"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("error", [ValueError, RecursionError, OverflowError, MemoryError, AssertionError])
@pytest.mark.usefixtures("folder")
def test_a_rule_that_fails(error: type[Exception], run_cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from openness.rules import weights

    def broken(_: object, subject: object) -> object:
        if "Model b" in subject.card.text:
            raise error("secret words")
        return iter(())

    monkeypatch.setattr(type(weights.RULES[0]), "check", broken)
    monkeypatch.setattr(type(weights.RULES[0]), "needs_hub", False)
    code, out, err = run_cli("check", ".", "--format", "json")
    assert code == 2
    results = {Path(one["target"]).parent.name: one.get("error") for one in json.loads(out)["results"]}
    assert [name for name, failure in results.items() if failure] == ["b"]
    assert error.__name__ in results["b"]
    assert "secret" not in err + out
    assert len(err.splitlines()) == 1


@pytest.mark.usefixtures("folder")
def test_a_card_that_cannot_be_parsed(run_cli, monkeypatch: pytest.MonkeyPatch) -> None:
    real = ModelCard.parse.__func__

    def broken(cls: type[ModelCard], text: bytes, *, path: str = "README.md") -> ModelCard:
        if b"Model b" in text:
            raise IndexError("x")
        return real(cls, text, path=path)

    monkeypatch.setattr(ModelCard, "parse", classmethod(broken))
    code, out, err = run_cli("check", ".", "--format", "json")
    assert code == 2
    assert len(json.loads(out)["results"]) == 3
    assert "IndexError" in err


@pytest.mark.parametrize("words", [("assess",), ("license",), ("check", "--format", "json")])
def test_a_bad_file_of_a_folder_hides_no_other(words: tuple[str, ...], folder: Path, run_cli) -> None:
    (folder / "b/README.md").write_bytes(b"---\nlicense: mit\n---\n" + b"\0" * 100)
    code, out, err = run_cli(*words, ".")
    assert code == 2
    assert "a/README.md" in out or "Model a" in out
    assert "c/README.md" in out or "Model c" in out
    assert "b/README.md: binary file" in err


def test_one_bad_file_of_several_hides_no_other(folder: Path, run_cli) -> None:
    for name in ("a.yaml", "c.yaml"):
        (folder / name).write_text("license:\n  declared: mit\n")
    code, out, err = run_cli("validate", "a.yaml", "none.yaml", "c.yaml")
    assert code == 2
    assert len(out.splitlines()) >= 2
    assert "none.yaml" in err


def test_whatever_fails_is_no_finding(run_cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from openness.cli import schema

    def broken(_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(schema, "run", broken)
    code, _, err = run_cli("schema", "report")
    assert code == 2
    assert len(err.splitlines()) == 1
    monkeypatch.setenv("OPENNESS_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run_cli("schema", "report")


def test_fix_goes_on_after_a_file_that_it_cannot_mend(tmp_path: Path, run_cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_text("---\nlicense: Apache 2.0\n---\n# A\n")
    real = _written.write_whole

    def full(path: str | Path, data: bytes, **how: bool) -> None:
        if "/b/" in str(path):
            raise OSError(28, "No space left on device")
        real(path, data, **how)

    monkeypatch.setattr(_written, "write_whole", full)
    code, out, err = run_cli("check", str(tmp_path), "--fix", "--assume-card")
    assert code == 2
    assert "no space left" in err
    assert "b/README.md" in out, "its findings are reported"
    for name in ("a", "c"):
        assert "license: apache-2.0" in (tmp_path / name / "README.md").read_text()


@pytest.mark.parametrize("settings", ['ignore = ["all"]', "select = []\nignore = ['all']", 'extend-ignore = ["all"]'])
def test_settings_that_switch_every_rule_off_are_an_error(settings: str, folder: Path, run_cli) -> None:
    (folder / "openness.toml").write_text(settings)
    code, out, err = run_cli("check", ".")
    assert (code, out) == (2, "")
    assert "no rule is left" in err


def test_a_file_for_which_settings_switch_every_rule_off_is_skipped_and_said(folder: Path, run_cli) -> None:
    (folder / "openness.toml").write_text('[per-file-ignores]\n"b/*" = ["all"]')
    code, out, _ = run_cli("check", ".")
    assert code == 0
    assert "2 model cards" in out
    assert "every rule is switched off" in out


def test_a_record_hands_out_nothing_that_can_be_changed() -> None:
    card = ModelCard.parse(CARD + "\nTrained on five trillion tokens.\n")
    record = release_from_card(card)
    empty = release_from_card(ModelCard.parse("# A\n"))
    for held in (record.components, record.license.evidence, empty.components, empty.data.evidence):
        for change in (
            lambda held=held: held.__setitem__("x", ()),
            lambda held=held: held.update(x=()),
            lambda held=held: held.setdefault("x", ()),
            lambda held=held: held.pop("license", None),
            lambda held=held: held.clear(),
            lambda held=held: held.__ior__({"x": ()}),
            lambda held=held: held.__delitem__("x"),
            lambda held=held: held.popitem(),
        ):
            with pytest.raises(TypeError):
                change()
    assert release_from_card(ModelCard.parse("# B\n")).components == {}
    read = ModelRelease.model_validate(record.model_dump())
    with pytest.raises(TypeError):
        read.license.evidence["x"] = ()
    for again in (pickle.loads(pickle.dumps(record)), copy.copy(record), copy.deepcopy(record), read,
                  ModelRelease.model_validate_json(record.model_dump_json())):  # fmt: skip
        assert again == record


def test_identify_is_a_function_of_the_room() -> None:
    assert licenses.identify("No licence at all.").verdict == "unknown"
    import openness.cli.license
    import openness.licenses.identification  # noqa: F401 - whatever is loaded, the name stays a function

    assert callable(licenses.identify)
    assert licenses.identify("No licence at all.").verdict == "unknown"


class _Arguments:
    from_file, author, collection, targets = "ids.txt", None, None, ()
    fix = diff = offline = retry_failed = False
    format, rate, connections = None, 1000.0, 4

    def __init__(self, output: str) -> None:
        self.output = output


class _Hub:
    """Hands out a card for each name."""

    def __init__(self, **_: object) -> None:
        pass

    def fetch(self, name: str, _: str | None = None) -> ModelCard:
        return ModelCard.parse(CARD, path=name)

    def stop(self) -> None:
        pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is killed")
def test_a_restart_skips_what_killed_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("openness.hub.Hub", _Hub)
    names = [f"org/m{n}" for n in range(20)]
    Path("ids.txt").write_text("\n".join(names))

    def poisoned(card: ModelCard) -> object:
        if card.path == "org/m7":
            os.kill(os.getpid(), signal.SIGKILL)
        return check(card, assume_card=True)

    child = os.fork()
    if child == 0:
        try:
            _many.run(_Arguments("out.jsonl"), poisoned, fail_on="error")
        finally:
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    _, code = _many.run(_Arguments("out.jsonl"), poisoned, fail_on="error")
    lines = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert code == 2
    assert sorted(one["target"] for one in lines) == sorted(names)
    assert [one["target"] for one in lines if one["reason"]] == ["org/m7"]
    assert next(one["reason"] for one in lines if one["reason"]) == "killed"
    assert "killed" in capsys.readouterr().out
    # Once it has its line, nobody asks again.
    assert _many.run(_Arguments("out.jsonl"), poisoned, fail_on="error")[1] == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ids.txt", "out.jsonl"]


def test_the_journal_notes_a_target_before_its_work(tmp_path: Path) -> None:
    path = str(tmp_path / "out.jsonl")
    with Journal(path) as journal:
        journal.begin("org/a")
        journal.begin("org/b")
        journal.write("org/a", reason=None, worst=None, rest={})
        noted = (tmp_path / "out.jsonl.begun").read_text()
        assert "org/b" in noted
        assert "org/a" not in noted
    assert not (tmp_path / "out.jsonl.begun").exists(), "a run that ends leaves nothing"
    (tmp_path / "out.jsonl.begun").write_text(noted)
    with Journal(path) as journal:
        assert journal.interrupted == ("org/b",)
    (tmp_path / "out.jsonl.begun").write_text('["half')
    with Journal(path) as journal:
        assert journal.interrupted == ()


@pytest.mark.skipif(sys.platform == "win32", reason="one reader of a pipe")
def test_one_model_that_fails_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("openness.hub.Hub", _Hub)
    Path("ids.txt").write_text("org/a\norg/b\n")

    class _Late:
        findings, skipped, ignored = (), None, ()

        @property
        def release(self) -> object:
            raise KeyError("x")

    _, code = _many.run(
        _Arguments("out.jsonl"), lambda card: _Late() if card.path == "org/a" else check(card), fail_on="error"
    )
    lines = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert code == 2
    assert {one["target"]: one["reason"] for one in lines} == {"org/a": "internal", "org/b": None}
