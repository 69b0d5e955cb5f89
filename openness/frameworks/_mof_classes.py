"""
The components and classes of the Model Openness Framework, which `mof` and `mof-mot` share.

Source: lfai/model_openness_tool, commit 8b5d30e: the components as the tool configures them, and LicenseHandler.php for
which ids count as open.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from openness._value import dataclass
from openness.errors import UnknownNameError
from openness.formats import component_table
from openness.frameworks._base import Answer, Assessment, Framework, Step

_DATA = Path(__file__).with_name("data")
CLASSES = (3, 2, 1)
"""From the weakest to the strongest: Class III, II, I."""
WORDS = {1: "class-i", 2: "class-ii", 3: "class-iii"}
"""The verdict that says that a class is reached."""
_ROMAN = {1: "I", 2: "II", 3: "III"}


@dataclass(frozen=True, slots=True)
class Part:
    """A component of the framework, as the tool configures it."""

    name: str
    kind: str
    type: str
    class_: int
    required: bool
    spoken: str
    """Its name amid a sentence."""
    verb: str
    """The verb that goes with its name: the datasets are, the model card is."""


@cache
def parts() -> tuple[Part, ...]:
    """The seventeen components in the tool's order, which starts with Datasets."""
    return tuple(
        Part(
            name=one["name"],
            kind=one["kind"],
            type=one["type"],
            class_=one["class"],
            required=one["required"],
            spoken=one["name"].lower(),
            verb="are" if one["name"].partition(" (")[0].endswith("s") else "is",
        )
        for one in component_table()
    )


@cache
def _license_table() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    table = json.loads((_DATA / "mot_licenses.json").read_text(encoding="utf-8"))
    return frozenset(table["open"]), {kind: frozenset(names) for kind, names in table["fit"].items()}


def is_open(name: str) -> bool:
    """Whether the tool counts a licence id as open. Exact: case, blanks and expressions count."""
    return name in _license_table()[0]


def is_fit(name: str, content: str) -> bool:
    """Whether the tool counts a licence id as made for `code`, `data` or `document`."""
    return name in _license_table()[1][content]


class Classes(Framework):
    """A framework whose verdicts are the three classes: which component weighs most, and the way to a better class."""

    goals = tuple(WORDS[level] for level in CLASSES)

    def weight(self, answer: Answer) -> int:
        """A component that Class III asks for holds back more than one that only Class I asks for."""
        return next((part.class_ for part in parts() if part.kind == answer.id and part.required), 0)

    def steps_to(self, assessment: Assessment, goal: str) -> tuple[Step, ...]:
        """What must still be released for a class: the shortest list, the weakest class first."""
        if goal not in self.goals:
            raise UnknownNameError(f"{goal}: unknown class; known: {', '.join(self.goals)}", near=self.goals)
        answers = {one.id: one for one in assessment.criteria}
        level = next(level for level, word in WORDS.items() if word == goal)
        return tuple(_steps(answers, level))

    def overview(self) -> tuple[tuple[str, ...], ...]:
        """The components, from the weakest class to the strongest."""
        return (
            ("class", "component", "id", "type", "required"),
            *(
                (_ROMAN[part.class_], part.name, f"`{part.kind}`", part.type, "yes" if part.required else "no")
                for part in sorted(parts(), key=lambda part: (-part.class_, not part.required))
            ),
        )


def _steps(answers: dict[str, Answer], level: int) -> Iterator[Step]:
    paper = answers["research-paper"]
    for part in parts():
        if not part.required or part.class_ < level:
            continue
        answer = answers[part.kind]
        if answer.answer == "met" or (part.kind == "technical-report" and paper.answer == "met"):
            continue
        if part.kind == "technical-report" and level == 1:
            continue  # the paper, which Class I needs anyway, stands in for the report
        name = part.spoken
        if answer.answer == "unknown" and "licence" in answer.reason:
            do = f"say under which open licence the {name} {part.verb} released"
        else:
            do = f"release the {name} under an open licence, or say where"
        yield Step(id=part.kind, do=do, reason=answer.reason)
