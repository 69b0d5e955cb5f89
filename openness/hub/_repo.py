"""From what was learnt of a repository to the card and its `RepoInfo`."""

from __future__ import annotations

from dataclasses import replace

from openness.card import ModelCard, RepoFile, RepoInfo
from openness.card.decoding import decode
from openness.errors import TargetError
from openness.hub import _names
from openness.hub._cache import Entry, Listed


def card_of(entry: Entry, *, text: bytes | None = None) -> ModelCard:
    """The card of a repository (`text` in place of its README) with what lies beside it."""
    data = entry.texts.get(_names.README, b"") if text is None else text
    card = ModelCard.parse(data, path=f"{entry.id}/{_names.README}")
    stated = entry.texts.get("openness.yaml")
    if stated is not None:
        card = replace(card, statement=stated.decode("utf-8", "replace"), statement_path=f"{entry.id}/openness.yaml")
    return card.with_repo(repo_of(entry))


def repo_of(entry: Entry) -> RepoInfo:
    """What the Hub says of a repository."""
    return RepoInfo(
        id=entry.id,
        revision=entry.commit,
        source="hub-api",
        gated=entry.gated,
        private=entry.private,
        disabled=entry.disabled,
        created=entry.created,
        modified=entry.modified,
        tags=entry.tags,
        library=entry.library,
        pipeline_tag=entry.pipeline_tag,
        parameters=entry.parameters,
        files=tuple(
            RepoFile(path=one.path, size=one.size, text=_companion_text(entry, one.path), sha256=_sha256(one))
            for one in entry.files
        ),
        files_known=entry.listed,
        retrieved=entry.retrieved,
        notes=tuple(f"{path} was not read: {reason}" for path, reason in sorted(entry.unread.items())),
    )


_SHA256 = 64
"""Hexadecimal digits of a SHA-256; git's own hash has forty."""


def _sha256(file: Listed) -> str | None:
    """The content's SHA-256, which the Hub gives for files in its large storage; of others it gives git's own hash."""
    return file.blob if file.blob is not None and len(file.blob) == _SHA256 else None


def _companion_text(entry: Entry, path: str) -> str | None:
    data = None if path == _names.README else entry.texts.get(path)
    if data is None:
        return None
    try:
        return decode(data, path)[0]
    except TargetError:  # binary data under the name of a text
        return None
