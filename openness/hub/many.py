"""Many repositories: which ones there are, and their cards as they come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Any, Final
from urllib.parse import quote, urlsplit

from openness.card import ModelCard
from openness.errors import HubError
from openness.hub import _names
from openness.hub._hub import Hub

PAGES: Final = 10_000
"""Pages of a list that are followed; the Hub's largest organisations have fewer than 100."""


def fetch_each(hub: Hub, targets: Iterable[str], *, connections: int = 8) -> Iterator[tuple[str, ModelCard | HubError]]:
    """
    Fetch each `org/name[@revision]`, several at once; yields them as they end, a failure as the error that it is.

    `connections` bounds the requests under way; at most twice as many cards are held, however slowly they are taken.
    Leaving the iteration early stops what is still under way.
    """
    source = iter(targets)
    waiting: dict[Future[ModelCard | HubError], str] = {}
    pool = ThreadPoolExecutor(max_workers=connections, thread_name_prefix="openness-hub")
    try:
        while True:
            for target in islice(source, 2 * connections - len(waiting)):
                waiting[pool.submit(_fetched, hub, target)] = target
            if not waiting:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield waiting.pop(future), future.result()
    finally:
        if waiting:
            hub.stop()
        pool.shutdown(wait=True, cancel_futures=True)


def _fetched(hub: Hub, target: str) -> ModelCard | HubError:
    name, _, revision = target.partition("@")
    try:
        return hub.fetch(name, revision or None)
    except HubError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one repository must not end a run over thousands
        # The type alone: its words may be anything, a token included.
        return HubError(f"{target}: an error of ours, {type(error).__name__}; please report it", reason="internal")


def models_of(hub: Hub, author: str) -> Iterator[str]:
    """Ids of all models of a user or organisation. Raises HubError."""
    name = _names.checked_owner(author)
    path: str | None = f"/api/models?author={quote(name)}&limit=1000"
    seen: set[str] = set()
    while path is not None and path not in seen and len(seen) < PAGES:
        seen.add(path)
        reply = hub.ask(path, what=author)
        yield from _ids(reply.value)
        path = _next(reply.next_page)


def models_in(hub: Hub, slug: str) -> Iterator[str]:
    """Ids of the models of a collection; its datasets, Spaces and papers are left out. Raises HubError."""
    name = _names.checked_collection(slug)
    value = hub.ask(f"/api/collections/{name}", what=name).value
    items = value.get("items") if isinstance(value, dict) else None
    yield from _ids([one for one in items or () if isinstance(one, dict) and one.get("type") == "model"])


def _ids(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else ():
        name = one.get("id") if isinstance(one, dict) else None
        if isinstance(name, str):
            yield name


def _next(address: str | None) -> str | None:
    """The path of a next page: it is asked at our endpoint, wherever the address leads."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return f"{parts.path}?{parts.query}" if parts.path.startswith("/api/") else None
