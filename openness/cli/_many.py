"""`check` over many repositories of the Hub: a list, an organisation, a collection; one result line for each model."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from openness import _input, _limits, rules
from openness._inert import shown
from openness.cli._exit import ERROR, FINDINGS, OK
from openness.cli._journal import Done, Journal
from openness.cli._terminal import complain, is_quiet, say
from openness.errors import ConfigurationError, HubError, OpennessError, TargetError
from openness.output import Result

if TYPE_CHECKING:
    from openness.card import ModelCard
    from openness.hub import Hub

RATE: Final = 10.0
"""Requests a second: what the Hub grants a caller without a token in its windows of 300 seconds."""
CONNECTIONS: Final = 8
PASSING: Final = frozenset({"unreachable", "internal", "not-cached", "killed"})
"""Reasons for which `--retry-failed` asks again: the others are answers."""

Check = Callable[["ModelCard"], rules.Report]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that name many repositories at once."""
    group = parser.add_argument_group("many repositories of the Hub")
    group.add_argument(
        "--from-file", metavar="FILE", help="ids, one a line (org/name[@revision], # comments; - for stdin)"
    )
    group.add_argument("--author", metavar="NAME", help="all models of a user or organisation")
    group.add_argument("--collection", metavar="SLUG", help="all models of a collection (owner/title-id)")
    group.add_argument(
        "--rate", type=_positive, default=RATE, metavar="N", help="requests a second at most (default: 10)"
    )
    group.add_argument(
        "--connections", type=_count, default=CONNECTIONS, metavar="N", help="requests under way at most (default: 8)"
    )
    group.add_argument(
        "--retry-failed", action="store_true", help="with --output: ask again for models that could not be reached"
    )


def wanted(args: argparse.Namespace) -> bool:
    """Whether many repositories are asked for."""
    return any(getattr(args, name) is not None for name in ("from_file", "author", "collection"))


def run(args: argparse.Namespace, check: Check, *, fail_on: str) -> tuple[list[Result], int]:
    """
    Check them all.

    With `--output` each result is a line of that file as soon as it is there, and a summary is printed; without, the
    results are returned for one report. The exit code is 2 if any model could not be checked, else by findings.
    """
    if args.targets or args.fix or args.diff:
        raise ConfigurationError("--from-file, --author and --collection take no TARGET, no --fix and no --diff")
    if args.output is not None and args.format not in (None, "json"):
        raise ConfigurationError(
            f"--output of many repositories is JSON Lines; --format {args.format} is for one report"
        )
    from openness.hub import Hub

    hub = Hub(offline=args.offline, rate=args.rate, patient=True)
    results: list[Result] = []
    with ExitStack() as stack:
        journal = None
        if args.output is not None:
            again = _passing if args.retry_failed else None
            journal = stack.enter_context(Journal(args.output, again=again))
        names = list(dict.fromkeys(_names(args, hub)))
        earlier = dict(journal.done) if journal else {}
        todo = [name for name in names if name not in earlier]
        advance = stack.enter_context(_Progress(len(todo)))
        done: dict[str, Done] = {name: earlier[name] for name in names if name in earlier}
        if journal is not None:
            for name in [name for name in journal.interrupted if name in todo]:
                from openness.cli import _suspect

                done[name] = _suspect.check(journal, name, partial(_fetched_line, hub, name, check))
                todo.remove(name)
                advance()
        for name, outcome in _outcomes(hub, todo if journal is None else _noted(journal, todo), args.connections):
            if journal is None:
                result, done[name] = _result(name, outcome, check)
                results.append(result)
            else:
                done[name], rest = _line(name, outcome, check)
                journal.write(name, reason=done[name].reason, worst=done[name].worst, rest=rest)
            advance()
    if args.output is not None:
        say(_summary(done, resumed=sum(name in earlier for name in names), path=shown(args.output)))
    else:
        order = {name: number for number, name in enumerate(names)}
        results.sort(key=lambda result: order[result.target])
        for result in results:
            if result.failure is not None and args.format != "json":
                complain(result.failure)
    return results, _exit_code(done.values(), fail_on)


def _noted(journal: Journal, todo: Iterable[str]) -> Iterator[str]:
    for name in todo:
        journal.begin(name)
        yield name


def _fetched_line(hub: Hub, name: str, check: Check) -> tuple[Done, dict[str, Any]]:
    return _line(name, next(outcome for _, outcome in _outcomes(hub, [name], 1)), check)


def _outcomes(hub: Hub, todo: Iterable[str], connections: int) -> Iterator[tuple[str, ModelCard | HubError]]:
    from openness.hub.many import fetch_each

    return fetch_each(hub, todo, connections=connections)


def _names(args: argparse.Namespace, hub: Hub) -> Iterator[str]:
    from openness.hub.many import models_in, models_of

    if args.from_file is not None:
        yield from _lines(args.from_file)
    for given, models in ((args.author, models_of), (args.collection, models_in)):
        if given is not None:
            found = list(models(hub, given))
            if not found:
                raise TargetError(f"{given}: no models there")
            yield from found


def _lines(path: str) -> Iterator[str]:
    """Ids of a file; blank lines and comments are left out."""
    limit, what = _limits.TARGETS, "no list of ids"
    if path == "-":
        data = _input.bounded(sys.stdin.buffer.read(limit + 1), limit, name=path, what=what)
    else:
        data = _input.read_bytes(path, limit, what=what)
    names = [line.split("#")[0].strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    if not any(names):
        raise TargetError(f"{path}: no id in this file (expected org/name, one a line)")
    yield from filter(None, names)


def _result(name: str, outcome: ModelCard | HubError, check: Check) -> tuple[Result, Done]:
    if isinstance(outcome, HubError):
        return Result(target=name, report=None, failure=str(outcome)), Done(reason=outcome.reason, worst=None)
    try:
        report = check(outcome)
    except OpennessError as error:
        return Result(target=name, report=None, failure=f"{name}: {error}"), Done(reason="unreadable", worst=None)
    except Exception as error:  # noqa: BLE001 - one card must not end a run over thousands
        return _our_error(name, error)
    worst = next((one for one in rules.SEVERITIES if any(f.severity == one for f in report.findings)), None)
    return Result(target=name, report=report, card=outcome), Done(reason=None, worst=worst)


def _line(name: str, outcome: ModelCard | HubError, check: Check) -> tuple[Done, dict[str, Any]]:
    """What stands in a target's line. The record is read only here, and may fail as a rule may."""
    result, done = _result(name, outcome, check)
    try:
        rest = _rest(result, outcome)
    except Exception as error:  # noqa: BLE001 - as in `_result`
        result, done = _our_error(name, error)
        rest = _rest(result, outcome)
    del rest["target"]
    return done, rest


def _rest(result: Result, outcome: ModelCard | HubError) -> dict[str, Any]:
    from openness.output import json_v1

    rest: dict[str, Any] = json_v1.result_v1(result).model_dump(mode="json")
    repo = None if isinstance(outcome, HubError) else outcome.repo
    rest["revision"] = repo.revision if repo else None
    rest["retrieved"] = repo.retrieved.isoformat() if repo and repo.retrieved else None
    return rest


def _our_error(name: str, error: Exception) -> tuple[Result, Done]:
    words = f"{name}: an error of ours, {type(error).__name__}; please report it"
    return Result(target=name, report=None, failure=words), Done(reason="internal", worst=None)


def _summary(done: dict[str, Done], *, resumed: int, path: str) -> str:
    failed = Counter(one.reason for one in done.values() if one.reason)
    worst = Counter(one.worst for one in done.values() if one.reason is None)
    words = [f"{len(done)} model{'s' if len(done) != 1 else ''} in {path}"]
    if resumed:
        words[0] += f" ({resumed} from an earlier run)"
    words.append(f"{worst['error']} with errors, {worst['warning']} with warnings at most")
    if failed:
        reasons = ", ".join(f"{count} {reason}" for reason, count in failed.most_common())
        words.append(f"{failed.total()} could not be checked ({reasons})")
    return "; ".join(words)


def _exit_code(done: Iterable[Done], fail_on: str) -> int:
    known = list(done)
    if any(one.reason is not None for one in known):
        return ERROR
    if fail_on == "never":
        return OK
    worst = rules.SEVERITIES[: rules.SEVERITIES.index(fail_on) + 1]
    return FINDINGS if any(one.worst in worst for one in known) else OK


def _passing(done: Done) -> bool:
    return done.reason in PASSING


class _Progress:
    """A bar on a terminal, nothing elsewhere."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._bar: Any = None

    def __enter__(self) -> Callable[[], None]:
        if is_quiet() or not sys.stderr.isatty():
            return lambda: None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        task = bar.add_task("checking", total=self._total)
        bar.start()
        return lambda: bar.advance(task)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.01 <= value <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number between 0.01 and 1000")
    return value


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is no number between 1 and 64")
    return int(text)
