"""What is declared and what is concluded about the weights' licence."""

from typing import ClassVar

from openness._base import Flag
from openness.release.evidence import Item, Section


class InTextLicense(Item):
    """A licence that the prose gives to the weights."""

    license: str
    """Hub id where the Hub has one, else the name as written."""


class LicenseFacts(Section):
    """The weights' licence: as declared in fields, as said in prose, as concluded."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"in_text"})

    declared: tuple[str, ...] = ()
    """Strings of the card's `license` field, exactly as written; of several nobody says whether all or any apply."""
    name: str | None = None
    """The card's `license_name`, as written; null where it has none."""
    link: str | None = None
    """The card's `license_link`: a URL or a file of the repository, as written; null where it has none."""
    in_text: tuple[InTextLicense, ...] = ()
    """Licences that the prose gives to the weights (not to code, data or the base model)."""
    concluded: str | None = None
    """SPDX licence expression (`LicenseRef-...` where SPDX has no id) of the weights, or null where nothing can be concluded."""
    contradiction: Flag | None = None
    """True where prose, front matter and licence file give the weights different licences; false where they agree; null where only one speaks."""
