"""
What must be carried along with models or licences, as a file to ship.

Licence copies, prescribed notices word for word, names, displays, marks on changes and use policies, each with its
clause. TARGET is a licence, an expression, or a model (card, folder, org/name, URL of the Hub, catalog:NAME): of a model
what its own licence asks for and what those of the models it was made from ask for. Exit code 1: a licence is not known,
so that the file cannot be complete.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from pathlib import Path

from openness.cli import _model_targets, _targets
from openness.cli._exit import FINDINGS, OK
from openness.cli._terminal import safe
from openness.errors import TargetError
from openness.policy import ModelAnswer, answer_for, answer_for_license


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `notice`."""
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="licence, expression or model")
    _model_targets.add_arguments(parser)
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    parser.add_argument("--output", "-o", metavar="FILE", help="write here instead of standard output")


def run(args: argparse.Namespace) -> int:
    """
    Print or write what must be carried along; 1 where a licence is not known, so that the file cannot be complete.

    One target that cannot be read stops all: no file is written that lacks it.
    """
    from openness.cli import _notice_text

    targets = _model_targets.wanted(args.targets, args)
    if not targets:
        raise TargetError("no target; name a licence or a model")
    answers = [answer for target in targets for answer in _answers(target, args)]
    text = _notice_text.FORMATS[args.format](answers)
    if args.output is None:
        print(safe(text), end="")
    else:
        write_whole(Path(args.output), text)
    gaps = list(_notice_text.gaps(answers))
    for gap in gaps:
        print(safe(f"openness: warning: not in the notice: {gap}"), file=sys.stderr)
    return FINDINGS if gaps else OK


def _answers(target: str, args: argparse.Namespace) -> list[ModelAnswer]:
    if not _model_targets.is_model(target):
        return [answer_for_license(_model_targets.license_of_link(target))]
    return [
        answer_for(_targets.release_of(found), card=found.card, target=found.name)
        for found in _model_targets.models(target, args)
    ]


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside its place first, then renamed. Raises TargetError."""
    beside: str | None = None
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        with open(handle, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - an open handle, not a path
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except OSError as error:
        if beside is not None:
            with contextlib.suppress(OSError):
                Path(beside).unlink()
        raise TargetError(f"{path}: {(error.strerror or 'cannot be written').lower()}") from None


def _umask() -> int:
    """The user's mask for new files; reading it means setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
