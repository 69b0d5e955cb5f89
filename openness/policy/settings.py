"""
A policy as somebody writes it: `[tool.openness.policy]`, `[policy]` of `openness.toml`, or a file of its own.

The schema is closed: a key, a value or a licence that means nothing is a ConfigurationError with the nearest word, so
that a policy never passes because it was misspelt.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Final, Literal, get_args

from openness import frameworks
from openness._base import Flag, Frozen
from openness.errors import ConfigurationError, UnknownNameError
from openness.licenses.questions import Use, place
from openness.policy.asked import PURPOSES, Asked
from openness.policy.groups import Entry, entry

OnUnknown = Literal["fail", "warn", "pass"]
DISCLOSURES: Final = ("released", "listed", "described")
"""What `dataset-disclosure` may ask for, the most first."""
_NUMBERS: Final = ("users", "revenue", "monthly-revenue")
_KEYS: Final = (
    "purpose",
    *_NUMBERS,
    "country",
    "multimodal",
    "use",
    "private",
    "allow",
    "deny",
    "require",
    "on-unknown",
)
_FACTS: Final = ("dataset-disclosure", "license-text")


class Policy(Frozen):
    """What a project asks of the models that it takes in."""

    asked: Asked = Asked()
    """What it wants to do with them, and how large and where it is."""
    allow: tuple[str, ...] = ()
    """Every binding licence must be met by one of these; empty: any licence."""
    deny: tuple[str, ...] = ()
    """No binding licence may be met by one of these."""
    verdicts: tuple[tuple[str, str], ...] = ()
    """Frameworks, and the least verdict that each must give."""
    dataset_disclosure: str | None = None
    """The least that must be said of the training data; null: nothing."""
    license_text: Flag = False
    """Whether the repository must hold the text of the licence."""
    on_unknown: OnUnknown = "fail"
    """What comes of a point that nobody's word settles."""

    @property
    def allowed(self) -> tuple[Entry, ...]:
        """The entries of `allow`, as understood."""
        return tuple(entry(one, where="allow", every=True) for one in self.allow)

    @property
    def denied(self) -> tuple[Entry, ...]:
        """The entries of `deny`, as understood."""
        return tuple(entry(one, where="deny", every=False) for one in self.deny)


def read_policy(table: Mapping[str, Any], *, where: str = "policy") -> Policy:
    """A policy from a TOML table. Raises ConfigurationError; `where` begins its one line."""
    for key in table:
        if key not in _KEYS:
            raise ConfigurationError(f"{where}: unknown key `{key}`; {_near(key, _KEYS)}")
    require = table.get("require", {})
    if not isinstance(require, Mapping):
        raise ConfigurationError(f"{where}: `require` takes a table, found {require!r}")
    policy = Policy(
        asked=_asked(table, where),
        allow=_texts(table, "allow", where),
        deny=_texts(table, "deny", where),
        verdicts=tuple((name, _verdict(name, word, where)) for name, word in require.items() if name not in _FACTS),
        dataset_disclosure=_one_of(require, "dataset-disclosure", DISCLOSURES, where),
        license_text=_flag(require, "license-text", where) or False,
        on_unknown=_one_of(table, "on-unknown", get_args(OnUnknown), where) or "fail",
    )
    for key, words in (("allow", policy.allow), ("deny", policy.deny)):
        for word in words:
            entry(word, where=f"{where}: `{key}`", every=key == "allow")
    return policy


def _asked(table: Mapping[str, Any], where: str) -> Asked:
    purposes = _texts(table, "purpose", where)
    for purpose in purposes:
        if purpose not in PURPOSES:
            raise ConfigurationError(f"{where}: `purpose` has `{purpose}`; {_near(purpose, PURPOSES)}")
    country = table.get("country")
    if country is not None:
        if not isinstance(country, str):
            raise ConfigurationError(f"{where}: `country` takes text, found {country!r}")
        try:
            country = place(country)
        except UnknownNameError as error:
            raise ConfigurationError(f"{where}: `country`: {error}") from None
    return Asked.model_validate(
        {
            "purposes": purposes,
            **{name.replace("-", "_"): _amount(table, name, where) for name in _NUMBERS},
            "country": country,
            "multimodal": _flag(table, "multimodal", where),
            "private": _flag(table, "private", where),
            "use": _one_of(table, "use", get_args(Use), where),
        }
    )


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, ())
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, (list, tuple)) or not all(isinstance(one, str) for one in listed):
        raise ConfigurationError(f"{where}: `{key}` takes a text or a list of texts, found {value!r}")
    return tuple(listed)


def _amount(table: Mapping[str, Any], key: str, where: str) -> float | None:
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
        raise ConfigurationError(f"{where}: `{key}` takes a number of 0 or more, found {value!r}")
    return float(value)


def _flag(table: Mapping[str, Any], key: str, where: str) -> bool | None:
    value = table.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise ConfigurationError(f"{where}: `{key}` takes true or false, found {value!r}")


def _one_of(table: Mapping[str, Any], key: str, words: tuple[str, ...], where: str) -> Any:
    value = table.get(key)
    if value is None or value in words:
        return value
    raise ConfigurationError(f"{where}: `{key}` takes {', '.join(words)}, found {value!r}{_hint(value, words)}")


def _verdict(name: str, word: Any, where: str) -> str:
    """The least verdict that a framework must give."""
    try:
        framework = frameworks.get(name)
    except UnknownNameError:
        known = (*frameworks.names(), *_FACTS)
        raise ConfigurationError(f"{where}: unknown key `require.{name}`; {_near(name, known)}") from None
    ordered = tuple(one.word for one in framework.verdicts or () if one.ordered)
    if not ordered:
        raise ConfigurationError(f"{where}: `require.{name}`: it grades and gives no verdict that could be asked for")
    if word not in ordered:
        raise ConfigurationError(
            f"{where}: `require.{name}` takes {', '.join(ordered)}, found {word!r}{_hint(word, ordered)}"
        )
    return str(word)


def _near(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"did you mean `{near[0]}`?" if near else f"known: {', '.join(known)}"


def _hint(value: Any, known: tuple[str, ...]) -> str:
    near = get_close_matches(str(value), known, n=1)
    return f"; did you mean `{near[0]}`?" if near else ""
