"""
Write or check every generated file, in the order in which they depend on each other.

Usage: python tools/generate.py [--check] [--quick]

First the data files are held against their schemas. With --check every generator runs and all their complaints are
listed; without it the first that complains ends the run, for what follows builds on it. Some generators read texts and
cards that are no part of the project (../shared): where those are not there they are left out, and that is said.
--quick leaves out the measurements, which read every card.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
SHARED = TOOLS.parent.parent / "shared"


@dataclass(frozen=True, slots=True)
class Generator:
    """A script that takes `--check` and names itself in its complaints."""

    script: str
    needs: str | None = None
    """What it reads in ../shared; None: nothing."""
    measures: bool = False
    """Whether it reads every card, which takes up to a minute."""


GENERATORS = (
    Generator("data_files.py"),
    Generator("vocabulary_index.py"),
    Generator("license_terms.py"),
    Generator("license_index.py"),
    Generator("fingerprints.py", needs="data/licenses/texts"),
    Generator("base_table.py", needs="data/hub/hub-stats-sample.parquet", measures=True),
    Generator("license_pages.py"),
    Generator("compatibility_page.py"),
    Generator("license_questions.py"),
    Generator("schema_files.py"),
    Generator("conformance.py"),
    Generator("rule_pages.py"),
    Generator("framework_pages.py"),
    Generator("framework_comparison.py"),
    Generator("catalog_page.py"),
    Generator("verdict_table.py"),
    Generator("readme_outputs.py"),
    Generator("license_values.py", needs="data/cards/cards.parquet", measures=True),
    Generator("accuracy.py"),
    Generator("osai_grades.py", needs="data/osai", measures=True),
    Generator("field_report.py", needs="data/cards/cards.parquet", measures=True),
)


def left_out(generator: Generator, *, quick: bool) -> str | None:
    """Why a generator does not run here; None where it does."""
    if generator.needs and not (SHARED / generator.needs).exists():
        return f"needs ../shared/{generator.needs}, which is not here"
    return "a measurement" if quick and generator.measures else None


def main() -> int:
    """Run the generators."""
    check, quick = "--check" in sys.argv, "--quick" in sys.argv
    failed = []
    for generator in GENERATORS:
        if why := left_out(generator, quick=quick):
            print(f"tools/{generator.script}: left out ({why})", flush=True)
            continue
        command = [sys.executable, str(TOOLS / generator.script), *(["--check"] if check else [])]
        if subprocess.run(command, check=False).returncode:
            failed.append(generator.script)
            if not check:
                break
    if failed:
        print(f"complaints from: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
