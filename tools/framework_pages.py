"""
Write or check the frameworks' pages in `docs/frameworks/`, from the criteria themselves and `tools/framework_pages.toml`.

Usage: python tools/framework_pages.py [--check]
"""

from __future__ import annotations

import inspect
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "frameworks"
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from written import keep  # noqa: E402

from openness.frameworks import NAMES, Framework, get  # noqa: E402
from openness.frameworks.mof_mot import parts  # noqa: E402
from openness.frameworks.osai import SETTLE, Instrument  # noqa: E402

PROSE: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_CLASSES = {3: "III", 2: "II", 1: "I"}
_ANSWERS = """\
Every criterion is answered `met`, `partial`, `unmet`, `unknown` (nobody said) or `not-applicable`, with a reason and the
places that show it. Unknown is never counted as unmet; what would settle it is listed under `undetermined`."""


def page(name: str) -> str:
    """One framework as Markdown."""
    framework, words = get(name), PROSE[name]
    blocks = [
        f"# {framework.title}",
        f"| | |\n|---|---|\n| name | `{name}` |\n| edition | {framework.version} |\n| source | <{framework.url}> |",
        words["what"].strip(),
        "## Criteria",
        *criteria(framework),
        "## How it decides",
        words["decides"].strip(),
        *verdicts(words["verdicts"]),
        "## Run it",
        f"```console\nopenness assess README.md --framework {name}\n```",
        f'```python\nopenness.assess(release, "{name}")\n```',
        "## Limits",
        words["limits"].strip(),
    ]
    return "\n\n".join(blocks) + "\n"


def criteria(framework: Framework) -> Iterator[str]:
    """The criteria: of each its clause and what settles it; components and dimensions as tables."""
    if framework.name in ("mof", "mof-mot"):
        yield components()
    elif isinstance(framework, Instrument):
        yield dimensions(framework)
    for identity, settle, method in framework.criteria():
        clause = inspect.cleandoc(method.__doc__ or "")
        yield f"### {identity}\n\n{clause}\n\nWhere nobody said: {settle}."
    if framework.name != "mof-mot":
        yield _ANSWERS


def components() -> str:
    """The components of the Model Openness Framework, from the weakest class to the strongest."""
    rows = [
        f"| {_CLASSES[part.class_]} | {part.name} | `{part.kind}` | {part.type} | {'yes' if part.required else 'no'} |"
        for part in sorted(parts(), key=lambda part: (-part.class_, not part.required))
    ]
    return "\n".join(["| class | component | id | type | required |", "|---|---|---|---|---|", *rows])


def dimensions(instrument: Instrument) -> str:
    """The dimensions of an instrument, in its order."""
    rows = []
    for name in instrument.dimensions:
        rubric, facts = PROSE["dimensions"][name]
        rows.append(f"| `{name}` | {rubric} | {facts} | {SETTLE.get(name, 'publish it, and say where')} |")
    return "\n".join(
        ["| dimension | open, by the rubric | from facts | what would settle it |", "|---|---|---|---|", *rows]
    )


def verdicts(rows: list[list[str]]) -> Iterator[str]:
    """The verdicts with their meaning; nothing for an instrument that only grades."""
    if rows:
        yield "## Verdicts"
        yield "\n".join(["| verdict | means |", "|---|---|", *(f"| `{word}` | {meaning} |" for word, meaning in rows)])


def index() -> str:
    """The list of all frameworks."""
    rows = []
    for name in NAMES:
        words = ", ".join(f"`{word}`" for word, _ in PROSE[name]["verdicts"]) or "points, no verdict"
        rows.append(f"| [`{name}`]({name}.md) | {get(name).title} | {words} |")
    return "\n".join(
        [
            "# Frameworks",
            "",
            "Four people say *open* and mean four things. From one record of facts, each public standard of openness gives",
            "its own answer, by its own words. The standards disagree, and that is left as it is.",
            "",
            "| name | standard | verdicts |",
            "|---|---|---|",
            *rows,
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
            "Written by `python tools/framework_pages.py` from the criteria's own docstrings.",
            "",
        ]
    )


def main() -> int:
    """Write every page; with --check compare only."""
    wanted = {f"{name}.md": page(name) for name in NAMES} | {"README.md": index()}
    return keep(PAGES, wanted, script="framework_pages.py")


if __name__ == "__main__":
    sys.exit(main())
