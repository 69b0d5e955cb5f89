"""What is declared and what is concluded about the weights' licence."""

from typing import ClassVar

from openness.release.evidence import Item, Section


class InTextLicense(Item):
    """A licence that the prose gives to the weights."""

    license: str
    """Hub id where one exists, else the name as written."""


class LicenseFacts(Section):
    """The weights' licence: as declared in fields, as said in prose, as concluded."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"in_text"})

    declared: tuple[str, ...] = ()
    """Strings of the card's `license` field, exactly as written; several have no stated operator."""
    name: str | None = None
    """The card's `license_name`."""
    link: str | None = None
    """The card's `license_link`: a URL or a file of the repository."""
    in_text: tuple[InTextLicense, ...] = ()
    """Licences that the prose gives to the weights (not to code, data or the base model)."""
    concluded: str | None = None
    """SPDX expression (`LicenseRef-...` where SPDX has no id), or null where nothing can be concluded."""
    contradiction: bool | None = None
    """True where prose, front matter and licence file give the weights different licences; false where they agree; null where only one speaks."""
