"""Rules about what a card says of its training data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.licenses import find
from openness.release import Evidence
from openness.rules.rule import Finding, Rule, Subject
from openness.rules.wording import prose_holds, speaks_of_data

_NOT_TRAINED = frozenset({"quantized", "conversion", "merge"})
"""Relations to a base model by which nothing was trained."""
_MERGE_TAGS = frozenset({"merge", "mergekit", "model merge", "model-merge", "mixed"})
"""Tags of models that were mixed and not trained."""
_MERGED = r"\b(?:franken-?)?merg(?:e|es|ed|ing)\b|\bmergekit\b"
"""Words of the prose that say the same."""


class UndisclosedTrainingData(Rule):
    """
    Nobody can tell what the model was trained on.

    Without the data one cannot know what a model can do, what it is biased to, or whose rights it touches. A card
    that says "not disclosed" is honest; a card that says nothing leaves the reader to guess.

    Merges and quantizations are left alone: nothing was trained for them. A description that names no dataset, and a card that speaks of its
    data in words that no name or description could be read from, get an info that says so.

    Instead of a card that is silent, use:

        datasets:
          - org/name

    or a section "Training data" that says what it was, or that it is not disclosed and why.
    """

    family = "data"
    severity = "warning"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Stated secrecy and a description without names are info; silence is a warning, and info on cards that a script wrote or that is hard to read."""
        release = subject.release
        data = release.data
        if data.disclosure == "undisclosed":
            yield self.finding(
                subject,
                data.evidence["disclosure"][0],
                "the training data is said not to be disclosed",
                hint="say at least its kinds, sources and period",
                severity="info",
                value="undisclosed",
            )
            return
        if data.disclosure == "described" and not data.datasets:
            yield self.finding(
                subject,
                data.evidence["disclosure"][0],
                "the training data is described, but no dataset is named",
                hint="add `datasets:`, or say that the names are not disclosed and why",
                severity="info",
                value="described",
            )
            return
        if data.disclosure != "unknown" or data.datasets:
            return
        if any(base.relation in _NOT_TRAINED for base in release.lineage.bases):
            return
        tags = {tag.strip().casefold() for tag, _ in subject.card.front_matter.texts("tags")}
        if tags & _MERGE_TAGS or prose_holds(subject, _MERGED):
            return
        if not subject.has_front_matter and not subject.card.body.sections:
            return
        where = subject.card.front_matter.place() if subject.has_front_matter else None
        if speaks_of_data(subject):
            yield self.finding(
                subject,
                where,
                "the card speaks of its training data, but no name or description of it could be read",
                hint="add `datasets:`, or a section `Training data` that says what it was",
                severity="info",
                confidence="low",
                value="unclear",
            )
            return
        yield self.finding(
            subject,
            where,
            "the card does not say what the model was trained on",
            hint="add `datasets:`, or a section that describes the data or says why it is not disclosed",
            severity="info" if subject.is_stub else "warning",
            value="silent",
        )


class UnlinkedDataset(Rule):
    """
    A training dataset that is named without an id or a link.

    A name alone cannot be followed: there are several "Alpaca" and "ShareGPT" datasets, with different licences.

    Instead of:

        Trained on ShareGPT.

    Use:

        Trained on [ShareGPT](https://huggingface.co/datasets/org/sharegpt).
    """

    family = "data"
    severity = "info"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a card; the message counts the names."""
        loose = [
            item
            for item in subject.release.data.datasets
            if not item.id and not item.url and not self._is_linked_or_a_form(subject, item.evidence[0])
        ]
        if not loose:
            return
        first = loose[0]
        more = f" and {len(loose) - 1} more" if len(loose) > 1 else ""
        yield self.finding(
            subject,
            first.evidence[0],
            f"dataset `{first.name}`{more} {'are' if more else 'is'} named without an id or link",
            hint="write its Hub id instead, or name it with a link in the prose"
            if first.evidence[0].source == "front-matter"
            else "link it, or add its Hub id to `datasets:`",
            value=first.name,
        )

    @staticmethod
    def _is_linked_or_a_form(subject: Subject, evidence: Evidence) -> bool:
        """`on OST, available [here](...)` and `in the Alpaca format`: there is nothing to link."""
        line = subject.card.lines.line_text(evidence.line or 1)
        rest = line[(evidence.column or 1) - 1 :]
        after = rest[len(evidence.quote or "") :]
        return _HERE.search(rest) is not None or _FORM.match(after) is not None


_HERE = pattern(r"\[(?:available )?(?:here|this|link)\b[^\]]*\]\(", re.IGNORECASE)
_FORM = pattern(r"\W*(?:\w+\W+)?(?:formats?|style|template)\b", re.IGNORECASE)


class DanglingDataset(Rule):
    """
    A dataset id that does not exist on the Hub.

    Remedy: correct the id; if the dataset was deleted or is private, say so in the prose.

    Instead of:

        datasets:
          - org/nmae

    Use the id under which the dataset can be opened.
    """

    family = "data"
    severity = "warning"
    needs_hub = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Look at the datasets that were looked up; one that could not be looked up gives nothing."""
        repo = subject.card.repo
        for info in repo.datasets if repo else ():
            if info.exists is not False:
                continue
            place = next(
                (path for value, path in subject.card.front_matter.texts("datasets") if value == info.id), None
            )
            yield self.finding(
                subject,
                subject.card.front_matter.place(*place) if place else None,
                f"dataset `{info.id}` is not on the Hub, or private",
                hint="correct the id, or say that it is private",
                value=info.id,
            )


class UnnamedSyntheticGenerator(Rule):
    """
    Synthetic training data without the model that made it.

    The terms of the generating model may forbid training others on its outputs (Llama 2, OpenAI), or ask for a name
    (Llama 3.1). Who made the data decides which terms those are.

    Instead of:

        Trained on synthetic instructions.

    Use:

        Trained on instructions generated by mistralai/Mixtral-8x7B-Instruct-v0.1.
    """

    family = "data"
    severity = "info"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """`synthetic` is stated and no generator is named."""
        data = subject.release.data
        if data.synthetic not in ("all", "partial") or data.generators:
            return
        evidence = data.evidence["synthetic"][0]
        if _GENERATOR.search(subject.card.lines.line_text(evidence.line or 1)):
            return
        yield self.finding(
            subject,
            evidence,
            "synthetic training data, and the model that made it is not named",
            hint="name the generating model",
            value=data.synthetic,
        )


_GENERATOR = pattern(
    r"\b(?:chat)?gpt\b|\bclaude\b|\bgemini\b|\bpalm\b|\bdavinci\b|\b(?:llama|mistral|mixtral|qwen|deepseek|nemotron)[-\s]?\d",
    re.IGNORECASE,
)
"""A maker of synthetic data that the sentence names, if only by its family."""


class NoncommercialDataset(Rule):
    """
    A training dataset whose licence forbids commercial use.

    Whether such a licence reaches the weights is contested: it depends on what training needed permission for, and
    on the law of the place. This finding reports the dataset's licence and decides nothing.

    Instead of:

        Trained on acme/dialogues.

    Use:

        Trained on acme/dialogues (CC-BY-NC-4.0).

    Remedy: none is needed; say in the card that the dataset is non-commercial, so that others can decide.
    """

    family = "data"
    severity = "info"
    confidence = "low"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Licences of datasets as stated in the card or found on the Hub."""
        repo = subject.card.repo
        looked_up = {info.id: info.license for info in repo.datasets} if repo else {}
        for item in subject.release.data.datasets:
            for name in (item.license, *looked_up.get(item.id or "", ())):
                license_ = find(name)
                if license_ is None or license_.terms.commercial_use is None:
                    continue
                if license_.terms.commercial_use.value not in ("forbidden", "separate-license-needed"):
                    continue
                yield self.finding(
                    subject,
                    item.evidence[0],
                    f"dataset `{item.id or item.name}` is `{name}`; its effect on the weights is contested",
                    hint="say in the card that this dataset is non-commercial",
                    value=f"{item.id or item.name} {name}",
                )
                break


RULES: tuple[Rule, ...] = (
    UndisclosedTrainingData(),
    UnlinkedDataset(),
    DanglingDataset(),
    UnnamedSyntheticGenerator(),
    NoncommercialDataset(),
)
