"""`openness license` for models, and for many targets: answers, and what a policy says of each."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from openness.cli import _config, _index, _model_targets, _targets
from openness.cli._answered import Result
from openness.cli._asked import consistent
from openness.cli._exit import ERROR, FINDINGS, OK
from openness.cli._terminal import say
from openness.errors import ConfigurationError, OpennessError
from openness.policy import Asked, Policy, answer_for, answer_for_license, judged, read_policy


def run(args: argparse.Namespace, targets: list[str], asked: Asked) -> int:
    """Answer for every target; 1 where the policy is not met, 2 where a target cannot be read."""
    policy, source = policy_of(args)
    merged = consistent(asked.over(policy.asked)) if policy is not None else asked
    _index.use(args, None if args.isolated else _config.load())
    merged.questions()  # a country that is none is wrong usage, whatever the targets are
    results: list[Result] = []
    failed = False
    failures: list[str] = []
    for target in targets:
        try:
            results += _results(target, args, policy, merged, failures)
        except OpennessError as error:
            if len(targets) == 1:
                raise
            failed = True
            _model_targets.complain(error)
    if args.format == "json":
        say(json.dumps(_as_json(results, source), indent=2, ensure_ascii=False), "json")
    else:
        from openness.cli import _model_text

        _model_text.show(results, source)
    for failure in failures:
        _model_targets.complain(failure)
    if failed or failures:
        return ERROR
    return OK if all(one.judgement is None or one.judgement.met for one in results) else FINDINGS


def _results(
    target: str, args: argparse.Namespace, policy: Policy | None, asked: Asked, failures: list[str]
) -> Iterator[Result]:
    if not _model_targets.is_model(target):
        answer = answer_for_license(_model_targets.license_of_link(target), asked=asked)
        yield Result(answer=answer, judgement=judged(policy, answer, asked=asked) if policy is not None else None)
        return
    for found in _model_targets.models(target, args, failures=failures):
        card = _index.with_ancestors(found.card) if found.card is not None else None
        release = _targets.release_of(replace(found, card=card))
        answer = answer_for(release, card=card, target=found.name, asked=asked)
        judgement = judged(policy, answer, release=release, card=card, asked=asked) if policy else None
        yield Result(answer=answer, judgement=judgement)


def policy_of(args: argparse.Namespace) -> tuple[Policy | None, str | None]:
    """The policy of `--policy`, else of the settings, with the file that it stands in; None where there is none."""
    if args.policy is None and args.isolated:
        return None, None
    if args.policy is None:
        settings = _config.load()
        return settings.policy, str(settings.path) if settings.policy is not None else None
    return read_policy(_table(Path(args.policy)), where=args.policy), args.policy


def _table(path: Path) -> dict[str, Any]:
    """The policy's table in a file: of a settings file its part, of any other file the whole."""
    table = _config.read_table(path)
    tool = table.get("tool")
    own = (tool.get("openness", {}) if isinstance(tool, dict) else {}) if path.name == "pyproject.toml" else table
    inner = own.get("policy") if isinstance(own, dict) else None
    if path.name == "pyproject.toml" and inner is None:
        raise ConfigurationError(f"{path}: no table [tool.openness.policy]")
    return inner if isinstance(inner, dict) else own


def _as_json(results: list[Result], source: str | None) -> dict[str, Any]:
    rows = [_row(one) for one in results]
    value: dict[str, Any] = {"format": "openness-license", "version": "1.0"}
    if source is not None:
        met = all(one.judgement is None or one.judgement.met for one in results)
        value["policy"] = {"file": source, "met": met}
    return value | {"results": rows}


def _row(result: Result) -> dict[str, Any]:
    answer = result.answer
    dumped = answer.model_dump(mode="json", exclude={"sources", "verdicts"})
    sources = [
        one.model_dump(mode="json") | {"answers": {v.about: v.by_source[n].answer for v in answer.verdicts}}
        for n, one in enumerate(answer.sources)
    ]
    answers = [{"about": one.about, **one.reply.model_dump(mode="json")} for one in answer.verdicts]
    head = {name: dumped.pop(name) for name in ("target", "name", "kind")}
    row = {**head, "sources": sources, "answers": answers, **dumped}
    if result.judgement is not None:
        row["policy"] = result.judgement.model_dump(mode="json", exclude={"model"})
    return row
