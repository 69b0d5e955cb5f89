"""Rules about the front matter as such: is it there, can it be read, are its keys and types the Hub's?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import ClassVar

from openness._pattern import pattern
from openness.rules._base import Edit, Finding, Rule, Severity, Subject

_PROBLEM_RULES = {
    "no-front-matter": "missing-front-matter",
    "unclosed-front-matter": "misplaced-front-matter",
    "late-front-matter": "misplaced-front-matter",
    "fenced-front-matter": "misplaced-front-matter",
    "yaml-syntax": "invalid-yaml",
    "yaml-too-complex": "invalid-yaml",
    "not-a-mapping": "invalid-yaml",
    "duplicate-key": "duplicate-key",
    "byte-order-mark": "invalid-encoding",
    "utf-16": "invalid-encoding",
    "invalid-bytes": "invalid-encoding",
    "control-characters": "invalid-encoding",
}
"""Which rule speaks of which problem of reading a card."""


class _ReadingProblem(Rule):
    """Base of the rules that report what reading the card met."""

    family = "metadata"
    severity: ClassVar[Severity] = "error"
    hint = ""

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a problem of this rule's kind."""
        for problem in subject.card.problems:
            if _PROBLEM_RULES[problem.kind] == self.id:
                yield self.finding(subject, problem.place, problem.message, hint=self.hint, value=problem.key or "")


class MissingFrontMatter(_ReadingProblem):
    """
    A model card without front matter.

    The Hub, and every tool that reads cards, takes licence, language, base model and datasets from the YAML between
    two `---` lines at the top of `README.md`. Without it the model has no declared licence and cannot be found by
    task or language.

    Instead of:

        # My model

    Use:

        ---
        license: apache-2.0
        language: en
        ---
        # My model

    See: https://huggingface.co/docs/hub/model-cards
    """

    severity = "warning"
    hint = "open the file with `---`, the metadata, and `---` again; `openness init` writes a start"


class MisplacedFrontMatter(_ReadingProblem):
    """
    Front matter that the Hub does not read: it comes late, stands in a code fence, or never closes.

    Front matter counts only if the file opens with it. A heading, a comment or a code fence before it, or a missing
    closing `---`, turns licence and base model into plain text.

    Instead of:

        # My model
        ---
        license: mit
        ---

    Use:

        ---
        license: mit
        ---
        # My model
    """

    hint = "move the metadata to the top of the file, between two `---` lines"


class InvalidYaml(_ReadingProblem):
    """
    Front matter that is no YAML mapping.

    The Hub refuses it, and tools that forgive it lose the metadata without a word.

    Instead of:

        ---
        language: [en
        ---

    Use:

        ---
        language: [en]
        ---
    """

    hint = "mend the YAML; quote values that hold `: `, `#`, `[` or `{`"


class DuplicateKey(_ReadingProblem):
    """
    A key that stands twice in one mapping.

    Parsers disagree which of the two counts: the Hub refuses the card, PyYAML silently takes the last. If the two
    differ, one of them is not what you meant.

    Instead of:

        license: mit
        license: apache-2.0

    Use one of the two.
    """

    hint = "keep one of the two"


class InvalidEncoding(_ReadingProblem):
    """
    A card that is not plain UTF-8.

    The Hub reads UTF-8 without a byte order mark. Other encodings turn into question marks, or hide the front
    matter altogether.

    Remedy: save the file as UTF-8 without a byte order mark.
    """

    severity = "warning"
    hint = "save the file as UTF-8 without a byte order mark"


class BooleanLanguage(Rule):
    """
    A language code that YAML 1.1 reads as a truth value: `no` for Norwegian.

    The Hub reads YAML 1.2, where `no` is text. Python tools mostly read YAML 1.1, where it is false; writing the card
    back with them turns Norwegian into `false`. Quoting it is safe for both.

    Instead of:

        language: no

    Use:

        language: "no"
    """

    family = "metadata"
    severity = "warning"
    fixes = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Look at the plain scalars under `language`, and at a value that already became false."""
        matter = subject.card.front_matter
        value = matter.get("language")
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for position, item in items:
            path = ("language",) if position is None else ("language", position)
            if item is False:
                yield self.finding(
                    subject,
                    matter.place(*path),
                    "`language` is false: a tool read Norwegian `no` as a truth value",
                    hint='write `"no"`',
                    value="false",
                )
                continue
            if not isinstance(item, str) or item.casefold() not in _TRUTH:
                continue
            span = matter.span(*path)
            written = subject.card.text[slice(*span)] if span else ""
            if span is None or written != item:
                continue
            yield self.finding(
                subject,
                matter.place(*path),
                f"`{item}` is read as a truth value by YAML 1.1 tools",
                hint=f'write `"{item}"`',
                value=item,
                fix=(Edit(span[0], span[1], f'"{item}"'),),
            )


_TRUTH = frozenset({"no", "yes", "on", "off", "y", "n"})

HUB_KEYS = frozenset(
    [
        "language",
        "license",
        "license_name",
        "license_link",
        "license_details",
        "library_name",
        "tags",
        "datasets",
        "buckets",
        "metrics",
        "base_model",
        "base_model_relation",
        "new_version",
        "model-index",
        "model_name",
        "pipeline_tag",
        "thumbnail",
        "widget",
        "inference",
        "co2_eq_emissions",
        "extra_gated_prompt",
        "extra_gated_fields",
        "extra_gated_heading",
        "extra_gated_description",
        "extra_gated_button_content",
        "extra_gated_eu_disallowed",
        "eval_results",
        "openness",
        "instance_prompt",
        "quantized_by",
        "model_creator",
        "model_type",
        "prompt_template",
        "language_bcp47",
        "arxiv",
        "title",
        "emoji",
    ]
)
"""Keys that the Hub documents for model cards, and common ones that mean no other."""

_KNOWN_MISSPELLINGS = {
    "licence": "license",
    "licenses": "license",
    "licence_name": "license_name",
    "licence_link": "license_link",
    "dataset": "datasets",
    "tag": "tags",
    "languages": "language",
    "lang": "language",
    "metric": "metrics",
    "base_models": "base_model",
    "basemodel": "base_model",
    "base-model": "base_model",
    "model_index": "model-index",
    "library": "library_name",
    "library-name": "library_name",
    "pipeline-tag": "pipeline_tag",
    "pipeline": "pipeline_tag",
    "license-name": "license_name",
    "license-link": "license_link",
}
_CHECKED = (
    "license",
    "datasets",
    "base_model",
    "language",
    "pipeline_tag",
    "library_name",
    "license_name",
    "license_link",
)


class MisspelledKey(Rule):
    """
    A key that the Hub does not know, one slip away from one it does.

    The Hub ignores unknown keys without a word: with `licence: mit` the model has no licence.

    Instead of:

        licence: mit

    Use:

        license: mit
    """

    family = "metadata"
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Compare every unknown top-level key with the Hub's."""
        matter = subject.card.front_matter
        for key in matter:
            if key in HUB_KEYS:
                continue
            folded = key.casefold().replace(" ", "_")
            meant = _KNOWN_MISSPELLINGS.get(folded) or (folded if folded in HUB_KEYS else None)
            if meant is None and len(key) > 5:
                near = get_close_matches(folded, _CHECKED, n=1, cutoff=0.86)
                meant = near[0] if near else None
            if meant is None or meant in matter.values:
                continue
            yield self.finding(
                subject,
                matter.key_place(key),
                f"the Hub does not know the key `{key}`",
                hint=f"write `{meant}`",
                value=key,
            )


_STRINGS = (
    "license_name",
    "license_link",
    "library_name",
    "pipeline_tag",
    "base_model_relation",
    "new_version",
    "model_name",
)
_LISTS = ("tags", "datasets", "metrics", "base_model", "language", "license")


class WrongType(Rule):
    """
    A value of a type that the Hub does not accept there.

    `license_name` takes text, `tags` and `datasets` take text or a list of texts. A number, a date or a nested
    mapping there is refused on upload or silently dropped.

    Instead of:

        tags:
          topic: chemistry

    Use:

        tags:
          - chemistry
    """

    family = "metadata"
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Look at the keys whose types the Hub fixes."""
        matter = subject.card.front_matter
        for key in _STRINGS:
            value = matter.get(key)
            if value is not None and not isinstance(value, str):
                yield self._wrong(subject, (key,), value, "text")
        for key in _LISTS:
            value = matter.get(key)
            if isinstance(value, dict):
                yield self._wrong(subject, (key,), value, "text or a list of texts")
            for position, item in enumerate(value) if isinstance(value, list) else ():
                if item is None or isinstance(item, (dict, list)) or (item is not False and not isinstance(item, str)):
                    severity: Severity = "warning" if item is None else "error"
                    yield replace(self._wrong(subject, (key, position), item, "text"), severity=severity)
        index = matter.get("model-index")
        if index is not None and not isinstance(index, list):
            yield self._wrong(subject, ("model-index",), index, "a list")

    def _wrong(self, subject: Subject, path: tuple[str | int, ...], value: object, wanted: str) -> Finding:
        names = {
            dict: "a mapping",
            list: "a list",
            bool: "a truth value",
            int: "a number",
            float: "a number",
            type(None): "empty",
        }
        found = names.get(type(value), type(value).__name__)
        where = ".".join(str(step) for step in path)
        return self.finding(
            subject,
            subject.card.front_matter.place(*path),
            f"`{where}` is {found}, the Hub takes {wanted}",
            hint="quote it if it is meant as text" if isinstance(value, (int, float)) else f"write {wanted}",
            value=where,
        )


class InvalidModelIndex(Rule):
    """
    A `model-index` entry without what the Hub needs to show it.

    Each entry needs a `name` and `results`; each result a `task` with `type`, a `dataset` with `name` and `type`,
    and `metrics`, each with `type` and `value`. The Hub shows no results otherwise.

    Remedy: add the missing key, or remove the entry.
    """

    family = "metadata"
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Walk the entries and name the first missing key of each result."""
        matter = subject.card.front_matter
        index = matter.get("model-index")
        if not isinstance(index, list):
            return
        for place, missing in _missing_keys(index):
            path = ".".join(str(step) for step in place)
            yield self.finding(
                subject,
                matter.place("model-index", *place[1:]),
                f"`{path}` has no `{missing}`",
                hint=f"add `{missing}`, or remove the entry",
                value=f"{path}.{missing}",
            )
            return


def _missing_keys(index: list[object]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for n, model in enumerate(index):
        here: tuple[str | int, ...] = ("model-index", n)
        if not isinstance(model, dict):
            yield here, "name"
            continue
        if not model.get("name"):
            yield here, "name"
        results = model.get("results")
        if not isinstance(results, list):
            yield here, "results"
            continue
        for m, result in enumerate(results):
            there = (*here, "results", m)
            if not isinstance(result, dict):
                yield there, "task"
                continue
            for key, needed in (("task", ("type",)), ("dataset", ("type", "name"))):
                part = result.get(key)
                if not isinstance(part, dict):
                    yield there, key
                    continue
                for name in needed:
                    if part.get(name) in (None, ""):
                        yield (*there, key), name
            metrics = result.get("metrics")
            if not isinstance(metrics, list):
                yield there, "metrics"


_PLACEHOLDER = pattern(
    r"\[More Information Needed\]|\{\{\s*\w+(?:\s*\|[^}]*)?\}\}|\[(?:optional|your (?:name|model|license)[^\]]*)\]",
    re.IGNORECASE,
)


class TemplatePlaceholder(Rule):
    """
    Text of the card template that nobody filled in.

    A placeholder tells the reader that the section exists and that nobody wrote it. An absent section says the same
    with less noise.

    Instead of:

        ### Training Data
        [More Information Needed]

    Remedy: fill the section in, or remove it.
    """

    family = "metadata"
    severity = "info"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Count placeholders and point at the first."""
        card = subject.card
        if "[" not in card.text and "{{" not in card.text:
            return
        matches = [m for m in _PLACEHOLDER.finditer(card.text, card.body.start) if not card.body.in_code(m.start())]
        if not matches:
            return
        first, count = matches[0], len(matches)
        yield self.finding(
            subject,
            card.lines.place(first.start(), first.end()),
            f"{count} placeholder{'s' if count != 1 else ''} of the card template left unfilled",
            hint="fill the sections in, or remove them",
            value=first[0],
        )


RULES: tuple[Rule, ...] = (
    MissingFrontMatter(),
    MisplacedFrontMatter(),
    InvalidYaml(),
    DuplicateKey(),
    InvalidEncoding(),
    BooleanLanguage(),
    MisspelledKey(),
    WrongType(),
    InvalidModelIndex(),
    TemplatePlaceholder(),
)
