"""
Look into a wheel: the data and the published schemas are inside, byte for byte; tests and docs are not.

Usage: python tools/check_wheel.py dist/openness-*.whl
"""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZipFile

NEEDED = ("openness/py.typed", "openness/licenses/index.json", "openness/licenses/data/llama2.toml")
FOREIGN = ("schema/", "tests/", "docs/", "examples/", "benchmarks/", "tools/")
LATEST = Path(__file__).resolve().parent.parent / "schema" / "latest"


def main() -> int:
    """Name what is missing or should not be there."""
    wheel = ZipFile(sys.argv[1])
    names = wheel.namelist()
    missing = [name for name in NEEDED if name not in names]
    stray = [name for name in names if name.startswith(FOREIGN)]
    for path in sorted(LATEST.iterdir()):
        name = f"openness/schema/published/{path.name}"
        if name not in names or wheel.read(name) != path.read_bytes():
            missing.append(f"{name} as it is published")
    for name in missing:
        print(f"the wheel lacks {name}")
    for name in stray:
        print(f"the wheel holds {name}")
    return 1 if missing or stray else 0


if __name__ == "__main__":
    sys.exit(main())
