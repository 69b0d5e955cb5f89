"""
A table of the Hub as a table of facts, findings, verdicts and lineage, and what it comes to as one page.

  openness census SOURCE --out DIR   SOURCE is Parquet or JSON Lines (a file, a folder, a pattern, hf://datasets/org/
                                     name/..., or - for JSON Lines on standard input) or a folder of cards. A run that
                                     was stopped goes on where it was
  openness census query DIR "SQL"    a question to what was counted, by DuckDB: tables `rows` and `edges`
  openness census page DIR           the page anew

Needs the packages of `pip install 'openness[census]'`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from openness import _input
from openness.cli._exit import OK
from openness.cli._index import add_arguments as add_index
from openness.cli._progress import bar
from openness.cli._terminal import complain, say
from openness.errors import ConfigurationError, TargetError
from openness.index import Source, open_source, spooled


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `census`."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="SOURCE, `query DIR SQL` or `page DIR`")
    parser.add_argument("--out", metavar="DIR", help="the folder that is filled")
    add_index(parser)
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--rows", type=int, default=1000, metavar="N", help="rows a part (default: 1000)")
    parser.add_argument(
        "--only", choices=("lineage",), help="leave out records, findings and verdicts, which take most of the time"
    )
    parser.add_argument("--no-page", action="store_true", help="leave the page out")
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text", help="of query (default: text)")


def run(args: argparse.Namespace) -> int:
    """One of the three forms."""
    what, *words = args.words
    if what == "query" and len(words) == 2 and args.out is None:
        from openness.census.query import as_text, ask

        say(as_text(ask(Path(words[0]), words[1]), args.format), args.format)
        return OK
    if what == "page" and len(words) == 1 and args.out is None:
        return _page(Path(words[0]))
    if words:
        raise TargetError('say `openness census SOURCE --out DIR`, `census query DIR "SQL"` or `census page DIR`')
    if args.out is None:
        raise TargetError(f"no folder named; say `openness census {_input.shown(what)} --out DIR`")
    if args.rows < 1 or (args.workers is not None and args.workers < 1):
        raise ConfigurationError("--rows and --workers take a number of 1 or more")
    return _count(what, Path(args.out), args)


def _count(name: str, folder: Path, args: argparse.Namespace) -> int:
    from openness.census.run import begin, cores
    from openness.census.run import run as count

    source = _source(name, folder)
    if source.absent:
        lacking = [one for one in source.absent if one not in ("card", "cardData")]
        complain(
            f"{_input.shown(name)}: no column {', '.join(lacking)}; what they would say is unknown", "note"
        ) if lacking else None
    census = begin(
        source, folder, index=Path(args.index) if args.index else None, rows=args.rows, whole=args.only is None
    )
    with bar("models", source.count()) as step:
        found = count(census, workers=args.workers or cores(), step=step)
    say(f"{folder}: {found['rows']:,} models, {found['edges']:,} steps of descent")
    return OK if args.no_page else _page(folder)


def _source(name: str, folder: Path) -> Source:
    if name != "-":
        return open_source(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return spooled(sys.stdin.buffer, folder)
    except OSError as error:
        raise TargetError(f"{_input.shown(folder)}: {(error.strerror or 'cannot be written').lower()}") from None


def _page(folder: Path) -> int:
    from openness.cli._written import write
    from openness.output.census import page

    path = folder / "index.html"
    write(path, page(folder).encode())
    say(f"{path}: the page")
    return OK
