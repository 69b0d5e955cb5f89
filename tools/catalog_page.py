"""
Write or check the catalogue's page `docs/catalog/README.md`: every system, how many facts it has, and the texts they are from.

Usage: python tools/catalog_page.py [--check]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "catalog" / "README.md"
sys.path.insert(0, str(ROOT))

from openness import catalog  # noqa: E402

HEAD = """# The catalogue

Generated from `openness/catalog/data`. Records of systems that people argue about, each fact with the public text that
shows it. `openness describe --explain catalog:NAME` prints a record with its evidence; every command that takes a target takes
`catalog:NAME`.

- The files hold facts alone. They were written down and committed before a verdict was computed from them; a second reading
  added what the first had left unknown, in the same order ([how](verdicts.md)).
- What no text said is absent: an absent fact is unknown, not no. That a maker never published something is a fact where
  somebody who looked for it says so, or the maker; who that is stands at the fact.
- A record describes a release as it was offered. What has ended since is said where it was offered.
- A text that could not be read at its own address was read in a copy, and the copy is named.
"""


def index() -> str:
    """All systems in one table."""
    lines = ["| system | organisation | facts | texts |", "|---|---|---|---|"]
    for name in catalog.names():
        release = catalog.load(name)
        facts, texts = len(catalog.facts(name)), len(catalog.sources(name))
        lines.append(f"| [{name}](#{_anchor(name)}) | {release.subject.organization} | {facts} | {texts} |")
    return "\n".join(lines)


def system(name: str) -> str:
    """One system with its sources."""
    used = Counter(key for fact in catalog.facts(name) for key in set(fact.sources))
    lines = [f"## {name}", "", "| text | published | read | facts |", "|---|---|---|---|"]
    for source in catalog.sources(name):
        copy = f"; read in {_copy(source.copy)}" if source.copy else ""
        row = f"[{source.title}]({source.url}){copy} | {source.published} | {source.read} | {used[source.key]}"
        lines.append(f"| {row} |")
    return "\n".join(lines)


def _copy(where: str) -> str:
    return f"[a copy]({where})" if where.startswith("https://") else where


def _anchor(name: str) -> str:
    return name.replace(".", "")


def main() -> int:
    """Write the page; with --check compare only."""
    wanted = "\n\n".join([HEAD.rstrip(), index(), *(system(name) for name in catalog.names())]) + "\n"
    current = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if "--check" in sys.argv:
        if current != wanted:
            print("docs/catalog/README.md is not up to date; run: python tools/catalog_page.py")
            return 1
        return 0
    if current != wanted:
        PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
