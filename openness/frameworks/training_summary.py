"""
How much of the EU's public summary of training content a record can fill.

Source: the Commission's template, C(2025) 5235 of 24 July 2025, for Article 53(1)(d) of Regulation (EU) 2024/1689.
"""

from collections.abc import Callable
from functools import lru_cache

from openness._base import Frozen, Whole
from openness._trusted import made
from openness.formats.training_summary import template
from openness.release import ModelRelease


class SummaryField(Frozen):
    """One field of the template."""

    number: str
    """Number in the template."""
    title: str
    """What it asks, in our own words."""
    value: str | None = None
    """What the record says; null where it says nothing."""


class TrainingSummary(Frozen):
    """Which fields of the template a record can fill."""

    filled: Whole
    """How many fields the record fills."""
    of: Whole
    """How many the template has."""
    fields: tuple[SummaryField, ...]
    """Every field with its value."""

    @property
    def missing(self) -> tuple[SummaryField, ...]:
        """The fields that the record cannot fill."""
        return tuple(one for one in self.fields if one.value is None)


def completeness(release: ModelRelease) -> TrainingSummary:
    """Every field of the template with what the record says for it."""
    fields = tuple(_field(one["number"], one["title"], _value(one.get("from"), release)) for one in template())
    return made(TrainingSummary, filled=sum(one.value is not None for one in fields), of=len(fields), fields=fields)


@lru_cache(maxsize=1024)
def _field(number: str, title: str, value: str | None) -> SummaryField:
    return made(SummaryField, number=number, title=title, value=value)


def _value(name: str | None, release: ModelRelease) -> str | None:
    if name is None:
        return None
    reader = _READERS.get(name)
    return (reader(release) if reader is not None else _datasets(release, name)) or None


def _datasets(release: ModelRelease, kind: str) -> str:
    return "; ".join(
        one.name + (f" ({one.url or one.id})" if one.url or one.id else "")
        for one in release.data.datasets
        if one.kind == kind
    )


def _model(release: ModelRelease) -> str:
    name = release.subject.id or release.subject.name or ""
    bases = ", ".join(one.model for one in release.lineage.bases)
    return f"{name}; derived from {bases}" if name and bases else name


def _synthetic(release: ModelRelease) -> str:
    data = release.data
    if data.synthetic == "none":
        return "none"
    made = ", ".join(one.model for one in data.generators)
    listed = _datasets(release, "synthetic")
    parts = [
        f"share: {data.synthetic}" if data.synthetic != "unknown" else "",
        f"made by {made}" if made else "",
        listed,
    ]
    return "; ".join(part for part in parts if part)


def _processing(release: ModelRelease) -> str:
    data = release.data
    parts = (
        f"filtering: {data.filtering}" if data.filtering != "unknown" else "",
        f"deduplication: {data.deduplication}" if data.deduplication != "unknown" else "",
        f"personal data: {data.personal_data}" if data.personal_data else "",
    )
    return "; ".join(part for part in parts if part)


def _public(release: ModelRelease) -> str:
    named = _datasets(release, "public-dataset")
    linked = "; ".join(
        f"{one.name} ({one.url or one.id})"
        for one in release.data.datasets
        if one.kind in ("unknown", "code") and (one.url or one.id)
    )
    return "; ".join(part for part in (named, linked) if part)


_READERS: dict[str, Callable[[ModelRelease], str | None]] = {
    "provider": lambda release: release.subject.organization,
    "model": _model,
    "released": lambda release: release.subject.released.isoformat() if release.subject.released else None,
    "modalities": lambda release: ", ".join(release.subject.modalities),
    "size": lambda release: release.data.size,
    "cutoff": lambda release: release.data.cutoff,
    "crawling": lambda release: "; ".join(filter(None, (release.data.crawling, _datasets(release, "web-crawl")))),
    "opt-out": lambda release: release.data.opt_out,
    "synthetic": _synthetic,
    "processing": _processing,
    "public-dataset": _public,
}
