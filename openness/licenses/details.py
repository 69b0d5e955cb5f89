"""
What a licence binds, forbids and prescribes beyond its terms: read from the text, one file a licence in `details/`.

    details(get("llama3.1")).notices[0].text     -> "Llama 3.1 is licensed under the ..."
    details(get("kimi-k3")).reach                -> which rights its sizes bind, and in which case

A licence without a file has none of this. Of a series, ask its members.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from openness._base import Flag, Frozen
from openness._trusted import build
from openness.licenses.model import License

Right = Literal["commercial", "host", "modify", "redistribute", "distill"]
"""What people ask to do with a model: use it in business, offer it over a network, change it, pass it on, train on its outputs."""
Use = Literal["commercial", "non-commercial", "research"]
"""To what end something is done; `research` is research without commerce."""
Occasion = Literal[
    "sharing", "changed", "trained", "service", "publishing", "announcing", "changing", "commerce", "use", "end"
]
"""When a duty arises."""
OCCASIONS: Final[Mapping[Occasion, str]] = MappingProxyType(
    {
        "sharing": "copies or changed versions are passed on",
        "changed": "a changed version is passed on",
        "trained": "a model trained on it or on its outputs is passed on or offered",
        "service": "a product or service with it is offered to others",
        "publishing": "outputs, results or statements about it are published",
        "announcing": "a public statement is made about a changed version",
        "changing": "a changed version is made, also one that stays private",
        "commerce": "it is used commercially",
        "use": "it is used at all, also privately",
        "end": "the rights have ended",
    }
)
"""Every occasion, in the order in which duties are listed, in words after `when`."""
PRIVATE: Final = frozenset({"changing", "commerce", "use", "end"})
"""Occasions that arise for somebody, too, who passes nothing on and shows it to nobody."""
About = Literal["outputs", "others", "allowed", "agreed", "transfer", "marks", "warranty", "apart"]
"""
What a point is about: the outputs; what one may not let others do either; what is allowed all the same; what else is
agreed; whether the licence may be handed on; the licensor's marks; warranty and liability; and what the text does not
cover, with the document that covers it.
"""
_FILES = Path(__file__).with_name("details")


class Reach(Frozen):
    """Which rights a size, a duty or a ban binds, and in which case, where the text says more than its term can."""

    of: str
    """`thresholds`, or the name of the term that holds the duty, or of `breach_termination`, which binds no right."""
    clause: str | None = None
    """Clause of the threshold or term that is meant; None for all of them."""
    rights: tuple[Right, ...]
    """The rights it binds; a right that no entry names is not bound."""
    condition: str | None = None
    """The case in which it binds, in our own words after `if`; None where it always does."""
    use: Use | None = None
    """The end for which it binds; None for any."""
    when: tuple[Occasion, ...] = ()
    """When the duty arises, where the rights that it binds do not say it."""
    what: str | None = None
    """What is due, where the text asks for more or for other things than the term's words say."""

    def case(self, use: Use | None) -> str | None:
        """The case in which it binds somebody who acts to this end, `never` where it does not; None where it always does."""
        if self.use is None or self.use == use:
            return self.condition
        if use is not None:
            return "never"
        return f"the use is {self.use}" + (f" and {self.condition}" if self.condition else "")


class ForbiddenUse(Frozen):
    """One thing that a text forbids."""

    what: str
    """In our own short words."""
    clause: str
    """Where it stands."""
    certainty: Literal["certain", "likely", "contested"] = "certain"
    """How sure the reading is."""


class Heading(Frozen):
    """The words on which several forbidden items hang: alone, an item would forbid more than its text does."""

    what: str
    """In our own short words."""
    clause: str
    """Where they stand; the clauses of the items below begin with it."""


class Notice(Frozen):
    """A text that a licence prescribes word for word."""

    text: str
    """Verbatim; what is to be filled in stands as the licence marks it."""
    where: str
    """Where it must stand, in our own words."""
    clause: str
    """Where the licence prescribes it."""
    when: tuple[Occasion, ...] = ("sharing",)
    """When it is due."""


class Duty(Frozen):
    """Something that must be done and that no term holds."""

    what: str
    """In our own words."""
    clause: str
    """Where it stands."""
    when: tuple[Occasion, ...]
    """When it arises."""
    rights: tuple[Right, ...] = ()
    """The rights whose answers it makes conditional; none for what ends nothing and costs no permission."""
    certainty: Literal["certain", "likely", "contested"] = "certain"
    """How sure the reading is."""


class Point(Frozen):
    """One thing that a text says and that neither a term nor a duty holds."""

    about: About
    """What it is about."""
    what: str
    """In our own words."""
    clause: str
    """Where it stands."""
    certainty: Literal["certain", "likely", "contested"] = "certain"
    """How sure the reading is."""


class Details(Frozen):
    """Everything of one licence that its terms cannot hold."""

    reach: tuple[Reach, ...] = ()
    """Which rights its sizes and duties bind, where that is not plain from the term."""
    duties: tuple[Duty, ...] = ()
    """Duties that no term holds."""
    notices: tuple[Notice, ...] = ()
    """Texts that it prescribes word for word."""
    forbidden_uses: tuple[ForbiddenUse, ...] = ()
    """What it forbids, item by item; what a policy forbids that it incorporates stands with the policy."""
    headings: tuple[Heading, ...] = ()
    """What forbidden items hang on."""
    points: tuple[Point, ...] = ()
    """What else it says that somebody who asks about a model must know."""
    copy_of_policies: str | None = None
    """Clauses by which its use policies are part of what must be copied; None where a copy of the licence alone will do."""
    own_notice: Flag = False
    """Whether the notice that must be carried has the holder's own copyright line, which no published template has."""
    numbered: Flag = True
    """Whether its items bear the numbers by which we cite them; if not, we counted them."""


def details(text: License) -> Details:
    """The details of a licence or policy; empty for one without a file."""
    return _read(text.id)


def heading_of(text: License, clause: str | None) -> Heading | None:
    """What the item of a clause hangs on, the nearest; None where it says all by itself."""
    above = [one for one in _read(text.id).headings if (clause or "").startswith(f"{one.clause}.")]
    return max(above, key=lambda one: len(one.clause), default=None)


def detailed() -> tuple[str, ...]:
    """The ids of all licences and policies with a file, sorted."""
    return tuple(sorted(path.stem for path in _FILES.glob("*.toml")))


@cache
def _read(identity: str) -> Details:
    path = _FILES / f"{identity}.toml"
    if not path.is_file():
        return Details()
    return build(Details, tomllib.loads(path.read_text(encoding="utf-8")))
