"""
The Model Openness Framework over facts: three classes of components, each under an open licence.

Source: White et al., "The Model Openness Framework", arXiv:2403.13784; components and classes as the Model Openness Tool
lists them (`data/mof_components.toml`). Unlike `mof-mot`, licence names are normalised, and unknown is not no.
"""

from __future__ import annotations

from functools import cache

from openness._trusted import made
from openness.frameworks._base import Answer, Assessment, Met, Undetermined, Verdict, said, undetermined
from openness.frameworks._license import Judge, Ruling, is_open, judged, weights_judged
from openness.frameworks._mof_classes import CLASSES, WORDS, Classes, Part, is_fit, parts
from openness.frameworks._mof_classes import is_open as listed_open
from openness.licenses import License
from openness.licenses.expression import parse
from openness.release import Component, Evidence, ModelRelease, license_in_force

_BEST_LAST: tuple[Met, ...] = ("not-applicable", "unmet", "unknown", "met")
_PAPER, _REPORT = "research-paper", "technical-report"


class ModelOpennessFramework(Classes):
    """
    Classes I to III of the Model Openness Framework, from facts.

    The Model Openness Framework (Generative AI Commons, LF AI & Data) sorts a release by what comes with the model: seventeen
    components, three classes. Class III asks for the model and its documents, Class II adds the code and the evaluation data,
    Class I adds the training data, its preparation, the intermediate checkpoints and a research paper. Each component counts
    only if it is released under an open licence.

    This is the framework over facts. It differs from [`mof-mot`](mof-mot.md), which repeats the Model Openness Tool bit for
    bit: here a licence counts by what it means (`mit`, `MIT License` and `MIT` are one, `MIT OR llama2` lets one choose MIT),
    and a component that nobody speaks of is unknown, not missing.

    ## How it decides

    - A component is met if one of its releases is open: the tool's own list of open licences, approval by the Open Source
      Initiative, the Free Software Foundation's word, or terms that give use, change and sharing to everyone.
    - Weights, checkpoints, model card, metadata and evaluation results lie in the model's repository; where they name no
      licence, the licence of the weights covers them. Any other component must name its own.
    - A research paper stands in for the technical report, not the other way round.
    - Optional components neither help nor block.
    - `--strict` counts a component only under a licence made for its type (code, data, document), as the framework first
      asked. Without it any open licence will do, as the tool has judged since May 2025.
    - `--to class-ii` lists what must still be released for a class, the shortest list first to last.

    ## Limits

    - Whether a release is complete (all the code, all the data) is taken as the publisher tells it; "in part" does not count.
    - Being listed under an open licence is not checked against the files behind the link.
    """

    name = "mof"
    of_license = ("model-parameters-final",)
    version = "1.0 (2024-12-15)"
    title = "Model Openness Framework"
    url = "https://arxiv.org/abs/2403.13784"
    verdicts = (
        Verdict(
            "class-i",
            "Class I, open science model",
            "green",
            "open science model: all fourteen required components are open (thirteen with a paper in place of the report)",
        ),
        Verdict(
            "class-ii",
            "Class II, open tooling model",
            "green",
            "open tooling model: the ten required components of Class III and Class II are open",
        ),
        Verdict(
            "class-iii",
            "Class III, open model",
            "green",
            "open model: the six required components of Class III are open",
        ),
        Verdict("undetermined", "Undetermined", "grey", "no class is reached, yet nothing known rules out Class III"),
        Verdict(
            "unclassified",
            "Not classified",
            "red",
            "a component of Class III is withheld, released in part, or under a licence that is not open",
        ),
    )

    def __init__(self, *, strict: bool = False) -> None:
        """
        Choose how licences must fit the type of a component.

        `strict`: a component counts only under a licence made for its type (code, data, document), as the paper's first
        edition asked; otherwise any open licence will do, as the tool has judged since 2025.
        """
        self.strict = strict

    def answer(self, release: ModelRelease) -> tuple[Answer, ...]:
        """Every component of the framework: released under an open licence, withheld, or nobody said."""
        return tuple(self._component(part, release) for part in parts())

    def _component(self, part: Part, release: ModelRelease) -> Answer:
        known = [self._judged(part, one, release) for one in _items(part, release)]
        if not known:
            reason = f"no word on the {part.spoken}"
            return said(part.kind, "unknown", reason)
        # any one release of a part counts; of the datasets, every one must be open
        choose = min if part.kind == "datasets" else max
        (answer, reason), evidence = choose(known, key=lambda one: _BEST_LAST.index(one[0][0]))
        return said(part.kind, answer, reason, evidence)

    def _judged(self, part: Part, item: Component, release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
        evidence = item.evidence
        name = f"{part.spoken} `{item.name}`" if item.name else f"the {part.spoken}"
        be = "is" if item.name else part.verb
        they = "they are" if be == "are" else "it is"
        if item.availability == "withheld":
            return ("unmet", f"{name} {be} withheld"), evidence
        if item.availability == "unknown":
            return ("unknown", f"{name} {be} named; whether {they} released is not said"), evidence
        if item.availability == "partial":
            return ("unmet", f"{name} {be} released in part only"), evidence
        license_ = item.license
        if license_ is None and part.kind in _OF_THE_REPOSITORY:
            force = license_in_force(release)
            license_, evidence = force.expression, (*evidence, *force.places)
            if force.state == "contradicted":
                answer, reason = weights_judged(release, _opens(part.type, strict=self.strict))
                return (answer, f"{name}: {reason}"), evidence
        if license_ is None:
            return ("unknown", f"{name} {be} released; under which licence is not said"), evidence
        answer, reason = judged(license_, _opens(part.type, strict=self.strict))
        return (answer, f"{name}: {reason}"), evidence

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
        return self.concluded(WORDS.get(reached) or ("unclassified" if refuted else "undetermined"), answers)

    def open_questions(self, answers: tuple[Answer, ...]) -> tuple[Undetermined, ...]:
        """The required components that nobody speaks of, each with what would settle it."""
        needed = {part.kind: part for part in parts() if part.required}
        return tuple(
            undetermined(one.id, _settle(needed[one.id], one))
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
        return (made(Component, availability="released", evidence=evidence),)
    return found


def _stand_in(part: Part, known: dict[str, Met]) -> Met:
    """A paper stands in for the technical report (MOF, section on Class III)."""
    answer = known.get(part.kind, "unknown")
    if part.kind == _REPORT and answer != "met" and known.get(_PAPER, "unknown") in ("met", "unknown"):
        return known.get(_PAPER, "unknown") if answer == "unmet" or known.get(_PAPER) == "met" else answer
    return answer


@cache
def _opens(content: str, *, strict: bool) -> Judge:
    """The judge of licences for one type of content."""

    def judge(text: License) -> Ruling:
        names = [one for one in (text.spdx, *text.spdx_candidates) if one]
        fits = any(is_fit(one, content) for one in names)
        if strict and not fits:
            return "unmet", f"{text.name} is not made for {content}"
        if fits or any(listed_open(one) for one in names):
            return "met", f"{text.name} is open" if fits else f"{text.name} is open, though not made for {content}"
        return is_open(text)

    return judge


def _settle(part: Part, answer: Answer) -> str:
    if "licence" in answer.reason:
        return f"say under which licence the {part.spoken} {part.verb} released"
    return f"say whether the {part.spoken} {part.verb} released, where, and under which licence"


def licensed_openly(expression: str) -> bool:
    """Whether an expression lets one choose a licence that the framework counts as open."""
    return judged(parse(expression).expression, _opens("code", strict=False))[0] == "met"
