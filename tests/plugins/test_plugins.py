"""Plugins: the example package is installed and run; nothing loads unless it is named by the user."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec

import pytest

from openness import plugins
from openness.errors import ConfigurationError

NAME = "openness-example"
CARD = "---\nlicense: other\nlicense_name: EXAMPLE-HOUSE-1.0\nlicense_link: LICENSE\n---\n# M\n\nText.\n"


@pytest.fixture(scope="session")
def installed(root, tmp_path_factory):
    """The example package, installed by pip into a folder of its own."""
    source = shutil.copytree(root / "examples/plugin", tmp_path_factory.mktemp("source") / "plugin")
    target = tmp_path_factory.mktemp("site")
    assert find_spec("hatchling") is not None
    words = ["install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target", target, source]
    pip = subprocess.run([sys.executable, "-m", "pip", *map(str, words)], capture_output=True, text=True, check=False)
    assert pip.returncode == 0, pip.stderr
    return target


@pytest.fixture
def run(installed, root, tmp_path):
    """The command line in a process of its own that can import the example package."""
    card = tmp_path / "README.md"
    card.write_text(CARD, encoding="utf-8")

    def go(*words, **environment):
        paths = os.pathsep.join(map(str, (installed, root)))
        made = subprocess.run(
            [sys.executable, "-m", "openness", *map(str, words)],
            cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": paths, **environment},
        )  # fmt: skip
        return made.returncode, made.stdout, made.stderr

    return go


def rules_of(out: str) -> set[str]:
    return {one["rule"] for result in json.loads(out)["results"] for one in result["findings"]}


def test_installed_is_not_enough(run):
    code, out, _ = run("check", "README.md", "--format", "json")
    assert code in (0, 1)
    assert "shouted-name" not in rules_of(out)
    code, _, err = run("assess", "README.md", "--framework", "house-1")
    assert code == 2
    assert "unknown framework" in err


@pytest.mark.parametrize("by_environment", [False, True])
def test_all_four_are_used_when_named(run, by_environment):
    words = () if by_environment else ("--plugin", NAME)
    more = {"OPENNESS_PLUGINS": NAME} if by_environment else {}
    _, out, err = run("check", "README.md", "--format", "json", *words, **more)
    assert "shouted-name" in rules_of(out), err
    assert "unknown-license" not in rules_of(out)
    code, out, _ = run("check", "README.md", "--select", "shouted-name", *words, **more)
    assert code == 0
    assert "license_name" in out
    code, out, _ = run("assess", "README.md", "--format", "json", *words, **more)
    found = {one["framework"]: one["verdict"] for one in json.loads(out)["results"][0]["assessments"]}
    assert found["house-1"] == "undetermined"
    assert "osaid-1.0" in found
    code, out, _ = run("export", "README.md", "--to", "one-line", *words, **more)
    assert (code, out.count("\n")) == (0, 1)
    assert "LicenseRef-example-house-1.0" in out
    code, out, _ = run("license", "example house licence", *words, **more)
    assert code == 0
    assert "Example House Licence 1.0" in out
    code, out, _ = run("explain", "shouted-name", *words, **more)
    assert code == 0
    assert "capitals" in out
    assert "shouted-name" in run("explain", *words, **more)[1]
    assert run("badge", "README.md", "--framework", "house-1", *words, **more)[0] == 0
    code, out, _ = run("export", "README.md", "--to", "cyclonedx", *words, **more)
    assert "standard-house-1-weights" in out


@pytest.mark.parametrize("name", ["openness.toml", "pyproject.toml"])
def test_no_settings_file_loads_a_plugin(run, tmp_path, name):
    table = "[tool.openness]\n" if name == "pyproject.toml" else ""
    (tmp_path / name).write_text(f'{table}plugins = ["{NAME}"]\n', encoding="utf-8")
    code, out, err = run("check", "README.md")
    assert (code, out) == (2, "")
    assert "--plugin" in err


@pytest.mark.parametrize(
    ("name", "words"),
    [("nothing-of-this-name", "no such package"), ("pytest", "offers none of"), ("", "no such package")],
)
def test_a_name_that_leads_nowhere(name, words):
    with pytest.raises(ConfigurationError, match=words):
        plugins.use(name)
    assert not plugins.used("openness.rules")


def test_a_plugin_that_breaks_says_where(tmp_path, monkeypatch):
    info = tmp_path / "broken_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-plugin\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[openness.rules]\nx = broken_plugin:X\n", encoding="utf-8")
    (tmp_path / "broken_plugin.py").write_text("raise RuntimeError('no\\nway')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ConfigurationError, match="`broken_plugin:X` fails to load: no way"):
        plugins.use("broken-plugin")


@pytest.mark.parametrize("group", plugins.GROUPS)
def test_something_else_than_what_is_due_is_refused(group, monkeypatch):
    from openness import export, frameworks, licenses, rules

    monkeypatch.setitem(plugins._used, group, {"x": ("nothing",)})
    ask = {
        "openness.rules": rules.active,
        "openness.frameworks": lambda: frameworks.get("x"),
        "openness.exports": lambda: export.get("x"),
        "openness.licenses": lambda: licenses.resolve("no such licence"),
    }
    with pytest.raises(ConfigurationError, match="plugin"):
        ask[group]()
