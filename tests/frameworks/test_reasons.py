"""
What each answer says, word for word, for every example of the tables of this folder.

`reasons/<framework>.txt` has a line an example: the criterion, the answer, the reason, and where the evidence lies.
`python tests/frameworks/test_reasons.py FRAMEWORK` prints it, to be read and kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import pytest
import test_eu_ai_act
import test_g7
import test_open_weights
import test_osai
import test_osaid
from records import record

from openness.formats import DIMENSIONS
from openness.frameworks import get

KEPT = Path(__file__).parent / "reasons"
Examples = list[tuple[str, str, dict[str, Any]]]
TABLES: dict[str, tuple[Examples, Callable[..., dict[str, Any]]]] = {
    "eu-ai-act-53-2": (test_eu_ai_act.EXAMPLES, test_eu_ai_act.facts),
    "g7-2026": (test_g7.EXAMPLES, test_g7.facts),
    "osaid-1.0": (test_osaid.EXAMPLES, test_osaid.facts),
    "open-weights-definition": (test_open_weights.EXAMPLES, test_open_weights.facts),
    "osai": (test_osai.EXAMPLES, dict),
}


def answers(name: str) -> Iterator[str]:
    """A line an example."""
    examples, facts = TABLES[name]
    for criterion, _, changed in examples:
        framework = name if name != "osai" else next(one for one, held in DIMENSIONS.items() if criterion in held)
        got = get(framework).assess(record(**facts(**changed)))
        one = got.answer(criterion)
        where = ", ".join(dict.fromkeys(place.quote or place.path or place.source for place in one.evidence))
        yield f"{criterion} {one.answer}: {one.reason}" + (f" [{where}]" if where else "")
        yield from (f"  to settle: {open_.settle}" for open_ in got.undetermined if open_.id == criterion)


@pytest.mark.parametrize("name", TABLES)
def test_every_answer_says_why(name: str) -> None:
    assert list(answers(name)) == (KEPT / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def test_a_table_is_kept_for_no_other_framework() -> None:
    assert {path.stem for path in KEPT.glob("*.txt")} == set(TABLES)


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        print("\n".join(answers(wanted)))
