"""Print a published JSON Schema, from the installed package."""

from __future__ import annotations

import argparse
import json

from openness.cli._exit import OK
from openness.schema import NAMES, json_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `schema`."""
    parser.add_argument("name", nargs="?", metavar="NAME", help=f"one of {', '.join(NAMES)}; without it, the list")


def run(args: argparse.Namespace) -> int:
    """Print the schema, or the names."""
    print("\n".join(NAMES) if args.name is None else json.dumps(json_schema(args.name), indent=2, ensure_ascii=False))
    return OK
