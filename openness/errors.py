"""
The exceptions of `openness`, one tree.

    OpennessError                 everything this package raises on purpose
      TargetError                 a path, Hub id or catalogue name that cannot be read
        HubError                  the Hub said no, or did not answer
      ConfigurationError          a setting that is unknown or wrong
      UnknownNameError            a name (licence, rule, framework, format) that does not exist; knows near names
        FamilyError               a licence family: it names no single text
      InvalidLicenseExpressionError  a licence expression that cannot be parsed
      InvalidRecordError          a record that the schema refuses
      LimitError                  a text on which a search is given up, and says so

Each message is one line: where, what was found, what to do.
"""

from __future__ import annotations


class OpennessError(Exception):
    """Base of all errors raised on purpose; its text is one line meant for a person."""


class TargetError(OpennessError):
    """A path, Hub id or catalogue name that cannot be read."""


class HubError(TargetError):
    """
    The Hub refused, does not hold the repository, or did not answer.

    `reason` says which: `malformed`, `private-or-missing`, `gated`, `disabled`, `no-revision`, `no-file`,
    `wrong-token`, `too-large`, `unreachable` (also: too slow, too busy, nonsense) or `not-cached`.
    """

    def __init__(self, message: str, *, reason: str = "unreachable") -> None:
        """Keep the reason beside the message."""
        super().__init__(message)
        self.reason = reason


class ConfigurationError(OpennessError):
    """A setting that is unknown or has a wrong value."""


class UnknownNameError(OpennessError):
    """A name that does not exist; `near` holds the names it may have meant."""

    def __init__(self, message: str, *, near: tuple[str, ...] = ()) -> None:
        """Keep the near names beside the message."""
        super().__init__(message)
        self.near = near


class FamilyError(UnknownNameError):
    """A licence family such as `openrail`: it names no single text; `near` holds its members."""


class InvalidLicenseExpressionError(OpennessError):
    """A licence expression that cannot be parsed."""


class InvalidRecordError(OpennessError):
    """A record that the published schema refuses; `places` says where."""

    def __init__(self, message: str, *, places: tuple[str, ...] = ()) -> None:
        """Keep the places beside the message."""
        super().__init__(message)
        self.places = places


class LimitError(OpennessError):
    """A text on which a search was given up: nothing is said of it, least of all that nothing was found."""
