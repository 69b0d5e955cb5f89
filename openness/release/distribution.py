"""How the model reaches people, and what that costs."""

from typing import ClassVar

from openness._base import Flag
from openness.release.evidence import Item, Section
from openness.release.vocabulary import ChannelKind


class Channel(Item):
    """One way the model reaches people."""

    kind: ChannelKind
    """What kind of way it is."""
    url: str | None = None
    """Where it is, as written."""


class Distribution(Section):
    """Ways of distribution, and what they cost."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"channels"})

    channels: tuple[Channel, ...] = ()
    """Ways of distribution."""
    price: str | None = None
    """Price as said, with its currency and unit; null where nothing is said."""
    dual_licensing: str | None = None
    """What is said about a second, paid licence, as written; null where nothing is."""
    paid_only: Flag | None = None
    """Whether it can be had only for money; null where nobody said."""
