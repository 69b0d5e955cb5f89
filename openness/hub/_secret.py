"""The token: used, and shown to nobody."""

from __future__ import annotations

import re
from typing import Any, Final, Self

from openness.errors import HubError

_TOKEN: Final = re.compile(r"[!-~]{1,4096}")


class Secret:
    """
    A token that no traceback, log or debugger shows by accident.

    A token that is given is wrapped under its own name (`token = Secret.of(token)`), so that no frame of ours holds it
    bare when something fails further down and a test runner shows all locals.
    """

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        """Keep it; whether it can be one is asked by `checked`."""
        self.__value = value

    def __repr__(self) -> str:
        return "Secret(***)"

    def authorize(self, headers: Any) -> None:
        """Put it where it belongs."""
        headers["authorization"] = f"Bearer {self.__value}"

    def checked(self) -> Self:
        """Refuse what would break a header: the error of the layer below would quote it."""
        if not _TOKEN.fullmatch(self.__value):
            raise HubError("the token holds characters that no token has; see `hf auth login`", reason="wrong-token")
        return self

    @classmethod
    def of(cls, token: str | bool | Secret | None) -> bool | Secret | None:
        """Wrap a token; what is none passes."""
        return cls(token) if isinstance(token, str) else token

    @classmethod
    def find(cls, token: bool | Secret | None) -> Secret | None:
        """Return the given token; for None or True the one that huggingface_hub knows of."""
        if token is False:
            return None
        if isinstance(token, Secret):
            return token.checked()
        from huggingface_hub import constants, get_token

        if token is None and constants.HF_HUB_DISABLE_IMPLICIT_TOKEN:
            return None
        try:
            known = cls.of(get_token())
        except Exception:  # noqa: BLE001 - it may ask an identity provider, and anything may come back
            raise HubError(
                "the token could not be had from where it is kept; see `hf auth login`", reason="wrong-token"
            ) from None
        return known.checked() if isinstance(known, Secret) else None
