"""
Write or check every generated file, in the order in which they depend on each other.

Usage: python tools/generate.py [--check]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
GENERATORS = (
    "license_terms.py",
    "license_index.py",
    "license_pages.py",
    "license_questions.py",
    "schema_files.py",
    "conformance.py",
    "rule_pages.py",
    "framework_pages.py",
    "catalog_page.py",
    "verdict_table.py",
    "readme_outputs.py",
)
"""Scripts that take `--check`; each names itself in its complaint."""


def main() -> int:
    """Run every generator; stop at the first that complains."""
    for name in GENERATORS:
        code = subprocess.run([sys.executable, str(TOOLS / name), *sys.argv[1:]], check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
