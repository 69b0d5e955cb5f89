"""Changing a card by edits at places, to mend it: every byte that no edit covers stays."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

from openness.card import ModelCard
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
    path = card.file or Path(card.path)
    if card.path == "-" or not path.is_file():
        return card
    kinds = {problem.kind for problem in card.problems}
    if kinds & _NOT_MENDABLE:
        raise TargetError(
            f"{card.path}: not UTF-8, so {option} would change more than the finding; save it as UTF-8 first"
        )
    mark = b"\xef\xbb\xbf" if "byte-order-mark" in kinds else b""
    try:
        write_whole(str(path), mark + edited(card.text, edits).encode())
    except OSError as error:
        raise TargetError(f"{card.path}: {(error.strerror or 'cannot be written').lower()}") from None
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
        before.splitlines(keepends=True), after.splitlines(keepends=True), result.target, result.target, n=1
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def write_whole(path: str, data: bytes) -> None:
    """Write a file in one step: it holds the old bytes or the new ones, never half of them."""
    target = Path(path)
    if target.exists() and not target.is_file():  # a device, a FIFO: written to, never replaced
        with target.open("wb") as stream:
            stream.write(data)
        return
    mode = target.stat().st_mode if target.exists() else None
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if mode is not None:
            Path(name).chmod(mode & 0o7777)
        else:
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
        Path(name).replace(target.resolve() if target.is_symlink() else target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
