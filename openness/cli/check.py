"""Check model cards: what is wrong, where, and what to do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from openness import rules
from openness.card import ModelCard
from openness.cli import _config, _fix, _many, _targets
from openness.cli._exit import ERROR, FINDINGS, OK
from openness.cli._terminal import safe, style_for
from openness.errors import ConfigurationError, OpennessError, TargetError
from openness.output import FORMATS, Result, render

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
    parser.add_argument("--baseline", metavar="FILE", help="report only findings that are not in this JSON report")
    parser.add_argument("--config", metavar="FILE", help="settings file instead of pyproject.toml or openness.toml")
    parser.add_argument("--output", "-o", metavar="FILE", help="write the report to a file")
    _many.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Check every target and print one report."""
    settings = _config.load(args.config)
    if not args.targets and not _many.wanted(args):
        raise TargetError("no TARGET given; try `openness check README.md`")
    chosen = _chosen(args, settings)
    form = args.format or settings.format or "text"
    if form not in FORMATS:
        raise ConfigurationError(f"{settings.path}: `format` is {form!r}, known: {', '.join(FORMATS)}")
    fail_on = args.fail_on or settings.fail_on or "error"
    if fail_on not in FAIL_ON:
        raise ConfigurationError(f"{settings.path}: `fail-on` is {fail_on!r}, known: {', '.join(FAIL_ON)}")
    baseline = args.baseline or settings.baseline
    anew = None not in (baseline, args.output) and Path(str(baseline)).resolve() == Path(str(args.output)).resolve()
    known = _baseline(None if anew else baseline)
    if _many.wanted(args):
        return _all(args, settings, chosen, known, form=form, fail_on=fail_on)
    results: list[Result] = []
    for target in args.targets:
        try:
            for result in _check(target, args, settings, chosen):
                results.append(_without(result, known) if known else result)  # noqa: PERF401 - kept if the next fails
        except TargetError as error:
            results.append(Result(target=target, report=None, failure=str(error)))
    failed = [result.failure for result in results if result.failure is not None]
    for failure in failed:
        print(safe(f"openness: error: {failure}"), file=sys.stderr)
    if failed and len(failed) == len(results):  # nothing could be read, so there is nothing to report
        return ERROR
    if args.diff:
        changes = "".join(_fix.diff(result) for result in results)
        sys.stdout.write(safe(changes) if sys.stdout.isatty() else changes)  # in a pipe, for `patch`
        return ERROR if failed else FINDINGS if changes else OK
    text = render(results, form, style=style_for(sys.stdout))
    _print(text, args.output)
    return ERROR if failed else _exit_code(results, fail_on)


def _all(
    args: argparse.Namespace,
    settings: _config.Settings,
    chosen: frozenset[str],
    known: frozenset[tuple[str, str]],
    *,
    form: str,
    fail_on: str,
) -> int:
    """Many repositories of the Hub: with --output a line for each, else one report."""

    def check(card: ModelCard) -> rules.Report:
        if settings.excludes(card.path):
            return rules.check(card, skipped="excluded by settings")
        report = rules.check(card, rules=chosen - rules.select(settings.ignored_in(card.path)), assume_card=True)
        return _without(Result(target=card.path, report=report), known).report or report

    results, code = _many.run(args, check, fail_on=fail_on)
    if args.output is None:
        _print(render(results, form, style=style_for(sys.stdout)), None)
    return code


def _chosen(args: argparse.Namespace, settings: _config.Settings) -> frozenset[str]:
    """The rules to run: the command line's selection replaces the file's, ignores add up."""
    try:
        wanted = _names(args.select) or settings.select or ("all",)
        chosen = rules.select((*wanted, *settings.extend_select))
        return chosen - rules.select((*_names(args.ignore), *settings.ignore, *settings.extend_ignore))
    except OpennessError as error:
        raise ConfigurationError(f"{error} (in --select, --ignore or the settings file)") from None


def _names(argument: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (argument or "").split(",") if part.strip())


def _check(
    target: str, args: argparse.Namespace, settings: _config.Settings, chosen: frozenset[str]
) -> Iterator[Result]:
    for one in _targets.resolve(target, args):
        if one.failure is not None:
            yield Result(target=one.name, report=None, failure=one.failure)
            continue
        if one.card is None:
            raise TargetError(f"{target}: a record, not a model card; try `openness describe` or `openness assess`")
        if settings.excludes(one.name):
            yield Result(target=one.name, report=rules.check(one.card, skipped="excluded by settings"), card=one.card)
            continue
        active = chosen - rules.select(settings.ignored_in(one.name))
        card = one.card
        report = rules.check(
            card, rules=active, assume_card=args.assume_card or one.skipped is None, skipped=one.skipped
        )
        if args.fix and not args.diff and any(finding.fixable for finding in report.findings):
            card = _fix.apply(card, report)
            report = rules.check(card, rules=active, assume_card=True)
        yield Result(target=one.name, report=report, card=card)


def _baseline(path: str | None) -> frozenset[tuple[str, str]]:
    if path is None:
        return frozenset()
    import json

    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a plain file name from the user
            report = json.load(file)
        return frozenset(
            (one["path"], one["fingerprint"]) for result in report["results"] for one in result["findings"]
        )
    except OSError as error:
        why = (error.strerror or "cannot be read").lower()
        raise ConfigurationError(
            f"{path}: {why} (a baseline; write one with `--format json --output {path}`)"
        ) from None
    except (ValueError, KeyError, TypeError):
        raise ConfigurationError(f"{path}: no openness report (write one with `--format json`)") from None


def _without(result: Result, known: frozenset[tuple[str, str]]) -> Result:
    if result.report is None:
        return result
    kept = tuple(one for one in result.report.findings if (one.path, one.fingerprint) not in known)
    return replace(result, report=replace(result.report, findings=kept))


def _print(text: str, output: str | None) -> None:
    if output is None:
        if text:
            print(safe(text, colour=style_for(sys.stdout).colour))
        return
    try:
        _fix.write_whole(output, (text + "\n").encode())
    except OSError as error:
        raise TargetError(f"{output}: {(error.strerror or 'cannot be written').lower()}") from None


def _exit_code(results: Sequence[Result], fail_on: str) -> int:
    if fail_on == "never":
        return OK
    severity: rules.Severity = fail_on  # type: ignore[assignment] # one of FAIL_ON without `never`
    return FINDINGS if any(result.report and result.report.at_least(severity) for result in results) else OK
