"""
Print one of the two commands that README promises, so that CI runs exactly what README says.

Usage: python tools/readme_commands.py 1|2
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def commands() -> list[str]:
    """The one-line commands of the fenced blocks marked `sh` that set up a venv, in order."""
    blocks = re.findall(r"^```sh\n(.+?)\n```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [block for block in blocks if "-m venv" in block and "\n" not in block]


if __name__ == "__main__":
    print(commands()[int(sys.argv[1]) - 1])
