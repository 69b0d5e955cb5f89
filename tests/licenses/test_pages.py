"""The licences' pages: one for each, up to date, with links that lead somewhere and an index that needs nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from openness.licenses import all_licenses, ids

LINK = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def pages(root: Path) -> Path:
    return root / "docs" / "licenses"


class Index(HTMLParser):
    """Rows of the index, and whatever it would load from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self._cell = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.loads += [given[name] for name in ("src", "srcset", "data") if name in given]
        self.loads += [given["href"]] if tag == "link" else []
        self.links += [given["href"]] if tag == "a" else []
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self._cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag == "td":
            self._cell = False

    def handle_data(self, data):
        if self._cell:
            self.rows[-1][-1] += data


def test_the_generator_finds_nothing_to_write(root: Path) -> None:
    run = subprocess.run(
        [sys.executable, "tools/license_pages.py", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_there_is_a_page_for_each(pages: Path) -> None:
    assert {f"{identity}.md" for identity in ids()} <= {path.name for path in pages.glob("*.md")}


def test_every_link_leads_to_a_file(pages: Path) -> None:
    for path in pages.glob("*.md"):
        for target in LINK.findall(path.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:")):
                assert (path.parent / unquote(target)).exists(), f"{path.name}: {target}"


def test_every_row_of_a_table_has_as_many_cells_as_its_head(pages: Path) -> None:
    for path in pages.glob("*.md"):
        width = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
            assert not (width and cells) or cells == width, f"{path.name}: {line[:80]}"
            width = cells


def test_a_page_shows_every_term_with_its_clause(pages: Path) -> None:
    for text in all_licenses():
        said = (pages / f"{text.id}.md").read_text(encoding="utf-8")
        stated = list(text.terms.stated())
        table = said.partition("\n## Terms\n")[2].partition("\n## ")[0]
        assert len([line for line in table.splitlines() if line.startswith("| ")]) == (len(stated) + 1 if stated else 0)
        assert all(f"| {term.clause} |" in table for _, term in stated), text.id
        assert text.readings or "Nobody has read this text yet" in said, text.id


def test_what_changed_since_the_version_before_stands_on_the_page(pages: Path) -> None:
    said = (pages / "llama3.1.md").read_text(encoding="utf-8")
    assert "## What changed from llama3 to llama3.1" in said
    assert "| outputs may train other models | forbidden | allowed-with-condition | 1.b.v → 1.b.i |" in said


def test_the_unread_are_listed_and_nobody_else(pages: Path) -> None:
    said = (pages / "unread.md").read_text(encoding="utf-8").partition("\n## ")[0]
    assert set(re.findall(r"\| \[([^\]]+)\]", said)) == {text.id for text in all_licenses() if not text.readings}


def test_the_index_needs_nothing_else_and_has_every_licence(pages: Path) -> None:
    html = (pages / "index.html").read_text(encoding="utf-8")
    index = Index()
    index.feed(html)
    assert index.loads == []
    assert "http" not in html
    assert "@import" not in html
    rows = [row for row in index.rows if row]
    assert [row[0] for row in rows] == sorted(ids())
    assert len({len(row) for row in rows}) == 1
    assert all((pages / unquote(link)).exists() for link in index.links)
