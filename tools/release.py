"""
The bill of materials of a wheel: CycloneDX 1.6, with every package that a user gets who installs it today.

Usage:  python tools/release.py DIST

DIST holds one wheel. It is installed alone in a new environment, which `cyclonedx-py` describes; the bill is validated and
written beside the wheel as `openness.cdx.json`. Nothing in it depends on the moment but the versions.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def bill(wheel: Path, out: Path) -> int:
    """Write the bill of a wheel; how many packages it names."""
    program = Path(sys.executable).with_name("cyclonedx-py")
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q"]
        subprocess.run([*pip, str(wheel)], check=True)
        words = [
            "--pyproject",
            str(ROOT / "pyproject.toml"),
            "--mc-type",
            "library",
            "--output-reproducible",
            "--validate",
        ]
        subprocess.run([str(program), "environment", str(python), *words, "-o", str(out)], check=True)
    made = json.loads(out.read_text(encoding="utf-8"))
    return len(made["components"])


def main() -> None:
    """Find the wheel, write the bill, say so."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dist", type=Path)
    args = parser.parse_args()
    wheels = sorted(args.dist.glob("*.whl"))
    if len(wheels) != 1:
        raise SystemExit(
            f"{args.dist}: expected one wheel, found {len(wheels)}; build it with `python -m build --wheel`"
        )
    out = args.dist / "openness.cdx.json"
    print(f"{out}: {bill(wheels[0], out)} packages")


if __name__ == "__main__":
    main()
