"""Text of strangers is inert in every format, whatever channel it comes by: it begins no line, ends no cell, steers nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = "::error file=a::PWN"
HOSTILE = (
    "::error file=a::PWN\n::error file=a::PWN\n  ::warning::PWN\r\n\u00a0::stop-commands::PWN\n##vso[task.complete]PWN ##[error]PWN "
    "\x1b[31mPWN\x1b[8m\x1b]0;PWN\x07\x9b31m \u202ePWN\u2066\u200b\ufeff\u2028::error::PWN\u2029\x85::error::PWN \ufffe\U000e0041 "
    '<script>window.PWN=1</script>"><img src=x onerror="window.PWN=1"> [a](javascript:window.PWN=1) ![b](x) | PWN | =1+1 \x00'
)
STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
RUNNER = re.compile(r"##[a-zA-Z]*\[")
BASE = "---\nlicense: apache-2.0\nlanguage: en\n---\n# Acme\n\nText.\n"


def card(front: str, body: str = "# Acme\n\nText.\n") -> str:
    return f"---\n{front}\n---\n{body}"


def quoted(text: str) -> str:
    """As YAML and TOML both read it."""
    return '"' + "".join(
        one if one.isalnum() or one in " :=.,;/()#[]<>|!+-" else f"\\U{ord(one):08x}" for one in text
    ) + '"'  # fmt: skip


def one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ").replace("\x00", "")


CHANNELS: dict[str, dict[str, str]] = {
    "key": {"README.md": card(f"license: apache 2\n{quoted(HOSTILE)}: 1\n{quoted(HOSTILE + 'license')}: 2\nlicence: mit")},
    "value": {"README.md": card("\n".join(f"{key}: {quoted(HOSTILE)}" for key in ("license", "language", "library_name", "pipeline_tag")))},
    "list": {"README.md": card("\n".join(f"{key}: [{quoted(HOSTILE)}, {quoted(HOSTILE)}]" for key in ("license", "language", "tags")))},
    "licence name": {"README.md": card(f"license: other\nlicense_name: {quoted(HOSTILE)}\nlicense_link: {quoted('javascript:window.PWN=1//' + HOSTILE)}")},
    "dataset id": {"README.md": card(f"license: mit\ndatasets: [{quoted(HOSTILE)}, acme/a]")},
    "base": {"README.md": card(f"license: mit\nbase_model: [{quoted(HOSTILE)}, acme/a]\nbase_model_relation: {quoted(HOSTILE)}")},
    "statement": {
        "README.md": BASE,
        "openness.yaml": f"license:\n  declared: [{quoted(HOSTILE)}]\n  link: 'javascript:window.PWN=1'\nsubject:\n  name: {quoted(HOSTILE)}\n  organization: {quoted(HOSTILE)}\n"
        f"data:\n  reason: {quoted(HOSTILE)}\n  size: {quoted(HOSTILE)}\n  datasets:\n    - name: {quoted(HOSTILE)}\n      url: 'javascript:window.PWN=1'\n"
        f"distribution:\n  price: {quoted(HOSTILE)}\n  channels:\n    - url: 'JavaScript:window.PWN=1'\n",
    },
    "statement key": {"README.md": BASE, "openness.yaml": f"{quoted(HOSTILE)}: 1\nweights:\n  access: {quoted(HOSTILE)}\n  {quoted(HOSTILE)}: 2\n"},
    "own mapping": {"README.md": card(f"license: mit\nopenness:\n  {quoted(HOSTILE)}: 1\n  weights:\n    access: {quoted(HOSTILE)}")},
    "prose": {
        "README.md": card("license: mit", f"# {one_line(HOSTILE)}\n\nIt was trained on [{one_line(HOSTILE)}](https://huggingface.co/datasets/acme/a) and the {one_line(HOSTILE)} dataset. The license is apache-2.0 {one_line(HOSTILE)}.\n\n{COMMAND}\n\nFree for commercial use: {one_line(HOSTILE)}\n"),
    },
    "syntax": {"README.md": f"---\nlicense: mit\n{COMMAND}: [\n{one_line(HOSTILE)}\n---\n# Acme\n\nText.\n"},
    "ignore": {"README.md": card(f"license: apache 2  # openness: ignore[misspelled-license, {one_line(HOSTILE)}] {one_line(HOSTILE)}")},
    "licence text": {"README.md": card("license: mit"), "LICENSE": f"{HOSTILE}\n\nPermission is hereby granted", "config.json": json.dumps({"model_type": HOSTILE, "architectures": [HOSTILE]})},
    "citation": {"README.md": card("license: mit", f"# Acme\n\n```bibtex\n@article{{x,\n title={{{one_line(HOSTILE)}}},\n url={{javascript:window.PWN=1}}\n}}\n```\n"), "CITATION.cff": f"title: {quoted(HOSTILE)}\n"},
    "settings": {"README.md": BASE, "openness.toml": f'fail-on = "never"\nshow = "info"\nexclude = [{quoted(HOSTILE)}]\n'},
}  # fmt: skip
NAMES = {
    "command": b"::error file=a::PWN.md",
    "lines": b"a\n::error file=a::PWN\n.md",
    "runner": b"##vso[task.complete]PWN##[error].md",
    "escapes": "\x1b[31mPWN\u202e\u200b\u2028::error::\ufeff.md".encode(),
    "bytes": b"caf\xe9-\xff.md",
    "markup": b"<img src=x onerror=alert(1)>|&\"'](javascript:PWN).md",
}
FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html")
COMMANDS = {
    **{f"check {form}": ("check", "--assume-card", "--show", "info", "--format", form) for form in ("json", "sarif", "github", "gitlab", "junit", "html")},
    "check text": ("check", "--assume-card", "--show", "info", "-v"),
    "check painted": ("check", "--assume-card", "--show", "info", "-v", "--color", "always"),
    "check concise": ("check", "--assume-card", "--show", "info", "--format", "concise"),
    "check markdown": ("check", "--assume-card", "--format", "markdown"),
    "check diff": ("check", "--assume-card", "--diff"),
    "describe text": ("describe", "--assume-card"),
    "describe json": ("describe", "--assume-card", "--format", "json"),
    "describe yaml": ("describe", "--assume-card", "--format", "yaml"),
    "describe explain": ("describe", "--assume-card", "--explain"),
    "assess text": ("assess", "--assume-card", "--why"),
    "assess one": ("assess", "--assume-card", "--framework", "mof"),
    "assess json": ("assess", "--assume-card", "--format", "json"),
    "compare text": ("compare", "--assume-card", "--why"),
    "compare html": ("compare", "--assume-card", "--why", "--format", "html"),
    "compare markdown": ("compare", "--assume-card", "--why", "--format", "markdown"),
    "license text": ("license", "--assume-card", "--users", "8e8"),
    "license json": ("license", "--assume-card", "--users", "8e8", "--format", "json"),
    "notice text": ("notice", "--assume-card"),
    "notice markdown": ("notice", "--assume-card", "--format", "markdown"),
    "notice json": ("notice", "--assume-card", "--format", "json"),
    "badge svg": ("badge", "--assume-card", "--framework", "osaid-1.0"),
    **{f"export {to}": ("export", "--assume-card", "--to", to) for to in ("cyclonedx", "cyclonedx-1.7", "spdx", "eu-training-summary", "front-matter", "mof", "osai")},
}  # fmt: skip


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


class Streams:
    """Standard output and error of a run in this process, as bytes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
        import io

        self.out, self.err = io.BytesIO(), io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(self.out, encoding=encoding, newline="\n"))
        monkeypatch.setattr(
            sys, "stderr", io.TextIOWrapper(self.err, encoding=encoding, errors="backslashreplace", newline="\n")
        )

    def run(self, *words: str) -> tuple[int, bytes, bytes]:
        from openness.cli import main

        code = main(words)
        sys.stdout.flush()
        sys.stderr.flush()
        return code, self.out.getvalue(), self.err.getvalue()


@pytest.fixture
def openness(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")

    def run(*words: str, encoding: str = "utf-8") -> tuple[int, bytes, bytes]:
        with monkeypatch.context() as here:
            return Streams(here, encoding).run(*words)

    return run


def assert_inert(data: bytes, command: str) -> None:
    text = data.decode("utf-8")
    form = command.rsplit(maxsplit=1)[-1]
    if command == "check painted":
        text = re.sub("\x1b\\[[0-9;]*m", "", text)
    if form == "diff":
        text = text.replace("\t", " ")  # a patch's own bytes
    assert not STEERING.search(text.replace("\n", "")), repr(STEERING.search(text.replace("\n", ""))) + repr(
        text[:3000]
    )
    assert not RUNNER.search(text), text[:3000]
    for line in text.splitlines():
        if form == "github":
            assert re.match(
                r"::(error|warning|notice) file=[^:,]+,line=\d+,col=\d+,title=[a-z-]+(,end[A-Z][a-z]+=\d+)*::", line
            ), line
        else:
            assert not line.lstrip().startswith("::"), line
    FORMS.get(form, lambda _: None)(text)
    if command.startswith("export"):
        assert "javascript:" not in text.casefold(), re.findall(r"(?i).{80}javascript:.{20}", text)[:3]
        (json.loads if form in ("cyclonedx", "cyclonedx-1.7", "spdx") else str)(text)


def _html(text: str) -> None:
    assert "<script" not in text
    assert "<img" not in text
    assert "javascript:" not in "".join(re.findall(r'(?:href|src)="[^"]*"', text))


def _markdown(text: str) -> None:
    text = re.sub(r"(?ms)^( *`{3,})text$.*?^\1$", "", text)  # what stands in a fence is no markup
    assert "<script" not in text.replace("\\<", "")
    assert "](" not in text.replace("\\]", "")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    widths = {len(re.findall(r"[|]", line.replace("\\\\", "").replace("\\|", ""))) for line in rows}
    assert len(widths) <= 1, widths


def _sarif(text: str) -> None:
    for result in json.loads(text)["runs"][0]["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(?:file://)?(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+", uri), uri
        assert "](" not in result["message"]["text"].replace("\\](", "")


def _junit(text: str) -> None:
    ET.fromstring(text.split("?>", 1)[1])


FORMS = {
    "json": json.loads,
    "sarif": _sarif,
    "gitlab": json.loads,
    "junit": _junit,
    "html": _html,
    "markdown": _markdown,
    "eu-training-summary": _markdown,
    "svg": lambda text: (ET.fromstring(text), _html(text)),
    "yaml": yaml.safe_load,
    "mof": yaml.safe_load,
    "osai": yaml.safe_load,
    "front-matter": lambda text: yaml.safe_load(text.strip("-\n")),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_is_inert_in_every_format(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, channel: str, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, CHANNELS[channel])
    code, out, err = openness(*COMMANDS[command], "README.md")
    assert code in (0, 1, 2)
    assert_inert(out, command)
    assert_inert(err, "stderr")


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="not here: file names of any bytes")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", NAMES)
def test_every_file_name_is_inert_in_every_format(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, name: str, command: str
) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "x").mkdir()
    file = os.fsdecode(NAMES[name]).replace("/", "_")
    monkeypatch.chdir(folder)
    text = card("license: apache 2\nlanguage: no\ndatasets: [acme/a]", "# Acme\n\nTrained on the Acme dataset.\n")
    Path(file).write_text(text)
    for words in ((file,), (".",)) if command.startswith("check") else ((file,),):
        code, out, err = openness(*COMMANDS[command], "--", *words)
        assert code in (0, 1, 2)
        assert_inert(out, command)
        assert_inert(err, "stderr")
        if command.startswith("check") and "diff" not in command:
            assert code == 1
            assert out
        written = tmp_path / "report"
        if (
            "-o" not in words
            and command.split(maxsplit=1)[0] in ("compare", "export", "notice", "badge", "check")
            and "diff" not in command
        ):
            assert openness(*COMMANDS[command], "-o", str(written), "--", *words)[0] == code
            assert_inert(written.read_bytes(), command)


@pytest.mark.parametrize("words", [
    ("check", "--config", "{}", "README.md"),
    ("check", "--baseline", "{}", "README.md"),
    ("check", "{}"),
    ("check", "--select", "{}", "README.md"),
    ("describe", "{}"),
    ("validate", "{}"),
    ("license", "{}"),
    ("license", "identify", "{}"),
    ("license", "compare", "{}", "mit"),
    ("license", "README.md", "--policy", "{}"),
    ("explain", "{}"),
    ("export", "README.md", "--to", "{}"),
    ("badge", "README.md", "--framework", "{}"),
    ("check", "README.md", "--{}"),
    ("{}",),
    ("notice", "{}"),
    ("init", "{}"),
    ("check", "README.md", "--format", "{}"),
    ("check", "--from-file", "{}"),
], ids=" ".join)  # fmt: skip
def test_a_word_of_the_command_line_is_inert_in_the_complaint(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Words come from a pull request's file names, a branch's name, a list that somebody wrote."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"README.md": BASE})
    hostile = HOSTILE.replace("\x00", "") + "\udcff"
    _, out, err = openness(*(word.format(hostile) for word in words))
    assert_inert(out, "words text")
    assert_inert(err, "stderr")
    assert "Traceback" not in err.decode()


@pytest.mark.parametrize("text", [
    f"{quoted(HOSTILE)} = 1\n",
    f"select = [{quoted(HOSTILE)}]\n",
    f"fail-on = {quoted(HOSTILE)}\n",
    f"format = {quoted(HOSTILE)}\n",
    f"show = {quoted(HOSTILE)}\n",
    f"baseline = {quoted(HOSTILE.replace(chr(0), ''))}\n",
    f"[policy]\n{quoted(HOSTILE)} = 1\n",
    f"[policy]\ndeny = [{quoted(HOSTILE)}]\n",
    f"[per-file-ignores]\n{quoted(HOSTILE)} = [{quoted(HOSTILE)}]\n",
    f"{COMMAND}\n",
], ids=lambda text: text[:12])  # fmt: skip
def test_settings_are_inert(tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"README.md": BASE, "openness.toml": text.replace("\\U00000000", "")})
    _, out, err = openness("check", "README.md")
    assert_inert(out, "check text")
    assert_inert(err, "stderr")
    assert b"Traceback" not in err


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_narrow_stream_never_ends_in_a_traceback(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, command: str, encoding: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "麻省理工 \U0001f600 é — \u202e"
    statement = f"data:\n  reason: {quoted(text)}\nsubject:\n  name: {quoted(text)}\n"
    write(
        tmp_path,
        {
            "README.md": card(f"license: {quoted(text)}\nlanguage: no", f"# {text}\n\n{text}\n"),
            "openness.yaml": statement,
        },
    )
    code, out, err = openness(*COMMANDS[command], "README.md", encoding=encoding)
    assert code in (0, 1, 2)
    assert "Traceback" not in err.decode(encoding)
    if COMMANDS[command][-1] == "json" or command in ("describe json", "export spdx", "export cyclonedx"):
        assert "麻省理工" in json.dumps(json.loads(out.decode(encoding)), ensure_ascii=False)
    if command == "describe yaml":
        assert yaml.safe_load(out.decode(encoding))["data"]["reason"] == text


def test_what_json_and_yaml_can_hold_comes_back_as_it_was(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their own escapes lose nothing: a program reads what the card says."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"README.md": BASE, "openness.yaml": f"data:\n  reason: {quoted(HOSTILE)}\n"})
    _, as_json, _ = openness("describe", "--format", "json", "README.md")
    _, as_yaml, _ = openness("describe", "--format", "yaml", "README.md")
    assert json.loads(as_json)["data"]["reason"] == yaml.safe_load(as_yaml)["data"]["reason"] == HOSTILE


def test_surrogates_of_yaml_end_in_no_format_in_a_traceback(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    front = 'license: "a\\ud800"\nlicense_name: "a\\udfff"\ndatasets: ["\\ud83d"]\nbase_model: "a/\\udc80"\nlanguage: "\\ud800"'
    write(
        tmp_path,
        {"README.md": card(front), "openness.yaml": 'subject:\n  name: "\\ud800"\ndata:\n  reason: "\\udc80"\n'},
    )
    for command, words in COMMANDS.items():
        code, out, err = openness(*words, "README.md")
        assert code in (0, 1, 2), command
        assert_inert(out, command)
        assert_inert(err, "stderr")


@pytest.mark.parametrize("command", [one for one in COMMANDS if not one.startswith("check")])
def test_a_record_that_somebody_wrote_is_inert(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        {
            "README.md": card(
                f"license: {quoted(HOSTILE)}\ndatasets: [{quoted(HOSTILE)}]\nbase_model: {quoted(HOSTILE)}"
            )
        },
    )
    record = json.loads(openness("describe", "--format", "json", "README.md")[1])
    assert "PWN" in json.dumps(record)
    places = {name: [{"source": "prose", "path": HOSTILE, "quote": HOSTILE[:160]}] for name in ("id", "name")}
    kept = record["subject"]["evidence"]
    record["subject"] |= {"id": HOSTILE, "name": HOSTILE, "evidence": kept | places}
    record["schema_version"] = "1.9"
    write(tmp_path, {"a\n::error::PWN.json": json.dumps(record)})
    code, out, err = openness(*COMMANDS[command], "a\n::error::PWN.json")
    assert code in (0, 1), err
    assert_inert(out, command)
    assert_inert(err, "stderr")


@pytest.mark.parametrize("text", [
    '{"schema_version": "1.0", "subject": {"name": "\\ud800"}}',
    '{"schema_version": "\\ud800"}',
    '{"schema_version": "1.0", "\\u202e::error::PWN\\n::error::PWN": 1}',
    '{"schema_version": "1.0", "weights": {"access": "\\n::error::PWN"}}',
])  # fmt: skip
@pytest.mark.parametrize("words", [("describe",), ("validate",), ("assess",), ("export", "--to", "spdx")], ids=" ".join)
def test_a_record_that_is_refused_is_refused_in_one_inert_line(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"record.json": text})
    code, out, err = openness(*words, "record.json")
    assert code in (0, 1, 2)
    assert_inert(out, "validate text" if words[0] == "validate" else "x y")
    assert_inert(err, "stderr")
    assert b"Traceback" not in err


@pytest.mark.parametrize(
    "command", [one for one in COMMANDS if one.endswith((" text", " explain", " one", " painted"))]
)
@pytest.mark.parametrize("channel", ["value", "statement", "base", "prose"])
def test_a_card_paints_nothing_where_we_paint(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, channel: str, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, CHANNELS[channel])
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    _, out, _ = openness(*COMMANDS[command], "README.md")
    for sequence in (b"\x1b[8m", b"\x1b[31mPWN", b"\x1b]"):
        assert sequence not in out, out[:2000]


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_is_inert_for_whoever_renders_it_in_python(form: str) -> None:
    from openness import check
    from openness.card import ModelCard
    from openness.output import Result, View, render

    parsed = ModelCard.parse(CHANNELS["value"]["README.md"], path=HOSTILE + "\udcff")
    report = check(parsed, assume_card=True)
    results = [
        Result(target=COMMAND, report=report, card=parsed),
        Result(target=HOSTILE, report=None, failure=HOSTILE),
        Result(target=COMMAND, report=check(parsed, skipped=HOSTILE), card=parsed),
    ]
    assert_inert(render(results, form, view=View(show="info", detail="verbose")).encode(), f"check {form}")


MORE = {
    "identify text": ("license", "identify", "LICENSE"),
    "identify json": ("license", "identify", "--format", "json", "LICENSE"),
    "validate text": ("validate", "openness.yaml"),
    "fix text": ("check", "--fix", "README.md"),
    "ignores text": ("check", "--add-ignores", "--show", "info", "README.md"),
    "ignores concise": ("check", "--add-ignores", "--show", "info", "--format", "concise", "README.md"),
    "many text": ("check", "--offline", "--from-file", "ids"),
    "many json": ("check", "--offline", "--from-file", "ids", "--format", "json"),
    "list text": ("license", "--from-file", "ids", "--offline"),
    "policy text": ("license", "README.md", "--policy", "policy.toml"),
    "statistics text": ("check", "--statistics", "README.md"),
    "explain all": ("describe", "--explain", "openness.yaml"),
    "baseline text": ("check", "--baseline", "base.json", "README.md"),
}


@pytest.mark.parametrize("command", MORE)
def test_what_other_files_hold_is_inert(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    ids = "\n".join(
        ("acme/a", *(one.replace("#", "") for one in HOSTILE.replace("\x00", "").splitlines()), "::error::PWN/a")
    )
    files = CHANNELS["value"] | CHANNELS["licence text"] | CHANNELS["statement key"]
    files["README.md"] = card(
        f"license: apache 2\nlanguage: no\nlibrary_name: {quoted(HOSTILE)}\ndatasets: [{quoted(HOSTILE)}]"
    )
    write(
        tmp_path,
        files
        | {
            "ids": ids,
            "base.json": json.dumps({"results": [{"findings": [{"path": HOSTILE, "fingerprint": HOSTILE}]}]}),
        },
    )
    write(
        tmp_path,
        {
            "policy.toml": f'deny = ["mit"]\n[require]\n{quoted(HOSTILE.replace(chr(0), ""))} = {quoted(HOSTILE.replace(chr(0), ""))}\n'
        },
    )
    code, out, err = openness(*MORE[command])
    assert code in (0, 1, 2)
    assert out or err
    if out or not command.endswith("json"):
        assert_inert(out, command)
    assert_inert(err, "stderr")
    assert b"Traceback" not in err


def test_one_file_of_the_command_line_prints() -> None:
    """What is printed goes through the place that makes it inert; constants of ours may be printed elsewhere."""
    allowed = {"_terminal.py", "__init__.py", "explain.py", "schema.py", "init.py"}
    for path in sorted((ROOT / "openness/cli").glob("*.py")):
        text = path.read_text()
        if path.name not in allowed:
            assert not re.search(r"(?<![.\w])print\(", text), path
            assert "file=sys.stderr" not in text, path


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.mark.parametrize("command", ["check html", "compare html", "badge svg"])
def test_a_browser_runs_nothing_of_a_card(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, lacking, command: str
) -> None:
    """A real one: what it has made of the page holds no element, address or handler of a card's."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        lacking("browser", "a Chromium")
    monkeypatch.chdir(tmp_path)
    for number, channel in enumerate(CHANNELS):
        folder = tmp_path / str(number)
        folder.mkdir()
        write(folder, CHANNELS[channel])
    suffix = "svg" if "svg" in command else "html"
    for words in [["0/README.md"]] if suffix == "svg" else [[f"{n}/README.md" for n in range(len(CHANNELS))]]:
        _, out, _ = openness(*COMMANDS[command], *words)
        page = tmp_path / f"page.{suffix}"
        page.write_bytes(out)
        plain = tmp_path / "plain.html"
        plain.write_text("<body><p id=q></p><script>document.getElementById('q').id = 'r'</script>")
        shown, seen = (_dom(str(browser), tmp_path, one) for one in (page, plain))
        assert 'id="r"' in seen, "this browser runs no script, so that it shows nothing"
        page_of = _Elements()
        page_of.feed(shown)
        assert page_of.strange == []
        assert "PWN" in shown or suffix == "svg"


def _dom(browser: str, folder: Path, page: Path) -> str:
    words = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={folder / 'profile'}",
             "--dump-dom", page.as_uri()]  # fmt: skip
    run = subprocess.run(
        words, capture_output=True, text=True, check=False, timeout=120, env=os.environ | {"HOME": str(folder)}
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


class _Elements(HTMLParser):
    """What a page holds beside what its template has."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe", "object", "base", "form", "foreignobject"):
            self.strange.append(tag)
        self.strange += [(tag, name, value) for name, value in attrs if name.startswith("on") or "PWN" in (value or "")]


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="not here: file names of any bytes")
def test_a_baseline_knows_a_file_whose_name_is_no_utf_8(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(os.fsdecode(NAMES["bytes"])).write_text(card("license: apache 2"))
    words = ("check", "--assume-card", ".")
    assert openness(*words)[0] == 1
    assert openness(*words, "--format", "json", "-o", "base.json", "--fail-on", "never")[0] == 0
    assert openness(*words, "--baseline", "base.json")[0] == 0


def test_a_finding_of_half_a_character_has_a_fingerprint() -> None:
    from openness.card import Place
    from openness.rules import Finding

    one = Finding(rule="x", severity="info", confidence="low", message="\ud800", hint="", path="", place=Place(1, 1))
    assert len(one.fingerprint) == 16


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_licence_text_goes_along_as_it_is_whatever_its_line_ends(
    tmp_path: Path, openness, monkeypatch: pytest.MonkeyPatch, form: str, a_strict_text: tuple[str, str]
) -> None:
    name, text = a_strict_text
    pages = text.splitlines()
    pages[40:40] = ["\f"]
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        {
            "README.md": card(f"license: {name}", "# Tern\n\nTern was trained from scratch.\n"),
            "LICENSE": "\r\n".join(pages),
            "config.json": "{}",
        },
    )
    _, out, _ = openness("notice", "README.md", "--format", form)
    for line in text.splitlines()[:60]:
        assert line.rstrip() in out.decode()
    assert b"\\x0d" not in out
    assert b"\\x0c" not in out
    assert openness("notice", "README.md", "--format", form, "-o", "NOTICE.out")[2] == b""
    assert (tmp_path / "NOTICE.out").read_bytes() == out
