"""What an assessment is: criteria answered from facts, and the verdict that follows from the answers."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, ClassVar, Literal, TypeVar, get_args

from openness._base import Frozen, Number
from openness._trusted import made
from openness._value import dataclass
from openness.errors import UnknownNameError
from openness.release import Evidence, ModelRelease
from openness.release.open_record import understood

Met = Literal["met", "partial", "unmet", "unknown", "not-applicable"]
_MET = frozenset(get_args(Met))
Colour = Literal["green", "yellow", "red", "grey"]
"""Green: the standard is complied with. Yellow: a person must decide. Red: refused. Grey: nothing can be said."""


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
    criteria: tuple[Answer, ...]
    """Every criterion with its answer."""
    undetermined: tuple[Undetermined, ...] = ()
    """What is still open, and what would settle it."""

    def notes(self) -> tuple[str, ...]:
        """Further lines for a person; a framework that measures more than criteria returns a subclass that says so."""
        return ()

    def answer(self, criterion: str) -> Answer:
        """One criterion by id; KeyError if the framework has none of that name."""
        for one in self.criteria:
            if one.id == criterion:
                return one
        raise KeyError(criterion)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One word that a framework may conclude with, and how it is shown."""

    word: str
    """The verdict as programs read it."""
    label: str
    """The verdict for a person."""
    colour: Colour
    """Its colour on a badge and in a terminal."""
    meaning: str
    """When it is given, in one line, for the framework's page."""
    ordered: bool = True
    """False where it is neither better nor worse than the others, as `out-of-scope`."""

    @property
    def complies(self) -> bool:
        """Whether it says that the standard is complied with."""
        return self.colour == "green"


ALL_OR_NOTHING = (
    Verdict("pass", "Meets it", "green", "every criterion is met"),
    Verdict("undetermined", "Undetermined", "grey", "none is refused, and at least one is unknown"),
    Verdict("fail", "Does not meet it", "red", "at least one criterion is not met; one is enough"),
)
"""The verdicts of a standard without partial credit, concluded by `Framework.all_or_nothing`."""


class Step(Frozen):
    """One thing that a publisher must still do for a better verdict."""

    id: str
    """The criterion."""
    do: str
    """What to do."""
    reason: str
    """Why it does not count yet."""


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

    Each criterion is one method, in the order of the class; its docstring states the clause. The docstring of the class
    is the framework's page: what the standard is, then the sections `## How it decides` and `## Limits`.
    """

    name: ClassVar[str]
    """As it is asked for."""
    version: ClassVar[str]
    """The edition of the standard."""
    title: ClassVar[str]
    """The standard's own name."""
    url: ClassVar[str]
    """Where the standard stands."""
    verdicts: ClassVar[tuple[Verdict, ...]] = ()
    """Every verdict it can give, the best first; none for an instrument that grades and does not judge."""
    goals: ClassVar[tuple[str, ...]] = ()
    """The verdicts to which `steps_to` knows the way."""
    of_license: ClassVar[tuple[str, ...]] = ()
    """Ids of the criteria that the weights' licence decides."""
    silence: ClassVar[Met] = "unknown"
    """How the standard itself takes what nobody speaks of; only a tool that knows no unknown says `unmet`."""

    def verdict(self, word: str | None) -> Verdict | None:
        """The verdict of that word; null for a word that is none of this framework's, and for null."""
        return next((one for one in self.verdicts if one.word == word), None)

    def rank(self, word: str | None) -> int | None:
        """The place of a verdict in the order, 0 for the best; null for one that stands outside of it."""
        ordered = [one.word for one in self.verdicts if one.ordered]
        return ordered.index(word) if word in ordered else None

    def concluded(
        self, word: str | None, answers: tuple[Answer, ...], *, label: str | None = None, score: Score | None = None
    ) -> Assessment:
        """The assessment with a verdict of `verdicts`, or with null and a label; UnknownNameError for any other word."""
        verdict = self.verdict(word)
        if word is not None and verdict is None:
            known = tuple(one.word for one in self.verdicts)
            raise UnknownNameError(
                f"{word}: no verdict of {self.name}; it has: {', '.join(known) or 'none'}", near=known
            )
        return made(
            Assessment,
            framework=self.name,
            version=self.version,
            verdict=word,
            label=verdict.label if verdict is not None else label,
            score=score,
            criteria=answers,
            undetermined=self.open_questions(answers),
        )

    def all_or_nothing(self, answers: tuple[Answer, ...]) -> Assessment:
        """The conclusion of a standard whose verdicts are `ALL_OR_NOTHING`: `fail` beats `undetermined` beats `pass`."""
        given = {one.answer for one in answers}
        return self.concluded("fail" if "unmet" in given else "undetermined" if "unknown" in given else "pass", answers)

    def weight(self, answer: Answer) -> int:  # noqa: ARG002 - the base weighs all alike
        """How much a criterion matters for the verdict, where only a few can be shown: the higher, the sooner."""
        return 0

    def steps_to(self, assessment: Assessment, goal: str) -> tuple[Step, ...]:
        """What a publisher must still do for one of `goals`, the shortest list; UnknownNameError for another goal."""
        raise UnknownNameError(f"{self.name} knows no way from {assessment.verdict} to {goal}")

    def overview(self) -> tuple[tuple[str, ...], ...]:
        """A table of the criteria for the page, its head first; empty where the methods' docstrings say it all."""
        return ()

    def criteria(self) -> Iterator[tuple[str, str, Callable[[ModelRelease], Answer]]]:
        """Id, what would settle it, and the method of every criterion, in order."""
        for identity, settle, name in self._criteria():
            yield identity, settle, getattr(self, name)

    def _criteria(self) -> tuple[tuple[str, str, str], ...]:
        kind: Any = type(self)  # a class is a key, whatever its instances are
        return _criteria_of(kind)

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
        settle = {identity: words for identity, words, _ in self._criteria()}
        return tuple(
            undetermined(one.id, settle.get(one.id, "a statement by the publisher"))
            for one in answers
            if one.answer == "unknown"
        )


def said(identity: str, answer: Met, reason: str, *evidence: Any) -> Answer:
    """An answer; evidence may be single or in tuples."""
    places: list[Evidence] = []
    for one in evidence:
        places.extend(one if isinstance(one, tuple) else (one,))
    del places[6:]
    if answer in _MET:
        if not places:
            return silent(identity, answer, reason)
        if all([isinstance(one, Evidence) for one in places]):  # noqa: C419 - a list of six is the faster one
            return made(Answer, id=identity, answer=answer, reason=reason, evidence=tuple(places))
    return Answer(id=identity, answer=answer, reason=reason, evidence=tuple(places))  # which says what is wrong


@lru_cache(maxsize=4096)
def silent(identity: str, answer: Met, reason: str) -> Answer:
    """An answer without evidence: most of what is not known is said in the same words of most records."""
    return made(Answer, id=identity, answer=answer, reason=reason)


@lru_cache(maxsize=4096)
def undetermined(identity: str, settle: str) -> Undetermined:
    """A criterion that is open, and what would settle it: of every record in the same words."""
    return made(Undetermined, id=identity, settle=settle)


@cache
def _criteria_of(framework: Any) -> tuple[tuple[str, str, str], ...]:
    """Id, what would settle it, and the method's name of every criterion of a class, in order."""
    return tuple(
        (member.__criterion__, member.__settle__, name)
        for base in reversed(framework.__mro__)
        for name, member in vars(base).items()
        if hasattr(member, "__criterion__")
    )
