"""Describe one model: what is stated, where and how surely; `--format json` gives the whole record."""

from __future__ import annotations

import argparse
import sys
from typing import TextIO

from openness.cli import _targets
from openness.cli._exit import OK
from openness.cli._terminal import columns, say, style_for
from openness.errors import ConfigurationError
from openness.output import facts, overview
from openness.release import ModelRelease


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `describe`."""
    _targets.add_target_arguments(parser, many=False)
    parser.add_argument("--format", choices=("text", "json", "yaml"), default="text", help="default: text")
    parser.add_argument("--explain", action="store_true", help="show each fact with the line that shows it")
    parser.add_argument("--all", action="store_true", help="with yaml: keep what is unknown too")


def run(args: argparse.Namespace) -> int:
    """Print the record of one target."""
    if args.explain and args.format != "text":
        raise ConfigurationError(f"--explain is text; leave --format {args.format} out")
    target = _targets.one_target(args.targets[0], args)
    release = _targets.release_of(target)
    if args.format == "yaml":
        say(as_yaml(release, everything=args.all, ascii_only=not _is_unicode(sys.stdout)), "yaml", end="")
    elif args.format == "json":
        say(release.model_dump_json(indent=2), "json")
    else:
        style = style_for(sys.stdout)
        if args.explain:
            text = facts.render(release, target.card, style=style, width=columns())
        else:
            text = overview.render(
                release, target.card, name=target.name, style=style, width=columns(), quiet=args.quiet
            )
        say(text, colour=style.colour)
    return OK


def as_yaml(release: ModelRelease, *, everything: bool = False, ascii_only: bool = False) -> str:
    """The record as YAML; what is unknown is left out unless `everything`."""
    from openness._yaml.written import dump

    return dump(release.model_dump(mode="json", exclude_defaults=not everything), ascii_only=ascii_only)


def _is_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").casefold().startswith("utf")
