"""What was known before: a JSON report of an earlier run, whose findings are not told again."""

from __future__ import annotations

from dataclasses import replace

from openness import _input, _limits
from openness._inert import whole
from openness.errors import ConfigurationError, TargetError
from openness.output import Result

Known = frozenset[tuple[str, str]]
"""Findings by path and fingerprint."""


def load(path: str | None) -> Known:
    """The findings of a baseline; ConfigurationError says in one line how to write one that is missing."""
    if path is None:
        return frozenset()
    write = f"--format json --fail-on never --output {path}"
    try:
        report = _input.load_json(_input.read_bytes(path, _limits.BASELINE, what="no baseline"))
        return frozenset(
            (one["path"], one["fingerprint"]) for result in report["results"] for one in result["findings"]
        )
    except TargetError as error:
        raise ConfigurationError(f"{error}; write this baseline with `openness check --offline {write} .`") from None
    except (ValueError, KeyError, TypeError):
        raise ConfigurationError(f"{path}: no openness report; write a baseline with `{write}`") from None


def without(result: Result, known: Known) -> Result:
    """A result in which what a baseline knows stands apart."""
    if result.report is None or not known:
        return result
    told = tuple(one for one in result.report.findings if (whole(one.path), one.fingerprint) in known)
    kept = tuple(one for one in result.report.findings if (whole(one.path), one.fingerprint) not in known)
    return replace(result, report=replace(result.report, findings=kept), known=(*result.known, *told))
