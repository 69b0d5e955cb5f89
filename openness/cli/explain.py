"""Explain a rule: what it finds, why it matters, an example and its remedy."""

from __future__ import annotations

import argparse
import inspect
import sys

from openness import rules
from openness.cli._exit import OK
from openness.cli._terminal import style_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `explain`."""
    parser.add_argument(
        "rule", nargs="?", metavar="RULE", help="a rule's id, or a family for its list; without it, the list of all"
    )


def run(args: argparse.Namespace) -> int:
    """Print one rule's page, or a list of rules."""
    paint = style_for(sys.stdout)
    families = {rule.family for rule in rules.active()}
    if args.rule is None or args.rule in families:
        listed = [rule for rule in rules.active() if args.rule in (None, rule.family)]
        width = max(len(rule.id) for rule in listed) + 2
        for rule in listed:
            print(f"{rule.id:{width}}{rule.severity:9}{title(rule)}")
        return OK
    rule = rules.get(args.rule)
    traits = [rule.severity, f"confidence {rule.confidence}", rule.family]
    if rule.fixes:
        traits.append("fixable")
    if rule.needs_hub:
        traits.append("needs the repository")
    print(f"{paint('bold', rule.id)}  {paint(rule.severity, ' · '.join(traits))}\n")
    print(inspect.cleandoc(type(rule).__doc__ or ""))
    return OK


def title(rule: rules.Rule) -> str:
    """The first sentence of a rule's page."""
    return inspect.cleandoc(type(rule).__doc__ or "").split("\n", 1)[0].rstrip(".")
