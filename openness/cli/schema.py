"""Print a published JSON Schema, from the installed package."""

from __future__ import annotations

import argparse

from openness.cli._exit import OK
from openness.errors import ConfigurationError
from openness.schema import DRAFT_07, NAMES, published


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `schema`."""
    parser.add_argument("name", nargs="?", metavar="NAME", help=f"one of {', '.join(NAMES)}; without it, the list")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--reader", action="store_true", help="the open schema, for who reads what others wrote")
    kind.add_argument("--draft-07", action="store_true", help=f"in draft-07, for editors; only {', '.join(DRAFT_07)}")


def run(args: argparse.Namespace) -> int:
    """Print the schema byte for byte as it is published, or the names."""
    if args.name is None:
        print("\n".join(NAMES))
        return OK
    if args.draft_07 and args.name in NAMES and args.name not in DRAFT_07:
        raise ConfigurationError(
            f"{args.name}: not in draft-07; {', '.join(DRAFT_07)} is (without --draft-07: 2020-12)"
        )
    print(published(args.name, "reader" if args.reader else "draft-07" if args.draft_07 else ""), end="")
    return OK
