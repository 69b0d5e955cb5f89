"""The files that are mutated: the project's own example cards, licence texts, settings, statements and records."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = [
    b'select = ["all"]\nignore = ["missing-license"]\nfail-on = "warning"\nshow = "info"\nexclude = ["docs/*", "a.md"]\n',
    b'[tool.openness]\nextend-ignore = ["license"]\nbaseline = "baseline.json"\n\n[tool.openness.per-file-ignores]\n"*.md" = ["all"]\n',
    b'[project]\nname = "a"\nversion = "1"\n\n[tool.openness]\nformat = "json"\n\n[tool.openness.policy]\nuse = "commercial"\n',
]
"""Settings files, as a project would write them."""
DATA = [
    b'{"architectures": ["LlamaForCausalLM"], "vocab_size": 32000, "model_type": "llama", "torch_dtype": "bfloat16"}\n'
]
"""A `config.json`; the example cards have more."""


def _read(*paths: Path) -> list[bytes]:
    return [path.read_bytes() for path in paths]


@cache
def cards() -> list[bytes]:
    folders = (ROOT / "examples/cards", ROOT / "tests/cards", ROOT / "tests/policy/models")
    return _read(*sorted(one for folder in folders for one in folder.rglob("*.md") if "LICEN" not in one.name))


@cache
def licences() -> list[bytes]:
    """Licence texts, and this project's own pages, which are none."""
    texts = sorted(one for one in (ROOT / "tests/cards").rglob("LICENSE*") if one.is_file())
    return _read(ROOT / "LICENSE", *texts, ROOT / "SECURITY.md")


@cache
def statements() -> list[bytes]:
    """What `openness.yaml` may say, and what it may not; the catalogue's files are of another kind, for splices."""
    found = sorted((ROOT / "openness/catalog/data").glob("*.yaml"))[:3]
    return [*_conformant("statement"), *_read(*found)]


@cache
def records() -> list[bytes]:
    return _conformant("model-release")


@cache
def baselines() -> list[bytes]:
    return _conformant("report")


@cache
def companions() -> list[bytes]:
    names = ("config.json", "adapter_config.json", "repo.json")
    return DATA + _read(*sorted(one for name in names for one in (ROOT / "tests/cards").rglob(name)))


def _conformant(name: str) -> list[bytes]:
    """The values of the schema's own conformance cases, valid and not."""
    groups = json.loads((ROOT / f"schema/conformance/1.1/{name}.json").read_text(encoding="utf-8"))
    return [json.dumps(one["data"], indent=1).encode() for group in groups for one in group["tests"]]
