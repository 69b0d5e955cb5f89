"""Examples of every command: the one source of `--help`; tests run each as it stands."""

from __future__ import annotations

from typing import Final

EXAMPLES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "check": (
        ("README.md", "what is wrong with a card, and what to do"),
        ("README.md --diff", "what --fix would mend; --fix mends it"),
        (". --format concise --fail-on warning", "every card of a folder, a line a finding"),
    ),
    "describe": (
        ("README.md", "the facts, in short"),
        ("README.md --explain", "each fact with the words that show it"),
        ("catalog:gpt-4 --format json", "the record, for a program"),
    ),
    "assess": (
        ("README.md --why", "every standard, and what holds each verdict back"),
        ("README.md --framework osaid-1.0", "one standard, criterion by criterion"),
        ("README.md --to class-ii", "what to release for a better class"),
    ),
    "compare": (
        ("catalog:llama-2-70b catalog:gpt-4", "two systems side by side"),
        ("README.md catalog:olmo-7b --format markdown", "a table for a page"),
    ),
    "license": (
        ("llama3.1 --users 800e6 --country FR", "what a licence allows you"),
        ("README.md --use commercial", "what may be done with a model"),
        ("identify LICENSE", "which licence a text is"),
    ),
    "notice": (
        ("README.md -o NOTICE", "the notice to ship with a model"),
        ("README.md --format markdown", "the same, to read"),
    ),
    "explain": (
        ("missing-license", "a rule's page"),
        ("osaid-1.0", "what a standard asks"),
        ("license", "the rules of a family"),
    ),
    "export": (
        ("README.md --to cyclonedx -o model.cdx.json", "a bill of materials"),
        ("README.md --to eu-training-summary", "a draft of the EU's summary"),
    ),
    "validate": (
        ("openness.yaml", "a publisher's statement"),
        ("record.json", "a record"),
    ),
    "schema": (
        ("", "which schemas there are"),
        ("model-release", "the record's"),
        ("statement --draft-07", "the statement's, for editors"),
    ),
    "init": (
        ("", "a starter openness.yaml here"),
        ("--front-matter", "print a starter front matter"),
    ),
    "index": (
        ("build models.jsonl -o hub.index", "from a table of models"),
        ("show hub.index org/name", "what it holds of a model"),
    ),
    "graph": (
        ("mistralai/Mistral-7B-v0.1", "where a model comes from"),
        ("org/name --index hub.index", "by an index of your own"),
    ),
    "census": (
        ("models.jsonl --out census", "a whole table of models"),
        ('query census "SELECT count(*) FROM rows"', "a question about it"),
    ),
    "badge": (
        ("README.md --framework osaid-1.0 -o badge.svg", "a verdict"),
        ("--license llama2", "whether a licence allows commercial use"),
    ),
}
"""Of every command its examples: the words behind its name, and what they are for."""


def told(name: str) -> str:
    """The examples of a command, for the end of its help."""
    shown = [(f"openness {name} {words}".rstrip(), use) for words, use in EXAMPLES[name]]
    width = max(len(words) for words, _ in shown) + 2
    if width > 46:
        return "\n".join(["examples:", *(f"  {words}\n      {use}" for words, use in shown)])
    return "\n".join(["examples:", *(f"  {words:{width}}{use}" for words, use in shown)])
