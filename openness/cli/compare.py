"""
Compare models side by side: licence, weights, data, code, documents, and what each standard says.

A cell shows “?” where nobody said anything.
"""

from __future__ import annotations

import argparse
import shutil
import sys

from openness.cli import _config, _index, _targets
from openness.cli._exit import OK
from openness.cli._terminal import formed, say, style_for
from openness.cli._written import write
from openness.errors import TargetError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `compare`."""
    _targets.add_target_arguments(parser)
    parser.add_argument("--format", choices=("text", "html", "markdown"), default="text", help="default: text")
    parser.add_argument("--why", action="store_true", help="the one or two facts that hold each verdict back")
    _index.add_arguments(parser)
    parser.add_argument("--output", "-o", metavar="FILE", help="write here instead of standard output")


def run(args: argparse.Namespace) -> int:
    """Print the matrix; the exit code does not depend on what it says."""
    from openness.output import compare

    if not args.targets:
        raise TargetError("no target; name two or more cards, records, org/name or catalog:NAME")
    _index.use(args, _config.load())
    models = [(_target_name(target), _targets.one_release(target, args)) for target in args.targets]
    found = compare.matrix(models, reasons=args.why)
    if args.output is not None:
        write(args.output, formed(compare.render(found, args.format), args.format).encode())
        return OK
    width = shutil.get_terminal_size((120, 40)).columns
    colour = style_for(sys.stdout).colour
    say(compare.render(found, args.format, width=width, colour=colour), args.format, colour=colour, end="")
    return OK


def _target_name(target: str) -> str:
    return target.removeprefix("catalog:")
