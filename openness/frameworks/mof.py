"""
The Model Openness Framework over facts: three classes of components, each under an open licence.

Source: White et al., "The Model Openness Framework", arXiv:2403.13784; components and classes as the Model Openness Tool
lists them (`data/mof_components.toml`). Unlike `mof-mot`, licence names are normalised, and unknown is not no.
"""

from __future__ import annotations

from openness.frameworks._base import Answer, Assessment, Framework, Met, Undetermined, said
from openness.frameworks._license import Ruling, is_open, judged, places
from openness.frameworks.mof_mot import CLASSES, Part, is_fit, parts, verb
from openness.frameworks.mof_mot import is_open as listed_open
from openness.licenses import License
from openness.licenses.expression import parse
from openness.release import Component, Evidence, ModelRelease

_VERDICTS = {3: "class-iii", 2: "class-ii", 1: "class-i"}
_LABELS = {
    "class-i": "Class I, open science model",
    "class-ii": "Class II, open tooling model",
    "class-iii": "Class III, open model",
    "unclassified": "Not classified",
    "undetermined": "Undetermined",
}
_BEST_LAST: tuple[Met, ...] = ("not-applicable", "unmet", "unknown", "met")
_PAPER, _REPORT = "research-paper", "technical-report"


class ModelOpennessFramework(Framework):
    """
    Classes I to III of the Model Openness Framework.

    `strict`: a component counts only under a licence made for its type (code, data, document), as the paper's first
    edition asked; otherwise any open licence will do, as the tool has judged since 2025.
    """

    name = "mof"
    version = "1.0 (2024-12-15)"
    title = "Model Openness Framework"
    url = "https://arxiv.org/abs/2403.13784"

    def __init__(self, *, strict: bool = False) -> None:
        """Choose how licences must fit the type of a component."""
        self.strict = strict

    def answer(self, release: ModelRelease) -> tuple[Answer, ...]:
        """Every component of the framework: released under an open licence, withheld, or nobody said."""
        return tuple(self._component(part, release) for part in parts())

    def _component(self, part: Part, release: ModelRelease) -> Answer:
        known = [self._judged(part, one, release) for one in _items(part, release)]
        if not known:
            reason = f"no word on the {_spoken(part)}"
            return said(part.kind, "unknown", reason)
        # any one release of a part counts; of the datasets, every one must be open
        choose = min if part.kind == "datasets" else max
        (answer, reason), evidence = choose(known, key=lambda one: _BEST_LAST.index(one[0][0]))
        return said(part.kind, answer, reason, evidence)

    def _judged(self, part: Part, item: Component, release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
        evidence = item.evidence
        name = f"{_spoken(part)} `{item.name}`" if item.name else f"the {_spoken(part)}"
        be = "is" if item.name else verb(part)
        they = "they are" if be == "are" else "it is"
        if item.availability == "withheld":
            return ("unmet", f"{name} {be} withheld"), evidence
        if item.availability == "unknown":
            return ("unknown", f"{name} {be} named; whether {they} released is not said"), evidence
        if item.availability == "partial":
            return ("unmet", f"{name} {be} released in part only"), evidence
        license_ = item.license
        if license_ is None and part.kind in _OF_THE_REPOSITORY:
            license_, evidence = release.license.concluded, (*evidence, *places(release))
        if license_ is None:
            return ("unknown", f"{name} {be} released; under which licence is not said"), evidence
        answer, reason = judged(license_, lambda text: self._open(text, part.type))
        return (answer, f"{name}: {reason}"), evidence

    def _open(self, text: License, content: str) -> Ruling:
        names = [one for one in (text.spdx, *text.spdx_candidates) if one]
        fits = any(is_fit(one, content) for one in names)
        if self.strict and not fits:
            return "unmet", f"{text.name} is not made for {content}"
        if fits or any(listed_open(one) for one in names):
            return "met", f"{text.name} is open" if fits else f"{text.name} is open, though not made for {content}"
        return is_open(text)

    def conclude(self, answers: tuple[Answer, ...]) -> Assessment:
        """The best class whose required components are all met; undetermined where none is, yet one still may be."""
        known = {one.id: one.answer for one in answers}
        reached = 0
        refuted = False
        for level in CLASSES:
            needed = [_stand_in(part, known) for part in parts() if part.required and part.class_ >= level]
            if all(answer == "met" for answer in needed):
                reached = level
                continue
            refuted = any(answer == "unmet" for answer in needed)
            break
        verdict = _VERDICTS.get(reached) or ("unclassified" if refuted else "undetermined")
        return Assessment(
            framework=self.name,
            version=self.version,
            verdict=verdict,
            label=_LABELS[verdict],
            criteria=answers,
            undetermined=self.open_questions(answers),
        )

    def open_questions(self, answers: tuple[Answer, ...]) -> tuple[Undetermined, ...]:
        """The required components that nobody speaks of, each with what would settle it."""
        needed = {part.kind: part for part in parts() if part.required}
        return tuple(
            Undetermined(id=one.id, settle=_settle(needed[one.id], one))
            for one in answers
            if one.answer == "unknown" and one.id in needed
        )


_OF_THE_REPOSITORY = frozenset(
    {"model-parameters-final", "model-parameters-intermediate", "model-card", "model-metadata", "evaluation-results"}
)
"""Kinds that lie in the model's repository, whose licence covers them where they name none of their own."""


def _items(part: Part, release: ModelRelease) -> tuple[Component, ...]:
    found = release.component(part.kind)  # type: ignore[arg-type] # a kind by the data file, held by a test
    if part.kind == "model-card" and not found and release.documentation.evidence and not release.subject.stub:
        evidence = tuple(place for group in release.documentation.evidence.values() for place in group)[:1]
        return (Component(name=None, availability="released", evidence=evidence),)
    return found


def _stand_in(part: Part, known: dict[str, Met]) -> Met:
    """A paper stands in for the technical report (MOF, section on Class III)."""
    answer = known.get(part.kind, "unknown")
    if part.kind == _REPORT and answer != "met" and known.get(_PAPER, "unknown") in ("met", "unknown"):
        return known.get(_PAPER, "unknown") if answer == "unmet" or known.get(_PAPER) == "met" else answer
    return answer


def _spoken(part: Part) -> str:
    return part.name.lower()


def _settle(part: Part, answer: Answer) -> str:
    if "licence" in answer.reason:
        return f"say under which licence the {_spoken(part)} {verb(part)} released"
    return f"say whether the {_spoken(part)} {verb(part)} released, where, and under which licence"


def licensed_openly(expression: str) -> bool:
    """Whether an expression lets one choose a licence that the framework counts as open."""
    framework = ModelOpennessFramework()
    return judged(parse(expression).expression, lambda text: framework._open(text, "code"))[0] == "met"  # noqa: SLF001
