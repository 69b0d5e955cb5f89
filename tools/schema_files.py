"""
Write or check the published schemas in `schema/`.

Usage: python tools/schema_files.py [--check]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from openness.release import SCHEMA_VERSION  # noqa: E402
from openness.schema import NAMES, json_schema  # noqa: E402


def main() -> int:
    """Generate every schema; with --check compare only."""
    folder = ROOT / "schema" / SCHEMA_VERSION
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        path = folder / f"{name}.schema.json"
        text = json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in sys.argv:
            print(f"{path.relative_to(ROOT)} is not up to date; run: python tools/schema_files.py")
            return 1
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
