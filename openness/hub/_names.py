"""Which names may be asked for: repository ids, revisions, and the few files that are read."""

from __future__ import annotations

import re
from typing import Final

from openness.errors import HubError

_PART: Final = r"[A-Za-z0-9](?:[\w.-]{0,94}[A-Za-z0-9_])?|_[\w.-]{0,95}"
_ID: Final = re.compile(rf"(?:(?:{_PART})/)?(?:{_PART})", re.ASCII)
_REVISION: Final = re.compile(r"[A-Za-z0-9_][\w.+-]*(?:/[\w.+-]+)*", re.ASCII)
_SLUG: Final = re.compile(rf"(?:{_PART})/[\w.-]{{1,200}}", re.ASCII)
_OWNER: Final = re.compile(_PART, re.ASCII)
_PAGE: Final = re.compile(r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/(?:datasets/)?", re.IGNORECASE)

README: Final = "README.md"
COMPANION_COUNT: Final = 20
"""Companion files read of one repository at most."""


def checked_id(repo_id: str) -> str:
    """Return the id if a Hub may be asked for it; HubError otherwise. Nothing is decoded, so `%2e` is refused too."""
    if not _ID.fullmatch(repo_id) or ".." in repo_id or "--" in repo_id or repo_id.endswith(".git"):
        raise HubError(f"{_escaped(repo_id)}: no Hub id (expected org/name)", reason="malformed")
    return repo_id


def checked_revision(revision: str | None) -> str | None:
    """Return the revision if it can be a branch, tag or commit; HubError otherwise."""
    if revision is None:
        return None
    if not _REVISION.fullmatch(revision) or ".." in revision or len(revision) > 200:
        raise HubError(f"{_escaped(revision)}: no revision (expected a branch, tag or commit)", reason="malformed")
    return revision


def checked_owner(owner: str) -> str:
    """Return the name of a user or organisation if it can be one."""
    if not _OWNER.fullmatch(owner) or ".." in owner:
        raise HubError(f"{_escaped(owner)}: no name of a user or organisation", reason="malformed")
    return owner


def checked_collection(slug: str) -> str:
    """Return the slug of a collection (`owner/title-0123abcd...`) if it can be one; its page's address is taken too."""
    slug = _PAGE.sub("", slug.strip()).removeprefix("collections/").strip("/")
    if not _SLUG.fullmatch(slug) or ".." in slug:
        raise HubError(f"{_escaped(slug)}: no collection (expected owner/title-id)", reason="malformed")
    return slug


def as_id(written: str) -> str | None:
    """Return the id that a front-matter value means, without the address of its page; None if it can be none."""
    name = written.strip()
    if (page := _PAGE.match(name)) is not None:
        name = "/".join(name[page.end() :].rstrip("/").split("/")[:2])
    try:
        return checked_id(name)
    except HubError:
        return None


def _escaped(value: object) -> str:
    text = str(value).encode("unicode_escape").decode("ascii")
    return text if len(text) <= 100 else f"{text[:97]}..."
