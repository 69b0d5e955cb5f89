"""
A draft of the EU's public summary of training content, in Markdown, filled as far as the record goes.

Source of the fields: the Commission's template, C(2025) 5235 of 24 July 2025, for Article 53(1)(d) of Regulation (EU)
2024/1689. Titles are in our own words; the provider must check and complete the draft.
"""

from __future__ import annotations

from openness._inert import markdown, uncommanded
from openness.frameworks.training_summary import SummaryField, completeness
from openness.release import ModelRelease

SUFFIX = ".md"
_EMPTY = "_To be filled: nothing published says it._"
_PARTS = {"1": "General information", "2": "Sources of the training data", "3": "Processing"}


def render(release: ModelRelease) -> str:
    """The draft; a field that nobody speaks of is marked as one to fill."""
    summary = completeness(release)
    name = release.subject.id or release.subject.name or "an unnamed model"
    lines = [
        f"# Public summary of training content: {markdown(name)}",
        "",
        f"Draft from what is published: {summary.filled} of {summary.of} fields filled. The provider checks and completes it.",
        "",
    ]
    part = ""
    for field in summary.fields:
        if field.number[0] != part:
            part = field.number[0]
            lines += [f"## {part}. {_PARTS[part]}", ""]
        lines += [*_field(field), ""]
    return uncommanded("\n".join(lines))


def _field(field: SummaryField) -> list[str]:
    return [f"### {field.number} {field.title}", "", markdown(field.value) if field.value else _EMPTY]
