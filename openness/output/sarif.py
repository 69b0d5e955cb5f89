"""SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import inspect
import json
import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from openness._inert import json_text, unlinked
from openness.output._results import Result
from openness.output.text import RULE_URL
from openness.rules import Finding, Rule, get

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def render(results: Sequence[Result]) -> str:
    """One run with every finding; columns count characters."""
    findings = [one for result in results if result.report is not None for one in result.report.findings]
    rules = [get(name) for name in dict.fromkeys(finding.rule for finding in findings)]
    order = {rule.id: position for position, rule in enumerate(rules)}
    driver = {
        "name": "openness",
        "version": version("openness"),
        "informationUri": "https://openness.dev",
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, order[finding.rule]) for finding in findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json_text(json.dumps(log, indent=2, ensure_ascii=False))


def _rule(rule: Rule) -> dict[str, Any]:
    page = inspect.cleandoc(type(rule).__doc__ or "")
    return {
        "id": rule.id,
        "shortDescription": {"text": page.split("\n", 1)[0]},
        "fullDescription": {"text": page},
        "helpUri": RULE_URL.format(rule.id),
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"tags": [rule.family], "precision": rule.confidence},
    }


def _result(finding: Finding, position: int) -> dict[str, Any]:
    place = finding.place
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_line is not None:
        region["endLine"] = place.end_line
    if place.end_column is not None:
        region["endColumn"] = place.end_column
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(finding.path)}, "region": region}}
    return {
        "ruleId": finding.rule,
        "ruleIndex": position,
        "level": _LEVEL[finding.severity],
        "message": {"text": unlinked(f"{finding.message}. {finding.hint[:1].upper()}{finding.hint[1:]}.")},
        "locations": [location],
        "partialFingerprints": {"openness/v1": finding.fingerprint},
    }


def _uri(path: str) -> str:
    """The path as a URI reference: the bytes of its name, percent-encoded; a colon would look like a scheme's."""
    shown = Path(path)
    return shown.as_uri() if shown.is_absolute() else quote(os.fsencode(shown.as_posix()), safe="/~!$&'()*+,;=@")
