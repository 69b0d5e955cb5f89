"""What stands under a heading, and which sentences say nothing: placeholders and the words of templates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern, simple
from openness.card import Section
from openness.prose.sentences import Sentence, Text

_WORD = simple(r"[^\s\W]|\d")
_PLACEHOLDER = pattern(
    r"more information (?:is )?(?:needed|required)|needs? more information|\bmore info(?:rmation)? (?:to come|soon)"
    r"|^\W*(?:n/?a|tbd|tba|todo|none|unknown|coming soon|wip|\.{3}|to be (?:added|updated|announced|determined)|to do"
    r"|not (?:yet )?(?:available|provided|specified)|will be (?:added|updated)[\w ]*|information (?:needed|pending))\W*$"
    r"|^\W*\[(?:optional|needed|todo|tbd)[^\]]*\]\W*$"
    # What the Hub's template says under its headings before anybody has written anything.
    r"|should be made aware of the risks, biases and limitations"
    r"|^this section (?:is meant|describes|addresses|provides) "
    r"|carbon emissions can be estimated using|should probably proofread and complete it|^provide a (?:quick|longer) summary",
    re.IGNORECASE,
)

_RULE_BELOW = pattern(r":?-{2,}")


def is_placeholder(text: str) -> bool:
    """Whether a sentence stands only where somebody should have written something."""
    return not _WORD.search(text) or bool(_PLACEHOLDER.search(text))


def is_heading(sentence: Sentence) -> bool:
    """Whether a sentence is the heading of its section (a setext heading is no `heading` block)."""
    return sentence.section is not None and sentence.section.level > 0 and sentence.start < sentence.section.start


def is_table_head(sentence: Sentence) -> bool:
    """Whether a row is the head of its table: HTML says so or it is the first; in Markdown the rule stands below it."""
    if sentence.row is not None:
        return sentence.row.head
    below = sentence.text_of.raw[sentence.end : sentence.end + 200].lstrip(" |\t\r\n")
    return _RULE_BELOW.match(below) is not None


def sentences(text: Text, start: int, end: int) -> Iterator[Sentence]:
    """The sentences that begin within a stretch of the body."""
    raw, lines = text.raw, text.card.lines
    while start < end:
        if raw[start].isspace():
            start += 1
            continue
        sentence = text.at(start)
        if sentence is None or sentence.end <= start:
            line = lines.line_of(start)
            start = lines.starts[line] if line < len(lines.starts) else end
            continue
        if sentence.start < end:
            yield sentence
        start = sentence.end


def following(sentence: Sentence) -> Sentence | None:
    """The next sentence, in the same block or the next."""
    return next(sentences(sentence.text_of, sentence.end, len(sentence.text_of.raw)), None)


def under(text: Text, section: Section) -> Iterator[Sentence]:
    """What a person wrote under a heading and the headings below it; placeholders and headings are left out."""
    sections = text.card.body.sections
    here = text.card.body.number_of(section)
    for number in range(here, len(sections)):
        one = sections[number]
        if one is not section and one.level <= section.level:
            return
        for sentence in sentences(text, one.start, one.end):
            if sentence.kind != "heading" and not is_placeholder(sentence.text):
                yield sentence


def said_under(sentence: Sentence) -> Sentence | None:
    """The first thing that stands under the heading of a sentence; None for an empty section."""
    section = sentence.section
    return next(under(sentence.text_of, section), None) if section else None


def beside_label(sentence: Sentence) -> bool:
    """Whether a label such as `Limitations:` is followed by something."""
    return not is_placeholder(sentence.value)
