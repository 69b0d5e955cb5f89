"""Every pattern speaks in its examples and stays silent in its counter-examples."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from openness.card import ModelCard
from openness.naming.appended import appended_from
from openness.phrases.matcher import vocabulary
from openness.prose.sentences import Text

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "openness" / "phrases"
PATTERNS = [
    (path.stem, pattern)
    for path in sorted(FOLDER.glob("[!_]*.toml"))
    for pattern in tomllib.loads(path.read_text(encoding="utf-8")).get("pattern", [])
]


def speaks(pattern_id: str, markdown: str) -> bool:
    card = ModelCard.parse(f"---\nlicense: mit\n---\n\n{markdown}\n")
    found = vocabulary().read(Text(card, find_appended=appended_from))
    return any(hit.pattern.id == pattern_id for hits in found.values() for hit in hits)


@pytest.mark.parametrize(
    ("pattern_id", "example"),
    [(pattern["id"], example) for _, pattern in PATTERNS for example in pattern["examples"]],
)
def test_speaks_in_its_examples(pattern_id, example):
    assert speaks(pattern_id, example)


@pytest.mark.parametrize(
    ("pattern_id", "example"),
    [(pattern["id"], example) for _, pattern in PATTERNS for example in pattern.get("counter_examples", ())],
)
def test_is_silent_in_its_counter_examples(pattern_id, example):
    assert not speaks(pattern_id, example)


@pytest.mark.parametrize("pattern_id", [pattern["id"] for _, pattern in PATTERNS])
def test_an_example_in_a_code_block_says_nothing(pattern_id):
    pattern = next(one for _, one in PATTERNS if one["id"] == pattern_id)
    assert not speaks(pattern_id, f"```\n{pattern['examples'][0]}\n```")


def test_every_expression_compiles():
    for pattern in vocabulary().patterns:
        assert pattern.regex


def test_index_is_what_the_data_files_say():
    run = subprocess.run(
        [sys.executable, ROOT / "tools" / "vocabulary_index.py", "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
