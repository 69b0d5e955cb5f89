"""Who is shut out of rights whatever he does with them: by his size, or by where he is."""

from collections.abc import Iterator
from typing import Final, get_args

from openness._base import Frozen
from openness.licenses._answers import Asker, Reason
from openness.licenses._places import excluded_places
from openness.licenses._sizes import sizes
from openness.licenses.details import Right
from openness.licenses.model import License

RIGHTS: Final[tuple[Right, ...]] = get_args(Right)
"""Every right that people ask about."""


class Bar(Frozen):
    """What shuts somebody out of rights."""

    reason: Reason
    """The size or place, with its clause."""
    rights: tuple[Right, ...]
    """The rights that he has not."""

    @property
    def whole(self) -> bool:
        """Whether no right is left."""
        return self.rights == RIGHTS


def bars(text: License, asker: Asker) -> Iterator[Bar]:
    """What of a text shuts out somebody of a given size and place, each with the rights that it takes."""
    found: dict[Reason, list[Right]] = {}
    for right in RIGHTS:
        for answer, why in (*sizes(text, right, asker), *excluded_places(text, asker)):
            if answer == "no":
                found.setdefault(why, []).append(right)
    for why, rights in found.items():
        yield Bar(reason=why, rights=tuple(rights))
