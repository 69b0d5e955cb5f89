"""
The example on every rule's page triggers its rule as printed, and what the page says to write instead does not.

A page shows the faulty card as the first indented block after `Instead of`, the mended one as the first after `Use`. A
block without `---` is front matter where every line is `key: value`, else a whole file. Rules that look at the
repository are proved by their folders in tests/cards.
"""

from __future__ import annotations

import inspect
import re

import pytest

from openness import rules
from openness.card import ModelCard

OFFLINE = [rule for rule in rules.ALL_RULES if not rule.needs_hub]
WITHOUT_TEXT = {
    "invalid-encoding": "its example is a command: bytes cannot be printed",
    "overlong-text": "it would fill a book",
    "stated-fact-contradicts-card": "its statement stands in a file of its own",
}
"""Rules whose fault is not in the card's text."""


def block(page: str, lead: str) -> str | None:
    """The first indented block after a line that begins with a word."""
    lines = page.splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith(lead)), None)
    if start is None:
        return None
    found: list[str] = []
    for line in lines[start + 1 :]:
        if line.startswith("    ") or (not line.strip() and found):
            found.append(line[4:])
        elif found:
            break
    return "\n".join(found).strip("\n") + "\n" if found else None


def card(text: str) -> ModelCard:
    keys = [line for line in text.splitlines() if line.strip()]
    if not text.startswith(("---", "#")) and all(re.match(r"[\w-]+:|\s+\S|- ", line) for line in keys):
        text = f"---\n{text}---\n# Heron\n"
    return ModelCard.parse(text)


def found(rule: rules.Rule, text: str) -> list[str]:
    report = rules.check(card(text), rules=frozenset({rule.id}), assume_card=True)
    return [finding.message for finding in report.findings]


@pytest.mark.parametrize("rule", OFFLINE, ids=lambda rule: rule.id)
def test_the_example_of_a_page_triggers_its_rule(rule: rules.Rule) -> None:
    if rule.id in WITHOUT_TEXT:
        return
    faulty = block(inspect.cleandoc(type(rule).__doc__ or ""), "Instead of")
    assert faulty is not None, "the page shows no faulty card"
    assert found(rule, faulty), f"the rule is silent on its own example:\n{faulty}"


@pytest.mark.parametrize("rule", OFFLINE, ids=lambda rule: rule.id)
def test_what_a_page_says_to_write_is_clean(rule: rules.Rule) -> None:
    mended = block(inspect.cleandoc(type(rule).__doc__ or ""), "Use")
    if mended is not None:
        assert found(rule, mended) == []
