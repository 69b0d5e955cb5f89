"""GitLab's Code Quality report: findings beside the changed lines of a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from openness._inert import json_text
from openness.output._results import Result

_SEVERITY = {"error": "major", "warning": "minor", "info": "info"}
UNREAD = "unread"
"""The check's name for a target that cannot be read: no rule, but a merge request that breaks a card must say so."""


def render(results: Sequence[Result]) -> str:
    """One list of problems, each with a fingerprint of its own that stays when lines move."""
    seen: Counter[str] = Counter()
    problems = [problem for result in results for problem in _problems(result)]
    for problem in problems:
        known = str(problem["fingerprint"])
        seen[known] += 1
        if seen[known] > 1:
            problem["fingerprint"] = _digest(f"{known} {seen[known]}")
    return json_text(json.dumps(problems, indent=2, ensure_ascii=False))


def _problems(result: Result) -> Iterator[dict[str, Any]]:
    if result.failure is not None:
        known = _digest(f"{result.target} {UNREAD}")
        yield {
            "description": result.failure,
            "check_name": UNREAD,
            "fingerprint": known,
            "severity": "blocker",
            "location": _location(result.target, 1),
        }
    for finding in result.report.findings if result.report is not None else ():
        yield {
            "description": f"{finding.message}; {finding.hint}",
            "check_name": finding.rule,
            "fingerprint": _digest(f"{finding.path} {finding.fingerprint}"),
            "severity": _SEVERITY[finding.severity],
            "location": _location(finding.path, finding.place.line or 1),
        }


def _location(path: str, line: int) -> dict[str, Any]:
    return {"path": PurePath(path).as_posix(), "lines": {"begin": line}}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
