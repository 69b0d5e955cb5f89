"""
What was learnt of repositories, kept on disk: one JSON file for each, under huggingface_hub's own assets cache.

An entry holds what the API said, the texts that were read (by the hash of their content, so that a new commit with the
same README needs no second reading), and when. No token ever comes here: only whether there was one.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import json
import re
from dataclasses import asdict, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import quote

from openness import _input
from openness._value import dataclass
from openness._writing import write_whole

FORMAT = 1
"""Raised when entries of older versions must not be read."""
MAX_AGE = timedelta(hours=24)
"""For how long a base model or dataset is taken from the cache unasked; the checked model is always asked for."""
REFUSED_AGE = timedelta(minutes=10)
"""The same for a refusal in spite of a token: access may be granted any minute."""

_HASH: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_PAGE: Final = re.compile(rb"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
Kind = Literal["models", "datasets"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file of a repository as the API lists it; `blob` is the hash of its content."""

    path: str
    size: int | None = None
    blob: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One repository at one commit, or the reason why it could not be read."""

    id: str
    kind: Kind = "models"
    retrieved: datetime
    authenticated: bool = False
    etag: str | None = None
    """The ETag of the API's answer, for the next question."""
    reason: str | None = None
    commit: str | None = None
    gated: Literal["auto", "manual", False] | None = None
    private: bool | None = None
    disabled: bool | None = None
    created: datetime | None = None
    modified: datetime | None = None
    tags: tuple[str, ...] = ()
    library: str | None = None
    pipeline_tag: str | None = None
    parameters: int | None = None
    license: tuple[str, ...] = ()
    base_models: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    files: tuple[Listed, ...] = ()
    texts: dict[str, bytes] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    """Files that were wanted and refused, with the reason."""
    listed: bool = True
    """Whether `files` are all there are."""

    def is_fresh(self, *, authenticated: bool) -> bool:
        """Whether it may be used unasked: young, and asked for with the same rights."""
        refused = authenticated and (self.reason is not None or bool(self.unread))
        age = datetime.now(UTC) - self.retrieved
        return self.authenticated == authenticated and age < (REFUSED_AGE if refused else MAX_AGE)


class Cache:
    """Entries on disk; a damaged or foreign file counts as absent."""

    def __init__(self, folder: Path) -> None:
        """Keep entries in a folder, which is made when something is stored."""
        self._folder = folder

    @classmethod
    def default(cls, endpoint: str) -> Cache:
        """Return the cache of an endpoint (as it may be shown), below HF_ASSETS_CACHE."""
        from huggingface_hub import constants

        return cls(Path(constants.HF_ASSETS_CACHE) / "openness" / quote(endpoint, safe=""))

    def _path(self, kind: Kind, repo_id: str, revision: str) -> Path:
        # Quoted whole, so that no id or revision leads out of the folder.
        name = quote(f"{repo_id}@{revision}", safe="@")
        if len(name) > 200:
            name = hashlib.sha256(name.encode()).hexdigest()
        return self._folder / kind / f"{name}.json"

    def read(self, kind: Kind, repo_id: str, revision: str = "main") -> Entry | None:
        """Return what is known of a repository, or None."""
        try:
            data = _input.load_json(self._path(kind, repo_id, revision).read_bytes())
            return _entry_from_json(data) if data.pop("format") == FORMAT else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError, binascii.Error):
            return None

    def write(self, entry: Entry, revision: str = "main") -> None:
        """Store an entry, whole or not at all. A cache that cannot be written is no error: the next run asks again."""
        path = self._path(entry.kind, entry.id, revision)
        data = json.dumps({"format": FORMAT, **asdict(entry)}, default=_plain, ensure_ascii=True)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            # Only the owner may read it, as private repositories may be among them.
            write_whole(path, data.encode("ascii"), private=True)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return str(value)


def _entry_from_json(data: dict[str, Any]) -> Entry:
    for name in ("retrieved", "created", "modified"):
        if data[name] is not None:
            data[name] = datetime.fromisoformat(data[name])
    for name in ("tags", "license", "base_models"):
        data[name] = tuple(data[name])
    data["files"] = tuple(Listed(**one) for one in data["files"])
    data["texts"] = {path: base64.b64decode(text) for path, text in data["texts"].items()}
    return Entry(**data)


def git_blob(data: bytes) -> str:
    """Return git's name of a content, which the Hub announces as `blobId` and as the ETag of the file."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def is_content(data: bytes, listed: Listed) -> bool:
    """
    Whether bytes are those that the Hub announced: by their hash where it gave one, else by size.

    Where it announced neither, anything will do but a web page, which a proxy may have sent.
    """
    blob = (listed.blob or "").casefold()
    if not _HASH.fullmatch(blob):
        return not _PAGE.match(data) if listed.size is None else len(data) == listed.size
    # Hubs that are not git at heart announce the plain hash.
    plain = hashlib.sha1(data, usedforsecurity=False) if len(blob) == 40 else hashlib.sha256(data)
    return blob in (plain.hexdigest(), git_blob(data))
