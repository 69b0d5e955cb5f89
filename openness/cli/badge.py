"""
An SVG badge, drawn locally.

  openness badge TARGET --framework NAME   a verdict
  openness badge --license ID              whether a licence allows commercial use
"""

from __future__ import annotations

import argparse

from openness.cli import _config, _index, _targets
from openness.cli._exit import OK
from openness.cli._terminal import say
from openness.cli._written import write
from openness.errors import ConfigurationError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `badge`."""
    _targets.add_target_arguments(parser, many=True)
    parser.add_argument("--framework", metavar="NAME", help="the framework whose verdict is shown")
    parser.add_argument("--license", metavar="ID", help="the licence whose commercial use is shown")
    _index.add_arguments(parser)
    parser.add_argument("--output", "-o", metavar="FILE", help="write here instead of standard output")


def run(args: argparse.Namespace) -> int:
    """Print or write one badge."""
    _index.use(args, _config.load())
    picture = _picture(args)
    if args.output is None:
        say(picture, "svg")
        return OK
    write(args.output, (picture + "\n").encode())
    return OK


def _picture(args: argparse.Namespace) -> str:
    from openness.output import badge

    if args.license is not None:
        if args.targets or args.framework:
            raise ConfigurationError("`--license` stands alone: a badge shows one licence or one verdict")
        from openness.licenses import get

        return badge.of_license(get(args.license))
    if len(args.targets) != 1 or not args.framework:
        raise ConfigurationError("a badge needs TARGET and `--framework NAME`, or `--license ID`")
    from openness.frameworks import get as framework

    standard = framework(args.framework)
    return badge.of_assessment(standard.assess(_targets.one_release(args.targets[0], args)))
