"""Texts on which an expression that tries every way takes for ever, or the square of their length: here each ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from openness._pattern import pattern

HEAD = "---\nlicense: mit\nlibrary_name: transformers\n---\n# A\n\n"
SHAPES = {
    "a-license-of-hyphenated-letters": HEAD + "- License: " + "A-" * 50,
    "it-is-freely-currently": HEAD + "It is" + " freely currently" * 12 + " the license",
    "front-matter-late-and-indented": "# A\n\n---\n" + "  license: x\n" * 26 + "x",
    "a-title-above-the-front-matter": "# A\n\n---\n" + "".join(f"key{n}: value\n" for n in range(40)) + "# B\n",
    "links-in-links": HEAD + "[" * 20 + "a" + "](b)" * 20,
    "a-license-of-hyphens": f"---\nlicense: '{'-' * 4000}'\n---\n# A\n",
    "an-ignore-comment-with-blanks": HEAD + "<!-- openness: ignore[x]" + " " * 50_000,
    "a-sentence-again": HEAD + "The model is licensed under the MIT license. " * 5500,
    "a-list-of-names": HEAD + "Trained on the following datasets: " + ", ".join(f"Set{n}" for n in range(4000)),
    "ignore-comments": HEAD + "<!-- openness: ignore[..] -->\n" * 33_000,
    "unclosed-pre": HEAD + "<pre>\n" * 160_000,
    "comments-and-placeholders": HEAD + "<!-- a --> [More Information Needed]\n" * 27_000,
    "code-blocks": HEAD + "A model.\n\n```\n{{ prompt }}\n```\n" * 20_000,
    "dataset-links": HEAD + " ".join(f"[d{n}](https://huggingface.co/datasets/org/d{n})" for n in range(2000)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_it_ends(shape: str, run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(SHAPES[shape])
    assert run("check", "README.md", "--assume-card").code in (0, 1)


@pytest.mark.parametrize("expression", [r"^a", r"\Aa", r"\ba\b", r"a$", r"a\Z", r"\b", r"(a)|(b)", r"", r"a\B"])
def test_a_stretch_is_searched_as_re_searches_it(expression: str) -> None:
    """A piece of a text is cut out before it is searched: its ends and the sign before it count as in `re`."""
    text = "a ba a\nab a\n\na"
    ours, theirs = pattern(expression, re.MULTILINE), re.compile(expression, re.MULTILINE)
    for start in range(len(text) + 1):
        for end in (None, *range(start, len(text) + 1)):
            place = (start,) if end is None else (start, end)
            assert [one.regs for one in theirs.finditer(text, *place)] == [
                tuple(one.span(group) for group in range(theirs.groups + 1)) for one in ours.finditer(text, *place)
            ], (start, end)
