"""
Reading takes steps that grow with the text, not with its square: each shape is read at two sizes and its steps counted.

Steps are lines of the package that run. What an expression does inside of its engine is no line and is measured beside
the expressions.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from openness import check
from openness.card import ModelCard
from openness.naming import datasets
from openness.prose import blocks, markup

MOST = 1.2
"""The exponent: 1 is a line, 2 a square."""
Shape = Callable[[int], str]
HEAD = "---\nlicense: mit\n---\n# Model\n\n"


def _matter(make: Shape) -> Shape:
    return lambda n: f"---\nlicense: mit\n{make(n)}\n---\n# Model\n"


def _body(make: Shape) -> Shape:
    return lambda n: HEAD + make(n)


def _lines(words: str) -> Shape:
    """A line many times, `{n}` in it counted."""
    return _body(lambda n: "\n".join(words.replace("{n}", str(k)) for k in range(n)))


def _blocks(words: str) -> Shape:
    return _body(lambda n: "\n\n".join(words.replace("{n}", str(k)) for k in range(n)))


def _joined(words: str, mark: str = " ") -> Shape:
    return _body(lambda n: mark.join(words.replace("{n}", str(k)) for k in range(n)))


def _list(key: str, words: str) -> Shape:
    return _matter(lambda n: f"{key}:\n" + "\n".join(f"- {words.replace('{n}', str(k))}" for k in range(n)))


ISSUE: dict[str, Shape] = {
    "ignore-comments-without-end": _lines("<!-- openness: ignore[..] -->"),
    "ignore-comments": _lines("<!-- openness: ignore[missing-license] why {n} -->"),
    "ignore-comments-apart": _blocks("<!-- openness: ignore[missing-license] why {n} -->"),
    "ignores-in-front-matter": _matter(lambda n: "\n".join(f"k{k}: 1 # openness: ignore[a] b" for k in range(n))),
    "pre-unclosed": _lines("<pre>"),
    "comments-and-placeholders": _lines("<!-- a --> [More Information Needed]"),
    "comments-and-placeholders-apart": _blocks("<!-- a -->\n[More Information Needed]"),
    "datasets": _list("datasets", "org/name-{n}"),
    "base-models": _list("base_model", "org/name-{n}"),
    "dataset-links": _joined("[d{n}](https://huggingface.co/datasets/org/d{n})"),
    "dataset-links-apart": _blocks("Trained on [d{n}](https://huggingface.co/datasets/org/d{n})."),
    "prose-in-one-line": _joined("This model was trained on five trillion tokens of text {n}."),
    "one-sentence-again": _joined("The model is licensed under the MIT license."),
    "following-datasets": _body(
        lambda n: "Trained on the following datasets: " + ", ".join(f"Set{k}" for k in range(n))
    ),
    "following-datasets-listed": _body(
        lambda n: "Trained on the following datasets:\n\n" + "\n".join(f"- Set{k}" for k in range(n))
    ),
}
"""What was found to grow."""
_WORDS = {
    "headings": "# Heading {n}",
    "headings-of-licence": "## License {n}",
    "setext": "Heading {n}\n===",
    "html-headings": "<h2>Heading {n}</h2>",
    "fences": "```\ncode {n}\n```",
    "fences-with-backticks": "``` `` {n}",
    "comments": "<!-- comment {n} -->",
    "comment-openers": "text <!-- {n}",
    "scripts": "<script>x{n}</script>",
    "quotes": "> quoted {n}",
    "list-items": "- item {n}",
    "numbered": "{n}. item",
    "tables": "| a{n} | b |",
    "table-of-licences": "| License | MIT {n} |",
    "labels": "License: MIT {n}",
    "bold-labels": "**License**: MIT {n}",
    "links": "[a{n}](https://example.org/{n})",
    "model-links": "Finetuned from [a{n}](https://huggingface.co/org/a{n}).",
    "bare-links": "See https://huggingface.co/org/a{n}.",
    "papers": "See https://arxiv.org/abs/2401.{n} for the paper.",
    "citations": "```bibtex\n@article{a{n}, title={A {n}}, year=2024}\n```",
    "bibtex-outside": "@misc{a{n}, title={A {n}}}",
    "code-links": "Code: https://github.com/org/a{n}",
    "tokens": "Trained on {n} trillion tokens.",
    "datasets-named": "Trained on the Foo{n} dataset.",
    "bases-named": "This model is fine-tuned from Llama-{n}-7B.",
    "merges": "A merge of org/a{n} and org/b{n}.",
    "open-source": "This model is open source {n}.",
    "licences-named": "Released under the Apache {n} license.",
    "non-commercial": "For research only {n}, not for commercial use.",
    "gated": "Access requires approval {n}.",
    "evaluations": "MMLU: {n}.5",
    "gpus": "Trained on {n} A100 GPUs for {n} hours.",
    "placeholders": "[More Information Needed]",
    "entities": "a&amp;b {n}",
    "images": "![a{n}](a{n}.png)",
    "details": "<details><summary>a{n}</summary>b</details>",
    "html-tables": "<tr><td>a{n}</td></tr>",
    "blank-openers": "    {n}",
    "mixed-headings": "# A{n}\n## B\n### C\ntext {n}",
    "synthetic": "Synthetic data was generated with GPT-{n}.",
    "distilled": "Distilled from org/teacher-{n}.",
    "quantized": "Quantized version of org/model-{n}.",
    "prompt": "Prompt: hello {n}",
    "names": "Model{n}",
    "emphasis": "*a{n}* **b** _c_ __d__",
}
GENERATED: dict[str, Shape] = {
    f"{name}-{way}": make(words)
    for name, words in _WORDS.items()
    for way, make in (("lines", _lines), ("blocks", _blocks), ("one-line", _joined))
}
_KEYS = ("tags", "language", "license", "metrics", "library_name", "pipeline_tag", "license_name", "widget", "unknown")
LISTS: dict[str, Shape] = {
    **{f"list-of-{key}": _list(key, "word-{n}") for key in _KEYS},
    **{f"mappings-under-{key}": _list(key, "{name: a{n}}") for key in ("datasets", "base_model", "widget")},
    "keys": _matter(lambda n: "\n".join(f"key{k}: v" for k in range(n))),
    "keys-twice": _matter(lambda n: "\n".join("key: v" for k in range(n))),
    "keys-misspelt": _matter(lambda n: "\n".join(f"licence{k}: v" for k in range(n))),
    "model-index": _list("model-index", "{name: a{n}, results: [{task: {type: t}, dataset: {name: d, type: d}, metrics: [{type: m, value: {n}}]}]}"),
    "late-front-matter": lambda n: "# Title\n\n---\n" + "\n".join(f"key{k}: v" for k in range(n)) + "\n---\n",
    "late-openings": lambda n: "# Title\n\n" + "\n".join("---\nlicense: mit" for _ in range(n)),
    "dashes": lambda n: "\n".join("---" for _ in range(n)),
    "carriage-returns": lambda n: HEAD.replace("\n", "\r") + "\r".join(f"line {k}" for k in range(n)),
    "crlf": lambda n: HEAD.replace("\n", "\r\n") + "\r\n".join(f"Heading {k}\r\n---" for k in range(n)),
    "blank-lines": _body(lambda n: "\n" * n),
    "spaces": _body(lambda n: " " * n),
    "bullets-without-text": _body(lambda n: "- \n" * n),
}  # fmt: skip
SHAPES = {**ISSUE, **GENERATED, **LISTS}
FEW = 100
"""Steps for one line of a text that no square can hide in: a threshold that is passed on the way may look like growth."""
SIZE = 60
"""Lines of the smallest text."""


def exponent(steps: Callable[[Callable[[], object]], int], work: Callable[[int], Callable[[], object]]) -> float:
    """How steps grow from a size to four times of it; what a card costs by itself is none of the growth."""
    steps(work(SIZE))  # tables, expressions and caches are filled once
    itself, small, large = (_anew(steps, work(size)) for size in (1, 2 * SIZE, 8 * SIZE))
    if large - itself < FEW * 8 * SIZE:
        return 1.0
    return math.log(max(1, large - itself) / max(1, small - itself), 4)


def _anew(steps: Callable[[Callable[[], object]], int], work: Callable[[], object]) -> int:
    """Steps without the answers that are kept of the names and blocks of a smaller text."""
    for one in (markup.hub_model, markup.hub_dataset, datasets.from_link, blocks.pieces):
        one.cache_clear()
    return steps(work)


def _checked(text: str) -> Callable[[], object]:
    return lambda: check(ModelCard.parse(text), assume_card=True).release


@pytest.mark.parametrize("shape", SHAPES)
def test_a_card(shape: str, steps) -> None:
    make = SHAPES[shape]
    grown = exponent(steps, lambda n: _checked(make(n)))
    assert grown <= MOST, f"{shape}: {grown:.2f}"
