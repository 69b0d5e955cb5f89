"""One repository after another: from the cache where that is still so, else from the Hub."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

from openness.card.companions import is_companion, limit_of
from openness.card.model_card import SIZE_LIMIT
from openness.errors import HubError
from openness.hub import _names
from openness.hub._api import entry_of
from openness.hub._cache import Cache, Entry, Kind, Listed, is_content
from openness.hub._refusals import Again
from openness.hub._wire import Wire

_LASTING: Final = frozenset({"gated", "private-or-missing", "disabled"})
"""Reasons that are kept: an answer of the Hub, not a failure on the way to it."""
_DATASET: Final = {"expand": ["sha", "cardData", "disabled", "gated", "private", "tags"]}
"""What is asked of a dataset: its list of files may be very long."""


class Reader:
    """Reads entries. Threads may share one; two of them never ask for the same repository at once."""

    def __init__(self, *, wire: Wire | None, cache: Cache) -> None:
        """`wire` is None offline: then the cache must do."""
        self._wire = wire
        self._cache = cache
        self._locks = tuple(threading.Lock() for _ in range(64))

    def entry(
        self,
        kind: Kind,
        repo_id: str,
        revision: str | None = None,
        *,
        wanted: Callable[[str], bool] = is_companion,
        recent: bool = False,
    ) -> Entry:
        """
        Return what is known of a repository; its README and the wanted files come along for a model.

        With `recent` a young entry of the cache is taken unasked, and a refusal is an entry with its reason; without,
        the Hub is asked whether the entry is still true, and a refusal raises HubError.
        """
        with self._locks[hash((kind, repo_id, revision)) % len(self._locks)]:
            known = self._cache.read(kind, repo_id, revision or "main")
            if self._wire is None:
                known = known or _snapshot(kind, repo_id, revision)
                if known is None:
                    raise HubError(f"{repo_id}: offline, and not in the cache", reason="not-cached")
                return known
            if recent and known is not None and known.is_fresh(authenticated=self._wire.authenticated):
                return known
            try:
                entry = self._asked(self._wire, kind, repo_id, revision, known)
                if kind == "models":
                    entry = self._with_texts(self._wire, entry, known, wanted)
            except HubError as error:
                if not recent or error.reason not in _LASTING:
                    raise
                entry = Entry(
                    id=repo_id,
                    kind=kind,
                    retrieved=datetime.now(UTC).replace(microsecond=0),
                    authenticated=self._wire.authenticated,
                    reason=error.reason,
                )
            if not any(reason not in _LASTING for reason in entry.unread.values()):
                self._cache.write(entry, revision or "main")
            return entry

    @staticmethod
    def _asked(wire: Wire, kind: Kind, repo_id: str, revision: str | None, known: Entry | None) -> Entry:
        """Ask the API, with the ETag of what is known."""
        path = f"/api/{kind}/{repo_id}" + (f"/revision/{quote(revision, safe='')}" if revision else "")
        params: Mapping[str, Any] = {"blobs": "true"} if kind == "models" else _DATASET
        same = known is not None and known.reason is None and known.authenticated == wire.authenticated
        etag = known.etag if known is not None and same else None
        reply = wire.json(path, what=repo_id, params=params, etag=etag)
        if reply.unchanged:
            if known is None or etag is None:
                raise Again(f"{repo_id}: {wire.endpoint} says `not modified` of what was never asked")
            return replace(known, retrieved=datetime.now(UTC).replace(microsecond=0))
        return entry_of(
            reply.value,
            repo_id=repo_id,
            kind=kind,
            what=repo_id,
            etag=reply.etag,
            authenticated=wire.authenticated,
        )

    @staticmethod
    def _with_texts(wire: Wire, entry: Entry, known: Entry | None, wanted: Callable[[str], bool]) -> Entry:
        """Add the texts: those of the cache whose content is what the Hub announces now, the others asked for."""
        kept = {**(known.texts if known else {}), **entry.texts}
        same = known is not None and known.commit == entry.commit and known.authenticated == entry.authenticated
        # A refusal is tried again: access may have been granted since, without a new commit.
        unread = {path: why for path, why in known.unread.items() if why == "too-large"} if known and same else {}
        texts: dict[str, bytes] = {}
        for one in _to_read(entry, wanted):
            if one.path in kept and (one.blob or same) and is_content(kept[one.path], one):
                texts[one.path] = kept[one.path]
            elif one.path not in unread:
                limit = SIZE_LIMIT if one.path == _names.README else limit_of(one.path)
                try:
                    texts[one.path] = _file(wire, entry, one, limit)
                except HubError as error:
                    if error.reason == "wrong-token" or (one.path == _names.README and error.reason == "too-large"):
                        raise
                    if error.reason not in {"no-file", "gated", "private-or-missing", "disabled", "too-large"}:
                        raise
                    if error.reason != "no-file":
                        unread[one.path] = error.reason
                    if error.reason in _LASTING:
                        break  # the others will be refused as well
        # Texts that were read for another purpose stay, as long as they are what the Hub announces.
        for one in entry.files:
            if one.path in kept and one.path not in texts and one.blob and is_content(kept[one.path], one):
                texts[one.path] = kept[one.path]
        return replace(entry, texts=texts, unread=unread)


def _to_read(entry: Entry, wanted: Callable[[str], bool]) -> list[Listed]:
    """The card first, then the wanted files, few and small."""
    if not entry.listed:
        return [Listed(path=_names.README)]
    card = [one for one in entry.files if one.path == _names.README]
    others = [one for one in entry.files if wanted(one.path) and (one.size or 0) <= limit_of(one.path)]
    return card + others[: _names.COMPANION_COUNT]


def _file(wire: Wire, entry: Entry, one: Listed, limit: int) -> bytes:
    if one.size is not None and one.size > limit:
        raise HubError(f"{entry.id}/{one.path}: larger than {limit // 1_000_000} MB, not read", reason="too-large")
    return wire.file(
        entry.id,
        one.path,
        commit=entry.commit or "main",
        limit=limit,
        size=one.size,
        # A Hub whose list holds no hashes still sends one with the file.
        accept=lambda data, etag: is_content(data, one if one.blob else replace(one, blob=etag)),
    )


def _snapshot(kind: Kind, repo_id: str, revision: str | None) -> Entry | None:
    """What huggingface_hub itself has downloaded of a model, where its card is among it."""
    from huggingface_hub import try_to_load_from_cache

    if kind != "models":
        return None
    found = try_to_load_from_cache(repo_id, _names.README, revision=revision)
    if not isinstance(found, str):
        return None
    from pathlib import Path

    card = Path(found)
    files, texts = [], {}
    for path in sorted(card.parent.rglob("*")):
        name = path.relative_to(card.parent).as_posix()
        if not path.is_file():
            continue
        size = path.stat().st_size
        files.append(Listed(path=name, size=size))
        if size <= limit_of(name) and (name == _names.README or is_companion(name)):
            texts[name] = path.read_bytes()
    return Entry(
        id=repo_id,
        retrieved=datetime.fromtimestamp(card.stat().st_mtime, tz=UTC),
        commit=card.parent.name,
        files=tuple(files),
        listed=False,
        texts=texts,
    )
