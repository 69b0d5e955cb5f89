"""The record for a reader: every fact once, nothing cut, as wide as it is asked to be."""

from __future__ import annotations

import re

import pytest

from openness import ModelCard, release_from_card
from openness.catalog import load, names
from openness.output import Style, overview
from openness.output.facts import facts_of, render
from openness.release import SECTIONS

CARD = """---
license: llama2
base_model: meta-llama/Llama-2-7b-hf
datasets:
- acme/one
---
# Acme Chat

Fine-tuned from Llama 2 on instructions that GPT-4 wrote.
"""
_PAINT = re.compile(r"\x1b\[[0-9;]*m")


def words(text: str) -> str:
    """A text without its line ends, indents and colours."""
    return " ".join(_PAINT.sub("", text).replace(" | ", " ").split())


def test_a_card_in_short() -> None:
    card = ModelCard.parse(CARD, path="README.md")
    text = overview.render(release_from_card(card), card, name="README.md")
    assert text.startswith("Acme Chat\nREADME.md\n\nsubject\n")
    assert "  declared        llama2 (line 2)\n  concluded       LicenseRef-llama2 (line 2)\n" in text
    assert "  generators      GPT-4 (line 9, likely)\n" in text
    assert words(text).endswith("nobody said anything on weights, compute, evaluation, documentation, distribution")
    quiet = overview.render(release_from_card(card), card, name="README.md", quiet=True)
    assert "nobody said" not in quiet


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", names()[::4])
def test_nothing_is_cut_and_no_line_is_wider_than_asked_unless_it_is_one_word(name: str, width: int) -> None:
    release = load(name)
    for text in (overview.render(release, width=width), render(release, width=width)):
        told = words(text)
        for section in SECTIONS:
            for _, value, _ in facts_of(getattr(release, section)):
                assert words(value) in told
        wide = [line for line in text.splitlines() if len(line) > width and len(line.split()) > 2]
        assert wide == []


def test_colour_says_how_sure_a_reading_is_and_changes_no_word() -> None:
    card = ModelCard.parse(CARD, path="README.md")
    release = release_from_card(card)
    painted = overview.render(release, card, style=Style(colour=True))
    assert "\x1b[1;32mllama2\x1b[0m" in painted
    assert "\x1b[1mGPT-4\x1b[0m" in painted
    assert _PAINT.sub("", painted) == overview.render(release, card)


def test_many_facts_of_one_kind_share_a_paragraph() -> None:
    listed = "\n".join(f"- acme/set-{n}" for n in range(40))
    release = release_from_card(ModelCard.parse(CARD.replace("- acme/one", listed)))
    text = overview.render(release)
    assert "  datasets        40: acme/set-0" in text
    assert "acme/set-39" in text
    assert "acme/set-7, id" not in text, "a name is told once"
    assert len(text.splitlines()) < 60


def test_a_newer_schemas_keys_are_named() -> None:
    from openness.release.reading import read_record

    release = read_record({"schema_version": "1.9", "energy": {"kwh": 12}}, name="record.yaml")
    assert overview.render(release).endswith("a newer schema's keys are not shown here: energy")
