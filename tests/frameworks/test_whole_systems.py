"""
Every standard on a few systems of the catalogue, criterion by criterion, in words: what a change of a rule changes is seen.

The expected words stand in `systems/<framework>.txt`. `python tests/frameworks/test_whole_systems.py FRAMEWORK` prints them, to be
read and kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from openness import assess
from openness.catalog import load
from openness.frameworks import names

SYSTEMS = (
    "pythia-12b",
    "olmo-2-7b",
    "bloom-176b",
    "llama-2-70b",
    "mixtral-8x7b",
    "falcon-180b",
    "deepseek-r1",
    "gpt-4",
)
EXPECTED = Path(__file__).with_name("systems")


def told(framework: str) -> Iterator[str]:
    for system in SYSTEMS:
        found = assess(load(system), framework)
        yield f"{system}: {found.verdict} ({found.label})"
        for one in found.criteria:
            places = ", ".join(f"{place.source} {place.line or '-'}" for place in one.evidence)
            yield f"  {one.id}: {one.answer}: {one.reason} [{places}]"
        for left in found.undetermined:
            yield f"  open: {left.id}: {left.settle}"


@pytest.mark.parametrize("framework", names())
def test_what_a_standard_says_of_whole_systems(framework: str) -> None:
    expected = EXPECTED / f"{framework}.txt"
    assert expected.exists(), f"read, then keep: python tests/frameworks/test_whole_systems.py {framework} > {expected}"
    assert list(told(framework)) == expected.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        print(*told(asked), sep="\n")
