"""The licence of a base model: its own card or repository, else what was stated of it, else its publisher's."""

from __future__ import annotations

from typing import Final

from openness._value import dataclass
from openness.card import ModelCard, RepoFile, license_files
from openness.licenses import License, find, publishers

STATED: Final = "the base model's licence as stated"
"""The source of a licence that the record of the model at hand states for its base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseLicense:
    """A base model's licence and who says so."""

    license: License
    source: str
    """Where it was read, in words: `org/name's card`, `org/name's LICENSE`, `org/name's publisher`."""
    key: str | None = None
    """The front-matter key of the base's own card that says it."""
    file: RepoFile | None = None
    """The licence file of the base's repository whose text it is."""


def base_license(model: str, *, card: ModelCard | None = None, stated: str | None = None) -> BaseLicense | None:
    """
    The licence of a base model, or None where nobody says.

    The first that knows decides: the base's own card, a licence file of its repository, `stated` (the record's word
    for it), the index that is consulted, the table of publishers. A list of licences on its card says nothing: nobody said which applies.
    """
    if card is not None:
        found = _of_card(model, card) or _of_files(model, card)
        if found is not None:
            return found
    if stated is not None and (text := find(stated)) is not None:
        return BaseLicense(license=text, source=STATED)
    told = publishers.published(model)
    text = find(told.license) if told is not None else None
    if told is None or text is None:
        return None
    who = f"{told.via or model}'s card, as the index has it" if told.source == "index" else f"{model}'s publisher"
    return BaseLicense(license=text, source=who)


def _of_card(model: str, card: ModelCard) -> BaseLicense | None:
    declared = card.front_matter.texts("license")
    name = card.front_matter.get("license_name")
    source = f"{model}'s card"
    if len(declared) == 1 and (text := find(declared[0][0])) is not None:
        return BaseLicense(license=text, source=source, key="license")
    if isinstance(name, str) and (text := find(name)) is not None:
        return BaseLicense(license=text, source=source, key="license_name")
    return None


def _of_files(model: str, card: ModelCard) -> BaseLicense | None:
    from openness.licenses.identification import licence_of_file

    for file in license_files(card.repo.files if card.repo else ()):
        match = licence_of_file(file.text)
        text = find(match.license) if match is not None and match.kind == "license" else None
        if text is not None:
            return BaseLicense(license=text, source=f"{model}'s {file.path}", file=file)
    return None
