"""Deep nesting, aliases and long numbers: no recursive parser meets them unchecked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DEPTH = 20_000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
)
BROKEN_BOMB = BOMB + "a: 1\n"
"""The key that stands twice sends it to the other parser."""
SMALL_BOMB = "\n".join(BOMB.splitlines()[:5]) + "\n"
YAML = {
    "dashes": "- " * DEPTH + "a",
    "flow-lists": "a: " + "[" * DEPTH + "]" * DEPTH,
    "flow-lists-that-never-close": "a: " + "[" * DEPTH,
    "flow-mappings": "{a: " * DEPTH + "1" + "}" * DEPTH,
    "question-marks": "? " * DEPTH + "a",
    "colons": "? a\n" + ": - " * DEPTH,
    "steps": "\n".join(" " * n + "a:" for n in range(1000)),
    "tabs": "-\t" * DEPTH + "a",
    "a-key-twice-and-deep": "b: 1\nb: 2\na: " + "[" * 5000 + "]" * 5000,
    "dashes-of-middling-depth": "a:\n  " + "- " * 400 + "a\nb: 1\nb: 2",
    "brackets-in-quotes": "a: [" + '"]", [' * DEPTH,
    "bomb": BOMB,
    "bomb-by-libyaml": BROKEN_BOMB,
    "bomb-of-middling-size": SMALL_BOMB,
    "bomb-of-middling-size-by-libyaml": SMALL_BOMB + "a: 1\n",
    "itself": "a: &a [*a]\nb: 1\nb: 2",
    "digits": "version: " + "9" * 5000,
    "digits-below-pythons-limit": "version: " + "9" * 4000,
    "digits-negative": "model-index: -" + "9" * 5000,
    "digits-hexadecimal": "version: 0x" + "f" * 5000,
    "digits-octal": "version: 0o" + "7" * 5000,
    "digits-as-a-key": "9" * 5000 + ": 1",
    "digits-with-a-point": "version: " + "9" * 5000 + "." + "9" * 5000,
    "an-exponent": "version: 1e999999999",
    "not-a-number": "version: .nan\nlicense: .inf",
    "a-key-that-is-a-list": "? [a, b]\n: 1",
    "a-key-that-holds-a-list": "? {a: [b]}\n: 1",
    "many-keys": "".join(f"k{n}: 1\n" for n in range(30_000)),
    "a-long-key": "k" * 200_000 + ": 1",
    "many-aliases": "a: &a x\nb: [" + "*a, " * 30_000 + "]",
    "anchors": "".join(f"k{n}: &a{n} 1\n" for n in range(20_000)),
    "documents": "a: 1\n---\n" * 5000,
    "merge-keys": "a: &a {x: 1}\n" + "".join(f"b{n}: {{<<: *a}}\n" for n in range(2000)),
    "a-tag": "a: !!python/object/apply:os.system ['true']",
    "a-tag-by-libyaml": "b: 1\nb: 2\na: !!python/object/apply:os.system ['true']",
    "binary": "a: !!binary " + "A" * 100_000,
    "timestamp-by-libyaml": "b: 1\nb: 2\na: 99999-99-99",
    "day-by-libyaml": "b: 1\nb: 2\na: 2024-99-99",
    "a-set-by-libyaml": "b: 1\nb: 2\na: !!set {x, y}\nc: !!omap [a: 1]\nd: !!pairs [a: 1]",
}
PLACES = ("front-matter", "openness.yaml", "record.yaml", "validate")


@pytest.mark.parametrize("shape", YAML)
def test_yaml_as_front_matter_and_statement(shape: str, run, tmp_path: Path) -> None:
    text = YAML[shape]
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir(), second.mkdir()
    (first / "README.md").write_text(f"---\nlicense: mit\n{text}\n---\n# A\n")
    (second / "README.md").write_text("---\nlicense: mit\n---\n# A\n")
    (second / "openness.yaml").write_text(text)
    done = run("check", "a/README.md", "b/README.md", "--assume-card", "--show", "info", "--format", "json")
    assert len(json.loads(done.out)["results"]) == 2
    assert done.code in (0, 1)


@pytest.mark.parametrize("shape", YAML)
def test_yaml_as_a_record(shape: str, run, tmp_path: Path) -> None:
    (tmp_path / "record.yaml").write_text('schema_version: "1.0"\n' + YAML[shape])
    assert run("describe", "record.yaml").code == 2
    assert run("validate", "record.yaml").code == 1


JSON = {
    "lists": "[" * DEPTH + "]" * DEPTH,
    "mappings": '{"a":' * DEPTH + "1" + "}" * DEPTH,
    "unclosed": "[" * 1_000_000,
    "in-a-key": '{"schema_version": "1.0", "license": ' + "[" * DEPTH + "]" * DEPTH + "}",
    "digits": '{"schema_version": "1.0", "x": ' + "9" * 5000 + "}",
    "digits-below-pythons-limit": '{"schema_version": "1.0", "weights": {"parameters": ' + "9" * 4200 + "}}",
    "exponent": '{"schema_version": "1.0", "weights": {"parameters": 1e999}}',
    "surrogate": '{"schema_version": "1.0", "subject": {"name": "\\ud800"}}',
    "not-a-number": '{"schema_version": "1.0", "weights": {"parameters": NaN}}',
    "quotes": '{"schema_version": "' + '\\"[' * 50_000,
}


@pytest.mark.parametrize("shape", JSON)
def test_json_beside_a_card(shape: str, run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\nbase_model: a/b\n---\n# A\n")
    for name in ("config.json", "adapter_config.json", "generation_config.json", "model.safetensors.index.json"):
        (tmp_path / name).write_text(JSON[shape])
    assert run("check", ".", "--show", "info").code in (0, 1)


@pytest.mark.parametrize("shape", JSON)
def test_json_as_record_and_baseline(shape: str, run, tmp_path: Path) -> None:
    (tmp_path / "record.json").write_text(JSON[shape])
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n# A\n")
    done = run("describe", "record.json")
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert run("validate", "record.json").code in (1, 2)
    assert run("check", "README.md", "--baseline", "record.json").code == 2


TOML = {
    "lists": "x = " + "[" * DEPTH + "]" * DEPTH,
    "tables": "x = " + "{a = " * DEPTH + "1" + "}" * DEPTH,
    "dots": ".".join(["a"] * DEPTH) + " = 1",
    "headers": "[" + ".".join(["a"] * DEPTH) + "]",
    "digits": "[tool.openness]\nselect = " + "9" * 5000,
    "tool": "tool = 1",
    "tool-openness": "[tool]\nopenness = 1",
    "tool-a-list": "[[tool]]\nx = 1",
    "select": "[tool.openness]\nselect = " + "[" * 200 + "]" * 200,
    "bytes": "[tool.openness]\nselect = '\xff'",
}


@pytest.mark.parametrize("shape", TOML)
@pytest.mark.parametrize("name", ["pyproject.toml", "openness.toml"])
def test_toml_as_settings(shape: str, name: str, run, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(TOML[shape].encode("latin-1"))
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n# A\n")
    done = run("check", "README.md")
    assert done.code in (0, 1, 2)
    assert len(done.err.splitlines()) <= 1
    assert len(done.err) < 500


@pytest.mark.parametrize("shape", TOML)
def test_toml_as_a_policy(shape: str, run, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_bytes(TOML[shape].encode("latin-1"))
    done = run("license", "mit", "--policy", "policy.toml")
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert len(done.err) < 500


MARKDOWN = {
    "quotes": "> " * DEPTH + "a",
    "lists": "\n".join("  " * n + "- a" for n in range(1000)),
    "one-line-list": "- " * DEPTH + "a",
    "html": "<div>" * DEPTH,
    "brackets": "[" * DEPTH + "]" * DEPTH,
    "images": "![" * DEPTH,
    "headings": "\n".join("#" * (n % 6 + 1) + " A" for n in range(3000)),
    "emphasis": "*" * DEPTH + "a" + "*" * DEPTH,
    "backticks": "`" * DEPTH,
    "nuls": "a\n" * 5000 + "\0" * 100,
}


@pytest.mark.parametrize("shape", MARKDOWN)
def test_markdown(shape: str, run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(f"---\nlicense: mit\n---\n# A\n\n{MARKDOWN[shape]}\n")
    done = run("check", "README.md")
    assert done.code in (0, 1) or len(done.err.splitlines()) == 1
