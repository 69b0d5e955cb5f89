"""What is declared and what is concluded about the weights' licence."""

from typing import ClassVar

from openness._base import Flag
from openness.release.evidence import Item, Section
from openness.release.vocabulary import LicensedPart


class InTextLicense(Item):
    """A licence that the prose gives to the weights."""

    license: str
    """Hub id where the Hub has one, else the name as written."""


class PartLicense(Item):
    """A licence that is stated for a part of the release and not for the weights as a whole."""

    part: LicensedPart
    """Which part of the release the licence is for."""
    name: str | None = None
    """What the part is called, as written (`VAE`, `7B`, `v1`); null where it has no name of its own."""
    license: str
    """Hub id where the Hub has one, else the name as written."""


class LicenseFacts(Section):
    """The weights' licence: as declared in fields, as said in prose, as concluded."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"in_text", "parts"})

    declared: tuple[str, ...] = ()
    """Strings of the card's `license` field, exactly as written; of several nobody says whether all or any apply."""
    name: str | None = None
    """The card's `license_name`, as written; null where it has none."""
    link: str | None = None
    """The card's `license_link`: a URL or a file of the repository, as written; null where it has none."""
    in_text: tuple[InTextLicense, ...] = ()
    """Licences that the prose gives to the weights (not to code, data or the base model)."""
    parts: tuple[PartLicense, ...] = ()
    """Licences stated for a part: code, data, a component, a size or an earlier version. Since schema 1.1."""
    concluded: str | None = None
    """SPDX licence expression (`LicenseRef-...` where SPDX has no id) of the weights, or null where nothing can be concluded."""
    contradiction: Flag | None = None
    """True where prose, front matter and licence file give the weights different licences; false where they agree; null where only one speaks."""
