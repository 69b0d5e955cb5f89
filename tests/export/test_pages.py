"""Every export has its page, and the list names it."""

from __future__ import annotations

import pytest

from openness import export


@pytest.mark.parametrize("name", export.NAMES)
def test_every_export_has_a_page(name, root):
    folder = root / "docs/exports"
    page = (folder / f"{name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {name}\n")
    assert f"[`{name}`]({name}.md)" in (folder / "README.md").read_text(encoding="utf-8")


def test_every_export_says_its_suffix():
    for name in export.NAMES:
        assert export.get(name).SUFFIX.startswith(".")
