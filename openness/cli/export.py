"""Export a record to another format."""

from __future__ import annotations

import argparse
from pathlib import Path

from openness.cli import _targets
from openness.cli._exit import OK
from openness.errors import TargetError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `export`."""
    _targets.add_target_arguments(parser, many=False)
    parser.add_argument(
        "--to", required=True, metavar="FORMAT", help="cyclonedx, spdx, mof, ...; an unknown one lists all"
    )
    parser.add_argument("--output", "-o", metavar="FILE", help="write here instead of standard output")


def run(args: argparse.Namespace) -> int:
    """Print or write one record in the format asked for."""
    from openness import export

    writer = export.get(args.to)
    text = writer.render(_targets.one_release(args.targets[0], args))
    if args.output is None:
        print(text, end="")
        return OK
    try:
        Path(args.output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise TargetError(f"{args.output}: {(error.strerror or 'cannot be written').lower()}") from None
    return OK
