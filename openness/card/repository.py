"""The files of a repository and the datasets it names, as the Hub or a folder tells them."""

from __future__ import annotations

from typing import Literal

from openness._value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoFile:
    """A file of the repository; `text` is there only for small files that were read."""

    path: str
    size: int | None = None
    text: str | None = None
    sha256: str | None = None
    """As the Hub announces it for a file in its large storage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetInfo:
    """A dataset that was looked up on the Hub."""

    id: str
    exists: bool | None
    gated: Literal["auto", "manual"] | None = None
    license: tuple[str, ...] = ()
    reason: str | None = None
