"""
Where a model comes from, licence by licence, with the conflicts on the way; and what was made from it.

MODEL is `org/name`, as it stands in an index (`openness index build`); without `--index`, or `index` in the settings,
the package's own small table of base models is asked.
"""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import urlsplit

from openness.cli import _config
from openness.cli._exit import FINDINGS, OK
from openness.cli._index import add_arguments as add_index
from openness.cli._index import opened
from openness.cli._terminal import formed, say
from openness.cli._written import write
from openness.errors import ConfigurationError

FORMATS = ("text", "json", "dot", "html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `graph`."""
    parser.add_argument("model", metavar="MODEL", help="org/name of a model")
    add_index(parser)
    parser.add_argument("--up", type=int, default=12, metavar="N", help="steps up to ancestors (default: 12)")
    parser.add_argument(
        "--down", type=int, default=0, metavar="N", help="steps down to what was made from it (default: 0)"
    )
    parser.add_argument("--most", type=int, default=200, metavar="N", help="models below that are shown (default: 200)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument("--output", "-o", metavar="FILE", help="write it to a file")
    parser.add_argument("--fail-on-conflict", action="store_true", help="exit code 1 where a label does not fit")


def run(args: argparse.Namespace) -> int:
    """Print the graph; with --fail-on-conflict 1 where a licence on the way does not fit."""
    if min(args.up, args.down, args.most) < 0:
        raise ConfigurationError("--up, --down and --most take a number of 0 or more")
    from openness.graph import graph
    from openness.index.lookup import Models
    from openness.output.graph import render

    address = urlsplit(args.model)
    model = (address.path if address.netloc else args.model).strip("/")
    index = opened(args, _config.load())
    with index or nullcontext():
        found = graph(Models(index), model, up=args.up, down=args.down, most=args.most)
    text = render(found, args.format)
    if args.output is None:
        say(text, args.format)
    else:
        write(Path(args.output), (formed(text, args.format) + "\n").encode())
    return FINDINGS if args.fail_on_conflict and found.conflicts else OK
