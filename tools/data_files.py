"""
Hold every data file against its closed schema, and print one line for each thing that is wrong.

Usage: python tools/data_files.py [--root DIR]

A line says file, key and what was found, with the nearest word that is known. Exit 1 if there is any. The tools that
compile these files make the same checks before they write; this one makes them all at once.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]

from checked import licenses, pages, phrases, readings  # noqa: E402
from checked.complaints import given_root  # noqa: E402

CHECKS = (phrases.check, readings.check, licenses.check, pages.check)


def main() -> int:
    """Print all complaints."""
    root = given_root(sys.argv)
    complaints = [complaint for check in CHECKS for complaint in check(root)]
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
