"""
Which licence and bases each model of a table declares, in one small file that every command can ask offline.

  openness index build SOURCE -o FILE    from a table of the Hub: Parquet or JSON Lines (a file, a folder, a pattern,
                                         hf://datasets/org/name/..., or - for JSON Lines on standard input), or a
                                         folder of cards
  openness index update SOURCE -o FILE   rows of SOURCE that are newer than what FILE holds take its place
  openness index show FILE [MODEL...]    what the index was built from; or what it holds of each MODEL

`--index FILE`, or `index` in the settings, lets check, license, graph and census know base models without the Hub.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openness import _input
from openness.cli._exit import ERROR, OK
from openness.cli._progress import counted
from openness.cli._terminal import complain, say
from openness.errors import TargetError
from openness.index import Entry, Index, build, entry_of, open_source, rows_of_lines, update


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `index`."""
    parser.add_argument(
        "words", nargs="*", metavar="WORD", help="`build SOURCE`, `update SOURCE` or `show FILE [MODEL...]`"
    )
    parser.add_argument("--output", "-o", metavar="FILE", help="the index that is written or brought up to date")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of show (default: text)")


def run(args: argparse.Namespace) -> int:
    """One of the three forms."""
    what, *words = args.words or [""]
    if what == "show" and words:
        return _show(words[0], words[1:], args.format)
    if what not in ("build", "update") or len(words) != 1:
        raise TargetError(
            "say `openness index build SOURCE -o FILE`, `index update SOURCE -o FILE` or `index show FILE`"
        )
    if args.output is None:
        raise TargetError(f"no file named; say `openness index {what} {words[0]} -o hub.index`")
    if what == "build" and not Path(args.output).absolute().parent.is_dir():
        raise TargetError(f"{_input.shown(args.output)}: no such folder")
    with counted(_entries(words[0]), "models") as entries:
        notes = (build if what == "build" else update)(entries, args.output, source=words[0])
    size = Path(args.output).stat().st_size
    say(f"{args.output}: {int(notes['models']):,} models, {int(notes['edges']):,} bases named, {_megabytes(size)}")
    return OK


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"


def _entries(name: str) -> Iterator[Entry]:
    """Every row of a source; what columns it lacks is said first."""
    if name == "-":
        yield from map(entry_of, rows_of_lines(sys.stdin.buffer, "-"))
        return
    source = open_source(name)
    lacking = [one for one in source.absent if one not in ("card", "cardData")]
    if lacking:
        complain(f"{_input.shown(name)}: no column {', '.join(lacking)}; what they would say is unknown", "note")
    for unit in source.units():
        yield from map(entry_of, source.rows(unit))


def _show(path: str, models: list[str], form: str) -> int:
    with Index(path) as index:
        if not models:
            notes = index.notes()
            text = "\n".join(f"{name}: {value}" for name, value in notes.items())
            say(json.dumps(notes, indent=2) if form == "json" else text, form)
            return OK
        found = {name: index.find(name) for name in models}
        rows = [_row(name, entry, index) for name, entry in found.items() if entry is not None]
        if form == "json":
            say(json.dumps(rows, indent=2, ensure_ascii=False), "json")
        elif rows:
            say("\n".join(map(_line, rows)))
        missing = [name for name, entry in found.items() if entry is None]
    for name in missing:
        complain(f"{_input.shown(name)}: not in {_input.shown(path)}")
    return ERROR if missing else OK


def _row(name: str, entry: Entry, index: Index) -> dict[str, Any]:
    bases = [{key: value for key, value in _made(one).items() if value is not None} for one in entry.bases]
    return {
        "model": entry.model,
        "declared": list(entry.declared),
        "license_name": entry.name,
        "bases": bases,
        "children": index.child_count(name),
        "gated": entry.gated,
        "downloads": entry.downloads,
        "modified": entry.modified.isoformat() if entry.modified else None,
    }


def _made(one: Any) -> dict[str, Any]:
    standing = one.standing if one.standing != "listed" else None
    return {"model": one.model, "relation": one.relation, "standing": standing, "written": one.written}


def _line(row: dict[str, Any]) -> str:
    said = ", ".join(row["declared"]) or "no licence declared"
    named = f" ({row['license_name']})" if row["license_name"] else ""
    bases = ", ".join(f"{one['relation']} of {one['model']}" for one in row["bases"])
    return f"{row['model']}: {said}{named}; {bases or 'no base named'}; {row['children']:,} made from it"
