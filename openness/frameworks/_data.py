"""What a record's data facts are worth to the standards: can it be followed, and is more told than its size."""

from __future__ import annotations

from collections.abc import Sequence

from openness.release import Dataset, ModelRelease


def followed(release: ModelRelease, *, but: Sequence[Dataset] = ()) -> bool:
    """Whether every named dataset, `but` those given, leads to a place where it lies."""
    left_out = {id(one) for one in but}
    return all(one.is_placed for one in release.data.datasets if id(one) not in left_out)


def is_told_by_size_alone(release: ModelRelease) -> bool:
    """Whether the sentence that describes the data is the one that states its size: `trained on 2T tokens` tells of no data."""
    data = release.data
    if data.disclosure != "described" or data.size is None:
        return False
    sizes = {(place.path, place.line, place.quote) for place in data.evidence.get("size", ())}
    return all((place.path, place.line, place.quote) in sizes for place in data.evidence["disclosure"])
