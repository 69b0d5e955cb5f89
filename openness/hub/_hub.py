"""`Hub`: the door to a Hub, with its endpoint, token, cache and pace."""

from __future__ import annotations

import os
from dataclasses import replace

from openness.card import ModelCard, RepoInfo
from openness.errors import HubError, TargetError
from openness.hub import _lineage, _names
from openness.hub._cache import Cache, Entry
from openness.hub._pace import Pace
from openness.hub._reader import Reader
from openness.hub._repo import card_of
from openness.hub._secret import Secret
from openness.hub._wire import Patience, Reply, Wire, checked_address


class Hub:
    """
    Reads repositories of the Hub that HF_ENDPOINT names. Threads may share one.

    `rate` is the number of requests a second that is never exceeded (None: no limit of ours); `patient` waits longer
    and tries more often, for runs over many repositories.
    """

    def __init__(
        self,
        *,
        token: str | bool | Secret | None = None,
        offline: bool = False,
        rate: float | None = None,
        patient: bool = False,
    ) -> None:
        """Open nothing yet: the first question does."""
        if "HF_ENDPOINT" in os.environ:  # asked before the client is loaded, which parses the address as it loads
            checked_address(os.environ["HF_ENDPOINT"].rstrip("/"))
        from huggingface_hub import is_offline_mode

        token = Secret.of(token)
        wire = Wire(
            token=Secret.find(token),
            pace=Pace(rate),
            patience=Patience.for_many() if patient else Patience.for_one(),
        )
        self.endpoint = wire.endpoint
        self._wire = None if offline or is_offline_mode() else wire
        self._reader = Reader(wire=self._wire, cache=Cache.default(wire.endpoint))

    def fetch(self, repo_id: str, revision: str | None = None) -> ModelCard:
        """Return a card with what its repository holds. Raises HubError if either cannot be read."""
        entry = self._reader.entry("models", _names.checked_id(repo_id), _names.checked_revision(revision))
        self._refuse(entry)
        try:
            card = card_of(entry)
        except TargetError as error:  # a README that is no text
            raise HubError(str(error), reason="unreadable") from None
        repo: RepoInfo = replace(
            card.repo or RepoInfo(),
            endpoint=self.endpoint,
            ancestors=tuple(_lineage.ancestors(entry, card, self._reader)),
            datasets=tuple(_lineage.datasets(card, self._reader)),
        )
        return card.with_repo(repo)

    def ask(self, path: str, *, what: str) -> Reply:
        """Return the API's answer to a path. Raises HubError, offline too: lists are not kept."""
        if self._wire is None:
            raise HubError(f"{what}: offline, and lists are not in the cache", reason="not-cached")
        return self._wire.json(path, what=what)

    def stop(self) -> None:
        """Let what is under way in other threads end soon, without further requests."""
        if self._wire is not None:
            self._wire.stop()

    @staticmethod
    def _refuse(entry: Entry) -> None:
        """Raise where the card itself is kept from us: a check of what it says would be about nothing."""
        reason = entry.reason or entry.unread.get(_names.README)
        if reason == "gated":
            how = f" ({entry.gated})" if entry.gated else ""
            hint = (
                "accept its terms on the Hub with the account of your token"
                if entry.authenticated
                else "accept its terms on the Hub and set HF_TOKEN"
            )
            raise HubError(f"{entry.id}: gated{how}, its card cannot be read; {hint}", reason="gated")
        if reason is not None:
            raise HubError(f"{entry.id}: its card cannot be read ({reason})", reason=reason)
