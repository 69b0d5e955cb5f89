"""What README.md and docs/ say holds: links lead somewhere, and every command and program runs as written."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "examples/plugin/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs").glob("*/README.md"))]
NETWORK = {"docs/hub.md"}
"""Pages whose commands ask the Hub."""
NOT_HERE = {
    "openness check org/name": "asks the Hub",
    "openness index build hf://datasets/cfahlgren1/hub-stats/models.parquet -o hub.index": "asks the Hub",
    "openness check --plugin openness-example README.md": "tests/plugins installs the package and runs it",
}
"""Commands that cannot run in this test, with the reason."""
EXIT = {
    "openness check README.md": 1,
    "openness check models/ --baseline openness-baseline.json": 0,
}
"""Exit codes other than 0; and 0 where only that shows the point."""

_FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(<?([^)\s>]+)")


def _commands(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    lines = [line for _, kind, body in _FENCE.findall(text) if kind in ("sh", "console") for line in body.splitlines()]
    if page.name == "README.md" and page.parent == ROOT:
        lines += re.findall(r"`(openness [^`]+)`", _FENCE.sub("", text))
    stripped = (line.strip().removeprefix("$ ") for line in lines)
    return [re.split(r"\s+#\s", line)[0].strip() for line in stripped if line.startswith("openness ")]


COMMANDS = list(
    dict.fromkeys(
        (page.relative_to(ROOT).as_posix(), command)
        for page in GUIDES
        if page.relative_to(ROOT).as_posix() not in NETWORK
        for command in _commands(page)
        if command not in NOT_HERE
    )
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_lead_to_files(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", page.read_text(encoding="utf-8")))
    links = [unquote(link.split("#")[0]) for link in _LINK.findall(text) if not re.match(r"[a-z]+:|#", link)]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_leads_to_every_guide() -> None:
    """Directly, or through the index of the documentation."""
    index = ROOT / "docs" / "README.md"
    linked = {
        (page.parent / unquote(link.split("#")[0])).resolve()
        for page in (ROOT / "README.md", index)
        for link in _LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in link
    }
    assert index in linked
    assert [page.name for page in GUIDES if page != ROOT / "README.md" and page not in linked | _parts()] == []


def _parts() -> set[Path]:
    """Pages that another page takes in whole."""
    return {page for page in GUIDES if not page.read_text(encoding="utf-8").startswith("# ")}


def test_commands_were_found() -> None:
    assert len(COMMANDS) >= 15
    assert set(EXIT) <= {command for _, command in COMMANDS}
    assert set(NOT_HERE) <= {command for page in GUIDES for command in _commands(page)}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with what the commands name: a card, a folder of cards, a licence text."""
    card = ROOT / "examples/cards/acme-7b-chat.md"
    (tmp_path / "models").mkdir()
    with_an_error = card.read_text(encoding="utf-8").replace("language: no", "language: Norwegian")
    for name in ("README.md", "models/acme-7b-chat.md"):
        (tmp_path / name).write_text(with_an_error, encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", tmp_path / "LICENSE.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # read once, at import


FIRST = {
    "openness index ": ("index", "build", "models.parquet", "-o", "hub.index"),
    "openness graph ": ("index", "build", "models.parquet", "-o", "hub.index"),
    "openness census query ": ("census", "models.parquet", "--out", "census"),
    "openness census page ": ("census", "models.parquet", "--out", "census"),
}
"""What a page's earlier command left, by how a command begins."""


def _table_of_models() -> None:
    """The table that the pages on an index, a graph and a census name, and a newer one."""
    pyarrow = pytest.importorskip("pyarrow", reason="the extra `census` is not installed")
    from pyarrow import parquet

    declared = ({"license": "apache-2.0"}, {"license": "apache-2.0", "base_model": "mistralai/Mistral-7B-v0.1"})
    said = {"id": ["mistralai/Mistral-7B-v0.1", "org/name"], "cardData": [json.dumps(one) for one in declared]}
    silent = "tags baseModels gated downloads downloadsAllTime likes createdAt lastModified safetensors pipeline_tag library_name"
    table = pyarrow.table({**said, **{name: [None, None] for name in silent.split()}})
    for name in ("models.parquet", "newer.parquet"):
        parquet.write_table(table, name)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_a_command_runs_as_written(page: str, command: str, run_cli) -> None:
    if "--baseline" in command:
        run_cli("check", "models/", "--format", "json", "--output", "openness-baseline.json", "--fail-on", "never")
    if command.startswith(("openness index ", "openness graph ", "openness census ")):
        _table_of_models()
    for start, earlier in FIRST.items():
        if command.startswith(start):
            run_cli(*earlier)
    words = command.partition(" > ")[0]
    code, out, err = run_cli(*shlex.split(words)[1:])
    assert code == EXIT.get(command, 0), f"{page}: {command}: exit code {code}: {err}"
    assert err == ""
    assert out or "--output" in command or " -o " in command


def test_the_program_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    programs = [
        body for _, kind, body in _FENCE.findall((ROOT / "README.md").read_text(encoding="utf-8")) if kind == "python"
    ]
    assert programs
    monkeypatch.chdir(ROOT)
    for program in programs:
        exec(compile(program, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("LicenseRef-llama2 2\n")
