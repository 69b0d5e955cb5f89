"""
Write or check the rules' pages in `docs/rules/`, one a rule, from the docstrings that `openness explain` prints.

Usage: python tools/rule_pages.py [--check]
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from written import keep  # noqa: E402

from openness.rules import ALL_RULES, Rule  # noqa: E402


def page(rule: Rule) -> str:
    """One rule as Markdown; indented examples become code blocks as they are."""
    traits = [
        ("family", rule.family),
        ("severity", rule.severity),
        ("confidence", rule.confidence),
        ("mended by `--fix`", "yes" if rule.fixes else "no"),
        ("needs the repository", "yes" if rule.needs_hub else "no"),
        ("since", rule.since),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in traits)
    text = inspect.cleandoc(type(rule).__doc__ or "")
    ignore = (
        f"Ignore it where it does not apply: `# openness: ignore[{rule.id}] reason` on the line in the front matter, or\n"
        f"`<!-- openness: ignore[{rule.id}] reason -->` before the paragraph ([how](../configuration.md#ignoring-one-finding))."
    )
    return f"# {rule.id}\n\n| | |\n|---|---|\n{table}\n\n{text}\n\n{ignore}\n"


def index() -> str:
    """The list of all rules by family."""
    lines = ["# Rules", "", "Generated from the rules themselves; `openness explain RULE` prints the same pages.", ""]
    family = ""
    for rule in ALL_RULES:
        if rule.family != family:
            family = rule.family
            lines += ["", f"## {family}", "", "| rule | severity | what it finds |", "|---|---|---|"]
        title = inspect.cleandoc(type(rule).__doc__ or "").split("\n", 1)[0].rstrip(".")
        lines.append(f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {title} |")
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def main() -> int:
    """Write every page; with --check compare only."""
    wanted = {f"{rule.id}.md": page(rule) for rule in ALL_RULES} | {"README.md": index()}
    return keep(PAGES, wanted, script="rule_pages.py")


if __name__ == "__main__":
    sys.exit(main())
