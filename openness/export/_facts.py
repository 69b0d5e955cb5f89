"""The record's facts as flat names and values, for formats whose extension point is a list of properties."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from openness._pattern import pattern
from openness.errors import ConfigurationError
from openness.release import ModelRelease, Section, is_stated

Property = tuple[str, str]
"""A name such as `openness:weights:access`, and its value as text."""

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""How a moment is written in these formats."""
_HUB = pattern(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9_][\w.-]*\Z")
_WEB = pattern(r"https?://[^\s/?#\[\]@:]+(?::\d+)?(?:[/?#]|\Z)", re.IGNORECASE)
_COMMIT = pattern(r"[0-9a-f]{40}")
_PINNED = pattern(r"[0-9A-Fa-f]{7,40}")
_LOOSE_PERCENT = pattern(r"%", not_after=r"[0-9A-Fa-f]{2}")


def facts(release: ModelRelease, section: str) -> Iterator[Property]:
    """Every stated scalar of a section, and lists of words joined by commas."""
    part: Section = getattr(release, section)
    for field in type(part).model_fields:
        value = getattr(part, field)
        if field == "evidence" or not is_stated(value):
            continue
        words = spoken(value)
        if words is not None:
            yield f"openness:{section}:{field}", words


def spoken(value: Any) -> str | None:
    """A scalar or a list of words as text; None for what has parts of its own."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(value) if all(isinstance(one, str) for one in value) else None
    if hasattr(value, "model_fields_set"):
        return None
    return str(value)


def hub_url(identity: str | None, *, dataset: bool = False) -> str | None:
    """The Hub's page of an id such as `org/name`; None for any other name."""
    if identity is None or not _HUB.match(identity):
        return None
    return f"https://huggingface.co/{'datasets/' if dataset else ''}{identity}"


def purl(identity: str | None, revision: str | None = None) -> str | None:
    """
    The package URL of a model of the Hub, at the commit that was read; None for any other name.

    Its type asks for a commit, in small letters. A branch or a version such as `main` or `1.0` names no one state.
    """
    if hub_url(identity) is None:
        return None
    return f"pkg:huggingface/{identity}{'@' + revision.lower() if revision and _PINNED.fullmatch(revision) else ''}"


def created(moment: datetime | None) -> str | None:
    """
    When a document was made: `moment`, else what SOURCE_DATE_EPOCH (seconds) gives, for builds that repeat; else None.

    A moment without an offset is in UTC.
    """
    if moment is not None:
        try:
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime(MOMENT)
        except OverflowError:
            raise ConfigurationError(f"moment {moment}: none in UTC, whose years are 1 to 9999") from None
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not (fixed.isascii() and fixed.isdigit()):
        return None
    try:
        return datetime.fromtimestamp(int(fixed), UTC).strftime(MOMENT)
    except (OverflowError, ValueError, OSError):
        return None


def file_url(release: ModelRelease, path: str) -> str | None:
    """The address of a file of the Hub at the commit that was read; None where no commit is known: it would not stay the same."""
    subject = release.subject
    page = hub_url(subject.id)
    if page is None or subject.revision is None or _COMMIT.fullmatch(subject.revision) is None:
        return None
    return f"{page}/resolve/{subject.revision}/{quote(path)}"


def web(address: str | None) -> str | None:
    """A web address with everything escaped that no address may hold; None for what is no web address."""
    if address is None or not _WEB.match(address.strip()):
        return None
    page, mark, fragment = address.strip().partition("#")
    safe = "-._~:/?@!$&'()*+,;=%"
    escaped = quote(page, safe=safe) + mark + quote(fragment, safe=safe)
    return _LOOSE_PERCENT.sub("%25", escaped)


def title(release: ModelRelease) -> str:
    """What to call the model."""
    subject = release.subject
    return subject.name or (subject.id or "").rpartition("/")[2] or "unnamed model"
