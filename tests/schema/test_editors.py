"""What an editor shows on `openness.yaml`: the real yaml-language-server, over stdio, with our statement schema."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from openness.cli.init import STATEMENT
from openness.release import SCHEMA_VERSION

from .language_server import LanguageServer

ROOT = Path(__file__).resolve().parents[2]
TEXT = """\
# yaml-language-server: $schema=./statement.schema.json
schema_version: "1.1"
weights:
  access: publik
  gating: auto
data:
  disclosur: listed
  datasets:
    - name: heron-web
      kind: web-crawl
components:
  training-code:
    - availability: released
"""


@pytest.fixture(scope="module", params=["statement.schema.json", "statement.draft-07.schema.json"])
def editor(request, node_home: Path, tmp_path_factory):
    folder = tmp_path_factory.mktemp("repo")
    shutil.copy(ROOT / "schema" / SCHEMA_VERSION / request.param, folder / "statement.schema.json")
    (folder / "openness.yaml").write_text(TEXT)
    (folder / "new.yaml").write_text("# yaml-language-server: $schema=./statement.schema.json\nweights:\n  access: \n")
    with LanguageServer(node_home, folder) as server:
        yield server, folder


def test_what_is_wrong_stands_at_its_line(editor) -> None:
    server, folder = editor
    found = {one["range"]["start"]["line"] + 1: one["message"] for one in server.open(folder / "openness.yaml")}
    assert found.keys() == {4, 7}
    assert "public" in found[4]
    assert "gated" in found[4]
    assert "disclosur" in found[7]


def test_hover_tells_what_a_key_and_a_member_mean(editor) -> None:
    server, folder = editor
    server.open(folder / "openness.yaml")

    def hover(line: int, character: int) -> str:
        shown = server.at("hover", folder / "openness.yaml", line - 1, character)["contents"]
        return shown["value"] if isinstance(shown, dict) else str(shown)

    assert "Access to the model's parameters." in hover(3, 2)
    assert "access is granted at once to whoever accepts" in hover(5, 4)
    assert "Name as written" in hover(9, 8)
    assert "code that trained it" in hover(12, 4)


def test_completion_offers_the_members(editor) -> None:
    server, folder = editor
    server.open(folder / "new.yaml")
    offered = {one["label"]: one for one in server.at("completion", folder / "new.yaml", 2, 10)["items"]}
    assert {"public", "gated", "on-request", "api-only", "hosted-only", "withheld", "unknown"} <= offered.keys()
    assert "a click or a form on the Hub" in str(offered["gated"].get("documentation"))


def test_completion_offers_the_keys(editor) -> None:
    server, folder = editor
    (folder / "keys.yaml").write_text("# yaml-language-server: $schema=./statement.schema.json\nweights:\n  \n")
    server.open(folder / "keys.yaml")
    offered = {one["label"]: one for one in server.at("completion", folder / "keys.yaml", 2, 2)["items"]}
    assert {"access", "form", "gating", "formats", "checkpoints"} <= offered.keys()
    assert "Who can get the weights" in str(offered["access"].get("documentation"))


def test_what_init_writes_has_a_clean_bill(editor) -> None:
    """The starter file names the published address; here the same file beside it."""
    server, folder = editor
    first, _, rest = STATEMENT.format(version=SCHEMA_VERSION).partition("\n")
    assert first == "# yaml-language-server: $schema=https://openness.dev/schema/latest/statement.draft-07.schema.json"
    (folder / "init.yaml").write_text(f"# yaml-language-server: $schema=./statement.schema.json\n{rest}")
    assert server.open(folder / "init.yaml") == []
