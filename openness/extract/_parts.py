"""What stands under a heading, and which sentences say nothing: placeholders and the words of templates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.card import Section
from openness.extract._draft import Draft, Evidence
from openness.extract._sentences import Sentence
from openness.extract._vocabulary import Hit
from openness.release import QUOTE_LIMIT

_WORD = pattern(r"[^\s\W]|\d")
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


def is_placeholder(text: str) -> bool:
    """Whether a sentence stands only where somebody should have written something."""
    return not _WORD.search(text) or bool(_PLACEHOLDER.search(text))


def is_heading(sentence: Sentence) -> bool:
    """Whether a sentence is the heading of its section (a setext heading is no `heading` block)."""
    return sentence.section is not None and sentence.section.level > 0 and sentence.start < sentence.section.start


def sentences(draft: Draft, start: int, end: int) -> Iterator[Sentence]:
    """The sentences that begin within a stretch of the body."""
    text, raw = draft.text, draft.card.body.text
    starts = draft.card.lines.starts
    while start < end:
        if raw[start].isspace():
            start += 1
            continue
        sentence = text.at(start)
        if sentence is None or sentence.end <= start:
            line = draft.card.lines.line_of(start)
            start = starts[line] if line < len(starts) else end
            continue
        if sentence.start < end:
            yield sentence
        start = sentence.end


def following(draft: Draft, sentence: Sentence) -> Sentence | None:
    """The next sentence, in the same block or the next."""
    return next(sentences(draft, sentence.end, len(draft.card.body.text)), None)


def under(draft: Draft, section: Section) -> Iterator[Sentence]:
    """What a person wrote under a heading and the headings below it; placeholders and headings are left out."""
    sections = draft.card.body.sections
    here = next(number for number, one in enumerate(sections) if one is section)
    for one in sections[here:]:
        if one is not section and one.level <= section.level:
            return
        for sentence in sentences(draft, one.start, one.end):
            if sentence.kind != "heading" and not is_placeholder(sentence.text):
                yield sentence


def said_under(draft: Draft, hit: Hit) -> Sentence | None:
    """The first thing that stands under the heading a pattern found; None for an empty one."""
    section = hit.sentence.section
    return next(under(draft, section), None) if section else None


def beside_label(sentence: Sentence) -> bool:
    """Whether a label such as `Limitations:` is followed by something."""
    return not is_placeholder(sentence.value)


def at_item(draft: Draft, key: str, words: str, after: int = 0) -> tuple[Evidence, int]:
    """
    Evidence for words within the value of a front matter key, and the offset behind them.

    Finding them by text is a hundred times cheaper than composing the YAML again to learn its positions. Words that
    are written otherwise (`0.50` for 0.5) are shown by the place reached before.
    """
    card = draft.card
    start = after or card.lines.starts[card.front_matter.key_place(key).line - 1]
    offset = card.text.find(words, start, card.front_matter.end)
    end = offset + len(words)
    if offset < 0:
        offset = end = start
    line, column = card.lines.position(min(offset, max(card.front_matter.end - 1, 0)))
    text = card.lines.line_text(line)
    quote = text.strip()
    if len(quote) <= QUOTE_LIMIT:
        column = len(text) - len(text.lstrip()) + 1
    else:
        quote = text[column - 1 :].rstrip()[:QUOTE_LIMIT]
    evidence: Evidence = {
        "source": "front-matter",
        "path": card.path,
        "line": line,
        "column": column,
        "quote": quote,
        "confidence": "certain",
    }
    return evidence, end
