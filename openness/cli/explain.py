"""
Explain a rule, a standard or a licence: what it asks, why it matters, what would mend it.

  openness explain RULE         what a rule finds, an example and its remedy; a family (`lineage`) lists its rules
  openness explain FRAMEWORK    what a standard asks, and how its verdicts are told
  openness explain LICENSE      a licence's terms, as `openness license LICENSE` prints them
"""

from __future__ import annotations

import argparse
import inspect
import sys

from openness import frameworks, rules
from openness.cli._exit import OK
from openness.cli._terminal import say, style_for
from openness.errors import UnknownNameError
from openness.output import Style


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `explain`."""
    words = "a rule's id, a family of rules, a framework or a licence; without it, the list of all rules"
    parser.add_argument("name", nargs="?", metavar="NAME", help=words)


def run(args: argparse.Namespace) -> int:
    """Print one page, or a list of rules."""
    paint = style_for(sys.stdout)
    active = rules.active()
    families = {rule.family for rule in active}
    if args.name is None or args.name in families:
        _list([rule for rule in active if args.name in (None, rule.family)])
    elif any(rule.id == args.name for rule in active):
        _rule(rules.get(args.name), paint)
    elif args.name in frameworks.names():
        _framework(frameworks.get(args.name), paint)
    else:
        _license_or_nothing(args.name)
    return OK


def _list(listed: list[rules.Rule]) -> None:
    width = max(len(rule.id) for rule in listed) + 2
    for rule in listed:
        say(f"{rule.id:{width}}{rule.severity:9}{title(rule)}")


def _rule(rule: rules.Rule, paint: Style) -> None:
    traits = [rule.severity, f"confidence {rule.confidence}", rule.family]
    if rule.fixes:
        traits.append("fixable")
    if rule.needs_hub:
        traits.append("needs the repository")
    say(f"{paint('bold', rule.id)}  {paint(rule.severity, ' · '.join(traits))}\n", colour=paint.colour)
    say(inspect.cleandoc(type(rule).__doc__ or ""))


def _framework(framework: frameworks.Framework, paint: Style) -> None:
    """A standard's page: its words, what each criterion asks, what each verdict means."""
    say(f"{paint('bold', framework.name)}  {framework.title}, {framework.version}", colour=paint.colour)
    say(f"{framework.url}\n")
    say(inspect.cleandoc(vars(type(framework)).get("__doc__") or ""))
    criteria = [(name, inspect.cleandoc(method.__doc__ or ""), settle) for name, settle, method in framework.criteria()]
    if criteria:
        say("\n## Criteria\n")
        for name, clause, settle in criteria:
            say(f"{paint('bold', name)}: {clause}\n  where nobody said: {settle}", colour=paint.colour)
    if framework.verdicts:
        say("\n## Verdicts\n")
        width = max(len(one.word) for one in framework.verdicts) + 2
        for one in framework.verdicts:
            say(f"{one.word:{width}}{one.meaning}")


def _license_or_nothing(name: str) -> None:
    """A licence's terms; UnknownNameError with the near names of all three kinds for what is none."""
    from difflib import get_close_matches

    from openness.cli import _license_text
    from openness.licenses import find, get

    if find(name) is None:
        known = [*(rule.id for rule in rules.active()), *frameworks.names()]
        near = tuple(get_close_matches(name, known, n=3, cutoff=0.5))
        if near:
            hint = f"did you mean {' or '.join(near)}?"
            raise UnknownNameError(f"{name}: no rule, framework or licence; {hint}", near=near)
    _license_text.show(get(name), [])


def title(rule: rules.Rule) -> str:
    """The first sentence of a rule's page."""
    return inspect.cleandoc(type(rule).__doc__ or "").split("\n", 1)[0].rstrip(".")
