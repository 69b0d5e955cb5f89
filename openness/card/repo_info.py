"""What a repository holds beside its card, from the Hub or from a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from openness.card.model_card import ModelCard


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoFile:
    """A file of the repository; `text` is there only for small files that were read."""

    path: str
    size: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ancestor:
    """A base model that was looked up: its card, or the reason why there is none."""

    id: str
    depth: int
    card: ModelCard | None = None
    """Its card. With reason `gated` it holds only what the Hub shows of the card's fields."""
    reason: str | None = None
    """`gated`, `private-or-missing`, `disabled`, `unreachable`, `unreadable`, `not-cached`, `malformed`, `cycle`,
    `too-deep` or `too-many`; None where the card was read."""
    via: str | None = None
    """The model that names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetInfo:
    """A dataset that was looked up on the Hub."""

    id: str
    exists: bool | None
    gated: Literal["auto", "manual"] | None = None
    license: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoInfo:
    """What the Hub (or a folder) says of a repository. None where nobody said."""

    id: str | None = None
    revision: str | None = None
    source: Literal["hub-api", "folder"] = "folder"
    gated: Literal["auto", "manual", False] | None = None
    private: bool | None = None
    disabled: bool | None = None
    created: datetime | None = None
    modified: datetime | None = None
    tags: tuple[str, ...] = ()
    library: str | None = None
    pipeline_tag: str | None = None
    parameters: int | None = None
    files: tuple[RepoFile, ...] = ()
    files_known: bool = True
    ancestors: tuple[Ancestor, ...] = ()
    datasets: tuple[DatasetInfo, ...] = ()
    retrieved: datetime | None = None
    endpoint: str | None = None
    notes: tuple[str, ...] = field(default=())

    def file(self, path: str) -> RepoFile | None:
        """One file by its path."""
        return next((one for one in self.files if one.path == path), None)

    def texts(self) -> tuple[RepoFile, ...]:
        """The files whose text was read."""
        return tuple(one for one in self.files if one.text is not None)
