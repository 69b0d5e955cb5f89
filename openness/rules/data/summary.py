"""Is the EU's public summary of training content filled in, section by section?"""

from __future__ import annotations

from collections.abc import Iterator

from openness.card import TRAINING_SUMMARY, skip_reason
from openness.rules.rule import Finding, Rule, Subject


class IncompleteTrainingSummary(Rule):
    """
    A public summary of training content that leaves out a section of the Commission's template, or leaves it empty.

    Whoever places a general-purpose model on the Union market must publish the summary, the open-source exemption or not:
    Article 53(1)(d) of the EU AI Act, by the template C(2025) 5235. Sections are known by their numbers; `no` and `not
    applicable` are answers, and 3.3 may be left out. Whether what is told is enough is not judged.

    Instead of:

        # Public summary of training content: Heron 7B

        ## 1. General information
        ### 1.1 Provider
        Marsh Labs, hello@example.org
        ### 1.2 Model
        ### 1.3 Modalities, size and characteristics
        Text, below 1 billion tokens; English; until 03/2026.

    Use:

        # Public summary of training content: Heron 7B

        ## 1. General information
        ### 1.1 Provider
        Marsh Labs, hello@example.org
        ### 1.2 Model
        Heron 7B 1.0, of 2026-04-01
        ### 1.3 Modalities, size and characteristics
        Text, below 1 billion tokens; English; until 03/2026.

        ## 2. Sources
        ### 2.1 Public datasets
        The pond corpus, https://example.org/pond
        ### 2.2.1 Commercially licensed data
        No.
        ### 2.2.2 Other private data
        No.
        ### 2.3 Crawled data
        No.
        ### 2.4 User data
        No.
        ### 2.5 Synthetic data
        No.
        ### 2.6 Other sources
        No.

        ## 3. Processing
        ### 3.1 Rights reservations
        Sets with an opt-out were left out.
        ### 3.2 Illegal content
        A list of hashes was applied.

    Remedy: `openness export MODEL --to eu-training-summary` writes a draft from what is published of the model.
    See: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    """

    family = "data"
    severity = "error"
    reads = "training-summary"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a section, at its heading where it has one."""
        card = subject.card
        if skip_reason(card) != TRAINING_SUMMARY:
            return
        from openness.formats.training_summary import gaps

        body = card.body
        for gap in gaps(body.markdown):
            number, title = gap.section.number, gap.section.title
            place = None if gap.at is None else body.place(gap.at[0] + body.start, gap.at[1] + body.start)
            what = "is missing" if gap.at is None else "is empty"
            yield self.finding(
                subject,
                place,
                f"section {number} {what}: {title[0].lower()}{title[1:]}",
                hint=f"add section {number} with what the template asks"
                if gap.at is None
                else "say what it asks, or `no`",
                value=number,
            )


RULES: tuple[Rule, ...] = (IncompleteTrainingSummary(),)
