"""Check model cards: what is wrong, where, and what to do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from openness import _input, rules
from openness._inert import shown, steers
from openness.card import ModelCard
from openness.cli import _baseline, _config, _index, _many, _silenced, _targets
from openness.cli._exit import ERROR, FINDINGS, INTERRUPTED, OK
from openness.cli._terminal import complain, formed, safe, say, style_for
from openness.cli._written import write
from openness.errors import ConfigurationError, OpennessError, TargetError
from openness.output import FORMATS, Result, Style, View, render

FAIL_ON = ("error", "warning", "info", "never")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `check`."""
    _targets.add_target_arguments(parser)
    parser.add_argument("--select", metavar="RULES", help="only these rules or families, joined by commas")
    parser.add_argument("--ignore", metavar="RULES", help="leave these rules or families out, joined by commas")
    parser.add_argument("--fix", action="store_true", help="mend what is safe to mend, then report the rest")
    parser.add_argument("--diff", action="store_true", help="show what --fix would change, change nothing")
    parser.add_argument(
        "--fail-on", choices=FAIL_ON, help="lowest severity that makes the exit code 1 (default: error)"
    )
    parser.add_argument("--format", choices=FORMATS, help="output format (default: text)")
    parser.add_argument(
        "--show", choices=rules.SEVERITIES, help="mildest severity that text and concise show (default: warning)"
    )
    parser.add_argument("--statistics", action="store_true", help="a table by rule instead of the findings")
    parser.add_argument(
        "--add-ignores",
        action="store_true",
        help="write an ignore comment for each finding shown, then report the rest",
    )
    parser.add_argument("--baseline", metavar="FILE", help="report only findings that are not in this JSON report")
    parser.add_argument("--config", metavar="FILE", help="settings file instead of pyproject.toml or openness.toml")
    parser.add_argument(
        "--isolated",
        action="store_true",
        help="ignore settings files that are found; with --config FILE use that one alone",
    )
    parser.add_argument("--output", "-o", metavar="FILE", help="write the report to a file")
    loud = parser.add_mutually_exclusive_group()
    loud.add_argument("--quiet", "-q", action="store_true", help="text: the findings and nothing else")
    loud.add_argument(
        "--verbose", "-v", action="store_true", help="text: also clean, skipped and ignored, each by name"
    )
    _index.add_arguments(parser)
    _many.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Check every target and print one report."""
    settings = _config.Settings() if args.isolated and args.config is None else _config.load(args.config)
    if not args.targets and not _many.wanted(args):
        raise TargetError("no TARGET given; try `openness check README.md`")
    chosen = _chosen(args, settings)
    form = args.format or settings.format or "text"
    if form not in FORMATS:
        raise ConfigurationError(f"{settings.path}: `format` is {form!r}, known: {', '.join(FORMATS)}")
    fail_on = args.fail_on or settings.fail_on or "error"
    if fail_on not in FAIL_ON:
        raise ConfigurationError(f"{settings.path}: `fail-on` is {fail_on!r}, known: {', '.join(FAIL_ON)}")
    _refuse_what_does_not_go_together(args)
    baseline = args.baseline or settings.baseline
    anew = None not in (baseline, args.output) and Path(str(baseline)).resolve() == Path(str(args.output)).resolve()
    known = _baseline.load(None if anew else baseline)
    _index.use(args, settings)
    view = _view(args, settings, fail_on)
    if _many.wanted(args):
        return _all(args, settings, chosen, known, form=form, fail_on=fail_on, view=view)
    each = partial(_check, args=args, settings=settings, chosen=chosen, known=known, form=form, view=view)
    results, interrupted = _looked_at(args.targets, each)
    failed = [result.failure for result in results if result.failure is not None]
    for failure in failed:
        complain(failure)
    if failed and all(
        result.report is None for result in results
    ):  # nothing could be read, so there is nothing to report
        return ERROR
    if args.diff:
        from openness.cli import _fix

        changes = "".join(_fix.diff(result) for result in results)
        _print_diff(changes)
        return ERROR if failed else FINDINGS if changes else OK
    _tell_what_was_done(results, form, args.output)
    if (form != "text" or args.output is not None) and not args.quiet:
        _silenced.tell(results, settings)
    _print(results, args, form=form, view=view)
    if interrupted:
        return _say_interrupted(len(results))
    return ERROR if failed else _exit_code(results, fail_on)


def _looked_at(targets: Sequence[str], each: Callable[[str], Iterator[Result]]) -> tuple[list[Result], bool]:
    """The results of all targets, and whether the user ended the run before the last; what is done is kept."""
    results: list[Result] = []
    for target in targets:
        try:
            for result in each(target):
                results.append(result)  # noqa: PERF402 - kept if the next fails
        except TargetError as error:
            results.append(Result(target=_input.shown(target), report=None, failure=str(error)))
        except KeyboardInterrupt:
            if not results:
                raise
            return results, True
    return results, False


def _say_interrupted(done: int) -> int:
    complain(f"interrupted; {'1 file was' if done == 1 else f'{done} files were'} checked, what follows was not")
    return INTERRUPTED


def _refuse_what_does_not_go_together(args: argparse.Namespace) -> None:
    if args.statistics and args.format not in (None, "text"):
        raise ConfigurationError(f"--statistics is a table of text; --format {args.format} holds every finding")
    if args.add_ignores and (args.fix or args.diff or _many.wanted(args)):
        raise ConfigurationError("--add-ignores goes with files, without --fix and without --diff")


def _view(args: argparse.Namespace, settings: _config.Settings, fail_on: str) -> View:
    """What is shown: warnings and worse, or as asked for; always what makes the exit code 1, and rules asked for by name."""
    named = {rule.id for rule in rules.active()}.intersection(_names(args.select))
    show = args.show or settings.show or ("info" if fail_on == "info" or named else "warning")
    if show not in rules.SEVERITIES:
        raise ConfigurationError(f"{settings.path}: `show` is {show!r}, known: {', '.join(rules.SEVERITIES)}")
    if args.statistics:
        return View(show=show, detail="statistics")
    return View(show=show, detail="quiet" if args.quiet else "verbose" if args.verbose else "normal")


def _all(
    args: argparse.Namespace,
    settings: _config.Settings,
    chosen: frozenset[str],
    known: _baseline.Known,
    *,
    form: str,
    fail_on: str,
    view: View,
) -> int:
    """Many repositories of the Hub: with --output a line for each, else one report."""

    def check(card: ModelCard) -> rules.Report:
        if settings.excludes(card.path):
            return rules.check(card, skipped=_silenced.EXCLUDED)
        report = rules.check(card, rules=chosen - rules.select(settings.ignored_in(card.path)), assume_card=True)
        return _baseline.without(Result(target=card.path, report=report), known).report or report

    results, code = _many.run(args, check, fail_on=fail_on)
    if args.output is None:
        _print(results, args, form=form, view=view)
    return code


def _chosen(args: argparse.Namespace, settings: _config.Settings) -> frozenset[str]:
    """The rules to run: the command line's selection replaces the file's, ignores add up."""
    try:
        wanted = _names(args.select) or settings.select or ("all",)
        chosen = rules.select((*wanted, *settings.extend_select))
        left = chosen - rules.select((*_names(args.ignore), *settings.ignore, *settings.extend_ignore))
    except OpennessError as error:
        raise ConfigurationError(f"{error} (in --select, --ignore or the settings file)") from None
    if not left:
        where = f"{settings.path} or the command line" if settings.path else "the command line"
        raise ConfigurationError(f"no rule is left to check by: {where} switches every one off")
    return left


def _names(argument: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (argument or "").split(",") if part.strip())


def _check(
    target: str,
    *,
    args: argparse.Namespace,
    settings: _config.Settings,
    chosen: frozenset[str],
    known: _baseline.Known,
    form: str,
    view: View,
) -> Iterator[Result]:
    work = partial(_checked, args=args, settings=settings, chosen=chosen, known=known, form=form, view=view)
    folder = Path(target)
    if target == "-" or target.startswith("catalog:") or not folder.is_dir():
        yield from map(work, _targets.resolve(target, args))
        return
    if args.fix or args.add_ignores:  # what writes files does one after the other
        each: Callable[..., Iterator[list[Result]]] = map
    else:
        from openness.cli._parallel import each
    for results in each(partial(_in_folder, folder=folder, assume=args.assume_card, work=work), _targets.files(folder)):
        yield from results


def _in_folder(path: Path, *, folder: Path, assume: bool, work: Callable[[_targets.Target], Result]) -> list[Result]:
    """What one file of a folder gives."""
    return [work(one) for one in _targets.in_folder(path, folder, assume=assume)]


def _checked(
    one: _targets.Target,
    *,
    args: argparse.Namespace,
    settings: _config.Settings,
    chosen: frozenset[str],
    known: _baseline.Known,
    form: str,
    view: View,
) -> Result:
    """One target, checked, and mended where that is asked for."""
    if one.failure is not None:
        return Result(target=one.name, report=None, failure=one.failure)
    if one.bom and one.release is not None:
        if settings.excludes(one.name):
            skipped = rules.Report(path=one.name, findings=(), record=None, skipped=_silenced.EXCLUDED)
            return Result(target=one.name, report=skipped)
        report = rules.check_record(
            one.release, path=one.name, rules=chosen - rules.select(settings.ignored_in(one.name))
        )
        return _baseline.without(Result(target=one.name, report=report), known)
    if one.card is None:
        raise TargetError(f"{one.name}: a record, not a model card; try `openness describe` or `openness assess`")
    if settings.excludes(one.name):
        return Result(target=one.name, report=rules.check(one.card, skipped=_silenced.EXCLUDED))
    active = chosen - rules.select(settings.ignored_in(one.name))
    if not active:
        why = "every rule is switched off for it by settings"
        return Result(target=one.name, report=rules.check(one.card, skipped=why))
    assume = args.assume_card or one.skipped is None
    _index.use(args, settings)  # in a process of the pool again, where it did not begin as a copy of this one
    try:
        result = _look(one, _index.with_ancestors(one.card), active, args, form=form, assume=assume)
    except Exception as error:  # noqa: BLE001 - one card must not hide the others
        return Result(target=one.name, report=None, failure=f"{one.name}: {_targets.our_error(error)}")
    result = _baseline.without(result, known)
    try:
        if args.add_ignores:
            result = _with_ignores(one, result, active, args, form=form, view=view)
        elif args.fix and not args.diff:
            result = _mended(one, result, active, args, form=form)
    except TargetError as error:  # what cannot be mended is reported as it is, and the next file is looked at
        result = replace(result, failure=str(error))
    except Exception as error:  # noqa: BLE001 - as above
        result = replace(result, failure=f"{one.name}: {_targets.our_error(error)}")
    return _needed(_baseline.without(result, known), diff=args.diff, form=form, view=view)


def _needed(result: Result, *, diff: bool, form: str, view: View) -> Result:
    """A result with what its output asks for: those of thousands of files are kept until the report is written."""
    report = result.report
    quoted = diff or (form == "text" and report is not None and any(map(view.shows, report.findings)))
    if report is not None and form != "json":
        report = replace(report, record=None)
    return replace(result, report=report, card=result.card if quoted else None)


def _look(
    one: _targets.Target, card: ModelCard, active: frozenset[str], args: argparse.Namespace, *, form: str, assume: bool
) -> Result:
    """One card checked. JSON prints the record, which is then read once and serves the rules as well."""
    release = None
    asked = _chosen(args, _config.Settings())  # what settings alone switch off is looked at too, and counted
    if form == "json" and (assume or one.skipped is None):
        from openness.extract import release_from_card

        release = release_from_card(card)
    report = rules.check(card, release=release, rules=active | asked, assume_card=assume, skipped=one.skipped)
    return _silenced.apart(Result(target=one.name, report=report, card=card), active)


def _mended(
    one: _targets.Target, result: Result, active: frozenset[str], args: argparse.Namespace, *, form: str
) -> Result:
    """What `--fix` leaves, and what it mended."""
    report, card = result.report, result.card
    if report is None or card is None or not any(finding.fixable for finding in report.findings):
        return result
    from openness.cli import _fix

    after = _look(one, _fix.apply(card, report), active, args, form=form, assume=True)
    assert after.report is not None
    return replace(after, mended=_fix.mended(report, after.report))


def _with_ignores(
    one: _targets.Target,
    result: Result,
    active: frozenset[str],
    args: argparse.Namespace,
    *,
    form: str,
    view: View,
) -> Result:
    """What `--add-ignores` leaves, and what it wrote comments for."""
    report, card = result.report, result.card
    if report is None or card is None or card.path == "-" or not Path(card.path).is_file():
        return result
    from openness.cli import _add_ignores

    shown = tuple(finding for finding in report.findings if view.shows(finding))
    changed, covered = _add_ignores.apply(card, shown)
    if not covered:
        return result
    after = _look(one, changed, active, args, form=form, assume=True)
    return replace(after, ignores_added=covered)


def _tell_what_was_done(results: Sequence[Result], form: str, output: str | None) -> None:
    """On standard error, where the report itself is for a program or goes to a file: which files were changed."""
    if form == "text" and output is None:
        return
    for result in results:
        for words, findings in (("mended", result.mended), ("wrote ignore comments for", result.ignores_added)):
            if findings:
                named = ", ".join(dict.fromkeys(one.rule for one in findings))
                complain(f"{words} {named}", shown(result.target))


def _print(results: Sequence[Result], args: argparse.Namespace, *, form: str, view: View) -> None:
    style = _style(args)
    shape = "text" if args.statistics else form
    text = render(results, shape, style=style, view=view)
    if args.output is None:
        if text:
            say(text, shape, colour=style.colour)
        return
    write(args.output, (formed(text, shape, colour=style.colour) + "\n").encode())


def _style(args: argparse.Namespace) -> Style:
    """Colour for standard output; none in a file unless it is asked for."""
    if args.output is not None and args.color == "auto":
        return Style()
    return style_for(sys.stdout)


def _print_diff(changes: str) -> None:
    """For a person what is safe to show; in a pipe, for `patch`, the bytes of the files, unless they would steer a runner."""
    buffer = getattr(sys.stdout, "buffer", None)
    if sys.stdout.isatty() or buffer is None or steers("\n".join(one[1:] for one in changes.splitlines())):
        sys.stdout.write(safe(changes))
        return
    sys.stdout.flush()
    buffer.write(changes.encode())
    buffer.flush()


def _exit_code(results: Sequence[Result], fail_on: str) -> int:
    if fail_on == "never":
        return OK
    severity: rules.Severity = fail_on  # type: ignore[assignment] # one of FAIL_ON without `never`
    return FINDINGS if any(result.report and result.report.at_least(severity) for result in results) else OK
