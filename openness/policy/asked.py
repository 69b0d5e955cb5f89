"""What is asked: purposes, and how large and where the one who asks is; and the questions that this comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal, get_args

from openness._base import Amount, Flag, Frozen
from openness._value import dataclass
from openness.licenses import License, questions
from openness.licenses.questions import Bar, Reply, Use, Who, place

Purpose = Literal["commercial", "host", "modify", "redistribute", "distill"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
"""Every purpose, in the order of answers."""
SHARES: frozenset[Purpose] = frozenset({"host", "redistribute"})
"""Purposes that nobody has who passes nothing on."""
_ASKS: dict[Purpose, tuple[str, Callable[..., Reply]]] = {
    "commercial": ("may it be used commercially", questions.may_use_commercially),
    "host": ("may it be hosted for others", questions.may_host),
    "modify": ("may it be modified", questions.may_modify),
    "redistribute": ("may it be redistributed", questions.may_redistribute),
    "distill": ("may its outputs train another model", questions.may_train_on_outputs),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about a licence, and so about a model."""

    about: str
    """The purpose, or `country`."""
    words: str
    """The question in words."""
    ask: Callable[[License], Reply]
    """Its answer for one text."""


class Asked(Frozen):
    """What somebody wants to do with a model, and who that is; what was not said stays open."""

    purposes: tuple[Purpose, ...] = ()
    """What is to be done."""
    users: Amount | None = None
    """Monthly active users, counted when the licence counts them."""
    revenue: Amount | None = None
    """Annual revenue, in the licence's currency."""
    monthly_revenue: Amount | None = None
    """Monthly revenue, in the licence's currency."""
    country: str | None = None
    """ISO 3166 code of the domicile, or `EU`."""
    multimodal: Flag | None = None
    """Whether the model is multimodal."""
    use: Use | None = None
    """To what end the purposes are; not said, but `commercial` among the purposes: for commerce."""
    private: Flag | None = None
    """Whether nothing that is made is passed on or shown to anybody."""

    def questions(self, *, default: tuple[Purpose, ...] = ()) -> tuple[Question, ...]:
        """
        The questions that this asks of a licence: a size asks for commercial use, a country for the place.

        `default`: the purposes that are meant where nothing was asked at all, in private without hosting and passing on. Raises UnknownNameError for what is no
        country.
        """
        sized = any(size is not None for size in (self.users, self.revenue, self.monthly_revenue))
        wanted = set(self.purposes or (() if sized or self.country else default))
        if self.private and not self.purposes:
            wanted -= SHARES
        if sized or self.use == "commercial":
            wanted.add("commercial")
        return tuple(self._questions(wanted))

    @property
    def who(self) -> Who:
        """Who asks, as the questions on a licence take it."""
        return Who(
            users=self.users,
            annual_revenue=self.revenue,
            monthly_revenue=self.monthly_revenue,
            country=self.country,
            multimodal=self.multimodal,
            private=self.keeps,
            use=self.use or ("commercial" if "commercial" in self.purposes else None),
        )

    @property
    def keeps(self) -> bool:
        """Whether nothing is passed on or offered: who asks to host or to pass on does so, whatever else is said."""
        return bool(self.private) and SHARES.isdisjoint(self.purposes)

    def bars(self, text: License) -> tuple[Bar, ...]:
        """What of a text shuts who asks out of rights, whatever else is asked."""
        return questions.what_bars(text, **self.who)

    def _questions(self, wanted: set[Purpose]) -> Iterator[Question]:
        who = self.who
        if self.country:
            of_place = partial(
                questions.may_use_in,
                country=self.country,
                multimodal=self.multimodal,
                users=self.users,
                annual_revenue=self.revenue,
                monthly_revenue=self.monthly_revenue,
            )
            yield Question(about="country", words=questions.based_in(place(self.country)), ask=of_place)
        for purpose in PURPOSES:
            if purpose in wanted:
                words, ask = _ASKS[purpose]
                yield Question(about=purpose, words=words, ask=partial(ask, **who))

    def over(self, other: Asked) -> Asked:
        """What this says, and where it is silent what `other` says."""
        said = {name: value for name, value in self if value not in (None, ())}
        return other.model_copy(update=said)
