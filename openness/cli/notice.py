"""
What must be carried along with models or licences, as a file from which to write what you ship.

Prescribed notices word for word, names, displays, marks on changes and use policies, each with its clause; which licence
texts must go along, and those that lie in the model's own repository, in full. TARGET is a licence, an expression, or a
model (card, folder, org/name, URL of the Hub, catalog:NAME): of a model what its own licence asks for and what those of
the models it was made from ask for. Exit code 1: the file is not complete, as a licence or its version is not known,
nobody has read it, terms of a service were superseded, or a licence text must go along and is to be added by hand.
"""

from __future__ import annotations

import argparse

from openness.cli import _model_targets, _targets
from openness.cli._exit import FINDINGS, OK
from openness.cli._terminal import complain, formed, say
from openness.cli._written import write
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
    Print or write what must be carried along; 1 where the file is not complete.

    One target that cannot be read stops all: no file is written that lacks it.
    """
    from openness.cli import _notice_text

    targets = _model_targets.wanted(args.targets, args)
    if not targets:
        raise TargetError("no target; name a licence or a model")
    answers = [answer for target in targets for answer in _answers(target, args)]
    text = _notice_text.FORMATS[args.format](answers)
    if args.output is None:
        say(text, args.format, end="")
    else:
        write(args.output, formed(text, args.format).encode())
    gaps = list(_notice_text.gaps(answers))
    for gap in gaps:
        complain(f"not in the notice: {gap}", "warning")
    adding = _notice_text.to_add(answers)
    for title, address in adding:
        complain(f"to be added by hand: the text of {title}: {address}", "warning")
    for duty in _notice_text.unmet(answers):
        complain(f"not fulfilled: {duty}", "warning")
    return FINDINGS if gaps or adding else OK


def _answers(target: str, args: argparse.Namespace) -> list[ModelAnswer]:
    if not _model_targets.is_model(target):
        return [answer_for_license(_model_targets.license_of_link(target))]
    return [
        answer_for(_targets.release_of(found), card=found.card, target=found.name)
        for found in _model_targets.models(target, args)
    ]
