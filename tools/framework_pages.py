"""
Write or check the frameworks' pages in `docs/frameworks/`, from the frameworks themselves: docstrings, criteria, verdicts.

Usage: python tools/framework_pages.py [--check]
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "frameworks"
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from written import keep  # noqa: E402

from openness.frameworks import NAMES, Framework, get  # noqa: E402

SECTIONS = ("How it decides", "Limits")
"""The sections that every framework's docstring has, besides its opening."""
_ANSWERS = """\
Every criterion is answered `met`, `partial`, `unmet`, `unknown` (nobody said) or `not-applicable`, with a reason and the
places that show it. Unknown is never counted as unmet; what would settle it is listed under `undetermined`."""


def page(name: str) -> str:
    """One framework as Markdown."""
    framework = get(name)
    opening, words = prose(framework)
    blocks = [
        f"# {framework.title}",
        f"| | |\n|---|---|\n| name | `{name}` |\n| edition | {framework.version} |\n| source | <{framework.url}> |",
        opening,
        "## Criteria",
        *criteria(framework),
        "## How it decides",
        words["How it decides"],
        *verdicts(framework),
        "## Run it",
        f"```console\nopenness assess README.md --framework {name}\n```",
        f'```python\nopenness.assess(release, "{name}")\n```',
        "## Limits",
        words["Limits"],
    ]
    return "\n\n".join(blocks) + "\n"


def prose(framework: Framework) -> tuple[str, dict[str, str]]:
    """The docstring of a framework's class: its opening, and its sections by their heading; ValueError where one lacks."""
    text = inspect.cleandoc(vars(type(framework)).get("__doc__") or "")
    opening, *rest = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    words = {heading: body.strip() for heading, body in zip(rest[::2], rest[1::2], strict=True)}
    if tuple(words) != SECTIONS or not opening.strip() or not all(words.values()):
        wanted = ", ".join(f"`## {one}`" for one in SECTIONS)
        raise ValueError(f"{type(framework).__name__}: the docstring needs an opening and the sections {wanted}")
    return opening.strip(), words


def criteria(framework: Framework) -> Iterator[str]:
    """The criteria: of each its clause and what settles it, or a table."""
    if framework.overview():
        yield table(*framework.overview())
    for identity, settle, method in framework.criteria():
        clause = inspect.cleandoc(method.__doc__ or "")
        yield f"### {identity}\n\n{clause}\n\nWhere nobody said: {settle}."
    if framework.silence == "unknown":
        yield _ANSWERS


def verdicts(framework: Framework) -> Iterator[str]:
    """The verdicts with their meaning, the best first; nothing for an instrument that only grades."""
    if framework.verdicts:
        yield "## Verdicts"
        yield table(("verdict", "means"), *((f"`{one.word}`", one.meaning) for one in framework.verdicts))


def table(head: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    return "\n".join([lines[0], "|---" * len(head) + "|", *lines[1:]])


def index() -> str:
    """The list of all frameworks."""
    rows = []
    for framework in map(get, NAMES):
        words = ", ".join(f"`{one.word}`" for one in framework.verdicts) or "points, no verdict"
        rows.append((f"[`{framework.name}`]({framework.name}.md)", framework.title, words))
    return "\n".join(
        [
            "# Frameworks",
            "",
            "Four people say *open* and mean four things. From one record of facts, each public standard of openness gives",
            "its own answer, by its own words. The standards disagree, and that is left as it is:",
            "[the standards compared](compared.md) shows where they part.",
            "",
            table(("name", "standard", "verdicts"), *rows),
            "",
            "```console",
            "openness assess README.md            # all of them, one line each",
            "openness assess README.md --why      # and what holds each verdict back",
            "openness assess README.md --to class-ii",
            "```",
            "",
            _ANSWERS,
            "",
            "Each framework is two pure steps: facts to answers, answers to a verdict. Files of the Model Openness Tool and",
            "records of the European Open Source AI Index carry answers already and go straight to the second step.",
            "",
            "Written by `python tools/framework_pages.py` from the frameworks' own docstrings.",
            "",
        ]
    )


def main() -> int:
    """Write every page; with --check compare only."""
    wanted = {f"{name}.md": page(name) for name in NAMES} | {"README.md": index()}
    return keep(PAGES, wanted, script="framework_pages.py", others={"compared.md"})


if __name__ == "__main__":
    sys.exit(main())
