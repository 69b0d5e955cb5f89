"""
What a licence allows and demands, with clauses.

  openness license ID              its terms; with --users, --revenue, --country or --purpose the answers for you
  openness license list            all licences and how often each was read
  openness license compare A B     what changed, by term
  openness license identify FILE   which licence a text is

Not legal advice: every answer repeats what a clause says, and what lawyers contest is called contested.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from openness.cli._exit import FINDINGS, OK
from openness.errors import TargetError, UnknownNameError
from openness.licenses import License, get
from openness.licenses.questions import Reply

PURPOSES = ("commercial", "host", "modify", "redistribute", "distill")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `license`."""
    parser.add_argument("words", nargs="+", metavar="ID", help="licence, or `list`, `compare A B`, `identify FILE`")
    parser.add_argument("--users", type=_amount, help="monthly active users, as the licence counts them (800e6)")
    parser.add_argument("--revenue", type=_amount, help="annual revenue in the licence's currency")
    parser.add_argument("--monthly-revenue", type=_amount, help="monthly revenue in the licence's currency")
    parser.add_argument("--country", help="ISO 3166 code of your domicile, or EU")
    parser.add_argument("--multimodal", action=argparse.BooleanOptionalAction, help="whether the model is multimodal")
    parser.add_argument("--purpose", action="append", choices=PURPOSES, help="what you want to do; may be repeated")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _amount(text: str) -> float:
    try:
        return float(text.replace("_", "").replace(",", ""))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number (write 800e6 or 800_000_000)") from None


def run(args: argparse.Namespace) -> int:
    """One of the four forms."""
    first, *rest = args.words
    if first == "list" and not rest:
        return _list(args)
    if first == "compare" and len(rest) == 2:
        return _compare(args, rest[0], rest[1])
    if first == "identify" and rest:
        return _identify(args, rest)
    if rest and first in ("list", "compare", "identify"):
        raise TargetError(f"`license {first}` takes {'two licences' if first == 'compare' else 'no further word'}")
    return _show(args, " ".join(args.words))


def _show(args: argparse.Namespace, name: str) -> int:
    text = get(name)
    replies = _replies(text, args)
    if args.format == "json":
        value: dict[str, Any] = text.model_dump(mode="json", exclude_none=True)
        value["answers"] = [reply.model_dump(mode="json", exclude_none=True) for reply in replies]
        print(json.dumps(value, indent=2, ensure_ascii=False))
        return OK
    from openness.cli import _license_text

    _license_text.show(text, replies)
    return OK


def _replies(text: License, args: argparse.Namespace) -> list[Reply]:
    from openness.licenses import questions

    replies: list[Reply] = []
    purposes = args.purpose or []
    sized = any(value is not None for value in (args.users, args.revenue, args.monthly_revenue))
    if sized or "commercial" in purposes:
        replies.append(
            questions.may_use_commercially(
                text, users=args.users, annual_revenue=args.revenue, monthly_revenue=args.monthly_revenue
            )
        )
    if args.country:
        replies.append(questions.may_use_in(text, args.country, multimodal=args.multimodal))
    asked = {
        "host": questions.may_host,
        "modify": questions.may_modify,
        "redistribute": questions.may_redistribute,
        "distill": questions.may_train_on_outputs,
    }
    replies += [asked[purpose](text) for purpose in purposes if purpose in asked]
    return replies


def _list(args: argparse.Namespace) -> int:
    from openness.licenses import all_licenses

    texts = list(all_licenses())
    if args.format == "json":
        rows = [
            {"id": t.id, "name": t.name, "kind": t.kind, "hub_ids": t.hub_ids, "spdx": t.spdx, "expression": t.expression,
             "readings": t.readings, "members": t.members}
            for t in texts
        ]  # fmt: skip
        hub_ids = sorted({one for text in texts for one in text.hub_ids})
        by_readings = {str(n): sum(t.readings == n for t in texts) for n in (2, 1, 0)}
        families = _families()
        summary = {"hub_ids": len(hub_ids) + len(families["families"]) + len(families["sentinels"]), **families}
        print(
            json.dumps({"summary": {**summary, "read_by": by_readings}, "licenses": rows}, indent=2, ensure_ascii=False)
        )
        return OK
    from openness.cli import _license_text

    _license_text.overview(texts)
    return OK


def _families() -> dict[str, Any]:
    from openness.licenses.store import index

    known = index()
    return {"families": known["hub_families"], "sentinels": known["sentinels"]}


def _compare(args: argparse.Namespace, one: str, two: str) -> int:
    from openness.licenses.compare import changes

    before, after = get(one), get(two)
    found = changes(before, after)
    if args.format == "json":
        print(json.dumps([change.model_dump(mode="json") for change in found], indent=2, ensure_ascii=False))
    else:
        from openness.cli import _license_text

        _license_text.compared(before, after, found)
    return OK


def _identify(args: argparse.Namespace, files: list[str]) -> int:
    from pathlib import Path

    from openness.licenses.identify import identify

    results = []
    for name in files:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise TargetError(f"{name}: {(error.strerror or 'cannot be read').lower()}") from None
        try:
            results.append((name, identify(data)))
        except TargetError as error:
            raise TargetError(f"{name}: {error}") from None
    if args.format == "json":
        rows = [{"file": name, "match": match.model_dump(mode="json") if match else None} for name, match in results]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for name, match in results:
            if match is None:
                print(f"{name}: no known licence text")
                continue
            try:
                title = get(match.license).name
            except UnknownNameError:
                title = match.license
            how = "exact" if match.exact else f"similarity {match.similarity:.2f}"
            print(f"{name}: {match.license} ({match.kind}: {title}), {how}")
    return OK if all(match for _, match in results) else FINDINGS
