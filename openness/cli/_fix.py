"""Changing a card by edits at places, to mend it: every byte that no edit covers stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from difflib import unified_diff

from openness._inert import shown
from openness.card import ModelCard
from openness.cli._written import write
from openness.errors import TargetError
from openness.output import Result
from openness.rules import Edit, Finding, Report

_NOT_MENDABLE = frozenset({"utf-16", "invalid-bytes"})


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits; an edit that overlaps an earlier one is left out."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < position:
            continue
        parts += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join((*parts, text[position:]))


def _edits(report: Report) -> list[Edit]:
    return [edit for finding in report.findings for edit in finding.fix]


def apply(card: ModelCard, report: Report) -> ModelCard:
    """Write the mended card back and read it again. Raises TargetError where its bytes could not be kept."""
    return write_back(card, _edits(report), option="--fix")


def mended(before: Report, after: Report) -> tuple[Finding, ...]:
    """The findings with edits that a second look no longer meets: those that were really mended."""
    left = Counter((one.rule, one.fingerprint) for one in after.findings)
    found = []
    for one in before.findings:
        if not one.fixable:
            continue
        if left[one.rule, one.fingerprint]:
            left[one.rule, one.fingerprint] -= 1
        else:
            found.append(one)
    return tuple(found)


def write_back(card: ModelCard, edits: Iterable[Edit], *, option: str) -> ModelCard:
    """The card with edits, written to its file and read again; a card that is no file stays as it is."""
    path = card.file
    if path is None or not path.is_file():  # read from a stream or given as text, whatever its path says
        return card
    kinds = {problem.kind for problem in card.problems}
    if kinds & _NOT_MENDABLE:
        raise TargetError(
            f"{card.path}: not UTF-8, so {option} would change more than the finding; save it as UTF-8 first"
        )
    mark = b"\xef\xbb\xbf" if "byte-order-mark" in kinds else b""
    write(path, mark + edited(card.text, edits).encode())
    again = ModelCard.parse(path.read_bytes(), path=card.path)
    again = replace(again, file=card.file, statement=card.statement, statement_path=card.statement_path)
    return again if card.repo is None else again.with_repo(card.repo)


def diff(result: Result) -> str:
    """What `apply` would change, as a unified diff."""
    if result.report is None or result.card is None or not _edits(result.report):
        return ""
    before = result.card.text
    after = edited(before, _edits(result.report))
    lines = unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        shown(result.target),
        shown(result.target),
        n=1,
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
