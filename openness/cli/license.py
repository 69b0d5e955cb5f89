"""
What a licence allows and demands, with clauses; and what may be done with a model.

  openness license MODEL...        a card, folder, org/name, URL of the Hub or catalog:NAME: the answer from the model's
                                   own licence and its bases', and apart its data's; with --policy or a policy in the
                                   settings whether the model meets it (exit code 1 where it does not)
  openness license ID              its terms; with --users, --revenue, --monthly-revenue, --country or --purpose the
                                   answers for you; a family (`falcon`) answers where all its members agree
  openness license 'A OR B'        answers for an expression: of AND the strictest, of OR the most generous
  openness license list            all licences and how often each was read
  openness license compare A B     what changed, by term
  openness license conflict A B    whether a model may be under B that was made from a model under A, by --relation:
                                   what binds, what is lost, what would mend it (exit code 1 where it does not fit)
  openness license identify FILE   which licence a text is, and whether its force was changed

Not legal advice: every answer repeats what a clause says, and what lawyers contest is called contested.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable
from typing import Any, get_args

from openness.cli import _index, _model_targets
from openness.cli._asked import consistent
from openness.cli._exit import FINDINGS, OK
from openness.cli._terminal import say
from openness.errors import TargetError, UnknownNameError
from openness.licenses import License, find, get
from openness.licenses.details import heading_of
from openness.licenses.expression import is_compound
from openness.licenses.notices import carried
from openness.licenses.questions import Reason, Reply, Use, must_carry, what_is_agreed, what_is_forbidden
from openness.licenses.store import Resolution, meant_by, resolve
from openness.policy.asked import PURPOSES, Asked


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `license`."""
    words = "licence or model, or `list`, `compare A B`, `conflict A B`, `identify FILE`"
    parser.add_argument("words", nargs="*", metavar="TARGET", help=words)
    parser.add_argument("--users", type=_amount, help="monthly active users, as the licence counts them (800e6)")
    parser.add_argument("--revenue", type=_amount, help="annual revenue in the licence's currency")
    parser.add_argument("--monthly-revenue", type=_amount, help="monthly revenue in the licence's currency")
    parser.add_argument("--country", help="ISO 3166 code of your domicile, or EU")
    parser.add_argument("--multimodal", action=argparse.BooleanOptionalAction, help="whether the model is multimodal")
    parser.add_argument("--purpose", action="append", choices=PURPOSES, help="what you want to do; may be repeated")
    parser.add_argument("--use", choices=get_args(Use), help="to what end; with `--purpose commercial`: commercial")
    parser.add_argument("--private", action="store_true", default=None, help="nothing that you make is passed on")
    parser.add_argument("--relation", help="for conflict: finetune (default), adapter, quantized, merge, distillation")
    parser.add_argument("--policy", metavar="FILE", help="what you ask of models, as TOML (default: of the settings)")
    parser.add_argument("--isolated", action="store_true", help="ignore a policy in settings files that are found")
    _model_targets.add_arguments(parser)
    _index.add_arguments(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _amount(text: str) -> float:
    try:
        amount = float(text.replace("_", "").replace(",", ""))
    except ValueError:
        amount = math.nan
    if not 0 <= amount < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 0 or more (write 800e6 or 800_000_000)")
    return amount


def run(args: argparse.Namespace) -> int:
    """One of the forms; a name that is not even near a known one is told where the known ones are."""
    try:
        return _run(args)
    except UnknownNameError as error:
        if error.near:
            raise
        raise UnknownNameError(f"{error}; see `openness license list`") from None


def _run(args: argparse.Namespace) -> int:
    if not args.words and not args.from_file:
        raise TargetError("no target; name a licence or a model, or see `openness license list`")
    first, *rest = args.words or [""]
    if first == "list" and not rest:
        return _list(args)
    if first == "compare" and len(rest) == 2:
        return _compare(args, rest[0], rest[1])
    if first == "conflict" and len(rest) == 2:
        from openness.cli import _license_conflict

        return _license_conflict.run(args, *rest)
    if first == "identify" and rest:
        return _identify(args, rest)
    forms = {
        "list": "no further word",
        "compare": "two licences",
        "conflict": "two licences",
        "identify": "at least one file",
    }
    if first in forms:
        raise TargetError(f"`license {first}` takes {forms[first]}")
    targets = _model_targets.wanted(args.words, args)
    if not targets:
        raise TargetError("an empty name; see `openness license list`")
    if len(targets) == 1 and args.policy is None and not _model_targets.is_model(targets[0]):
        return _show(args, _model_targets.license_of_link(targets[0]))
    from openness.cli import _license_model

    return _license_model.run(args, targets, said(args))


def _forbidden(item: Reason) -> dict[str, Any]:
    """One forbidden thing, with the words that it hangs on, if any."""
    above = heading_of(get(item.license), item.clause)
    return item.model_dump(mode="json", exclude_none=True) | ({"under": above.what} if above else {})


def _show(args: argparse.Namespace, name: str) -> int:
    if find(name) is None and (is_compound(name) or meant_by(name) is not None):
        return _show_expression(args, name)
    found, asked = resolve(name), asked_by(args)
    if found.kind == "family" and asked:
        return _show_family(args, found, asked)
    text = get(name)
    replies, bars = [ask(text) for ask in asked], said(args).bars(text)
    if args.format == "json":
        value: dict[str, Any] = text.model_dump(mode="json", exclude_none=True)
        value["forbidden"] = [_forbidden(one) for one in what_is_forbidden(text)]
        value["must_carry"] = [one.model_dump(mode="json", exclude_none=True) for one in must_carry(text)]
        value["carried"] = [one.model_dump(mode="json", exclude_none=True) for one in carried(text)]
        value["agreed"] = [one.model_dump(mode="json", exclude_none=True) for one in what_is_agreed(text)]
        value["bars"] = [one.model_dump(mode="json", exclude_none=True) for one in bars]
        value["answers"] = [reply.model_dump(mode="json", exclude_none=True) for reply in replies]
        say(json.dumps(value, indent=2, ensure_ascii=False), "json")
        return OK
    from openness.cli import _license_text

    _license_text.show(text, replies, bars)
    return OK


def _show_expression(args: argparse.Namespace, name: str) -> int:
    """An expression: what the user may choose from, and the answers for the whole."""
    from openness.licenses.expression import ask, parse

    expression = parse(name)
    if not expression.licenses:
        get(expression.unknown[0])
    replies = [ask(expression, question) for question in asked_by(args)]
    if args.format == "json":
        meaning = meant_by(name)
        choices = [
            {"licenses": [text.id for text in one.licenses], "unknown": one.unknown, "exceptions": one.exceptions}
            for one in expression.alternatives
        ]
        answers = [reply.model_dump(mode="json", exclude_none=True) for reply in replies]
        value: dict[str, Any] = {"expression": expression.expression, "alternatives": choices, "answers": answers}
        if meaning is not None:
            value["meant_by"] = {"name": name, "why": meaning.why}
        say(json.dumps(value, indent=2, ensure_ascii=False), "json")
        return OK
    from openness.cli import _license_text

    _license_text.show_expression(expression, replies, meant_by(name))
    return OK


def _show_family(args: argparse.Namespace, family: Resolution, asked: list[Callable[[License], Reply]]) -> int:
    """A family: its members, and what they answer together."""
    from openness.licenses.questions import of_all

    members = [get(member) for member in family.members]
    replies = [of_all(members, question) for question in asked]
    if args.format == "json":
        answers = [reply.model_dump(mode="json", exclude_none=True) for reply in replies]
        value = {"family": family.id, "members": list(family.members), "answers": answers}
        say(json.dumps(value, indent=2, ensure_ascii=False), "json")
        return OK
    from openness.cli import _license_text

    _license_text.show_family(family, members, replies)
    return OK


def said(args: argparse.Namespace) -> Asked:
    """What the options say of purpose, size and place. Raises TargetError where one takes back what another says."""
    return consistent(_said(args))


def _said(args: argparse.Namespace) -> Asked:
    return Asked(
        purposes=tuple(dict.fromkeys(args.purpose or ())),
        users=args.users,
        revenue=args.revenue,
        monthly_revenue=args.monthly_revenue,
        country=args.country,
        multimodal=args.multimodal,
        use=args.use,
        private=args.private,
    )


def asked_by(args: argparse.Namespace) -> list[Callable[[License], Reply]]:
    """The questions that the options ask."""
    return [question.ask for question in said(args).questions()]


def _list(args: argparse.Namespace) -> int:
    from openness.licenses import all_licenses

    texts = list(all_licenses())
    if args.format == "json":
        identity = (
            "id",
            "name",
            "kind",
            "version",
            "date",
            "licensor",
            "hub_ids",
            "spdx",
            "expression",
            "url",
            "members",
        )
        rows = [
            {name: getattr(text, name) for name in identity}
            | {"readings": text.readings, "verified_by_two": text.verified_by_two}
            for text in texts
        ]
        read_by = {str(n): sum(text.readings == n for text in texts) for n in (2, 1, 0)}
        hub = _hub_ids(texts)
        summary = {
            "texts": len(texts),
            "hub_ids": len(hub),
            "read_by": read_by,
            "every_term_by_two": sum(text.verified_by_two for text in texts),
            "terms": sum(1 for text in texts if text.kind != "series" for _ in text.terms.stated()),
        }
        say(json.dumps({"summary": summary, "hub_ids": hub, "licenses": rows}, indent=2, ensure_ascii=False), "json")
        return OK
    from openness.cli import _license_text

    _license_text.overview(texts)
    return OK


def _hub_ids(texts: list[License]) -> dict[str, Any]:
    """Each id of the Hub's list with what it leads to: a licence, a series, a family without a text, or a sentinel."""
    from openness.licenses.store import index

    known = index()
    names = {one for text in texts for one in text.hub_ids} | {*known["hub_families"], *known["sentinels"]}
    found = {name: resolve(name) for name in sorted(names)}
    return {name: {"kind": one.kind, "id": one.id, "members": one.members} for name, one in found.items()}


def _compare(args: argparse.Namespace, one: str, two: str) -> int:
    from openness.licenses.compare import changes

    for name in (one, two):
        if is_compound(name) and find(name) is None:
            raise TargetError(f"{name}: an expression; `license compare` takes two single licences")
    before, after = get(one), get(two)
    found = changes(before, after)
    if args.format == "json":
        say(json.dumps([change.model_dump(mode="json") for change in found], indent=2, ensure_ascii=False), "json")
    else:
        from openness.cli import _license_text

        _license_text.compared(before, after, found)
    return OK


def _identify(args: argparse.Namespace, files: list[str]) -> int:
    from openness import _input, _limits
    from openness.licenses.identification import identify

    results = []
    for name in files:
        limit = _limits.LICENSE_TEXT
        data = (
            sys.stdin.buffer.read(limit + 1) if name == "-" else _input.read_bytes(name, limit, what="no licence text")
        )
        try:
            results.append((name, identify(data)))
        except TargetError as error:
            raise TargetError(f"{name}: {error}") from None
    if args.format == "json":
        rows = [{"file": name, "match": match.model_dump(mode="json")} for name, match in results]
        say(json.dumps(rows, indent=2, ensure_ascii=False), "json")
    else:
        from openness.cli import _identified

        for name, match in results:
            _identified.show(name, match)
    return OK if all(match.concludes for _, match in results) else FINDINGS
