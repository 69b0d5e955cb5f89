"""One row of a table of models: what the Hub's metadata or a card says, in one form whichever of the two it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Literal

from openness import _input
from openness.card import ModelCard, RepoInfo
from openness.errors import TargetError


@dataclass(frozen=True, kw_only=True)
class Row:
    """A model as one row tells it; None and empty where the table has no such column or the row no value."""

    id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    """The card's front matter: of `cardData`, or of the card itself."""
    text: bytes | None = None
    """The card, where the table holds it."""
    tags: tuple[str, ...] = ()
    hub_bases: tuple[str, ...] = ()
    """Ids of base models as the Hub resolved them."""
    hub_relation: str | None = None
    bases_known: bool = False
    """Whether the table has a column of resolved bases, so that one which the card alone names is not on the Hub."""
    gated: Literal["auto", "manual", False] | None = None
    downloads: int | None = None
    downloads_all_time: int | None = None
    likes: int | None = None
    created: datetime | None = None
    modified: datetime | None = None
    parameters: int | None = None
    pipeline_tag: str | None = None
    library: str | None = None

    @cached_property
    def card(self) -> ModelCard:
        """The card, with what the table says of its repository; of a row of metadata its front matter alone."""
        text: str | bytes = as_front_matter(self.values) if self.text is None else self.text
        card = ModelCard.parse(text, path=f"{self.id}/README.md")
        return card.with_repo(
            RepoInfo(
                id=self.id,
                source="hub-api",
                gated=self.gated,
                created=self.created,
                modified=self.modified,
                tags=self.tags,
                library=self.library,
                pipeline_tag=self.pipeline_tag,
                parameters=self.parameters,
                files_known=False,
            )
        )


def as_front_matter(values: Mapping[str, Any]) -> str:
    """The values as front matter, a key a line: JSON is YAML, so each value stands as it is."""
    if not values:
        return ""
    lines = (f"{_key(name)}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
    return f"---\n{''.join(lines)}---\n"


def _key(name: str) -> str:
    plain = name.replace("_", "").replace("-", "")
    return name if plain.isascii() and plain.isalnum() and not plain.isdigit() else json.dumps(name, ensure_ascii=False)


def row_of(found: Mapping[str, Any], *, where: str) -> Row:
    """
    A row from values by the Hub's names of columns (`id, cardData, tags, baseModels ...` or `id, card`).

    Raises TargetError, naming the row, for an id that is none, for `cardData` that is no JSON, and for values of
    another type.
    """
    name = found.get("id")
    if not isinstance(name, str) or not name.strip() or any(sign in name for sign in "\t\n\r\0"):
        raise TargetError(f"{where}: `id` is no model's id: {name!r:.60}")
    name = name.strip()
    where = f"{where} ({name})"
    text = found.get("card")
    if isinstance(text, str):
        text = text.encode("utf-8", "replace")
    _check(where, "card", text, bytes)
    data = text[:_TOO_LONG] if text is not None and len(text) > _TOO_LONG else text
    values = _values(found.get("cardData"), where)
    if not values and data is not None:
        values = {str(key): value for key, value in ModelCard.parse(data, path=name).front_matter.values.items()}
    bases, relation = _bases(found.get("baseModels"), where)
    return Row(
        id=name,
        values=values,
        text=data,
        tags=_tags(found.get("tags"), where),
        hub_bases=bases,
        hub_relation=relation,
        bases_known="baseModels" in found,
        gated=_gated(found.get("gated")),
        downloads=_whole(found.get("downloads")),
        downloads_all_time=_whole(found.get("downloadsAllTime")),
        likes=_whole(found.get("likes")),
        created=_time(found.get("createdAt")),
        modified=_time(found.get("lastModified")),
        parameters=_total(found.get("safetensors")),
        pipeline_tag=_text(found.get("pipeline_tag")),
        library=_text(found.get("library_name")),
    )


_TOO_LONG = 999_000
"""Bytes of a card that are read: what is longer than a card may be is cut, as a table must not end a run over it."""


def _check(where: str, name: str, value: Any, kind: type) -> None:
    if value is not None and not isinstance(value, kind):
        raise TargetError(f"{where}: `{name}` is {type(value).__name__}, expected {_SPOKEN[kind]}")


_SPOKEN: dict[type, str] = {bytes: "text", list: "a list of texts", dict: "`{relation, models}`"}


def _values(found: Any, where: str) -> dict[str, Any]:
    """The front matter of `cardData`: JSON text, or a table that holds it as a structure."""
    if isinstance(found, (str, bytes)) and found.strip():
        try:
            found = _input.load_json(found)
        except ValueError:
            raise TargetError(f"{where}: `cardData` is no JSON: {found[:40]!r}") from None
    if not found:
        return {}
    if not isinstance(found, dict):
        raise TargetError(f"{where}: `cardData` is {type(found).__name__}, expected an object of keys and values")
    return {str(key): value for key, value in found.items()}


def _tags(found: Any, where: str) -> tuple[str, ...]:
    _check(where, "tags", found, list)
    return tuple(one for one in found or () if isinstance(one, str))


def _bases(found: Any, where: str) -> tuple[tuple[str, ...], str | None]:
    if isinstance(found, str) and found.strip():
        try:
            found = _input.load_json(found)
        except ValueError:
            raise TargetError(f"{where}: `baseModels` is no JSON: {found[:40]!r}") from None
    _check(where, "baseModels", found, dict)
    models = found.get("models") if found else None
    ids = (one.get("id") for one in models if isinstance(one, dict)) if isinstance(models, list) else ()
    return tuple(one for one in ids if isinstance(one, str) and one), _text(found.get("relation")) if found else None


def tagged(tags: tuple[str, ...], head: str) -> Iterator[str]:
    """What stands behind a tag's head: of `license:mit` and `license:` it is `mit`."""
    return (one.removeprefix(head) for one in tags if one.startswith(head))


def _gated(found: Any) -> Literal["auto", "manual", False] | None:
    if found in ("auto", "manual"):
        return found  # type: ignore[no-any-return] # one of the two
    if found in (True, "true", "True"):
        return "manual"
    return False if found in (False, "false", "False") and found is not None else None


def _whole(found: Any) -> int | None:
    if isinstance(found, float) and found.is_integer():
        return int(found)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None


def _text(found: Any) -> str | None:
    return found if isinstance(found, str) and found else None


def _total(found: Any) -> int | None:
    return _whole(found.get("total")) if isinstance(found, dict) else None


def _time(found: Any) -> datetime | None:
    if isinstance(found, str):
        try:
            found = datetime.fromisoformat(found)
        except ValueError:
            return None
    if isinstance(found, date) and not isinstance(found, datetime):
        found = datetime(found.year, found.month, found.day, tzinfo=UTC)
    if not isinstance(found, datetime):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
