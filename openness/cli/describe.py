"""Describe one model: the record, facts with evidence."""

from __future__ import annotations

import argparse
import sys

from openness.cli import _targets
from openness.cli._exit import OK
from openness.release import ModelRelease


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `describe`."""
    _targets.add_target_arguments(parser, many=False)
    parser.add_argument("--format", choices=("json", "yaml"), default="json", help="default: json")
    parser.add_argument("--explain", action="store_true", help="show each fact with the line that shows it")
    parser.add_argument("--all", action="store_true", help="with yaml: keep what is unknown too")


def run(args: argparse.Namespace) -> int:
    """Print the record of one target."""
    target = _targets.one_target(args.targets[0], args)
    release = _targets.release_of(target)
    if args.explain:
        from openness.cli._terminal import safe, style_for
        from openness.output import facts

        style = style_for(sys.stdout)
        print(safe(facts.render(release, target.card, style=style), colour=style.colour))
    elif args.format == "yaml":
        print(as_yaml(release, everything=args.all), end="")
    else:
        print(release.model_dump_json(indent=2))
    return OK


def as_yaml(release: ModelRelease, *, everything: bool = False) -> str:
    """The record as YAML; what is unknown is left out unless `everything`."""
    import yaml

    value = release.model_dump(mode="json", exclude_defaults=not everything)
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=120)
    return text
