"""
Assess models: what each public standard of openness says, with reasons.

Reads cards, folders, Hub ids, `catalog:NAME`, records, files of the Model Openness Tool and of the Open Source AI Index.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from openness import _input, _limits
from openness.cli import _config, _index, _model_targets, _targets
from openness.cli._exit import ERROR, OK
from openness.cli._terminal import say
from openness.errors import ConfigurationError, TargetError

if TYPE_CHECKING:
    from openness.formats import MofFile, OsaiRecord
    from openness.frameworks import Assessment
    from openness.release import ModelRelease

_MARKDOWN = (".md", ".markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `assess`."""
    _targets.add_target_arguments(parser)
    _index.add_arguments(parser)
    parser.add_argument("--framework", action="append", metavar="NAME", help="only this framework; may be repeated")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--why", action="store_true", help="the one or two facts that hold each verdict back")
    parser.add_argument("--to", metavar="CLASS", help="what must still be released for a better verdict, as class-ii")
    parser.add_argument(
        "--strict", action="store_true", help="mof: a licence must be made for the type of its component"
    )


def run(args: argparse.Namespace) -> int:
    """Assess every target; the exit code does not depend on the verdict."""
    from openness.frameworks import names as known

    if not args.targets:
        raise TargetError("no target; name a card, a folder, org/name, catalog:NAME or a record")
    if args.to and args.format == "json":
        raise ConfigurationError("--to shows a path as text; leave --format json out")
    _index.use(args, _config.load())
    names = tuple(dict.fromkeys(args.framework or (("mof",) if args.to else known())))
    failures: list[str] = []
    results = [
        (name, _assessments(subject, names, path=name, strict=args.strict))
        for target in args.targets
        for name, subject in _subjects(target, args, failures)
    ]
    for failure in failures:
        _model_targets.complain(failure)
    code = ERROR if failures else OK
    if args.format == "json":
        from openness.output import assessment_v1

        say(assessment_v1.report(results).model_dump_json(indent=2), "json")
        return code
    from openness.cli._terminal import style_for
    from openness.output import verdicts

    style = style_for(sys.stdout)
    for name, found in results:
        text = verdicts.render(name, found, style=style, reasons=args.why, goal=args.to)
        say(text, colour=style.colour)
    return code


def _subjects(
    target: str, args: argparse.Namespace, failures: list[str]
) -> Iterator[tuple[str, ModelRelease | MofFile | OsaiRecord]]:
    path = Path(target)
    if path.suffix.casefold() not in _MARKDOWN and path.is_file():
        foreign = _foreign(path)
        if foreign is not None:
            yield target, foreign
            return
    for found in _targets.cards_or_records(target, args, failures=failures):
        if found.release is not None or found.card is not None:
            yield found.name, _targets.release_of(found)


def _foreign(path: Path) -> MofFile | OsaiRecord | None:
    from openness.formats import recognise

    text = _input.read_text(path, _limits.RECORD, what="no record")
    return recognise(text, name=str(path))


def _assessments(
    subject: ModelRelease | MofFile | OsaiRecord, names: tuple[str, ...], *, path: str, strict: bool
) -> tuple[Assessment, ...]:
    from openness.formats import MofFile, OsaiRecord, release_from_mof, release_from_osai
    from openness.frameworks import get
    from openness.frameworks.mof import ModelOpennessFramework
    from openness.frameworks.mof_mot import ModelOpennessTool
    from openness.frameworks.osai import Instrument

    found: list[Assessment] = []
    release: ModelRelease | None = None
    for name in names:
        framework = ModelOpennessFramework(strict=strict) if name == "mof" else get(name)
        if isinstance(subject, MofFile) and isinstance(framework, ModelOpennessTool):
            found.append(framework.assess_file(subject))
        elif isinstance(subject, OsaiRecord) and isinstance(framework, Instrument):
            found.append(framework.assess_record(subject))
        else:
            if release is None:
                release = (
                    release_from_mof(subject, path=path)
                    if isinstance(subject, MofFile)
                    else release_from_osai(subject, path=path)
                    if isinstance(subject, OsaiRecord)
                    else subject
                )
            found.append(framework.assess(release))
    return tuple(found)
