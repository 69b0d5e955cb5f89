"""What the Hub's refusals mean: status and headers to one line and a reason."""

from __future__ import annotations

import re
import time
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final

from openness.errors import HubError

_WORTH_A_REPEAT: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_SPENT: Final = re.compile(r";\s*r\s*=\s*0+\s*;\s*t\s*=\s*(?P<seconds>\d{1,6})\b")
"""`"api";r=0;t=55`: nothing remains of the window for another 55 seconds."""


class Again(HubError):  # noqa: N818 - what to do, not what went wrong
    """A failure that may pass: worth another attempt."""


def refusal(response: Any, *, what: str, endpoint: str, authenticated: bool) -> HubError:
    """
    Return the error for a status other than 200.

    The Hub says what it means in `X-Error-Code`; its bodies are not read. Without a token it answers 401 for what is
    missing and for what is private, so the two are one.
    """
    status = response.status_code
    code = response.headers.get("x-error-code", "")
    said = response.headers.get("x-error-message", "")
    if status in _WORTH_A_REPEAT:
        busy = status == HTTPStatus.TOO_MANY_REQUESTS
        return Again(f"{what}: {endpoint} is {'too busy' if busy else 'out of order'} (status {status})")
    if status == HTTPStatus.UNAUTHORIZED and authenticated and (not code or "Invalid credentials" in said):
        return HubError(f"{what}: the token is not accepted; see `hf auth login`", reason="wrong-token")
    if code == "GatedRepo":
        return HubError(
            f"{what}: gated; accept its terms on the Hub and set HF_TOKEN"
            + (" to a token of that account" if authenticated else ""),
            reason="gated",
        )
    if code == "RevisionNotFound":
        return HubError(f"{what}: the repository has no such revision", reason="no-revision")
    if code == "EntryNotFound":
        return HubError(f"{what}: the repository holds no such file", reason="no-file")
    if "disabled" in said:
        return HubError(f"{what}: disabled by the Hub", reason="disabled")
    if code == "RepoNotFound" or status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        hint = "" if authenticated else "; if it is private, set HF_TOKEN"
        return HubError(f"{what}: not on the Hub, or private{hint}", reason="private-or-missing")
    if status == HTTPStatus.FORBIDDEN:
        return HubError(f"{what}: access refused; may the token read it?", reason="private-or-missing")
    return HubError(f"{what}: {endpoint} answered with status {status}")


def asked_pause(response: Any) -> float | None:
    """Return how many seconds the Hub asks to wait: by `RateLimit` with nothing left, or by `Retry-After`."""
    if (spent := _SPENT.search(response.headers.get("ratelimit", ""))) is not None:
        return float(spent["seconds"])
    if response.status_code not in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return None
    value = response.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
