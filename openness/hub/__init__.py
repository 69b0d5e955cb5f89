"""What a repository of the Hub holds: `fetch` one, or share a `Hub` between many. The only room that opens a socket."""

from __future__ import annotations

from openness.card import ModelCard
from openness.hub._hub import Hub
from openness.hub._secret import Secret


def fetch(
    repo_id: str, revision: str | None = None, token: str | bool | None = None, *, offline: bool = False
) -> ModelCard:
    """
    Return the card of a Hub repository, with what the repository holds in `card.repo`.

    `revision` is a branch, tag or commit; whichever it is, everything is read at one commit. `token` is a token, False
    for none, or None for the one that huggingface_hub knows of (HF_TOKEN, `hf auth login`). `offline` uses the cache
    alone, as HF_HUB_OFFLINE does. Weights are never downloaded. Base models and datasets are looked up as well; one
    that cannot be read is an `Ancestor` or `DatasetInfo` with its reason.

    Raises HubError, one line with a `reason`, if the repository or its card cannot be read.
    """
    token = Secret.of(token)  # type: ignore[assignment] # no frame of ours holds it bare
    return Hub(token=token, offline=offline).fetch(repo_id, revision)


__all__ = ["Hub", "fetch"]
