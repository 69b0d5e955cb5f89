"""
Look into a wheel: the data is inside, the published schemas and tests are not.

Usage: python tools/check_wheel.py dist/openness-*.whl
"""

from __future__ import annotations

import sys
from zipfile import ZipFile

NEEDED = ("openness/py.typed", "openness/licenses/index.json", "openness/licenses/data/llama2.toml")
FOREIGN = ("schema/", "tests/", "docs/", "examples/", "benchmarks/", "tools/")


def main() -> int:
    """Name what is missing or should not be there."""
    names = ZipFile(sys.argv[1]).namelist()
    missing = [name for name in NEEDED if name not in names]
    stray = [name for name in names if name.startswith(FOREIGN)]
    for name in missing:
        print(f"the wheel lacks {name}")
    for name in stray:
        print(f"the wheel holds {name}")
    return 1 if missing or stray else 0


if __name__ == "__main__":
    sys.exit(main())
