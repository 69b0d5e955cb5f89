"""Write a starter `openness.yaml`, or print a starter front matter."""

from __future__ import annotations

import argparse
from pathlib import Path

from openness._inert import shown
from openness.cli._exit import OK
from openness.cli._terminal import say
from openness.cli._written import write
from openness.errors import TargetError

STATEMENT = """\
# yaml-language-server: $schema=https://openness.dev/schema/latest/statement.draft-07.schema.json
# What the publisher states about this model. Every key is optional; leave out what you do not know.
# What stands here wins over what is read from the card, so nothing does yet: take the `# ` away where it is true.
schema_version: "{version}"
# license:
#   declared: [apache-2.0]      # id of the Hub's list
# weights:
#   access: public              # public, gated, on-request, api-only, hosted-only, withheld
# data:
#   disclosure: described       # released, listed, described, undisclosed
#   cutoff: "2024-06"
#   datasets:
#     - name: my-org/my-dataset
# lineage:
#   bases:                      # or `from_scratch: true`
#     - {{model: org/name, relation: finetune}}
"""

FRONT_MATTER = """\
---
license: apache-2.0
language:
  - en
library_name: transformers
pipeline_tag: text-generation
base_model: []
datasets: []
---
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `init`."""
    parser.add_argument("folder", nargs="?", default=".", help="folder of the model card (default: here)")
    parser.add_argument("--front-matter", action="store_true", help="print a starter front matter instead")
    parser.add_argument("--force", action="store_true", help="replace an existing openness.yaml")


def run(args: argparse.Namespace) -> int:
    """Write the file and say so."""
    if args.front_matter:
        print(FRONT_MATTER, end="")
        return OK
    from openness.release import SCHEMA_VERSION

    folder = Path(args.folder)
    if not folder.is_dir():
        raise TargetError(f"{folder}: no such folder")
    path = folder / "openness.yaml"
    if path.exists() and not args.force:
        raise TargetError(f"{path}: exists already (--force replaces it)")
    write(path, STATEMENT.format(version=SCHEMA_VERSION).encode())
    say(shown(f"wrote {path}; state what you know, then run `openness check {folder}`"))
    return OK
