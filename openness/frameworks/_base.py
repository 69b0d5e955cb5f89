"""What an assessment is: criteria answered from facts, and the verdict that follows from the answers."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Literal, TypeVar

from openness._base import Frozen, Number
from openness.frameworks.training_summary import TrainingSummary
from openness.release import Evidence, ModelRelease
from openness.release.open_record import understood

Met = Literal["met", "partial", "unmet", "unknown", "not-applicable"]


class Answer(Frozen):
    """One criterion, answered."""

    id: str
    """Id of the criterion, in the standard's words."""
    answer: Met
    """`met`, `partial`, `unmet`, `unknown` (nobody said), `not-applicable`."""
    reason: str
    """Why, in one line."""
    evidence: tuple[Evidence, ...] = ()
    """The places that show it."""


class Undetermined(Frozen):
    """A criterion that nobody's word settles."""

    id: str
    """Id of the criterion."""
    settle: str
    """What would settle it."""


class Score(Frozen):
    """A score, where the framework itself defines one."""

    value: Number
    """Sum of points."""
    of: Number
    """The most that can be had."""
    mean: Number
    """Arithmetic mean over the criteria."""


class Progress(Frozen):
    """How far each class of the Model Openness Framework is reached, in percent, as the Model Openness Tool counts."""

    class_1: Number
    """Class I, open science."""
    class_2: Number
    """Class II, open tooling."""
    class_3: Number
    """Class III, open model."""


class Assessment(Frozen):
    """What one framework says of one release."""

    framework: str
    """Name of the framework."""
    version: str
    """Its edition."""
    verdict: str | None
    """Its verdict in its own words; null for instruments that grade and do not judge."""
    label: str | None = None
    """The verdict for a person."""
    score: Score | None = None
    """Only where the framework defines one."""
    progress: Progress | None = None
    """Only for `mof-mot`."""
    criteria: tuple[Answer, ...]
    """Every criterion with its answer."""
    undetermined: tuple[Undetermined, ...] = ()
    """What is still open, and what would settle it."""
    training_summary: TrainingSummary | None = None
    """Only for `eu-ai-act-53-2`: how much of the public training summary can be filled."""

    def answer(self, criterion: str) -> Answer:
        """One criterion by id; KeyError if the framework has none of that name."""
        for one in self.criteria:
            if one.id == criterion:
                return one
        raise KeyError(criterion)


Method = TypeVar("Method", bound=Callable[..., Answer])


def criterion(identity: str, *, settle: str) -> Callable[[Method], Method]:
    """Mark a method as a criterion: its id in the standard's words, and what would settle it where nobody said."""

    def mark(method: Method) -> Method:
        method.__criterion__ = identity  # type: ignore[attr-defined] # read by Framework.answer
        method.__settle__ = settle  # type: ignore[attr-defined]
        return method

    return mark


class Framework:
    """
    A public standard as two pure steps: `answer` turns facts into criteria, `conclude` turns criteria into a verdict.

    Each criterion is one method, in the order of the class; its docstring states the clause.
    """

    name: ClassVar[str]
    version: ClassVar[str]
    title: ClassVar[str]
    url: ClassVar[str]

    def criteria(self) -> Iterator[tuple[str, str, Callable[[ModelRelease], Answer]]]:
        """Id, what would settle it, and the method of every criterion, in order."""
        for base in reversed(type(self).__mro__):
            for name, member in vars(base).items():
                identity = getattr(member, "__criterion__", None)
                if identity is not None:
                    yield identity, member.__settle__, getattr(self, name)

    def answer(self, release: ModelRelease) -> tuple[Answer, ...]:
        """Every criterion of a release."""
        return tuple(method(release) for _, _, method in self.criteria())

    def conclude(self, answers: tuple[Answer, ...]) -> Assessment:
        """The verdict that follows from the answers."""
        raise NotImplementedError

    def assess(self, release: ModelRelease) -> Assessment:
        """Both steps, over what this version understands of the release."""
        return self.conclude(self.answer(understood(release)))

    def open_questions(self, answers: tuple[Answer, ...]) -> tuple[Undetermined, ...]:
        """The criteria that are unknown, each with what would settle it."""
        settle = {identity: words for identity, words, _ in self.criteria()}
        return tuple(
            Undetermined(id=one.id, settle=settle.get(one.id, "a statement by the publisher"))
            for one in answers
            if one.answer == "unknown"
        )


def said(identity: str, answer: Met, reason: str, *evidence: Any) -> Answer:
    """An answer; evidence may be single or in tuples."""
    places: list[Evidence] = []
    for one in evidence:
        places.extend(one if isinstance(one, tuple) else (one,))
    return Answer(id=identity, answer=answer, reason=reason, evidence=tuple(places[:6]))
