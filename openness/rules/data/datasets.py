"""Can the datasets that a card names be found: are they in the field, is it told which was used, do they exist?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from openness._pattern import pattern, simple
from openness.release.data import Dataset
from openness.rules.rule import Finding, Rule, Subject
from openness.rules.wording import FORM, sentence_of


class UnlistedDataset(Rule):
    """
    A training dataset of the Hub that the prose names and `datasets:` does not.

    The Hub links a model and its data, and others find who trained on what, through `datasets:` only.

    Instead of:

        ---
        license: mit
        ---
        # Heron
        Heron was trained on [acme/fish](https://huggingface.co/datasets/acme/fish).

    Use:

        ---
        license: mit
        datasets:
          - acme/fish
        ---
        # Heron
        Heron was trained on [acme/fish](https://huggingface.co/datasets/acme/fish).
    """

    family = "data"
    severity = "info"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Ids that the prose links, on a card with front matter and without the key; one finding a card."""
        if not subject.has_front_matter or "datasets" in subject.card.front_matter.values:
            return
        loose = [
            item
            for item in subject.release.data.datasets
            if item.id
            and item.evidence[0].source == "prose"
            and _is_linked(subject, item.id)
            and not _OF_ANOTHER.search(sentence_of(subject, item.evidence[0]))
        ]
        if not loose:
            return
        ids = list(dict.fromkeys(item.id for item in loose if item.id))
        yield self.finding(
            subject,
            loose[0].evidence[0],
            f"dataset `{ids[0]}`{f' and {len(ids) - 1} more of the Hub are' if len(ids) > 1 else ' of the Hub is'} not listed in `datasets`",
            hint=f"add `datasets: [{', '.join(ids)}]` to the front matter",
            value=ids[0],
        )


def _is_linked(subject: Subject, dataset: str) -> bool:
    return f"huggingface.co/datasets/{dataset}".casefold() in subject.card.text.casefold()


_OF_ANOTHER = pattern(
    r"\b(?:importance matrix|imatrix|calibrat\w+)\b|\bdata ?set (?:for|of) the base model\b|评测集",
    re.IGNORECASE,
)
"""Words by which a dataset measured, or trained a base or a sibling, and not this model."""


class UnlinkedDataset(Rule):
    """
    A training dataset named in a way that fits several, without an id or a link.

    There are several "Alpaca" and "ShareGPT" datasets on the Hub, with different licences: the name alone does not say
    which was used, and so not what binds.

    Instead of:

        # Heron
        Heron was fine-tuned on the ShareGPT dataset.

    Use:

        # Heron
        Heron was fine-tuned on [ShareGPT](https://huggingface.co/datasets/org/sharegpt).
    """

    family = "data"
    severity = "info"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Only names that several datasets share, and that nothing in the card leads on from; one finding a card."""
        loose = [
            item
            for item in subject.release.data.datasets
            if not item.id and not item.url and self._is_loose(subject, item)
        ]
        if not loose:
            return
        first = loose[0]
        more = f" and {len(loose) - 1} more" if len(loose) > 1 else ""
        yield self.finding(
            subject,
            first.evidence[0],
            f"dataset `{first.name}`{more}: several are published under that name, and the card gives no id or link",
            hint="link the one that was used, or add its Hub id to `datasets:`",
            value=first.name,
        )

    @staticmethod
    def _is_loose(subject: Subject, item: Dataset) -> bool:
        """Whether several datasets have the name, and no link or id of the card holds it (`in the Alpaca format` names none)."""
        name = _LAST_WORDS.sub("", item.name.strip().casefold().removeprefix("the ")).strip()
        if name not in _shared_names():
            return False
        evidence = item.evidence[0]
        line = subject.card.lines.line_text(evidence.line or 1)
        rest = line[(evidence.column or 1) - 1 :]
        after = rest[len(evidence.quote or "") :]
        if _HERE.search(rest) or FORM.search(rest) or FORM.match(after):
            return False
        word = re.escape(name).replace(r"\-", "[-_ ]?").replace(r"\ ", "[-_ ]?")
        leads_on = rf"https?://\S*{word}|\b[\w.-]+/[\w.-]*{word}"
        return pattern(leads_on, re.IGNORECASE).search(subject.card.text) is None


@cache
def _shared_names() -> frozenset[str]:
    path = Path(__file__).parents[1] / "tables" / "shared_dataset_names.toml"
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["names"])


_LAST_WORDS = simple(r"\b(?:data ?sets?|data|corpus)\b")
_HERE = pattern(r"\[(?:available )?(?:here|this|link)\b[^\]]*\]\(", re.IGNORECASE)


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


RULES: tuple[Rule, ...] = (UnlistedDataset(), UnlinkedDataset(), DanglingDataset())
