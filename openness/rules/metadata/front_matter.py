"""Rules about the card as a text: is front matter there, can it be read, was the template filled in?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from openness._pattern import pattern
from openness.extract import unread_for_rules
from openness.rules.rule import Finding, Rule, Severity, Subject

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
    "overlong-body": "overlong-text",
}
"""Which rule speaks of which problem of reading a card."""

_HINTS = {
    "unclosed-front-matter": "close the metadata with a line `---`",
    "fenced-front-matter": "take the metadata out of the code fence, so that the file opens with `---`",
    "yaml-syntax": "mend the YAML; put values in quotes that hold `: `, ` #`, `[`, `{` or `@`",
    "yaml-too-complex": "write the metadata without anchors and deep nesting",
    "not-a-mapping": "write one `key: value` a line",
}
"""What to do about a kind of problem, where the rule's own hint says too little."""
_PREFIXES = {"yaml-syntax": "the front matter is no valid YAML: "}
"""What goes before the words of the YAML reader."""


class _ReadingProblem(Rule):
    """Base of the rules that report what reading the card met."""

    family = "metadata"
    severity: ClassVar[Severity] = "error"
    hint = ""

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a problem of this rule's kind."""
        for problem in subject.card.problems:
            if _PROBLEM_RULES[problem.kind] == self.id:
                yield self.finding(
                    subject,
                    problem.place,
                    _PREFIXES.get(problem.kind, "") + problem.message,
                    hint=_HINTS.get(problem.kind, self.hint),
                    value=problem.key or "",
                )


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
        language: en
        ---

    Use:

        ---
        license: mit
        language: en
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

    Instead of a file in Latin-1 whose `é` is one byte, or one that an editor saved as UTF-16, use the same text in
    UTF-8:

        iconv -f latin1 -t utf-8 README.md > README.new && mv README.new README.md

    Remedy: save the file as UTF-8 without a byte order mark.
    """

    severity = "warning"
    hint = "save the file as UTF-8 without a byte order mark"


class EmptyFrontMatter(Rule):
    """
    Front matter that holds nothing.

    `{}` or two `---` lines with nothing between them say that there is metadata, and there is none: no licence, no
    language, no base model.

    Instead of:

        ---
        {}
        ---
        # My model

    Use:

        ---
        license: apache-2.0
        language: en
        ---
        # My model
    """

    family = "metadata"
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Only where it was read, and is empty."""
        card = subject.card
        if card.front_matter.present and not card.front_matter.values and not card.problems:
            yield self.finding(
                subject,
                card.front_matter.place(),
                "the front matter is empty",
                hint="write licence, language and base model into it; `openness init` writes a start",
            )


_PLACEHOLDER = pattern(
    r"\{MODEL_NAME\}|^# Model Card for Model ID[ \t]*$|\[More Information Needed\]|\{\{\s*\w+\s*\|\s*default\([^}]*\}\}|\[your (?:name|model|license)[^\]]*\]"
    r"|\{\{\s*(?:model_(?:id|summary|description|type|sources)|developers|shared_by|funded_by|base_model|direct_use"
    r"|downstream_use|out_of_scope_use|bias_risks_limitations|get_started_code|training_data|citation_bibtex"
    r"|model_card_authors|model_card_contact)\s*\}\}",
    re.IGNORECASE | re.MULTILINE,
)
"""What the templates of the Hub, the Trainer and Sentence Transformers put where a person should write."""
_NEEDED = pattern(
    r"^(?:[-*+] )?(?:[^\n:|]{1,60}:[* \t]+)?(?P<held>more information (?:is )?needed)[.* \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
"""What the template puts into a section, or behind the label of an item of a list."""
_FOR_THE_NAME = pattern(
    r"[\s=(,](?P<held>[\"']\{model_name\}[\"'])(?:[\s,)]|$)|\b(?:the|on|of|in|for) (?P<language>\{language\})[ ,.]"
)
"""Names that a script should have put in; in code only between quotes that no `f` precedes."""
_HEADING = pattern(r"^#{1,6} [^\n]{1,80}(?P<held>TODO:|[(\[`]TODO[)\]`])", re.MULTILINE)
"""A heading that says of itself that it is to do; a section `TODO` is a list of plans."""
_ALONE = pattern(
    r"^[>*_ (\[-]{0,4}(?:to ?do|tbd|tba|to be (?:added|filled|written)|coming soon)(?:[,:] (?:add|fill|write|insert|feel free|to be)\b[^\n]{0,40})?[.!)\]*_ ]{0,4}$",
    re.IGNORECASE | re.MULTILINE,
)
"""What people put there, alone on its line."""
_PLANS = pattern(r"(?:[ \t]*\n)+ {0,3}(?:[-*+]|\d{1,2}[.)])[ \t]+\S")
"""A list below: of what is to do, so that the words above are its heading."""
_ITEM = pattern(r"[> ]*[-*][ \t]")


class TemplatePlaceholder(Rule):
    """
    Text of the card template that nobody filled in.

    `[More Information Needed]`, `{MODEL_NAME}`, and a `TODO` or `TBD` alone on its line or in a heading. A placeholder tells the reader that the section exists and that nobody wrote it. An absent section says the same
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
        if not any(word in card.text for word in _WORDS) and not _ALONE.search(card.text, card.body.start):
            return
        template = [*_places(subject, _PLACEHOLDER), *_places(subject, _NEEDED)]
        template += _places(subject, _FOR_THE_NAME, code=True)
        own = [
            *_places(subject, _HEADING),
            *(span for span in _places(subject, _ALONE) if not _heads_plans(card.text, *span)),
        ]
        spans = sorted({*template, *own})
        if not spans:
            return
        first, count = spans[0], len(spans)
        yield self.finding(
            subject,
            card.lines.place(*first),
            f"{count} placeholder{'s' if count != 1 else ''}{'' if own else ' of the card template'} left unfilled",
            hint="fill the sections in, or remove them",
            value=card.text[slice(*first)],
        )


def _heads_plans(text: str, start: int, end: int) -> bool:
    """Whether a word alone on its line is no item itself and stands above a list of plans: `**TODO**`."""
    return _ITEM.match(text, start) is None and _PLANS.match(text, end) is not None


_WORDS = ("[", "{", "ore information", "MORE INFORMATION", "ore Information", "Model ID", "TODO")
"""One of these stands in whatever is looked for, but for a word alone on its line."""


def _places(subject: Subject, words: re.Pattern[str], *, code: bool = False) -> list[tuple[int, int]]:
    card = subject.card
    return [
        match.span(match.lastgroup or 0)
        for match in words.finditer(card.text, card.body.start)
        if code or not card.body.in_code(match.start())
    ]


class OverlongText(_ReadingProblem):
    """
    A card so long that its end is not read.

    What a card says is looked for in the first 250,000 characters below the front matter, and, from the 20,000th on,
    in no more than 600 sentences that hold a word of the vocabulary. No card of the Hub that is known comes near: the
    longest has 230,000 characters, the one that says most 414 such sentences. What stands behind is neither read nor
    found wanting; of a fact that is told there alone the record says `unknown`.

    A search that would take too many steps in one text is given up there; this finding says so, and the rest of the
    card is read.

    Remedy: keep logs, tables and papers in files beside the card, and link them.
    """

    severity = "warning"
    hint = "move logs, tables and papers into files beside the card"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield where reading ends."""
        for place, message in unread_for_rules(subject.card, subject.given_up):
            yield self.finding(subject, place, message, hint=self.hint)


RULES: tuple[Rule, ...] = (
    MissingFrontMatter(),
    MisplacedFrontMatter(),
    InvalidYaml(),
    DuplicateKey(),
    InvalidEncoding(),
    EmptyFrontMatter(),
    TemplatePlaceholder(),
    OverlongText(),
)
